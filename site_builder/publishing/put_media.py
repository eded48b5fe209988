"""The pictures and documents that pages show, put into the output folder: files as they are, and smaller copies.

Comes in: the names of files and copies that pages refer to. Goes out: files put into the folder. A copy that is neither
in place nor kept in the cache is made, in as many processes as there may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from site_builder.pictures.copies import count_pixels, make_copies
from site_builder.publishing.media import Media
from site_builder.publishing.output import OutputFolder
from site_builder.urls import split_picture_copy
from site_builder.workers import share_out

LARGE = 16_000_000
"""Pixels of a picture that is not scaled beside another large one: at most one of half a gigabyte is in memory."""

WORTH_SHARING = 8
"""From how many pictures on processes are started to scale them: one takes as long as a process takes to start."""


class _Task(NamedTuple):
    """A picture to be scaled, and the names of its copies by their widths in CSS pixels."""

    path: Path
    names: dict[int, str]


class _Copy(NamedTuple):
    name: str
    data: bytes


def put_media(media: Media, folder: OutputFolder, names: Iterable[str], jobs: int) -> None:
    """Publish what pages show, and nothing else; files with one name and bytes are one.

    Raises FileError where a file cannot be read or was changed meanwhile.
    """
    due: dict[str, dict[int, str]] = {}
    for name in sorted(names):
        file, width = split_picture_copy(name)
        if media.is_page(file):
            continue
        path = media.published_path(name)
        recorded = folder.recorded.get(path)
        is_same = recorded is not None and (bool(width) or recorded.digest == media.digest(file))
        if is_same and folder.is_intact(path):
            folder.keep(path)
        elif not width:
            folder.put(path, media.read(file))
        elif data := media.made.get(path):
            folder.put(path, data)
        else:
            due.setdefault(file, {})[width] = name
    for name, data in _make([_Task(media.checked_path(file), copies) for file, copies in due.items()], jobs):
        path = media.published_path(name)
        media.made.put(path, data)
        folder.put(path, data)


def _make(tasks: Sequence[_Task], jobs: int) -> Iterator[_Copy]:
    large = [task for task in tasks if count_pixels(task.path) > LARGE]
    small = [[task] for task in tasks if task not in large]
    chunks = [*([large] if large else []), *small]
    for copies in share_out(jobs if len(tasks) >= WORTH_SHARING else 1, _maker, (), chunks):
        yield from copies


def _maker() -> Callable[[Sequence[_Task]], list[_Copy]]:
    """Return what a worker does: it scales some pictures, one after the other."""
    return lambda tasks: [copy for task in tasks for copy in _copies_of(task)]


def _copies_of(task: _Task) -> Iterator[_Copy]:
    for name, data in zip(task.names.values(), make_copies(task.path, tuple(task.names)), strict=True):
        yield _Copy(name, data)
