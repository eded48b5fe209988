"""A span of a text to the selector that finds it again: its words, and what tells them apart where they stand twice.

Places are compared as content-format.md compares them: white space, quotation marks and dashes folded, overlapping ones
counted. It adds the fewest whole words that do, and never words of another paragraph.
"""

from __future__ import annotations

import re
from itertools import accumulate

from site_builder.exchange.article import Target

# Every folded character is one character again, so that positions stay what they are.
_FOLDED = {ord(char): "'" for char in "‘’‚‛"} | {ord(char): '"' for char in "“”„‟«»"}
_FOLDED |= {ord(char): "-" for char in "—–‒―−‐‑"} | {ord(char): " " for char in "\n\t\u00a0\u202f\u2009"}
_MOST_WORDS = 6


class PartText:
    """The text of a part, folded once; its paragraphs are joined by line breaks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = text.translate(_FOLDED)

    def select(self, start: int, end: int) -> Target:
        """Return the target that finds the characters from `start` to `end` and no others."""
        quote = self._text[start:end]
        if self._is_unique(quote):
            return Target(quote, start)
        for prefix, suffix in _contexts(self._text, start, end):
            if self._is_unique(prefix + quote + suffix):
                return Target(quote, start, prefix.strip(), suffix.strip())
        return Target(quote, start, occurrence=self._count_before(quote, start) + 1)

    def _is_unique(self, words: str) -> bool:
        sought = words.translate(_FOLDED)
        return self._folded.find(sought, self._folded.find(sought) + 1) < 0

    def _count_before(self, words: str, end: int) -> int:
        sought, count = words.translate(_FOLDED), 0
        place = self._folded.find(sought)
        while 0 <= place < end:
            count += 1
            place = self._folded.find(sought, place + 1)
        return count


def _contexts(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """Return prefixes and suffixes of growing length: words before, then words after, then both."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    prefixes = list(
        accumulate(reversed(re.findall(r"\S+\s*|^\s+", before)[-_MOST_WORDS:]), lambda whole, word: word + whole)
    )
    suffixes = list(accumulate(re.findall(r"\s*\S+", after)[:_MOST_WORDS]))
    both = list(zip(prefixes, suffixes, strict=False))
    return [(prefix, "") for prefix in prefixes] + [("", suffix) for suffix in suffixes] + both
