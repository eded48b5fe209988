"""Smaller copies of a picture, of the same kind, for screens that need no more.

Comes in: the path of a picture of which copies can be made (see facts.py), and widths. Goes out: finished bytes, the
same for the same file and the same version of Pillow. Colour profile and transparency are kept, other metadata is not.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.pictures.library import open_picture
from site_builder.problems import FileError

if TYPE_CHECKING:
    from PIL.Image import Image

RECIPE = 1
"""To be raised when copies are made in another way, so that they get other names."""

_SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 82, "method": 4},
}
"""How copies are saved. JPEG and WebP of quality 82 show no trace at the density at which these are chosen."""

_REDUCING_GAP = 3.0
"""A picture that is much too large is first halved quickly; from 3.0 on the result looks the same (Pillow's manual)."""


def count_pixels(path: Path) -> int:
    """Return how many pixels a picture has; raises as `open_picture` does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with open_picture(path) as image:
            return image.width * image.height


def make_copies(path: Path, widths: Sequence[int]) -> Iterator[bytes]:
    """Yield a picture in each of some widths, in CSS pixels; raises FileError where it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with open_picture(path) as image:
                kind, profile = image.format or "", image.info.get("icc_profile")
                palette = image.mode == "P"
                upright = _upright(image, max(widths))
                for width in widths:
                    yield _save(_scale(upright, width, palette=palette), kind, profile)
    except (OSError, ValueError, SyntaxError) as fault:
        raise FileError(f"cannot make a smaller copy of {path}: {fault}", "save the picture again") from fault


def _upright(image: Image, width: int) -> Image:
    """Return the picture as it is meant to be seen, in a mode that can be scaled well."""
    from PIL import ImageOps

    if image.format == "JPEG":
        image.draft(None, (2 * width, 2 * width))  # decoded at a fraction of its size, but never below
    upright = ImageOps.exif_transpose(image)
    if upright.mode == "P":
        return upright.convert("RGBA" if "transparency" in upright.info else "RGB")
    if upright.mode.startswith("I"):
        return upright.point(lambda level: level / 256).convert("L")
    return upright.convert("L") if upright.mode == "1" else upright


def _scale(image: Image, width: int, *, palette: bool) -> Image:
    from PIL.Image import Quantize, Resampling

    height = max(1, round(image.height * width / image.width))
    scaled = image.resize((width, height), Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)
    return scaled.quantize(256, Quantize.FASTOCTREE) if palette else scaled


def _save(image: Image, kind: str, profile: bytes | None) -> bytes:
    buffer = BytesIO()
    image.info.clear()
    image.save(buffer, kind, icc_profile=profile, **_SAVE[kind])
    return buffer.getvalue()
