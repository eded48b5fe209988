"""The size of a picture file, so that a page does not jump while it loads. Only the file's head is read."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.etree.ElementTree import ParseError

import imagesize

from site_builder.reading.links import Size

PICTURE_SUFFIXES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
"""What browsers show and what is published as a picture."""


def read_size(path: Path) -> Size | None:
    """Return the size of a picture, (0, 0) where an SVG has none of its own, None where the file is no such picture."""
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError, ParseError, struct.error):
        return None
    if width > 0 and height > 0:
        return Size(round(width), round(height))
    return Size() if path.suffix.lower() == ".svg" else None
