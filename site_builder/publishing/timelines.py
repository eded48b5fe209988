"""When somebody's claims were made: one lane a verdict, one column a span of years or a month.

Comes in: notes. Goes out: counts for templates/macros/charts.html to draw and to print as a table. Never a share, a
rank or an average, and nothing about pixels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from site_builder.model import Date, Note
from site_builder.publishing.tallies import Count, sort_of

MOST_COLUMNS = 12
"""At 390 px twelve columns are 28 px wide each: as narrow as a circle with two figures and a year of four may stand."""

YEARS_A_COLUMN = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""How many years a column may stand for; the fewest that make no more than MOST_COLUMNS are taken."""


class Column(NamedTuple):
    """A span of time: `label` names it in full ("1901-1905"), `start` is what stands below its column."""

    label: str
    start: str


class Lane(NamedTuple):
    """How many claims have a verdict (or none), in all dated columns and in each."""

    of: Count
    counts: tuple[int, ...]


class Timeline(NamedTuple):
    """The lanes and columns; `most` is the largest number of any cell, `undated` how many claims stand in none.

    `year` is that of all columns where they are months, "" where they are years; so that words below columns do not
    touch, only each `labelled`th is to have one.
    """

    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    most: int
    undated: int
    year: str
    labelled: int


class _Scale(NamedTuple):
    columns: tuple[Column, ...]
    column_of: Callable[[Date], int]
    labelled: int
    year: str = ""


def timeline_of(notes: Sequence[Note], counts: Iterable[Count], months: Sequence[str]) -> Timeline | None:
    """Return the timeline of some claims, None where their dates do not tell two apart.

    `counts` are the counts of their verdicts, `months` what the twelve months are called below a column.
    """
    dated = [(note, note.said_on) for note in notes if note.said_on]
    scale = _scale({date for _, date in dated}, months)
    if not scale:
        return None
    cells = Counter((sort_of(note), scale.column_of(date)) for note, date in dated)
    lanes = tuple(
        Lane(count, tuple(cells[count.sort, column] for column in range(len(scale.columns)))) for count in counts
    )
    return Timeline(scale.columns, lanes, max(cells.values()), len(notes) - len(dated), scale.year, scale.labelled)


def _scale(dates: set[Date], months: Sequence[str]) -> _Scale | None:
    years = {date.year for date in dates}
    if len(years) > 1:
        return _years(min(years), max(years))
    if len({date.month for date in dates}) > 1 and all(date.month for date in dates):
        columns = tuple(Column(month, month) for month in months)
        return _Scale(columns, lambda date: (date.month or 1) - 1, 3, str(*years))
    return None


def _years(first: int, last: int) -> _Scale:
    """Return columns of so many years that they are few enough; each begins with a multiple of that number."""
    each = next(
        (step for step in YEARS_A_COLUMN if last // step - first // step < MOST_COLUMNS), last // MOST_COLUMNS + 1
    )
    starts = range(first // each * each, last + 1, each)
    columns = tuple(Column(f"{start}" if each == 1 else f"{start}–{start + each - 1}", f"{start}") for start in starts)
    return _Scale(columns, lambda date: (date.year - starts[0]) // each, 1 if len(columns) <= 6 else 2)
