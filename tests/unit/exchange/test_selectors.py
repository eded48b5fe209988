from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.exchange.article import Target
from site_builder.exchange.selectors import PartText


@pytest.mark.parametrize(
    ("text", "quote", "nth", "target"),
    [
        ("It rose and fell.", "rose", 0, Target("rose", 3)),
        ("It rose. They rose.", "rose", 0, Target("rose", 3, prefix="It")),
        ("It rose. They rose.", "rose", 1, Target("rose", 14, prefix="They")),
        ("It rose fast. It rose slowly.", "rose", 0, Target("rose", 3, suffix="fast.")),
        ("It rose.\nIt rose.", "rose", 1, Target("rose", 12, occurrence=2)),
        ('It’s “so”. It\'s "so".', "It’s", 0, Target("It’s", 0, suffix="“so”. It's")),
        ("aaa", "aa", 1, Target("aa", 1, prefix="a")),
    ],
)
def test_the_least_that_tells_places_apart(text: str, quote: str, nth: int, target: Target) -> None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    assert PartText(text).select(start, start + len(quote)) == target


@given(st.text("ab “\"’'\n", min_size=1), st.data())
def test_the_target_finds_its_place(text: str, data: st.DataObject) -> None:
    from site_builder.anchoring.fold import fold
    from site_builder.anchoring.match import match_target
    from site_builder.model import Target as ModelTarget

    spans = [(i, j) for i in range(len(text)) for j in range(i + 1, len(text) + 1) if _is_quotable(text[i:j])]
    if not spans:
        return
    start, end = data.draw(st.sampled_from(spans))
    target = PartText(text).select(start, end)
    assert target.quote == text[start:end]
    folded = fold(text)
    match = match_target(folded, ModelTarget(target.quote, target.prefix, target.suffix, target.occurrence or None))
    assert match.place is not None
    assert folded.unfold(match.place, match.place + len(match.selector.text.quote)) == (start, end)


def _is_quotable(quote: str) -> bool:
    return any(map(str.isalnum, quote)) and quote == quote.strip()
