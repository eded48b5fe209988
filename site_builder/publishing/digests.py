"""The digest of everything that a page may be given or have read.

Comes in: the Archive and the names of assets, media and templates. Goes out: one digest for each name that the library
hears (see `model.Library`), and one for what a page is given at once. Two builds in which they are equal make the same
page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from site_builder.model import (
    Archive,
    Article,
    ArticleEntry,
    Claim,
    Contributor,
    Correction,
    Label,
    Note,
    Page,
    Speaker,
    SpeakerEntry,
    Verdict,
)

DIGEST_BYTES = 12
"""96 bits: see site_builder.cache.facts."""


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


class Names(NamedTuple):
    """How to ask for the digest of what does not stand in the archive: a template, an asset, a content file."""

    template: Callable[[str], str]
    asset: Callable[[str], str]
    file: Callable[[str], str]


class Digests:
    """The digests of one build."""

    def __init__(self, archive: Archive, names: Names) -> None:
        self._archive = archive
        self._kinds: Mapping[str, Callable[[str], str]] = {
            "note": lambda key: self._notes[key].outline.digest,
            "text": lambda slug: self._entries[slug].outline.body_digest,
            "article": lambda slug: self._whole_article(self._entries[slug]),
            "notes": lambda slug: self._faces(self._entries[slug].notes),
            "withdrawn-notes": lambda slug: self._faces(self._entries[slug].withdrawn_notes),
            "claim": lambda key: self._faces(archive.claims[key].appearances) if key in archive.claims else "",
            "claims-in": self._claims_in,
            "claims-of": lambda speaker: self._faces(archive.speakers[speaker].notes),
            "articles-of": lambda speaker: self._fronts(archive.speakers[speaker].articles),
            "articles-with": lambda label: self._fronts(self._label(label).articles),
            "notes-with": lambda label: self._faces(self._label(label).notes),
            "number of": self._number,
            "topic": lambda label: self._place(archive.topics[label]),
            "outlet": lambda label: self._place(archive.outlets[label]),
            "speaker": lambda speaker: self._record(archive.speakers[speaker].speaker),
            "person": self._person,
            "setting": lambda name: repr(getattr(archive.config, name)),
            **names._asdict(),
        }

    def of(self, name: str) -> str:
        """Return the digest of what has this name, or "" where there is no such thing any more."""
        kind, _, whose = name.partition(" ")
        if kind == "number":
            kind, whose = "number of", whose.removeprefix("of ")
        try:
            return self._kinds[kind](whose)
        except KeyError:
            return ""

    def given(self, value: object) -> str:
        """Return the digest of what a page is given: of the records in it, all that can be seen without opening them."""
        return digest("\0".join(self._shape(value)))

    # ---------------------------------------------------------------- what has a name

    @cached_property
    def _entries(self) -> dict[str, ArticleEntry]:
        return {entry.article.slug: entry for entry in (*self._archive.articles, *self._archive.withdrawn)}

    @cached_property
    def _notes(self) -> dict[str, Note]:
        withdrawn = (note for entry in self._entries.values() for note in entry.withdrawn_notes)
        return {**self._archive.notes, **{note.key: note for note in withdrawn}}

    def _whole_article(self, entry: ArticleEntry) -> str:
        outline, notes = entry.outline, (*entry.notes, *entry.withdrawn_notes)
        opened = (note.outline.digest for note in notes)
        return digest(" ".join((outline.digest, outline.body_digest, *map(self._face, notes), *opened)))

    def _claims_in(self, slug: str) -> str:
        claims = self._archive.claims
        shared = (claims[note.key] for note in self._entries[slug].notes if note.key in claims)
        return " ".join(self._faces(claim.appearances) for claim in shared if len(claim.appearances) > 1)

    def _number(self, name: str) -> str:
        kind, _, whose = name.partition(" ")
        members: Mapping[str, Callable[[], Sequence[object]]] = {
            "notes": lambda: self._entries[whose].notes,
            "withdrawn-notes": lambda: self._entries[whose].withdrawn_notes,
            "claims-of": lambda: self._archive.speakers[whose].notes,
            "articles-of": lambda: self._archive.speakers[whose].articles,
            "articles-with": lambda: self._label(whose).articles,
            "notes-with": lambda: self._label(whose).notes,
        }
        return str(len(members[kind]()))

    def _label(self, name: str) -> Label:
        kind, _, label = name.partition(" ")
        return (self._archive.topics if kind == "topic" else self._archive.outlets)[label]

    def _person(self, name: str) -> str:
        person = self._archive.contributors.get(name)
        return self._record(person) if person else self._record_named(name)

    def _record_named(self, name: str) -> str:
        named = [person for person in self._archive.contributors.values() if person.name == name]
        return self._record(named[-1]) if named else ""

    # ---------------------------------------------------------------- what can be seen of a record

    def _face(self, note: Note) -> str:
        """Return what can be seen of a note without opening it, its article's front matter included."""
        verdict = self._record(note.verdict) if note.verdict else ""
        speaker = self._record(note.speaker) if note.speaker else ""
        return f"{note.number} {note.outline.face} {note.article_outline.digest} {verdict} {speaker}"

    def _faces(self, notes: Iterable[Note]) -> str:
        return digest("\n".join(map(self._face, notes)))

    def _fronts(self, entries: Iterable[ArticleEntry]) -> str:
        return digest(" ".join(entry.outline.digest for entry in entries))

    def _place(self, label: Label) -> str:
        return f"{label.text} {label.address}"

    @cached_property
    def _records(self) -> dict[int, str]:
        return {}

    def _record(self, record: object) -> str:
        """Return the digest of a record that many others show; each is digested once, and lives as long as this."""
        key = id(record)
        if key not in self._records:
            self._records[key] = digest(repr(record))
        return self._records[key]

    def _shape(self, value: object) -> Iterable[str]:
        """Yield, as texts, what a page can see of a value."""
        if isinstance(value, Note):
            yield self._face(value)
        elif isinstance(value, ArticleEntry):
            yield value.outline.digest
        elif isinstance(value, Claim):
            yield from map(self._face, value.appearances)
        elif isinstance(value, SpeakerEntry):
            yield self._record(value.speaker)
        elif isinstance(value, Label):
            yield self._place(value)
        elif isinstance(value, Correction):
            yield f"{self._face(value.note)} {value.number}"
        elif isinstance(value, (Speaker, Contributor, Page, Article, Verdict)):
            yield self._record(value)
        elif isinstance(value, Mapping):
            for key, item in value.items():
                yield str(key)
                yield from self._shape(item)
        elif isinstance(value, (tuple, list)):
            yield f"{len(value)} of"
            for item in value:
                yield from self._shape(item)
        elif hasattr(value, "__dataclass_fields__"):
            for field in value.__dataclass_fields__:
                yield from self._shape(getattr(value, field))
        elif value is None or isinstance(value, (str, int, float)):
            yield repr(value)
        else:
            raise TypeError(f"what a page sees of {type(value).__name__} is not known")
