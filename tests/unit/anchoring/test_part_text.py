from __future__ import annotations

import pytest

from site_builder.anchoring.fold import fold
from site_builder.anchoring.part_text import PartText, shorten
from site_builder.model import LineStart, Span
from tests.unit.anchoring.plain_article import plain_article

ARTICLE = plain_article("It  rose\xad high.\nIt set.", title="The  Moon")
BODY = PartText.from_article(ARTICLE, "body")
TITLE = PartText.from_article(ARTICLE, "title")


def test_places_are_counted_in_the_folded_text_and_spans_in_the_article() -> None:
    assert BODY.folded.text == "It rose high. It set."
    assert BODY.span(3, 7) == Span("body", 4, 8)
    assert TITLE.span(4, 8) == Span("title", 5, 9)


@pytest.mark.parametrize(("start", "line"), [(0, 1), (12, 1), (14, 2), (20, 2)])
def test_the_body_has_lines(start: int, line: int) -> None:
    assert BODY.line_of(start) == line
    assert BODY.place(start) == f"line {line} of article.md"


def test_other_parts_have_none() -> None:
    assert TITLE.line_of(0) is None
    assert TITLE.place(0) == "the title"


def test_what_stands_before_the_first_line_counts_to_it() -> None:
    text = PartText("body", fold("one two"), "a.md", (LineStart(2, 9), LineStart(4, 10)))
    assert text.line_of(0) == 9


@pytest.mark.parametrize(
    ("start", "end", "context", "shown"),
    [
        (3, 7, 25, "line 1: It [rose] high. It set."),
        (3, 7, 6, "line 1: It [rose] high.…"),
        (14, 16, 7, "line 2: …high. [It] set."),
        (4, 6, 1, "line 1: …r[os]e…"),
    ],
)
def test_a_place_is_shown_among_whole_words(start: int, end: int, context: int, shown: str) -> None:
    assert BODY.show(start, end, context) == shown


def test_quotation_marks_are_shown_as_they_were() -> None:
    assert PartText("body", fold("He said “no” twice"), "a.md").show(8, 12) == "He said [“no”] twice"


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [("as long", 7, "as long"), ("a little longer", 8, "a li … nger"), ("one and two", 8, "one … two")],
)
def test_the_middle_is_left_out(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short
