"""Fold what may differ between a text and its quotation, and remember where each character stood.

A text comes in and a `Folded` goes out, in which differences of typing are gone and differences of wording are not:
letters, digits, case, punctuation and compatibility forms (10² is not 102) stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

# Everything that Python calls white space, the no-break spaces among it, becomes a space, and a run of it one space.
_WHITE_SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# Characters without width that only say where a line may or may not break vanish: soft hyphen, zero width space, word
# joiner and its old form U+FEFF. (The joiners U+200C and U+200D do not: they change letters and emoji.)
_SOFT_HYPHEN = "\xad"
_BREAKS = "\u200b\u2060\ufeff"
_SPACES = [*((space, " ") for space in _WHITE_SPACE), *((mark, _SOFT_HYPHEN) for mark in _BREAKS)]
_RUN = re.compile(r" *\xad[ \xad]*|  +")
_SPACES_ONLY_RUN = re.compile("  +")  # ten times as fast, and soft hyphens are rare

# Quotation marks: Unicode's property Quotation_Mark, and what is typed in their place (primes, accents, the modifier
# letters for an apostrophe, Hebrew geresh and gershayim). Single and double ones stay apart: 5' is not 5".
_SINGLE_MARKS = "‘’‚‛‹›『』﹃﹄＇′´`ʻʼ׳"
_DOUBLE_MARKS = "“”„‟«»⹂「」﹁﹂｢｣〝〞〟＂″״"
# Dashes: the hyphens, dashes and minus signs of Unicode's property Dash; no letter or wave among them.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\u05be\ufe58\ufe63\uff0d"
_MARKS = [
    *((mark, "'") for mark in _SINGLE_MARKS),
    *((mark, '"') for mark in _DOUBLE_MARKS),
    *((dash, "-") for dash in _DASHES),
]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way back from a text that was folded: from character `shorter[i]` on, characters stood at `longer[i]` on.

    `ends` says where something ended that was replaced; `inner` are offsets within what replaced it.
    """

    shorter: Sequence[int]
    longer: Sequence[int]
    ends: Mapping[int, int] = field(default_factory=dict)
    inner: AbstractSet[int] = frozenset()

    def unfold(self, start: int, end: int) -> tuple[int, int]:
        """Return the span that became [start, end), which is not empty."""
        return self._unfold_character(start), self.ends.get(end) or self._unfold_character(end - 1) + 1

    def _unfold_character(self, offset: int) -> int:
        index = bisect_right(self.shorter, offset) - 1
        return self.longer[index] + offset - self.shorter[index]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without differences of typing.

    `text`   all of it folded: what quotes are looked for in
    `plain`  as long as `text`, but with quotation marks and dashes as they were: the differences that a reader can see
    """

    text: str
    plain: str
    maps: tuple[OffsetMap, ...] = ()

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether [start, end) stands for a span of the original text: nothing that was composed is cut."""
        return not any(start in offset_map.inner or end in offset_map.inner for offset_map in self.maps)

    def unfold(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that [start, end), which is whole, stands for."""
        for offset_map in reversed(self.maps):
            start, end = offset_map.unfold(start, end)
        return start, end


_NOTHING = Folded("", "")


def fold(text: str) -> Folded:
    """Fold white space, invisible break marks, Unicode composition (NFC), quotation marks and dashes."""
    if not text:
        return _NOTHING  # which most prefixes and suffixes are
    if text.isascii() and text.isprintable() and "  " not in text and "`" not in text:
        return Folded(text, text)
    text = _exchange(text, _SPACES)
    spaced, spaces_map = _replace(text, _find_runs(text))
    plain, composition_map = _replace(spaced, _find_decomposed(spaced))
    maps = tuple(offset_map for offset_map in (spaces_map, composition_map) if offset_map)
    return Folded(_exchange(plain, _MARKS), plain, maps)


def _exchange(text: str, characters: Iterable[tuple[str, str]]) -> str:
    # Many calls of str.replace take a fortieth of the time of one str.translate: an absent character costs nothing.
    for character, folded in characters:
        text = text.replace(character, folded)
    return text


def _replace(text: str, replacements: Iterable[tuple[int, int, str]]) -> tuple[str, OffsetMap | None]:
    """Put other characters in the place of some spans of the text, which come in order."""
    parts: list[str] = []
    shorter, longer = [0], [0]
    ends: dict[int, int] = {}
    inner: set[int] = set()
    length = done = 0
    for start, end, replacement in replacements:
        parts += text[done:start], replacement
        length += start - done
        inner.update(range(length + 1, length + len(replacement)))
        length += len(replacement)
        done = end
        shorter.append(length)
        longer.append(end)
        if replacement:
            ends[length] = end
    if not parts:
        return text, None
    return "".join(parts) + text[done:], OffsetMap(shorter, longer, ends, inner)


def _find_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield runs of spaces and soft hyphens, and what becomes of them."""
    runs = _RUN if _SOFT_HYPHEN in text else _SPACES_ONLY_RUN
    for run in runs.finditer(text):
        yield run.start(), run.end(), " " if " " in run[0] else ""


def _find_decomposed(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield sequences that are not composed, and what they compose to."""
    if unicodedata.is_normalized("NFC", text):
        return
    for word in re.finditer("[^ ]+", text):  # no sequence goes across a space
        if not unicodedata.is_normalized("NFC", word[0]):
            for start, end in _find_sequences(text, *word.span()):
                composed = unicodedata.normalize("NFC", text[start:end])
                if composed != text[start:end]:
                    yield start, end, composed


def _find_sequences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield every character of [start, end) together with those that composition may join to it."""
    for at in range(start + 1, end):
        if not joins_to_the_left(text[at]):
            yield start, at
            start = at
    yield start, end


def joins_to_the_left(character: str) -> bool:
    """Tell whether composition may join the character to what stands before it.

    These are marks, the vowels and finals of Hangul, and (since Unicode 16) some vowels of Kirat Rai.
    """
    return (
        unicodedata.category(character).startswith("M")
        or "\u1160" <= character <= "\u11ff"
        or "\U00016d63" <= character <= "\U00016d6a"
    )
