from __future__ import annotations

import pytest

from site_builder.anchoring.anchor import anchor_article
from site_builder.model import AnnotatedArticle, Annotation, Body, Note, Piece, Target
from site_builder.quotations import Quotation, hanging_class, quotation
from tests.archives import note_of


def note_on(quote: str, text: str) -> Note:
    body = Body((Piece("text", text),), text=text)
    article = AnnotatedArticle("a.md", "a", "A", body=body, annotations=(Annotation("x", (Target(quote),), "claim"),))
    anchored, problems = anchor_article(article)
    assert problems == []
    return note_of(anchored.annotations[0], anchored)


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
    assert quotation(note_on(quote, text)) == expected


@pytest.mark.parametrize(
    ("words", "hung"),
    [
        ("“Bats” fly", "hangs"),
        ("„Fliegen“", "hangs"),
        ('"Bats" fly', "hangs"),
        ("‘Bats’ fly", "hangs-little"),
        (' <mark data-notes="x"><em>“Bats”</em></mark>', "hangs"),
        ("Bats “fly”", ""),
        ("’Tis", ""),
        ("'tis", ""),
        ("「蝙蝠」", ""),
        ("", ""),
    ],
)
def test_a_mark_at_the_beginning_hangs(words: str, hung: str) -> None:
    assert hanging_class(words) == hung
