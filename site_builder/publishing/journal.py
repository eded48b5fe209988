"""Staged files into the output folder: all of them, or, where the system refuses one, none.

Comes in: a Journal of what to remove and to place. It is on disk before the first file moves, so that the next build
can finish what a killed one began. What stood in a place is set aside in the stage, and put back after a refusal.

The stage holds `new/`, what workers staged; `manifest`; `journal`, once all of these are complete; `old/`, what was set
aside. The manifest moves last: when it is gone from the stage, the build is done and the rest is litter.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from site_builder.problems import FileError
from site_builder.publishing.manifest import MANIFEST, PAUSE, vouch
from site_builder.publishing.staging import write_new


class Move(NamedTuple):
    """A staged file, by its path in the stage, and its path in the folder."""

    staged: str
    path: str


class Journal(NamedTuple):
    """What a build does to the folder: files of ours to remove and to replace, and files to add."""

    removed: list[str]
    replaced: list[Move]
    added: list[Move]


class InTheWay(Exception):  # noqa: N818 - no error of the program, and never seen by a user
    """Somebody else's file stands where one is to be added; `path` is its path in the folder."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


_IN_THE_STAGE = {"new", "manifest", "journal.part", "journal", "old"}


def is_pending(stage: str) -> bool:
    """Tell whether a build was stopped while it moved files: those in the folder may be neither all old nor all new."""
    return os.path.lexists(f"{stage}/journal") and os.path.lexists(f"{stage}/manifest")


def carry_out(folder: str, stage: str, journal: Journal, manifest: bytes) -> None:
    """Do what a journal says; after a refusal or an interruption the folder is as it was.

    Raises OSError, InTheWay, or FileError where what was moved cannot be moved back: that is left to the next build.
    """
    moves = _Moves(folder, stage)
    try:
        os.makedirs(stage, exist_ok=True)
        write_new(f"{stage}/manifest", manifest, sync=True)
        _write_journal(stage, journal)
        moves.carry_out(journal)
        if journal.replaced or journal.added:
            time.sleep(PAUSE)
        vouch(f"{stage}/manifest")
        os.replace(f"{stage}/manifest", f"{folder}/{MANIFEST}")
    except BaseException as fault:
        if os.path.lexists(f"{stage}/manifest"):  # else nothing has moved yet, or all has and then came an interruption
            _take_back(moves, folder, stage, fault)
        raise


def _take_back(moves: _Moves, folder: str, stage: str, fault: BaseException) -> None:
    """Undo all moves, then drop the journal; raises FileError where one cannot be undone, and the journal stays."""
    try:
        moves.undo()
        _remove_journal(stage)
    except OSError as second:
        message = f"cannot write into {folder}: {_reason(fault)}; nor put back what it held: {_reason(second)}"
        hint = "old and new files are mixed there until the next build, which mends it"
        raise FileError(message, hint) from fault


def heal(folder: str, stage: str) -> None:
    """Finish what a stopped build had begun to move, and drop what it only staged.

    Its manifest gets a time that vouches for no file: if the system went down, any of them may be damaged.

    Raises OSError, InTheWay, or FileError where the journal is damaged.
    """
    if is_pending(stage):
        journal = _read_journal(folder, stage)
        replaced, added = (_still_staged(stage, moves) for moves in (journal.replaced, journal.added))
        _Moves(folder, stage).carry_out(Journal(journal.removed, replaced, added))
        os.utime(f"{stage}/manifest", ns=(0, 0))
        os.replace(f"{stage}/manifest", f"{folder}/{MANIFEST}")
    if os.path.lexists(stage):
        if foreign := sorted(set(os.listdir(stage)) - _IN_THE_STAGE):
            message = f"{stage} is where files of {folder} are staged, but {foreign[0]} in it is not of site-builder"
            raise FileError(message, "move it away")
        shutil.rmtree(stage)


def drop(stage: str) -> None:
    """Remove a stage, as far as the system lets us; one that the next build needs is left."""
    if not is_pending(stage):
        with suppress(OSError):
            _remove_journal(stage)
        shutil.rmtree(stage, ignore_errors=True)


# ---------------------------------------------------------------- the journal's file


def _write_journal(stage: str, journal: Journal) -> None:
    text = json.dumps(journal._asdict(), ensure_ascii=False, separators=(",", ":"))
    write_new(f"{stage}/journal.part", text.encode("utf-8", "surrogatepass"), sync=True)
    os.rename(f"{stage}/journal.part", f"{stage}/journal")
    if os.name == "posix":
        _sync_folder(stage)


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno != errno.EINVAL:  # some network file systems sync files only
            raise
    finally:
        os.close(descriptor)


def _read_journal(folder: str, stage: str) -> Journal:
    with open(f"{stage}/journal", "rb") as file:
        data = file.read()
    try:
        document = json.loads(data)
        replaced, added = ([Move(*move) for move in document[kind]] for kind in ("replaced", "added"))
        return Journal(document["removed"], replaced, added)
    except (ValueError, TypeError, KeyError) as fault:
        message = f"{stage}/journal, which an earlier build left to be finished, is damaged"
        raise FileError(message, f"delete {stage} and {folder}, then build again") from fault


