"""Content to Archive: numbers the notes, links speakers, labels and claims, and puts everything in order.

Comes in: the outlines of all articles, and a library that opens them. Goes out: the Archive of what is published, and
problems that only the whole can show. What is a draft or was withdrawn is decided here and nowhere else. No article is
opened: all of this is done at every build.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from site_builder import urls
from site_builder.archive.claims import link_claims
from site_builder.archive.drafts import show_drafts
from site_builder.archive.labels import LabelUse, Writer, assign_slugs, choose_spellings
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

Written = Callable[[], Iterable[tuple[Sequence[str], Writer]]]
"""Tells where labels are written, each time anew."""

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
        articles: dict[str, list[ArticleEntry]] = defaultdict(list)
        notes: dict[str, list[Note]] = defaultdict(list)
        with_own = []
        folded = _Folded()
        for entry in self._entries:
            for topic in folded[entry.article.topics]:
                articles[topic].append(entry.entry)
        for note in self._newest:
            outline = note.outline
            own = outline.topics
            if own:
                with_own.append(note)
            inherited = note.article.topics if outline.kind == "claim" else ()
            for topic in folded[inherited + own if own else inherited]:
                notes[topic].append(note)

        def written() -> Iterator[tuple[Sequence[str], Writer]]:
            yield from ((entry.article.topics, entry.article) for entry in self._entries)
            yield from ((note.outline.topics, note) for note in with_own)

        return self._labels(written, "topic", urls.topic_address, articles, notes)

    def outlets(self) -> tuple[dict[str, Label], list[Problem]]:
        """Return the outlets with their articles."""
        articles: dict[str, list[ArticleEntry]] = defaultdict(list)
        folded = _Folded()
        with_outlet = [entry for entry in self._entries if entry.article.outlet]
        for entry in with_outlet:
            (outlet,) = folded[(entry.article.outlet,)]
            articles[outlet].append(entry.entry)

        def written() -> Iterator[tuple[Sequence[str], Writer]]:
            return (((entry.article.outlet,), entry.article) for entry in with_outlet)

        return self._labels(written, "outlet", urls.outlet_address, articles, {})

    def author_problems(self) -> list[Problem]:
        """Return a warning wherever the name of an author is spelled in another way than mostly."""
        return _choose_spellings("author", lambda: ((entry.article.authors, entry.article) for entry in self._entries))[
            1
        ]

    def _labels(
        self,
        written: Written,
        what: str,
        address_of: Callable[[str], str],
        articles: Mapping[str, list[ArticleEntry]],
        notes: Mapping[str, list[Note]],
    ) -> tuple[dict[str, Label], list[Problem]]:
        spellings, problems = _choose_spellings(what, written)
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


def _choose_spellings(what: str, written: Written) -> tuple[dict[str, str], list[Problem]]:
    counts = Counter(chain.from_iterable(labels for labels, _ in written()))
    return choose_spellings(
        counts, what, lambda: (LabelUse(label, writer) for labels, writer in written() for label in labels)
    )


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
