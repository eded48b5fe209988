"""The kinds of page that are judged: one address each, and how a page is brought into the state that is meant.

Every address is one of content/ or samples/. Panels and results are opened as a reader opens them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

MANY_NOTES = "articles/a-briefing-on-detainers/"
NOT_FOUND = "no-such-page/"


def no_step(_page: Page) -> None:
    """Leave the page as it loads."""


def open_filters(page: Page) -> None:
    """Open the panel of filters, which is open already where it stands beside a list."""
    panel = page.locator("[data-search-filters]")
    panel.wait_for()
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    page.locator("[data-search-filters] input:visible").first.wait_for()


def open_results(page: Page) -> None:
    """Wait for the results of the query in the address."""
    page.locator(".search-result:visible").first.wait_for()


def open_suggestions(page: Page) -> None:
    """Type in the box of every page, and choose the first result."""
    page.locator("[data-search-box] input").press_sequentially("moon")
    page.locator("[role=option]:visible").first.wait_for()
    page.keyboard.press("ArrowDown")


def open_settings(page: Page) -> None:
    """Open the panel of settings."""
    page.locator(".settings-open").click()
    page.locator("[data-settings]:visible").wait_for()


def open_keys(page: Page) -> None:
    """Open the list of keys."""
    page.keyboard.press("?")
    page.locator("dialog[data-keys]:visible").wait_for()


def open_notes(page: Page) -> None:
    """Open every note."""
    page.eval_on_selector_all("details", "all => { for (const one of all) one.open = true; }")


def hold_refresh(page: Page) -> None:
    """Have the page that leads to another stay."""

    def stay(route: Route) -> None:
        body = route.fetch().text().replace('http-equiv="refresh"', 'name="held"')
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/", stay)


@dataclass(frozen=True)
class Kind:
    """A kind of page: an example's address, what is done before it loads, and what after."""

    name: str
    path: str
    before: Callable[[Page], None] = no_step
    after: Callable[[Page], None] = no_step

    @property
    def address(self) -> str:
        """Return the path below the site as it stands in an address."""
        return quote(self.path, safe="/?=&")


KINDS = (
    Kind("home", ""),
    Kind("article", "articles/the-unsinkable-ship/"),
    Kind("article with every note open", "articles/the-great-moon-hoax/", after=open_notes),
    Kind("article with 20 notes", MANY_NOTES),
    Kind("article in German", "articles/die-n-strahlen/"),
    Kind("article from right to left", "articles/قنوات-المريخ/"),
    Kind("withdrawn article", "articles/a-sheet-that-was-withdrawn/"),
    Kind("speakers", "speakers/"),
    Kind("speaker", "speakers/philip-franklin/"),
    Kind("speaker without claims", "speakers/a-silent-witness/"),
    Kind("organisation", "speakers/white-star-line/"),
    Kind("claims", "claims/"),
    Kind("claims, filters open", "claims/?verdict=false", after=open_filters),
    Kind("claim", "claims/the-unsinkable-ship/perfectly-satisfied/"),
    Kind("claim in German", "claims/die-n-strahlen/prisma/"),
    Kind("topics", "topics/"),
    Kind("topic", "topics/newspapers/"),
    Kind("notes of a topic", "topics/newspapers/notes/"),
    Kind("outlets", "outlets/"),
    Kind("outlet", "outlets/the-annotated-record/"),
    Kind("archive", "archive/"),
    Kind("year of the archive", "archive/1969/"),
    Kind("corrections", "corrections/"),
    Kind("contributors", "contributors/"),
    Kind("page", "about/"),
    Kind("search", "search/"),
    Kind("search, results", "search/?q=moon", after=open_results),
    Kind("search, filters open", "search/?q=moon&kind=article", after=open_filters),
    Kind("search box, results", "articles/canals-on-mars/", after=open_suggestions),
    Kind("settings", "articles/dewey-and-truman/", after=open_settings),
    Kind("keys", "articles/martians-on-the-air/", after=open_keys),
    Kind("not found", NOT_FOUND),
    Kind("redirect", "articles/moon-hoax/", before=hold_refresh),
)

DOCUMENTS = (
    Kind("documentation", ""),
    Kind("document", "tutorial/"),
    Kind("document with tables", "format/"),
    Kind("document with a picture", "benchmarks/"),
    Kind("document below an index", "quote-not-found/"),
)
"""The kinds of page of docs/."""