def _still_staged(stage: str, moves: Iterable[Move]) -> list[Move]:
    return [move for move in moves if os.path.lexists(f"{stage}/{move.staged}")]


def _remove_journal(stage: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(f"{stage}/journal")


def _reason(fault: BaseException) -> str:
    return (isinstance(fault, OSError) and fault.strerror) or str(fault) or type(fault).__name__


# ---------------------------------------------------------------- moving


class _Moves:
    """Moves of files and folders in an output folder, and how to undo those that were made."""

    def __init__(self, folder: str, stage: str) -> None:
        self._folder = folder
        self._stage = stage
        self._made = {""}
        self._real = {"": True}
        self._aside: frozenset[str] = frozenset()
        self._undo: list[tuple[Callable[..., None], tuple[str, ...]]] = []

    def carry_out(self, journal: Journal) -> None:
        """Do what the journal says; may be done again after it was stopped anywhere; raises OSError and InTheWay."""
        os.makedirs(f"{self._stage}/old", exist_ok=True)
        self._aside = frozenset(os.listdir(f"{self._stage}/old"))
        for number, path in enumerate(journal.removed):  # first: one may stand where a new file wants its folder
            self._remove(path, f"removed-{number}")
        self._remove_empty_folders(journal.removed)
        for staged, path in journal.replaced:
            old = staged.replace("/", "-")
            self._make_way(path, None if old in self._aside else old)
            self._place(staged, path)
        for staged, path in journal.added:
            self._make_way(path, None)
            self._place(staged, path)

    def undo(self) -> None:
        """Undo all that was done, the last first; raises OSError, and then can be tried again."""
        while self._undo:
            operation, places = self._undo[-1]
            with suppress(FileNotFoundError, FileExistsError):  # interrupted before it was done
                operation(*places)
            self._undo.pop()

    def _do(self, operation: Callable[..., None], *places: str, undo: Callable[..., None]) -> None:
        """Do something that `undo` undoes with the places in reverse order.

        It is noted first: an interruption (Ctrl-C) may come before the next line, a refusal means it was not done.
        """
        self._undo.append((undo, places[::-1]))
        try:
            operation(*places)
        except OSError:
            self._undo.pop()
            raise

    def _remove(self, path: str, old: str) -> None:
        """Set aside a file of ours; not again, for what stands there then is somebody else's."""
        if old not in self._aside and self._is_real(_parent(path)):
            mode = self._mode(path)
            if mode and not stat.S_ISDIR(mode):
                self._set_aside_as(path, old)

    def _make_way(self, path: str, old: str | None) -> None:
        """Set aside, as `old`, the file at a path where another is to stand; None where it cannot be ours."""
        mode = self._mode(path)
        if stat.S_ISDIR(mode):
            for folder, _, _ in os.walk(f"{self._folder}/{path}", topdown=False):  # empty ones
                self._do(os.rmdir, folder, undo=os.mkdir)
        elif mode:
            if old is None:
                raise InTheWay(path)
            self._set_aside_as(path, old)

    def _mode(self, path: str) -> int:
        """Return what stands at a path, as lstat has it; 0 where nothing does."""
        try:
            return os.lstat(f"{self._folder}/{path}").st_mode
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def _set_aside_as(self, path: str, old: str) -> None:
        self._do(os.replace, f"{self._folder}/{path}", f"{self._stage}/old/{old}", undo=os.replace)

    def _place(self, staged: str, path: str) -> None:
        self._make_folder(_parent(path))
        self._do(os.replace, f"{self._stage}/{staged}", f"{self._folder}/{path}", undo=os.replace)

    def _make_folder(self, folder: str) -> None:
        if folder in self._made:
            return
        self._make_folder(_parent(folder))
        place = f"{self._folder}/{folder}"
        if not os.path.isdir(place):
            self._do(os.mkdir, place, undo=os.rmdir)
        self._made.add(folder)

    def _remove_empty_folders(self, removed: list[str]) -> None:
        """Remove the folders that removed files leave empty; one that the system keeps is no harm."""
        folders = {folder for path in removed if self._is_real(_parent(path)) for folder in folders_of(path)}
        for folder in sorted(folders, reverse=True):  # the innermost first
            with suppress(OSError):
                self._do(os.rmdir, f"{self._folder}/{folder}", undo=os.mkdir)

    def _is_real(self, folder: str) -> bool:
        """Tell whether a folder can be reached without a link, which would lead out of ours."""
        known = self._real.get(folder)
        if known is None:
            place = f"{self._folder}/{folder}"
            known = self._is_real(_parent(folder)) and os.path.isdir(place) and not os.path.islink(place)
            self._real[folder] = known
        return known


def folders_of(path: str) -> list[str]:
    """Return the folders that a file stands in, the outermost first: "a", "a/b" for "a/b/c"."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
