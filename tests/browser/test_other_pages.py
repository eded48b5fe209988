"""What readers find beside the articles: home, a speaker's claims in context, a claim with its history, corrections."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BuiltSite, NewPage

SHIP = "articles/the-unsinkable-ship/"


def test_home_has_the_newest_and_the_ways_in(site: BuiltSite, page: Page) -> None:
    page.goto(site.url)
    dates = page.locator(".front-articles .when time").evaluate_all("all => all.map(time => time.dateTime)")
    assert len(dates) > 5
    days = [date.ljust(10, "-") for date in dates]
    assert days == sorted(days, reverse=True)
    for name in ("Newest corrections", "Speakers", "Topics", "What the verdicts mean"):
        region = page.get_by_role("region", name=name)
        assert region.get_by_role("link").count() > 2, name
    correction = page.get_by_role("region", name="Newest corrections").get_by_role("listitem").first
    assert correction.locator("time").count() == 1
    correction.get_by_role("link").click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert "#note-" in page.url
    page.go_back()
    box = page.get_by_role("search").get_by_role("searchbox")
    box.fill("moon")
    box.press("Enter")
    page.wait_for_url("**/search/?q=moon")


def test_a_claim_of_a_speaker_stands_in_its_context(site: BuiltSite, page: Page) -> None:
    page.goto(f"{site.url}speakers/philip-franklin/")
    facts = page.locator("dl.facts").first
    expect(facts).to_contain_text("P. A. S. Franklin; Philip Albright Small Franklin")
    claim = page.locator(".statement", has_text="perfectly satisfied")
    words = claim.locator("mark").all_inner_texts()
    assert words == ["we are perfectly satisfied that the ship is unsinkable"]
    assert claim.locator("blockquote").inner_text().startswith("While we are not in direct communication")
    for part in ("False", "The ship had gone down at 2.20", "15 April 1912", "Statement of the White Star Line"):
        expect(claim).to_contain_text(part)
    claim.get_by_role("link", name=re.compile("Unsinkable")).click()
    assert page.url == f"{site.url}{SHIP}#ref-perfectly-satisfied"
    expect(page.locator("mark[data-notes~=perfectly-satisfied]").last).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    "path", ["claims/", "topics/newspapers/notes/", "claims/the-unsinkable-ship/perfectly-satisfied/"]
)
def test_the_article_of_a_claim_is_opened_at_its_words(
    site: BuiltSite, new_page: NewPage, path: str, *, script: bool
) -> None:
    """On a phone, where a note that is opened would push its words out of sight."""
    page = new_page(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page.goto(site.url + path)
    link = page.locator("main .meta a[href*='the-unsinkable-ship/#']").last
    address = link.get_attribute("href") or ""
    assert "#ref-" in address
    link.click()
    expect(page.locator(f"[id='{address.partition('#')[2]}']")).to_be_in_viewport()


def test_a_claim_has_its_history(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("claims/complete/judged/"))
    expect(page.locator(".note-history")).to_contain_text("9 May 2020, correction: The date was wrong.")
    expect(page.locator(".note-history .was")).to_contain_text("Before (basis): The record said nothing.")
    places = page.locator(".statement .meta a[href*='#ref-']")
    assert places.count() == 2, "every appearance"
    assert len({place.get_attribute("href") for place in places.all()}) == 2


def test_corrections_stand_newest_first_each_with_its_sort_and_note(site: BuiltSite, page: Page) -> None:
    page.goto(f"{site.url}corrections/")
    changes = page.locator(".change-list > li")
    assert changes.count() > 20
    dates = changes.locator(".when time").evaluate_all("all => all.map(time => time.dateTime)")
    assert dates == sorted(dates, reverse=True)
    assert set(changes.locator(".change-type").all_inner_texts()) >= {"Correction", "Clarification", "Update"}
    feed = page.get_by_role("link", name=re.compile("feed", re.IGNORECASE)).first
    assert (feed.get_attribute("href") or "").endswith("corrections/feed.xml")
    german = page.locator(".change-list [lang=de]")
    assert any("Blondlot" in text for text in german.all_inner_texts())
    changes.first.get_by_role("link").click()
    expect(page.locator(":target")).to_be_in_viewport()
