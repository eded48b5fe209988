"""Content to Archive: numbers the notes, links speakers, labels and claims, and puts everything in order.

Comes in: what was read, with the annotations' spans in place. Goes out: the Archive of what is published, and problems
that only the whole can show. Drafts are left out here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from site_builder import urls
from site_builder.archive.claims import link_claims
from site_builder.archive.labels import LabelUse, assign_slugs, choose_spellings
from site_builder.model import (
    Annotation,
    Archive,
    Article,
    ArticleEntry,
    Content,
    Correction,
    Date,
    Label,
    Note,
    Speaker,
    SpeakerEntry,
)
from site_builder.problems import Problem
from site_builder.urls import fold_label

_UNDATED = (1, 0, 0)
"""Sorts after every date in `newest_first` order, whose years are negative."""


def assemble_archive(content: Content) -> tuple[Archive, list[Problem]]:
    """Return the archive of what is published and the problems between its parts."""
    published = sorted((article for article in content.articles if article.status != "draft"), key=_newest_article)
    entries = tuple(ArticleEntry(article, _number_notes(article, content)) for article in published)
    notes = {note.key: note for entry in entries if entry.article.status == "published" for note in entry.notes}
    shown = {key: note for key, note in notes.items() if note.annotation.status == "published"}
    claims, problems = link_claims(shown)
    topics, topic_problems = _link_topics(entries, shown)
    outlets, outlet_problems = _link_outlets(entries)
    _, author_problems = choose_spellings(_uses(published, lambda article: article.authors), "author")
    newest = sorted(shown.values(), key=_newest_note)
    archive = Archive(
        config=content.config,
        articles=entries,
        pages=content.pages,
        speakers=_link_speakers(content.speakers, entries, newest),
        contributors=content.contributors,
        topics=topics,
        outlets=outlets,
        claims={note.key: claims[note.key] for note in newest if note.key in claims},
        notes=notes,
        corrections=_collect_corrections(notes.values()),
        addresses={article.file: urls.article_address(article.slug) for article in published}
        | {page.file: urls.page_address(page.slug) for page in content.pages},
    )
    return archive, [*problems, *topic_problems, *outlet_problems, *author_problems]


def _number_notes(article: Article, content: Content) -> tuple[Note, ...]:
    """Return the published notes in reading order, then the withdrawn ones: a page's numbers run through both."""
    shown = [annotation for annotation in article.annotations if annotation.status != "draft"]
    shown.sort(key=lambda annotation: (annotation.status == "withdrawn", annotation.reading_order))
    return tuple(_note(annotation, article, number, content) for number, annotation in enumerate(shown, start=1))


def _note(annotation: Annotation, article: Article, number: int, content: Content) -> Note:
    verdict = content.config.verdicts.get(annotation.verdict)
    return Note(annotation, article, number, verdict, content.speakers.get(annotation.speaker))


def _newest_article(article: Article) -> tuple[tuple[int, int, int], str]:
    return (_newest(article.date), article.slug)


def _newest_note(note: Note) -> tuple[tuple[int, int, int], str, int]:
    return (_newest(note.said_on), note.article.slug, note.number)


def _newest(date: Date | None) -> tuple[int, int, int]:
    return date.newest_first if date else _UNDATED


def _link_speakers(
    speakers: Mapping[str, Speaker], entries: Iterable[ArticleEntry], newest: Iterable[Note]
) -> dict[str, SpeakerEntry]:
    notes: dict[str, list[Note]] = {speaker_id: [] for speaker_id in speakers}
    for note in newest:
        if note.annotation.kind == "claim" and note.speaker:
            notes[note.speaker.id].append(note)
    entry_of = {entry.article.slug: entry for entry in entries}
    position = {slug: place for place, slug in enumerate(entry_of)}
    by_name = sorted(speakers.values(), key=lambda speaker: (fold_label(speaker.sort_name or speaker.name), speaker.id))
    linked = {}
    for speaker in by_name:
        spoken_in = sorted({note.article.slug for note in notes[speaker.id]}, key=position.__getitem__)
        articles = tuple(entry_of[slug] for slug in spoken_in)
        linked[speaker.id] = SpeakerEntry(speaker, tuple(notes[speaker.id]), articles)
    return linked


def _uses(articles: Iterable[Article], labels_of: Callable[[Article], Iterable[str]]) -> list[LabelUse]:
    return [LabelUse(label, article.location) for article in articles for label in labels_of(article) if label]


def _link_topics(entries: Iterable[ArticleEntry], shown: Mapping[str, Note]) -> tuple[dict[str, Label], list[Problem]]:
    """Link each topic to its articles and to the claims that carry it, by themselves or through their article."""
    uses = _uses((entry.article for entry in entries), lambda article: article.topics)
    uses += [LabelUse(topic, note.annotation.location) for note in shown.values() for topic in note.annotation.topics]
    articles: dict[str, list[ArticleEntry]] = {}
    notes: dict[str, list[Note]] = {}
    for entry in entries:
        for topic in dict.fromkeys(map(fold_label, entry.article.topics)):
            articles.setdefault(topic, []).append(entry)
    for note in sorted(shown.values(), key=_newest_note):
        if note.annotation.kind == "claim":
            for topic in dict.fromkeys(map(fold_label, (*note.article.topics, *note.annotation.topics))):
                notes.setdefault(topic, []).append(note)
    return _labels(uses, "topic", urls.topic_address, articles, notes)


def _link_outlets(entries: Iterable[ArticleEntry]) -> tuple[dict[str, Label], list[Problem]]:
    uses = _uses((entry.article for entry in entries), lambda article: [article.outlet])
    articles: dict[str, list[ArticleEntry]] = {}
    for entry in entries:
        if entry.article.outlet:
            articles.setdefault(fold_label(entry.article.outlet), []).append(entry)
    return _labels(uses, "outlet", urls.outlet_address, articles, {})


def _labels(
    uses: list[LabelUse],
    what: str,
    address_of: Callable[[str], str],
    articles: Mapping[str, list[ArticleEntry]],
    notes: Mapping[str, list[Note]],
) -> tuple[dict[str, Label], list[Problem]]:
    spellings, problems = choose_spellings(uses, what)
    slugs = assign_slugs(spellings)
    labels = {
        label: Label(
            spellings[label],
            slugs[label],
            address_of(slugs[label]),
            tuple(articles.get(label, ())),
            tuple(notes.get(label, ())),
        )
        for label in sorted(spellings)
    }
    return labels, problems


def _collect_corrections(notes: Iterable[Note]) -> tuple[Correction, ...]:
    """Return all changes of notes, newest first; those of one day by article, note and order in the sidecar."""
    corrections = [Correction(note, change) for note in notes for change in note.annotation.changes]
    corrections.sort(key=lambda correction: (correction.change.date.newest_first, correction.note.key))
    return tuple(corrections)
