from __future__ import annotations

import re
from dataclasses import replace

import pytest
from site_builder.publishing.passages import Passage, Quotation, find_passage, quotation

from site_builder.model import AnnotatedArticle, Annotation, Body, Note, Piece, Span, Target

BODY = Body(
    pieces=(
        Piece("markup", "<p>"),
        Piece("text", "Before it all. She said the\nmoon has bats. Then she left."),
        Piece("markup", "</p>"),
        Piece("gap", "\n"),
        Piece("text", "Next."),
    ),
    gaps=(57,),
    text="Before it all. She said the\nmoon has bats. Then she left.\nNext.",
)


def note_on(quote: str, text: Body = BODY, **changes: bool) -> Note:
    start = text.text.index(quote)
    annotation = Annotation("x", (Target(quote),), "claim", spans=(Span("body", start, start + len(quote)),))
    return Note(annotation, replace(AnnotatedArticle("a.md", "a", "A", body=text), **changes), 1)  # type: ignore[arg-type]  # the test names the fields


def passage(quote: str, text: Body = BODY, **changes: bool) -> Passage:
    return find_passage(note_on(quote, text, **changes))


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("moon has bats", "She said the\n", "."),
        ("She said", "", " the\nmoon has bats."),
        ("all. She", "Before it ", " said the\nmoon has bats."),
        ("she left.", "Then ", ""),
        ("Next.", "", ""),
    ],
)
def test_a_passage_is_the_sentence_around_the_words(quote: str, before: str, after: str) -> None:
    assert passage(quote) == Passage(before, (quote,), after)


def test_a_long_sentence_is_cut_at_a_space() -> None:
    words = "word " * 100 + "HERE" + " word" * 100
    before, _, after = passage("HERE", Body((Piece("text", words),), text=words))
    assert re.fullmatch("…(word )+", before)
    assert re.fullmatch("( word)+…", after)
    assert max(len(before), len(after)) < 170


def test_the_text_of_an_excerpt_is_not_shown_around_its_words() -> None:
    assert passage("moon", excerpt_only=True) == Passage("", ("moon",), "")


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("She said bats fly.", "bats fly", Quotation("bats fly", has_marks=False, begins_within=True)),
        ("bats fly at noon.", "bats fly", Quotation("bats fly", has_marks=False, begins_within=False)),
        ("She said Bats fly.", "Bats fly", Quotation("Bats fly", has_marks=False, begins_within=False)),
        ("She said “bats” fly.", "“bats” fly", Quotation("“bats” fly", has_marks=True, begins_within=False)),
    ],
)
def test_words_that_stand_alone(text: str, quote: str, expected: Quotation) -> None:
    assert quotation(note_on(quote, Body((Piece("text", text),), text=text))) == expected
