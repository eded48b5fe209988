"""What readers can set: colors, size of text, which notes are shown; kept on this device, and no note is ever lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import BuiltSite, NewPage

SHIP = "articles/the-unsinkable-ship/"
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)
STORED = "localStorage.getItem('site-builder reading')"


def open_settings(page: Page) -> Locator:
    page.get_by_role("button", name="Reading settings").click()
    panel = page.get_by_role("dialog", name="Reading settings")
    expect(panel).to_be_visible()
    return panel


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def text_size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


# ---------------------------------------------------------------- colors and size


@pytest.mark.parametrize(("system", "chosen"), [("light", "Dark"), ("dark", "Light")])
def test_chosen_colors_hold_on_every_page(site: BuiltSite, new_page: NewPage, system: str, chosen: str) -> None:
    page = new_page(color_scheme=system)
    page.goto(site.url)
    as_system = paper(page)
    open_settings(page).get_by_label(chosen).check()
    other = paper(page)
    assert other != as_system
    for path in (SHIP, "claims/", "about/", "search/"):
        page.goto(site.url + path)
        assert paper(page) == other, path
    open_settings(page).get_by_label("System").check()
    assert paper(page) == as_system
    assert page.evaluate(STORED) is None, "what is not chosen is not stored"


def test_the_first_paint_has_the_chosen_colors(site: BuiltSite, page: Page) -> None:
    """The script that applies them stands before every style sheet, and neither waits nor is put off."""
    page.goto(site.url + SHIP)
    open_settings(page).get_by_label("Dark").check()
    page.add_init_script(
        "new MutationObserver((_, observer) => { if (document.body) { observer.disconnect();"
        " window.themeAtBody = document.documentElement.dataset.theme; } })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page.reload()
    assert page.evaluate("window.themeAtBody") == "dark"
    script = page.locator("head script[src*='settings.']")
    assert script.get_attribute("defer") is None
    assert script.evaluate("script => !script.previousElementSibling?.closest('[rel=stylesheet]')")


def test_text_grows_and_no_page_scrolls_sideways(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 700})
    page.goto(site.url + SHIP)
    sizes = []
    for label in ("Small", "Normal", "Large", "Largest"):
        open_settings(page).get_by_label(label, exact=True).check()
        page.keyboard.press("Escape")
        sizes.append(text_size(page))
    assert sizes == sorted(set(sizes))
    for width in (320, 1120, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.reload()
        assert text_size(page) >= sizes[-1]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_other_open_pages_follow(site: BuiltSite, page: Page) -> None:
    page.goto(site.url)
    other = page.context.new_page()
    other.goto(site.url + SHIP)
    light = paper(other)
    open_settings(page).get_by_label("Dark").check()
    other.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert paper(other) != light


# ---------------------------------------------------------------- notes


def test_text_only_is_the_text_and_says_what_is_hidden(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    notes, markers = page.locator("details.note"), page.locator("a.marker")
    total = notes.count()
    open_settings(page).get_by_label("Text only").check()
    page.keyboard.press("Escape")
    for _ in range(2):
        assert not any(note.is_visible() for note in notes.all())
        assert not any(marker.is_visible() for marker in markers.all())
        decorations = page.eval_on_selector_all(
            "mark[data-notes]", "marks => marks.map(mark => getComputedStyle(mark).textDecorationLine)"
        )
        assert set(decorations) == {"none"}
        expect(page.get_by_role("status")).to_contain_text(f"Notes hidden by your settings: {total}")
        page.reload()
    page.get_by_role("button", name="Show all").click()
    assert all(note.is_visible() for note in notes.all())
    expect(page.locator("[data-hidden-notes]")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_hidden_sort_leaves_the_others(site: BuiltSite, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(site.url + SHIP)
    of_sort, others = (
        page.locator("[data-note][data-sort=context]"),
        page.locator("[data-note]:not([data-sort=context])"),
    )
    hidden = of_sort.count()
    assert hidden > 1
    open_settings(page).get_by_role("checkbox", name=re.compile("^Context")).uncheck()
    page.keyboard.press("Escape")
    assert not any(note.is_visible() for note in of_sort.all())
    assert all(note.is_visible() for note in others.all())
    expect(page.get_by_role("status")).to_contain_text(f": {hidden}.")
    item = page.locator(".tally [data-sort=context]")
    expect(item).to_contain_text("hidden")

    item.get_by_role("link").click()
    first = of_sort.first
    expect(first).to_be_visible()
    expect(first).to_have_attribute("open", "")
    expect(first).to_be_in_viewport()
    assert not of_sort.nth(1).is_visible(), "the note that was asked for, not all of its sort"
    assert page.locator(f"#ref-{first.get_attribute('data-note')}").is_visible()


def test_of_many_notes_on_a_paragraph_the_others_stay(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/crowd/"))
    open_settings(page).get_by_role("checkbox", name=re.compile("^Half true")).uncheck()
    sorts = page.locator("[data-note]:visible").evaluate_all("notes => notes.map(note => note.dataset.sort)")
    total = page.locator("[data-note]").count()
    assert "verdict:half" not in sorts
    assert total - len(sorts) == page.locator("[data-note][data-sort='verdict:half']").count() > 3
    shared = page.locator("mark[data-notes~=same-a]")
    assert shared.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline", "another note is left"


@pytest.mark.parametrize("end", ["note", "ref"])
def test_an_address_shows_a_note_that_settings_hide(site: BuiltSite, page: Page, end: str) -> None:
    page.goto(site.url + SHIP)
    open_settings(page).get_by_label("Text only").check()
    page.goto("about:blank")
    page.goto(f"{site.url}{SHIP}#{end}-whole-blame")
    expect(page.locator(f"#{end}-whole-blame")).to_be_in_viewport()
    expect(page.locator("[data-note=whole-blame]")).to_be_visible()
    assert page.locator("details.note:visible").count() == 1


def test_keys_pass_over_hidden_notes(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    shown, sorts = page.eval_on_selector_all(
        "[data-note]",
        """notes => [
          notes.filter(note => note.dataset.sort !== "context").map(note => `ref-${note.dataset.note}`),
          notes.map(note => note.dataset.sort),
        ]""",
    )
    assert "context" in sorts[1:-1], "between others"
    open_settings(page).get_by_role("checkbox", name=re.compile("^Context")).uncheck()
    page.keyboard.press("Escape")
    reached = []
    for _ in shown:
        page.keyboard.press("n")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == shown


def test_paper_has_what_is_shown_and_says_so(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    open_settings(page).get_by_role("checkbox", name=re.compile("^Context")).uncheck()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("[data-note][data-sort=context]").first.is_visible()
    assert page.locator("[data-note][data-sort=definition]").first.is_visible()
    assert page.get_by_text("Notes hidden by your settings").is_visible()
    assert not page.get_by_role("button", name="Show all").is_visible()
    assert not page.locator(".settings, .settings-open").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_text_only_moves_nothing_while_a_page_loads(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    open_settings(page).get_by_label("Text only").check()
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.shifts += entry.value; }).observe({type: 'layout-shift', buffered: true})"
    )
    page.reload()
    with_script = page.locator("[data-article-text]").bounding_box()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == 0
    page.route("**/js/shown-notes.*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    assert page.locator("[data-article-text]").bounding_box() == with_script


# ---------------------------------------------------------------- by key, from a folder, without storage or script


def test_the_panel_works_by_key_alone(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    button = page.get_by_role("button", name="Reading settings")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Text only")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Reading settings")).to_be_hidden()
    expect(button).to_be_focused()


def test_settings_work_from_a_folder(site: BuiltSite, page: Page) -> None:
    page.goto(site.file_url(SHIP))
    open_settings(page).get_by_label("Dark").check()
    page.goto(site.file_url("claims/"))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.evaluate("localStorage.clear()")


def test_a_browser_that_keeps_nothing_says_so(site: BuiltSite, page: Page) -> None:
    page.add_init_script(NO_STORAGE)
    page.goto(site.url + SHIP)
    panel = open_settings(page)
    panel.get_by_label("Dark").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(panel).to_contain_text("This browser keeps nothing")
    panel.get_by_label("Text only").check()
    assert not page.locator("details.note").first.is_visible()


@pytest.mark.parametrize("stored", ["{", "null", "[]", "7", '{"theme":"pink","size":1,"hidden":"all","textOnly":"no"}'])
def test_what_is_not_understood_is_ignored(site: BuiltSite, page: Page, stored: str) -> None:
    page.goto(site.url)
    page.evaluate("stored => localStorage.setItem('site-builder reading', stored)", stored)
    page.goto(site.url + SHIP)
    assert page.evaluate("Object.keys(document.documentElement.dataset)") == []
    assert page.locator("details.note").first.is_visible()
    open_settings(page).get_by_label("Dark").check()
    assert page.evaluate(STORED) == '{"theme":"dark"}'


def test_without_script_there_is_no_button(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url + SHIP)
    expect(page.locator(".settings-open")).to_be_hidden()
    expect(page.locator(".settings")).to_be_hidden()


def test_a_right_to_left_article_has_the_panel_on_the_page(site: BuiltSite, page: Page) -> None:
    page.goto(f"{site.url}articles/قنوات-المريخ/")
    box = open_settings(page).bounding_box()
    button = page.locator(".settings-open").bounding_box()
    assert box
    assert button
    assert box["x"] > 0
    assert box["x"] + box["width"] <= 1280 - 8
    assert abs(box["x"] + box["width"] - button["x"] - button["width"]) < 40
