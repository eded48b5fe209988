"""What a preview watches: the files that a site is made from, and whether one of them changed.

Comes in: the folders. Goes out: a snapshot of what the system says of each file; two that are equal mean that nothing
was touched. The system is asked again and again, and not told to call: that works on network drives and in containers
too, for folders that are not there yet, and for those that are deleted and come back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR

Snapshot = Mapping[str, tuple[int, int, int]]
"""Size in bytes, time of the last change in nanoseconds and inode of each file, by path; of a folder's root as well."""

_NOT_WATCHED = ("~", ".swp", ".tmp")
"""How names end that editors give to files of their own."""


def look(folders: Iterable[Path]) -> Snapshot:
    """Return a snapshot of all files in the folders; one that is missing, or goes meanwhile, has none."""
    return {path: state for folder in folders for path, state in _files_in(os.fspath(folder))}


def is_touched(paths: Iterable[str], known: Snapshot) -> bool:
    """Tell whether one of some files is another than in a snapshot; a file that is not there is as it was not there."""
    return any(_state_of(path) != known.get(path) for path in paths)


def _state_of(path: str) -> tuple[int, int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def changed_files(before: Snapshot, now: Snapshot) -> list[str]:
    """Return the paths that came, went or changed between two snapshots, sorted."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _files_in(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    pending = [folder]
    seen: set[tuple[int, int]] = set()
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith(_NOT_WATCHED):
                continue
            try:
                found = entry.stat()
            except OSError:  # it went, or is a link that leads nowhere
                continue
            if S_ISDIR(found.st_mode):
                place = (found.st_dev, found.st_ino)
                if place not in seen:  # a link to a folder above would have no end
                    seen.add(place)
                    pending.append(entry.path)
            else:
                yield entry.path, (found.st_size, found.st_mtime_ns, found.st_ino)
