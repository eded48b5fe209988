from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from site_builder.problems import FileError, Location
from site_builder.reading.folder import ContentFolder
from site_builder.reading.links import Size
from tests.unit.reading.content_folders import png, write_content


def test_files_come_in_order_without_hidden_ones_and_backups(tmp_path: Path) -> None:
    names = ["b.md", "a/z.md", "a/b/c.png", "a-b.md", ".git/config", "a/.DS_Store", "b.md~", "#b.md#"]
    folder = ContentFolder(write_content(tmp_path, dict.fromkeys(names, b"")))
    assert list(folder.files) == ["a-b.md", "a/b/c.png", "a/z.md", "b.md"]
    assert folder.problems == []


def test_names_are_composed_whatever_the_system_says(tmp_path: Path) -> None:
    write_content(tmp_path, {unicodedata.normalize("NFD", "é/ü.md"): b"x"})
    folder = ContentFolder(tmp_path)
    assert list(folder.files) == ["é/ü.md"]
    assert folder.read("é/ü.md") == b"x"
    takes_both_for_one = (tmp_path / "é").exists()
    assert [problem.code for problem in folder.problems] == ["decomposed-name"] * 2 * (not takes_both_for_one)


def test_of_two_names_that_look_alike_one_is_told(tmp_path: Path) -> None:
    write_content(tmp_path, {unicodedata.normalize("NFD", "é.md"): b"x", "é.md": b"y"})
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this system takes the two for one")
    assert [problem.code for problem in ContentFolder(tmp_path).problems] == ["decomposed-name"]


def test_links_within_the_content_are_followed(tmp_path: Path) -> None:
    write_content(tmp_path, {"a/b.md": b"x"})
    try:
        (tmp_path / "c.md").symlink_to(tmp_path / "a" / "b.md")
        (tmp_path / "d").symlink_to(tmp_path / "a")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    folder = ContentFolder(tmp_path)
    assert list(folder.files) == ["a/b.md", "c.md", "d/b.md"]
    assert folder.problems == []


def test_a_folder_that_is_itself_reached_by_a_link_is_fine(tmp_path: Path) -> None:
    write_content(tmp_path / "real", {"a.md": b"x"})
    try:
        (tmp_path / "content").symlink_to(tmp_path / "real")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert list(ContentFolder(tmp_path / "content").files) == ["a.md"]


def test_pictures_are_looked_at_once(tmp_path: Path) -> None:
    folder = ContentFolder(write_content(tmp_path, {"a.png": png(3, 2), "b.png": b"", "c.pdf": b"", "e.png": b""}))
    assert folder.size_of("a.png") == Size(3, 2, can_be_scaled=True)
    write_content(tmp_path, {"a.png": png(4, 2)})
    assert folder.size_of("a.png") == Size(3, 2, can_be_scaled=True), "looked at once"
    assert [folder.size_of(file) for file in ("b.png", "b.png", "c.pdf", "d.png")] == [Size()] * 4
    there = Location("a.md", 3, 4)
    problems = {file: folder.pictures.problem(file, there) for file in ("a.png", "b.png", "c.pdf", "d.png", "e.png")}
    assert {file: problem.code for file, problem in problems.items() if problem} == {"b.png": "unreadable-picture"}
    (tmp_path / "e.png").unlink()
    with pytest.raises(FileError, match=r"cannot read .*e\.png"):
        folder.size_of("e.png")


def test_what_an_earlier_build_knew_of_pictures_is_believed(tmp_path: Path) -> None:
    folder = ContentFolder(write_content(tmp_path, {"a.png": png(3, 2), "b.png": png(4, 2)}))
    folder.pictures.recall({"old": [7, 8, False, "", "", ""]}, {"a.png": "old", "b.png": "new"}.__getitem__)
    assert [folder.size_of(file) for file in ("a.png", "b.png")] == [Size(7, 8), Size(4, 2, can_be_scaled=True)]
    assert sorted(folder.pictures.kept()) == ["new", "old"]


def test_what_cannot_be_read_ends_the_run(tmp_path: Path) -> None:
    folder = ContentFolder(write_content(tmp_path, {"a.md": b""}))
    (tmp_path / "a.md").unlink()
    with pytest.raises(FileError, match=r"cannot read .*a\.md"):
        folder.read("a.md")
    with pytest.raises(FileError, match="cannot read"):
        ContentFolder(tmp_path / "missing")


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="every name is Unicode there")
def test_a_name_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a\udcff.md").write_bytes(b"")
    folder = ContentFolder(tmp_path)
    assert list(folder.files) == []
    assert [(problem.code, problem.location.file) for problem in folder.problems] == [("reserved-name", "a\\udcff.md")]


def test_a_file_that_is_another_when_it_is_read_is_noticed(tmp_path: Path) -> None:
    folder = ContentFolder(write_content(tmp_path, {"a.md": b"one", "b.md": b"one"}))
    (tmp_path / "a.md").write_bytes(b"other")
    (folder.read("a.md"), folder.read("b.md"))
    assert folder.changed == {"a.md"}
    (tmp_path / "b.md").unlink()
    folder.compare("b.md")
    assert folder.changed == {"a.md", "b.md"}
