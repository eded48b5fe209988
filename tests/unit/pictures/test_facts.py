from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from site_builder.pictures.facts import MOST_PIXELS, PictureFacts, examine_picture
from site_builder.problems import UsageError
from tests.unit.pictures.pictures import SVG, moving, picture, turned


def examine(folder: Path, name: str, data: bytes) -> PictureFacts:
    (folder / name).write_bytes(data)
    return examine_picture(folder / name)


@pytest.mark.parametrize(
    ("name", "data", "facts"),
    [
        ("a.png", picture("PNG", 30, 20), PictureFacts(30, 20, can_be_scaled=True)),
        ("a.PNG", picture("PNG", 30, 20, "P"), PictureFacts(30, 20, can_be_scaled=True)),
        ("a.jpg", picture("JPEG", 30, 20), PictureFacts(30, 20, can_be_scaled=True)),
        ("a.jpg", picture("JPEG", 30, 20, "CMYK"), PictureFacts(30, 20, can_be_scaled=True)),
        ("a.webp", picture("WEBP", 30, 20), PictureFacts(30, 20, can_be_scaled=True)),
        ("a.jpeg", turned(30, 20, 6), PictureFacts(20, 30, can_be_scaled=True)),
        ("a.jpeg", turned(30, 20, 3), PictureFacts(30, 20, can_be_scaled=True)),
        ("a.gif", picture("GIF", 5, 4), PictureFacts(5, 4)),
        ("a.gif", moving("GIF"), PictureFacts(900, 30)),
        ("a.webp", moving("WEBP"), PictureFacts(900, 30)),
        ("a.png", moving("PNG"), PictureFacts(900, 30)),
        ("a.svg", SVG, PictureFacts(30, 20)),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', PictureFacts()),
        ("a.svg", b"<svg", PictureFacts()),
        ("a.txt", b"text", PictureFacts()),
    ],
)
def test_a_sound_picture_has_a_size(tmp_path: Path, name: str, data: bytes, facts: PictureFacts) -> None:
    assert examine(tmp_path, name, data) == facts


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.png", b"", "is not a picture"),
        ("a.png", b"no picture", "is not a picture"),
        ("a.svg", b"<html>", "is not a picture"),
        ("a.png", picture("PNG", 300, 200)[:12], "is damaged"),
        ("a.png", picture("PNG", 300, 200)[:-40], "is not whole: its end is missing"),
        ("a.jpg", picture("JPEG", 300, 200)[:-400], "is not whole: its end is missing"),
        ("a.webp", picture("WEBP", 300, 200)[:-40], "is damaged"),
        ("a.png", picture("PNG", 300, 200).replace(b"IDAT", b"IDOT"), "is damaged"),
    ],
)
def test_a_damaged_picture_is_told(tmp_path: Path, name: str, data: bytes, complaint: str) -> None:
    facts = examine(tmp_path, name, data)
    assert (facts.code, facts.complaint, facts.can_be_scaled) == ("unreadable-picture", complaint, False)
    assert facts.hint == "save it again as PNG, JPEG, WebP or SVG"


@pytest.mark.parametrize(
    ("name", "data", "complaint", "hint"),
    [
        ("a.png", picture("JPEG", 30, 20), "is a JPEG picture by its content, and not a PNG", "rename it to a.jpg"),
        ("a.jpg", picture("WEBP", 30, 20), "is a WebP picture by its content, and not a JPEG", "rename it to a.webp"),
        ("b.png", SVG, "is an SVG picture by its content, and not a PNG", "rename it to b.svg"),
        ("a.svg", picture("PNG", 30, 20), "is a PNG picture by its content, and not an SVG", "rename it to a.png"),
    ],
)
def test_a_name_that_says_another_kind_is_told(
    tmp_path: Path, name: str, data: bytes, complaint: str, hint: str
) -> None:
    facts = examine(tmp_path, name, data)
    assert (facts.code, facts.complaint, facts.hint, facts.can_be_scaled) == ("picture-name", complaint, hint, False)
    assert (facts.width, facts.height) == (30, 20)


@pytest.mark.parametrize("width", [12_001, 40_000])
def test_a_picture_of_more_pixels_than_are_read_is_not_decoded(tmp_path: Path, width: int) -> None:
    whole = picture("PNG", 30, 20)
    huge = whole[:16] + struct.pack(">II", width, 10_000) + whole[24:]
    facts = examine(tmp_path, "a.png", huge)
    assert facts.code == "picture-too-large"
    assert facts.complaint == f"has {width:,} × 10,000 pixels, and at most 120,000,000 are read"
    assert MOST_PIXELS == 12_000 * 10_000


def test_without_pillow_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("PIL", "PIL.Image"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match="pictures need Pillow") as told:
        examine(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert told.value.hint == "install it: pip install pillow"
