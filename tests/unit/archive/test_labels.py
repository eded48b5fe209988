from __future__ import annotations

import hashlib
from collections import Counter
from typing import NamedTuple

import pytest

from site_builder.archive.labels import LabelUse, assign_slugs, choose_spellings
from site_builder.problems import Location
from site_builder.urls import fold_label, slugify


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Budget", "budget"),
        ("The Sun (New York)", "the-sun-new-york"),
        ("Élysée — Paris", "élysée-paris"),
        ("STRASSE/Straße", "strasse-strasse"),
        ("ﬁnance", "finance"),
        ("Москва 2020", "москва-2020"),
        ("हिन्दी", "हिन्दी"),
        ("  --  ", ""),
        ("!!!", ""),
        ("اتفاق السلام", "اتفاق-السلام"),
    ],
)
def test_slugify(label: str, slug: str) -> None:
    assert slugify(label) == slug


def test_a_slug_that_cannot_stand_alone_gets_a_digest() -> None:
    def six_digits(label: str) -> str:
        return hashlib.sha256(label.encode()).hexdigest()[:6]

    labels = [fold_label(label) for label in ["!!!", "NUL", "A.I.", "A I"]]
    slugs = assign_slugs(labels)
    assert slugs["!!!"] == f"-{six_digits('!!!')}"
    assert slugs["nul"] == f"nul-{six_digits('nul')}"
    assert sorted([slugs["a.i."], slugs["a i"]]) == ["a-i", f"a-i-{six_digits('a.i.')}"]


def test_a_long_label_keeps_its_beginning_and_gets_a_digest() -> None:
    first, second = "漢" * 90, "漢" * 91
    slugs = assign_slugs([first, second])
    assert [len(slug.encode()) for slug in slugs.values()] == [205, 205]
    assert len(set(slugs.values())) == 2


def test_slugs_do_not_depend_on_the_order_of_labels() -> None:
    labels = ["a.i.", "a i", "a-i", "b"]
    assert assign_slugs(labels) == assign_slugs(labels[::-1])
    assert assign_slugs(labels)["a-i"] == "a-i"


class Line(NamedTuple):
    """What a label was written on."""

    location: Location


def test_the_most_frequent_spelling_is_shown_and_the_others_are_told() -> None:
    uses = [
        LabelUse(text, Line(Location("a.md", line)))
        for line, text in enumerate(["Budget", "budget", "Budget"], start=1)
    ]
    shown, problems = choose_spellings(Counter(use.text for use in uses), "topic", lambda: uses)
    assert shown == {"budget": "Budget"}
    assert [(problem.severity, problem.code, problem.location.line) for problem in problems] == [
        ("warning", "label-spelling", 2)
    ]
