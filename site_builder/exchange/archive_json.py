"""The whole archive as JSON, for programs that load, check or keep it: docs/pages/archive-json.md describes the format.

Comes in: the Archive, or some of its articles. Goes out: JSON with what is published: no drafts, and of what is
withdrawn the address and the reason. What is not known is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from site_builder.model import (
    Archive,
    ArticleEntry,
    Date,
    Html,
    Image,
    Note,
    Source,
    Speaker,
)

FORMAT = "site-builder archive"
VERSION = 1
"""Raised where a program that reads the format would have to change; keys may be added without."""

Data = dict[str, Any]
Resolve = Callable[[Html], str]
"""Gives markup with its references resolved."""

_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def archive_json(
    archive: Archive, articles: Iterable[ArticleEntry], resolve: Resolve, years: Iterable[Data] = ()
) -> bytes:
    """Return the archive with these articles; `years` are the files in which the others stand."""
    head = _filled(
        {
            "format": FORMAT,
            "version": VERSION,
            "site": _site(archive),
            "verdicts": [_plain(verdict) for verdict in archive.config.verdicts.values()],
            "speakers": [_speaker(entry.speaker, resolve) for entry in archive.speakers.values()],
            "contributors": [
                _filled({**_plain(person), "bio": resolve(person.bio)}) for person in archive.contributors.values()
            ],
            "years": list(years),
            "withdrawn": [_withdrawn(entry) for entry in archive.withdrawn],
        }
    )
    return _with_articles(head, archive, articles, resolve)


def year_json(archive: Archive, year: str, articles: Iterable[ArticleEntry], resolve: Resolve) -> bytes:
    """Return the articles of one year, where the archive is cut by year."""
    return _with_articles({"format": FORMAT, "version": VERSION, "year": year}, archive, articles, resolve)


def _with_articles(head: Data, archive: Archive, articles: Iterable[ArticleEntry], resolve: Resolve) -> bytes:
    """Return JSON with an article a line, so that files can be compared and read line by line."""
    lines = ",\n".join(_line(_article(archive, entry, resolve)) for entry in articles)
    return f'{_line(head)[:-1]},"articles":[\n{lines}\n]}}\n'.encode()


def _site(archive: Archive) -> Data:
    config = archive.config
    return _filled(
        {
            "title": config.title,
            "description": config.description or config.tagline,
            "language": config.language,
            "base_url": config.base_url,
            "publisher": config.publisher.name,
            "license": config.license,
            "selection_policy": config.selection_policy,
        }
    )


def _speaker(speaker: Speaker, resolve: Resolve) -> Data:
    roles = [
        _filled(
            {"title": role.title, "organisation": role.organisation, "from": _date(role.start), "to": _date(role.end)}
        )
        for role in speaker.roles
    ]
    return _filled(
        {**_plain(speaker), "address": speaker.address, "image": None, "bio": resolve(speaker.bio), "roles": roles}
    )


def _withdrawn(entry: ArticleEntry) -> Data:
    article = entry.article
    because = {"withdrawn_because": article.withdrawn_because}
    return _filled({"slug": article.slug, "address": entry.address, "title": article.title, **because})


def _article(archive: Archive, entry: ArticleEntry, resolve: Resolve) -> Data:
    article = entry.article
    return _filled(
        {
            "slug": article.slug,
            "address": entry.address,
            "title": article.title,
            "dek": list(article.deks),
            "authors": [archive.person_name(author) for author in article.authors],
            "outlet": archive.outlet(article.outlet).text if article.outlet else "",
            "date": _date(article.date),
            "updated": _date(article.updated),
            "changed": _date(entry.updated),
            "source_url": article.source_url,
            "archive_url": article.archive_url,
            "retrieved": _date(article.retrieved),
            "language": article.language or archive.config.language,
            "rights": article.rights,
            "image": _image(article.image),
            "topics": list(article.topics),
            "series": article.series,
            "summary": article.summary,
            "selection_policy": article.selection_policy,
            "aliases": list(article.aliases),
            "text": "" if article.excerpt_only else entry.body.text,
            "notes": [_note(archive, entry, note, resolve) for note in entry.notes],
            "withdrawn_notes": [_withdrawn_note(note) for note in entry.withdrawn_notes],
        }
    )


def _image(image: Image | None) -> Data:
    return _filled({"alt": image.alt, "caption": image.caption, "credit": image.credit}) if image else {}


def _note(archive: Archive, entry: ArticleEntry, note: Note, resolve: Resolve) -> Data:
    annotation, claims = note.annotation, archive.claims
    is_claim = annotation.kind == "claim"
    return _filled(
        {
            "id": annotation.id,
            "address": note.address,
            "claim_address": claims[note.key].address if is_claim and archive.config.outputs.claim_pages else "",
            "number": note.number,
            "kind": annotation.kind,
            "targets": [
                {
                    "part": span.part,
                    "start": span.start,
                    "end": span.end,
                    "quote": entry.text_of(span.part)[span.start : span.end],
                }
                for span in annotation.spans
            ],
            "speaker": _filled({"id": note.speaker.id, "name": note.speaker.name}) if note.speaker else {},
            "attribution": annotation.attribution if is_claim else "",
            "claim": annotation.claim_text if is_claim else "",
            "said_on": _date(annotation.said_on),
            "said_in": annotation.said_in,
            "verdict": annotation.verdict,
            "basis": annotation.basis,
            "depends_on": annotation.depends_on,
            "checkable": annotation.checkable if is_claim else None,
            "note": resolve(annotation.note),
            "note_text": annotation.note_text,
            "sources": [_source(source) for source in annotation.sources],
            "topics": list(annotation.topics),
            "authors": [archive.person_name(author) for author in annotation.authors],
            "reviewed_by": [archive.person_name(author) for author in annotation.reviewed_by],
            "checked_on": _date(annotation.checked_on),
            "review_after": _date(annotation.review_after),
            "same_claim_as": list(annotation.same_claim_as),
            "former_ids": list(annotation.former_ids),
            "changes": [_plain(change) for change in annotation.changes],
            "replies": [_filled({"from": reply.sender, **_plain(reply), "sender": ""}) for reply in annotation.replies],
            "dissent": [
                {"author": archive.person_name(dissent.author), "text": dissent.text} for dissent in annotation.dissent
            ],
        }
    )


def _withdrawn_note(note: Note) -> Data:
    annotation = note.annotation
    return _filled({"id": annotation.id, "address": note.address, "withdrawn_because": annotation.withdrawn_because})


def _source(source: Source) -> Data:
    return _filled({**_plain(source), "file": "", "primary": source.primary or ""})


def _date(date: Date | None) -> str:
    return date.iso if date else ""


def _plain(record: Any) -> Data:
    """Return a record as JSON data, under the names that its fields have, without its place."""
    assert is_dataclass(record)
    names = (field.name for field in fields(record) if field.name != "location")
    return _filled({name: _plain_value(getattr(record, name)) for name in names})


def _plain_value(value: object) -> object:
    if isinstance(value, Date):
        return value.iso
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def _filled(data: Mapping[str, Any]) -> Data:
    """Return what says something; a number and a truth value always do."""
    return {key: value for key, value in data.items() if value or (value is not None and value in (0, False))}
