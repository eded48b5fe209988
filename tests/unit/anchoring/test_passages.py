from __future__ import annotations

import re
from typing import Any

import pytest

from site_builder.anchoring.passages import find_passage
from site_builder.model import AnnotatedArticle, Body, Passage, Piece, Span, Target

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


def article_of(text: Body, **fields: Any) -> AnnotatedArticle:
    return AnnotatedArticle(**{"file": "a.md", "slug": "a", "title": "A", **fields}, body=text)


def passage(quote: str, text: Body = BODY, **fields: Any) -> Passage:
    start = text.text.index(quote)
    span = Span("body", start, start + len(quote))
    return find_passage(article_of(text, **fields), (Target(quote),), (span,))


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


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("He left. At St. Louis he held it up. He smiled.", "At St. Louis ", "."),
        ("So it is. Philip A. S. Franklin he held it up, Dr. Wood. Then", "Philip A. S. Franklin ", ", Dr. Wood."),
        ("Das war so. Am 30. Oktober he held it up am 3. Mai. Dann", "Am 30. Oktober ", " am 3. Mai."),
        ("That was in 1912. Then he held it up. Most.", "Then ", "."),
    ],
)  # fmt: skip
def test_a_full_stop_within_a_sentence_does_not_end_it(text: str, before: str, after: str) -> None:
    article = AnnotatedArticle("a.md", "a", "A", body=Body((Piece("text", text),), text=text))
    start = text.index("he held it up")
    passage = find_passage(article, (Target("he held it up"),), (Span("body", start, start + 13),))
    assert passage == (before, ("he held it up",), after)


def test_a_long_sentence_is_cut_at_a_space() -> None:
    words = "word " * 100 + "HERE" + " word" * 100
    before, _, after = passage("HERE", Body((Piece("text", words),), text=words))
    assert re.fullmatch("…(word )+", before)
    assert re.fullmatch("( word)+…", after)
    assert max(len(before), len(after)) < 170


def test_the_text_of_an_excerpt_is_not_shown_around_its_words() -> None:
    assert passage("moon", excerpt_only=True) == Passage("", ("moon",), "")


def test_words_that_stand_in_several_places_or_outside_the_text_stand_alone() -> None:
    article = article_of(BODY, title="The moon")
    body, title = Span("body", 0, 6), Span("title", 4, 8)
    targets = (Target("Before"), Target("moon", part="title"))
    assert find_passage(article, targets, (body, title)) == Passage("", ("Before", "moon"), "")
    assert find_passage(article, targets[1:], (title,)) == Passage("", ("moon",), "")


def test_words_without_a_place_are_as_the_editor_wrote_them() -> None:
    assert find_passage(article_of(BODY), (Target("Befor"), Target("it")), ()) == Passage("", ("Befor", "it"), "")
