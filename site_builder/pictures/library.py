"""Pillow, imported when a picture is first looked at, and a sentence where it is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.problems import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image


def open_picture(path: Path) -> Image:
    """Open a picture, of which only the head is read; raises UsageError where Pillow is missing, and as Pillow does.

    Pillow's own limit of pixels is met by an error of its own above 179 million; callers have a lower one.
    """
    try:
        from PIL import Image
    except ImportError as fault:
        raise UsageError(f"pictures cannot be read: {fault}", "install Pillow: pip install pillow") from fault
    return Image.open(path)
