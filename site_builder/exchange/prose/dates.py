"""A line that is nothing but a date to the form that content-format.md wants: a day or a month with its year.

A day of the week alone, or a day without a year, is no date: the reader does not guess.
"""

from __future__ import annotations

import re
from datetime import date

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
_LABEL = r"(?:(?:first )?(?:published|posted)|date|dated)(?: on)?:? +"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +"
_TIME = r"(?:,| at| \||T| -)* *\d{1,2}[:.]\d{2}.{0,12}"
_LINES = tuple(re.compile(rf"(?:{_LABEL})?(?:{_WEEKDAY})?{form}(?:{_TIME})?\.?", re.IGNORECASE) for form in _FORMS)


def read_date(line: str) -> str:
    """Return the date that the whole line is, as 2019-12-03 or 2019-12; the empty text where it is none."""
    for form in _LINES:
        if match := form.fullmatch(line.strip()):
            return _iso(match.groupdict())
    return ""


def _iso(found: dict[str, str | None]) -> str:
    month = int(found.get("number") or _MONTHS.index((found.get("month") or "")[:3].lower()) + 1)
    day = int(found.get("day") or 0)
    try:
        whole = date(int(found["year"] or 0), month, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7]
