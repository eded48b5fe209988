"""The offline edition: a built site as one zip file, which opens from the folder that it is unpacked into.

Comes in: an output folder. Goes out: a file with what the last build wrote there, and nothing of others. The same site
makes the same bytes: names in order, no times, no owners (with one version of zlib).
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from site_builder.problems import FileError
from site_builder.publishing.manifest import read_manifest

_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name (APPNOTE.TXT 4.4.6)."""

_READABLE = 0o100644 << 16
"""A plain file that all may read: what of an entry's attributes Unix takes."""

_COMPRESSED = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", ".woff2"})
_UNIX = 3


def write_zip(folder: Path, target: Path) -> int:
    """Write the site in an output folder into a zip file, and return its size in bytes.

    Its files stand in a folder that is named as the zip file is. Raises FileError where a file cannot be read or
    written; then the file that stood there stays as it was.
    """
    waiting = target.with_name(f".{target.name}.new")
    try:
        with waiting.open("wb") as file:
            _fill(file, folder, target.stem)
            size = file.tell()
        waiting.replace(target)
    except OSError as fault:
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)
        raise FileError(f"cannot write {target}: {fault.strerror or fault}") from fault
    return size


def _fill(file: BinaryIO, folder: Path, name: str) -> None:
    with ZipFile(file, "w") as archive:
        for path in sorted(read_manifest(str(folder)).entries):
            entry = ZipInfo(f"{name}/{path}", _MIDNIGHT)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            entry.compress_type = ZIP_STORED if Path(path).suffix in _COMPRESSED else ZIP_DEFLATED
            archive.writestr(entry, (folder / path).read_bytes(), compresslevel=9)
