"""What tests of the output folder share: sites, what stands on disk, and system calls that can be made to fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from site_builder.publishing.output import MANIFEST, OutputFolder, Written

Site = Mapping[str, bytes]

CHANGING_CALLS = ("open", "write", "replace", "rename", "unlink", "mkdir", "rmdir", "fsync", "utime")
"""What of the module os changes a disk; `open` only where it makes a file."""


def build(folder: Path, site: Site) -> Written:
    with OutputFolder(folder) as output:
        for path, data in site.items():
            output.put(path, data, ["memo of", path])
        return output.finish(["state", len(site)])


def standing(folder: Path) -> dict[str, bytes | None]:
    """Return the bytes of every file in a folder, the manifest's too, by path; None for a folder."""
    places = sorted(folder.rglob("*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in places}


def files_standing(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in standing(folder).items() if data is not None and path != MANIFEST}


def beside(folder: Path) -> list[str]:
    """Return the names of what stands in the folder's own folder: the stage is to be gone."""
    return sorted(path.name for path in folder.parent.iterdir())


def observe_calls(
    monkeypatch: pytest.MonkeyPatch,
    before: Callable[[str], None] = lambda _: None,
    after: Callable[[str], None] = lambda _: None,
) -> None:
    """Call `before` and `after` each system call that changes a disk, with its name."""

    def observed(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def observe(*args: Any, **options: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return call(*args, **options)
            before(name)
            result = call(*args, **options)
            after(name)
            return result

        return observe

    for name in CHANGING_CALLS:
        monkeypatch.setattr(os, name, observed(name, getattr(os, name)))
