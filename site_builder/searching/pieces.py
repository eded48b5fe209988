"""The indexes of groups to pieces by term: each piece has, for a range of terms, the entries of every group.

Comes in: parallel lists of terms and entries, a pair a group. Goes out: ranges, with what each group has in them. No
entry is looked into: a piece is slices of what the groups have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

LARGEST = 32_000
"""Characters of a piece, but for a term that alone has more: half of it compressed, and 120 kB at most."""

LARGEST_OF_ONE = 100_000
"""Characters of a piece with one term: what is more is in a further piece with that term."""


class Entries(NamedTuple):
    """Terms of a group, in order, and the entry of each."""

    terms: Sequence[str]
    entries: Sequence[str]


class Piece(NamedTuple):
    """The entries of terms from `start` on, to the start of the next piece: a text a group, "term=entry term=entry"."""

    start: str
    texts: list[str]


def cut(groups: Sequence[Entries]) -> list[Piece]:
    """Return the pieces of all groups, by term."""
    sizes: dict[str, int] = {}
    for terms, entries in groups:
        for term, entry in zip(terms, entries, strict=True):
            sizes[term] = sizes.get(term, 0) + len(entry)
    starts = _starts(sizes)
    edges = [[bisect_left(terms, start) for start in starts] + [len(terms)] for terms, _ in groups]
    pieces: list[Piece] = []
    for number, start in enumerate(starts):
        texts = [
            " ".join(
                map(
                    "=".join, zip(terms[at[number] : at[number + 1]], entries[at[number] : at[number + 1]], strict=True)
                )
            )
            for (terms, entries), at in zip(groups, edges, strict=True)
        ]
        pieces += (Piece(start, part) for part in _parted(texts))
    return pieces


def _starts(sizes: Mapping[str, int]) -> list[str]:
    """Return the first term of each piece; a large term stands alone."""
    starts: list[str] = []
    room = 0
    for term in sorted(sizes):
        size = sizes[term] + 8
        if size > room:
            starts.append(term)
            room = LARGEST
        room -= size
    return starts


def _parted(texts: list[str]) -> list[list[str]]:
    """Return the texts in several lists of the same length, where together they are too large for one piece."""
    parts: list[list[str]] = [[""] * len(texts)]
    size = 0
    for group, text in enumerate(texts):
        if size and size + len(text) > LARGEST_OF_ONE:
            parts.append([""] * len(texts))
            size = 0
        parts[-1][group] = text
        size += len(text)
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
