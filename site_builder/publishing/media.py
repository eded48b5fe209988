"""Pictures and documents of the content folder: published where a page refers to them, and nowhere else.

Comes in: content files that pages refer to, as they are rendered. Goes out: the addresses that they get. A file that no
page shows is not published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from site_builder.problems import FileError
from site_builder.publishing.assets import read_bytes

_UNSAFE = re.compile(r"[^\w-]+")
"""What a published file name does not keep: everything that an address would have to percent-encode, but letters."""

LONGEST_STEM = 50
"""How many characters of a file's name are kept: even in the longest encoding they leave room for the digest."""


class Media:
    """The media of one site.

    `addresses` are those of content files that are pages themselves; `digest` gives the SHA-256 of a content file;
    `saw` hears which files pages refer to.
    """

    def __init__(
        self,
        content_dir: Path,
        addresses: Mapping[str, str],
        digest: Callable[[str], str],
        saw: Callable[[str], None],
    ) -> None:
        self._content_dir, self._addresses, self._saw = content_dir, addresses, saw
        self.digest = digest

    def address(self, file: str) -> str:
        """Return the address of a content file below the site's root; raises FileError where it cannot be read."""
        self._saw(f"file {file}")
        return self._addresses.get(file) or self.published_path(file)

    def publish(self, file: str) -> str:
        """Return the published path of a picture or document, and see to it that it is published."""
        self._saw(f"file {file}")
        return self.published_path(file)

    def is_page(self, file: str) -> bool:
        """Tell whether a content file has a page, so that it is not published itself."""
        return file in self._addresses

    def published_path(self, file: str) -> str:
        """Return the path that a picture or document gets, with the first eight digits of its SHA-256."""
        path = PurePosixPath(file)
        stem = _UNSAFE.sub("-", path.stem).strip("-")[:LONGEST_STEM]
        try:
            name = f"{stem}.{self.digest(file)[:8]}{path.suffix.lower()}"
        except KeyError as fault:
            raise FileError(f"cannot read {self._content_dir / file}: No such file or directory") from fault
        return f"media/{name}"

    def read(self, file: str) -> bytes:
        """Return the bytes of a content file; raises FileError where it cannot be read, or was changed meanwhile."""
        data = read_bytes(self._content_dir / file)
        if hashlib.sha256(data).hexdigest() != self.digest(file):
            raise FileError(f"{self._content_dir / file} was changed while the site was built", "build again")
        return data
