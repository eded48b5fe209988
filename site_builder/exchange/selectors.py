"""A span of a text to the selector that finds it again: its words, and what tells them apart where they stand twice.

Places are compared as content-format.md compares them: white space, quotation marks and dashes folded, overlapping ones
counted. It adds the fewest whole words that do, and never words of another paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.exchange.article import Target

# Every folded character is one character again, so that positions stay what they are.
_FOLDED = {ord(char): "'" for char in "‘’‚‛"} | {ord(char): '"' for char in "“”„‟«»"}
_FOLDED |= {ord(char): "-" for char in "—–‒―−‐‑"}
_MOST_WORDS = 6

Span = tuple[int, int]


class PartText:
    """The text of a part, folded once; its paragraphs are joined by line breaks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = text.translate(_FOLDED)

    def select(self, start: int, end: int) -> Target:
        """Return the target that finds the characters from `start` to `end` and no others."""
        quote = self._text[start:end]
        places = self._places(quote)
        if len(places) == 1:
            return Target(quote, start)
        for prefix, suffix in _contexts(self._text, start, end):
            if sum(self._stands_between(place, prefix, suffix) for place in places) == 1:
                return Target(quote, start, prefix, suffix)
        return Target(quote, start, occurrence=[place for place, _ in places].index(start) + 1)

    def _places(self, quote: str) -> list[Span]:
        """Return the spans of the quote, however its white space is written there."""
        words = r"\s+".join(map(re.escape, quote.translate(_FOLDED).split()))
        return [match.span(1) for match in re.finditer(f"(?=({words}))", self._folded)]

    def _stands_between(self, place: Span, prefix: str, suffix: str) -> bool:
        """Tell whether the words stand around the place; white space where they meet it does not count."""
        before, after = self._folded[: place[0]], self._folded[place[1] :]
        return before.rstrip().endswith(prefix.translate(_FOLDED)) and after.lstrip().startswith(
            suffix.translate(_FOLDED)
        )


def _contexts(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Yield prefixes of growing length, then suffixes, then both; none of them reaches into another paragraph."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    prefixes = [before[match.start() :].rstrip() for match in re.finditer(r"\S+", before)][::-1][:_MOST_WORDS]
    suffixes = [after[: match.end()].lstrip() for match in re.finditer(r"\S+", after)][:_MOST_WORDS]
    yield from ((prefix, "") for prefix in prefixes)
    yield from (("", suffix) for suffix in suffixes)
    yield from zip(prefixes, suffixes, strict=False)
