"""Content to Archive: numbers the notes, links speakers, labels and claims, and puts everything in order.

Comes in: what was read, with the annotations' spans in place. Goes out: the Archive of what is published, and problems
that only the whole can show. What is a draft or was withdrawn is decided here and nowhere else.
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
    entries = [_enter(article, content) for article in sorted(content.articles, key=_newest_article)]
    published = tuple(entry for entry in entries if entry.article.status == "published")
    withdrawn = tuple(entry for entry in entries if entry.article.status == "withdrawn")
    notes = {note.key: note for entry in published for note in entry.notes}
    newest = sorted(notes.values(), key=_newest_note)
    claims, problems = link_claims(notes)
    topics, topic_problems = _link_topics(published, newest)
    outlets, outlet_problems = _link_outlets(published)
    _, author_problems = choose_spellings(_uses(published, lambda article: article.authors), "author")
    archive = Archive(
        config=content.config,
        articles=published,
        withdrawn=withdrawn,
        pages=content.pages,
        speakers=_link_speakers(content.speakers, published, newest),
        contributors=content.contributors,
        topics=topics,
        outlets=outlets,
        claims={note.key: claims[note.key] for note in newest if note.key in claims},
        notes=notes,
        corrections=_collect_corrections(published),
        series=_collect_series(published),
        addresses={entry.article.file: entry.address for entry in (*published, *withdrawn)}
        | {page.file: urls.page_address(page.slug) for page in content.pages},
    )
    return archive, [*problems, *topic_problems, *outlet_problems, *author_problems]


def _enter(article: Article, content: Content) -> ArticleEntry:
    """Return an article with its notes numbered in reading order; the numbers of withdrawn ones go on from there."""
    not_drafts = [annotation for annotation in article.annotations if annotation.status != "draft"]
    gone = article.status == "withdrawn"
    shown = [annotation for annotation in not_drafts if annotation.status == "published" and not gone]
    withdrawn = [annotation for annotation in not_drafts if annotation.status == "withdrawn" or gone]
    for group in (shown, withdrawn):
        group.sort(key=lambda annotation: annotation.reading_order)
    numbered = enumerate((*shown, *withdrawn), start=1)
    notes = [_note(annotation, article, number, content) for number, annotation in numbered]
    return ArticleEntry(article, tuple(notes[: len(shown)]), tuple(notes[len(shown) :]))


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


def _uses(entries: Iterable[ArticleEntry], labels_of: Callable[[Article], Iterable[str]]) -> list[LabelUse]:
    articles = [entry.article for entry in entries]
    return [LabelUse(label, article.location) for article in articles for label in labels_of(article) if label]


def _link_topics(entries: Iterable[ArticleEntry], newest: Iterable[Note]) -> tuple[dict[str, Label], list[Problem]]:
    """Link each topic to its articles and to the notes that carry it, by themselves or through their article.

    Of the notes that carry a topic through their article only the claims are listed with it.
    """
    uses = _uses(entries, lambda article: article.topics)
    articles: dict[str, list[ArticleEntry]] = {}
    notes: dict[str, list[Note]] = {}
    for entry in entries:
        for topic in dict.fromkeys(map(fold_label, entry.article.topics)):
            articles.setdefault(topic, []).append(entry)
    for note in newest:
        uses += [LabelUse(topic, note.annotation.location) for topic in note.annotation.topics]
        inherited = note.article.topics if note.annotation.kind == "claim" else ()
        for topic in dict.fromkeys(map(fold_label, (*inherited, *note.annotation.topics))):
            notes.setdefault(topic, []).append(note)
    return _labels(uses, "topic", urls.topic_address, articles, notes)


def _link_outlets(entries: Iterable[ArticleEntry]) -> tuple[dict[str, Label], list[Problem]]:
    uses = _uses(entries, lambda article: [article.outlet])
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


def _collect_series(entries: Iterable[ArticleEntry]) -> dict[str, tuple[ArticleEntry, ...]]:
    series: dict[str, list[ArticleEntry]] = {}
    for entry in entries:
        if entry.article.series:
            series.setdefault(fold_label(entry.article.series), []).append(entry)
    return {name: tuple(newest_first[::-1]) for name, newest_first in series.items()}


def _collect_corrections(entries: Iterable[ArticleEntry]) -> tuple[Correction, ...]:
    """Return all changes of notes, newest first; those of one day by article, note and order in the sidecar."""
    notes = [note for entry in entries for note in (*entry.notes, *entry.withdrawn_notes)]
    corrections = [
        Correction(note, change, number)
        for note in notes
        for number, change in enumerate(note.annotation.changes, start=1)
    ]
    corrections.sort(key=lambda correction: (correction.change.date.newest_first, correction.note.key))
    return tuple(corrections)
