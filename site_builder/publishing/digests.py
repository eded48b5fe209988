"""The digest of everything that a page may be given or have read.

Comes in: the Archive and the names of assets, media and templates. Goes out: one digest for each name that the library
hears (see `model.Library`), and one for what a page is given at once. Two builds in which they are equal make the same
page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import NoneType
from typing import Any, NamedTuple, cast

from site_builder.model import (
    Archive,
    ArticleEntry,
    Claim,
    Contributor,
    Correction,
    Date,
    Label,
    Note,
    Page,
    Speaker,
    SpeakerEntry,
    Verdict,
)
from site_builder.problems import NOWHERE, FileError
from site_builder.publishing.lists import Group
from site_builder.publishing.recipes import mark_of

DIGEST_BYTES = 12
"""96 bits: see site_builder.cache.facts."""


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


class Names(NamedTuple):
    """How to ask for the digest of what does not stand in the archive: a template, an asset, a content file."""

    template: Callable[[str], str]
    asset: Callable[[str], str]
    file: Callable[[str], str]


@lru_cache(maxsize=1)
def face_of(archive: Archive) -> str:
    """Return the digest of all of an archive that can be seen without opening anything: its pages are planned of it."""
    people = (tuple(speaker.speaker for speaker in archive.speakers.values()), archive.contributors)
    faces = (entry.outline.face for entry in (*archive.articles, *archive.withdrawn))
    return digest("\0".join((repr(archive.config), repr(people), repr(archive.pages), *faces)))


class Digests:
    """The digests of one build; `everywhere` is what may show on any page without being looked up by name."""

    def __init__(self, archive: Archive, names: Names, everywhere: object) -> None:
        self._archive = archive
        self._entries = {entry.article.slug: entry for entry in (*archive.articles, *archive.withdrawn)}
        withdrawn = (note for entry in self._entries.values() for note in entry.withdrawn_notes)
        self._notes = {**archive.notes, **{note.key: note for note in withdrawn}}
        self._kinds: Mapping[str, Callable[[str], str]] = {
            "note": lambda key: self._notes[key].outline.digest,
            "text": lambda slug: self._entries[slug].outline.body_digest,
            "article": lambda slug: self._entries[slug].outline.whole_digest,
            "article-with-claims": self._article_with_claims,
            "notes": lambda slug: self._seen(self._entries[slug].notes),
            "withdrawn-notes": lambda slug: self._seen(self._entries[slug].withdrawn_notes),
            "claim": lambda key: self._seen(archive.claims[key].appearances) if key in archive.claims else "",
            "claims-of": lambda speaker: self._seen(archive.speakers[speaker].notes),
            "articles-of": lambda speaker: self._seen(archive.speakers[speaker].articles),
            "articles-with": lambda label: self._seen(self._label(label).articles),
            "notes-with": lambda label: self._seen(self._label(label).notes),
            "number": self._number,
            "topic": lambda label: _label_face(archive.topics[label]),
            "outlet": lambda label: _label_face(archive.outlets[label]),
            "speaker": lambda speaker: _record_face(archive.speakers[speaker].speaker),
            "name-of": self._name_of,
            "verdict": lambda key: digest(repr(archive.config.verdicts[key])),
            "verdicts": lambda _: " ".join(archive.verdict_keys),
            "person": self._person,
            "setting": lambda name: repr(getattr(archive.config, name)),
            **names._asdict(),
        }
        self._faces: Mapping[type, Callable[[Any], str]] = {
            Note: lambda note: str(note.outline.face),
            ArticleEntry: _entry_face,
            Claim: lambda claim: " ".join(note.outline.face for note in claim.appearances),
            SpeakerEntry: lambda entry: _record_face(entry.speaker),
            Contributor: _record_face,
            Page: _record_face,
            Label: _label_face,
            Correction: lambda correction: f"{correction.note.outline.face} {correction.number}",
            **dict.fromkeys((Verdict, Date, str, int, float, NoneType), repr),
            bool: repr,
        }

        outlines = [entry.outline for entry in self._entries.values()]
        self.wholes = {outline.article.slug: outline.whole_digest for outline in outlines}
        """The digest of everything in each article."""
        self.notes = digest(" ".join(outline.notes_digest for outline in outlines))
        """The digest of all that the notes of all articles hold."""
        self.common = digest(f"{self.given(everywhere)} {face_of(archive)}")
        """The digest of all that can be seen without opening anything."""

    def of_article(self, slug: str) -> Iterable[str]:
        """Return the names of what stands in an article."""
        entry = self._entries[slug]
        notes = (f"note {note.key}" for note in (*entry.notes, *entry.withdrawn_notes))
        return (f"article {slug}", f"article-with-claims {slug}", f"text {slug}", *notes)

    def of(self, name: str) -> str:
        """Return the digest of what has this name, or "" where there is no such thing any more."""
        kind, _, whose = name.partition(" ")
        try:
            return self._kinds[kind](whose)
        except (KeyError, FileError):
            return ""

    def given(self, value: object) -> str:
        """Return the digest of what a page is given: of records, what can be seen without opening them."""
        return digest("\0".join(self._see(value, [])))

    def opened(self, notes: Iterable[Note]) -> str:
        """Return the digest of all that some notes hold, and the marks of the articles that they stand in."""
        listed = list(notes)
        marks = "".join(map(mark_of, dict.fromkeys(note.article.slug for note in listed)))
        return f"{digest(' '.join(note.outline.digest for note in listed))} {marks}"

    # ---------------------------------------------------------------- what has a name

    def _seen(self, members: Iterable[object]) -> str:
        return digest("\0".join(self._see(tuple(members), [])))

    def _article_with_claims(self, slug: str) -> str:
        """Return the digest of all that stands in an article, and of all appearances of its claims."""
        entry, claims = self._entries[slug], self._archive.claims
        shared = (claims[note.key] for note in entry.notes if note.key in claims)
        elsewhere = [self._faces[Claim](claim) for claim in shared if len(claim.appearances) > 1]
        return digest(" ".join((entry.outline.whole_digest, *elsewhere)))

    def _number(self, name: str) -> str:
        """Return the digest of a name such as "number of claims-of ada"."""
        _, kind, whose = name.split(" ", 2)
        members: Mapping[str, Callable[[], Sequence[object]]] = {
            "claims-of": lambda: self._archive.speakers[whose].notes,
            "articles-of": lambda: self._archive.speakers[whose].articles,
            "articles-with": lambda: self._label(whose).articles,
            "notes-with": lambda: self._label(whose).notes,
        }
        return str(len(members[kind]()))

    def _label(self, name: str) -> Label:
        kind, _, label = name.partition(" ")
        return (self._archive.topics if kind == "topic" else self._archive.outlets)[label]

    def _name_of(self, speaker_id: str) -> str:
        speaker = self._archive.speakers[speaker_id].speaker
        return digest(repr((speaker.name, speaker.role, speaker.affiliation, speaker.type)))

    def _person(self, name: str) -> str:
        """Return the digest of the contributor who has this id, or else this name."""
        contributors = self._archive.contributors
        named = [contributors[name]] if name in contributors else []
        named = named or [person for person in contributors.values() if person.name == name]
        return _record_face(named[-1]) if named else ""

    # ---------------------------------------------------------------- what can be seen of a value

    def _see(self, value: object, seen: list[str]) -> list[str]:
        """Append to `seen`, as texts, what a page can see of a value, and return it."""
        face = self._faces.get(type(value))
        if face:
            seen.append(face(value))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                seen.append(str(key))
                self._see(item, seen)
        elif isinstance(value, (tuple, list)):
            seen.append(f"{len(value)} of")
            kinds = set(map(type, value))
            if len(kinds) == 1 and (face := self._faces.get(kinds.pop())):
                seen.extend(map(face, value))
            else:
                for item in value:
                    self._see(item, seen)
        elif hasattr(value, "__dataclass_fields__"):
            for field in value.__dataclass_fields__:
                self._see(getattr(value, field), seen)
        else:
            raise TypeError(f"what a page sees of {type(value).__name__} is not known")
        return seen


def _entry_face(entry: ArticleEntry) -> str:
    return f"{entry.outline.digest} {len(entry.notes)} {len(entry.withdrawn_notes)}"


def _record_face(record: Speaker | Contributor | Page) -> str:
    """Return the digest of all that a record holds but its place, which an edit above it may move."""
    return digest(repr(replace(record, location=NOWHERE)))


def _label_face(label: Label) -> str:
    return f"{label.text} {label.address}"


def notes_in(value: object) -> list[Note]:
    """Return the notes that a page is given, at once or as appearances of claims and corrections."""
    find = _HOLDERS.get(type(value))
    return find(value) if find else []


def _notes_among(members: Sequence[object]) -> list[Note]:
    if members and all(kind is Note for kind in map(type, members)):
        return cast("list[Note]", list(members))
    return [note for member in members if type(member) in _HOLDERS for note in notes_in(member)]


_HOLDERS: Mapping[type, Callable[[Any], list[Note]]] = {
    Note: lambda note: [note],
    Claim: lambda claim: list(claim.appearances),
    Correction: lambda correction: [correction.note],
    Group: lambda group: notes_in(group.items),
    dict: lambda values: _notes_among(tuple(values.values())),
    tuple: _notes_among,
    list: _notes_among,
}
"""What notes can be among, and how to get them."""
