"""A span of a text to the selector that finds it again: the words, and a prefix, suffix or count where they stand twice.

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


def select(text: str, start: int, end: int) -> Target:
    """Return the target for text[start:end]; paragraphs of `text` are joined by line breaks."""
    quote = text[start:end]
    if len(_places(text, quote)) == 1:
        return Target(quote, start)
    for prefix, suffix in _contexts(text, start, end):
        if len(_places(text, prefix + quote + suffix)) == 1:
            return Target(quote, start, prefix.strip(), suffix.strip())
    return Target(quote, start, occurrence=_places(text, quote).index(start) + 1)


def _places(text: str, words: str) -> list[int]:
    folded, sought = text.translate(_FOLDED), words.translate(_FOLDED)
    return [match.start() for match in re.finditer(f"(?={re.escape(sought)})", folded)]


def _contexts(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """Return prefixes and suffixes of growing length: words before, then words after, then both."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    prefixes = list(accumulate(reversed(re.findall(r"\S+\s*|^\s+", before)[-_MOST_WORDS:]), lambda whole, word: word + whole))
    suffixes = list(accumulate(re.findall(r"\s*\S+", after)[:_MOST_WORDS]))
    both = list(zip(prefixes, suffixes, strict=False))
    return [(prefix, "") for prefix in prefixes] + [("", suffix) for suffix in suffixes] + both
