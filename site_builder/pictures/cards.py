"""The picture that stands for a page where a link to it is shared: its words, set in the text face of the site.

Comes in: a Card and the files of a font face. Goes out: a PNG, the same for the same card, face and version of Pillow.
A text of which the face lacks a letter (Arabic, Chinese, …) is not drawn: letters that are missing or stand alone that
should be joined would be worse than a card without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from site_builder.pictures.library import import_pillow

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
"""Width and height in pixels: what Facebook, LinkedIn and others show in full (ogp.me names no size)."""

RECIPE = 2
"""To be raised when cards are drawn in another way."""

MARGIN = 80
COLUMN = SIZE[0] - 2 * MARGIN - 10
TITLE_SIZES = (84, 76, 68, 60, 54, 48, 44, 40)
TITLE_ROOM = 348
"""Pixels of height for the title: five lines of 60, or seven of 40."""

LEADING = 1.2
MEASURED = 60
"""The size in pixels in which words are measured; in another one they are as much wider, but for a hundredth."""

SMALL = 30
SHADES = 16
"""Steps from the paper to a color at the edge of a letter: more cannot be seen, and cost a third more bytes."""

PAPER = (252, 252, 250)
COLORS = {
    "ink": (28, 32, 38),
    "soft": (86, 91, 99),
    "rule": (220, 220, 214),
    "positive": (37, 103, 72),
    "mixed": (133, 88, 10),
    "negative": (162, 53, 43),
    "neutral": (70, 88, 122),
    "none": (93, 95, 99),
}
"""The light palette of css/base.css."""


class Finding(NamedTuple):
    """How many claims have a verdict; the tone is one of COLORS."""

    tone: str
    text: str


class Card(NamedTuple):
    """What a card shows; `title` is all of a title, however long it is. From right to left it is a mirror image."""

    site: str
    title: str = ""
    origin: str = ""
    findings: tuple[Finding, ...] = ()
    from_right: bool = False


class Face:
    """A face in several files, of which the first that has a letter gives it. Raises OSError for what is no font."""

    def __init__(self, files: Sequence[bytes]) -> None:
        self._files = files
        self._fonts: dict[int, list[FreeTypeFont]] = {}
        self._places: dict[str, int | None] = {}
        self._widths: dict[str, float] = {}
        self._missing = [self._draw_letter(font, "\uffff") for font in self.fonts(SMALL)]

    def fonts(self, size: int) -> list[FreeTypeFont]:
        """Return the fonts of the files in a size in pixels."""
        if size not in self._fonts:
            fonts = import_pillow("ImageFont")
            self._fonts[size] = [fonts.truetype(BytesIO(data), size) for data in self._files]
        return self._fonts[size]

    def can_set(self, text: str) -> bool:
        """Tell whether the face has all letters of a text."""
        return all(self._place(letter) is not None for letter in text)

    def runs(self, text: str) -> list[tuple[int, str]]:
        """Return a text in runs of letters that stand in one file, each with the file's place."""
        runs: list[tuple[int, str]] = []
        for letter in text:
            place = self._place(letter) or 0
            if runs and runs[-1][0] == place:
                runs[-1] = (place, runs[-1][1] + letter)
            else:
                runs.append((place, letter))
        return runs

    def width(self, text: str, size: int) -> float:
        """Return how wide a text is in a size, both in pixels, to a hundredth: its words are measured once."""
        words = text.split(" ")
        return size / MEASURED * (sum(map(self._measure, words)) + (len(words) - 1) * self._measure("\u00a0"))

    def _measure(self, word: str) -> float:
        if word not in self._widths:
            fonts = self.fonts(MEASURED)
            self._widths[word] = sum(fonts[place].getlength(run) for place, run in self.runs(word))
        return self._widths[word]

    def _place(self, letter: str) -> int | None:
        if letter not in self._places:
            fonts = enumerate(self.fonts(SMALL))
            found = (place for place, font in fonts if self._draw_letter(font, letter) != self._missing[place])
            self._places[letter] = 0 if letter == " " else next(found, None)
        return self._places[letter]

    @staticmethod
    def _draw_letter(font: FreeTypeFont, letter: str) -> tuple[object, bytes]:
        try:
            mask = font.getmask(letter)
        except RuntimeError:  # of a control character alone Raqm makes no line
            mask = font.getmask("\uffff")
        return mask.size, bytes(mask)


