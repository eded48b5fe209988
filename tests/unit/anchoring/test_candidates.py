from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.anchoring.candidates import MOST, Candidate, find_candidates
from site_builder.anchoring.fold import fold
from site_builder.anchoring.part_text import PartText
from site_builder.model import Part, Target

BODY = (
    "Spending fell by 3.5% last year, and it was not expected. The mayor, Jane Doe, said so in May.\n"
    'Spending rose by 4% the year before, and it was expected. It is "over", said the clerk; it (really) is.'
)


def candidates(target: Target, body: str = BODY, title: str = "The moon") -> list[Candidate]:
    texts: dict[Part, str] = {"body": body, "title": title, "dek": "", "caption": ""}

    @cache
    def text_of(part: Part) -> PartText:
        return PartText(part, fold(texts[part]), part)

    return find_candidates(text_of, target)


def folded(quote: str, body: str = BODY, **selector: str) -> list[str]:
    return [one.words for one in candidates(Target(quote, **selector), body) if one.is_folded]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("it was *not* expected", "it was not expected"),
        ("It is over, said the clerk", 'It is "over", said the clerk'),
        ("it really is", "it (really) is"),
        ("by 3.5% last year; and", "by 3.5% last year, and"),
    ],
)
def test_the_same_words_with_other_signs_are_folded(quote: str, words: str) -> None:
    assert folded(quote) == [words]


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("it was expected", "it was not expected"),
        ("fell by 35% last", BODY),
        ("fell by 3,5% last", BODY),
        ("a change of -5 points", "a change of 5 points"),
        ("at 10² degrees", "at 102 degrees"),
        ("the Polish vote", "the polish vote"),
        ("it's over", "its over"),
        ("they re-sign", "they resign"),
        ("He said so?", "He said so!"),
        ("paid $5 more", "paid 5 more"),
        ("one (or) two", "one or two, one, or two"),
        ("now - or never", "now or never"),
    ],
)
def test_other_words_numbers_and_places_are_never_folded(quote: str, body: str) -> None:
    assert folded(quote, body) == []


def test_the_words_around_a_folded_place_must_be_there_too() -> None:
    assert folded("it was *not* expected", prefix="last year, and") == ["it was not expected"]
    assert folded("it was *not* expected", prefix="last “year” and", suffix="the mayor") == []
    assert folded("it was *not* expected", prefix="last “year” and", suffix="The mayor") == ["it was not expected"]


def test_folded_words_in_another_part_are_offered_only() -> None:
    (found,) = candidates(Target("The “moon”"), "Nothing.")
    assert (found.span.part, found.words, found.is_folded) == ("title", "The moon", False)


def test_passages_are_ranked_with_their_differences_and_what_weighs() -> None:
    first, second = candidates(Target("Spending fell by 35% last year"))
    assert first.words == "Spending fell by 3.5% last year"
    assert [(run.kind, run.text) for run in first.runs] == [
        ("same", "Spending fell by"),
        ("quote", "35%"),
        ("article", "3.5%"),
        ("same", "last year"),
    ]
    assert "number" in first.weights
    assert second.words.startswith("Spending rose by 4%")
    assert first.likeness > second.likeness


def test_a_name_and_a_date_are_pointed_out() -> None:
    (found,) = candidates(Target("The mayor, John Doe, said so in June"))
    assert found.weights == ("name", "date")


def test_words_that_stand_elsewhere_than_their_prefix_says_are_offered_with_their_places() -> None:
    found = candidates(Target("Spending", prefix="and"))
    assert [one.after[:6] for one in found] == [" fell ", " rose "]
    assert not any(one.is_folded for one in found)


@pytest.mark.parametrize("quote", ["zzz", "…", "The ministers were told of another plan"])
def test_nothing_like_it_gives_no_candidate(quote: str) -> None:
    assert candidates(Target(quote), BODY.upper()) == []


@given(st.text(max_size=80), st.text(min_size=1, max_size=20))
def test_any_text_has_an_answer_with_true_places(body: str, quote: str) -> None:
    found = candidates(Target(quote), body, "")
    assert len(found) <= MOST
    if quote not in body:
        places = sorted((one.span.start, one.span.end) for one in found)
        assert all(first[1] <= second[0] for first, second in pairwise(places))
    for one in found:
        assert fold(body[one.span.start : one.span.end]).plain.strip(" ") == one.words.strip(" ")
