"""The keys of an article's page: from note to note, into one and back, their list, and how they are turned off."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import BuiltSite, NewPage

SHIP = "articles/the-unsinkable-ship/"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def markers(page: Page) -> list[str]:
    """The ids of the first marker of each note, in reading order."""
    ids = page.eval_on_selector_all("a[id^='ref-']", "links => links.map(link => [link.hash, link.id])")
    first: dict[str, str] = {}
    for target, name in ids:
        first.setdefault(target, name)
    return list(first.values())


def test_n_and_p_go_from_note_to_note(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    first, second, third, *_ = markers(page)
    for key, reached in (("n", first), ("n", second), ("n", third), ("p", second), ("p", first), ("p", first)):
        page.keyboard.press(key)
        assert focused(page) == reached
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 0


def test_they_begin_where_the_reader_is(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    last = markers(page)[-1]
    page.evaluate("id => scrollBy(0, document.getElementById(id).getBoundingClientRect().top)", last)
    page.keyboard.press("n")
    assert focused(page) == last
    page.evaluate("document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("p")
    assert focused(page) == last
    page.keyboard.press("n")
    assert focused(page) == last


def test_enter_opens_a_note_and_escape_returns_to_its_words(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(site.url + SHIP)
    page.keyboard.press("n")
    marker = focused(page)
    note = page.locator(f"details[data-note='{marker.removeprefix('ref-')}']")
    expect(note).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(note).to_have_attribute("open", "")
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    expect(page.locator(f"#{marker}")).not_to_be_in_viewport()
    page.keyboard.press("Escape")
    assert focused(page) == marker
    expect(page.locator(f"#{marker}")).to_be_in_viewport()


def test_a_list_of_the_keys(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    dialog = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    page.keyboard.press("n")
    assert focused(page) not in markers(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_letters_can_be_turned_off_on_this_device(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Use n, p, / and ?").uncheck()
    page.get_by_role("button", name="Close").click()
    for _ in range(2):
        page.keyboard.press("n")
        page.keyboard.press("?")
        page.keyboard.press("/")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('.tally') !== null"
        )
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
        page.reload()
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Use n, p, / and ?").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    assert focused(page) == markers(page)[0]


def test_keys_of_the_browser_stay_its_own(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    for combination in ("Control+n", "Alt+p", "Meta+n"):
        page.evaluate("addEventListener('keydown', event => { window.taken = event.defaultPrevented; })")
        page.keyboard.press(combination)
        assert page.evaluate("window.taken") is False
    assert focused(page) not in markers(page)


def test_without_script_no_button_promises_them(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site.url + SHIP)
    expect(page.locator("[data-keys-open]")).to_be_hidden()
    expect(page.locator("[data-keys]")).to_be_hidden()
