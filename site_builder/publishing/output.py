"""Finished files to the output folder: only what changed, all of it or nothing, and never a file that is not ours.

Comes in: OutputFile records. What was written is recorded, with digests, in .site-builder.json in the folder itself; a
file that is not recorded there is somebody else's and is neither overwritten nor deleted. New files are staged beside
the folder and moved in once all of them are ready.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn, Self

from site_builder.problems import FileError

MANIFEST = ".site-builder.json"


class Written(NamedTuple):
    """How many files a build left, of which it wrote, kept as they were and removed; `size` is their sum in bytes.

    `foreign` counts the files of others that stand beside them.
    """

    files: int
    written: int
    kept: int
    removed: int
    size: int
    foreign: int


class OutputFolder:
    """One build's way into the output folder: `put` every file, then `finish`.

    Leaving the context without `finish` drops what was staged and leaves the folder as it was. Raises FileError where
    the system refuses, or where a file that is not ours stands in the way.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[str, str] = {}
        self._staged: dict[str, str] = {}
        self._size = 0

    def __enter__(self) -> Self:
        with _refusals(f"cannot make the output folder {self._folder}"):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._ours = _read_manifest(self._folder)
            self._present = frozenset(_list_files(self._folder))
            self._stage = tempfile.mkdtemp(prefix=f".{self._folder.name}.staged-", dir=self._folder.parent)
        self._foreign = self._present - self._ours
        self._foreign_folders = {folder for path in self._foreign for folder in _folders_of(path)}
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._stage, ignore_errors=True)

    def put(self, path: str, data: bytes) -> None:
        """Take a finished file; it is written only where the folder does not hold the same bytes."""
        self._digests[path] = hashlib.sha256(data).hexdigest()
        self._size += len(data)
        with _refusals(f"cannot write {self._folder / path}"):
            self._refuse_foreign(path)
            if path in self._present and _holds(self._at(path), data):
                return
            self._staged[path] = f"{self._stage}/{len(self._staged)}"
            _write(self._staged[path], data)

    def finish(self) -> Written:
        """Remove leftovers of ours, move what is new into place, and record what the folder now holds."""
        leftovers = sorted(self._ours - self._digests.keys())
        with _refusals(f"cannot write into {self._folder}"):
            self._record({path: self._digests.get(path, "") for path in self._ours | self._digests.keys()})
            for path in leftovers:  # first: a leftover may stand where a new file wants its folder
                _remove(self._folder, path)
            for parent in sorted({path.rpartition("/")[0] for path in self._staged}):
                os.makedirs(self._at(parent), exist_ok=True)
            for path, staged in self._staged.items():
                os.replace(staged, self._at(path))
            self._record(self._digests)
        files, written = len(self._digests), len(self._staged)
        return Written(files, written, files - written, len(leftovers), self._size, len(self._foreign))

    def _at(self, path: str) -> str:
        """Return where a file stands, as a text: pathlib would take a tenth of a build's time here."""
        return f"{self._folder}/{path}"

    def _refuse_foreign(self, path: str) -> None:
        """Raise FileError where somebody else's file stands at `path`, in a folder of that name or above it."""
        if path in self._foreign_folders:
            self._refuse(path)
        for place in (path, *_folders_of(path)) if self._foreign else ():
            if place in self._foreign:
                self._refuse(place)

    def _refuse(self, place: str) -> NoReturn:
        hint = "move it away, or build into another folder with --output"
        if not self._ours:
            hint += f"; if an earlier build wrote it, its list {MANIFEST} is gone or damaged: delete the folder"
        raise FileError(f"{self._folder / place} was not written by site-builder and is left alone", hint)

    def _record(self, digests: dict[str, str]) -> None:
        """Write the manifest; before anything is moved it names old files and new, so that a killed build owns both."""
        document = {"format": 1, "files": dict(sorted(digests.items()))}
        data = (json.dumps(document, ensure_ascii=False, indent=0) + "\n").encode()
        target = self._at(MANIFEST)
        if not _holds(target, data):
            staged = f"{self._stage}/{MANIFEST}"
            _write(staged, data)
            os.replace(staged, target)


@contextmanager
def _refusals(doing: str) -> Iterator[None]:
    """Turn a refusal of the system into a FileError that says what was being done."""
    try:
        yield
    except OSError as fault:
        place = fault.filename2 or fault.filename
        where = f" ({place})" if place and str(place) not in doing else ""
        raise FileError(f"{doing}{where}: {fault.strerror or fault}") from fault


def _read_manifest(folder: Path) -> set[str]:
    """Return the paths that an earlier build recorded; none where the manifest is absent or not to be trusted."""
    try:
        document = json.loads((folder / MANIFEST).read_bytes())
        return {path for path in document["files"] if isinstance(path, str) and _stays_inside(path)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _stays_inside(path: str) -> bool:
    return not path.startswith("/") and ":" not in path and "\\" not in path and ".." not in path.split("/")


def _list_files(folder: Path) -> Iterator[str]:
    """Yield the path of every file in a folder; a link to a folder is a file here, and is not followed."""
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif path != MANIFEST:
                    yield path


def _folders_of(path: str) -> list[str]:
    """Return the folders that a file stands in, the outermost first: "a", "a/b" for "a/b/c"."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _holds(target: str, data: bytes) -> bool:
    """Tell whether a file holds exactly these bytes; its size is asked first because most changes change it."""
    try:
        if os.stat(target).st_size != len(data):
            return False
        with open(target, "rb") as file:
            return file.read() == data
    except FileNotFoundError:
        return False


def _write(target: str, data: bytes) -> None:
    with open(target, "xb") as file:
        file.write(data)


def _remove(folder: Path, path: str) -> None:
    """Delete a file of ours and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.relative_to(folder).parents:
        if parent == Path():
            return
        try:
            (folder / parent).rmdir()
        except OSError:
            return
