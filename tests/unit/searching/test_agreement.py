"""The two sides agree: the same terms in Python and in Node, and in lunr.js the index that lunr.py would have made."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from site_builder.model import Archive
from site_builder.searching.documents import FIELDS, search_documents
from site_builder.searching.stemming import stem
from site_builder.searching.terms import TermReader
from tests.archives import plain_body
from tests.unit.searching.cases import TERM_CASES
from tests.unit.searching.conftest import ARTICLE, OPEN, RunJavascript, archive_of, files_of, vocabulary
from tests.unit.searching.reference import build_with_lunr


def test_the_cases(run_javascript: RunJavascript) -> None:
    texts = [text for text, _ in TERM_CASES]
    terms = run_javascript("(texts) => texts.map(siteSearch.terms)", texts)
    assert dict(zip(texts, terms, strict=True)) == dict(TERM_CASES)


def test_every_word_of_the_shipped_archive_has_the_same_terms(
    run_javascript: RunJavascript, shipped_archive: Archive
) -> None:
    words = vocabulary(shipped_archive)
    assert len(words) > 2000
    terms = run_javascript("(words) => words.map(siteSearch.terms)", words)
    reader = TermReader()
    assert dict(zip(words, terms, strict=True)) == {word: reader.read(word) for word in words}


def test_every_word_of_the_shipped_archive_has_the_same_stem(
    run_javascript: RunJavascript, shipped_archive: Archive
) -> None:
    words = sorted(set(re.findall("[a-z]+", " ".join(vocabulary(shipped_archive)).lower())))
    stems = run_javascript("(words) => words.map(siteSearch.stem)", words)
    assert dict(zip(words, stems, strict=True)) == {word: stem(word) for word in words}


def test_every_character_of_unicode_is_taken_alike(run_javascript: RunJavascript) -> None:
    texts = [f"x{character}y {character}b a.{character} 1,{character} {character}'s" for character in characters()]
    terms = run_javascript("(texts) => texts.map(siteSearch.terms)", texts)
    reader = TermReader()
    different = [text for text, ours in zip(texts, terms, strict=True) if reader.read(text) != ours]
    assert len(texts) > 30_000
    assert different == []


def characters() -> Iterator[str]:
    """Yield what this Python knows (Node may have a newer table), and of the scripts of thousands every fiftieth."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        many = unicodedata.name(character, "").startswith(("CJK UNIFIED", "HANGUL SYLLABLE"))
        if unicodedata.category(character) not in {"Cn", "Co", "Cs"} and not (many and code % 50):
            yield character


def test_lunr_js_runs_our_pipeline_on_a_query(run_javascript: RunJavascript) -> None:
    """So lunr's own search finds what its own stemmer and trimmer would lose."""
    files = files_of(archive_of(replace(ARTICLE, body=plain_body("Huxley said José may try Москва today. Why?"))))
    queries = ["Huxley", "today", "may", "try", "José", "jose", "Москва", "why?", "+huxleys +said", "title:clock -zet"]
    search = f"""async (input) => {{ {OPEN}
      const index = lunr.Index.load(await siteSearch.serialized(opened));
      return input.queries.map((query) => index.search(query).length)
    }}"""
    found = run_javascript(search, {**files, "queries": queries})
    assert dict(zip(queries, found, strict=True)) == dict.fromkeys(queries, 1)


def test_lunr_js_loads_what_lunr_py_would_have_given_it(
    run_javascript: RunJavascript, shipped_archive: Archive
) -> None:
    """The whole serialized index, but for the numbers that terms have in it."""
    documents = [document.fields for document in search_documents(shipped_archive)]
    theirs = build_with_lunr(documents, FIELDS).serialize()
    serialize = f"async (input) => {{ {OPEN} return siteSearch.serialized(opened) }}"
    ours = run_javascript(serialize, files_of(shipped_archive))
    assert by_term(ours) == by_term(theirs)


def by_term(serialized: dict[str, Any]) -> dict[str, Any]:
    terms = {posting["_index"]: term for term, posting in serialized["invertedIndex"]}
    vectors = [
        (reference, {terms[vector[i]]: vector[i + 1] for i in range(0, len(vector), 2)})
        for reference, vector in serialized["fieldVectors"]
    ]
    postings = [
        (term, {field: sorted(found) for field, found in posting.items() if field != "_index"})
        for term, posting in serialized["invertedIndex"]
    ]
    return {**serialized, "fieldVectors": vectors, "invertedIndex": sorted(postings)}


def test_lunr_js_has_the_results_of_lunr_py(run_javascript: RunJavascript, shipped_archive: Archive) -> None:
    """The same documents with the same scores; equal scores may stand in another order."""
    documents = [document.fields for document in search_documents(shipped_archive)]
    reference = build_with_lunr(documents, FIELDS)
    words = [word for word in vocabulary(shipped_archive) if word.isascii() and word.isalpha()]
    queries = [*words[::40], *(f"+{one} {other}" for one, other in zip(words[::60], words[7::60], strict=False))]
    queries += [*(f"{word[:3]}*" for word in words[::60]), *(f"{word}~1" for word in words[::90] if len(word) > 5)]
    search = f"""async (input) => {{ {OPEN}
      const index = lunr.Index.load(await siteSearch.serialized(opened));
      return input.queries.map((query) => index.search(query).map(({{ ref, score }}) => [ref, score]))
    }}"""
    found = run_javascript(search, {**files_of(shipped_archive), "queries": queries})
    assert len(queries) > 100
    for query, results in zip(queries, found, strict=True):
        expected = [(result["ref"], result["score"]) for result in reference.search(query)]
        assert [score for _, score in results] == pytest.approx([score for _, score in expected]), query
        assert dict(results) == pytest.approx(dict(expected)), query
