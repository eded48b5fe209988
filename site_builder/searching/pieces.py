"""The indexes of groups to pieces by term: each piece has, for a range of terms, the entries of every group.

Comes in: the entries of each group, in the order of their terms, as one text. Goes out: ranges, with what each group
has in them. No entry is looked into: a piece is slices of what the groups have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

LARGEST = 24_000
"""Characters of a piece, about, but for a term that alone has more: 16 kB compressed, and 120 kB at most."""

LARGEST_OF_ONE = 100_000
"""Characters of a piece with one term: what is more is in a further piece with that term."""

_OF_PLACE, _OF_TERM = 5, 8
"""Characters of a place and of a term, about."""


class Entries(NamedTuple):
    """What a group has of its terms.

    `terms` has them in order, with spaces between, `places` how many places each has, `text` what is told of all:
    "term=entry term=entry".
    """

    terms: str
    places: Sequence[int]
    text: str


class Piece(NamedTuple):
    """The entries of terms from `start` on, to the start of the next piece: a text a group, "term=entry term=entry"."""

    start: str
    texts: list[str]


def tally(groups: Iterable[Entries]) -> dict[str, int]:
    """Return how many places each term has in all groups."""
    total: dict[str, int] = {}
    known = total.get
    for terms, places, _ in groups:
        for term, count in zip(terms.split(), places, strict=True):
            total[term] = known(term, 0) + count
    return total


def cut(groups: Sequence[Entries], places: Mapping[str, int]) -> Iterator[Piece]:
    """Yield the pieces of all groups, by term; `places` is what `tally` says of them."""
    starts = _starts(places)
    edges = [list(_edges(group, starts)) for group in groups]
    for number, start in enumerate(starts):
        texts = [group.text[at[number] : at[number + 1]].rstrip(" ") for group, at in zip(groups, edges, strict=True)]
        is_alone = _size(places[start]) > LARGEST
        for part in _parted(texts) if is_alone else [texts]:
            yield Piece(start, part)


def _starts(places: Mapping[str, int]) -> list[str]:
    """Return the first term of each piece; a large term stands alone."""
    starts: list[str] = []
    room = 0
    for term in sorted(places):
        size = _size(places[term])
        if size > room:
            starts.append(term)
            room = LARGEST
        room -= size
    return starts


def _size(places: int) -> int:
    return _OF_PLACE * places + _OF_TERM


def _edges(group: Entries, starts: Iterable[str]) -> Iterator[int]:
    """Yield where in the text of a group the entries from each start on begin, and where the text ends."""
    terms, text = group.terms.split(), group.text
    place = at = 0
    for start in starts:
        found = bisect_left(terms, start, place)
        if found > place:
            at = text.index(f" {terms[found]}=", at) + 1 if found < len(terms) else len(text)
            place = found
        yield at
    yield len(text)


def _parted(texts: list[str]) -> list[list[str]]:
    """Return the texts of one term in several lists of the same length, where they are too large for one piece."""
    parts: list[list[str]] = [[""] * len(texts)]
    size = 0
    for group, text in enumerate(texts):
        for entry in text.split(" ") if len(text) > LARGEST_OF_ONE else [text]:
            if size and size + len(entry) > LARGEST_OF_ONE:
                parts.append([""] * len(texts))
                size = 0
            parts[-1][group] += f" {entry}" if parts[-1][group] else entry
            size += len(entry)
    return parts


def ranges(lines: Sequence[tuple[str, str]], largest: int) -> list[list[tuple[str, str]]]:
    """Return pairs of term and text in lists of so many characters."""
    starts, size = [0], 0
    for place, (term, text) in enumerate(lines):
        size += len(term) + len(text)
        if size > largest:
            starts.append(place + 1)
            size = 0
    return [list(lines[one:other]) for one, other in pairwise([*starts, len(lines)]) if one < other]
