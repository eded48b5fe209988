"""Pictures and documents of the content folder: published where a page refers to them, and nowhere else.

Comes in: content files that pages refer to, as they are rendered. Goes out: the addresses that they get. A file that no
page shows is not published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from site_builder.problems import FileError
from site_builder.publishing.assets import read_bytes
from site_builder.urls import split_picture_copy

_UNSAFE = re.compile(r"[^\w-]+")
"""What a published file name does not keep: everything that an address would have to percent-encode, but letters."""

LONGEST_STEM = 50
"""How many characters of a file's name are kept: even in the longest encoding they leave room for the digest."""


class Made(Protocol):
    """Keeps what takes long to make, by a name that says all that it was made of."""

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, data: bytes) -> None: ...


class NothingMade:
    """Keeps nothing."""

    def get(self, _name: str) -> bytes | None:
        return None

    def put(self, _name: str, _data: bytes) -> None:
        return None


class Media:
    """The media of one site; a smaller copy of a picture has a name like a file's (urls.picture_copy).

    `addresses` are those of content files that are pages themselves; `digest` gives the SHA-256 of a content file;
    `saw` hears which files pages refer to; `made` keeps copies, and `scaler` names what makes them.
    """

    def __init__(
        self,
        content_dir: Path,
        addresses: Mapping[str, str],
        digest: Callable[[str], str],
        saw: Callable[[str], None],
        made: Made | None = None,
        scaler: str = "",
    ) -> None:
        self._content_dir, self._addresses, self._saw = content_dir, addresses, saw
        self.digest, self.made, self._scaler = digest, made or NothingMade(), scaler

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
        """Return the path that a picture or document gets, with the first eight digits of its SHA-256.

        In that of a copy they are those of all that it is made of.
        """
        file, width = split_picture_copy(file)
        path = PurePosixPath(file)
        stem = _UNSAFE.sub("-", path.stem).strip("-")[:LONGEST_STEM]
        try:
            digest = self.digest(file)
        except KeyError as fault:
            raise FileError(f"cannot read {self._content_dir / file}: No such file or directory") from fault
        if width:
            digest = hashlib.sha256(f"{digest} {width} {self._scaler}".encode()).hexdigest()
            stem = f"{stem}-{width}"
        return f"media/{stem}.{digest[:8]}{path.suffix.lower()}"

    def read(self, file: str) -> bytes:
        """Return the bytes of a content file; raises FileError where it cannot be read, or was changed meanwhile."""
        data = read_bytes(self._content_dir / file)
        if hashlib.sha256(data).hexdigest() != self.digest(file):
            raise FileError(f"{self._content_dir / file} was changed while the site was built", "build again")
        return data

    def checked_path(self, file: str) -> Path:
        """Return where a content file stands; raises FileError as `read` does."""
        self.read(file)
        return self._content_dir / file
