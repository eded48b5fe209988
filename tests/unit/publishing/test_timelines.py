"""Timelines: which columns there are, and what stands in them."""

from __future__ import annotations

import pytest

from site_builder.model import Annotation, Date, Note, Target, Verdict
from site_builder.publishing.tallies import count_note_verdicts
from site_builder.publishing.timelines import MOST_COLUMNS, Timeline, timeline_of
from tests.archives import note_of
from tests.wording import ENGLISH

VERDICTS = {"true": Verdict("true", "True"), "false": Verdict("false", "False")}


def said(date: Date | None, verdict: str = "", *, checkable: bool = True) -> Note:
    annotation = Annotation("a", (Target("x"),), "claim", said_on=date, verdict=verdict, checkable=checkable)
    return note_of(annotation, verdicts=VERDICTS)


def timeline(*notes: Note) -> Timeline | None:
    return timeline_of(notes, count_note_verdicts(notes, VERDICTS, ENGLISH), ENGLISH.language.months)


def test_a_lane_is_a_verdict_and_a_column_a_year() -> None:
    found = timeline(
        said(Date(2001), "false"), said(Date(2003, 2), "false"), said(Date(2003), "true"), said(Date(2003), "true"),
        said(None, "true"), said(Date(2001)), said(Date(2001), checkable=False),
    )  # fmt: skip
    assert found
    assert [column.label for column in found.columns] == ["2001", "2002", "2003"]
    assert [(lane.of.label, lane.counts) for lane in found.lanes] == [
        ("True", (0, 0, 2)), ("False", (1, 0, 1)), ("Not rated", (1, 0, 0)), ("Not checkable", (1, 0, 0)),
    ]  # fmt: skip
    assert (found.most, found.undated, found.year) == (2, 1, "")


def test_within_a_year_columns_are_months() -> None:
    found = timeline(said(Date(1835, 8, 21)), said(Date(1835, 9)))
    assert found
    assert (found.year, [column.label for column in found.columns]) == ("1835", list(ENGLISH.language.months))
    assert [place for place, number in enumerate(found.lanes[0].counts) if number] == [7, 8]


@pytest.mark.parametrize(
    "dates",
    [(), (None, None), (Date(1835), Date(1835)), (Date(1835, 8), Date(1835, 8, 3)), (Date(1835, 8), Date(1835))],
    ids=["none", "undated", "one year", "one month", "a month and a year"],
)
def test_dates_that_tell_nothing_apart_have_no_timeline(dates: tuple[Date | None, ...]) -> None:
    assert timeline(*map(said, dates)) is None


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (2001, 2012, [str(year) for year in range(2001, 2013)]),
        (2001, 2013, ["2000–2001", "2002–2003", "2004–2005", "2006–2007", "2008–2009", "2010–2011", "2012–2013"]),
        (1835, 1918, [f"{year}–{year + 9}" for year in range(1830, 1911, 10)]),
        (33, 2024, ["0–199", *(f"{year}–{year + 199}" for year in range(200, 2001, 200))]),
    ],
)
def test_a_column_has_as_many_years_as_keep_columns_few(first: int, last: int, labels: list[str]) -> None:
    found = timeline(said(Date(first)), said(Date(last)))
    assert found
    assert [column.label for column in found.columns] == labels
    assert len(labels) <= MOST_COLUMNS
    assert (found.lanes[0].counts[0], found.lanes[0].counts[-1]) == (1, 1)


def test_every_span_of_years_has_few_columns() -> None:
    for last in range(2, 9999, 13):
        found = timeline(said(Date(1)), said(Date(last)))
        assert found
        assert 1 < len(found.columns) <= MOST_COLUMNS or last < 12
        assert sum(found.lanes[0].counts) == 2
