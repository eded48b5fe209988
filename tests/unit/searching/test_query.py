"""What the search page makes of a reader's words: results, excerpts and addresses, with the real lunr.js in Node."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from site_builder.model import Archive
from tests.archives import plain_body
from tests.unit.searching.conftest import ARTICLE, OPEN, RunJavascript, archive_of, files_of, vocabulary


class Searcher:
    """The search of one archive, as the page asks it."""

    def __init__(self, run_javascript: RunJavascript, archive: Archive) -> None:
        self._run = run_javascript
        self._files = files_of(archive)

    def found(self, query: str) -> dict[str, Any]:
        search = f"""async (input) => {{ {OPEN}
          const found = await siteSearch.search(opened, input.query);
          const cards = await siteSearch.cards(opened, found.results.map((result) => result.document));
          return {{ ...found, results: cards.map((card) => card.address) }};
        }}"""
        found = self._run(search, {**self._files, "query": query})
        assert isinstance(found, dict)
        return found

    def results(self, query: str) -> list[str]:
        results = self.found(query)["results"]
        assert isinstance(results, list)
        return results


@pytest.fixture(scope="session")
def searcher(run_javascript: RunJavascript) -> Searcher:
    other = replace(
        ARTICLE,
        file="articles/bridge.md",
        slug="bridge",
        title="The bridge over the river",
        body=plain_body("Happiness is a bridge. 富士山頂に登った。 東京の山 U.S.A. 1,300 steps"),
        annotations=(),
    )
    return Searcher(run_javascript, archive_of(ARTICLE, other))


CLOCK, LATE, SQUARE = "articles/clock/", "articles/clock/#note-late", "articles/clock/#note-where"
BRIDGE, ADA = "articles/bridge/", "speakers/ada/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bridge", {BRIDGE}),
        ("BRIDGES", {BRIDGE}),
        ("Zet", {LATE, ADA}),
        ("market square", {CLOCK, SQUARE}),
        ("mark", {CLOCK, SQUARE}),
        ("mark ", {CLOCK, SQUARE}),
        ("happine", {BRIDGE}),
        ("usa", {BRIDGE}),
        ("1300", {BRIDGE}),
        ("富士山", {BRIDGE}),
        ("頂", {BRIDGE}),
        ("た", {BRIDGE}),
        ("punctuality", {LATE}),
        ("not so", {LATE}),
        ("bridge? (river)", {BRIDGE}),
        ("a", {LATE, CLOCK, BRIDGE, ADA}),
    ],
)
def test_words_find_what_has_all_of_them(searcher: Searcher, query: str, expected: set[str]) -> None:
    found = searcher.found(query)
    assert set(found.pop("results")) == expected
    assert found == {"similar": [], "missing": [], "partial": False, "failed": [], "more": False}


@pytest.mark.parametrize(
    "query", ["", "   ", "?", "~ * + - ^ : \\ \" ' ( [", "🎉", "zzzzzz", "cridge", "z", "x" * 10_000]
)
def test_what_finds_nothing(searcher: Searcher, query: str) -> None:
    assert searcher.results(query) == []


def test_a_misspelled_word_finds_what_is_spelled_alike_and_says_so(searcher: Searcher) -> None:
    found = searcher.found("the hapiness")
    assert found == {
        "results": [BRIDGE],
        "similar": ["hapiness"],
        "missing": [],
        "partial": False,
        "failed": [],
        "more": False,
    }


def test_words_that_never_meet_find_what_has_most_of_them(searcher: Searcher) -> None:
    found = searcher.found("market square bridge")
    assert set(found["results"]) == {CLOCK, SQUARE}
    assert (found["missing"], found["partial"]) == ([], True)


def test_a_word_that_is_nowhere_is_named(searcher: Searcher) -> None:
    found = searcher.found("zzzzzz bridge")
    assert found == {
        "results": [BRIDGE],
        "similar": [],
        "missing": ["zzzzzz"],
        "partial": True,
        "failed": [],
        "more": False,
    }


@pytest.mark.parametrize(
    "query",
    [
        "bridge~9",
        "+bridge",
        "-bridge",
        "*bridge*",
        "bridge^10",
        "nosuchfield:bridge",
        "<b>bridge</b>",
        "__proto__ bridge",
    ],
)
def test_the_signs_of_a_query_language_are_only_signs(searcher: Searcher, query: str) -> None:
    assert searcher.results(query) == [BRIDGE]


def test_ten_thousand_characters_find_what_their_first_words_find(searcher: Searcher) -> None:
    assert searcher.results("market square " * 800)[0] in {CLOCK, SQUARE}
    assert len("market square " * 800) > 10_000


def test_the_title_counts_more_than_the_text(searcher: Searcher) -> None:
    assert searcher.results("clock")[0] == CLOCK
    assert searcher.results("ada")[0] == ADA


def test_the_word_itself_counts_more_than_words_that_begin_with_it(run_javascript: RunJavascript) -> None:
    alike = replace(
        ARTICLE,
        file="articles/alike.md",
        slug="alike",
        body=plain_body("A stepson, a stepmother, a stepladder."),
        annotations=(),
    )
    itself = replace(
        ARTICLE,
        file="articles/itself.md",
        slug="itself",
        body=plain_body("One step after another was taken."),
        annotations=(),
    )
    searcher = Searcher(run_javascript, archive_of(alike, itself))
    assert searcher.results("step") == ["articles/itself/", "articles/alike/"]


def test_typing_a_word_finds_it_at_every_letter(run_javascript: RunJavascript, shipped_archive: Archive) -> None:
    """A stem is shorter than its word, so the last letters are the hard ones. At least 99.5% are found."""
    words = [word for word in vocabulary(shipped_archive) if re.fullmatch("[a-z]{4,}", word)][::10]
    typing = f"""async (input) => {{ {OPEN}
      const found = [];
      for (const word of input.words) {{
        for (let length = 3; length <= word.length; length++) {{
          const typed = word.slice(0, length);
          const {{ results }} = await siteSearch.search(opened, typed);
          found.push([typed, word, results.some(({{ terms }}) => terms.has(siteSearch.stem(word)))]);
        }}
      }}
      return found;
    }}"""
    found = run_javascript(typing, {**files_of(shipped_archive), "words": words})
    lost = [(typed, word) for typed, word, is_found in found if not is_found]
    assert len(found) > 400
    assert len(lost) <= len(found) / 200, lost


# ---------------------------------------------------------------- excerpts


def excerpt(run_javascript: RunJavascript, text: str, query: str, length: int = 80) -> str:
    source = """({ text, query, length }) =>
      siteSearch.excerpt(text, new Set(siteSearch.terms(query)), length)"""
    fragments = run_javascript(source, {"text": text, "query": query, "length": length})
    return "".join(f"[{each['text']}]" if each["marked"] else each["text"] for each in fragments)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The bridges over the river", "bridge", "The [bridges] over the river"),
        ("A river.", "bridge", "A river."),
        ("", "bridge", ""),
        ("José’s l’homme AT&T 1,300", "jose homme att 1300", "[José’s] [l’homme] [AT&T] [1,300]"),
        ("Bundes\u00adkanzler", "Bundeskanzler", "[Bundes\u00adkanzler]"),
        ("富士山頂に登った", "富士山", "[富士山]頂に登った"),
        ("<b>bridge</b> & so", "bridge", "<b>[bridge]</b> & so"),
        ("so " * 60 + "the bridge" + " no" * 60, "bridge", f"… {'so ' * 19}the [bridge]{' no' * 4} …"),
        ("bridge" + " no" * 60, "bridge", f"[bridge]{' no' * 24} …"),
        ("no " * 60 + "bridge", "bridge", f"… {'no ' * 20}[bridge]"),
        ("bridge " + "no " * 99 + "old bridge of bridges", "bridge", f"… {'no ' * 19}old [bridge] of [bridges]"),
        ("bridge bridge " + "no " * 99 + "river bridge", "bridge river", f"… {'no ' * 20}[river] [bridge]"),
    ],
)
def test_an_excerpt_shows_and_marks_what_was_found(
    run_javascript: RunJavascript, text: str, query: str, expected: str
) -> None:
    assert excerpt(run_javascript, text, query) == expected


@pytest.mark.parametrize("length", [80, 81])
def test_an_excerpt_does_not_cut_a_character_in_two(run_javascript: RunJavascript, length: int) -> None:
    assert excerpt(run_javascript, "𠮷" * 200, "bridge", length) == "𠮷" * 40 + " …"


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("search", "query"),
    [("", ""), ("?q=", ""), ("?q=a+b%26c", "a b&c"), ("?q=%E0%A4%A", "\ufffd%A"), ("?x=1&q=<b>", "<b>"), ("?Q=a", "")],
)
def test_the_query_in_an_address(run_javascript: RunJavascript, search: str, query: str) -> None:
    assert run_javascript("(search) => siteSearch.queryIn(search)", search) == query


@pytest.mark.parametrize(
    ("query", "search", "expected"),
    [
        ("a b&c", "", "/repo-name/search/?q=a+b%26c#main"),
        ("new", "?q=old&x=1", "/repo-name/search/?q=new&x=1#main"),
        ("  ", "?q=old", "/repo-name/search/#main"),
        ("x" * 10_000, "", f"/repo-name/search/?q={'x' * 1000}#main"),
    ],
)
def test_an_address_with_another_query(run_javascript: RunJavascript, query: str, search: str, expected: str) -> None:
    location = {"pathname": "/repo-name/search/", "search": search, "hash": "#main"}
    source = "({ query, location }) => siteSearch.addressWith(query, location)"
    assert run_javascript(source, {"query": query, "location": location}) == expected


@pytest.mark.parametrize(
    ("address", "protocol", "expected"),
    [
        ("articles/a/#note-x", "https:", "../articles/a/#note-x"),
        ("articles/a/#note-x", "file:", "../articles/a/index.html#note-x"),
        ("speakers/ada/", "file:", "../speakers/ada/index.html"),
        ("404.html", "file:", "../404.html"),
    ],
)
def test_a_link_from_the_page(run_javascript: RunJavascript, address: str, protocol: str, expected: str) -> None:
    source = "({ address, protocol }) => siteSearch.linkTo(address, '../', protocol)"
    assert run_javascript(source, {"address": address, "protocol": protocol}) == expected
