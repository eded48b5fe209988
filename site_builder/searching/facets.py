"""What results can be filtered by: the names of all values of a facet, and the values of each document by number.

Comes in: the Archive and the values of its documents. Goes out: the data of a file that the browser loads when a reader
filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from site_builder.model import Archive
from site_builder.searching.documents import Values
from site_builder.searching.numbers import write_numbers

Row = Sequence[Sequence[str]]
"""The keys of a document's values, in the order of Values."""


class FacetValue(NamedTuple):
    """A value that a reader can choose: the key that stands in an address, and what it is called."""

    key: str
    label: str


Names = dict[str, list[FacetValue]]
"""All values of each facet, in the order in which they are shown."""


def facet_file(archive: Archive, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the names, and for each facet a text: how many values each document has, and which."""
    names = facet_names(archive, rows)
    columns = [_column(facet, known, rows) for facet, known in enumerate(names.values())]
    return {"names": names, "columns": columns}


def _column(facet: int, known: Iterable[FacetValue], rows: Sequence[Row]) -> str:
    """Return the values of all documents in one facet; most have the same as some other."""
    place = {value.key: number for number, value in enumerate(known)}
    texts: dict[tuple[str, ...], str] = {}
    column = []
    for row in rows:
        keys = tuple(row[facet])
        if keys not in texts:
            texts[keys] = write_numbers((len(keys), *map(place.__getitem__, keys)))
        column.append(texts[keys])
    return "".join(column)


def facet_names(archive: Archive, rows: Iterable[Row]) -> Names:
    """Return the values that documents have.

    Verdicts stand in the order of the vocabulary, years from the latest, the rest by name.
    """
    used: list[set[str]] = [set() for _ in Values._fields]
    for row in rows:
        for seen, keys in zip(used, row, strict=True):
            seen.update(keys)
    kinds, speakers, verdicts, topics, outlets, years = used
    found = {
        "kind": [FacetValue(key, "") for key in sorted(kinds)],
        "speaker": [FacetValue(key, entry.speaker.name) for key, entry in archive.speakers.items() if key in speakers],
        "verdict": [
            FacetValue(key, archive.config.verdicts[key].label) for key in archive.verdict_order if key in verdicts
        ],
        "topic": [FacetValue(topic.slug, topic.text) for topic in archive.topics.values() if topic.slug in topics],
        "outlet": [FacetValue(each.slug, each.text) for each in archive.outlets.values() if each.slug in outlets],
        "year": [FacetValue(year, year) for year in sorted(years, key=int, reverse=True)],
    }
    assert tuple(found) == Values._fields
    return found
