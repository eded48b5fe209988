"""What results can be filtered by: the names of all values of a facet, and the values of each document by number.

Comes in: the Archive and the values of its documents. Goes out: small numbers for small files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from site_builder.model import Archive
from site_builder.searching.documents import Values


class FacetValue(NamedTuple):
    """A value that a reader can choose: the key that stands in an address, and what it is called."""

    key: str
    label: str


Names = dict[str, list[FacetValue]]
"""All values of each facet, in the order in which they are shown."""


def facet_names(archive: Archive, documents: Iterable[Values]) -> Names:
    """Return the values that documents have: verdicts in the order of the vocabulary, years from the latest, kinds as
    they first occur, and the rest by name.
    """
    used: list[dict[str, None]] = [{} for _ in Values._fields]
    for values in documents:
        for seen, keys in zip(used, values, strict=True):
            seen.update(dict.fromkeys(keys))
    kinds, speakers, verdicts, topics, outlets, years = used
    found = {
        "kind": [FacetValue(key, "") for key in kinds],
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


def numbered(values: Values, names: Names) -> list[list[int]]:
    """Return the values of a document as places in the lists of names."""
    places = ({value.key: place for place, value in enumerate(known)} for known in names.values())
    return [[place[key] for key in keys] for place, keys in zip(places, values, strict=True)]
