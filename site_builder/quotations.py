"""The words of a note as they are set where they stand alone."""

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
