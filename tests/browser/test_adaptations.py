"""What readers have told their system: own colors, more contrast, less motion, a large zoom, a finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BuiltSite, NewPage, build_site

SHIP = "articles/the-unsinkable-ship/"


def style(page: Page, selector: str, name: str) -> str:
    script = "([selector, name]) => getComputedStyle(document.querySelector(selector)).getPropertyValue(name)"
    return str(page.evaluate(script, [selector, name]))


# ---------------------------------------------------------------- colors


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_own_colors_keep_marks_and_what_is_joined_apart(site: BuiltSite, new_page: NewPage, scheme: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, forced_colors="active", color_scheme=scheme)
    page.goto(site.url + SHIP)
    words = "mark[data-notes=perfectly-satisfied]"
    assert style(page, words, "text-decoration-line") == "underline"
    apart = style(page, words, "background-color"), style(page, "[data-note=perfectly-satisfied]", "outline-style")
    page.locator(words).first.hover()
    page.wait_for_timeout(300)
    joined = style(page, words, "background-color"), style(page, "[data-note=perfectly-satisfied]", "outline-style")
    assert joined[0] != apart[0]
    assert (apart[1], joined[1]) == ("none", "solid")
    note = page.locator("#note-perfectly-satisfied .note-head")
    expect(note.locator(".icon")).to_be_visible()
    expect(note.get_by_text("False", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Reading settings")).to_be_visible()


def contrast(page: Page, selector: str) -> float:
    """Return the contrast of an element's text with the page (WCAG 2.2, relative luminance)."""

    def luminance(channels: list[float]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    script = """selector => [document.querySelector(selector), document.documentElement].map((element, index) => {
      const context = document.createElement("canvas").getContext("2d");
      const found = getComputedStyle(element);
      context.fillStyle = index ? found.backgroundColor : found.color;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(channel => channel / 255);
    })"""
    light, dark = sorted((luminance(channels) for channels in page.evaluate(script, selector)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_more(site: BuiltSite, new_page: NewPage, scheme: str) -> None:
    """7:1, the enhanced contrast of WCAG 2.2 (1.4.6), for the soft ink and every tone; 4.5:1 at least for others."""
    usual = new_page(color_scheme=scheme)
    more = new_page(color_scheme=scheme, contrast="more")
    for page in (usual, more):
        page.goto(site.url + SHIP)
    selectors = [".byline", ".dek", ".article-text", ".article-head a", "#note-practically .note-lemma"]
    selectors += [f".tally [data-tone={tone}]" for tone in ("positive", "mixed", "negative", "none")]
    for selector in selectors:
        assert contrast(usual, selector) >= 4.5, selector
        assert contrast(more, selector) >= 7, selector
        assert contrast(more, selector) > contrast(usual, selector), selector


# ---------------------------------------------------------------- widths, marks that hang


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1920])
def test_search_and_settings_stand_beside_the_name_of_the_site(site: BuiltSite, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(site.url + SHIP)
    boxes = [page.locator(selector).bounding_box() for selector in (".site-name", ".site-search", ".settings-open")]
    name, search, settings = (box for box in boxes if box)
    assert name["height"] < 40, "one line"
    for box in (search, settings):
        assert abs(box["y"] + box["height"] / 2 - name["y"] - name["height"] / 2) < 12
    assert name["x"] + name["width"] < search["x"] < settings["x"]
    assert search["width"] >= 70
    menu = page.locator(".site-nav").bounding_box()
    assert menu
    assert (menu["y"] > name["y"] + 20) == (width < 1000)


LINE_STARTS = r"""element => {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const {left, top, width} = range.getBoundingClientRect();
      if (width > 0 && /\p{L}/u.test(node.data[at])) letters.push({left, top});
    }
  }
  return letters[0].left - element.getBoundingClientRect().left - parseFloat(getComputedStyle(element).paddingLeft);
}"""


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("articles/hanging/", "h1"),
        ("articles/hanging/", ".dek > p"),
        ("articles/hanging/", "blockquote > p"),
        ("claims/hanging/words/", "h1"),
        ("claims/", ".claim-text"),
        ("claims/hanging/words/", ".statement blockquote > p"),
    ],
)
def test_quotation_marks_hang_before_the_line(hanging: BuiltSite, page: Page, path: str, selector: str) -> None:
    """The first letter stands where the lines begin, to a tenth of its size, and the mark before it."""
    page.goto(hanging.file_url(path))
    element = page.locator(f"main {selector}").first
    size = element.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert abs(element.evaluate(LINE_STARTS)) < size / 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.fixture(scope="module")
