from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from site_builder.problems import FileError
from site_builder.publishing.output import MANIFEST, OutputFolder, Written


def write(folder: Path, **files: str) -> Written:
    with OutputFolder(folder) as output:
        for path, text in files.items():
            output.put(path.replace("__", "/"), text.encode())
        return output.finish()


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output"


def test_files_are_written_and_recorded(folder: Path) -> None:
    assert write(folder, index="home", a__index="page") == Written(
        files=2, written=2, kept=0, removed=0, size=8, foreign=0, bytes_written=8
    )
    assert tree(folder) == {"index": "home", "a/index": "page"}
    assert list(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]) == ["a/index", "index"]


def test_what_did_not_change_is_not_touched(folder: Path) -> None:
    write(folder, same="text", other="old")
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    os.utime(folder / "same", ns=(1, 1))
    assert write(folder, same="text", other="new").written == 1
    assert (folder / "same").stat().st_mtime_ns == 1
    assert write(folder, same="text", other="new") == Written(
        files=2, written=0, kept=2, removed=0, size=7, foreign=0, bytes_written=0
    )
    assert times.keys() == set(folder.iterdir())


def test_leftovers_and_the_folders_that_they_leave_empty_are_removed(folder: Path) -> None:
    write(folder, a__b__c="old", a__d="old", e="stays")
    assert write(folder, e="stays").removed == 2
    assert tree(folder) == {"e": "stays"}
    assert not (folder / "a").exists()


def test_foreign_files_are_never_deleted(folder: Path) -> None:
    write(folder, a__ours="old")
    (folder / "a" / "theirs").write_text("keep", encoding="utf-8")
    assert write(folder, b="new").foreign == 1
    assert tree(folder) == {"a/theirs": "keep", "b": "new"}


def test_a_foreign_file_in_the_way_is_an_error_and_nothing_is_written(folder: Path) -> None:
    folder.mkdir()
    (folder / "index").write_text("theirs", encoding="utf-8")
    with pytest.raises(FileError, match="index was not written by site-builder and is left alone"):
        write(folder, first="new", index="ours")
    assert tree(folder) == {"index": "theirs"}
    assert [path.name for path in folder.parent.iterdir()] == ["output"]


def test_a_foreign_file_with_the_same_bytes_is_still_not_ours(folder: Path) -> None:
    folder.mkdir()
    (folder / "index").write_text("same", encoding="utf-8")
    with pytest.raises(FileError, match="left alone"):
        write(folder, index="same")


@pytest.mark.parametrize(("theirs", "ours"), [("a", "a__b"), ("a/b", "a"), ("a/b/c", "a__b")])
def test_a_foreign_file_above_or_below_is_in_the_way_too(folder: Path, theirs: str, ours: str) -> None:
    (folder / theirs).parent.mkdir(parents=True)
    (folder / theirs).write_text("theirs", encoding="utf-8")
    with pytest.raises(FileError, match="left alone"):
        write(folder, **{ours: "new"})
    assert tree(folder) == {theirs: "theirs"}


def test_a_build_that_is_given_up_leaves_the_folder_as_it_was(folder: Path) -> None:
    write(folder, index="old")

    def fail() -> None:
        with OutputFolder(folder) as output:
            output.put("index", b"new")
            output.put("more", b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert tree(folder) == {"index": "old"}
    assert [path.name for path in folder.parent.iterdir()] == ["output"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(folder: Path) -> None:
    write(folder, a="file", b__c="file in a folder")
    write(folder, a__c="file in a folder", b="file")
    assert tree(folder) == {"a/c": "file in a folder", "b": "file"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"files": 3}', '{"files": {"../../etc": ""}}', '{"files": {"/x": ""}}']
)
def test_a_manifest_that_cannot_be_trusted_is_no_manifest(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    (folder.parent / "etc").write_text("keep", encoding="utf-8")
    assert write(folder, index="new").removed == 0
    assert (folder.parent / "etc").read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("blocked", ["output", "parent"])
def test_a_refusal_of_the_system_is_a_sentence(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "parent" / "output"
    folder.parent.mkdir()
    (folder if blocked == "output" else folder.parent / "x").write_text("a file", encoding="utf-8")
    target = folder if blocked == "output" else folder.parent / "x" / "output"
    with pytest.raises(FileError, match="cannot make the output folder"):
        write(target, index="new")
