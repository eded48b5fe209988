"""Finished files to the output folder: only what changed, all of it or nothing, and never a file that is not ours.

Comes in: finished files, from this process or staged by workers. What was written is recorded in the manifest; a file
that is not recorded there is somebody else's and is neither overwritten nor deleted. New files are staged beside the
folder (staging.py) and moved in once all of them are ready (journal.py).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, NoReturn, Self

from site_builder.problems import FileError
from site_builder.publishing.journal import InTheWay, Journal, Move, carry_out, drop, folders_of, heal, is_pending
from site_builder.publishing.lock import FolderLock
from site_builder.publishing.manifest import (
    MANIFEST,
    NO_MANIFEST,
    Entry,
    Memo,
    format_manifest,
    frozen,
    is_vouched_for,
    may_hold,
    read_manifest,
    vouch,
    vouched_for,
)
from site_builder.publishing.staging import Staged, Stager, find_stage, refusal

__all__ = ("MANIFEST", "Entry", "Memo", "OutputFolder", "Staged", "Stager", "Written", "peek")


class Written(NamedTuple):
    """How many files a build left, of which it wrote, kept as they were and removed; `size` is their sum in bytes.

    `foreign` counts the files of others that stand beside them; they are looked for by the first build into a folder.
    `bytes_written` is the size of the files that were written.
    """

    files: int
    written: int
    kept: int
    removed: int
    size: int
    foreign: int
    bytes_written: int


def _say_nothing() -> None:
    pass


class OutputFolder:
    """One build's way into the output folder: `put`, `take` or `keep` every file, then `finish`.

    Another build that holds the folder is waited for, after `wait` was called. Leaving the context without `finish`
    drops what was staged and leaves the folder as it was. Raises FileError where the system refuses, or where a file
    that is not ours stands in the way.
    """

    def __init__(self, folder: Path, wait: Callable[[], None] = _say_nothing) -> None:
        self._folder = folder
        self._wait = wait
        self._lock = FolderLock(str(folder))
        self._stage = ""
        self._manifest = NO_MANIFEST
        self._entries: dict[str, Entry] = {}
        self._staged: dict[str, str] = {}
        self._free_folders: set[str] = set()
        self._read_again = False
        self._finished = False

    def __enter__(self) -> Self:
        with _refusals(f"cannot make the output folder {self._folder}"):
            self._lock.acquire(self._wait)
        try:
            self._heal()
            with _refusals(f"cannot read {self._folder / MANIFEST}"):
                self._manifest = read_manifest(str(self._folder))
        except BaseException:
            self._lock.release(remove_made=True)
            raise
        self._stager = self.staging("this")
        return self

    def __exit__(self, *_: object) -> None:
        try:
            drop(self._stage)
        finally:
            self._lock.release(remove_made=not self._finished)

    @property
    def recorded(self) -> Mapping[str, Entry]:
        """What the earlier build recorded, by path; empty where there was none or its manifest cannot be trusted."""
        return self._manifest.entries

    @property
    def state(self) -> Memo:
        """What the earlier build recorded of itself; () where that is not known."""
        return self._manifest.state

    def is_intact(self, path: str) -> bool:
        """Tell whether the file that the earlier build recorded stands there unchanged."""
        if path in self._vouched:
            return True
        entry = self._manifest.entries.get(path)
        return entry is not None and self._holds(path, entry.digest, entry.size)

    @cached_property
    def _vouched(self) -> AbstractSet[str]:
        """The files that need not be read to be known; all are asked at once because there are many."""
        return frozenset(vouched_for(str(self._folder), self._manifest))

    def keep(self, path: str, memo: Memo | None = None) -> None:
        """Make a file that is intact part of this build, as it was recorded; `memo` takes the place of its memo."""
        self._staged.pop(path, None)
        entry = self._manifest.entries[path]
        self._entries[path] = entry if memo is None else entry._replace(memo=frozen(memo))

    def put(self, path: str, data: bytes, memo: Memo = ()) -> bool:
        """Take a finished file and tell whether it will be written: not where the folder holds the same bytes."""
        digest = hashlib.sha256(data).hexdigest()
        if not self._is_new(path, digest, len(data), memo):
            return False
        try:
            self._staged[path] = self._stager.write(data, digest).name
        except OSError as fault:
            raise refusal(f"cannot write {self._folder / path}", fault) from fault
        return True

    def staging(self, worker: str) -> Stager:
        """Return what a worker stages files with, in a process of its own; `worker` is a name that only it has."""
        return Stager(self._stage, str(self._folder), worker)

    def take(self, path: str, staged: Staged, memo: Memo = ()) -> bool:
        """Do as `put` does with a file that a worker staged."""
        if not self._is_new(path, staged.digest, staged.size, memo):
            return False
        self._staged[path] = staged.name
        return True

    def finish(self, state: Memo = ()) -> Written:
        """Remove leftovers of ours, move what is new into place, and record what the folder now holds.

        Where nothing changed nothing is written.
        """
        leftovers = sorted(self._manifest.paths - self._entries.keys())
        foreign = 0
        if self._staged or leftovers or not self._is_recorded(frozen(state)):
            self._carry_out(self._journal(leftovers), format_manifest(self._entries, state, self._manifest))
            self._finished = True
            if not self._manifest.paths:
                foreign = sum(path not in self._entries for path in self._list_files(""))
        elif self._read_again:
            self._vouch_again()
        self._finished = True
        files, written = len(self._entries), len(self._staged)
        size = sum(entry.size for entry in self._entries.values())
        bytes_written = sum(self._entries[path].size for path in self._staged)
        return Written(files, written, files - written, len(leftovers), size, foreign, bytes_written)

    # ------------------------------------------------------------ what the folder holds

    def _is_new(self, path: str, digest: str, size: int, memo: Memo) -> bool:
        """Record a file and tell whether it has to be written; raises FileError where it must not be."""
        self._staged.pop(path, None)
        try:
            held = self._holds(path, digest, size)
            if not held:
                self._refuse_foreign(path)
        except OSError as fault:
            raise refusal(f"cannot write {self._folder / path}", fault) from fault
        self._entries[path] = Entry(digest, size, frozen(memo))
        return not held

    def _holds(self, path: str, digest: str, size: int) -> bool:
        """Tell whether a file of ours holds bytes of that digest; it is read only where the manifest cannot vouch."""
        if path not in self._manifest.paths:
            return False
        place = self._at(path)
        try:
            found = os.lstat(place)
            if not may_hold(found, size):
                return False
            if is_vouched_for(found, self._manifest.moment) and path in self._manifest.entries:
                return self._manifest.entries[path].digest == digest
            self._read_again = True
            with open(place, "rb") as file:
                return hashlib.sha256(file.read()).hexdigest() == digest
        except OSError:
            return False  # it is written anew, or that is refused

    def _is_recorded(self, state: Memo) -> bool:
        """Tell whether the manifest says already what this build would record."""
        known = self._manifest
        return known is not NO_MANIFEST and known.entries == self._entries and known.state == state

    def _journal(self, leftovers: list[str]) -> Journal:
        moves = [Move(staged, path) for path, staged in self._staged.items()]
        ours = self._manifest.paths
        replaced, added = ([move for move in moves if (move.path in ours) is known] for known in (True, False))
        return Journal(leftovers, replaced, added)

    def _carry_out(self, journal: Journal, manifest: bytes) -> None:
        try:
            with _refusals(f"cannot write into {self._folder}"):
                carry_out(str(self._folder), self._stage, journal, manifest)
        except InTheWay as file:  # it came while the site was built
            self._refuse(file.path)
        drop(self._stage)

    def _heal(self) -> None:
        """Finish or drop what a build that was stopped has left."""
        try:
            with _refusals(f"cannot finish an earlier build of {self._folder}"):
                self._stage = find_stage(str(self._folder))
                heal(str(self._folder), self._stage)
        except InTheWay as file:
            message = f"{self._folder / file.path} was not written by site-builder and is left alone"
            raise FileError(message, "move it away: an earlier build is to be finished there") from file

    def _vouch_again(self) -> None:
        """Let the manifest vouch for what had to be read, in a copied folder say, so that the next build need not."""
        with suppress(OSError):
            vouch(self._at(MANIFEST))

    def _at(self, path: str) -> str:
        """Return where a file stands, as a text: pathlib would take a tenth of a build's time here."""
        return f"{self._folder}/{path}"

    # ------------------------------------------------------------ what is not ours

    def _refuse_foreign(self, path: str) -> None:
        """Raise FileError where somebody else's file stands at `path`, in a folder of that name or above it."""
        for folder in folders_of(path):
            if folder not in self._free_folders:
                mode = self._mode(folder)
                if mode and not stat.S_ISDIR(mode) and not self._is_ours(folder):
                    self._refuse(folder)
                self._free_folders.add(folder)
        mode = self._mode(path)
        if stat.S_ISDIR(mode):
            if any(not self._is_ours(file) for file in self._list_files(f"{path}/")):
                self._refuse(path)
        elif mode and not self._is_ours(path):
            self._refuse(path)

    def _mode(self, path: str) -> int:
        """Return what stands at a path, as lstat has it; 0 where nothing does."""
        try:
            return os.lstat(self._at(path)).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def _is_ours(self, path: str) -> bool:
        """Tell whether the file at a path is recorded, maybe in other letters: some systems disregard their case."""
        return path in self._manifest.paths or any(
            os.path.samefile(self._at(path), self._at(other))
            for other in self._others_spelled.get(path.casefold(), ())
            if os.path.lexists(self._at(other))
        )

    @cached_property
    def _others_spelled(self) -> Mapping[str, list[str]]:
        spelled: dict[str, list[str]] = {}
        for path in self._manifest.paths:
            spelled.setdefault(path.casefold(), []).append(path)
        return spelled

    def _refuse(self, place: str) -> NoReturn:
        hint = "move it away, or build into another folder with --output"
        if not self._manifest.paths:
            hint += f"; if an earlier build wrote it, its list {MANIFEST} is gone or damaged: delete the folder"
        raise FileError(f"{self._folder / place} was not written by site-builder and is left alone", hint)

    def _list_files(self, within: str) -> Iterator[str]:
        """Yield the path of every file in a folder of ours.

        A link to a folder is a file here and is not followed; so is a folder that may not be listed.
        """
        pending = [within]
        while pending:
            prefix = pending.pop()
            try:
                entries = os.scandir(self._at(prefix))
            except PermissionError:
                yield prefix.rstrip("/")
                continue
            with entries:
                for entry in entries:
                    path = f"{prefix}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{path}/")
                    elif path != MANIFEST:
                        yield path


def peek(folder: Path) -> tuple[Memo, bool]:
    """Return what the last build recorded of itself, and whether all that it wrote stands there unchanged.

    It takes no lock, reads no file but the manifest and writes nothing. Where the manifest cannot vouch for a file, in
    a copied folder say, the answer is False; `OutputFolder` reads the file.
    """
    manifest = NO_MANIFEST
    try:
        manifest = read_manifest(str(folder))
        is_settled = manifest.moment > 0 and not is_pending(find_stage(str(folder)))
    except OSError:
        is_settled = False
    vouched = vouched_for(str(folder), manifest) if is_settled else ()
    return manifest.state, is_settled and sum(1 for _ in vouched) == len(manifest.entries)


@contextmanager
def _refusals(doing: str) -> Iterator[None]:
    """Turn a refusal of the system into a FileError that says what was being done."""
    try:
        yield
    except OSError as fault:
        raise refusal(doing, fault) from fault
