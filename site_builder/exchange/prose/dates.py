"""The dates of a header to the form that content-format.md wants: a day or a month with its year.

They fill a line of their own or stand between the separators of a byline. A day of the week alone, or a day without a
year, is no date: the reader does not guess.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = (
    rf"{_YEAR}-(?P<number>\d{{2}})-{_DAY}",
    rf"{_MONTH} {_DAY},? {_YEAR}",
    rf"{_DAY} {_MONTH},? {_YEAR}",
    rf"{_MONTH},? {_YEAR}",
)
_LABEL = r"(?:(?:first )?(?:published|posted)|date|dated|(?P<updated>(?:last )?(?:updated|modified)))(?: on| at)?:? +"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +"
_CLOCK = r"\d{1,2}[:.]\d{2}[^,;|]{0,12}?"
_WHOLE_FORMS = tuple(
    rf"(?:{_LABEL})?(?:{_CLOCK},? +(?:on )?)?(?:{_WEEKDAY})?{form}(?:(?:,| at|T| -)* *{_CLOCK})?\.?" for form in _FORMS
)
_LINES = tuple(re.compile(form, re.IGNORECASE) for form in _WHOLE_FORMS)
_BETWEEN_DATES = re.compile(r" *[|;•·/] *|(?<!last),? +\(?(?=(?:last )?(?:updated|modified)\b)", re.IGNORECASE)

# A line '1984' may be a heading, but after the outlet a year is the article's.
_BYLINE_FORMS = (*_WHOLE_FORMS, r"(?<!\d, )(?P<year>(?:1[6-9]|20)\d\d)")
_IN_BYLINE = tuple(
    re.compile(rf"(?:^|[,;|/•·–—(]| on\b) *{form}(?: *\)|(?= *(?:[,;|/•·–—(]|$)))", re.IGNORECASE)
    for form in _BYLINE_FORMS
)
_SEPARATORS = " ,;|/•·–—"


class Dates(NamedTuple):
    """When an article was published and when it was last changed; one that is not told is empty."""

    published: str = ""
    updated: str = ""


def read_date(line: str) -> str:
    """Return the date that the whole line is, as 2019-12-03 or 2019-12; the empty text where it is none."""
    dates = read_dates(line)
    return dates.published or dates.updated


def read_dates(line: str) -> Dates:
    """Return the dates of a line that has nothing else: 'Published 3 March 2021 | Updated 4 March 2021'."""
    dates = Dates()
    for piece in _BETWEEN_DATES.split(line.strip()):
        match = next(filter(None, (form.fullmatch(piece.rstrip(" )")) for form in _LINES)), None)
        if match is None or not (found := _iso(match.groupdict())):
            return Dates()
        dates = dates._replace(updated=found) if match["updated"] else dates._replace(published=found)
    return dates


def split_dates(byline: str) -> tuple[str, Dates]:
    """Return what a byline says without its dates, and these: 'Gazette' and 2021-03-03 of 'Gazette, 3 March 2021'."""
    dates = Dates()
    for form in _IN_BYLINE:
        while (match := form.search(byline)) and (found := _iso(match.groupdict())):
            is_update = bool(match.groupdict().get("updated"))
            dates = dates._replace(updated=found) if is_update else dates._replace(published=found)
            byline = (byline[: match.start()] + byline[match.end() :]).strip(_SEPARATORS)
    return byline, dates


def _iso(found: dict[str, str | None]) -> str:
    year, day = found["year"] or "", int(found.get("day") or 0)
    if not (found.get("number") or found.get("month")):
        return year
    month = int(found.get("number") or _MONTHS.index((found.get("month") or "")[:3].lower()) + 1)
    try:
        whole = date(int(year), month, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]
