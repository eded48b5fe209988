from __future__ import annotations

import json

import pytest

from site_builder.searching.numbers import write_numbers
from tests.unit.searching.conftest import RunJavascript


def test_numbers_are_read_as_they_were_written(run_javascript: RunJavascript) -> None:
    numbers = [*range(5000), 61_439, 61_440, 10**6, 2**40]
    text = write_numbers(numbers)
    assert run_javascript("(text) => siteSearch.numbersIn(text)", text) == numbers
    assert json.dumps(text) == f'"{text}"'


def test_small_numbers_are_short() -> None:
    assert [len(write_numbers([number])) for number in (0, 59, 60, 1979, 1980)] == [1, 1, 2, 2, 3]


def test_no_number_is_negative() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        write_numbers([3, -1])
