"""The commands that begin something, as a user meets them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.workbench.starter_files import start_archive


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


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_the_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    assert "_SITE_BUILDER_COMPLETE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("site-builder new a", ["plain,article"]),
        ("site-builder new note the-fer", ["plain,the-ferry-is-late"]),
        ("site-builder new note x y --speaker har", ["plain,harbor-office"]),
        ("site-builder check --lin", ["plain,--links"]),
        ("site-builder check --format g", ["plain,github"]),
        ("site-builder check --content c", ["dir,c"]),
        ("site-builder import a", ["file,a"]),
        ("site-builder new note --content nowhere x y --speaker h", []),
    ],
)
def test_words_are_completed(tmp_path: Path, words: str, completed: list[str]) -> None:
    start_archive(tmp_path)
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(cli.__file__).parent.parent),
        "_SITE_BUILDER_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    command = [sys.executable, "-m", "site_builder"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.split() == completed, done.stderr
