"""Term counts of documents to scored postings: the numbers that lunr gives them, without lunr's tokens and vectors.

lunr ranks by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009), field by
field, with an inverse document frequency over all fields. Formulas, constants and rounding are those of lunr.Builder;
tests/unit/searching/ holds every number against lunr.py's.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from site_builder.searching.terms import TermReader

_K1 = 1.2
_B = 0.75

TermCounts = tuple[Mapping[str, int], ...]
"""How often each term stands in each field of one document."""


class Postings(NamedTuple):
    """Where a term stands, in parallel arrays: there are millions of places.

    A place is `document * number of fields + field`, in rising order; a score is in thousandths, lunr's own precision.
    """

    places: array[int]
    scores: array[int]


def count_terms(texts: Iterable[str], reader: TermReader) -> TermCounts:
    """Return the term counts of a document's fields."""
    return tuple(Counter(reader.read(text)) for text in texts)


def score_terms(documents: Iterable[TermCounts], boosts: Sequence[float]) -> dict[str, Postings]:
    """Return the postings of every term, in the order in which terms first occur; `boosts` weighs the fields."""
    found: dict[str, tuple[array[int], array[int]]] = {}
    lengths = array("I")
    for document in documents:
        for counts in document:
            for term, count in counts.items():
                if term not in found:
                    found[term] = (array("I"), array("I"))
                places, frequencies = found[term]
                places.append(len(lengths))
                frequencies.append(count)
            lengths.append(sum(counts.values()))
    damping = _damping(lengths, len(boosts))
    documents_count = len(lengths) // len(boosts)
    return {
        term: Postings(places, _scores(places, frequencies, damping, _rarity(len(places), documents_count), boosts))
        for term, (places, frequencies) in found.items()
    }


def _damping(lengths: Sequence[int], width: int) -> list[float]:
    """Return for every place what BM25 adds to a term's frequency there: more in a field longer than the average."""
    averages = (
        [sum(lengths[field::width]) / len(lengths[field::width]) or 1.0 for field in range(width)] if lengths else []
    )
    return [_K1 * (1 - _B + _B * (length / averages[place % width])) for place, length in enumerate(lengths)]


def _rarity(places: int, documents: int) -> float:
    """Return lunr's inverse document frequency, which counts a document once for each field that has the term."""
    return math.log(1 + abs((documents - places + 0.5) / (places + 0.5)))


def _scores(
    places: Sequence[int], frequencies: Sequence[int], damping: Sequence[float], rarity: float, boosts: Sequence[float]
) -> array[int]:
    """Return a score for each place. Operations stand in lunr's order, so that the last bit is lunr's, too."""
    width = len(boosts)
    scores = array("I")
    for place, frequency in zip(places, frequencies, strict=True):
        score = rarity * ((_K1 + 1) * frequency) / (damping[place] + frequency) * boosts[place % width]
        scores.append(round(round(score, 3) * 1000))
    return scores
