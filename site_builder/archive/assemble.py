"""Content to Archive: numbers the notes, links speakers, labels and claims, and puts everything in order.

Comes in: the outlines of all articles, and a library that opens them. Goes out: the Archive of what is published, and
problems that only the whole can show. What is a draft or was withdrawn is decided here and nowhere else. No article is
opened: all of this is done at every build.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from site_builder import urls
from site_builder.archive.claims import link_claims
from site_builder.archive.drafts import show_drafts
from site_builder.archive.linking import Linking
from site_builder.model import (
    Archive,
    Article,
    ArticleEntry,
    ArticleOutline,
    Content,
    Correction,
    Date,
    Library,
    Note,
    SpeakerName,
    Surroundings,
)
from site_builder.problems import Problem
from site_builder.urls import fold_label

_UNDATED = 1
"""Sorts after every date, whose ranks are negative."""


def assemble_archive(content: Content, library: Library, *, drafts: bool = False) -> tuple[Archive, list[Problem]]:
    """Return the archive of what is published, with `drafts` of those too, and the problems between its parts."""
    enter = _Entrance(content, library).enter
    outlines = map(show_drafts, content.articles) if drafts else content.articles
    entries = [enter(outline) for outline in sorted(outlines, key=_newest_article)]
    shown = {"published", "draft"} if drafts else {"published"}
    published = [entry for entry in entries if entry.article.status in shown]
    withdrawn = tuple(entry.entry for entry in entries if entry.article.status == "withdrawn")
    notes = {note.key: note for entry in published for note in entry.notes}
    newest = sorted(notes.values(), key=_newest_note)
    claims, problems = link_claims(newest)
    linking = Linking([entry.entry for entry in published], newest, library)
    topics, topic_problems = linking.topics()
    outlets, outlet_problems = linking.outlets()
    author_problems = linking.author_problems()
    archive = Archive(
        config=content.config,
        verdict_keys=tuple(content.config.verdicts),
        library=library,
        articles=tuple(entry.entry for entry in published),
        withdrawn=withdrawn,
        pages=content.pages,
        speakers=linking.speakers(content.speakers),
        contributors=content.contributors,
        topics=topics,
        outlets=outlets,
        claims=claims,
        notes=notes,
        corrections=_collect_corrections(published),
        series=_collect_series(published),
        addresses={
            entry.article.file: entry.entry.address for entry in entries if drafts or entry.article.status != "draft"
        }
        | {page.file: urls.page_address(page.slug) for page in content.pages},
    )
    return archive, [*problems, *topic_problems, *outlet_problems, *author_problems]


class _Entered(NamedTuple):
    """An entry with its notes as they are, which the entry itself lets nobody look at unheard."""

    entry: ArticleEntry
    article: Article
    notes: Sequence[Note]
    withdrawn_notes: Sequence[Note]


class _Entrance:
    """Makes entries of outlines."""

    def __init__(self, content: Content, library: Library) -> None:
        names = {
            speaker.id: SpeakerName(speaker.id, speaker.name, speaker.role, speaker.affiliation, speaker.type)
            for speaker in content.speakers.values()
        }
        self._around = Surroundings(content.config.verdicts, names, library)

    def enter(self, outline: ArticleOutline) -> _Entered:
        around = self._around
        notes = [Note(note, outline, around) for note in outline.notes if note.number]
        is_gone = outline.article.status == "withdrawn"
        withdrawn = [note for note in notes if is_gone or note.outline.status == "withdrawn"]
        published = [note for note in notes if note not in withdrawn] if withdrawn else notes
        entry = ArticleEntry(outline, published, withdrawn, around.library)
        return _Entered(entry, outline.article, published, withdrawn)


def _newest_article(outline: ArticleOutline) -> tuple[int, str]:
    return (_newest(outline.article.date), outline.article.slug)


def _newest_note(note: Note) -> tuple[int, str, int]:
    return (_newest(note.said_on), note.article.slug, note.outline.number)


def _newest(date: Date | None) -> int:
    """Return a number by which the newest comes first, as `Date.newest_first` has it: fifty thousand are compared."""
    if date is None:
        return _UNDATED
    year, month, day = date
    return -(year * 10_000 + (month or 0) * 100 + (day or 0))


def _collect_series(entries: Iterable[_Entered]) -> dict[str, tuple[ArticleEntry, ...]]:
    series: dict[str, list[ArticleEntry]] = {}
    for entry in entries:
        if entry.article.series:
            series.setdefault(fold_label(entry.article.series), []).append(entry.entry)
    return {name: tuple(newest_first[::-1]) for name, newest_first in series.items()}


def _collect_corrections(entries: Iterable[_Entered]) -> tuple[Correction, ...]:
    """Return all changes of notes, newest first; those of one day by article, note and order in the sidecar."""
    notes = [note for entry in entries for note in (*entry.notes, *entry.withdrawn_notes)]
    corrections = [
        Correction(note, day, number) for note in notes for number, day in enumerate(note.outline.changes, start=1)
    ]
    corrections.sort(key=lambda correction: (correction.date.newest_first, correction.note.key))
    return tuple(corrections)
