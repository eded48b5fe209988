"""The plural rules against the samples of whole numbers that Unicode CLDR gives with them.

Samples: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html (cardinals), from
common/supplemental/plurals.xml.
"""

from __future__ import annotations

import pytest

from site_builder.plurals import CATEGORIES, PLURALS

SAMPLES = {
    "other": {"other": "0-15 100 1000 10000 100000 1000000"},
    "one-other": {"one": "1", "other": "0 2-16 100 1000 10000 100000 1000000"},
    "none-or-one-other": {"one": "0 1", "other": "2-17 100 1000 10000 100000"},
    "arabic": {
        "zero": "0",
        "one": "1",
        "two": "2",
        "few": "3-10 103-110 1003",
        "many": "11-26 111 1011",
        "other": "100-102 200-202 300-302 400-402 500-502 600 1000 10000 100000 1000000",
    },
    "hebrew": {"one": "1", "two": "2", "other": "0 3-17 100 1000 10000 100000 1000000"},
    "czech": {"one": "1", "few": "2-4", "other": "0 5-19 100 1000 10000 100000 1000000"},
    "polish": {
        "one": "1",
        "few": "2-4 22-24 32-34 42-44 52-54 62 102 1002",
        "many": "0 5-19 100 1000 10000 100000 1000000",
    },
    "russian": {
        "one": "1 21 31 41 51 61 71 81 101 1001",
        "few": "2-4 22-24 32-34 42-44 52-54 62 102 1002",
        "many": "0 5-19 100 1000 10000 100000 1000000",
    },
}


def numbers(samples: str) -> list[int]:
    """Return the numbers of samples such as "0 3-17 100"."""
    ranges = [sample.partition("-") for sample in samples.split()]
    return [number for first, _, last in ranges for number in range(int(first), int(last or first) + 1)]


@pytest.mark.parametrize("rule", PLURALS)
def test_a_rule_has_the_categories_of_its_samples(rule: str) -> None:
    categories, category = PLURALS[rule]
    assert categories == tuple(name for name in CATEGORIES if name in SAMPLES[rule])
    found = {name: {category(number) for number in numbers(samples)} for name, samples in SAMPLES[rule].items()}
    assert found == {name: {name} for name in SAMPLES[rule]}


def test_every_rule_has_samples() -> None:
    assert PLURALS.keys() == SAMPLES.keys()
