"""Collects the pieces of a rendered text and, beside them, its plain text and where its lines begin.

In go markup, text and the ends of blocks in reading order, out comes a Body. Nothing here knows Markdown.
"""

from __future__ import annotations

from html import escape

from site_builder.model import Body, Heading, Html, LineStart, Piece, PieceKind


class PieceStream:
    """A text under construction."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._kind: PieceKind = "markup"
        self._parts: list[str] = []
        self._plain: list[str] = []
        self._length = 0
        self._lines: list[LineStart] = []
        self._gap_is_due = False
        self._gaps: list[int] = []

    def markup(self, html: str) -> None:
        """Add tags."""
        if self._kind != "markup":
            self._finish("markup")
        self._parts.append(html)

    def text(self, text: str) -> None:
        """Add characters that a reader sees."""
        if self._kind != "text":
            self._finish("text")
        self._parts.append(text)
        self._plain.append(text)
        self._length += len(text)

    def open_block(self, html: str = "") -> None:
        """Begin a block: white space parts it from the block before."""
        if self._gap_is_due:
            self._gap_is_due = False
            self._finish("gap")
            self._gaps.append(self._length)
            self._parts.append("\n")
            self._plain.append("\n")
            self._length += 1
        self.markup(html)

    def close_block(self, html: str, *, stop: bool) -> None:
        """End a block; the notes of the words so far may stand here where `stop` is set."""
        self.markup(html)
        self._gap_is_due = True
        if stop:
            self._finish("markup")
            self._pieces.append(Piece("stop", ""))

    def line(self, line: int) -> None:
        """Say that the text from here on stands in a line of the file."""
        self._lines.append(LineStart(self._length + self._gap_is_due, line))

    def body(self, headings: tuple[Heading, ...]) -> Body:
        """Return what was collected."""
        self._finish("markup")
        return Body(tuple(self._pieces), tuple(self._gaps), tuple(self._lines), headings, text="".join(self._plain))

    def _finish(self, next_kind: PieceKind) -> None:
        value = "".join(self._parts)
        if value:
            self._pieces.append(Piece(self._kind, value))
        self._parts = []
        self._kind = next_kind


def html_of(body: Body) -> Html:
    """Return the markup of a text that no annotation will cut."""
    return Html("".join(escape(value, quote=False) if kind == "text" else value for kind, value in body.pieces))
