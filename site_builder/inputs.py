"""All that a build depends on, as digests: two builds of the same inputs make the same site.

Comes in: the options of a build and what is known of the content files. Goes out: digests of the content, the templates
and the program.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from site_builder import __version__
from site_builder.cache.file_digests import FileDigests
from site_builder.problems import FileError
from site_builder.reading.folder import ContentFolder

LIBRARIES = (
    "jinja2",
    "markupsafe",
    "lunr",
    "markdown-it-py",
    "mdit-py-plugins",
    "pyyaml",
    "rapidfuzz",
    "imagesize",
    "pillow",
)
"""Libraries whose version may change what a page says."""


class Inputs:
    """The inputs of one build; `known` is what an earlier one found out about the content files,
    `known_pictures` what it found out about pictures.

    Raises FileError where a file cannot be read.
    """

    def __init__(
        self,
        content: Path,
        templates: Iterable[Path],
        given: Iterable[str],
        program: str,
        known: Mapping[str, Any],
        known_pictures: Mapping[str, Any] | None = None,
    ) -> None:
        self.program = program
        now = time.time_ns()
        self.folder = ContentFolder(content)
        self.digests = FileDigests(known, self.folder.stats, self.folder.read, now)
        self.folder.pictures.recall(known_pictures or {}, self.digests.__getitem__)
        folders = list(templates)
        self.languages = [file for folder in folders for file in _language_files(folder)]
        """The names of the language files: that there is none for the site's language is told as a problem."""
        self._others = [program, *map(_folder_digest, folders), *given]  # now: before any of it is used

    @property
    def content_digest(self) -> str:
        """The digest of all content files; of those that were read, that of the bytes which the reader got.

        "" where it is not sure what a reader got, as a file was changed meanwhile.
        """
        if self.folder.changed:
            return ""
        return _digest(f"{file} {self.digests[file]}" for file in self.folder.files)

    @property
    def digest(self) -> str:
        """The digest of everything: content, templates, program, and what the command was given; "" as above."""
        return self.digest_with(self.content_digest)

    def digest_with(self, content: str) -> str:
        """Return the digest of everything, the content having that digest."""
        return content and _digest([*self._others, content])


def program_version() -> str:
    """Return what tells apart two programs that might make different pages: versions, and the program's own source."""
    package = Path(__file__).parent
    source = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        source.update(path.relative_to(package).as_posix().encode())
        source.update(path.read_bytes())
    versions = [f"{name} {library_version(name)}" for name in LIBRARIES]
    return f"{__version__} {source.hexdigest()[:12]} Python {platform.python_version()} {', '.join(versions)}"


def library_version(library: str) -> str:
    """Return the version of an installed library, "" where it is not installed.

    It stands in the name of a folder (PyPA, "Recording installed projects": `name-version.dist-info`), where
    importlib.metadata reads it too, once it has imported what reads mail: a tenth of a build of nothing.
    """
    return _installed().get(_normalized(library), "")


@cache
def _installed() -> Mapping[str, str]:
    """Return the versions of what is installed, by normalized name; the first on the path counts."""
    versions: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):  # noqa: PTH208 - as the path has it
                if entry.endswith(".dist-info"):
                    name, _, version = entry.removesuffix(".dist-info").partition("-")
                    versions.setdefault(_normalized(name), version)
    return versions


def _normalized(name: str) -> str:
    """Return the name of a project in the form in which equal names are equal (PyPA, "Names and normalization")."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _language_files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "languages").glob("*.yaml"))


def _folder_digest(folder: Path) -> str:
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return _digest(
            f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files
        )
    except OSError as fault:
        raise FileError(f"cannot read {fault.filename}: {fault.strerror}") from fault


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