class CardPress:
    """Draws cards in one face."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._image = import_pillow("Image")
        self._draw = import_pillow("ImageDraw")
        self._icons: dict[str, Image] = {}

    def draw(self, card: Card) -> bytes:
        """Return a card as PNG, without the words that cannot be set; the site's name stands for a title."""
        site, title, origin = (" ".join(text.split()) for text in card[:3])
        sheet = self._image.new("P", SIZE, 0)
        sheet.putpalette(self._palette)
        self._fill(sheet, "rule", (MARGIN, 138, SIZE[0] - MARGIN, 140))
        texts = [text for text in (title, site) if text and self._face.can_set(text)]
        if texts:
            self._title(sheet, texts[0], card.from_right)
        if texts[1:]:
            self._line(sheet, "soft", MARGIN, 84, self._cut(texts[1], 34, COLUMN), 34, card.from_right)
        if self._face.can_set(origin):
            self._line(sheet, "soft", MARGIN, 508, self._cut(origin, SMALL, COLUMN), SMALL, card.from_right)
        findings = [finding for finding in card.findings if self._face.can_set(finding.text)]
        self._findings(sheet, findings, card.from_right)
        buffer = BytesIO()
        sheet.save(buffer, "PNG", compress_level=4)
        return buffer.getvalue()

    def _title(self, sheet: Image, title: str, from_right: bool) -> None:
        size, lines = self.lines_of(title)
        for number, line in enumerate(lines):
            self._line(sheet, "ink", MARGIN, 160 + round(number * size * LEADING), line, size, from_right)

    def lines_of(self, title: str) -> tuple[int, list[str]]:
        """Return the largest size in pixels in which a title has room, and its lines, the last one cut if need be."""
        size = next((size for size in TITLE_SIZES if self._has_room(title, size)), TITLE_SIZES[-1])
        lines, most = self._wrap(title, size), int(TITLE_ROOM / (size * LEADING))
        if len(lines) > most:
            lines = [*lines[: most - 1], self._cut(" ".join(lines[most - 1 :]), size, COLUMN)]
        return size, lines

    def _has_room(self, title: str, size: int) -> bool:
        lines = self._wrap(title, size)
        is_low = len(lines) * size * LEADING <= TITLE_ROOM
        return is_low and all(self._face.width(line, size) <= COLUMN for line in lines)

    def _wrap(self, text: str, size: int) -> list[str]:
        """Return a text in lines that are no wider than the column, but where one word is; a long word is cut."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if line and self._face.width(longer, size) > COLUMN:
                lines.append(line)
                longer = word
            while self._face.width(longer, size) > COLUMN and size == TITLE_SIZES[-1]:
                fitting = self._fitting(longer, size, COLUMN)
                lines.append(longer[:fitting])
                longer = longer[fitting:]
            line = longer
        return [*lines, line] if line else lines

    def _fitting(self, text: str, size: int, width: float) -> int:
        """Return how many letters of a text fit, one at least."""
        count = len(text)
        while count > 1 and self._face.width(text[:count], size) > width:
            count -= 1
        return count

    def _cut(self, text: str, size: int, width: float) -> str:
        if self._face.width(text, size) <= width:
            return text
        short = text[: self._fitting(text, size, width - self._face.width("…", size))]
        return f"{short.rpartition(' ')[0] or short}…"

    def _findings(self, sheet: Image, findings: Sequence[Finding], from_right: bool) -> None:
        start = float(MARGIN)
        for finding in findings:
            end = start + 40 + self._face.width(finding.text, SMALL)
            if end > SIZE[0] - MARGIN:
                return
            icon = self._icon(finding.tone)
            self._put(sheet, finding.tone, icon, (_left(round(start), icon.width, from_right), 564))
            self._line(sheet, finding.tone, round(start + 40), 558, finding.text, SMALL, from_right)
            start = end + 44

    # ---------------------------------------------------------------- ink on paper

    @cached_property
    def _palette(self) -> list[int]:
        shades = [
            tuple(round(paper + (ink - paper) * shade / (SHADES - 1)) for paper, ink in zip(PAPER, color, strict=True))
            for color in COLORS.values()
            for shade in range(SHADES)
        ]
        return [part for shade in shades for part in shade]

    def _line(self, sheet: Image, color: str, start: int, top: int, text: str, size: int, from_right: bool) -> None:
        fonts, x = self._face.fonts(size), 4.0
        length = round(self._face.width(text, size))
        width = min(length + size, SIZE[0])
        ink = self._image.new("L", (width, 2 * size), 0)
        pen = self._draw.Draw(ink)
        for place, run in self._face.runs(text):
            pen.text((x, 0), run, 255, fonts[place])
            x += fonts[place].getlength(run)
        self._put(sheet, color, ink, (_left(start, length, from_right) - 4, top))

    def _put(self, sheet: Image, color: str, ink: Image, place: tuple[int, int]) -> None:
        """Lay ink of one color on the sheet; `ink` tells how much of it is at each pixel, from 0 to 255."""
        base = list(COLORS).index(color) * SHADES
        levels = [base + (level * (SHADES - 1) + 127) // 255 for level in range(256)]
        sheet.paste(ink.point(levels), place, ink.point([0] * 9 + [255] * 247))

    def _fill(self, sheet: Image, color: str, box: tuple[int, int, int, int]) -> None:
        sheet.paste(list(COLORS).index(color) * SHADES + SHADES - 1, box)

    def _icon(self, tone: str) -> Image:
        """Return the shape of a tone as in macros/finding.html, drawn large and made small, for smooth edges."""
        if tone not in self._icons:
            large = self._image.new("L", (128, 128), 0)
            pen = self._draw.Draw(large)
            if tone == "none":
                for start in range(0, 360, 36):
                    pen.arc((14, 14, 114, 114), start, start + 16, 255, 12)
            else:
                pen.ellipse((14, 14, 114, 114), outline=255, width=12)
            if tone == "mixed":
                pen.pieslice((14, 14, 114, 114), -90, 90, 255)
            for stroke in _STROKES.get(tone, ()):
                pen.line(stroke, 255, 12, joint="curve")
            self._icons[tone] = large.resize((30, 30), self._image.Resampling.LANCZOS)
        return self._icons[tone]


def _left(start: int, width: int, from_right: bool) -> int:
    """Return where something begins at the left that is as wide, and begins so far from the edge where lines begin."""
    return SIZE[0] - start - width if from_right else start


_STROKES: dict[str, tuple[tuple[int, ...], ...]] = {
    "positive": ((41, 66, 57, 83, 87, 47),),
    "negative": ((45, 45, 83, 83), (83, 45, 45, 83)),
    "neutral": ((40, 64, 88, 64),),
}
"""Lines within the circle, by x and y of their points."""
