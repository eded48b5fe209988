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
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Self

from site_builder.problems import FileError

MANIFEST = ".site-builder.json"


class Written(NamedTuple):
    """How many files a build left, of which it wrote, kept as they were and removed; `size` is their sum in bytes."""

    files: int
    written: int
    kept: int
    removed: int
    size: int


class OutputFolder:
    """One build's way into the output folder: `put` every file, then `finish`.

    Leaving the context without `finish` drops what was staged and leaves the folder as it was. Raises FileError where
    the system refuses, or where a file that is not ours stands in the way.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ours = _read_manifest(folder)
        self._digests: dict[str, str] = {}
        self._staged: dict[str, Path] = {}
        self._size = 0

    def __enter__(self) -> Self:
        with _refusals(f"cannot make the output folder {self._folder}"):
            self._folder.mkdir(parents=True, exist_ok=True)
            stage = tempfile.mkdtemp(prefix=f".{self._folder.name}.staged-", dir=self._folder.parent)
        self._stage = Path(stage)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._stage, ignore_errors=True)

    def put(self, path: str, data: bytes) -> None:
        """Take a finished file; it is written only where the folder does not hold the same bytes."""
        self._digests[path] = hashlib.sha256(data).hexdigest()
        self._size += len(data)
        target = self._folder / path
        with _refusals(f"cannot write {target}"):
            if _holds(target, data):
                return
            self._refuse_foreign(path)
            self._staged[path] = self._stage / str(len(self._staged))
            self._staged[path].write_bytes(data)

    def finish(self) -> Written:
        """Remove leftovers of ours, move what is new into place, and record what the folder now holds."""
        leftovers = sorted(self._ours - self._digests.keys())
        with _refusals(f"cannot write into {self._folder}"):
            self._record({path: self._digests.get(path, "") for path in self._ours | self._digests.keys()})
            for path in leftovers:  # first: a leftover may stand where a new file wants its folder
                _remove(self._folder, path)
            for path, staged in self._staged.items():
                target = self._folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
            self._record(self._digests)
        written = len(self._staged)
        return Written(len(self._digests), written, len(self._digests) - written, len(leftovers), self._size)

    def _refuse_foreign(self, path: str) -> None:
        """Raise FileError where somebody else's file stands at `path`, in a folder of that name or above it."""
        above = [parent.as_posix() for parent in PurePosixPath(path).parents if parent.name]
        below = (self._folder / path).rglob("*") if (self._folder / path).is_dir() else ()
        places = [path, *above, *(place.relative_to(self._folder).as_posix() for place in below)]
        for place in places:
            target = self._folder / place
            if place not in self._ours and os.path.lexists(target) and not target.is_dir():
                raise FileError(
                    f"{target} was not written by site-builder and is left alone",
                    "move it away, or build into another folder with --output",
                )

    def _record(self, digests: dict[str, str]) -> None:
        """Write the manifest; before anything is moved it names old files and new, so that a killed build owns both."""
        document = {"format": 1, "files": dict(sorted(digests.items()))}
        data = (json.dumps(document, ensure_ascii=False, indent=0) + "\n").encode()
        target = self._folder / MANIFEST
        if not _holds(target, data):
            staged = self._stage / MANIFEST
            staged.write_bytes(data)
            staged.replace(target)


@contextmanager
def _refusals(doing: str) -> Iterator[None]:
    """Turn a refusal of the system into a FileError that says what was being done."""
    try:
        yield
    except OSError as fault:
        raise FileError(f"{doing}: {fault.strerror or fault}") from fault


def _read_manifest(folder: Path) -> set[str]:
    """Return the paths that an earlier build recorded; none where the manifest is absent or not to be trusted."""
    try:
        document = json.loads((folder / MANIFEST).read_bytes())
        return {path for path in document["files"] if isinstance(path, str) and _stays_inside(path)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _stays_inside(path: str) -> bool:
    return not path.startswith("/") and ":" not in path and "\\" not in path and ".." not in path.split("/")


def _holds(target: Path, data: bytes) -> bool:
    """Tell whether a file holds exactly these bytes; its size is asked first because most changes change it."""
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _remove(folder: Path, path: str) -> None:
    """Delete a file of ours and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.relative_to(folder).parents:
        if parent == Path("."):
            return
        try:
            (folder / parent).rmdir()
        except OSError:
            return
