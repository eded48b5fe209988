"""Files that take long to make and are the same for all output folders: copies of pictures, cards.

Comes in: finished bytes by a name that says all that they were made of. Goes out: the same bytes, or none where there
are none, or they were damaged. They stand in a folder beside the cache's file, which can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

SPARE = 200
"""How many files are kept beyond what a build asks for: of an archive that is published under two addresses, say."""


class MadeFiles:
    """The files of one content folder; `folder` is None for a build without a cache."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, None where nothing is."""
        if self._folder is None:
            return None
        path = self._path(name)
        try:
            seal, data = _split(path.read_bytes())
        except OSError:
            return None
        if hashlib.sha256(data).digest() != seal:
            return None
        with suppress(OSError):
            os.utime(path)  # it was of use: sweep removes what was not for longest
        return data

    def put(self, name: str, data: bytes) -> None:
        """Keep something; what cannot be kept is made again at the next build."""
        if self._folder is None:
            return
        path = self._path(name)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(hashlib.sha256(data).digest() + data)
            unfinished.replace(path)

    def sweep(self, wanted: int) -> None:
        """Remove what was of no use for longest, where there is twice as much as is wanted and some more."""
        if self._folder is None or not self._folder.is_dir():
            return
        with suppress(OSError):
            files = sorted(self._folder.iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
            for path in files[2 * wanted + SPARE :]:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(name.encode()).hexdigest()[:40]


def _split(kept: bytes) -> tuple[bytes, bytes]:
    return kept[:32], kept[32:]
