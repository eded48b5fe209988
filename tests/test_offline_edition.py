"""`build --zip`: the whole site in one file, the same bytes each time."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from site_builder import cli

REPOSITORY = Path(__file__).resolve().parent.parent
CONTENT = str(REPOSITORY / "content")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*arguments: str) -> int:
    return cli.run(["build", "--content", CONTENT, *arguments])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_zip_file_holds_the_site_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "output").mkdir()
    (folder / "output" / "notes of mine.txt").write_text("mine", encoding="utf-8")
    assert build("--zip") == 0
    assert "output.zip: the whole site in one file, " in capsys.readouterr().err
    with ZipFile(folder / "output.zip") as archive:
        assert archive.testzip() is None
        entries = {entry.filename: entry for entry in archive.infolist()}
        assert list(entries) == sorted(entries)
        assert {entry.date_time for entry in entries.values()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in entries.values()} == {0o100644}
        for name in entries:
            assert archive.read(name) == (folder / name).read_bytes(), name
    output = folder / "output"
    ours = {f"output/{path.relative_to(output).as_posix()}" for path in output.rglob("*") if path.is_file()}
    assert entries.keys() == ours - {"output/notes of mine.txt", "output/.site-builder.json"}


def test_the_same_site_is_the_same_file(folder: Path) -> None:
    assert build("--zip", "a.zip") == 0
    first = digest(folder / "a.zip")
    for path in (folder / "output").rglob("*"):
        os.utime(path, (1, 1))
    (folder / "a.zip").unlink()
    assert build("--zip", "a.zip") == 0, "nothing has changed, and the file is made all the same"
    assert digest(folder / "a.zip") == first
    assert build("--zip", "a.zip", "--output", "other", "--fresh") == 0
    assert digest(folder / "a.zip") == first


@pytest.mark.parametrize("place", ["none/a.zip", "output"])
def test_a_file_that_cannot_be_written_is_status_3(
    folder: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert build("--zip", place) == 3
    assert f"cannot write {place}" in capsys.readouterr().err
    assert not [path for path in folder.iterdir() if path.name.startswith((".a.zip", ".output."))]


def test_with_errors_there_is_no_file(folder: Path) -> None:
    (folder / "content").mkdir()
    (folder / "content" / "site.yaml").write_text("tilte: A\n", encoding="utf-8")
    assert cli.run(["build", "--zip"]) == 2
    assert not (folder / "output.zip").exists()
