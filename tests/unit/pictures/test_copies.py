from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from site_builder.pictures.copies import count_pixels, make_copies
from site_builder.problems import FileError
from tests.unit.pictures.pictures import picture, turned


def copies(folder: Path, data: bytes, *widths: int) -> list[Image.Image]:
    path = folder / "picture"
    path.write_bytes(data)
    made = list(make_copies(path, widths))
    assert made == list(make_copies(path, widths)), "the same for the same file"
    return [Image.open(BytesIO(each)) for each in made]


@pytest.mark.parametrize(
    ("kind", "mode", "copy_mode"),
    [
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "L", "L"),
        ("JPEG", "CMYK", "CMYK"),
        ("PNG", "RGB", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "P", "P"),
        ("PNG", "1", "L"),
        ("PNG", "I;16", "L"),
        ("WEBP", "RGB", "RGB"),
    ],
)
def test_copies_are_of_the_same_kind(tmp_path: Path, kind: str, mode: str, copy_mode: str) -> None:
    small, large = copies(tmp_path, picture(kind, 1000, 500, mode), 400, 800)
    assert [(copy.format, copy.mode, copy.size) for copy in (small, large)] == [
        (kind, copy_mode, (400, 200)),
        (kind, copy_mode, (800, 400)),
    ]


def test_the_colours_and_what_is_clear_stay(tmp_path: Path) -> None:
    image = Image.new("RGBA", (1000, 500), (200, 40, 40, 255))
    image.paste((0, 0, 0, 0), (0, 0, 500, 500))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for converted in (image, image.quantize(16)):
        buffer = BytesIO()
        converted.save(buffer, "PNG", icc_profile=profile)
        (copy,) = copies(tmp_path, buffer.getvalue(), 400)
        assert copy.info["icc_profile"] == profile
        seen = copy.convert("RGBA")
        assert seen.getpixel((100, 100))[3] == 0  # type: ignore[index]
        assert max(abs(a - b) for a, b in zip(seen.getpixel((300, 100)), (200, 40, 40, 255), strict=True)) < 3  # type: ignore[arg-type]


def test_a_photograph_is_upright_and_says_nothing_of_the_camera(tmp_path: Path) -> None:
    (copy,) = copies(tmp_path, turned(1000, 500, 6), 400)
    assert copy.size == (400, 800)
    assert not copy.getexif()


def test_a_long_strip_has_a_pixel_of_height(tmp_path: Path) -> None:
    (copy,) = copies(tmp_path, picture("PNG", 10_000, 3), 400)
    assert copy.size == (400, 1)


def test_a_picture_of_ten_thousand_pixels_is_scaled(tmp_path: Path) -> None:
    data = picture("JPEG", 10_000, 10_000, "L")
    assert [copy.size for copy in copies(tmp_path, data, 400, 1600)] == [(400, 400), (1600, 1600)]
    assert count_pixels(tmp_path / "picture") == 100_000_000


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot make a smaller copy of"):
        copies(tmp_path, picture("PNG", 1000, 500)[:-40], 400)
