"""Small records that templates print besides those of the model: counts, groups of a list, a passage around a quote.

Comes in: records of the archive. Goes out: what a page shows of them. Nothing here knows templates or writes files.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from site_builder.model import Body, Date, Note, Span, Verdict

Item = TypeVar("Item")

LIST_LIMIT = 200
"""The longest list on one page, in entries; the contract of addresses says so."""

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims have a verdict; `verdict` is None for those not rated."""

    verdict: Verdict | None
    label: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many notes of one sort an article has, and the first of them."""

    label: str
    tone: str
    count: int
    first: Note


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """The entries of one year; with an `address` and no items where they stand on a page of their own."""

    label: str
    address: str
    count: int
    items: tuple[Item, ...]


class Pager(NamedTuple):
    """A page's place among those of one year; `previous` and `next` are addresses or ""."""

    number: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """One page of a list: the whole, or (`year` given) a year of it."""

    address: str
    year: str
    groups: tuple[Group[Item], ...]
    pager: Pager | None = None


class Passage(NamedTuple):
    """The words of a note's targets with what stands around them in the article."""

    before: str
    words: tuple[str, ...]
    after: str


def count_verdicts(notes: Iterable[Note], verdicts: Mapping[str, Verdict]) -> list[Count]:
    """Return how many of the claims have each verdict of the vocabulary, in its order, and how many have none."""
    counts = Counter(note.annotation.verdict for note in notes if note.annotation.kind == "claim")
    rated = [Count(verdict, verdict.label, verdict.tone, counts[key]) for key, verdict in verdicts.items()]
    unrated = Count(None, "not rated", "none", sum(counts.values()) - sum(count.count for count in rated))
    return [count for count in (*rated, unrated) if count.count]


def tally_notes(notes: Sequence[Note], verdicts: Mapping[str, Verdict]) -> list[Tally]:
    """Return the notes by verdict, then the claims not rated, then the other kinds, each with its first note."""
    claims = [note for note in notes if note.annotation.kind == "claim"]
    tallies = [
        Tally(count.label, count.tone, count.count, next(note for note in claims if note.verdict == count.verdict))
        for count in count_verdicts(claims, verdicts)
    ]
    others: dict[str, list[Note]] = {}
    for note in notes:
        if note.annotation.kind != "claim":
            others.setdefault(note.annotation.kind, []).append(note)
    return tallies + [Tally(kind, "none", len(of_kind), of_kind[0]) for kind, of_kind in others.items()]


def year_of(date: Date | None) -> str:
    return f"{date.year:04}" if date else UNDATED


def group_by_year(items: Iterable[Item], date_of: Callable[[Item], Date | None]) -> dict[str, list[Item]]:
    """Return the items by year in the order in which they come."""
    years: dict[str, list[Item]] = {}
    for item in items:
        years.setdefault(year_of(date_of(item)), []).append(item)
    return years


def cut_list(
    items: Sequence[Item],
    date_of: Callable[[Item], Date | None],
    address: str,
    year_address: Callable[[str], str],
    *,
    every_year: bool = False,
) -> list[ListPage[Item]]:
    """Return the pages of a list: one, or where it is too long an overview and the pages of each year.

    `every_year` gives each year its page even where the overview shows everything.
    """
    years = group_by_year(items, date_of)
    cut = len(items) > LIST_LIMIT
    own_page = cut or every_year
    groups = tuple(
        Group(year, year_address(year) if own_page else "", len(of_year), () if cut else tuple(of_year))
        for year, of_year in years.items()
    )
    pages = [ListPage(address, "", groups)]
    if own_page:
        for year, of_year in years.items():
            pages.extend(_cut_year(year, of_year, year_address(year)))
    return pages


def _cut_year(year: str, items: Sequence[Item], address: str) -> list[ListPage[Item]]:
    total = -(-len(items) // LIST_LIMIT)
    addresses = [address] + [f"{address}{number}/" for number in range(2, total + 1)]
    pages = []
    for number, page_address in enumerate(addresses, start=1):
        shown = tuple(items[(number - 1) * LIST_LIMIT : number * LIST_LIMIT])
        previous = addresses[number - 2] if number > 1 else ""
        following = addresses[number] if number < total else ""
        pager = Pager(number, total, previous, following) if total > 1 else None
        pages.append(ListPage(page_address, year, (Group(year, "", len(items), shown),), pager))
    return pages


_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\s")
_CONTEXT = 160
"""How many characters on each side are searched for the bounds of the sentence around a quote."""


def find_passage(note: Note) -> Passage:
    """Return the quoted words as the article has them, and the rest of the sentence around them.

    The words alone where the article's text is not published or the note has several targets.
    """
    spans = note.annotation.spans
    article = note.article
    if not spans:
        return Passage("", tuple(target.quote for target in note.annotation.targets), "")
    words = tuple(_words(article.text_of(span.part), span) for span in spans)
    if article.excerpt_only or len(spans) > 1 or spans[0].part != "body":
        return Passage("", words, "")
    text, span = article.body.text, spans[0]
    low, high = _block_around(article.body, span)
    return Passage(_end_of(text[low : span.start]), words, _start_of(text[span.end : high]))


def _block_around(body: Body, span: Span) -> tuple[int, int]:
    """Return the bounds of the blocks that a span stands in: from the last gap before it to the first one after it."""
    before = bisect_left(body.gaps, span.start)
    after = bisect_left(body.gaps, span.end)
    low = body.gaps[before - 1] + 1 if before else 0
    high = body.gaps[after] if after < len(body.gaps) else len(body.text)
    return low, high


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _end_of(before: str) -> str:
    """Return the last sentence of what stands before a quote, cut where it is long."""
    near = before[-_CONTEXT:]
    ends = [match.end() for match in _SENTENCE_END.finditer(near)]
    if ends:
        return near[ends[-1] :]
    return near if len(near) == len(before) else f"…{near.partition(' ')[2]}"


def _start_of(after: str) -> str:
    """Return the first sentence of what stands after a quote, cut where it is long."""
    near = after[:_CONTEXT]
    match = _SENTENCE_END.search(near)
    if match:
        return near[: match.end()].rstrip()
    return near if len(near) == len(after) else f"{near.rpartition(' ')[0]}…"
