"""The Archive in groups of some hundred articles: what is indexed together, and anew when one of them changes.

A group is a run of articles in the order of the archive, so that results of equal score stand by date. Where one ends
is told by an article's slug: an article that comes or goes leaves nearly all other groups as they are, and a new one at
the end of the archive all but the last. Speakers are a group of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from site_builder.model import Archive, ArticleEntry, Note, SpeakerEntry
from site_builder.problems import NOWHERE

FEWEST, MOST = 150, 450
"""So many articles are a group."""

_END_AFTER = 200
"""One slug in so many ends a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles, newest first, or all speakers, under a name of their own.

    `key` is the digest of everything that their documents are made of.
    """

    name: str
    members: Sequence[ArticleEntry] | Sequence[SpeakerEntry]
    key: str


def groups_of(archive: Archive) -> list[Group]:
    """Return the groups of an archive, and tell its library what they depend on."""
    shared = (archive.config.language, archive.config.outputs.claim_pages)
    groups = [
        Group(_name(entries), entries, _key(*shared, *_seen(archive, entries))) for entries in _runs(archive.articles)
    ]
    speakers = tuple(archive.speakers.values())
    return [*groups, Group("speakers", speakers, _key(*(_speaker(archive, entry) for entry in speakers)))]


def _runs(articles: Sequence[ArticleEntry]) -> list[Sequence[ArticleEntry]]:
    """Return the articles in runs, the newest first; they are parted from the oldest on: archives grow at their end."""
    ends = [len(articles)]
    for place in reversed(range(1, len(articles))):
        size = ends[-1] - place
        if size == MOST or (size >= FEWEST and _hash(articles[place].article.slug) % _END_AFTER == 0):
            ends.append(place)
    return [articles[begin:end] for begin, end in pairwise([0, *reversed(ends)])]


def _name(entries: Sequence[ArticleEntry]) -> str:
    """Return a name that does not change with other groups."""
    return f"from {entries[-1].article.slug}" if entries else "empty"


def _hash(slug: str) -> int:
    return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=8).digest(), "big")


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _speaker(archive: Archive, entry: SpeakerEntry) -> str:
    archive.library.saw(f"speaker {entry.speaker.id}")
    return repr(replace(entry.speaker, location=NOWHERE))


def _seen(archive: Archive, entries: Iterable[ArticleEntry]) -> Iterator[object]:
    """Yield all that the documents of articles show: themselves, and names that stand elsewhere, each once."""
    people: set[str] = set()
    topics: set[str] = set()
    outlets: set[str] = set()
    speakers: dict[str, Note] = {}
    verdicts: dict[str, Note] = {}
    for entry in entries:
        article = entry.article
        archive.library.saw(f"article {article.slug}")
        yield article.slug, entry.outline.whole_digest
        people.update(article.authors)
        topics.update(article.topics)
        outlets.add(article.outlet)
        for note in entry.notes:
            outline = note.outline
            topics.update(outline.topics)
            speakers[outline.speaker] = note
            verdicts[outline.verdict] = note
    yield from ((name, archive.person_name(name)) for name in sorted(people))
    yield from ((label, archive.topic(label).slug) for label in sorted(topics))
    yield from ((label, archive.outlet(label).slug) for label in sorted(outlets - {""}))
    yield from ((key, (speaker := speakers[key].speaker) and speaker.name) for key in sorted(speakers))
    yield from ((key, (verdict := verdicts[key].verdict) and verdict.label) for key in sorted(verdicts))
