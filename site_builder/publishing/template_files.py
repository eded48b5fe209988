"""The sources of templates, all read at once: what pages are made of is what is recorded of them.

Comes in: the template folders, the user's own first. A name that begins with shipped/ is looked for in the last folder
alone, any other in all of them in turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from site_builder.publishing.assets import read_bytes

SHIPPED = "shipped/"
SUFFIXES = frozenset({".html", ".xml"})


class TemplateFile(NamedTuple):
    path: Path
    source: bytes


class TemplateFiles:
    """The templates of one site by the names that other templates have for them; raises FileError."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[str, TemplateFile] = {}
        for folder in folders:
            for name, file in _read(folder):
                self._files.setdefault(name, file)
                if folder == folders[-1]:
                    self._files[f"{SHIPPED}{name}"] = file

    def find(self, name: str) -> TemplateFile | None:
        return self._files.get(name)

    def digest(self, name: str) -> str:
        """Return the digest of a template's source, "" where there is no such template."""
        file = self._files.get(name)
        return hashlib.blake2b(file.source, digest_size=12).hexdigest() if file else ""


def _read(folder: Path) -> list[tuple[str, TemplateFile]]:
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES and path.is_file()]
    return [(path.relative_to(folder).as_posix(), TemplateFile(path, read_bytes(path))) for path in paths]
