"""Pictures and documents of the content folder: published where a page refers to them, and nowhere else.

Comes in: content files that pages refer to, as they are rendered. Goes out: the addresses that they get, and at the end
the files. A file that no page shows is not published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from site_builder.model import OutputFile
from site_builder.publishing.assets import digest, read_bytes

_UNSAFE = re.compile(r"[^\w-]+")
"""What a published file name does not keep: everything that an address would have to percent-encode, but letters."""

LONGEST_STEM = 50
"""How many characters of a file's name are kept: even in the longest encoding they leave room for the digest."""


class Media:
    """The media of one build; `addresses` are those of content files that are pages themselves."""

    def __init__(self, content_dir: Path, addresses: Mapping[str, str]) -> None:
        self._content_dir = content_dir
        self._addresses = addresses
        self._published: dict[str, str] = {}

    def address(self, file: str) -> str:
        """Return the address of a content file below the site's root; raises FileError where it cannot be read."""
        return self._addresses.get(file) or self.publish(file)

    def publish(self, file: str) -> str:
        """Return the published path of a picture or document, and see to it that it is published."""
        if file not in self._published:
            path = PurePosixPath(file)
            stem = _UNSAFE.sub("-", path.stem).strip("-")[:LONGEST_STEM]
            name = f"{stem}.{digest(read_bytes(self._content_dir / file))}{path.suffix.lower()}"
            self._published[file] = f"media/{name}"
        return self._published[file]

    def files(self) -> Iterator[OutputFile]:
        """Yield what was published so far; files with one name and the same bytes are one."""
        for path, file in {path: file for file, path in sorted(self._published.items())}.items():
            yield OutputFile(path, read_bytes(self._content_dir / file))
