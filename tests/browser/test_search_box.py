"""The search box of every page: a form, and with script results below it that the keyboard reaches."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import BuiltSite, NewPage
from tests.browser.test_search import status

ARTICLE = "articles/the-great-moon-hoax/"


def field(page: Page) -> Locator:
    return page.locator("[data-search-box] input")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def chosen(page: Page) -> Locator:
    return page.get_by_role("option", selected=True)


@pytest.fixture(params=["server", "folder"])
def article(request: pytest.FixtureRequest, site: BuiltSite, page: Page) -> Page:
    """An article with its search box focused, from a server and from a folder."""
    page.goto(site.url + ARTICLE if request.param == "server" else site.file_url(ARTICLE))
    page.keyboard.press("/")
    return page


def test_results_below_the_box_are_reached_by_keyboard(article: Page) -> None:
    article.keyboard.type("winged people")
    expect(options(article).first).to_be_visible()
    combobox = article.get_by_role("combobox")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(chosen(article)).to_have_count(0)
    while "Winged people live" not in "".join(chosen(article).all_inner_texts()):
        article.keyboard.press("ArrowDown")
        expect(chosen(article)).to_have_count(1)
        expect(combobox).to_be_focused()
        expect(combobox).to_have_attribute("aria-activedescendant", chosen(article).get_attribute("id") or "")
        assert "All results" not in chosen(article).inner_text(), "the claim is not among the results"
    expect(chosen(article).locator("mark").first).to_have_text("Winged")
    expect(chosen(article).locator(".finding")).to_have_text("False")
    article.keyboard.press("Enter")
    expect(article).to_have_url(re.compile(r"/articles/the-great-moon-hoax/(index\.html)?#note-[a-z0-9-]+$"))
    expect(article.locator(".suggestions")).to_be_hidden()
    assert article.locator(f"#{article.url.partition('#')[2]}").is_visible()


def test_the_last_choice_and_a_plain_enter_lead_to_the_search_page(article: Page) -> None:
    article.keyboard.type("moon & sun")
    expect(options(article).first).to_be_visible()
    article.keyboard.press("ArrowUp")
    expect(chosen(article)).to_have_text("All results")
    article.keyboard.press("ArrowDown")
    expect(chosen(article)).to_have_count(0)
    article.keyboard.press("ArrowUp")
    article.keyboard.press("Enter")
    expect(article).to_have_url(re.compile(r"/search/(index\.html)?\?q=moon\+%26\+sun$"))
    expect(status(article)).to_contain_text("“moon & sun”")


def test_escape_closes_and_keeps_what_was_typed(article: Page) -> None:
    article.keyboard.type("moon")
    expect(options(article).first).to_be_visible()
    article.keyboard.press("Escape")
    expect(article.locator(".suggestions")).to_be_hidden()
    expect(field(article)).to_have_value("moon")
    expect(field(article)).to_have_attribute("aria-expanded", "false")
    article.keyboard.press("ArrowDown")
    expect(options(article).first).to_be_visible()
    article.keyboard.press("Tab")
    expect(article.locator(".suggestions")).to_be_hidden()


def test_a_result_is_clicked(article: Page) -> None:
    article.keyboard.type("Lowell")
    article.get_by_role("group", name="Speakers").get_by_role("option").first.click()
    expect(article.get_by_role("heading", level=1)).to_have_text("Percival Lowell")


def test_nothing_found_is_told(article: Page) -> None:
    article.keyboard.type("xqzv")
    expect(article.locator("[data-suggestions-status]")).to_have_text("Nothing was found.")
    expect(field(article)).to_have_attribute("aria-expanded", "false")
    expect(options(article)).to_have_count(0)


def test_nothing_is_loaded_before_somebody_types(site: BuiltSite, page: Page) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(site.url + ARTICLE)
    page.keyboard.press("/")
    page.wait_for_load_state("networkidle")
    assert [url for url in requested if "/search/" in url or "lunr" in url] == []
    page.keyboard.type("moon")
    expect(options(page).first).to_be_visible()
    assert [url for url in requested if url.endswith("/search/box.js")] != []


@pytest.mark.parametrize("file", ["search/box.js", "vendor/lunr", "search/index."])
def test_a_file_that_does_not_load_is_tried_again_at_the_next_key(
    site: BuiltSite, page: Page, complaints: list[str], file: str
) -> None:
    pattern = re.compile(re.escape(file))

    def refuse(route: Route) -> None:
        route.abort()

    page.route(pattern, refuse)
    page.goto(site.url + ARTICLE)
    page.keyboard.press("/")
    with page.expect_event("requestfailed"):
        page.keyboard.type("moo")
    if file == "search/index.":
        expect(page.locator("[data-suggestions-status]")).to_contain_text("did not load")
    page.wait_for_timeout(300)
    page.unroute(pattern, refuse)
    page.keyboard.type("n")
    expect(options(page).first).to_be_visible()
    assert all("ERR_FAILED" in complaint for complaint in complaints)
    complaints.clear()


def test_an_answer_that_comes_late_does_not_open_what_was_closed(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type("moon")
    expect(options(page).first).to_be_visible()
    page.keyboard.type(" sun")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    expect(page.locator(".suggestions")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_results_stay_on_the_screen(site: BuiltSite, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.goto(site.url + ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type("the")
    expect(options(page).first).to_be_visible()
    popup = page.locator(".suggestions").bounding_box()
    assert popup is not None
    assert popup["x"] >= 0
    assert popup["x"] + popup["width"] <= width
    assert popup["width"] >= 280
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_has_a_search_box_that_a_key_opens(site: BuiltSite, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(site.file_url("articles/the-great-moon-hoax/"))
    page.keyboard.press("/")
    box = field(page)
    expect(box).to_be_focused()
    box.press_sequentially("moon/")
    expect(box).to_have_value("moon/")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/index\.html\?q=moon%2F$"))
    expect(status(page)).to_contain_text("results for “moon/”")
    page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_box_is_a_form_without_script(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url + "claims/")
    field(page).fill("moon")
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.url + "search/?q=moon")
    expect(page.locator("main").get_by_role("link", name="Claims")).to_be_visible()
