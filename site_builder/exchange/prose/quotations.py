"""A paragraph to its quotations: the outermost pairs of quotation marks, curly or straight, double or single.

It tells marks from apostrophes by their neighbours and never judges whether a quotation is somebody's statement.
"""

from __future__ import annotations

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

    def words(self, text: str) -> tuple[int, int]:
        """Return the span of the words between the marks, without a comma that only joins them to their attribution."""
        start, end = self.start + 1, self.end - (0 if self.is_open else 1)
        while end > start and text[end - 1] in ", ":
            end -= 1
        return start, end


def find_quotations(text: str, next_paragraph: str = "") -> list[Quotation]:
    """Return the outermost quotations in text order; `next_paragraph` tells whether an unclosed one goes on there."""
    found: list[Quotation] = []
    position = 0
    while position < len(text):
        if _opens(text, position):
            mark = text[position]
            end = _closing_position(text, position)
            if end is not None:
                found.append(Quotation(position, end + 1))
                position = end
            elif mark in "“\"«" and next_paragraph.startswith(mark):
                return [*found, Quotation(position, len(text), is_open=True)]
        position += 1
    return found


def mask_quotations(text: str, quotations: list[Quotation]) -> str:
    """Return a text of the same length in which the quotations cannot be read, so that patterns see what is around them."""
    masked = list(text.replace(MASK, "\ufffd"))
    for quotation in quotations:
        masked[quotation.start : quotation.end] = MASK * (quotation.end - quotation.start)
    return "".join(masked)


def _opens(text: str, position: int) -> bool:
    if text[position] not in _CLOSING or position + 1 >= len(text) or text[position + 1].isspace():
        return False
    return position == 0 or text[position - 1].isspace() or text[position - 1] in "([—–-“‘/"


def _closing_position(text: str, opening: int) -> int | None:
    closing = _CLOSING[text[opening]]
    candidates = [i for i in range(opening + 2, len(text)) if text[i] == closing and _may_close(text, i)]
    if closing in "’'":
        candidates = _without_possessives(text, opening, candidates)
    return candidates[0] if candidates else None


def _may_close(text: str, position: int) -> bool:
    """Tell whether the mark can close: an apostrophe inside a word, or a mark after a space, cannot."""
    following = text[position + 1 : position + 2]
    return not following.isalnum() and not text[position - 1].isspace()


def _without_possessives(text: str, opening: int, candidates: list[int]) -> list[int]:
    """Drop candidates like the one in ‘the officers’ claims,’ where a better one comes before the next opening mark."""
    limit = next((i for i in range(opening + 1, len(text)) if text[i] == text[opening] and _opens(text, i)), len(text))
    reachable = [i for i in candidates if i < limit]
    for index, candidate in enumerate(reachable):
        possessive = text[candidate - 1] in "sS" and text[candidate + 1 : candidate + 2] == " "
        if not (possessive and any(text[i - 1] in _PUNCTUATION for i in reachable[index + 1 :])):
            return [candidate]
    return []
