"""Content to Archive: numbers the notes, links speakers, labels and claims, and puts everything in order.

Comes in: the outlines of all articles, and a library that opens them. Goes out: the Archive of what is published, and
problems that only the whole can show. What is a draft or was withdrawn is decided here and nowhere else. No article is
opened: all of this is done at every build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from site_builder import urls
from site_builder.archive.claims import link_claims
from site_builder.archive.drafts import show_drafts
from site_builder.archive.labels import LabelUse, assign_slugs, choose_spellings
from site_builder.model import (
    Archive,
    Article,
    ArticleEntry,
    ArticleOutline,
    Content,
    Correction,
    Date,
    Label,
    Library,
    Listed,
    Note,
    Speaker,
    SpeakerEntry,
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
    linking = _Linking(published, newest, library)
    topics, topic_problems = linking.topics()
    outlets, outlet_problems = linking.outlets()
    _, author_problems = choose_spellings(_uses(published, lambda article: article.authors), "author")
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
    notes: tuple[Note, ...]
    withdrawn_notes: tuple[Note, ...]


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
        saw, slug = around.library.saw, outline.article.slug
        listed = Listed(published, f"notes {slug}", saw, is_counted=True)
        listed_rest = Listed(withdrawn, f"withdrawn-notes {slug}", saw, is_counted=True)
        entry = ArticleEntry(outline, listed, listed_rest, around.library)
        return _Entered(entry, outline.article, tuple(published), tuple(withdrawn))


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


def _uses(entries: Iterable[_Entered], labels_of: Callable[[Article], Iterable[str]]) -> list[LabelUse]:
    articles = [entry.article for entry in entries]
    return [LabelUse(label, article) for article in articles for label in labels_of(article) if label]


class _Linking:
    """Links what several articles have in common to the articles and notes that have it, the newest first."""

    def __init__(self, entries: Sequence[_Entered], newest: Sequence[Note], library: Library) -> None:
        self._entries, self._newest, self._saw = entries, newest, library.saw

    def speakers(self, speakers: Mapping[str, Speaker]) -> dict[str, SpeakerEntry]:
        """Return the speakers by their sort names."""
        notes: dict[str, list[Note]] = {speaker_id: [] for speaker_id in speakers}
        for note in self._newest:
            outline = note.outline
            if outline.kind == "claim" and outline.speaker in notes:
                notes[outline.speaker].append(note)
        place = {entry.article.slug: (number, entry.entry) for number, entry in enumerate(self._entries)}
        linked = {}
        for speaker in sorted(speakers.values(), key=_by_name):
            spoken_in = sorted(place[slug] for slug in {note.article.slug for note in notes[speaker.id]})
            linked[speaker.id] = SpeakerEntry(
                speaker,
                Listed(notes[speaker.id], f"claims-of {speaker.id}", self._saw),
                Listed((entry for _, entry in spoken_in), f"articles-of {speaker.id}", self._saw),
            )
        return linked

    def topics(self) -> tuple[dict[str, Label], list[Problem]]:
        """Return the topics with their articles and the notes that carry them, by themselves or through their article.

        Of the notes that carry a topic through their article only the claims are listed with it.
        """
        uses = _uses(self._entries, lambda article: article.topics)
        articles: dict[str, list[ArticleEntry]] = {}
        notes: dict[str, list[Note]] = {}
        folded = _Folded()
        for entry in self._entries:
            for topic in folded[entry.article.topics]:
                articles.setdefault(topic, []).append(entry.entry)
        for note in self._newest:
            outline = note.outline
            own = outline.topics
            if own:
                uses += [LabelUse(topic, note) for topic in own]
            inherited = note.article.topics if outline.kind == "claim" else ()
            for topic in folded[inherited + own if own else inherited]:
                notes.setdefault(topic, []).append(note)
        return self._labels(uses, "topic", urls.topic_address, articles, notes)

    def outlets(self) -> tuple[dict[str, Label], list[Problem]]:
        """Return the outlets with their articles."""
        uses = _uses(self._entries, lambda article: [article.outlet])
        articles: dict[str, list[ArticleEntry]] = {}
        folded = _Folded()
        for entry in self._entries:
            if entry.article.outlet:
                (outlet,) = folded[(entry.article.outlet,)]
                articles.setdefault(outlet, []).append(entry.entry)
        return self._labels(uses, "outlet", urls.outlet_address, articles, {})

    def _labels(
        self,
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
                Listed(articles.get(label, ()), f"articles-with {what} {label}", self._saw),
                Listed(notes.get(label, ()), f"notes-with {what} {label}", self._saw),
            )
            for label in sorted(spellings)
        }
        return labels, problems


class _Folded(dict[tuple[str, ...], tuple[str, ...]]):
    """Gives the folded labels of labels, each once, and remembers them: few are used, each a thousand times."""

    def __missing__(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        self[labels] = tuple(dict.fromkeys(map(fold_label, labels)))
        return self[labels]


def _by_name(speaker: Speaker) -> tuple[str, str]:
    return (fold_label(speaker.sort_name or speaker.name), speaker.id)


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
