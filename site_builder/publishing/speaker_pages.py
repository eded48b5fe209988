"""The pages of speakers: the list by name, and each with every claim.

Comes in: the Archive. Goes out: PagePlan records; no note is opened for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from site_builder import urls
from site_builder.model import Archive, Label, Note, SpeakerEntry
from site_builder.publishing.lists import cut_list, cut_names
from site_builder.publishing.page_plan import (
    Context,
    PagePlan,
    describe,
    plan_list,
    plan_names,
    said_on,
    with_filter,
    year_below,
)
from site_builder.publishing.people import Affiliations
from site_builder.publishing.tallies import count_note_verdicts
from site_builder.publishing.timelines import timeline_of
from site_builder.publishing.wording import Wording


def plan_speakers(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    """Yield the pages of speakers: the list by name, and each speaker's own."""
    entries = list(archive.speakers.values())
    yield from plan_names(
        cut_names(entries, _sort_name, urls.SPEAKERS), "speakers.html", wording.text("speakers"), {}, wording
    )
    affiliations = Affiliations(entry.speaker for entry in entries)
    for entry in entries:
        yield from _plan_speaker(archive, entry, affiliations, wording)


def _sort_name(entry: SpeakerEntry) -> str:
    return entry.speaker.sort_name or entry.speaker.name


def _plan_speaker(
    archive: Archive, entry: SpeakerEntry, affiliations: Affiliations, wording: Wording
) -> Iterator[PagePlan]:
    speaker, notes = entry.speaker, entry.notes[:]
    shared = {
        "entry": entry,
        "people": affiliations.people_of(speaker),
        "organisations": affiliations.organisations_of(speaker),
    }

    def prepare() -> Context:
        claims = entry.notes[:]  # looked at again, so that it is heard what these are made of
        verdicts = count_note_verdicts(claims, archive.verdict_order, wording)
        timeline = timeline_of(claims, verdicts, wording.language.months)
        return {"verdicts": verdicts, "timeline": timeline, "topics": _topics_of(archive, claims)}

    description = describe(", ".join(filter(None, [speaker.name, speaker.role, speaker.affiliation])))
    pages = cut_list(notes, said_on, entry.address, year_below(entry.address))
    feed = urls.speaker_feed(speaker.id) if archive.config.outputs.speaker_feeds else ""
    for page, plan in zip(pages, plan_list(pages, "speaker.html", speaker.name, shared, wording), strict=True):
        finish = partial(with_filter, archive, page.groups, prepare if not page.year else _no_overview)
        yield replace(plan, prepare=finish, description=description, feed=feed, location=speaker.location)


def _no_overview() -> Context:
    """Return what the page of a speaker's year is given in place of what stands on the speaker's first page."""
    return {"verdicts": [], "timeline": None, "topics": []}


def _topics_of(archive: Archive, notes: Iterable[Note]) -> list[Label]:
    keys = {key for note in notes for key in (*note.article.topics, *note.outline.topics)}
    labels = {label.slug: label for label in map(archive.topic, keys)}
    return sorted(labels.values(), key=lambda label: label.slug)
