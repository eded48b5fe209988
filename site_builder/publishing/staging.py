"""The stage: where files stand, by hidden names, until all files of a build are ready to be moved.

Comes in: bytes, from this process or a worker. Goes out: Staged records. Nothing here touches the output folder.
"""

from __future__ import annotations

import hashlib
import os
from typing import NamedTuple

from site_builder.problems import FileError

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Staged(NamedTuple):
    """A file in the stage: its path there, SHA-256 of its bytes (hex) and its size in bytes."""

    name: str
    digest: str
    size: int


class Stager:
    """One worker's way into the stage, which is made when the first file comes.

    Names are drawn at random, so that copies of a stager, one for each task of a worker, do not meet.
    """

    def __init__(self, stage: str, folder: str, worker: str) -> None:
        self._stage = stage
        self._output = folder
        self._folder = f"new/{worker}"

    def stage(self, data: bytes) -> Staged:
        """Write a file into the stage; raises FileError."""
        try:
            return self.write(data, hashlib.sha256(data).hexdigest())
        except OSError as fault:
            raise refusal(f"cannot write a file of {self._output}", fault) from fault

    def write(self, data: bytes, digest: str) -> Staged:
        """Write a file whose digest is known; raises OSError."""
        name = f"{self._folder}/{os.urandom(8).hex()}"
        try:
            write_new(f"{self._stage}/{name}", data)
        except FileNotFoundError:
            os.makedirs(f"{self._stage}/{self._folder}", exist_ok=True)
            write_new(f"{self._stage}/{name}", data)
        return Staged(name, digest, len(data))


def refusal(doing: str, fault: OSError) -> FileError:
    """Return a refusal of the system as an error that says what was being done, and where unless that says it."""
    place = fault.filename2 or fault.filename
    where = f" ({place})" if place and str(place) not in doing else ""
    return FileError(f"{doing}{where}: {fault.strerror or fault}")


def find_stage(folder: str) -> str:
    """Return the stage of an output folder that exists: beside it, or in it where it is a mount point; raises OSError.

    Files cannot be moved from one file system to another. The name is fixed so that the next build finds it.
    """
    real = os.path.realpath(folder)
    parent, name = os.path.split(real)
    if os.stat(parent).st_dev != os.stat(real).st_dev:
        return os.path.join(real, ".site-builder.staged")
    return os.path.join(parent, f".{name}.staged")


def write_new(path: str, data: bytes, *, sync: bool = False) -> None:
    """Write a file that does not exist yet, with `sync` down to the disk; raises OSError.

    In the system's own terms: Python's file objects ask three questions more of the system for each file.
    """
    descriptor = os.open(path, _NEW_FILE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
