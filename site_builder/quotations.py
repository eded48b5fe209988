"""The words of a note as they are set where they stand alone, and quotation marks that hang before their line."""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.model import Note


class Quotation(NamedTuple):
    """The words of a note as a quotation: whether they bring quotation marks and begin within a sentence."""

    words: str
    has_marks: bool
    begins_within: bool


_MARKS = re.compile('["“„”«»「『]')


def quotation(note: Note) -> Quotation:
    """Return the words of a note as they are set where they stand alone."""
    annotation = note.annotation
    words = annotation.quote
    has_marks = bool(_MARKS.search(words))
    begins_within = words[:1].islower() and bool(annotation.passage.before.strip())
    return Quotation(words, has_marks, begins_within)


_HANGING = {
    "“": "hangs",
    "„": "hangs",
    '"': "hangs",
    "«": "hangs",
    "‘": "hangs-little",
    "‚": "hangs-little",
    "‹": "hangs-little",
}
"""The class of a line that begins with a mark: a double one is about twice as wide as a single one. A straight single
one is an apostrophe as often, and the marks of Chinese and Japanese are as wide as a letter."""

_BEGINNING = re.compile(r"(?:<[^>]*>|\s)*(.)")


def hanging_class(words: str) -> str:
    """Return the class of a line with these words, which may be markup: one that hangs its first mark, or ''."""
    first = _BEGINNING.match(words)
    return _HANGING.get(first[1], "") if first else ""
