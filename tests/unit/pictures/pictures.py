"""Picture files for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20.4"/>'


def picture(kind: str, width: int, height: int, mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture with a slope of colours, so that it is not all one."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def turned(width: int, height: int, orientation: int) -> bytes:
    """Return a JPEG whose Exif says that the camera was held another way."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture("JPEG", width, height, exif=exif)


def moving(kind: str) -> bytes:
    """Return a picture of two frames."""
    frames = [Image.new("RGB", (900, 30), color) for color in ("red", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    return buffer.getvalue()