def hanging(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    text = (
        "---\ntitle: “Never” is a long word\ndek: “We said never”\n---\n\n> “It is said that never is long”, he said.\n"
    )
    note = "annotations:\n  - {id: words, kind: claim, quote: It is said that never is long, note: It is.}\n"
    claim = "  - {id: all, kind: claim, quote: “It is said that never is long”, note: It is said.}\n"
    files = {"articles/hanging.md": text, "articles/hanging.yaml": note + claim}
    return build_site(tmp_path_factory.mktemp("hanging"), files)


# ---------------------------------------------------------------- motion, zoom, touch


def test_less_motion_is_none(site: BuiltSite, new_page: NewPage) -> None:
    """Nothing changes over time: no element of a page has a transition or an animation, and scrolling is at once."""
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(element);
      return transitionDuration.split(", ").some(time => time !== "0s") || animationName !== "none"
        || scrollBehavior === "smooth";
    }).length"""
    usual = new_page()
    usual.goto(site.url + SHIP)
    assert usual.evaluate(moving) > 0
    still = new_page(reduced_motion="reduce")
    for path in ("", SHIP, "search/"):
        still.goto(site.url + path)
        assert still.evaluate(moving) == 0, path


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 800, 2), (1280, 1024, 4)])
def test_a_page_can_be_zoomed(site: BuiltSite, new_page: NewPage, width: int, height: int, zoom: int) -> None:
    """At 200 % (WCAG 2.2, 1.4.4) and 400 % (1.4.10): nothing is lost, nothing scrolls sideways, the keys work."""
    viewport = {"width": width // zoom, "height": height // zoom}
    page = new_page(viewport=viewport, device_scale_factor=zoom)
    page.goto(site.url + SHIP)
    assert page.evaluate("document.documentElement.scrollWidth") <= width // zoom
    assert page.evaluate("document.documentElement.clientWidth") == width // zoom
    page.locator("#ref-practically").press("Enter")
    expect(page.locator("#note-practically .note-basis")).to_be_in_viewport()
    page.get_by_role("button", name="Reading settings").click()
    box = page.get_by_role("dialog", name="Reading settings").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width // zoom
    assert box["y"] + box["height"] <= height // zoom


@pytest.mark.parametrize("selector", [".settings-open", ".keys-open", ".tally a", ".note > summary", ".site-nav a"])
def test_a_finger_hits_what_it_means(site: BuiltSite, new_page: NewPage, selector: str) -> None:
    """24 by 24 CSS pixels (WCAG 2.2, 2.5.8). Markers are exempt: links within a line."""
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto(site.url + SHIP)
    script = """element => {
      const box = element.getBoundingClientRect();
      return [box.width, box.height];
    }"""
    targets = [target for target in page.locator(selector).all() if target.is_visible()]
    assert targets or selector == ".keys-open"
    for target in targets:
        width, height = target.evaluate(script)
        assert min(width, height) >= 24 - 1e-3, target


def test_a_tap_opens_what_a_pointer_only_points_at(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, has_touch=True)
    page.goto(site.url + SHIP)
    page.locator("mark[data-notes=perfectly-satisfied]").first.tap()
    expect(page.locator("#note-perfectly-satisfied .note-sources")).to_be_visible()
    assert "is-joined" in (page.locator("[data-note=perfectly-satisfied]").get_attribute("class") or "")


def test_the_back_button_leads_from_a_note_to_where_the_reader_was(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(site.url + SHIP)
    marker = page.locator("#ref-whole-blame")
    marker.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 800
    marker.click()
    assert page.url.endswith("#note-whole-blame")
    page.go_back()
    page.wait_for_timeout(200)
    assert page.url.endswith(SHIP)
    assert abs(page.evaluate("scrollY") - before) < 400
    expect(marker).to_be_in_viewport()
