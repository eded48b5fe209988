"""The documents of a group to its part of the index: where each term stands, how often, and what else files need.

Comes in: documents, an article with its notes at a time. Goes out: a GroupIndex, which depends on them alone and can be
kept as JSON. Nothing in it depends on the rest of the archive, so a score is not in it either: the browser computes
lunr's from the counts.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub
from typing import NamedTuple

from site_builder.searching.documents import FIELDS, Card, SearchDocument, Values
from site_builder.searching.numbers import write_numbers
from site_builder.searching.terms import TermReader

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

SPLIT, BEST = 100, 30
"""A term that a group has more than SPLIT times is split: its BEST documents first, the others apart, where a reader
loads them only if other words need them. "The" is in every text, and nobody reads past the first results for it."""

_WIDTH = len(FIELDS)
_ONE_PLACE = 3
_SPLIT_NUMBERS = _ONE_PLACE * SPLIT
_NONE_IN_REST = write_numbers([0])
_BOOSTS = tuple(FIELDS.values())


class GroupIndex(NamedTuple):
    """The part of a group in the index.

    `widths` is the number of documents of each member, `lengths` the number of terms in each field of all. `terms` and
    `entries` are parallel and in order, `places` how often each term is posted; `rest_terms` and `rest_entries` are the
    places of frequent terms that are no good ones. An entry is numbers as text: how many places stand in the rest, then
    place (from the one before), count and length of the field. `forms` are words for stems that are none; `values` has
    a row a document of what can be filtered; `cards` is the digest of the files of cards.
    """

    widths: list[int]
    lengths: list[int]
    terms: str
    entries: str
    places: list[int]
    rest_terms: str
    rest_entries: str
    forms: dict[str, str]
    values: list[Sequence[Sequence[str]]]
    cards: str

    @property
    def documents(self) -> int:
        return sum(self.widths)

    def dump(self) -> str:
        """Return the record as a text."""
        return _json(self)

    @classmethod
    def parse(cls, text: str) -> GroupIndex:
        """Return the record that `dump` wrote."""
        return cls(*json.loads(text))


def index_group(members: Iterable[Sequence[SearchDocument]], reader: TermReader) -> tuple[GroupIndex, list[bytes]]:
    """Return the index of a group and its files of cards, one a member; a member is an article with its notes."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    chunks: set[str] = set()
    lengths, widths, place = [0] * _WIDTH, [], 0
    values: list[Values] = []
    files: list[bytes] = []
    terms_of = reader.__getitem__
    for documents in members:
        widths.append(len(documents))
        files.append(card_file(document.card for document in documents))
        for document in documents:
            values.append(document.values)
            for field, text in enumerate(document.fields):
                if text:
                    words = text.split()
                    chunks.update(words)
                    counts = Counter(chain.from_iterable(map(terms_of, words)))
                    length = counts.total()
                    lengths[field] += length
                    for term, count in counts.items():
                        found[term] += (place, count, length)
                place += 1
    terms = sorted(found)
    averages = [length / max(1, len(values)) or 1.0 for length in lengths]
    entries, rest = [], {}
    for term in terms:
        numbers = found[term]
        if len(numbers) <= _SPLIT_NUMBERS:
            entries.append(_NONE_IN_REST + write_numbers(_gaps(numbers)))
        else:
            best, others = _split(numbers, averages)
            entries.append(write_numbers((len(others) // 3, *_gaps(best))))
            if others:
                rest[term] = write_numbers(_gaps(others))
    index = GroupIndex(
        widths=widths,
        lengths=lengths,
        terms=" ".join(terms),
        entries=" ".join(entries),
        places=[len(found[term]) // 3 for term in terms],
        rest_terms=" ".join(rest),
        rest_entries=" ".join(rest.values()),
        forms=_forms(chunks, reader),
        values=[tuple(row) for row in values],
        cards=hashlib.sha256(b"\n".join(files)).hexdigest()[:10],
    )
    return index, files


def card_file(cards: Iterable[Card]) -> bytes:
    """Return the script with the cards of an article and its notes."""
    rows = ",\n".join(map(_json, cards))
    return f"siteSearch.receive([{rows}]);\n".encode("utf-8", "surrogatepass")


def _split(numbers: list[int], averages: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return the places of a term in its best documents and the others, by what BM25 would give them in this group."""
    quality: dict[int, float] = {}
    for place, times, length in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        document, field = divmod(place, _WIDTH)
        score = _BOOSTS[field] * times / (1.2 * (0.25 + 0.75 * length / averages[field]) + times)
        quality[document] = quality.get(document, 0) + score
    chosen = set(sorted(quality, key=lambda document: (-quality[document], document))[:BEST])
    parts: tuple[list[int], list[int]] = ([], [])
    for at in range(0, len(numbers), 3):
        parts[numbers[at] // _WIDTH not in chosen].extend(numbers[at : at + 3])
    return parts


def _gaps(numbers: list[int]) -> list[int]:
    """Return places as distances from the one before: small numbers are short and compress well."""
    if len(numbers) == _ONE_PLACE:
        return numbers
    places = numbers[::3]
    gaps = numbers[:]
    gaps[3::3] = map(sub, places[1:], places)
    return gaps


def _forms(chunks: Iterable[str], reader: TermReader) -> dict[str, str]:
    """Return for each stem that is no word of the texts the shortest word that has it."""
    best: dict[str, str] = {}
    for chunk in chunks:
        for term, word in reader.forms(chunk):
            known = best.get(term)
            if known is None or (len(word), word) < (len(known), known):
                best[term] = word
    return {term: best[term] for term in sorted(best) if best[term] != term}
