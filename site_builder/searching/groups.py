"""The Archive in groups of some hundred articles: what is indexed together, and anew when one of them changes.

A group is chosen by an article's slug alone, so that an article that comes or goes leaves all other groups as they are.
Speakers are a group of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.model import Archive, ArticleEntry, SpeakerEntry
from site_builder.problems import NOWHERE

ARTICLES = 400
"""About as many articles are a group at most. There are 1, 2, 4, 8 … groups: their number hardly ever changes."""


@dataclass(frozen=True, slots=True)
class Group:
    """Articles, newest first, or all speakers; `key` is the digest of everything that their documents are made of."""

    name: str
    members: Sequence[ArticleEntry] | Sequence[SpeakerEntry]
    key: str


def groups_of(archive: Archive) -> list[Group]:
    """Return the groups of an archive, and tell its library what they depend on."""
    count = 1
    while count * ARTICLES < len(archive.articles):
        count *= 2
    members: list[list[ArticleEntry]] = [[] for _ in range(count)]
    for entry in archive.articles:
        members[_hash(entry.article.slug) % count].append(entry)
    shared = (archive.config.language, archive.config.outputs.claim_pages)
    groups = [
        Group(str(number), entries, _key(*shared, *(part for e in entries for part in _seen(archive, e))))
        for number, entries in enumerate(members)
    ]
    speakers = tuple(archive.speakers.values())
    return [*groups, Group("speakers", speakers, _key(*(_speaker(archive, entry) for entry in speakers)))]


def _hash(slug: str) -> int:
    return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=8).digest(), "big")


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _speaker(archive: Archive, entry: SpeakerEntry) -> str:
    archive.library.saw(f"speaker {entry.speaker.id}")
    return repr(replace(entry.speaker, location=NOWHERE))


def _seen(archive: Archive, entry: ArticleEntry) -> Iterator[object]:
    """Yield all that the documents of an article show: itself, and names that stand elsewhere."""
    article = entry.article
    archive.library.saw(f"article {article.slug}")
    yield article.slug, entry.outline.whole_digest
    yield from map(archive.person_name, article.authors)
    yield archive.outlet(article.outlet).slug if article.outlet else ""
    topics = dict.fromkeys((*article.topics, *(topic for note in entry.notes for topic in note.outline.topics)))
    yield from (archive.topic(topic).slug for topic in topics)
    for note in entry.notes:
        yield note.speaker.name if note.speaker else "", note.verdict.label if note.verdict else ""
