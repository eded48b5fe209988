from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.anchoring.anchor import anchor_article
from site_builder.anchoring.words import has_words
from site_builder.model import Target
from site_builder.workbench.selectors import QuotableText
from tests.unit.anchoring.plain_article import plain_article


@pytest.mark.parametrize(
    ("text", "quote", "nth", "target"),
    [
        ("It rose and fell.", "rose", 0, Target("rose")),
        ("It rose. They rose.", "rose", 0, Target("rose", prefix="It")),
        ("It rose. They rose.", "rose", 1, Target("rose", prefix="They")),
        ("It rose fast. It rose slowly.", "rose", 0, Target("rose", suffix="fast.")),
        ("I saw it rise, too. I saw it rise, he said.", "rise", 1, Target("rise", prefix="too. I saw it")),
        ("It rose.\nIt rose.", "rose", 1, Target("rose", occurrence=2)),
        # A quotation mark is easily typed otherwise: that alone does not tell two places apart.
        ('It’s “so”. It\'s "so".', "It’s", 0, Target("It’s", suffix="“so”. It's")),
        ("so\xadlid – so\xadlid", "so\xadlid", 0, Target("so\xadlid", suffix="–")),
        ("aaa", "aa", 1, Target("aa", prefix="a")),
    ],
)
def test_the_least_that_tells_places_apart(text: str, quote: str, nth: int, target: Target) -> None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    assert QuotableText(text).select(start, start + len(quote)) == target


def test_the_part_is_kept() -> None:
    title = QuotableText("It rose.\nIt rose.", "title")
    assert title.select(3, 7) == Target("rose", occurrence=1, part="title")
    assert title.select(3, 8).part == "title"


@pytest.mark.parametrize(("start", "end"), [(0, 1), (1, 2), (0, 2)])
def test_no_accent_is_left_behind(start: int, end: int) -> None:
    assert QuotableText("e\u0301 or e").select(start, end) == Target("e\u0301")


def test_a_span_without_words_gives_its_characters() -> None:
    assert QuotableText("It rose …").select(8, 9) == Target("…")


@given(st.text("ab “\"’'–-\n\xad", min_size=1), st.data())
def test_a_build_finds_the_span_again(text: str, data: st.DataObject) -> None:
    spans = [(i, j) for i in range(len(text)) for j in range(i + 1, len(text) + 1) if has_words(text[i:j])]
    if not spans:
        return
    start, end = data.draw(st.sampled_from(spans))
    target = QuotableText(text).select(start, end)
    article, problems = anchor_article(plain_article(text, target))
    assert target.quote == text[start:end]
    assert [problem for problem in problems if problem.severity == "error"] == []
    (span,) = article.annotations[0].spans
    assert start <= span.start < span.end <= end
    assert (text[start : span.start] + text[span.end : end]).strip(" \n\xad") == ""
