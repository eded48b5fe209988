from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.anchoring.anchor import anchor_article
from site_builder.anchoring.words import has_words
from site_builder.model import Target
from site_builder.workbench.places import QuotePlaces
from tests.unit.anchoring.plain_article import plain_article

# Every word stands often, whole and within others, so that each way of looking for a quote is taken.
WORDS = st.sampled_from("a b ab ba aba rose rosehip prose “a” a\u0301 a\xa0b a\xadb".split(" "))


@pytest.mark.parametrize(
    ("text", "quote", "nth", "target"),
    [
        ("It rose and fell.", "rose and", 0, Target("rose and")),
        ("It rose. They rose.", "rose", 1, Target("rose", prefix="They")),
        ("It rose too. " * 9, "It rose too.", 6, Target("It rose too.", occurrence=7)),
        ("Prose and primroses. It rose and fell.", "rose and", 1, Target("rose and", prefix="It")),
        (f"It rose. {'It fell. ' * 7000}It rose.", "It rose.", 1, Target("It rose.", occurrence=2)),
    ],
)
def test_words_tell_few_places_apart_and_a_number_many(text: str, quote: str, nth: int, target: Target) -> None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    assert QuotePlaces(text).select(start, start + len(quote)) == target


@given(st.lists(WORDS, min_size=1, max_size=150).map(" ".join), st.data())
@example("a b " * 60, None)
def test_a_build_finds_the_span_again(text: str, data: st.DataObject | None) -> None:
    start = data.draw(st.integers(0, len(text) - 1)) if data else 4
    end = data.draw(st.integers(start + 1, len(text))) if data else 7
    quote = text[start:end]
    if (
        quote != quote.strip()
        or not has_words(quote)
        or {"\u0301", "\xad"} & {quote[0], quote[-1], text[end : end + 1]}
    ):
        return
    article, problems = anchor_article(plain_article(text, QuotePlaces(text).select(start, end)))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert article.annotations[0].spans == (("body", start, end),)
