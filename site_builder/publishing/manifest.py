"""The manifest, .site-builder.json in the output folder: what a build wrote, and whether it stands there unchanged.

Comes in: the manifest's file. Goes out: a Manifest, or the text of one. Nothing here writes but a modification time.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple, TypeAlias

MANIFEST = ".site-builder.json"

Memo: TypeAlias = "str | int | Sequence[Memo]"
"""What a build wants to remember, as JSON has it; lists come back as tuples."""

_FORMAT = 2
_STEP = 10_000_000
"""Modification times of manifests are this many nanoseconds apart."""

_MARK = 1_234_500
"""What such a time leaves when divided by _STEP, in nanoseconds; NTFS keeps multiples of 100.

A copy made without times (`cp -r`, `git clone`) has a manifest of any time, which says nothing of when the files
beside it changed. One in 10,000,000 bears the mark by chance (NTFS: in 100,000). Coarse file systems (FAT, HFS+: whole
seconds) cannot keep it, and then every file is read.
"""

PAUSE = (0.016 if os.name == "nt" else 0.01) + _STEP / 1e9
"""Seconds between the last file and its manifest: a tick of the clock, and a step to round down."""


_NESTED = (list, tuple)


class Entry(NamedTuple):
    """What is recorded of a file: SHA-256 of its bytes (hex), its size in bytes, and the build's memo of it."""

    digest: str
    size: int
    memo: Memo = ()


class Manifest(NamedTuple):
    """What an earlier build recorded of its files and of itself.

    `paths` names its files even where the entries are of a format that is no longer read. `moment` is a time of the
    file system in nanoseconds: what changed last before it is as recorded. It is 0 where that is not known of any file.
    `lines` has the entries as they stand in the file, for those that are written again.
    """

    entries: Mapping[str, Entry]
    state: Memo
    paths: AbstractSet[str]
    moment: int
    lines: Mapping[str, str] = {}


_make_entry: Callable[[tuple[str, int, Memo]], Entry] = partial(tuple.__new__, Entry)
"""As `_make`, without its check of the length, in a third of the time: there are many files."""

NO_MANIFEST = Manifest({}, (), frozenset(), 0)

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_manifest(folder: str) -> Manifest:
    """Return the manifest of an output folder, NO_MANIFEST where there is none or it is damaged; raises OSError."""
    try:
        with open(f"{folder}/{MANIFEST}", "rb") as file:
            modified = os.fstat(file.fileno()).st_mtime_ns
            data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return NO_MANIFEST
    try:
        return _parse(data, modified if modified % _STEP == _MARK else 0)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return NO_MANIFEST


def _parse(data: bytes, moment: int) -> Manifest:
    text = data.decode("utf-8", "surrogatepass")
    document = json.loads(text)
    files = document["files"]
    if not _stay_inside(files):
        return NO_MANIFEST
    if document["format"] == 1:  # its entries have no sizes
        return NO_MANIFEST._replace(paths=files.keys())
    if document["format"] != _FORMAT:
        return NO_MANIFEST
    entries = {path: _make_entry((digest, size, frozen(memo))) for path, (digest, size, memo) in files.items()}
    # A line feed in a string is written as an escape, so that the file has a line for each of its entries.
    lines = dict(zip(entries, text.split("\n")[1:], strict=False))
    return Manifest(entries, frozen(document["state"]), entries.keys(), moment, lines)


def _stay_inside(paths: Mapping[str, object]) -> bool:
    """Tell whether no path leads out of the folder, on any system; all are asked at once because there are many."""
    listed = "\n" + "\n".join(paths)
    suspects = ("\n/", ":", "\\", "..")
    return not any(suspect in listed for suspect in suspects) or all(map(_stays_inside, paths))


def _stays_inside(path: str) -> bool:
    return not path.startswith("/") and ":" not in path and "\\" not in path and ".." not in path.split("/")


def frozen(value: Memo) -> Memo:
    """Return a memo with tuples for its lists."""
    return tuple(map(frozen, value)) if isinstance(value, _NESTED) else value


def format_manifest(entries: Mapping[str, Entry], state: Memo, known: Manifest = NO_MANIFEST) -> bytes:
    """Return the manifest's text: the same for the same entries, sorted, one file a line.

    Entries that are in `known`, the very same objects, are taken from there as they stand.
    """
    lines = [f'{{"format":{_FORMAT},"state":{_json(state)},"files":{{']
    for path, entry in sorted(entries.items()):
        line = known.lines.get(path) if known.entries.get(path) is entry else None
        is_as_written = line is not None and line.startswith(f'"{path}":[')
        written = line.removesuffix(",") if line and is_as_written else f"{_json(path)}:{_json(entry)}"
        lines.append(f"{written},")
    if entries:
        lines[-1] = lines[-1].removesuffix(",")
    lines.append("}}\n")
    return "\n".join(lines).encode("utf-8", "surrogatepass")  # as it is read


def vouch(manifest_path: str) -> None:
    """Set a manifest's time so that it vouches for all files that changed before; raises OSError.

    The time is the file system's own, rounded down: a file that changes from now on has a later one.
    """
    os.utime(manifest_path)
    now = os.stat(manifest_path).st_mtime_ns
    moment = now - (now - _MARK) % _STEP
    os.utime(manifest_path, ns=(moment, moment))


def vouched_for(folder: str, manifest: Manifest) -> Iterator[str]:
    """Yield the paths of the files that stand as they were recorded, as far as the manifest can vouch for them."""
    prefix, moment, lstat, is_regular = f"{folder}/", manifest.moment, os.lstat, stat.S_ISREG
    for path, entry in manifest.entries.items():
        try:
            found = lstat(prefix + path)
        except OSError:
            continue
        is_old = found.st_mtime_ns < moment and found.st_ctime_ns < moment
        if is_old and found.st_size == entry.size and is_regular(found.st_mode):
            yield path


def may_hold(found: os.stat_result, size: int) -> bool:
    """Tell whether this is a regular file of that size."""
    return found.st_size == size and stat.S_ISREG(found.st_mode)


def is_vouched_for(found: os.stat_result, moment: int) -> bool:
    """Tell whether a file changed last before the manifest's moment.

    The time of its inode counts too (on Windows, of its creation): who restores an old file may set the other back.
    """
    return found.st_mtime_ns < moment and found.st_ctime_ns < moment
