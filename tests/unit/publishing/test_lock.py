from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.publishing.lock import FolderLock

REPOSITORY = Path(__file__).resolve().parents[3]

HOLDER = """
import sys
from site_builder.publishing.lock import FolderLock
lock = FolderLock(sys.argv[1])
lock.acquire(lambda: None)
print("held", flush=True)
sys.stdin.readline()
lock.release(remove_made=sys.argv[2] == "gives up")
"""


class Holder:
    """Another process that holds a folder until it is told to go on."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.goes_on = False

    def go_on(self) -> None:
        assert self.process.stdin
        self.goes_on = True
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def held(folder: Path, *, ends: str = "is done") -> Iterator[Holder]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), ends],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield Holder(process)
        finally:
            process.kill()


def acquire_while_held(folder: Path, told: Callable[[], None]) -> int:
    """Acquire and release a folder; return how often one had to wait."""
    waits = []

    def wait() -> None:
        waits.append(True)
        told()

    lock = FolderLock(str(folder))
    lock.acquire(wait)
    assert folder.is_dir()
    lock.release(remove_made=False)
    return len(waits)


def test_nobody_waits_for_a_free_folder(tmp_path: Path) -> None:
    assert acquire_while_held(tmp_path / "output", lambda: None) == 0
    assert acquire_while_held(tmp_path / "output", lambda: None) == 0


def test_the_second_is_told_once_and_waits(tmp_path: Path) -> None:
    with held(tmp_path / "output") as holder:
        later = threading.Timer(0.3, holder.go_on)
        assert acquire_while_held(tmp_path / "output", later.start) == 1
        assert holder.goes_on
        later.join()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    with held(tmp_path / "output") as holder:
        assert acquire_while_held(tmp_path / "output", holder.process.kill) == 1


def test_a_holder_that_gives_up_takes_the_folder_that_it_made_with_it(tmp_path: Path) -> None:
    with held(tmp_path / "new" / "output", ends="gives up") as holder:
        assert acquire_while_held(tmp_path / "new" / "output", holder.go_on) == 1


def test_no_file_is_left_in_the_folder_or_beside_it(tmp_path: Path) -> None:
    with held(tmp_path / "output"):
        assert [path.name for path in tmp_path.rglob("*")] == ["output"]


@pytest.mark.parametrize("made", ["output", "a/b/output"])
def test_made_folders_are_removed_on_request_if_they_are_empty(tmp_path: Path, made: str) -> None:
    lock = FolderLock(str(tmp_path / made))
    lock.acquire(lambda: None)
    lock.release(remove_made=True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / made).mkdir(parents=True)
    lock.acquire(lambda: None)
    lock.release(remove_made=True)
    assert (tmp_path / made).is_dir()


if sys.platform != "win32":
    import fcntl

    @pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of threads: the child starts none
    def test_a_forked_worker_that_outlives_its_build_holds_nothing(tmp_path: Path) -> None:
        lock = FolderLock(str(tmp_path / "output"))
        lock.acquire(lambda: None)
        begun, goes_on = os.pipe(), os.pipe()
        child = os.fork()
        if child == 0:
            os.write(begun[1], b"1")
            os.read(goes_on[0], 1)
            os._exit(0)
        os.read(begun[0], 1)
        lock.release(remove_made=False)
        descriptor = os.open(tmp_path / "output", os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError where the child holds it
        finally:
            os.write(goes_on[1], b"1")
            os.waitpid(child, 0)
            for end in (*begun, *goes_on, descriptor):
                os.close(end)

    @pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.EINVAL])
    def test_a_file_system_without_locks_is_used_without(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        def refuse(*_: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(fcntl, "flock", refuse)
        assert acquire_while_held(tmp_path / "output", lambda: None) == 0

    def test_another_refusal_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        monkeypatch.setattr(fcntl, "flock", refuse)
        with pytest.raises(OSError, match="Input/output error"):
            FolderLock(str(tmp_path / "output")).acquire(lambda: None)
