"""The ids of headings: from a heading's text, unique in its page, and never one that the page itself uses."""

from __future__ import annotations

from site_builder import urls

PREFIX = "section-"
PAGE_IDS = frozenset(
    """
    about article aside body caption claims content contents corrections dek details feed filters footer footnotes
    head header help history home keys main menu nav navigation note notes page print query reader results search
    settings site skip sources speakers summary text timeline-name timeline-text timeline-title title toc top topics
    verdict-chart-name verdict-chart-text verdict-chart-title withdrawn-notes
    """.split()
)
"""Ids that a page's own elements have or may well get; a heading keeps clear of them."""

_PAGE_PREFIXES = ("cite-", "note-", "ref-", "fn")


class HeadingIds:
    """Gives out ids, each one once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def next(self, text: str) -> str:
        """Return the id of the next heading, numbered from 2 on where its text occurred before."""
        wanted = candidate = heading_slug(text)
        while candidate in self._given:
            self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            candidate = f"{wanted}-{self._numbers[wanted]}"
        self._given.add(candidate)
        return candidate


def heading_slug(text: str) -> str:
    """Return the slug of a heading's text, prefixed where the page has other uses for it."""
    slug = urls.slugify(text)
    if not slug or slug in PAGE_IDS or slug.startswith(_PAGE_PREFIXES):
        return f"{PREFIX}{slug}".rstrip("-")
    return slug
