"""The commands that begin something, as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder import cli


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = cli.run(list(arguments))
    return status, capsys.readouterr().err


def test_the_first_minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    status, said = run(capsys, "init", "ferries", "--title", "Ferries")
    assert (status, said.splitlines()[-3:]) == (0, ["next:", "    cd ferries", "    site-builder serve"])
    monkeypatch.chdir(tmp_path / "ferries")
    authors = ["--author", "A", "--author", "B"]
    assert run(capsys, "new", "article", "The ferry is early", *authors, "--date", "2024-05")[0] == 0
    assert run(capsys, "new", "speaker", "Jane Doe", "--role", "Skipper")[0] == 0
    status, said = run(capsys, "new", "note", "the-ferry-is-early", "stands here", "--speaker", "jane-doe")
    assert (status, "status: draft" in said) == (0, True)
    assert run(capsys, "schema")[0] == 0
    assert run(capsys, "check", "--strict")[0] == 0
    assert run(capsys, "build")[0] == 0


def test_what_is_refused_has_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "new", "article", "A")[0] == 2
    assert run(capsys, "schema")[0] == 2
    (tmp_path / "content").mkdir()
    status, said = run(capsys, "init", ".")
    assert status == 2
    assert "exists already, and nothing is overwritten" in said
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "site.schema.json").write_text("mine", encoding="utf-8")
    status, said = run(capsys, "schema", "mine")
    assert status == 3
    assert "is no schema, and nothing is overwritten" in said
