"""Content folders for the tests of this room."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from site_builder.problems import Problem


def write_content(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for file, data in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def article(front_matter: str = "title: The Moon", text: str = "The Moon rose.") -> str:
    return f"---\n{front_matter}\n---\n\n{text}\n"


def places(problems: list[Problem] | tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.location.line, problem.location.column) for problem in problems]


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = (b"\0" + bytes((width + 7) // 8)) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
