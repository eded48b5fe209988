from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from site_builder.pictures.cards import COLORS, COLUMN, SHADES, SIZE, TITLE_SIZES, Card, CardPress, Face, Finding

VENDOR = Path(__file__).resolve().parents[3] / "templates" / "assets" / "vendor"
LONG = (
    "The mayor said that spending had fallen and that the bridge would be open before the winter came and ships sail "
)


@pytest.fixture(scope="module")
def face() -> Face:
    names = [f"source-serif-4-{subset}-400-normal.woff2" for subset in ("latin", "latin-ext")]
    return Face([(VENDOR / name).read_bytes() for name in names])


@pytest.fixture(scope="module")
def press(face: Face) -> CardPress:
    return CardPress(face)


def drawn(press: CardPress, card: Card) -> Image.Image:
    data = press.draw(card)
    assert data == press.draw(card), "the same for the same card"
    assert len(data) <= 40_000
    image = Image.open(BytesIO(data))
    assert (image.format, image.mode, image.size) == ("PNG", "P", SIZE)
    return image


def ink_box(image: Image.Image, color: str) -> tuple[int, int, int, int] | None:
    """Return the box in which a color was used."""
    base = list(COLORS).index(color) * SHADES
    levels = [255 if base < level < base + SHADES else 0 for level in range(256)]
    return image.point(levels, "L").getbbox()


def test_a_card_has_its_words_in_their_places(press: CardPress) -> None:
    findings = (Finding("negative", "False 4"), Finding("none", "Not rated 2"))
    image = drawn(press, Card("The Archive", "The Great Moon Hoax", "The Sun · 25 August 1835", findings))
    boxes = {color: ink_box(image, color) for color in COLORS}
    assert boxes["positive"] is None
    left, top, right, bottom = boxes["ink"] or (0, 0, 0, 0)
    assert 78 <= left < right <= 80 + COLUMN + 10
    assert 160 <= top < bottom <= 508
    for color in ("negative", "none"):
        assert (boxes[color] or (0, 0))[1] > 550
    assert (boxes["negative"] or (0,))[0] < (boxes["none"] or (0,))[0]


def test_a_card_from_right_to_left_is_a_mirror_image(press: CardPress) -> None:
    findings = (Finding("negative", "False 4"), Finding("positive", "True 2"))
    card = Card("The Archive", "The Great Moon Hoax", "The Sun · 25 August 1835", findings)
    boxes = [
        {color: ink_box(drawn(press, each), color) or (0, 0, 0, 0) for color in ("ink", "soft", "negative", "positive")}
        for each in (card, card._replace(from_right=True))
    ]
    for color, usual in boxes[0].items():
        mirrored = boxes[1][color]
        assert usual[1::2] == mirrored[1::2], "as high"
        assert abs(mirrored[2] - (SIZE[0] - usual[0])) <= 8, color
        assert abs(mirrored[0] - (SIZE[0] - usual[2])) <= 8, color
    assert boxes[1]["positive"][2] < boxes[1]["negative"][0]


@pytest.mark.parametrize("title", [LONG * 3, "A" * 300, "Donaudampfschifffahrt" * 15, "Short", "—", "A  b\nc\t"])
def test_any_title_stays_in_its_room(press: CardPress, title: str) -> None:
    left, top, right, bottom = ink_box(drawn(press, Card("The Archive", title, "2020")), "ink") or (0, 0, 0, 0)
    assert 76 <= left < right <= SIZE[0] - 70
    assert 150 <= top < bottom <= 515


def test_a_long_title_is_cut_at_a_word(press: CardPress) -> None:
    lines = press.lines_of(LONG * 6)[1]
    assert lines[-1].endswith("…")
    assert lines[-1][:-1].split()[-1] in LONG.split()
    size, lines = press.lines_of(LONG * 3)
    assert (size, " ".join(lines)) == (TITLE_SIZES[-1], (LONG * 3).strip()), "300 letters are shown in full"


@pytest.mark.parametrize("title", ["قنوات المريخ", "火星の運河", "Марс", "Moon 火", "Moon\x01", ""])
def test_a_title_that_the_face_cannot_set_leaves_the_card_to_the_site(press: CardPress, title: str) -> None:
    image = drawn(press, Card("The Archive", title, "", ()))
    plain = drawn(press, Card("The Archive"))
    assert image.tobytes() == plain.tobytes()
    assert ink_box(plain, "ink")


def test_words_that_cannot_be_set_are_left_out(press: CardPress) -> None:
    image = drawn(press, Card("火星", "Mars", "المقتطف", (Finding("mixed", "火"), Finding("none", "Not rated 1"))))
    assert ink_box(image, "ink")
    assert ink_box(image, "soft") is None
    assert ink_box(image, "mixed") is None
    assert ink_box(image, "none")


def test_letters_of_both_files_are_set(face: Face) -> None:
    assert face.can_set("Łódź, Šimić “and” Đorđe — Český")
    assert [place for place, _ in face.runs("aŁb")] == [0, 1, 0]
    assert face.width("Moon", 60) == pytest.approx(2 * face.width("Moon", 30))
    assert face.width("a b", 60) > face.width("a", 60) + face.width("b", 60)


def test_what_is_no_font_is_refused() -> None:
    with pytest.raises(OSError, match=r"."):
        Face([b"no font"])
