"""What several articles have in common: speakers, topics and outlets, each with the articles and notes that have it.

Comes in: the entries and notes of an archive, the newest first. Goes out: SpeakerEntry and Label records, and warnings
about labels that are spelled in several ways. Which articles and notes a record lists is found out when the first list
is looked at: a build that makes one page looks at few, and then fifty thousand notes need not be sorted out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import Literal

from site_builder import urls
from site_builder.archive.labels import LabelUse, Writer, assign_slugs, choose_spellings
from site_builder.model import ArticleEntry, Label, Library, Listed, Note, Speaker, SpeakerEntry
from site_builder.problems import Problem
from site_builder.urls import fold_label

Written = Callable[[], Iterable[tuple[Sequence[str], Writer]]]
"""Tells where labels are written, each time anew."""

LabelKind = Literal["topic", "outlet"]


class Linking:
    """Links the articles and the notes of an archive, both with the newest first."""

    def __init__(self, articles: Sequence[ArticleEntry], newest: Sequence[Note], library: Library) -> None:
        self._articles, self._newest, self._saw = articles, newest, library.saw
        self._folded = _Folded()

    def speakers(self, speakers: Mapping[str, Speaker]) -> dict[str, SpeakerEntry]:
        """Return the speakers by their sort names, each with every claim and the articles that these stand in."""
        return {
            speaker.id: SpeakerEntry(
                speaker,
                Listed(partial(self._claims_of, speaker.id), f"claims-of {speaker.id}", self._saw),
                Listed(partial(self._articles_of, speaker.id), f"articles-of {speaker.id}", self._saw),
            )
            for speaker in sorted(speakers.values(), key=_by_name)
        }

    def topics(self) -> tuple[dict[str, Label], list[Problem]]:
        """Return the topics with their articles and the notes that carry them, by themselves or through their article.

        Of the notes that carry a topic through their article only the claims are listed with it.
        """
        with_own = [note for note in self._newest if note.outline.topics]

        def written() -> Iterator[tuple[Sequence[str], Writer]]:
            yield from ((entry.article.topics, entry.article) for entry in self._articles)
            yield from ((note.outline.topics, note) for note in with_own)

        return self._labels(written, "topic", urls.topic_address)

    def outlets(self) -> tuple[dict[str, Label], list[Problem]]:
        """Return the outlets with their articles."""

        def written() -> Iterator[tuple[Sequence[str], Writer]]:
            return (((entry.article.outlet,), entry.article) for entry in self._articles if entry.article.outlet)

        return self._labels(written, "outlet", urls.outlet_address)

    def author_problems(self) -> list[Problem]:
        """Return a warning wherever the name of an author is spelled in another way than mostly."""

        def written() -> Iterator[tuple[Sequence[str], Writer]]:
            return ((entry.article.authors, entry.article) for entry in self._articles)

        _, problems = _choose_spellings("author", written)
        return problems

    def _labels(
        self, written: Written, what: LabelKind, address_of: Callable[[str], str]
    ) -> tuple[dict[str, Label], list[Problem]]:
        spellings, problems = _choose_spellings(what, written)
        slugs = assign_slugs(spellings)
        labels = {
            label: Label(
                spellings[label],
                slugs[label],
                address_of(slugs[label]),
                Listed(partial(self._articles_with, what, label), f"articles-with {what} {label}", self._saw),
                Listed(partial(self._notes_with, what, label), f"notes-with {what} {label}", self._saw),
            )
            for label in sorted(spellings)
        }
        return labels, problems

    # ---------------------------------------------------------------- what is listed; methods, as they can be pickled

    def _claims_of(self, speaker_id: str) -> Sequence[Note]:
        return self._claims_by_speaker.get(speaker_id, ())

    def _articles_of(self, speaker_id: str) -> Sequence[ArticleEntry]:
        places = {self._place[note.article.slug] for note in self._claims_of(speaker_id)}
        return [self._articles[place] for place in sorted(places)]

    def _articles_with(self, what: LabelKind, label: str) -> Sequence[ArticleEntry]:
        return (self._articles_by_topic if what == "topic" else self._articles_by_outlet).get(label, ())

    def _notes_with(self, what: LabelKind, label: str) -> Sequence[Note]:
        return self._notes_by_topic.get(label, ()) if what == "topic" else ()

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {entry.article.slug: place for place, entry in enumerate(self._articles)}

    @cached_property
    def _claims_by_speaker(self) -> Mapping[str, Sequence[Note]]:
        claims: dict[str, list[Note]] = defaultdict(list)
        for note in self._newest:
            if note.outline.kind == "claim":
                claims[note.outline.speaker].append(note)
        return claims

    @cached_property
    def _articles_by_topic(self) -> Mapping[str, Sequence[ArticleEntry]]:
        articles: dict[str, list[ArticleEntry]] = defaultdict(list)
        for entry in self._articles:
            for topic in self._folded[entry.article.topics]:
                articles[topic].append(entry)
        return articles

    @cached_property
    def _notes_by_topic(self) -> Mapping[str, Sequence[Note]]:
        notes: dict[str, list[Note]] = defaultdict(list)
        for note in self._newest:
            outline = note.outline
            own = outline.topics
            inherited = note.article.topics if outline.kind == "claim" else ()
            for topic in self._folded[inherited + own if own else inherited]:
                notes[topic].append(note)
        return notes

    @cached_property
    def _articles_by_outlet(self) -> Mapping[str, Sequence[ArticleEntry]]:
        articles: dict[str, list[ArticleEntry]] = defaultdict(list)
        for entry in self._articles:
            if entry.article.outlet:
                articles[fold_label(entry.article.outlet)].append(entry)
        return articles


def _choose_spellings(what: str, written: Written) -> tuple[dict[str, str], list[Problem]]:
    def uses() -> Iterator[LabelUse]:
        return (LabelUse(label, writer) for labels, writer in written() for label in labels)

    return choose_spellings(Counter(chain.from_iterable(labels for labels, _ in written())), what, uses)


class _Folded(dict[tuple[str, ...], tuple[str, ...]]):
    """Gives the folded labels of labels, each once, and remembers them: few are used, each a thousand times."""

    def __missing__(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        self[labels] = tuple(dict.fromkeys(map(fold_label, labels)))
        return self[labels]


def _by_name(speaker: Speaker) -> tuple[str, str]:
    return (fold_label(speaker.sort_name or speaker.name), speaker.id)
