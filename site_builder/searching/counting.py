"""The documents of a group to its part of the index: where each term stands, how often, and what else files need.

Comes in: documents, an article with its notes at a time. Goes out: a GroupIndex, which depends on them alone and can be
kept as JSON. Nothing in it depends on the rest of the archive, so a score is not in it either: the browser computes
lunr's from the counts.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from site_builder.searching.documents import FIELDS, Card, SearchDocument, Values
from site_builder.searching.facets import Column, columns_of
from site_builder.searching.numbers import text_of
from site_builder.searching.pieces import Entries
from site_builder.searching.terms import TermReader

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

SPLIT, BEST = 100, 30
"""A term that a group has more than SPLIT times is split: its BEST documents first, the others apart, where a reader
loads them only if other words need them. "The" is in every text, and nobody reads past the first results for it."""

LONGEST = 10_000
"""So many places are an entry of the rest at most: about 50,000 characters."""

_SHORT = 100
_WIDTH = len(FIELDS)
_BOOSTS = tuple(FIELDS.values())


_Posting = tuple[int, str, int, int]
"""Where a term stands: the place, count and length of the field as text, and both as numbers.

All terms that stand as often in a field share one: there are many more postings than of these.
"""


class GroupIndex(NamedTuple):
    """The part of a group in the index.

    `widths` is the number of documents of each member, `lengths` the number of terms in each field of all. `first` has
    the entries of all terms; an entry is numbers as text: how many places stand in the rest, then place (from the one
    before), count and length of the field. `rest` has the places of frequent terms that are no good ones. `forms` are
    words for stems that are none; `columns` what the documents can be filtered by; `cards` is the digest of the files
    of cards and `cards_size` their size in bytes.
    """

    widths: list[int]
    lengths: list[int]
    first: Entries
    rest: Entries
    forms: dict[str, str]
    columns: list[Column]
    cards: str
    cards_size: int

    @property
    def documents(self) -> int:
        return sum(self.widths)

    def dump(self) -> str:
        """Return the record as a text: JSON, and the long texts after it, which need not be parsed."""
        first, rest = self.first._replace(text=""), self.rest._replace(text="")
        return "\n".join((_json(self._replace(first=first, rest=rest)), self.first.text, self.rest.text))

    @classmethod
    def parse(cls, text: str) -> GroupIndex:
        """Return the record that `dump` wrote."""
        data, *texts = text.split("\n")
        widths, lengths, first, rest, forms, columns, *cards = json.loads(data)
        first, rest = (
            Entries(*entries)._replace(text=text) for entries, text in zip((first, rest), texts, strict=True)
        )
        return cls(widths, lengths, first, rest, forms, [Column(*column) for column in columns], *cards)


def index_group(members: Iterable[Sequence[SearchDocument]], reader: TermReader) -> tuple[GroupIndex, list[bytes]]:
    """Return the index of a group and its files of cards, one a member; a member is an article with its notes."""
    found: defaultdict[str, list[_Posting]] = defaultdict(list)
    heard = _Heard(reader)
    lengths, widths, place = [0] * _WIDTH, [], 0
    values: list[Values] = []
    files: list[bytes] = []
    for documents in members:
        widths.append(len(documents))
        files.append(card_file(document.card for document in documents))
        for document in documents:
            values.append(document.values)
            for field, text in enumerate(document.fields):
                if text:
                    counts = heard.counts(text)
                    length = counts.total()
                    lengths[field] += length
                    posting_of = {count: _posting(place, count, length) for count in {*counts.values()}}
                    for term, count in counts.items():
                        found[term].append(posting_of[count])
                place += 1
    weight_of = _Weights(length / max(1, len(values)) or 1.0 for length in lengths).__getitem__
    rest: dict[str, list[_Posting]] = {}
    for term, postings in found.items():
        if len(postings) > SPLIT:
            found[term], others = _split(postings, weight_of)
            if others:
                rest[term] = others
    index = GroupIndex(
        widths=widths,
        lengths=lengths,
        first=_entries(found, lambda term, postings: text_of(len(rest.get(term, ()))) + _written(postings)),
        rest=_entries(rest, _parted),
        forms=_forms(heard, reader),
        columns=columns_of(values),
        cards=hashlib.sha256(b"\n".join(files)).hexdigest()[:10],
        cards_size=sum(map(len, files)),
    )
    return index, files


def card_file(cards: Iterable[Card]) -> bytes:
    """Return the script with the cards of an article and its notes."""
    rows = ",\n".join(map(_json, cards))
    return f"siteSearch.receive([{rows}]);\n".encode("utf-8", "surrogatepass")


class _Heard(dict[str, tuple[str, ...]]):
    """The terms of the chunks that a group has, which it learns from the reader of all."""

    def __init__(self, reader: TermReader) -> None:
        self._reader = reader
        self._short: dict[str, Counter[str]] = {}

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        terms = self[chunk] = self._reader[chunk]
        return terms

    def counts(self, text: str) -> Counter[str]:
        """Return how often a text has each of its terms; names and labels come again and again."""
        if text in self._short:
            return self._short[text]
        counts = Counter(chain.from_iterable(map(self.__getitem__, self._reader.chunks(text))))
        if len(text) <= _SHORT:
            self._short[text] = counts
        return counts


def _posting(place: int, count: int, length: int) -> _Posting:
    return place, text_of(count) + text_of(length), count, length


class _Weights(dict[_Posting, float]):
    """What BM25 gives a posting in its group, but for how rare its term is."""

    def __init__(self, averages: Iterable[float]) -> None:
        self._averages = tuple(averages)

    def __missing__(self, posting: _Posting) -> float:
        place, _, count, length = posting
        field = place % _WIDTH
        weight = _BOOSTS[field] * count / (1.2 * (0.25 + 0.75 * length / self._averages[field]) + count)
        self[posting] = weight
        return weight


def _split(postings: list[_Posting], weight_of: Callable[[_Posting], float]) -> tuple[list[_Posting], list[_Posting]]:
    """Return the postings of a term in its best documents and the others, by what BM25 gives them in this group."""
    quality: dict[int, float] = {}
    for posting, weight in zip(postings, map(weight_of, postings), strict=True):
        document = posting[0] // _WIDTH
        quality[document] = quality.get(document, 0) + weight
    best = set(nlargest(BEST, quality, key=quality.__getitem__))
    parts: tuple[list[_Posting], list[_Posting]] = ([], [])
    for posting in postings:
        parts[posting[0] // _WIDTH not in best].append(posting)
    return parts


def _entries(found: Mapping[str, Sequence[_Posting]], write: Callable[[str, Sequence[_Posting]], str]) -> Entries:
    """Return postings by term; `write` says what stands in the entry of a term."""
    terms = sorted(found)
    texts = [f"{term}={write(term, found[term])}" for term in terms]
    return Entries(" ".join(terms), [len(found[term]) for term in terms], " ".join(texts))


def _parted(term: str, postings: Sequence[_Posting]) -> str:
    """Return postings as numbers; very many of them as several entries, which need not stand in one piece."""
    return f" {term}=".join(_written(postings[at : at + LONGEST]) for at in range(0, len(postings), LONGEST))


def _written(postings: Iterable[_Posting]) -> str:
    """Return postings as numbers, with places as distances from the one before: small numbers are short."""
    texts: list[str] = []
    before = 0
    for place, told, _, _ in postings:
        texts.append(text_of(place - before))
        texts.append(told)
        before = place
    return "".join(texts)


def _forms(heard: _Heard, reader: TermReader) -> dict[str, str]:
    """Return for each stem that is no word of the texts the shortest word that has it, of several the first."""
    parted = heard.keys() & reader.words.keys()
    words = heard.keys() | {word for chunk in parted for word in reader.words[chunk]}
    best: dict[str, str] = {}
    for word in words & reader.stems.keys():
        term = reader.stems[word]
        known = best.get(term)
        if not known or len(word) < len(known) or (len(word) == len(known) and word < known):
            best[term] = word
    stand_themselves = words - reader.stems.keys()
    return {term: best[term] for term in sorted(best) if term not in stand_themselves}
