"""The search page in a browser: what a reader types, sees, presses and lands on, from a server and from a folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import BuiltSite, NewPage, build_site

SEARCH = "search/"

Open = Callable[[str], None]


@pytest.fixture(params=["server", "folder"])
def open_search(request: pytest.FixtureRequest, site: BuiltSite, page: Page) -> Open:
    """A function that opens the search page with what follows "?", under /repo-name/ and from a folder."""
    address = site.url + SEARCH if request.param == "server" else site.file_url(SEARCH)

    def open_page(query: str = "") -> None:
        page.goto(address + (f"?q={quote(query)}" if query else ""))

    return open_page


def type_query(page: Page, query: str) -> None:
    page.get_by_role("searchbox").press_sequentially(query)


def results(page: Page, group: str) -> Locator:
    return page.locator(f'[data-search-group="{group}"] [data-search-list] > li')


def status(page: Page) -> Locator:
    return page.get_by_role("status")


# ---------------------------------------------------------------- typing and reading


def test_results_come_as_one_types_grouped_with_the_words_marked(open_search: Open, page: Page) -> None:
    open_search("")
    expect(page.get_by_role("searchbox")).to_be_focused()
    type_query(page, "Lowel")
    expect(status(page)).to_contain_text(re.compile(r"^\d+ results for “Lowel”\.$"))
    for group in ("article", "note", "speaker"):
        assert results(page, group).count() > 0, group
    assert "Lowell" in results(page, "article").first.locator("mark").all_inner_texts()
    expect(results(page, "speaker").first.get_by_role("link")).to_have_text("Percival Lowell")


def test_a_claim_shows_verdict_speaker_and_article(open_search: Open, page: Page) -> None:
    open_search("winged people on the Moon")
    claim = results(page, "note").filter(has_text="Winged people live on the Moon").first
    expect(claim.locator(".finding")).to_have_text("False")
    expect(claim.locator(".finding svg")).to_be_visible()
    expect(claim.locator(".meta")).to_contain_text("The Great Moon Hoax")


def test_a_claim_lands_on_its_marked_words(open_search: Open, page: Page) -> None:
    open_search("winged people on the Moon")
    results(page, "note").filter(has_text="Winged people live on the Moon").first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"articles/the-great-moon-hoax/(index\.html)?#note-[a-z0-9-]+$"))
    annotation_id = page.url.partition("#note-")[2]
    expect(page.locator(f"mark[data-notes~={annotation_id}]").first).to_be_in_viewport()
    expect(page.locator(f"#note-{annotation_id}")).to_be_visible()


def test_an_article_and_a_speaker_are_where_their_links_lead(open_search: Open, page: Page) -> None:
    open_search("Lowell")
    results(page, "speaker").first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Percival Lowell")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("Lowell")
    title = results(page, "article").first.get_by_role("link").inner_text()
    results(page, "article").first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_words_in_any_script_are_found(open_search: Open, page: Page) -> None:
    open_search("المريخ")
    article = results(page, "article").first
    title, text = article.locator('[data-search-field="title"]'), article.locator('[data-search-field="text"]')
    expect(title).to_have_text("قنوات المريخ")
    for field in (title, text):
        expect(field).to_have_attribute("lang", "ar")
        expect(field).to_have_css("direction", "rtl")


def test_a_long_list_is_shown_in_parts(open_search: Open, page: Page) -> None:
    open_search("the")
    group = page.locator('[data-search-group="note"]')
    expect(results(page, "note")).to_have_count(10)
    group.get_by_role("button", name="Show more").click()
    expect(results(page, "note").nth(10).locator("[data-search-link]")).to_be_focused()
    total = int(group.locator("[data-search-count]").inner_text())
    expect(results(page, "note")).to_have_count(min(total, 60))


# ---------------------------------------------------------------- address and keyboard


def test_the_address_carries_the_query_and_back_and_forward_work(open_search: Open, page: Page) -> None:
    open_search("")
    type_query(page, "Lowell")
    page.wait_for_url("**?q=Lowell")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").fill("Truman & Dewey")
    page.wait_for_url("**?q=Truman+%26+Dewey")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("Lowell")
    expect(status(page)).to_contain_text("“Lowell”")
    page.go_forward()
    expect(page.get_by_role("searchbox")).to_have_value("Truman & Dewey")
    expect(status(page)).to_contain_text("“Truman & Dewey”")
    page.get_by_role("searchbox").fill("")
    expect(status(page)).to_be_empty()
    assert "?" not in page.url
    expect(page.locator("[data-search-group]:visible")).to_have_count(0)


def test_the_keyboard_does_everything(open_search: Open, page: Page) -> None:
    open_search("")
    type_query(page, "Lowell")
    expect(status(page)).to_contain_text("results")
    links = page.locator("[data-search-results] [data-search-link]")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    title = links.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


# ---------------------------------------------------------------- bad input, bad luck


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("xqzv", "Nothing was found for “xqzv”."),
        ("q", "Type one more letter."),
        ("~*+-^:\\\"'([", "Nothing was found for"),
        ("Lowell xqzv", "Not found: xqzv."),
        ("Lowell unsinkable", "Nothing has all of these words"),
        ("Schiaparrelli", "Found in another spelling: schiaparrelli."),
        ("$& {words} {query}", "“$& {words} {query}”."),
    ],
)
def test_what_the_page_says(site: BuiltSite, page: Page, query: str, message: str) -> None:
    page.goto(site.url + SEARCH)
    type_query(page, query)
    expect(status(page)).to_contain_text(message)


ATTACK = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>Lowell"


def test_markup_in_a_query_stays_text(open_search: Open, page: Page) -> None:
    open_search(ATTACK)
    expect(status(page)).to_contain_text("<img src=x")
    assert page.locator("main img, main script").count() == 0
    assert page.title() != "taken"
    expect(page.get_by_role("searchbox")).to_have_value(ATTACK)


def test_ten_thousand_characters_are_searched(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SEARCH)
    page.get_by_role("searchbox").fill("Lowell and Mars " * 700)
    expect(status(page)).to_contain_text("result")
    assert results(page, "article").count() > 0
    assert len(page.url) < 2_000


def test_nothing_is_loaded_before_search_is_used(site: BuiltSite, page: Page) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(site.url + SEARCH)
    page.wait_for_load_state("networkidle")
    assert [url for url in requested if "/search/index." in url] == []
    type_query(page, "Mars")
    expect(status(page)).to_contain_text("result")
    assert len([url for url in requested if "/search/index." in url]) == 1


def test_an_index_that_does_not_load_can_be_tried_again(site: BuiltSite, page: Page, complaints: list[str]) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/search/index.*.js", refuse)
    page.goto(site.url + SEARCH)
    type_query(page, "Lowell")
    expect(status(page)).to_have_text("The index did not load.")
    page.unroute("**/search/index.*.js", refuse)
    page.get_by_role("button", name="Try again").click()
    expect(status(page)).to_contain_text("results for “Lowell”")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    assert all("index." in complaint for complaint in complaints)
    complaints.clear()


def test_without_script_the_lists_are_offered(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url + SEARCH)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    for name in ("Claims", "Speakers", "Topics"):
        expect(page.locator("main").get_by_role("link", name=name)).to_be_visible()


# ---------------------------------------------------------------- filters


def facet(page: Page, name: str) -> Locator:
    return page.locator(f'[data-search-facet="{name}"]')


def test_filters_narrow_the_results_and_stand_in_the_address(open_search: Open, page: Page) -> None:
    open_search("the")
    facet(page, "verdict").get_by_label("False").check()
    expect(page).to_have_url(re.compile(r"\?q=the&verdict=false$"))
    expect(results(page, "article")).to_have_count(0)
    findings = results(page, "note").locator(".finding")
    expect(findings.first).to_have_text("False")
    assert {text.strip() for text in findings.all_inner_texts()} == {"False"}
    facet(page, "topic").get_by_label("Newspapers").check()
    expect(page).to_have_url(re.compile(r"topic=newspapers"))
    expect(facet(page, "topic").get_by_label("Newspapers")).to_be_focused()
    page.go_back()
    expect(facet(page, "topic").get_by_label("Newspapers")).not_to_be_checked()
    expect(facet(page, "verdict").get_by_label("False")).to_be_checked()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=the$"))
    assert results(page, "article").count() > 0


def test_a_shared_address_shows_what_it_was_copied_from(open_search: Open, page: Page) -> None:
    open_search("")
    page.goto(page.url + "?verdict=false&kind=claim&speaker=nobody&speaker=<script>")
    expect(status(page)).to_contain_text("Unknown filters were left out: nobody, <script>.")
    texts = results(page, "note").locator(".finding").all_inner_texts()
    assert {text.strip() for text in texts} == {"False"}
    page.get_by_role("button", name="Clear all filters").click()
    expect(status(page)).to_be_empty()
    assert "?" not in page.url


def test_the_filters_are_folded_on_a_phone(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(site.url + SEARCH + "?q=moon")
    filters = page.locator("[data-search-filters]")
    expect(filters).not_to_have_attribute("open", re.compile(".*"))
    filters.locator("summary").click()
    expect(facet(page, "kind")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_misspelled_word_is_offered_as_the_archive_has_it(open_search: Open, page: Page) -> None:
    open_search("asrtonomy")
    expect(status(page)).to_contain_text("Found in another spelling: asrtonomy.")
    page.locator("[data-search-suggest]").get_by_role("link", name="astronomy", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("astronomy")
    expect(status(page)).to_contain_text(re.compile("results for “astronomy”"))


# ---------------------------------------------------------------- small archives


def test_an_article_without_notes_is_an_archive(tmp_path: Path, page: Page) -> None:
    article = "---\ntitle: Rain at last\ndate: 2024-05-01\n---\nIt rained in Arles.\n"
    page.goto(build_site(tmp_path, {"articles/rain.md": article}).file_url(SEARCH))
    type_query(page, "rains")
    expect(status(page)).to_have_text("1 result for “rains”.")
    expect(results(page, "article")).to_have_text(re.compile("Rain at last"))
    expect(page.locator("[data-search-facet]:visible")).to_have_count(0)


def test_an_archive_without_articles_finds_nothing(tmp_path: Path, page: Page) -> None:
    page.goto(build_site(tmp_path, {}).file_url(SEARCH))
    type_query(page, "rain")
    expect(status(page)).to_have_text("Nothing was found for “rain”.")


# ---------------------------------------------------------------- what a claim's result has


def test_words_of_a_text_are_quoted_and_a_claim_leads_to_its_page(open_search: Open, page: Page) -> None:
    open_search("winged people on the Moon")
    claim = results(page, "note").filter(has_text="Winged people live on the Moon").first
    expect(claim.locator("q")).to_have_count(0)
    claim.get_by_role("link", name="Page of this claim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Winged people live on the Moon.")
    page.go_back()
    page.get_by_role("searchbox").fill("never quite said")
    quoted = results(page, "note").first.locator("h3 q")
    expect(quoted).to_have_text("It never quite said that it had not")
    assert page.evaluate("e => getComputedStyle(e, '::before').content", quoted.element_handle()) != "none"
