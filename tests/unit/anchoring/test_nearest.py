from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.anchoring.fold import fold
from site_builder.anchoring.nearest import Difference, find_nearest

TEXT = (
    "The bank said that prices rose by 3.5% in May, and that wages would not follow before the summer. "
    "Nobody asked why."
)


def nearest(quote: str, text: str = TEXT) -> tuple[str, list[Difference]]:
    folded = fold(text)
    found = find_nearest(folded, fold(quote))
    assert found is not None
    return folded.plain[found.start : found.end], list(found.differences)


@pytest.mark.parametrize(
    ("quote", "passage", "differences"),
    [
        ("prices fell by 3.5% in May", "prices rose by 3.5% in May", [("fell", "rose")]),
        ("rose by 35% in May", "rose by 3.5% in May", [("35%", "3.5%")]),
        ("wages would follow before the summer", "wages would not follow before the summer", [("", "not")]),
        ("wages would certainly not follow", "wages would not follow", [("certainly", "")]),
        (
            "Prices rose by 3.4% in June",
            "prices rose by 3.5% in May",
            [("Prices", "prices"), ("3.4%", "3.5%"), ("June", "May")],
        ),
        ("the summer; nobody asked", "the summer. Nobody asked", [("; nobody", ". Nobody")]),
        ("wages would *not* follow", "wages would not follow", [("*", ""), ("*", "")]),
        ("NOBODY ASKED WHY", "Nobody asked why", [("NOBODY ASKED WHY", "Nobody asked why")]),
    ],
)
def test_the_passage_and_the_differing_words(quote: str, passage: str, differences: list[tuple[str, str]]) -> None:
    assert nearest(quote) == (passage, differences)


def test_the_words_are_shown_as_they_are_written() -> None:
    assert nearest('said "yes, now"', "He said “yes, soon” and left.") == ("said “yes, soon”", [("now", "soon")])


def test_a_long_quote_is_compared_as_well() -> None:
    words = [f"word{number}" for number in range(400)]
    text = " ".join(words)
    quote = " ".join(words[20:200]).replace("word77 ", "sword ")
    assert nearest(quote, text)[1] == [("sword", "word77")]


def test_the_fewest_differing_words_count_not_the_fewest_letters() -> None:
    text = "It was not full: 35% of it was lit."
    assert nearest("It was full", text) == ("It was not full", [("", "not")])


@pytest.mark.parametrize("quote", ["The ministers were told of another plan", "zzz", "字", "t"])
def test_nothing_is_like_it(quote: str) -> None:
    assert find_nearest(fold(TEXT.upper()), fold(quote)) is None


@pytest.mark.parametrize(
    ("quoted", "found", "weighs"),
    [
        ("35%", "3.5%", True),
        ("", "not", True),
        ("can", "can’t", True),
        ("can", "can't", True),
        ("", "nicht", True),
        ("10", "10²", True),
        ("fell", "rose", False),
        ("3.5%,", "3.5%", False),
        ("notable", "note", False),
    ],
)
def test_numbers_and_negations_weigh(quoted: str, found: str, weighs: bool) -> None:
    assert Difference(quoted, found).weighs == weighs


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_any_text_has_an_answer(text: str, quote: str) -> None:
    folded = fold(text)
    found = find_nearest(folded, fold(quote))
    if found:
        assert 0 <= found.start < found.end <= len(folded.text)
