"""The raw text of an article to its parts: title, deks, caption and credit, byline, date, dateline, paragraphs.

It decides by the shape of lines alone and never looks for statements; what it takes out of the text it returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from site_builder.exchange.prose.dates import Dates, read_date, read_dates, split_dates

_CREDIT_LABEL = r"(?i:(?:image|photo|photograph|picture|illustration|graphic)s?(?: credit)?(?::| by| courtesy of))"
_CAPTION_FORMS = (
    re.compile(rf"^(?P<caption>.*?) *[/|(\[] *{_CREDIT_LABEL} *(?P<credit>[^)\]]+?)[)\]]?$"),
    re.compile(rf"^(?P<caption>){_CREDIT_LABEL} *(?P<credit>.+)$"),
    re.compile(r"^(?i:caption): *(?P<caption>.+?)(?: *\((?P<credit>[^()]+)\))?$"),
)

_NAME_WORD = r"(?:[A-ZÀ-Þ][\w.’'-]*|de|da|del|la|van|von|der|bin|al)"
_NAME = rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:, and|,| and| &) {_NAME_WORD}(?: {_NAME_WORD}){{1,4}})*"
_LISTED_NAMES = rf"{_NAME}(?:(?:, {_NAME})*,? (?:and|&) {_NAME})?"
_INLINE_BYLINE = re.compile(rf"^\((?:[Bb]y )?(?P<authors>{_NAMES})[,;] (?P<outlet>[^()]{{2,80}})\) +(?=\S)")
_LINE_BYLINE = re.compile(
    r"^(?:(?P<before>[^|/•·]{2,60}?) *[|/•·] *)?(?:(?i:written|reported|story|words) )?"
    rf"(?i:by):? +(?P<authors>{_LISTED_NAMES})"
    r"(?:(?:,| *[|/•·–—]| (?:of|for)\b) *(?P<outlet>.{2,100}?))?\.?$"
)
# What stands before the job's noun: 'Gazette Senior Staff Writer' names an outlet, 'Statehouse Correspondent' does not.
_BEAT = (
    "senior|chief|special|political|foreign|city|general|assignment|staff|news|science|statehouse|health|business|education"
    "|crime|courts?|sports?|arts|environment|politics|world|local|metro|national|investigative"
)
_JOB = re.compile(
    rf"(?:^|\b)(?:(?:{_BEAT}) )*(?:staff|writer|reporter|correspondent|editor|columnist)s?$", re.IGNORECASE
)
_AUTHOR_SEPARATOR = re.compile(r", and | and | & |, ")

_DATELINE = re.compile(
    r"^(?P<dateline>[A-Z][A-Z’'.-]+(?:[ /-][A-Z][A-Z’'.-]*)*(?:, [^\W\d_][\w.]*(?: [A-Z][\w.]*)*?)?"
    r"(?:,? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?))?(?: \((?P<agency>[^()]{2,40})\))? *(?:—|–|--)) +(?=\S)"
)
_HAS_SENTENCE = re.compile(r"[.!?][”’\"')\]]*(?: |$)")
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]*$")

# A hard-wrapped text breaks its lines well below this width; a line that is a whole paragraph is mostly longer.
_WRAP_WIDTH = 100
# A longer line before the byline is a paragraph that lost its way and no dek.
_DEK_LENGTH = 300
# A longer line is a paragraph, and the patterns for headers would take long to find that out.
_HEADER_LENGTH = 1000
# Title, a few deks, caption, date: a byline that stands further down belongs to something else.
_HEADER_LINES = 10


class _Line(NamedTuple):
    block: int
    text: str


@dataclass(slots=True)
class Layout:
    """The parts of a raw article; one that the text does not have is empty. A dateline stands in its paragraph too."""

    title: str = ""
    deks: list[str] = field(default_factory=list)
    caption: str = ""
    credit: str = ""
    authors: list[str] = field(default_factory=list)
    outlet: str = ""
    date: str = ""
    updated: str = ""
    dateline: str = ""
    paragraphs: list[str] = field(default_factory=list)


def read_layout(text: str) -> Layout:
    """Return the parts of the raw text `text`; white space at the ends of a line is layout and is dropped."""
    lines = list(_lines(text))
    layout = Layout(title=lines[0].text if lines else "")
    position = 1
    while position < len(lines) and _read_header_line(layout, lines, position):
        position += 1
    for _, block in groupby(lines[position:], key=lambda line: line.block):
        layout.paragraphs += _unwrap([line.text for line in block])
    _read_first_paragraph(layout)
    return layout


def _lines(text: str) -> Iterator[_Line]:
    block = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            yield _Line(block, stripped)
        else:
            block += 1


def _read_header_line(layout: Layout, lines: list[_Line], position: int) -> bool:
    """Put the line into the layout, or return False where the body begins with it."""
    text = lines[position].text
    if len(text) > _HEADER_LENGTH or _INLINE_BYLINE.match(text) or _DATELINE.match(text):
        return False
    if byline := _LINE_BYLINE.match(text):
        _set_byline(layout, byline["authors"], byline["outlet"] or byline["before"] or "")
    elif layout.authors and not layout.outlet and _is_outlet(lines, position):
        _set_outlet(layout, text)
    elif caption := _read_caption(text):
        layout.caption, layout.credit = caption["caption"], caption["credit"] or ""
    elif any(dates := read_dates(text)):
        _set_dates(layout, dates)
    elif not layout.authors and _is_dek(lines, position):
        layout.deks.append(text)
    else:
        return False
    return True


def _read_caption(line: str) -> re.Match[str] | None:
    return next(filter(None, (form.match(line) for form in _CAPTION_FORMS)), None)


def _is_outlet(lines: list[_Line], position: int) -> bool:
    """Tell whether the line names the outlet or the author's job: it stands right below the byline or ends in a job."""
    text = lines[position].text
    if len(text) > _WRAP_WIDTH or _HAS_SENTENCE.search(text) or read_date(text):
        return False
    return lines[position].block == lines[position - 1].block or any(map(_JOB.search, text.split(",")))


