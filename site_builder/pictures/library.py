"""Pillow, imported when a picture is first looked at, and a sentence where it is missing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.problems import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image


def import_pillow(module: str) -> Any:
    """Import one of Pillow's modules; raises UsageError where Pillow is missing."""
    try:
        return import_module(f"PIL.{module}")
    except ImportError as fault:
        raise UsageError(f"pictures need Pillow: {fault}", "install it: pip install pillow") from fault


def open_picture(path: Path) -> Image:
    """Open a picture, of which only the head is read; raises UsageError where Pillow is missing, and as Pillow does.

    Pillow's own limit of pixels is met by an error of its own above 179 million; callers have a lower one.
    """
    image: Image = import_pillow("Image").open(path)
    return image
