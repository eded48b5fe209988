"""A paragraph to its quotations: the outermost pairs of quotation marks, curly or straight, double or single.

It tells marks from apostrophes by their neighbours and never judges whether a quotation is somebody's statement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

# Stands for every character of a quotation in a masked paragraph: a private-use character, so no text has a reason to.
MASK = "\uf8ff"

_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»"}
_PUNCTUATION = ",.?!…;:—–"


class Quotation(NamedTuple):
    """The span of a quotation with its marks. An open one goes on in the next paragraph and has no closing mark."""

    start: int
    end: int
    is_open: bool = False

    def moved(self, offset: int) -> Quotation:
        """Return the quotation in a text that has `offset` characters before this one."""
        return Quotation(self.start + offset, self.end + offset, self.is_open)

    def words(self, text: str) -> tuple[int, int]:
        """Return the span of the words between the marks, without a comma that only joins them to their attribution."""
        start, end = self.start + 1, self.end - (0 if self.is_open else 1)
        while end > start and (text[end - 1] == "," or text[end - 1].isspace()):
            end -= 1
        return start, end


def find_quotations(text: str, next_paragraph: str = "") -> list[Quotation]:
    """Return the outermost quotations in text order; `next_paragraph` tells whether an unclosed one goes on there."""
    openings = [i for i, character in enumerate(text) if character in _CLOSING and _opens(text, i)]
    closings = {mark: [i for i in _places(text, mark) if _may_close(text, i)] for mark in set(_CLOSING.values())}
    found: list[Quotation] = []
    for index, opening in enumerate(openings):
        if found and opening < found[-1].end:
            continue
        mark = text[opening]
        places = closings[_CLOSING[mark]]
        first = bisect_right(places, opening + 1)
        candidates = places[first : first + 1]
        if mark in "‘'":
            limit = next((openings[i] for i in range(index + 1, len(openings)) if text[openings[i]] == mark), len(text))
            candidates = _without_possessives(text, places[first : bisect_right(places, limit)])
        if candidates:
            found.append(Quotation(opening, candidates[0] + 1))
        elif mark in '“"«' and next_paragraph.startswith(mark):
            return [*found, Quotation(opening, len(text), is_open=True)]
    return found


def mask_quotations(text: str, quotations: list[Quotation]) -> str:
    """Return a text of the same length in which quotations cannot be read: patterns see what stands around them."""
    masked = list(text.replace(MASK, "\ufffd"))
    for quotation in quotations:
        masked[quotation.start : quotation.end] = MASK * (quotation.end - quotation.start)
    return "".join(masked)


def _opens(text: str, position: int) -> bool:
    if text[position] not in _CLOSING or position + 1 >= len(text) or text[position + 1].isspace():
        return False
    return position == 0 or text[position - 1].isspace() or text[position - 1] in "([—–-“‘/"


def _places(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _may_close(text: str, position: int) -> bool:
    """Tell whether the mark can close: an apostrophe inside a word, or a mark after a space, cannot."""
    following = text[position + 1 : position + 2]
    return not following.isalnum() and not text[position - 1].isspace()


def _without_possessives(text: str, candidates: list[int]) -> list[int]:
    """Drop candidates like the one in ‘the officers’ claims,’ where a better one comes before the next opening mark."""
    for index, candidate in enumerate(candidates):
        is_possessive = text[candidate - 1] in "sS" and text[candidate + 1 : candidate + 2] == " "
        if not (is_possessive and any(text[i - 1] in _PUNCTUATION for i in candidates[index + 1 :])):
            return candidates[index:]
    return []
