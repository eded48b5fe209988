"""What the entries of a list can be filtered by in the browser, which hides those that do not pass.

Comes in: the entries of one page, each with its notes. Goes out: the values of each facet, and for each entry which it
has. Nothing is opened for it. The facets and their keys are those of the search page, to which a list that is cut into
pages leads on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from site_builder.model import UNCHECKABLE, UNRATED, Archive, Note, Verdict
from site_builder.urls import fold_label

FEWEST = 6
"""Entries that are worth a filter: fewer are looked through sooner than any filter is opened."""


class Value(NamedTuple):
    """A value of a facet: the key that stands in an address, and what it is called; `verdict` is set for a verdict.

    That a claim has no verdict is a value of that facet too, of which templates have the name.
    """

    key: str
    label: str
    verdict: Verdict | None = None


class ListFilter(NamedTuple):
    """The facets that tell entries apart, and for each entry the places of its values in them.

    `places` holds texts by an entry's key: facets are parted by commas, several values of one by spaces.
    """

    facets: Mapping[str, Sequence[Value]]
    places: Mapping[str, str]


class Entry(NamedTuple):
    """What is filtered: its key, the notes that it stands for, and the year under which it is listed, or ""."""

    key: str
    notes: Sequence[Note]
    year: str


def filter_list(archive: Archive, entries: Sequence[Entry]) -> ListFilter | None:
    """Return the filter of a list, None where there is nothing to choose from."""
    if len(entries) < FEWEST:
        return None
    columns = {facet: [list(find(archive, entry)) for entry in entries] for facet, find in _FACETS.items()}
    facets = {facet: _in_order(archive, facet, column) for facet, column in columns.items()}
    kept = {facet: values for facet, values in facets.items() if _tells_apart(columns[facet])}
    if not kept:
        return None
    numbered = {facet: {value.key: place for place, value in enumerate(values)} for facet, values in kept.items()}
    places = {
        entry.key: ",".join(
            " ".join(str(place) for place in sorted({numbered[facet][value.key] for value in columns[facet][row]}))
            for facet in kept
        )
        for row, entry in enumerate(entries)
    }
    return ListFilter(kept, places)


def _tells_apart(column: Sequence[Sequence[Value]]) -> bool:
    """Tell whether a facet has a choice: several values, and not every entry has all of them."""
    held = [frozenset(value.key for value in values) for values in column]
    return len(frozenset().union(*held)) > 1 and len(set(held)) > 1


def _in_order(archive: Archive, facet: str, column: Iterable[Iterable[Value]]) -> list[Value]:
    """Return the values of a facet: verdicts as in the vocabulary, years from the latest, the others by name."""
    found = {value.key: value for values in column for value in values}
    if facet == "verdict":
        return [found[key] for key in dict.fromkeys((*archive.verdict_order, UNRATED, UNCHECKABLE)) if key in found]
    if facet == "year":
        return [found[key] for key in sorted(found, reverse=True)]
    return sorted(found.values(), key=lambda value: (fold_label(value.label), value.key))


# ---------------------------------------------------------------- facets


def _kinds(_: Archive, entry: Entry) -> Iterable[Value]:
    return (Value(note.outline.kind, note.outline.kind) for note in entry.notes)


def _speakers(_: Archive, entry: Entry) -> Iterable[Value]:
    return (Value(speaker.id, speaker.name) for note in entry.notes if (speaker := note.speaker))


def _verdicts(_: Archive, entry: Entry) -> Iterable[Value]:
    """Return the verdicts of an entry; where it has none, that its first note (a claim's canonical one) has none."""
    verdicts = [Value(verdict.key, verdict.label, verdict) for note in entry.notes if (verdict := note.verdict)]
    without = entry.notes[0].rating
    return verdicts or ([Value(without, "")] if without else [])


def _topics(archive: Archive, entry: Entry) -> Iterable[Value]:
    names = (name for note in entry.notes for name in (*note.article.topics, *note.outline.topics))
    return (Value(topic.slug, topic.text) for topic in map(archive.topic, names))


def _outlets(archive: Archive, entry: Entry) -> Iterable[Value]:
    names = (note.article.outlet for note in entry.notes if note.article.outlet)
    return (Value(outlet.slug, outlet.text) for outlet in map(archive.outlet, names))


def _years(_: Archive, entry: Entry) -> Iterable[Value]:
    return (Value(entry.year, entry.year),) if entry.year else ()


_FACETS: Mapping[str, Callable[[Archive, Entry], Iterable[Value]]] = {
    "kind": _kinds,
    "verdict": _verdicts,
    "speaker": _speakers,
    "topic": _topics,
    "outlet": _outlets,
    "year": _years,
}
