"""Find the places where a selector fits, and choose the one that is meant.

A folded text and a target come in, a `Match` goes out. The rule, in this order:

1. A place is wherever the folded quote stands in the folded text: from any character on, overlapping places included.
2. Prefix and suffix, folded too, narrow the places; white space where they meet the quote does not count.
3. `occurrence` counts what is left, in text order, and takes that one.
4. Without it, one place left is the one that is meant. Of several, the one that has the selector's own quotation marks
   and dashes is meant, if it is the only such one ('exactly' comes before 'folded'). What a reader cannot see (line
   breaks, no-break spaces, soft hyphens, composition) never decides between two places.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from site_builder.anchoring.fold import Folded, fold
from site_builder.anchoring.words import has_words
from site_builder.model import Target


class Selector(NamedTuple):
    """A quote and the words around it, without white space at their ends."""

    quote: str
    prefix: str
    suffix: str

    def fits_around(self, text: str, start: int) -> bool:
        """Tell whether prefix and suffix stand around the quote that starts at `start`."""
        end = start + len(self.quote)
        return ends_with(text, self.prefix, start) and starts_with(text, self.suffix, end)

    def stands_at(self, text: str, start: int) -> bool:
        return text.startswith(self.quote, start) and self.fits_around(text, start)


class FoldedSelector(NamedTuple):
    """A selector in the two states of `Folded`."""

    text: Selector
    plain: Selector

    @classmethod
    def from_target(cls, target: Target) -> Self:
        quote, prefix, suffix = fold(target.quote), fold(target.prefix), fold(target.suffix)
        return cls(
            Selector(quote.text.strip(" "), prefix.text.strip(" "), suffix.text.strip(" ")),
            Selector(quote.plain.strip(" "), prefix.plain.strip(" "), suffix.plain.strip(" ")),
        )


class Match(NamedTuple):
    """Where a selector fits; all places are starts in the folded text.

    `found` has every place of the quote, `left` those with the right words around them, `place` the one that is meant.
    """

    selector: FoldedSelector
    found: list[int]
    left: list[int]
    place: int | None


def match_target(text: Folded, target: Target) -> Match:
    """Return where the target's selector fits; `place` is None where that is nowhere or not decided."""
    selector = FoldedSelector.from_target(target)
    found = _find_all(text, selector.text.quote) if has_words(selector.text.quote) else []
    left = [start for start in found if selector.text.fits_around(text.text, start)]
    return Match(selector, found, left, _choose(text, selector, left, target.occurrence))


def _find_all(text: Folded, quote: str) -> list[int]:
    places = []
    start = text.text.find(quote)
    while start >= 0:
        if text.is_whole(start, start + len(quote)):
            places.append(start)
        start = text.text.find(quote, start + 1)
    return places


def _choose(text: Folded, selector: FoldedSelector, left: list[int], occurrence: int | None) -> int | None:
    if occurrence is not None:
        return left[occurrence - 1] if 1 <= occurrence <= len(left) else None
    if len(left) > 1:
        left = [start for start in left if selector.plain.stands_at(text.plain, start)]
    return left[0] if len(left) == 1 else None


def ends_with(text: str, prefix: str, start: int) -> bool:
    """Tell whether `prefix` stands before `start`, with or without a space between."""
    return text.endswith(prefix, 0, start) or (text.endswith(" ", 0, start) and text.endswith(prefix, 0, start - 1))


def starts_with(text: str, suffix: str, end: int) -> bool:
    """Tell whether `suffix` stands from `end` on, with or without a space between."""
    return text.startswith(suffix, end) or (text.startswith(" ", end) and text.startswith(suffix, end + 1))
