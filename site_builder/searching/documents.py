"""The Archive to search documents: what can be found, by which words, and what a result shows of it.

Comes in: the Archive. Goes out: one document an article, published note and speaker. What a page does not show, such as
the text of an article that is withdrawn or quoted in excerpts, is not in a document either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from site_builder.model import (
    Archive,
    Article,
    ArticleEntry,
    Date,
    Html,
    Note,
    Source,
    Speaker,
    SpeakerEntry,
)
from site_builder.quotations import Quotation, quotation

LONGEST_TEXT = 30_000
"""In characters, about 5,000 words: as much of a document is kept to show the words that were found. All of it is
indexed, but a book among articles must not make every reader load a book."""

FIELDS = {"title": 4, "text": 1, "people": 2, "labels": 2}
"""The fields of the index with their weights: a name or a title says what a text is about, a mention less so."""


class Card(NamedTuple):
    """What a result shows. Empty values are absent ones.

    `kind` is "article", "speaker" or the kind of a note; `about` a line of context (an outlet, the article that a note
    stands in, a speaker's office); `finding` what a note says in a word (see `_finding`); `language` that of `title`,
    where it is not the site's. `quoted` tells that `title` is words of a text: "plain", or "marked" where they bring
    quotation marks themselves; `claim` is the address of the claim's own page.
    """

    kind: str
    title: str
    address: str
    text: str = ""
    date: str = ""
    speaker: str = ""
    about: str = ""
    finding: str = ""
    language: str = ""
    quoted: str = ""
    claim: str = ""


class Values(NamedTuple):
    """What filters know of a document: the keys of its values in each facet.

    A note has the topics of its article, too, and stands where its article stands: in its outlet and year.
    """

    kind: tuple[str, ...]
    speaker: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    year: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A card, the texts that it is found by, in the order of FIELDS, and what it can be filtered by."""

    card: Card
    fields: tuple[str, ...]
    values: Values


def search_documents(archive: Archive) -> Iterator[SearchDocument]:
    """Yield the articles newest first, each followed by its notes, then the speakers."""
    members: tuple[ArticleEntry | SpeakerEntry, ...] = (*archive.articles, *archive.speakers.values())
    for member in members:
        yield from documents_of(archive, member)


def documents_of(archive: Archive, member: ArticleEntry | SpeakerEntry) -> list[SearchDocument]:
    """Return the document of a speaker, or those of an article and its notes."""
    if isinstance(member, SpeakerEntry):
        return [_speaker_document(member)]
    article = member.article
    values = Values(
        ("article",),
        topic=_slugs(archive, article.topics),
        outlet=(archive.outlet(article.outlet).slug,) if article.outlet else (),
        year=(str(article.date.year),) if article.date else (),
    )
    notes = (_note_document(archive, note, values) for note in member.notes)
    return [_article_document(archive, member, values), *notes]


def _slugs(archive: Archive, topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(archive.topic(label).slug for label in topics))


def _article_document(archive: Archive, entry: ArticleEntry, values: Values) -> SearchDocument:
    article = entry.article
    texts = _published_texts(entry)
    authors = map(archive.person_name, article.authors)
    card = Card(
        kind="article",
        title=article.title,
        address=entry.address,
        text=_shown(texts),
        date=_iso(article.date),
        about=article.outlet,
        language=_other_language(archive, article),
    )
    labels = [article.outlet, *article.topics]
    return SearchDocument(card, (article.title, _lines(texts), _lines(authors), _lines(labels)), values)


def _published_texts(entry: ArticleEntry) -> list[str]:
    """Return what the article's page shows of its text."""
    article = entry.article
    return [*article.deks, article.summary, entry.text_of("caption"), "" if article.excerpt_only else entry.body.text]


def _note_document(archive: Archive, note: Note, of_article: Values) -> SearchDocument:
    annotation, article = note.annotation, note.article
    quoted = None if annotation.claim else quotation(note)
    quote = annotation.quote if annotation.claim else ""
    sources = (_source_text(source) for source in annotation.sources)
    texts = [annotation.basis, annotation.note_text, annotation.depends_on, annotation.said_in, *sources]
    verdict = note.verdict.label if note.verdict else ""
    card = Card(
        kind=annotation.kind,
        title=_words_of(quoted) if quoted else annotation.claim,
        address=note.address,
        text=_shown([quote, *texts]),
        date=_iso(note.said_on),
        speaker=note.speaker.name if note.speaker else "",
        about=article.title,
        finding=_finding(note),
        language=_other_language(archive, article),
        quoted=("marked" if quoted.has_marks else "plain") if quoted else "",
        claim=note.claim_address if annotation.kind == "claim" and archive.config.outputs.claim_pages else "",
    )
    titles = [annotation.claim_text, quote]
    labels = [verdict, *article.topics, *annotation.topics]
    values = of_article._replace(
        kind=(annotation.kind,),
        speaker=(note.speaker.id,) if note.speaker else (),
        verdict=(note.rating,) if note.rating else (),
    )
    if annotation.topics:
        values = values._replace(topic=_slugs(archive, (*article.topics, *annotation.topics)))
    return SearchDocument(card, (_lines(titles), _lines(texts), card.speaker, _lines(labels)), values)


def _words_of(quoted: Quotation) -> str:
    """Return the words of a note as templates/macros/claim.html has them between its quotation marks."""
    return f"… {quoted.words}" if quoted.begins_within else quoted.words


def _finding(note: Note) -> str:
    """Return the name by which templates/search.html has the mark of a note: its verdict, or else its kind."""
    return f"verdict:{note.rating}" if note.outline.verdict else note.rating or note.outline.kind


def _source_text(source: Source) -> str:
    return ", ".join(part for part in (source.author, source.title, source.publisher) if part)


def _speaker_document(entry: SpeakerEntry) -> SearchDocument:
    speaker = entry.speaker
    bio = _text_of(speaker.bio)
    card = Card(
        kind="speaker",
        title=speaker.name,
        address=entry.address,
        text=_shown([bio]),
        about=_office(speaker),
    )
    roles = (f"{role.title} {role.organisation}" for role in speaker.roles)
    fields = (_lines([speaker.name, *speaker.aliases]), _lines([card.about, *roles, bio]), "", "")
    return SearchDocument(card, fields, Values(("speaker",), speaker=(speaker.id,)))


def _office(speaker: Speaker) -> str:
    return ", ".join(part for part in (speaker.role, speaker.affiliation) if part)


def _other_language(archive: Archive, article: Article) -> str:
    return article.language if article.language != archive.config.language else ""


def _iso(date: Date | None) -> str:
    return date.iso if date else ""


def _shown(texts: Iterable[str]) -> str:
    """Return what of the texts can be shown, with a sign where one ends: titles and captions have no full stop."""
    return " · ".join(text for text in texts if text)[:LONGEST_TEXT]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _text_of(html: Html) -> str:
    """Return the words of markup that the reading step made, where every < and > of a text is escaped."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())
