"""The Archive in groups of some hundred articles: what is indexed together, and anew when one of them changes.

A group is chosen by an article's slug alone, so that an article that comes or goes leaves all other groups as they are.
Speakers are a group of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.model import Archive, ArticleEntry, Note, SpeakerEntry
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
        Group(str(number), entries, _key(*shared, *_seen(archive, entries))) for number, entries in enumerate(members)
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