def _is_dek(lines: list[_Line], position: int) -> bool:
    """Tell whether the line is a dek: a short one before a byline, or without one a line that is no sentence."""
    text = lines[position].text
    if len(text) > _DEK_LENGTH:
        return False
    following = [line.text for line in lines[position + 1 : _HEADER_LINES]]
    if any(_INLINE_BYLINE.match(line) or _LINE_BYLINE.match(line) for line in following):
        return True
    return bool(following) and not _SENTENCE_END.search(text) and lines[position + 1].block != lines[position].block


def _read_first_paragraph(layout: Layout) -> None:
    """Move a byline in parentheses out of the first paragraph, and note its dateline."""
    if not layout.paragraphs:
        return
    if byline := _INLINE_BYLINE.match(layout.paragraphs[0]):
        _set_byline(layout, byline["authors"], byline["outlet"])
        layout.paragraphs[0] = layout.paragraphs[0][byline.end() :]
    if dateline := _DATELINE.match(layout.paragraphs[0]):
        layout.dateline = dateline["dateline"]
        layout.outlet = layout.outlet or dateline["agency"] or ""
        layout.date = layout.date or read_date(dateline["date"] or "")


def _set_byline(layout: Layout, authors: str, outlet: str) -> None:
    layout.authors = [_name_case(name) for name in _AUTHOR_SEPARATOR.split(authors)]
    _set_outlet(layout, outlet)


def _set_outlet(layout: Layout, outlet: str) -> None:
    named, dates = split_dates(outlet)
    layout.outlet = _without_job(named)
    _set_dates(layout, dates)


def _set_dates(layout: Layout, dates: Dates) -> None:
    layout.date, layout.updated = dates.published or layout.date, dates.updated or layout.updated


def _without_job(outlet: str) -> str:
    """Return 'Gazette' for 'Gazette Staff Writer' and for 'Science reporter, Gazette'."""
    parts = [_JOB.sub("", part).strip() for part in outlet.split(",")]
    return ", ".join(part for part in parts if part)


def _name_case(name: str) -> str:
    """Return a name set in capitals as one writes it: it is a label of the site, not a part of the text."""
    return name.title() if name.isupper() and len(name) > 3 else name


def _unwrap(block: list[str]) -> list[str]:
    """Return the paragraphs of lines without a blank line: one where the lines look wrapped, else one a line."""
    wrapped = all(len(line) <= _WRAP_WIDTH for line in block) and any(
        not _SENTENCE_END.search(line) for line in block[:-1]
    )
    return [" ".join(block)] if wrapped else block
