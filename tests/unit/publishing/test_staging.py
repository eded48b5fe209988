from __future__ import annotations

import errno
import hashlib
import os
import pickle
from pathlib import Path

import pytest

from site_builder.problems import FileError
from site_builder.publishing import staging
from site_builder.publishing.staging import Stager, find_stage


def test_what_is_staged_is_a_file_with_its_digest_and_size(tmp_path: Path) -> None:
    stager = Stager(str(tmp_path / "stage"), "output", "one")
    assert not (tmp_path / "stage").exists()
    staged = pickle.loads(pickle.dumps(stager.stage(b"page")))
    assert (tmp_path / "stage" / staged.name).read_bytes() == b"page"
    assert staged[1:] == (hashlib.sha256(b"page").hexdigest(), 4)


def test_copies_of_a_stager_do_not_meet(tmp_path: Path) -> None:
    stager = Stager(str(tmp_path / "stage"), "output", "one")
    copies = [pickle.loads(pickle.dumps(stager)) for _ in range(3)]
    names = {copy.stage(b"same").name for copy in copies for _ in range(3)}
    assert len(names) == 9


def test_a_write_that_takes_only_a_part_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    staging.write_new(str(tmp_path / "file"), b"ten bytes.")
    assert (tmp_path / "file").read_bytes() == b"ten bytes."


def test_a_worker_that_cannot_stage_says_so_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(FileError) as raised:
        Stager(str(tmp_path / "stage"), "output", "one").stage(b"page")
    assert str(pickle.loads(pickle.dumps(raised.value))) == "cannot write a file of output: No space left on device"


def test_the_stage_stands_beside_the_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "there" / "site").mkdir(parents=True)
    (tmp_path / "output").symlink_to(tmp_path / "there" / "site", target_is_directory=True)
    assert Path(find_stage(str(tmp_path / "output"))) == tmp_path.resolve() / "there" / ".site.staged"


def test_the_stage_of_a_mount_point_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "output").mkdir()
    real = os.stat

    def stat(path: str, **options: bool) -> os.stat_result:
        found = list(real(path, **options))
        found[2] += str(path).endswith("output")  # st_dev
        return os.stat_result(found)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", stat)
        stage = find_stage(str(tmp_path / "output"))
    assert Path(stage) == tmp_path.resolve() / "output" / ".site-builder.staged"
