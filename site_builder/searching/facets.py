"""What results can be filtered by: the names of all values of a facet, and the values of each document by number.

Comes in: the Archive and the values of its documents. Goes out: the data of a file that the browser loads when a reader
filters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from site_builder.model import UNCHECKABLE, UNRATED, Archive
from site_builder.searching.documents import Values
from site_builder.searching.numbers import write_numbers


class Column(NamedTuple):
    """The values of a group's documents in one facet: the keys, and for each document how many it has and which."""

    keys: Sequence[str]
    places: str


class FacetValue(NamedTuple):
    """A value that a reader can choose: the key that stands in an address, and what it is called."""

    key: str
    label: str


Names = dict[str, list[FacetValue]]
"""All values of each facet, in the order in which they are shown."""


def columns_of(rows: Sequence[Values]) -> list[Column]:
    """Return a column for each facet."""
    return [_column(row[facet] for row in rows) for facet in range(len(Values._fields))]


def _column(values: Iterable[tuple[str, ...]]) -> Column:
    numbers: dict[str, int] = {}
    texts: dict[tuple[str, ...], str] = {}  # most documents have the same as some other
    places = []
    for keys in values:
        if keys not in texts:
            texts[keys] = write_numbers((len(keys), *(numbers.setdefault(key, len(numbers)) for key in keys)))
        places.append(texts[keys])
    return Column(list(numbers), "".join(places))


def facet_file(archive: Archive, groups: Sequence[Sequence[Column]]) -> dict[str, Any]:
    """Return the names, and for each group and facet two texts: which of the names its own numbers mean, and these."""
    facets = range(len(Values._fields))
    names = facet_names(archive, [{key for columns in groups for key in columns[facet].keys} for facet in facets])
    numbers = [{value.key: number for number, value in enumerate(values)} for values in names.values()]
    return {
        "names": names,
        "groups": [
            [
                (write_numbers(map(known.__getitem__, column.keys)), column.places)
                for known, column in zip(numbers, columns, strict=True)
            ]
            for columns in groups
        ],
    }


def facet_names(archive: Archive, used: Sequence[Collection[str]]) -> Names:
    """Return the values that documents have, given their keys by facet.

    Verdicts stand in the order of the vocabulary, years from the latest, the rest by name.
    """
    kinds, speakers, verdicts, topics, outlets, years = used
    found = {
        "kind": [FacetValue(key, "") for key in sorted(kinds)],
        "speaker": [FacetValue(key, entry.speaker.name) for key, entry in archive.speakers.items() if key in speakers],
        "verdict": [FacetValue(key, _label(archive, key)) for key in _ratings(archive) if key in verdicts],
        "topic": [FacetValue(topic.slug, topic.text) for topic in archive.topics.values() if topic.slug in topics],
        "outlet": [FacetValue(each.slug, each.text) for each in archive.outlets.values() if each.slug in outlets],
        "year": [FacetValue(year, year) for year in sorted(years, key=int, reverse=True)],
    }
    assert tuple(found) == Values._fields
    return found


def _ratings(archive: Archive) -> Iterable[str]:
    return dict.fromkeys((*archive.verdict_order, UNRATED, UNCHECKABLE))


def _label(archive: Archive, rating: str) -> str:
    """Return the label of a verdict; of a claim without one the page has the words."""
    verdict = archive.config.verdicts.get(rating)
    return verdict.label if verdict else ""
