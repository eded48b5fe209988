from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from site_builder.cache.file_digests import TICK, FileDigests
from site_builder.model import FileStat
from site_builder.problems import FileError

NOW = 1_000_000_000_000_000_000
OLD = NOW - TICK - 1


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Disk:
    """Files that count how often they are read."""

    def __init__(self, **files: bytes) -> None:
        self.files, self.read_files = files, list[str]()
        self.stats = {file: FileStat(len(data), OLD, OLD, number) for number, (file, data) in enumerate(files.items())}

    def read(self, file: str) -> bytes:
        self.read_files.append(file)
        return self.files[file]

    def digests(self, known: dict[str, Any] | None = None, now: int = NOW) -> FileDigests:
        return FileDigests(json.loads(json.dumps(known or {})), self.stats, self.read, now)

    def kept(self) -> dict[str, Any]:
        """Return what a build keeps that looks at all files."""
        digests = self.digests()
        for file in self.files:
            assert digests[file] == sha256(self.files[file])
        self.read_files.clear()
        return digests.kept()


def test_a_file_is_read_once() -> None:
    disk = Disk(a=b"one")
    digests = disk.digests()
    assert digests["a"] == digests["a"] == sha256(b"one")
    assert disk.read_files == ["a"]


def test_a_file_that_was_not_touched_is_not_read_again() -> None:
    disk = Disk(a=b"one", b=b"two")
    digests = disk.digests(disk.kept())
    assert digests["a"] == sha256(b"one")
    assert disk.read_files == []


@pytest.mark.parametrize("field", FileStat._fields)
def test_whatever_else_the_system_says_of_it_a_file_is_read_again(field: str) -> None:
    disk = Disk(a=b"one")
    known = disk.kept()
    disk.files["a"] = b"two"
    disk.stats["a"] = disk.stats["a"]._replace(**{field: getattr(disk.stats["a"], field) - 1})
    assert disk.digests(known)["a"] == sha256(b"two")


@pytest.mark.parametrize("field", ["modified", "changed"])
@pytest.mark.parametrize("age", [0, TICK, -TICK])
def test_a_file_that_was_only_just_written_is_not_trusted_next_time(field: str, age: int) -> None:
    """It may be written again within the same tick of the clock, and would look the same."""
    disk = Disk(a=b"one", b=b"two")
    disk.stats["a"] = disk.stats["a"]._replace(**{field: NOW - age})
    assert disk.kept().keys() == {"b"}


def test_a_file_is_trusted_as_soon_as_its_time_is_over() -> None:
    disk = Disk(a=b"one")
    disk.stats["a"] = disk.stats["a"]._replace(modified=NOW - TICK - 1, changed=NOW - TICK - 1)
    assert disk.kept().keys() == {"a"}


def test_what_was_not_asked_for_is_not_kept() -> None:
    disk = Disk(a=b"one", b=b"two")
    digests = disk.digests({"b": "1 2 3 4 x"})
    assert digests["a"]
    assert digests.kept().keys() == {"a"}


def test_a_digest_of_bytes_that_were_just_read_counts() -> None:
    disk = Disk(a=b"one")
    digests = disk.digests(disk.kept())
    digests.note("a", "of what was read")
    assert digests["a"] == "of what was read"
    assert digests.kept()["a"].endswith(" of what was read")
    assert disk.read_files == []


def test_there_is_no_digest_of_no_file() -> None:
    with pytest.raises(KeyError):
        Disk().digests({"a": [0, OLD, OLD, 0, "x"]})["a"]


def test_a_file_that_cannot_be_read_is_an_error_each_time() -> None:
    def refuse(file: str) -> bytes:
        raise FileError(f"cannot read {file}")

    digests = FileDigests({}, {"a": FileStat(1, OLD, OLD, 1)}, refuse, NOW)
    for _ in range(2):
        with pytest.raises(FileError, match="cannot read a"):
            digests["a"]
    assert digests.kept() == {}


def test_a_file_that_is_replaced_by_one_of_its_size_and_time_has_another_inode(tmp_path: Path) -> None:
    """As when a folder is put back from a copy that keeps times."""

    def state(path: Path) -> FileStat:
        found = path.stat()
        return FileStat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)

    path, other = tmp_path / "a", tmp_path / "b"
    for place, text in ((path, "one"), (other, "two")):
        place.write_text(text, encoding="utf-8")
        os.utime(place, ns=(OLD, OLD))
    digests = FileDigests({}, {"a": state(path)}, lambda _: path.read_bytes(), state(path).changed + TICK + 1)
    assert digests["a"] == sha256(b"one")
    other.replace(path)
    again = FileDigests(digests.kept(), {"a": state(path)}, lambda _: path.read_bytes(), NOW)
    assert again["a"] == sha256(b"two")
