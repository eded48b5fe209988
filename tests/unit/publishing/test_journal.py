"""Every system call of a small build fails once, fails for good, is interrupted: the folder is whole afterwards."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.problems import FileError
from site_builder.publishing import journal
from site_builder.publishing.manifest import read_manifest
from site_builder.publishing.output import MANIFEST, OutputFolder
from tests.unit.publishing.output_folders import beside, build, files_standing, observe_calls, standing

OLD = {
    "index.html": b"home, first",
    "same.html": b"as it was",
    "size.html": b"old",
    "gone.html": b"to be removed",
    "deep/down/gone.html": b"to be removed with its folders",
    "becomes-folder": b"a file",
    "becomes-file/a.html": b"in a folder",
    "becomes-file/b/c.html": b"in a folder of a folder",
}
NEW = {
    "index.html": b"home, other",
    "same.html": b"as it was",
    "size.html": b"another size",
    "added.html": b"new",
    "new/folder/added.html": b"new in a new folder",
    "becomes-folder/index.html": b"in a folder",
    "becomes-file": b"a file",
}

Faults = Callable[[int], BaseException | None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder that holds OLD and a file of somebody else; NEW stands alone in ../fresh."""
    monkeypatch.setattr(journal, "PAUSE", 0)  # then files are read, not trusted: as right
    monkeypatch.setattr(os, "fsync", lambda _: None)  # takes milliseconds, and shows when the power fails
    folder = tmp_path / "site" / "output"
    build(folder, OLD)
    (folder / "theirs").mkdir()
    (folder / "theirs" / "CNAME").write_bytes(b"example.org")
    build(tmp_path / "fresh", NEW)
    return folder


@contextmanager
def faults(before: Faults = lambda _: None, after: Faults = lambda _: None) -> Iterator[Callable[[], int]]:
    """Raise what is returned for the number of a system call, before it is made or after; yields what counts them."""
    calls = 0

    def ahead(_: str) -> None:
        nonlocal calls
        calls += 1
        if fault := before(calls):
            raise fault

    def behind(_: str) -> None:
        if fault := after(calls):
            raise fault

    with pytest.MonkeyPatch.context() as patch:
        observe_calls(patch, ahead, behind)
        yield lambda: calls


def at(numbers: Container[int], code: int) -> Faults:
    """Refuse the system calls of these numbers."""
    return lambda now: OSError(code, os.strerror(code)) if now in numbers else None


def build_new(folder: Path) -> FileError | None:
    """Build NEW; return the error that it ended with."""
    try:
        build(folder, NEW)
    except FileError as fault:
        return fault
    return None


def assert_next_build_is_new(folder: Path) -> None:
    """The next build makes what a build into an empty folder makes, the manifest included, and leaves CNAME."""
    build(folder, NEW)
    fresh = folder.parent.parent / "fresh"
    assert files_standing(folder) == {**NEW, "theirs/CNAME": b"example.org"}
    assert (folder / MANIFEST).read_bytes() == (fresh / MANIFEST).read_bytes()
    assert beside(folder) == ["output"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_refusal_leaves_the_folder_as_it_was(folder: Path, code: int) -> None:
    before = standing(folder)
    refused = 0
    for number in itertools.count(1):
        with faults(at({number}, code)) as calls:
            failed = build_new(folder)
        if calls() < number:
            break
        if failed:
            assert os.strerror(code) in str(failed)
            assert standing(folder) == before, f"after call {number}"
            assert beside(folder) == ["output"]
            refused += 1
        else:  # only tidying up was refused
            assert files_standing(folder) == {**NEW, "theirs/CNAME": b"example.org"}, f"after call {number}"
        assert_next_build_is_new(folder)
        build(folder, OLD)
    assert refused > 30


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_where_nothing_can_be_put_back_the_next_build_mends_it(folder: Path, code: int) -> None:
    mixed = 0
    for number in itertools.count(1):
        with faults(at(range(number, 10_000), code)) as calls:
            failed = build_new(folder)
        if calls() < number:
            break
        if failed and "nor put back what it held" in str(failed):
            assert failed.hint == "old and new files are mixed there until the next build, which mends it"
            mixed += 1
        for path, data in files_standing(folder).items():
            assert data in (OLD.get(path), NEW.get(path), b"example.org"), f"{path} after call {number}"
        assert_next_build_is_new(folder)
        build(folder, OLD)
    assert mixed > 10


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(0, 90), min_size=1, max_size=5), st.sets(st.integers(0, 90), max_size=5))
def test_any_faults_in_two_builds_are_mended(folder: Path, first: set[int], second: set[int]) -> None:
    build(folder, OLD)
    for numbers in (first, second):
        with faults(at(numbers, errno.EIO)):
            build_new(folder)
    assert_next_build_is_new(folder)


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interruption_leaves_the_folder_as_it_was_or_new(folder: Path, when: str) -> None:
    before = standing(folder)
    old = 0
    for number in itertools.count(1):

        def interrupt(now: int, number: int = number) -> BaseException | None:
            return KeyboardInterrupt() if now == number else None

        with faults(**{when: interrupt}) as calls, suppress(KeyboardInterrupt):
            build(folder, NEW)
        if calls() < number:
            break
        if standing(folder) == before:
            old += 1
        else:
            assert files_standing(folder) == {**NEW, "theirs/CNAME": b"example.org"}, f"{when} call {number}"
        assert_next_build_is_new(folder)
        build(folder, OLD)
    assert old > 30


