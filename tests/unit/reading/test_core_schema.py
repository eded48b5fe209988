from __future__ import annotations

import pytest

from site_builder.reading.core_schema import core_number, core_value
from site_builder.reading.yaml_source import YamlDocument


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0xfF", 255),
        ("1.", 1.0),
        ("-.5e-1", -0.05),
        ("1E2", 100.0),
    ],
)
def test_numbers(text: str, number: float) -> None:
    found = core_number(text)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "text", ["", "-", ".", "e1", "0b1", "0o8", "1_0", "1:30", ".inf", "-.Inf", ".nan", "1e999", "9" * 400, "٣"]
)
def test_what_is_no_number(text: str) -> None:
    assert core_number(text) is None


def test_free_values_follow_the_core_schema() -> None:
    document = YamlDocument(
        "{a: 1, b: 1.5, c: true, d: no, e: null, f: 'no', g: '1', h: [007, 0o7, 12:30, 2020-02-07, .inf, ~, 1_0], i: }",
        "f",
    )
    hard = [7, 7, "12:30", "2020-02-07", ".inf", None, "1_0"]
    values = {"a": 1, "b": 1.5, "c": True, "d": "no", "e": None, "f": "no", "g": "1", "h": hard, "i": None}
    assert core_value(document.value) == values
