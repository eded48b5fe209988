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

from site_builder.pictures.facts import ORIENTATION
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

STRIP = 64
"""Rows of a reduced picture that are made at a time."""


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
    """Return the picture as it is meant to be seen, at about twice the width that is wanted of it, or as it is."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(image.getexif().get(ORIENTATION, 1))
    across = image.height if turn in {turns[5], turns[6], turns[7], turns[8]} else image.width
    factor = max(1, across // (2 * width))
    if image.format == "JPEG" and factor > 1:
        before = image.width
        image.draft(None, (image.width // factor, image.height // factor))
        factor = max(1, factor * image.width // before)
    reduced = _reduce(image, factor)
    return reduced if turn is None else reduced.transpose(turn)


def _reduce(image: Image, factor: int) -> Image:
    """Return a picture in a mode that can be scaled well, each square of `factor` pixels as one.

    A strip at a time, since a picture with transparency is twice in memory while it is reduced.
    """
    if factor == 1:
        return _scalable(image)
    reduced = None
    for top in range(0, image.height, STRIP * factor):
        box = (0, top, image.width, min(top + STRIP * factor, image.height))
        strip = _scalable(image.crop(box)).reduce(factor)
        if reduced is None:
            reduced = strip.copy().crop((0, 0, strip.width, -(-image.height // factor)))
        reduced.paste(strip, (0, top // factor))
    assert reduced is not None, "a picture has a row of pixels"
    return reduced


def _scalable(image: Image) -> Image:
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode.startswith("I"):
        return image.point(lambda level: level / 256).convert("L")
    return image.convert("L") if image.mode == "1" else image


def _scale(image: Image, width: int, *, palette: bool) -> Image:
    from PIL.Image import Quantize, Resampling

    height = max(1, round(image.height * width / image.width))
    scaled = image.resize((width, height), Resampling.LANCZOS)
    return scaled.quantize(256, Quantize.FASTOCTREE) if palette else scaled


def _save(image: Image, kind: str, profile: bytes | None) -> bytes:
    buffer = BytesIO()
    image.info.clear()
    image.save(buffer, kind, icc_profile=profile, **_SAVE[kind])
    return buffer.getvalue()
