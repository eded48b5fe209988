from __future__ import annotations

import json
from dataclasses import replace

import pytest

from site_builder.model import AnnotatedArticle, Archive, Config, Date, OutputSettings
from site_builder.publishing import lists
from site_builder.publishing.exports import export_files, plan_archive_json
from tests.archives import assemble, plain_body
from tests.unit.publishing.sites import workshop_of

CONFIG = Config("Test")


def archive_of(*years: int, config: Config = CONFIG) -> Archive:
    articles = [
        AnnotatedArticle(
            f"articles/a{place}.md", f"a{place}", "A", date=Date(year) if year else None, body=plain_body("Text")
        )
        for place, year in enumerate(years)
    ]
    return assemble(config, *articles)


def test_an_archive_is_one_file() -> None:
    (product,) = plan_archive_json(archive_of(2020, 2021, 0), str)
    assert product.path == "archive.json"
    assert [article["slug"] for article in json.loads(product.make())["articles"]] == ["a1", "a0", "a2"]


def test_a_long_archive_is_cut_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LIST_LIMIT", 2)
    made = {product.path: json.loads(product.make()) for product in plan_archive_json(archive_of(2020, 2021, 0), str)}
    whole = made.pop("archive.json")
    assert whole["articles"] == []
    assert [(year["year"], year["articles"], year["file"]) for year in whole["years"]] == [
        ("2021", 1, "archive/2021/archive.json"),
        ("2020", 1, "archive/2020/archive.json"),
        ("undated", 1, "archive/undated/archive.json"),
    ]
    assert {path: data["year"] for path, data in made.items()} == {
        year["file"]: year["year"] for year in whole["years"]
    }


def test_a_site_may_do_without() -> None:
    assert "archive.json" in workshop_of(archive_of(2020)).products
    without = Config("Test", outputs=replace(OutputSettings(), archive_json=False))
    assert "archive.json" not in workshop_of(archive_of(2020, config=without)).products


def test_an_export_has_every_format() -> None:
    files = {file.path: file.data for file in export_files(archive_of(2020, 2021), str)}
    assert list(files) == [
        "archive.json",
        "claims.csv",
        "annotations.jsonld",
        "references.bib",
        "references.ris",
        "references.csl.json",
    ]
    assert len(json.loads(files["archive.json"])["articles"]) == 2
    assert json.loads(files["annotations.jsonld"])["total"] == 0
    assert files["references.bib"].count(b"@misc") == 2
