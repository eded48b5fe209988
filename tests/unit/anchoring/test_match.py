from __future__ import annotations

from site_builder.anchoring.fold import fold
from site_builder.anchoring.match import match_target
from site_builder.model import Target


def test_a_match_knows_all_places_of_the_quote_and_those_between_the_right_words() -> None:
    match = match_target(fold("a rose is the rose, the rose"), Target("rose", prefix="the", occurrence=2))
    assert (match.found, match.left, match.place) == ([2, 14, 24], [14, 24], 24)


def test_places_that_overlap_are_all_found() -> None:
    assert match_target(fold("aaaa"), Target("aa")).found == [0, 1, 2]


def test_a_quote_without_words_is_found_nowhere() -> None:
    assert match_target(fold("a – b – c"), Target(" – ")).found == []


def test_white_space_between_prefix_and_quote_does_not_count() -> None:
    text = fold("half a day; sunday; sun day")
    assert match_target(text, Target("day", prefix="sun")).left == [15, 24]
    assert match_target(text, Target("day", prefix=" sun ")).left == [15, 24]
    assert match_target(text, Target("sun", suffix="day")).left == [12, 20]


def test_words_around_the_quote_are_compared_folded() -> None:
    assert match_target(fold("he said: «no» and left"), Target("no", prefix='said: "', suffix='"  and')).place == 10


def test_only_quotation_marks_and_dashes_decide_between_places() -> None:
    assert match_target(fold("1990–95 1990-95"), Target("1990-95")).place == 8
    assert match_target(fold("the\nrose the rose"), Target("the rose")).place is None
    assert match_target(fold("caf\u00e9 cafe\u0301"), Target("caf\u00e9")).place is None


def test_occurrence_counts_folded_places() -> None:
    assert match_target(fold("1990–95 1990-95"), Target("1990-95", occurrence=1)).place == 0
    assert match_target(fold("1990–95 1990-95"), Target("1990-95", occurrence=3)).place is None
    assert match_target(fold("1990–95 1990-95"), Target("1990-95", occurrence=0)).place is None
    assert match_target(fold("1990–95 1990-95"), Target("1990-95", occurrence=-1)).place is None
