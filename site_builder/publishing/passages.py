"""The words that a note is about, with the rest of the sentence around them.

Comes in: a note. Goes out: a Passage of plain text. Text that is not published is not shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from site_builder.model import Body, Note, Span


class Passage(NamedTuple):
    """The words of a note's targets with what stands around them in the article."""

    before: str
    words: tuple[str, ...]
    after: str


_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\s")
_CONTEXT = 160
"""How many characters on each side are searched for the bounds of the sentence around a quote."""


class Quotation(NamedTuple):
    """The words of a note as a quotation: whether they bring quotation marks and begin within a sentence."""

    words: str
    has_marks: bool
    begins_within: bool


_MARKS = re.compile('["“„”«»「『]')


def quotation(note: Note) -> Quotation:
    """Return the words of a note as they are set where they stand alone."""
    words = note.annotation.quote
    has_marks = bool(_MARKS.search(words))
    begins_within = words[:1].islower() and bool(find_passage(note).before.strip())
    return Quotation(words, has_marks, begins_within)


def find_passage(note: Note) -> Passage:
    """Return the quoted words as the article has them, and the rest of the sentence around them.

    The words alone where the article's text is not published or the note has several targets.
    """
    spans = note.annotation.spans
    article = note.article
    if not spans:
        return Passage("", tuple(target.quote for target in note.annotation.targets), "")
    words = tuple(_words(article.text_of(span.part), span) for span in spans)
    if article.excerpt_only or len(spans) > 1 or spans[0].part != "body":
        return Passage("", words, "")
    text, span = article.body.text, spans[0]
    low, high = _block_around(article.body, span)
    return Passage(_end_of(text[low : span.start]), words, _start_of(text[span.end : high]))


def _block_around(body: Body, span: Span) -> tuple[int, int]:
    """Return the bounds of the blocks that a span stands in: from the last gap before it to the first one after it."""
    before = bisect_left(body.gaps, span.start)
    after = bisect_left(body.gaps, span.end)
    low = body.gaps[before - 1] + 1 if before else 0
    high = body.gaps[after] if after < len(body.gaps) else len(body.text)
    return low, high


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _end_of(before: str) -> str:
    """Return the last sentence of what stands before a quote, cut where it is long."""
    near = before[-_CONTEXT:]
    ends = [match.end() for match in _SENTENCE_END.finditer(near)]
    if ends:
        return near[ends[-1] :]
    return near if len(near) == len(before) else f"…{near.partition(' ')[2]}"


def _start_of(after: str) -> str:
    """Return the first sentence of what stands after a quote, cut where it is long."""
    near = after[:_CONTEXT]
    match = _SENTENCE_END.search(near)
    if match:
        return near[: match.end()].rstrip()
    return near if len(near) == len(after) else f"{near.rpartition(' ')[0]}…"
