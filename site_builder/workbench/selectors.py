"""A span of a text to the selector that finds it again: its words, and what tells them apart where they stand twice.

Where a selector fits is asked of the anchoring step, so that what is written here is what a build finds. It adds the
fewest whole words that do, and never words of another paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from site_builder.anchoring.fold import fold, joins_to_the_left
from site_builder.anchoring.match import match_target
from site_builder.model import Part, Target

_MOST_WORDS = 6  # on a side; where more are needed, counting is easier to read


class QuotableText:
    """The text of a part, folded once; its paragraphs are joined by line feeds."""

    def __init__(self, text: str, part: Part = "body") -> None:
        self._text = text
        self._folded = fold(text)
        self._part = part

    def select(self, start: int, end: int) -> Target:
        """Return the target of the characters from `start` to `end`, widened to whole ones: no accent is left behind.

        It fits nowhere else, whatever quotation marks and dashes are typed there. A span that no quote can find,
        because there are no words in it, gives its bare characters; anchoring says what is wrong with them.
        """
        start, end = self._widened(start, end)
        quote = self._text[start:end]
        for prefix, suffix in _contexts(self._text, start, end):
            target = Target(quote, prefix, suffix, part=self._part)
            if self.is_fit(target, start, end):
                return target
        fits = self._fits(Target(quote), start, end)
        return Target(quote, occurrence=fits.index(True) + 1 if True in fits else None, part=self._part)

    def is_fit(self, target: Target, start: int, end: int) -> bool:
        """Tell whether a target fits within [start, end) and nowhere else."""
        return self._fits(target, start, end) == [True]

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        while start > 0 and joins_to_the_left(self._text[start]):
            start -= 1
        while end < len(self._text) and joins_to_the_left(self._text[end]):
            end += 1
        return start, end

    def _fits(self, target: Target, start: int, end: int) -> list[bool]:
        """Return for each place that the target fits whether it is the one within [start, end)."""
        match = match_target(self._folded, target)
        length = len(match.selector.text.quote)
        spans = (self._folded.unfold(place, place + length) for place in match.left)
        return [start <= span_start and span_end <= end for span_start, span_end in spans]


def in_one_line(target: Target) -> Target:
    """Return a target with single spaces for all white space: matching does not mind, and a file reads better."""
    quote, prefix, suffix = (" ".join(text.split()) for text in (target.quote, target.prefix, target.suffix))
    return replace(target, quote=quote, prefix=prefix, suffix=suffix)


def _contexts(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Yield no context, prefixes of growing length, suffixes, then both; none reaches into another paragraph."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    prefixes = [before[match.start() :].rstrip() for match in re.finditer(r"\S+", before)][::-1][:_MOST_WORDS]
    suffixes = [after[: match.end()].lstrip() for match in re.finditer(r"\S+", after)][:_MOST_WORDS]
    yield "", ""
    yield from ((prefix, "") for prefix in prefixes)
    yield from (("", suffix) for suffix in suffixes)
    yield from zip(prefixes, suffixes, strict=False)
