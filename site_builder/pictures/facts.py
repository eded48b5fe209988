"""What a picture file is: its size, whether smaller copies of it can be made, and what is wrong with it.

Comes in: the path of a file of the content folder. Goes out: PictureFacts. A raster picture is decoded once, so that
a damaged one is found before a reader finds it; callers remember the facts by the digest of the file.
"""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_builder.pictures.library import open_picture
from site_builder.problems import SiteError

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = {
    ".avif": "AVIF",
    ".gif": "GIF",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".svg": "SVG",
    ".webp": "WebP",
}
"""What browsers show and what is published as a picture, by its suffix."""

SUFFIXES = {kind: suffix for suffix, kind in KINDS.items()}

SCALED = frozenset({"JPEG", "PNG", "WebP"})
"""Kinds of which smaller copies are made. GIF may move, SVG has no pixels, and AVIF is small and slow to write."""

MOST_PIXELS = 120_000_000
"""The largest picture that is read: 12,000 by 10,000. In memory it has four bytes a pixel, half a gigabyte."""

SAVE_AGAIN = "save it again as PNG, JPEG, WebP or SVG"

_HEAD = 4096
ORIENTATION = 0x0112
"""The Exif tag that says how a camera was held; from 5 to 8 width and height change places (Exif 2.3, 4.6.4 A)."""


class PictureFacts(NamedTuple):
    """What is known of a picture.

    Width and height are in CSS pixels, 0 where the file does not tell. `code`, `complaint` (the rest of a sentence that
    begins with the file's name) and `hint` say what is wrong with it, "" where nothing is.
    """

    width: int = 0
    height: int = 0
    can_be_scaled: bool = False
    code: str = ""
    complaint: str = ""
    hint: str = ""


def examine_picture(path: Path) -> PictureFacts:
    """Return what a picture is; nothing of a file that has no picture's name and is none. Raises OSError."""
    expected = KINDS.get(path.suffix.lower(), "")
    kind = _kind_of(path)
    if expected and not kind:
        return PictureFacts(code="unreadable-picture", complaint="is not a picture", hint=SAVE_AGAIN)
    if not kind:
        return PictureFacts()
    facts = _measure(path) if kind == "SVG" else _decode(path, kind)
    if facts.code or not expected or kind == expected:
        return facts
    hint = f"rename it to {path.stem}{SUFFIXES[kind]}"
    complaint = f"is {_article(kind)} {kind} picture by its content, and not {_article(expected)} {expected}"
    return facts._replace(can_be_scaled=False, code="picture-name", complaint=complaint, hint=hint)


def _kind_of(path: Path) -> str:
    """Return the kind of picture that a file begins as, "" where it is none that browsers show."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:12] in {b"ftypavif", b"ftypavis"}:
        return "AVIF"
    return "SVG" if b"<svg" in head else ""


def _measure(path: Path) -> PictureFacts:
    """Return the size that a file states in its head."""
    from xml.etree.ElementTree import ParseError  # these are slow to import, and most builds measure no picture

    import imagesize

    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError, ParseError, struct.error):
        return PictureFacts()
    return PictureFacts(round(width), round(height)) if width > 0 and height > 0 else PictureFacts()


def _decode(path: Path, kind: str) -> PictureFacts:
    stated = _measure(path)
    if stated.width * stated.height > MOST_PIXELS:
        return _too_large(stated)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the limit is ours, and what else Pillow finds odd it can read
            with open_picture(path) as image:
                return _look(image, kind)
    except (MemoryError, SiteError):
        raise
    except Exception as fault:  # noqa: BLE001 - of a damaged file Pillow's decoders may raise anything
        if kind == "AVIF" and "cannot identify" in str(fault):  # a Pillow that was built without AVIF
            return stated
        is_short = "truncated" in str(fault).lower()
        complaint = "is not whole: its end is missing" if is_short else "is damaged"
        return stated._replace(code="unreadable-picture", complaint=complaint, hint=SAVE_AGAIN)


def _look(image: Image, kind: str) -> PictureFacts:
    facts = PictureFacts(image.width, image.height)
    if facts.width * facts.height > MOST_PIXELS:
        return _too_large(facts)
    still = not getattr(image, "is_animated", False)
    if image.getexif().get(ORIENTATION, 1) in {5, 6, 7, 8}:
        facts = PictureFacts(image.height, image.width)
    if kind == "JPEG":
        image.draft(None, (image.width // 8, image.height // 8))  # all is read, but a 64th of it kept
    image.load()
    return facts._replace(can_be_scaled=still and kind in SCALED)


def _too_large(facts: PictureFacts) -> PictureFacts:
    complaint = f"has {facts.width:,} × {facts.height:,} pixels, and at most {MOST_PIXELS:,} are read"
    hint = "save it smaller: no page shows more than 1,600 pixels side by side"
    return facts._replace(code="picture-too-large", complaint=complaint, hint=hint)


def _article(kind: str) -> str:
    return "an" if kind[0] in "AS" else "a"
