from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.reading.images import read_size
from site_builder.reading.links import Size
from tests.unit.reading.content_folders import png

GIF = b"GIF89a\x05\x00\x04\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20.4"/>'


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", png(30, 20), Size(30, 20)),
        ("a.gif", GIF, Size(5, 4)),
        ("a.svg", SVG, Size(30, 20)),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', Size()),
        ("a.png", b"", None),
        ("a.png", b"no picture", None),
        ("a.png", png(30, 20)[:12], None),
        ("a.svg", b"<svg", Size()),
        ("a.txt", b"text", None),
    ],
)
def test_sizes(tmp_path: Path, name: str, data: bytes, size: Size | None) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_size(tmp_path / name) == size
