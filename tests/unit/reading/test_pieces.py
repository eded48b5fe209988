from __future__ import annotations

from site_builder.model import LineStart, Piece
from site_builder.reading.pieces import PieceStream, html_of


def test_pieces_of_one_kind_are_joined_and_blocks_are_parted() -> None:
    stream = PieceStream()
    stream.open_block("<ul>")
    stream.open_block("<li>")
    stream.line(1)
    stream.text("a")
    stream.text("&")
    stream.close_block("", stop=True)
    stream.close_block("</li>", stop=False)
    stream.open_block("<li>")
    stream.close_block("</li>", stop=False)
    stream.close_block("</ul>", stop=False)
    stream.line(3)
    stream.open_block()
    stream.text("b")
    body = stream.body(())
    assert body.pieces == (
        Piece("markup", "<ul><li>"),
        Piece("text", "a&"),
        Piece("stop", ""),
        Piece("markup", "</li>"),
        Piece("gap", "\n"),
        Piece("markup", "<li></li></ul>"),
        Piece("gap", "\n"),
        Piece("text", "b"),
    )
    assert body.text == "a&\n\nb"
    assert body.lines == (LineStart(0, 1), LineStart(4, 3))
    assert html_of(body) == "<ul><li>a&amp;</li>\n<li></li></ul>\nb"
