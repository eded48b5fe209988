"""The text of a part to the selectors of many of its spans, in time that grows with the text and not with its square.

It finds where a quote stands by its rarest word, and has words around it chosen only where that helps a reader; which
words those are is decided in selectors.py.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from site_builder.anchoring.fold import fold
from site_builder.anchoring.match import match_target
from site_builder.model import Part, Target
from site_builder.workbench.selectors import QuotableText

# A quote that stands more often is a refrain: no words around it are its own for long, and a number is easier to read.
_FEW_PLACES = 8
# Characters, several times the longest of articles: in a longer text one counts, because choosing words takes too long.
_LONGEST_ARTICLE = 50_000
# Where all words between the first and the last are this common, one of these may be rarer: 'It was 1835.'
_MANY_STARTS = 50


class QuotePlaces:
    """The places of the quotes of one part, each distinct quote looked for once."""

    def __init__(self, text: str, part: Part = "body") -> None:
        self._text = text
        self._part = part
        self._folded = fold(text)
        self._quotable = QuotableText(text, part)
        self._places: dict[str, list[int]] = {}

    def select(self, start: int, end: int) -> Target:
        """Return the target of the characters from `start` to `end`: the bare quote, or with words or a number."""
        quote = self._text[start:end]
        folded = fold(quote).text.strip(" ")
        places = self._places_of(quote, folded)
        is_short = len(places) <= _FEW_PLACES and len(self._text) <= _LONGEST_ARTICLE
        index = self._index(places, len(folded), start)
        # Where the span cuts a letter from its accent it is no place, and has to be widened.
        if index is None or (is_short and len(places) > 1):
            return self._quotable.select(start, end)
        return Target(quote, occurrence=index + 1 if len(places) > 1 else None, part=self._part)

    def _index(self, places: list[int], length: int, start: int) -> int | None:
        """Return which of the places, counted from 0, is the span that starts at `start`."""
        index = bisect_left(places, start, key=lambda place: self._folded.unfold(place, place + length)[0])
        is_place = index < len(places) and self._folded.unfold(places[index], places[index] + length)[0] == start
        return index if is_place else None

    def _places_of(self, quote: str, folded: str) -> list[int]:
        if folded not in self._places:
            is_word = " " not in folded
            self._places[folded] = (
                match_target(self._folded, Target(quote)).found if is_word else self._places_of_words(folded)
            )
        return self._places[folded]

    def _places_of_words(self, quote: str) -> list[int]:
        is_at, length = self._folded.text.startswith, len(quote)
        starts = self._possible_starts(_words_with_offsets(quote))
        return [at for at in starts if at >= 0 and is_at(quote, at) and self._folded.is_whole(at, at + length)]

    def _possible_starts(self, quote: list[tuple[str, int]]) -> list[int]:
        """Return where the quote can stand by one of its words; only its first and its last may end within another."""
        choices = [[(word, offset)] for word, offset in quote[1:-1]]
        rarest = min(choices, key=self._count, default=None)
        if rarest is None or self._count(rarest) > _MANY_STARTS:
            rarest = min([*choices, self._ending_with(quote[0][0]), self._beginning_with(*quote[-1])], key=self._count)
        return sorted(place - offset for word, offset in rarest for place in self._words.get(word, ()))

    def _count(self, words: list[tuple[str, int]]) -> int:
        return sum(len(self._words.get(word, ())) for word, _ in words)

    def _beginning_with(self, beginning: str, offset: int) -> list[tuple[str, int]]:
        return [(word, offset) for word in _range_of(self._vocabulary, beginning)]

    def _ending_with(self, end: str) -> list[tuple[str, int]]:
        return [(word[::-1], len(end) - len(word)) for word in _range_of(self._reversed_vocabulary, end[::-1])]

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = {}
        for word, offset in _words_with_offsets(self._folded.text):
            words.setdefault(word, []).append(offset)
        return words

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _reversed_vocabulary(self) -> list[str]:
        return sorted(word[::-1] for word in self._words)


def _range_of(words: list[str], beginning: str) -> list[str]:
    """Return those of the sorted words that begin so."""
    return words[bisect_left(words, beginning) : bisect_left(words, f"{beginning}\U0010ffff")]


def _words_with_offsets(text: str) -> list[tuple[str, int]]:
    words, offset = [], 0
    for word in text.split(" "):
        words.append((word, offset))
        offset += len(word) + 1
    return words
