"""The SHA-256 of content files, without reading those that were not touched since they were last read.

Comes in: what the system says of each file, and what it said when a digest was made. Goes out: digests. A file of the
same size, times and inode has the same bytes, unless it was changed within the same tick of the system's clock in which
it was read: such a file is read again at the next build (Git calls it "racy": Documentation/technical/racy-git.txt).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from site_builder.model import FileStat

TICK = 2_000_000_000
"""Nanoseconds within which a file system may not tell two changes apart: FAT counts in twos of seconds."""


class FileDigests:
    """Digests by file; `known` is what `kept` returned at an earlier build, `now` the time when this one began."""

    def __init__(self, known: Mapping[str, str], stats: Mapping[str, FileStat], read: Callable[[str], bytes], now: int):
        self._stats, self._read, self._now = stats, read, now
        self._digests = {}
        for file, stat in stats.items():
            was, _, digest = known.get(file, "").rpartition(" ")
            if was == _as_text(stat):
                self._digests[file] = digest

    def __getitem__(self, file: str) -> str:
        """Return a file's digest; raises FileError where it cannot be read, KeyError where there is no such file."""
        digest = self._digests.get(file)
        if digest is None:
            if file not in self._stats:
                raise KeyError(file)
            digest = self._digests[file] = hashlib.sha256(self._read(file)).hexdigest()
        return digest

    def note(self, file: str, digest: str) -> None:
        """Take the digest of a file whose bytes were just read."""
        self._digests[file] = digest

    def kept(self) -> dict[str, str]:
        """Return what the next build may trust: a line a file, which is read in a fraction of the time of a list."""
        settled = self._now - TICK
        return {
            file: f"{_as_text(stat)} {self._digests[file]}"
            for file, stat in self._stats.items()
            if file in self._digests and stat.modified < settled and stat.changed < settled
        }


def _as_text(stat: FileStat) -> str:
    size, modified, changed, inode = stat
    return f"{size} {modified} {changed} {inode}"
