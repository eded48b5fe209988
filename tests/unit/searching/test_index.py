from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from site_builder.model import Archive
from site_builder.searching.index import build_index
from tests.unit.searching.conftest import ARTICLE, archive_of


def data_of(archive: Archive) -> dict[str, Any]:
    """What the script hands to siteSearch.receive: JSON, so that it can be read without running it."""
    script = build_index(archive).files[0].data.decode()
    match = re.fullmatch(r"siteSearch\.receive\((.*)\);\n", script, re.DOTALL)
    assert match
    return json.loads(match[1])  # type: ignore[no-any-return]


def test_one_script_named_by_its_digest() -> None:
    index = build_index(archive_of(ARTICLE))
    (file,) = index.files
    assert file.path == f"search/index.{hashlib.sha256(file.data).hexdigest()[:10]}.js"
    summary = index.summary
    assert summary.paths == (file.path,)
    assert summary.documents == 4
    assert summary.terms == len(data_of(archive_of(ARTICLE))["terms"]) > 30
    assert 0 < summary.size < len(file.data)


def test_the_bytes_depend_on_the_documents_alone() -> None:
    assert build_index(archive_of(ARTICLE)) == build_index(archive_of(ARTICLE))
    other = build_index(archive_of(replace(ARTICLE, title="Another")))
    assert other.files[0].path != build_index(archive_of(ARTICLE)).files[0].path


def test_terms_stand_in_the_order_of_javascripts_strings() -> None:
    # U+FA0E is a letter before U+20BB7 in Python, and after it in JavaScript, which compares the latter's surrogates.
    text = "\U00020bb7 \ufa0e zebra apple"
    terms = data_of(archive_of(replace(ARTICLE, title=text)))["terms"]
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
    assert terms != sorted(terms)


def test_what_the_index_says_of_itself() -> None:
    data = data_of(archive_of(ARTICLE))
    assert data["lunr"] == "2.3.9"
    assert data["pipeline"] == ["site-terms"]
    assert data["fields"] == ["title", "text", "people", "labels"]
    assert len(data["cards"][0]) == len(data["card"])
    assert len(data["terms"]) == len(data["postings"])
    assert all(isinstance(number, int) for numbers in data["postings"] for number in numbers)


def test_an_archive_without_articles_has_an_index() -> None:
    assert len(data_of(archive_of())["cards"]) == 1  # the speaker
    assert data_of(replace(archive_of(), speakers={}))["cards"] == []


def test_a_text_cannot_leave_the_script() -> None:
    hostile = 'x");alert(1);("\\\u2028</script>'
    data = data_of(archive_of(replace(ARTICLE, title=hostile)))
    assert data["cards"][0][data["card"].index("title")] == hostile
