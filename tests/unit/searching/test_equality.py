"""An index in pieces finds what the whole one finds: the same documents, scores and order, in the real lunr.js.

The archive is generated, 1,000 articles with about 5,000 notes; the queries are made of its words, the same each time.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.content import write_content
from site_builder.model import Archive
from site_builder.searching.documents import search_documents
from tests.archives import read_archive
from tests.unit.searching.conftest import OPEN, PIECES, WHOLE, RunJavascript, files_of


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder: Path = tmp_path_factory.mktemp("thousand")
    write_content(folder, 1000, outputs=False)
    return read_archive(folder / "content")


@pytest.fixture(scope="module")
def indexes(archive: Archive) -> list[dict[str, Any]]:
    whole, pieces = files_of(archive, WHOLE), files_of(archive, PIECES)
    assert len(whole["files"]) == 1
    assert len(pieces["files"]) > 1000
    return [whole, pieces]


def test_pieces_are_small(indexes: list[dict[str, Any]]) -> None:
    """120 kB at most: a reader's phone loads one or two for a word."""
    assert max(len(script.encode()) for script in indexes[1]["files"].values()) <= 120_000


class Words:
    """Words of an archive to make queries of, by a random that always says the same."""

    def __init__(self, archive: Archive) -> None:
        self._random = random.Random(5)
        documents = list(search_documents(archive))[:2000]
        self._texts = [document.fields[1].split() for document in documents if len(document.fields[1]) > 100]
        self._names = sorted({document.fields[2] for document in documents if document.fields[2]})
        self._titles = [document.card.title for document in documents if document.card.title]

    def word(self, least: int = 2) -> str:
        words = (
            re.sub("[^a-z]", "", self._random.choice(self._random.choice(self._texts)).lower()) for _ in range(999)
        )
        return next(word for word in words if len(word) >= least)

    def misspelled(self) -> str:
        word = self.word(6)
        at = self._random.randrange(1, len(word) - 1)
        return word[:at] + self._random.choice(["", "e", word[at] * 2]) + word[at + 1 :]

    def quotation(self, words: int) -> str:
        text = self._random.choice([text for text in self._texts if len(text) > words])
        at = self._random.randrange(len(text) - words)
        return " ".join(text[at : at + words])

    def name(self) -> str:
        return self._random.choice(self._names)

    def title(self) -> str:
        return self._random.choice(self._titles)


def in_lunrs_language(words: Words) -> list[str]:
    word = words.word
    queries = []
    for _ in range(30):
        queries += [word(), f"{word()} {word()}", f"+{word()} +{word()}", f"{word()} -{word()}"]
        queries += [f"{word(4)[:3]}*", f"{words.misspelled()}~1", f"title:{word()}", f"+text:{word()} title:{word()}^3"]
        queries += [f"-{word()}", f"people:{words.name().split()[-1]}"]
    return queries


def as_typed(words: Words) -> list[str]:
    queries = []
    for _ in range(20):
        queries += [words.word(), f"{words.word()} ", f"{words.word()} {words.word()}", words.word(5)[:4]]
        queries += [words.misspelled(), words.word().replace("e", "é").replace("a", "ä"), f"{words.word()[:-1]}y"]
        queries += [words.name(), words.title(), words.quotation(8), words.quotation(40)]
    return queries


COMPARE = f"""async ({{ indexes: [whole, pieces], queries }}) => {{
  const open = async (input) => {{ {OPEN} return opened; }};
  const [one, other] = [await open(whole), await open(pieces)];
  const different = [];
  COMPARING
  return different;
}}"""


def test_queries_in_lunrs_own_language(
    run_javascript: RunJavascript, archive: Archive, indexes: list[dict[str, Any]]
) -> None:
    queries = in_lunrs_language(Words(archive))
    comparing = """
      const index = lunr.Index.load(await siteSearch.serialized(one));
      for (const query of queries) {
        const expected = siteSearch.inOrder(index.search(query));
        const found = await siteSearch.lunrSearch(other, query);
        if (JSON.stringify(found) !== JSON.stringify(expected)) different.push(query);
      }"""
    assert len(queries) == 300
    assert run_javascript(COMPARE.replace("COMPARING", comparing), {"indexes": indexes, "queries": queries}) == []


def test_queries_as_they_are_typed(
    run_javascript: RunJavascript, archive: Archive, indexes: list[dict[str, Any]]
) -> None:
    """Of a frequent word alone the first results are the same before the others are loaded."""
    queries = as_typed(Words(archive))
    comparing = """
      const told = ({ results }, count) =>
        JSON.stringify(results.slice(0, count).map(({ document, score }) => [document, score]));
      for (const query of queries) {
        const expected = await siteSearch.search(one, query, { all: true });
        const found = await siteSearch.search(other, query, { all: true });
        if (expected.results.length === 0) different.push(null);
        if (told(found) !== told(expected)) different.push(query);
        if (told(await siteSearch.search(other, query), 20) !== told(expected, 20)) different.push(`first of ${query}`);
      }"""
    assert len(queries) == 220
    found = run_javascript(COMPARE.replace("COMPARING", comparing), {"indexes": indexes, "queries": queries})
    assert [query for query in found if query] == []
    assert len(found) < len(queries) / 10, "too many queries find nothing"


def test_a_quotation_of_sixty_words_finds_its_article_first(
    run_javascript: RunJavascript, archive: Archive, indexes: list[dict[str, Any]]
) -> None:
    chance, queries = random.Random(7), {}
    for entry in chance.sample(archive.articles, 25):
        text = entry.body.text.split()
        start = chance.randrange(len(text) - 60)
        queries[entry.address] = " ".join(text[start : start + 60])
    source = f"""async ({{ input, queries }}) => {{ {OPEN}
      const first = async (typed) => {{
        const found = await siteSearch.search(opened, typed);
        const {{ results }} = await siteSearch.phrasesFirst(opened, typed, found.results);
        return (await siteSearch.cards(opened, [results[0].document]))[0].address;
      }};
      const found = {{}};
      for (const [address, typed] of Object.entries(queries)) found[address] = await first(typed);
      return found;
    }}"""
    for index in indexes:
        found = run_javascript(source, {"input": index, "queries": queries})
        assert {address: first.partition("#")[0] for address, first in found.items()} == {key: key for key in queries}
