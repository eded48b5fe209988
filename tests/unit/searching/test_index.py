from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from site_builder.model import Archive
from site_builder.searching.index import build_index
from tests.unit.searching.conftest import ARTICLE, PIECES, WHOLE, archive_of, files_of


def data_of(script: str) -> Any:
    """What a script hands to siteSearch.receive: JSON, so that it can be read without running it."""
    match = re.fullmatch(r"siteSearch\.receive\((.*)\);\n", script, re.DOTALL)
    assert match
    return json.loads(match[1])


def head_of(archive: Archive, budget: int = WHOLE) -> dict[str, Any]:
    index = files_of(archive, budget)
    return data_of(index["files"][index["url"]])  # type: ignore[no-any-return]


def test_a_small_archive_is_one_script_named_by_its_digest() -> None:
    index = files_of(archive_of(ARTICLE))
    ((path, script),) = index["files"].items()
    assert path == index["url"] == f"search/index.{hashlib.sha256(script.encode()).hexdigest()[:10]}.js"
    assert sorted(data_of(script)["files"]) == sorted(
        files_of(archive_of(ARTICLE), PIECES)["files"].keys() - {files_of(archive_of(ARTICLE), PIECES)["url"]}
    )


def test_what_is_told_of_an_index() -> None:
    summary = build_index(archive_of(ARTICLE), WHOLE, lambda _path, _make: None)
    assert (summary.documents, summary.pieces) == (4, 0)
    assert summary.terms > 30
    assert summary.size > 0
    assert build_index(archive_of(ARTICLE), summary.size, lambda _path, _make: None).pieces == 0
    assert build_index(archive_of(ARTICLE), summary.size - 1, lambda _path, _make: None).pieces == 1


def test_the_bytes_depend_on_the_documents_alone() -> None:
    for budget in (WHOLE, PIECES):
        assert files_of(archive_of(ARTICLE), budget) == files_of(archive_of(ARTICLE), budget)
        other = files_of(archive_of(replace(ARTICLE, title="Another")), budget)
        assert other["url"] != files_of(archive_of(ARTICLE), budget)["url"]


def test_what_the_index_says_of_itself() -> None:
    head = head_of(archive_of(ARTICLE))
    assert head["lunr"] == "2.3.9"
    assert head["pipeline"] == ["site-terms"]
    assert head["fields"] == ["title", "text", "people", "labels"]
    assert len(head["lengths"]) == len(head["fields"])


def test_an_archive_without_articles_has_an_index() -> None:
    for budget in (WHOLE, PIECES):
        assert head_of(archive_of(), budget)["lengths"][0] > 0  # the speaker
        assert head_of(replace(archive_of(), speakers={}), budget)["lengths"] == [0, 0, 0, 0]


def test_a_text_cannot_leave_the_script() -> None:
    hostile = 'x");alert(1);("\\\u2028</script>'
    files = files_of(archive_of(replace(ARTICLE, title=hostile)), PIECES)["files"]
    assert any(data[0][1] == hostile for path, script in files.items() if "/0.js" in path for data in [data_of(script)])
