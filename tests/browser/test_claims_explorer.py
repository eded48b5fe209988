"""Lists that are filtered where they stand, and the way from a list in pages to the search page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.archives_of_claims import LONG_LABEL, TWELVE, build_site, settings, write_archive
from tests.browser.conftest import BuiltSite, NewPage

KEYS = [key for key, _, _ in TWELVE]
ADA_AND_BOB = ["ada"] * 8 + ["bob"] * 2
ADDRESSES_OF_LISTS = ["claims/", "speakers/ada/", "topics/topic-0/notes/"]


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site whose lists stand on one page each."""
    folder = tmp_path_factory.mktemp("short")
    write_archive(folder / "content", settings(TWELVE), ADA_AND_BOB * 6, KEYS)
    return build_site(folder / "content", folder / "site")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site whose lists are cut into pages."""
    folder = tmp_path_factory.mktemp("long")
    write_archive(folder / "content", settings(TWELVE), ADA_AND_BOB * 52, KEYS)
    return build_site(folder / "content", folder / "site")


def shown(page: Page) -> Locator:
    return page.locator("[data-filter]:visible")


def box(page: Page, facet: str, name: str) -> Locator:
    """Return the box of a value in the panel."""
    values = page.locator(f"[data-search-facet={facet}]")
    return values.get_by_role("checkbox", name=re.compile(f"^{re.escape(name)}"))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("address", ADDRESSES_OF_LISTS)
def test_a_list_is_filtered_and_the_address_says_by_what(short: BuiltSite, page: Page, address: str) -> None:
    page.goto(short.file_url(address))
    panel = page.locator("[data-search-filters]")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    total = shown(page).count()
    box(page, "verdict", "Disputed").check()
    assert query(page) == {"verdict": ["disputed"]}
    disputed = shown(page).count()
    assert 0 < disputed < total
    expect(page.locator("[data-list-status]")).to_have_text(f"{disputed} of {total} shown.")
    assert {text.strip() for text in shown(page).locator(".finding").all_inner_texts()} == {"Disputed"}
    box(page, "verdict", "Right").check()
    assert query(page) == {"verdict": ["right", "disputed"]}
    assert shown(page).count() > disputed
    page.go_back()
    expect(shown(page)).to_have_count(disputed)
    expect(box(page, "verdict", "Right")).not_to_be_checked()
    page.reload()
    expect(shown(page)).to_have_count(disputed)
    page.get_by_role("button", name="Clear all filters").click()
    expect(shown(page)).to_have_count(total)
    assert query(page) == {}


@pytest.mark.parametrize("address", ADDRESSES_OF_LISTS)
def test_claims_that_are_not_rated_are_filtered_for(short: BuiltSite, page: Page, address: str) -> None:
    page.goto(short.file_url(address))
    panel = page.locator("[data-search-filters]")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    total = shown(page).count()
    page.locator("[data-search-facet=verdict]").get_by_role("button", name="Show all").click()
    box(page, "verdict", "Not rated").check()
    assert query(page) == {"verdict": ["unrated"]}
    assert 0 < shown(page).count() < total
    assert {text.strip() for text in shown(page).locator(".finding").all_inner_texts()} == {"Not rated"}


def test_search_filters_for_claims_that_are_not_rated(short: BuiltSite, page: Page) -> None:
    page.goto(short.file_url("search/") + "?kind=claim&verdict=unrated")
    expect(page.locator("[data-search-status]")).to_have_text("9 results.")
    expect(box(page, "verdict", "Not rated")).to_be_checked()


def test_facets_together_mean_all_of_them(short: BuiltSite, page: Page) -> None:
    page.goto(short.file_url("claims/"))
    box(page, "year", "1991").check()
    box(page, "year", "1992").check()
    box(page, "speaker", "Bob Ypsilon").check()
    box(page, "outlet", "Paper 1").check()
    assert query(page) == {"speaker": ["bob"], "outlet": ["paper-1"], "year": ["1992", "1991"]}
    assert shown(page).locator(".claim-text").all_inner_texts() == ["… number 18 holds", "… number 19 holds"]
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    expect(page.locator("#year-1991 .count")).to_have_text("2")


def test_a_value_of_a_long_facet_is_found_by_typing(tmp_path: Path, page: Page) -> None:
    verdicts = [(f"v{number}", f"Réf {number}", "mixed") for number in range(24)]
    write_archive(tmp_path / "content", settings(verdicts), ADA_AND_BOB * 6, [key for key, _, _ in verdicts])
    page.goto(build_site(tmp_path / "content", tmp_path / "site").file_url("claims/"))
    panel = page.locator("[data-search-filters]")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    facet = page.locator("[data-search-facet=verdict]")
    values = facet.get_by_role("checkbox")
    narrow = facet.get_by_role("searchbox", name="Find in this list")
    expect(page.locator("[data-search-facet=speaker]").get_by_role("searchbox")).to_have_count(0)
    expect(values).to_have_count(8)
    narrow.fill("REF 2")
    expect(values).to_have_count(5)
    expect(narrow).to_be_focused()
    box(page, "verdict", "Réf 23").check()
    assert query(page) == {"verdict": ["v23"]}
    narrow.fill("nosuch")
    expect(values).to_have_count(1)  # what is chosen stays in sight
    box(page, "verdict", "Réf 23").click()
    told = facet.locator("[data-search-narrow-none]")
    expect(told).to_be_visible()
    expect(told).to_have_text("Nothing in this list has that.")
    narrow.press("Enter")
    assert query(page) == {}
    narrow.press("Escape")
    expect(narrow).to_have_value("")
    expect(values).to_have_count(8)
    expect(told).to_be_hidden()


def test_counts_are_those_of_what_is_left(short: BuiltSite, page: Page) -> None:
    page.goto(short.file_url("claims/") + "?speaker=bob")
    expect(page.locator("[data-search-facet=topic] .count")).to_have_text(["6", "6"])
    expect(page.locator("[data-search-facet=speaker] .count")).to_have_text(["48", "12"])


def test_a_list_that_has_nothing_left_says_so(short: BuiltSite, page: Page) -> None:
    page.goto(short.file_url("claims/") + "?year=1990&topic=topic-1&verdict=%3Cb%3E")
    expect(page.locator("[data-list-status]")).to_have_text(
        "Nothing passes these filters. Unknown filters were left out: <b>."
    )
    assert shown(page).count() == 0


def test_a_verdict_of_the_legend_is_a_way_to_its_claims(short: BuiltSite, page: Page) -> None:
    page.goto(short.file_url())
    page.locator(".legend").get_by_role("link", name="Disputed").click()
    assert query(page) == {"verdict": ["disputed"]}
    expect(shown(page)).to_have_count(4)
    page.goto(short.file_url())
    page.locator(".legend").get_by_role("link", name="Not rated").click()
    assert query(page) == {"verdict": ["unrated"]}
    expect(shown(page)).to_have_count(9)


def test_a_long_label_wraps_in_the_panel(short: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(short.file_url("claims/") + "?verdict=careful")
    assert page.locator("[data-search-facet=verdict]").get_by_text(LONG_LABEL).is_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("address", ADDRESSES_OF_LISTS)
def test_without_script_a_list_is_whole(short: BuiltSite, new_page: NewPage, address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(short.file_url(address))
    entries = page.locator("[data-filter]")
    assert entries.count() == shown(page).count() > 20
    expect(page.locator("[data-search-filters]")).to_be_hidden()


# ---------------------------------------------------------------- lists in pages


@pytest.mark.parametrize(
    ("address", "narrowed"),
    [
        ("claims/", {"kind": ["claim"]}),
        ("speakers/ada/", {"kind": ["claim"], "speaker": ["ada"]}),
        ("topics/topic-0/notes/", {"topic": ["topic-0"]}),
    ],
)
def test_a_list_in_pages_leads_to_all_of_it(
    long: BuiltSite, page: Page, address: str, narrowed: dict[str, list[str]]
) -> None:
    page.goto(long.file_url(address))
    page.get_by_role("link", name="Search and filter the whole list").click()
    assert query(page) == narrowed
    expect(page.locator("[data-search-status]")).to_contain_text("results")


def test_an_address_with_filters_goes_on_working_when_the_list_grows(long: BuiltSite, page: Page) -> None:
    page.goto(long.file_url("claims/") + "?verdict=wrong&kind=question")
    page.wait_for_url("**/search/**")
    assert query(page) == {"kind": ["claim"], "verdict": ["wrong"]}
    expect(page.locator("[data-search-status]")).to_have_text(re.compile(r"\d+ results\."))


def test_a_page_of_a_year_is_filtered_and_takes_the_filters_along(long: BuiltSite, page: Page) -> None:
    page.goto(long.file_url("archive/1999/claims/"))
    assert shown(page).count() == 20
    box(page, "speaker", "Bob Ypsilon").check()
    expect(shown(page)).to_have_count(4)
    page.get_by_role("link", name="Search and filter the whole list").click()
    assert query(page) == {"kind": ["claim"], "speaker": ["bob"]}
