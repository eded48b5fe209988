"""Collects the pieces of a rendered text and, beside them, its plain text and where its lines begin.

In go markup, text and the ends of blocks in reading order, out comes a Body. Nothing here knows Markdown.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from site_builder.model import Body, Heading, Html, LineStart, Piece

_GAP = Piece("gap", "\n")
_STOP = Piece("stop", "")


@lru_cache(maxsize=256)
def _tags(html: str) -> Piece:
    """Return a piece of markup: one for all places that have the same, for an archive holds `<p>` a million times."""
    return Piece("markup", html)


class PieceStream:
    """A text under construction; of `_markup` and `_words`, what the piece to come holds, one at least is empty."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._markup = ""
        self._words: list[str] = []
        self._length = 0
        self._lines: list[LineStart] = []
        self._gap_is_due = False
        self._gaps: list[int] = []

    def markup(self, html: str) -> None:
        """Add tags."""
        if self._words:
            self._finish()
        self._markup += html

    def text(self, text: str) -> None:
        """Add characters that a reader sees."""
        if text:
            if self._markup:
                self._pieces.append(_tags(self._markup))
                self._markup = ""
            self._words.append(text)
            self._length += len(text)

    def open_block(self, html: str = "") -> None:
        """Begin a block: white space parts it from the block before."""
        if self._gap_is_due:
            self._gap_is_due = False
            self._finish()
            self._pieces.append(_GAP)
            self._gaps.append(self._length)
            self._length += 1
        self.markup(html)

    def close_block(self, html: str, *, stop: bool) -> None:
        """End a block; the notes of the words so far may stand here where `stop` is set."""
        self.markup(html)
        self._gap_is_due = True
        if stop:
            self._finish()
            self._pieces.append(_STOP)

    def line(self, line: int) -> None:
        """Say that the text from here on stands in a line of the file."""
        self._lines.append(LineStart(self._length + self._gap_is_due, line))

    def body(self, headings: tuple[Heading, ...]) -> Body:
        """Return what was collected."""
        self._finish()
        text = "".join([value for kind, value in self._pieces if kind in {"text", "gap"}])
        return Body(tuple(self._pieces), tuple(self._gaps), tuple(self._lines), headings, text=text)

    def _finish(self) -> None:
        if self._words:
            self._pieces.append(Piece("text", "".join(self._words)))
            self._words.clear()
        elif self._markup:
            self._pieces.append(_tags(self._markup))
            self._markup = ""


def html_of(body: Body) -> Html:
    """Return the markup of a text that no annotation will cut."""
    return Html("".join(escape(value, quote=False) if kind == "text" else value for kind, value in body.pieces))
