"""The pages of topics or outlets: the list by name, and each with its articles and its notes.

Comes in: the labels of one sort. Goes out: PagePlan records; no note is opened for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from site_builder import urls
from site_builder.model import Archive, Label, Note
from site_builder.publishing.lists import cut_list, cut_names
from site_builder.publishing.page_plan import (
    Context,
    PagePlan,
    plan_list,
    plan_names,
    published_on,
    said_on,
    with_filter,
    year_below,
)
from site_builder.publishing.wording import Wording

LABEL_NOTES = 12
"""The newest notes that a label's own page shows; where there are claim pages, all of them stand on a page below it."""


def plan_labels(
    archive: Archive, title: str, address: str, labels: Iterable[Label], wording: Wording
) -> Iterator[PagePlan]:
    """Yield the pages of the topics or the outlets: the list, and each with its articles and its notes."""
    listed = list(labels)
    yield from plan_names(cut_names(listed, _text, address), "labels.html", title, {}, wording)
    for label in listed:
        notes = label.notes[:]
        shared = {"parent": title, "parent_address": address, "label": label}
        has_more = len(notes) > LABEL_NOTES and archive.config.outputs.claim_pages
        newest = {
            "notes": notes[:LABEL_NOTES],
            "notes_address": urls.notes_below(label.address) if has_more else "",
        }
        pages = cut_list(label.articles, published_on, label.address, year_below(label.address))
        yield from plan_list(pages, "label.html", label.text, {**shared, **newest}, wording)
        if has_more:
            yield from _plan_label_notes(archive, label, notes, shared, wording)


def _plan_label_notes(
    archive: Archive, label: Label, notes: Sequence[Note], shared: Context, wording: Wording
) -> Iterator[PagePlan]:
    """Yield the pages of all notes with a label: they stand below the label's own, which has the newest."""
    address = urls.notes_below(label.address)
    pages = cut_list(notes, said_on, address, year_below(address))
    title = wording.text("notes_on", topic=label.text)
    for page, plan in zip(pages, plan_list(pages, "label_notes.html", title, shared, wording), strict=True):
        yield replace(plan, prepare=partial(with_filter, archive, page.groups))


def _text(label: Label) -> str:
    return label.text
