"""One page to be made, and the pages of a list.

Comes in: what a page is given, or the pages that a list was cut into. Goes out: PagePlan records. Which pages there are
is decided in pages.py and the modules beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

from markupsafe import Markup

from site_builder.model import Archive, ArticleEntry, Date, Direction, Note
from site_builder.problems import NOWHERE, Location
from site_builder.publishing.filters import ellipsis
from site_builder.publishing.list_filters import Entry, filter_list
from site_builder.publishing.lists import UNDATED, Group, ListPage, NamePage
from site_builder.publishing.wording import Wording

Context = Mapping[str, object]
Item = TypeVar("Item")

DESCRIPTION_LENGTH = 200
"""Characters of a page's description: about what search engines and link previews show."""


@dataclass(slots=True)
class PagePlan:
    """One page to be rendered.

    `given` is what its template is given, at once; `prepare` returns what more it is given, for which articles and
    notes are opened: it is called only when the page is rendered. `canonical` is the address that stands for this page
    where it is not its own; `indexed` tells whether search engines should list it; `feed` is the address of the page's
    own Atom feed; `location` is the content that asked for it.
    """

    address: str
    template: str
    title: str
    given: Context = field(default_factory=dict)
    prepare: Callable[[], Context] | None = None
    description: str = ""
    language: str = ""
    direction: Direction | None = None
    canonical: str = ""
    updated: Date | None = None
    indexed: bool = True
    feed: str = ""
    location: Location = NOWHERE


def plan_list(
    pages: Iterable[ListPage[Item]], template: str, title: str, shared: Context, wording: Wording
) -> Iterator[PagePlan]:
    """Yield the plan of each page of a list; `shared` is what all of them are given besides their own entries.

    `total` is the number of entries of the whole list, or, on the pages of a year, of that year.
    """
    for page in pages:
        heading = _heading(title, page, wording)
        total = sum(group.count for group in page.groups)
        context = {**shared, "heading": heading, "total": total, **page.context}
        yield PagePlan(page.address, template, heading, context)


def _heading(title: str, page: ListPage[Item], wording: Wording) -> str:
    """Return the title of a list with the year and the place of one of its pages."""
    if page.year == UNDATED:
        title = wording.text("title_undated", title=title)
    elif page.year:
        title = wording.text("title_of_year", title=title, year=page.year)
    if page.pager:
        title = wording.text("title_of_page", title=title, number=page.pager.number, total=page.pager.total)
    return title


def plan_names(
    pages: Sequence[NamePage[Item]], template: str, title: str, shared: Context, wording: Wording
) -> Iterator[PagePlan]:
    """Yield the plan of each page of a list by name; `pages` is given to all of them where they are several."""
    links = [(page.address, page.first, page.last) for page in pages] if len(pages) > 1 else []
    total = sum(group.count for page in pages for group in page.groups)
    for number, page in enumerate(pages, start=1):
        heading = wording.text("title_of_page", title=title, number=number, total=len(pages)) if links else title
        given = {**shared, "heading": title, "groups": page.groups, "pages": links, "total": total}
        yield PagePlan(page.address, template, heading, given)


def with_filter(
    archive: Archive, groups: Iterable[Group[Note]], prepare: Callable[[], Context] | None = None
) -> Context:
    """Return what a list of notes is filtered by, besides what else is prepared for its page."""
    entries = [Entry(note.key, (note,), group.label) for group in groups for note in group.items]
    return {**(prepare() if prepare else {}), "list_filter": filter_list(archive, entries)}


published_on: Callable[[ArticleEntry], Date | None] = attrgetter("article.date")
"""Returns the date by which an article is listed."""

said_on: Callable[[Note], Date | None] = attrgetter("said_on")
"""Returns the date by which a note is listed."""


def year_below(address: str) -> Callable[[str], str]:
    """Return how the page of a year is addressed below a list."""
    return lambda year: f"{address}{year}/"


def describe(*texts: str) -> str:
    """Return the first text that says something, on one line and no longer than a description should be."""
    text = next((text for text in texts if text.strip()), "")
    return ellipsis(" ".join(text.split()), DESCRIPTION_LENGTH)


def structured_data(data: Mapping[str, object]) -> Markup:
    """Return JSON-LD for a script element, "" for none. No text can end the element: < is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else ""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - JSON in which nothing is markup
