from __future__ import annotations

import pytest

from site_builder.exchange.prose.dates import Dates, read_date, read_dates, split_dates


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


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Published March 3, 2021", Dates("2021-03-03")),
        ("Updated: 3 March 2021, 6:00 p.m.", Dates("", "2021-03-03")),
        ("Last updated 9:15 a.m. ET, March 3, 2021", Dates("", "2021-03-03")),
        ("Published March 3, 2021 | Updated March 4, 2021 10:30 a.m. ET", Dates("2021-03-03", "2021-03-04")),
        ("Published 3 March 2021 (updated 4 March 2021)", Dates("2021-03-03", "2021-03-04")),
        ("Published March 3, 2021 | By Ann Bee", Dates()),
        ("Updated plans were shown on March 3, 2021", Dates()),
    ],
)
def test_when_it_was_published_and_updated(line: str, dates: Dates) -> None:
    assert read_dates(line) == dates


@pytest.mark.parametrize(
    ("byline", "outlet", "dates"),
    [
        ("Daily, March 3, 2021", "Daily", Dates("2021-03-03")),
        ("Daily; 2021-03-03", "Daily", Dates("2021-03-03")),
        ("Daily, Wednesday, 3 March 2021 at 6:00 p.m.", "Daily", Dates("2021-03-03")),
        ("March 3, 2021 | The Echo", "The Echo", Dates("2021-03-03")),
        ("The Echo on 3 March 2021", "The Echo", Dates("2021-03-03")),
        ("Daily, Published March 3, 2021 (updated March 4, 2021)", "Daily", Dates("2021-03-03", "2021-03-04")),
        ("Daily, March 2021", "Daily", Dates("2021-03")),
        ("Daily, 2021", "Daily", Dates("2021")),
        ("Route 2021", "Route 2021", Dates()),
        ("Daily, March 3", "Daily, March 3", Dates()),
        ("Daily, February 30, 2021", "Daily, February 30, 2021", Dates()),
        ("The March 3, 2021 Club", "The March 3, 2021 Club", Dates()),
    ],
)
def test_a_date_in_a_byline_is_not_the_outlet(byline: str, outlet: str, dates: Dates) -> None:
    assert split_dates(byline) == (outlet, dates)
