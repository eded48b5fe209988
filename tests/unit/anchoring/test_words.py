from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.anchoring.words import cuts_word, has_words, word_around


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("un|sink|able", True),
        ("can|’|t", True),
        ("can|'|t", True),
        ("1|,|300", True),
        ("3|.|5", True),
        ("1|٬|300", True),
        ("10|²", True),
        ("rise|\u0338", True),
        ("می|\u200c|خواهم", True),
        ("क|ी", True),
        ("|whole|", False),
        ("a |word| b", False),
        ("well|-|known", False),
        ("end|.| Next", False),
        ("end|,|next", False),
        ("a|, |b", False),
        ("|“|word|”|", False),
        ("3|%", False),
        ("=|\u0338", False),
        ("价格|上涨|了", False),
        ("増税|しない", False),
        ("서울|에서", False),
        ("ราคา|ขึ้น", False),
        ("NASA|的", False),
        ("👩|\u200d|🚀", False),
    ],
)
def test_cuts_word(text: str, cuts: bool) -> None:
    parts = text.split("|")
    whole = "".join(parts)
    ends = [len("".join(parts[:count])) for count in range(1, len(parts))]
    assert [cuts_word(whole, end) for end in ends] == [cuts] * len(ends)


@given(st.text(), st.data())
def test_any_offset_has_an_answer(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    word = word_around(text, at)
    assert word in text
    assert bool(word) == cuts_word(text, at)


@pytest.mark.parametrize(
    ("text", "cut", "word"),
    [("an unsinkable ship", 5, "unsinkable"), ("it cost 1,300.50!", 10, "1,300.50"), ("can’t go", 3, "can’t")],
)
def test_word_around(text: str, cut: int, word: str) -> None:
    assert word_around(text, cut) == word


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("a", True),
        ("٣", True),
        ("字", True),
        ("🎉", True),
        ("≠", True),
        ("— “”…!", False),
        (" \n", False),
        ("", False),
        ("\u0301\u200d", False),
    ],
)
def test_has_words(text: str, has: bool) -> None:
    assert has_words(text) == has
