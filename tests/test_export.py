"""`site-builder export`, as a user meets it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from site_builder import cli

REPOSITORY = Path(__file__).resolve().parent.parent
FILES = {"archive.json", "claims.csv", "annotations.jsonld", "references.bib", "references.ris", "references.csl.json"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*arguments: str) -> int:
    return cli.run(["export", *arguments])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_shipped_archive_is_exported_whole_and_the_same_each_time(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = str(REPOSITORY / "content")
    assert export("--content", shipped, "--base-url", "https://example.org/a/") == 0
    assert "wrote export/archive.json, " in capsys.readouterr().err
    first = files(folder / "export")
    assert first.keys() == FILES
    archive = json.loads(first["archive.json"])
    notes = [note for article in archive["articles"] for note in article["notes"]]
    assert json.loads(first["annotations.jsonld"])["total"] == len(notes) > 50
    claims = [note for note in notes if note["kind"] == "claim"]
    assert len(list(csv.reader(first["claims.csv"].decode("utf-8-sig").splitlines()))) == len(claims) + 1
    assert export("--content", shipped, "--base-url", "https://example.org/a/", "--fresh") == 0
    assert files(folder / "export") == first


def test_with_errors_in_the_content_nothing_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    (folder / "content" / "site.yaml").write_text("title: Small\n", encoding="utf-8")
    (articles / "moon.md").write_text("---\ntitle: The Moon\n---\nIt rose.\n", encoding="utf-8")
    (articles / "moon.yaml").write_text("annotations: [{id: a, quote: It fell, note: No.}]\n", encoding="utf-8")
    assert export() == 1
    told = capsys.readouterr()
    assert "quote-not-found" in told.out
    assert "nothing was written" in told.err
    assert not (folder / "export").exists()


def test_an_export_among_the_content_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content").mkdir()
    assert export("--output", "content/export") == 2
    assert "which the site is made from" in capsys.readouterr().err
