from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.problems import FileError
from site_builder.workbench.content_files import write_content


def test_new_and_changed_files_are_written(tmp_path: Path) -> None:
    new, old = tmp_path / "folder" / "new.md", tmp_path / "old.yaml"
    old.write_bytes(b"before\n")
    write_content({new: "é\n“b”\n"}, {old: "after\n"})
    assert new.read_bytes() == "é\n“b”\n".encode()
    assert old.read_bytes() == b"after\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "new.md", "old.yaml"]


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    taken = tmp_path / "taken.md"
    taken.write_bytes(b"mine\n")
    with pytest.raises(FileError, match=r"taken\.md exists already"):
        write_content({tmp_path / "other.md": "x", taken: "y"}, {})
    assert [path.name for path in tmp_path.iterdir()] == ["taken.md"]
    assert taken.read_bytes() == b"mine\n"


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    old, is_folder = tmp_path / "old.yaml", tmp_path / "folder"
    old.write_bytes(b"before\n")
    is_folder.mkdir()
    with pytest.raises(FileError, match="cannot write"):
        write_content({tmp_path / "new.md": "x"}, {is_folder: "y", old: "after\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "old.yaml"]
    assert old.read_bytes() == b"before\n"
