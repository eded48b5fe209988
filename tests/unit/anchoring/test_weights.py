from __future__ import annotations

import pytest

from site_builder.anchoring.weights import weights_of


@pytest.mark.parametrize(
    ("quoted", "found", "weights"),
    [
        ("35", "3.5", ("number",)),
        ("10", "10²", ("number",)),
        ("half of", "a third of", ("number",)),
        ("twenty-one", "twenty-two", ("number",)),
        ("three", "", ("number",)),
        ("can", "can’t", ("negation",)),
        ("", "not", ("negation",)),
        ("Truman won", "Dewey won", ("name",)),
        ("in May", "in June", ("name", "date")),
        ("on monday", "on friday", ("date",)),
        ("5 km", "5 miles", ("unit",)),
        ("$5", "€5", ("number", "unit")),
        ("5%", "5", ("number", "unit")),
        ("3.5%,", "3.5%", ()),
        ("rose", "fell", ()),
        ("“Dewey”", "Dewey,", ()),
        ("نصف", "ثلث", ("number",)),
        ("沒", "有", ("negation",)),
    ],
)
def test_what_differs_is_named(quoted: str, found: str, weights: tuple[str, ...]) -> None:
    assert weights_of(quoted, found) == weights
    assert weights_of(found, quoted) == weights