class Killed(BaseException):
    """Stops a build like a kill: nothing is tidied up after it."""


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, int], bool]:
    """Build NEW and stop for good after so many system calls; tell whether the build was stopped."""

    def kill(folder: Path, number: int) -> bool:
        def stop(*_: object) -> None:
            raise Killed

        with monkeypatch.context() as patch, faults(after=lambda now: Killed() if now == number else None) as calls:
            patch.setattr(journal, "_take_back", stop)
            patch.setattr("site_builder.publishing.output.drop", stop)
            with suppress(Killed):
                build(folder, NEW)
        return calls() >= number

    return kill


def test_a_foreign_file_that_came_after_a_kill_is_not_touched(
    folder: Path, killed: Callable[[Path, int], bool]
) -> None:
    refused = 0
    places = ("gone.html", "deep/down/gone.html", "added.html", "index.html")
    for number in itertools.count(1):
        if not killed(folder, number):
            break
        came = [folder / path for path in places if not (folder / path).exists()]
        for path in came:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"came later")
        if fault := build_new(folder):
            assert "was not written by site-builder and is left alone" in str(fault)
            refused += 1
        assert [path.read_bytes() for path in came] == [b"came later"] * len(came), f"after call {number}"
        for path in came:
            path.unlink()
        assert_next_build_is_new(folder)
        build(folder, OLD)
    assert refused > 10


def test_a_healed_folder_is_read_before_it_is_trusted(folder: Path, killed: Callable[[Path, int], bool]) -> None:
    healed = 0
    for number in itertools.count(1):
        if not killed(folder, number):
            break
        pending = journal.is_pending(str(folder.parent / ".output.staged"))
        with OutputFolder(folder) as output:
            assert output.recorded.keys() == (NEW if pending else output.recorded).keys()
        if pending:
            assert read_manifest(str(folder)).moment == 0, f"after call {number}"
            healed += 1
        build(folder, OLD)
    assert healed > 20


def test_a_damaged_journal_is_an_error_that_says_what_to_do(folder: Path) -> None:
    stage = folder.parent / ".output.staged"
    stage.mkdir()
    (stage / "manifest").write_bytes(b"")
    (stage / "journal").write_bytes(b"{")
    with pytest.raises(FileError, match="is damaged") as raised:
        build(folder, NEW)
    assert raised.value.hint == f"delete {stage} and {folder}, then build again"


def test_a_folder_of_the_stages_name_that_is_not_ours_is_left_alone(folder: Path) -> None:
    stage = folder.parent / ".output.staged"
    stage.mkdir()
    (stage / "diary.txt").write_bytes(b"theirs")
    with pytest.raises(FileError, match=r"diary\.txt in it is not of site-builder"):
        build(folder, NEW)
    assert (stage / "diary.txt").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("place", "told"), [("added.html", r"added\.html was not written by site-builder"), ("new", "exist")]
)
def test_a_foreign_file_that_came_while_the_site_was_built_is_left_alone(folder: Path, place: str, told: str) -> None:
    before = standing(folder)
    with OutputFolder(folder) as output:
        for path, data in NEW.items():
            output.put(path, data)
        (folder / place).write_bytes(b"theirs")
        with pytest.raises(FileError, match=told):
            output.finish()
    assert standing(folder) == {**before, place: b"theirs"}
    assert beside(folder) == ["output"]
