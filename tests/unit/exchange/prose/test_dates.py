from __future__ import annotations

import pytest

from site_builder.exchange.prose.dates import read_date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("March 3, 2021", "2021-03-03"),
        ("3 March 2021", "2021-03-03"),
        ("Sept. 9th, 2021", "2021-09-09"),
        ("2021-03-03", "2021-03-03"),
        ("2021-03-03T06:00:00Z", "2021-03-03"),
        ("Wednesday, 3 March 2021, 06:00", "2021-03-03"),
        ("Published: March 3, 2021 at 6:00 p.m.", "2021-03-03"),
        ("Posted on March 3, 2021", "2021-03-03"),
        ("March 2021", "2021-03"),
        ("on Thursday", ""),
        ("March 3", ""),
        ("2021", ""),
        ("February 30, 2021", ""),
        ("It rained on March 3, 2021.", ""),
        ("", ""),
    ],
)
def test_a_line_that_is_a_date(line: str, date: str) -> None:
    assert read_date(line) == date
