"""The article page as readers use it: notes beside their words, folded or in the margin, with and without script.

The torture site has what is hard to lay out; what the contracts promise is looked at on every shipped article.
"""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BuiltSite, NewPage

WIDTHS = (320, 390, 768, 1024, 1280, 1920)
CROWDS = {"crowd": (31, 15), "mirror-crowd": (21, 6)}
"""Articles of the torture site that are hard to lay out: how many notes they have, and more than how many blocks."""
SHIP = "articles/the-unsinkable-ship/"

RECTS = """selector => [...document.querySelectorAll(selector)].map(element => {
  const {left, top, right, bottom} = element.getBoundingClientRect();
  return [left, top, right, bottom];
})"""

Rect = tuple[float, float, float, float]


def rects(page: Page, selector: str) -> list[Rect]:
    return [tuple(rect) for rect in page.evaluate(RECTS, selector)]


def overlap(one: Rect, other: Rect) -> bool:
    """Say whether two boxes share more than a pixel, which rounding may take, in both directions."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 1


def assert_laid_out(page: Page, article: str, width: int) -> None:
    """Every note is there, none covers another or the text, and the page does not scroll sideways."""
    notes = rects(page, "details.note")
    count, blocks = CROWDS[article]
    assert len(notes) == count
    assert all(right - left > 100 and bottom - top > 15 for left, top, right, bottom in notes)
    for index, note in enumerate(notes):
        assert [other for other in notes[index + 1 :] if overlap(note, other)] == []
    text = rects(
        page, "h1, .dek, .byline, [data-article-text] :is(p, h2, li, pre, table):not(:has(.notes)):not(.notes *)"
    )
    assert len(text) > blocks
    assert [(note, block) for note in notes for block in text if overlap(note, block)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---------------------------------------------------------------- layout


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("article", CROWDS)
def test_notes_never_overlap(torture: BuiltSite, new_page: NewPage, article: str, width: int, script: bool) -> None:
    page = new_page(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page.goto(torture.file_url(f"articles/{article}/"))
    assert_laid_out(page, article, width)
    for summary in page.locator("details.note > summary").all()[:12]:
        summary.press("Enter")
    assert page.locator("details.note[open]").count() == 12
    page.wait_for_timeout(50)
    assert_laid_out(page, article, width)


@pytest.mark.parametrize("width", [320, 1120, 1920])
def test_notes_do_not_overlap_in_the_largest_text(torture: BuiltSite, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script("localStorage.setItem('site-builder reading', '{\"size\":\"largest\"}')")
    page.goto(torture.file_url("articles/crowd/"))
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21.12px"
    assert_laid_out(page, "crowd", width)


def test_the_footer_stands_below_the_last_note(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/crowd/"))
    page.eval_on_selector_all("details.note", "notes => notes.forEach(note => { note.open = true; })")
    page.wait_for_timeout(50)
    lowest = max(bottom for _, _, _, bottom in rects(page, "details.note"))
    assert lowest > rects(page, ".article-foot")[0][3], "the notes are longer than the article"
    assert lowest < rects(page, ".site-footer")[0][1]


@pytest.mark.parametrize("width", [320, 1440])
def test_no_page_scrolls_sideways(torture: BuiltSite, new_page: NewPage, width: int) -> None:
    """Whatever has no place to break: the site's title, names, labels, verdicts, addresses."""
    page = new_page(viewport={"width": width, "height": 800})
    wide = {}
    for path in torture.page_paths:
        page.goto(torture.file_url(path))
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[path] = needed
        page.eval_on_selector_all("details.note", "notes => notes.forEach(note => { note.open = true; })")
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[f"{path} with its notes open"] = needed
    assert wide == {}
    assert "articles/unbroken/" in torture.page_paths


def test_a_folded_note_shows_what_there_is_room_for(site: BuiltSite, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site.url + "articles/the-great-moon-hoax/")
    notes = page.eval_on_selector_all(
        "details.note",
        """notes => notes.map(note => {
          const parts = [...note.querySelectorAll(".note-body > :is(.note-head, .note-text)")];
          const {top, bottom} = note.getBoundingClientRect();
          return {top, bottom, cut: parts.some(part => part.scrollHeight > part.clientHeight + 1)};
        })""",
    )
    assert {note["cut"] for note in notes} == {True, False}, "both sorts stand on this page"
    line, margin = 22.5, 20
    for note, following in pairwise(notes):
        room = following["top"] - note["bottom"] - margin
        assert room > -1
        assert not note["cut"] or room < line + 1, "cut, and yet there was room"


@pytest.mark.parametrize("article", ["the-great-moon-hoax", "the-unsinkable-ship"])
def test_a_folded_note_says_its_own_words_before_those_it_quotes(site: BuiltSite, page: Page, article: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site.url + f"articles/{article}/")
    notes = page.eval_on_selector_all(
        "details.note",
        """notes => notes.map(note => {
          const [head, text] = [".note-head", ".note-text"].map(part => note.querySelector(`.note-body > ${part}`));
          const line = parseFloat(getComputedStyle(note).lineHeight);
          const lines = height => Math.round((height ?? 0) / line);
          return {quoted: lines(head.clientHeight), shown: lines(text?.clientHeight), all: lines(text?.scrollHeight)};
        })""",
    )
    assert 4 in {note["all"] for note in notes}, "one line more than is shown in any case"
    for note in notes:
        assert note["shown"] == note["all"] or (note["quoted"] == 1 and note["all"] > 4), note


def test_a_picture_and_its_caption_fit_on_a_low_screen(site: BuiltSite, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 440})
    page.goto(site.url + "articles/the-great-moon-hoax/")
    [(_, top, _, bottom)] = rects(page, ".article-picture")
    assert bottom - top < 440


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_folded_note_shows_all_of_its_verdict(torture: BuiltSite, new_page: NewPage, script: bool) -> None:
    page = new_page(viewport={"width": 1440, "height": 900}, java_script_enabled=script)
    page.goto(torture.file_url("articles/crowd/"))
    heads, findings = rects(page, "details .note-head"), rects(page, "details .note-head .finding")
    assert max(bottom - top for _, top, _, bottom in findings) > 100, "one verdict takes many lines"
    assert [pair for pair in zip(heads, findings, strict=True) if pair[1][3] > pair[0][3] + 1] == []


def test_a_note_stands_beside_its_words_where_there_is_room(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/mirror/"))
    for note_id in ("words", "quotation", "item"):
        words = rects(page, f"mark[data-notes={note_id}]")[0]
        note = rects(page, f"details[data-note={note_id}]")[0]
        assert abs(words[1] - note[1]) < 12, note_id
        assert note[2] < words[0], "notes of a right-to-left article stand on its left"


def test_a_note_never_stands_above_its_words(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/crowd/"))
    for note_id in page.eval_on_selector_all("details.note", "notes => notes.map(note => note.dataset.note)"):
        words = rects(page, f"mark[data-notes~={note_id}]")[0]
        note = rects(page, f"details[data-note={note_id}]")[0]
        assert note[1] > words[1] - 12, note_id
        assert note[0] > words[2] - 1, note_id


LINES = """element => {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const tops = [];
  let letters = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("[data-annotation-ui]")) continue;
    letters += node.length;
    range.selectNodeContents(node);
    tops.push(...[...range.getClientRects()].map(({bottom}) => bottom));
  }
  tops.sort((one, other) => one - other);
  return [letters, tops.filter((top, place) => place === 0 || top - tops[place - 1] > 12).length];
}"""


@pytest.mark.parametrize("width", [1024, 1280, 1440, 1920])
def test_a_line_has_60_to_75_characters(site: BuiltSite, page: Page, width: int) -> None:
    """Of whole paragraphs, on average: the last line of each is shorter."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + "articles/the-great-moon-hoax/")
    page.evaluate("document.fonts.ready")
    counted = [p.evaluate(LINES) for p in page.locator("[data-article-text] > p").all()]
    long = [(letters, lines) for letters, lines in counted if lines >= 4]
    assert len(long) > 2
    measure = sum(letters for letters, _ in long) / sum(lines - 0.5 for _, lines in long)
    assert 60 <= measure <= 75


def test_titles_are_balanced(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    wraps = page.eval_on_selector_all(
        "main :is(h1, h2)", "all => all.map(each => getComputedStyle(each).textWrapStyle)"
    )
    assert set(wraps) == {"balance"}


def test_a_page_preloads_two_files_and_trusts_no_script_of_its_own(site: BuiltSite) -> None:
    text = (site.folder / SHIP / "index.html").read_text(encoding="utf-8")
    assert len(re.findall('<link rel="preload" as="font"', text)) == 2
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert unescape(policy).startswith("default-src 'none'; style-src 'self'; script-src 'self'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert re.findall(r"<script(?! src| type=\"application/ld)|<style| style=| on[a-z]+=", text) == []


# ---------------------------------------------------------------- without script


def test_without_script_the_margin_shows_verdict_and_basis(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page.goto(site.url + SHIP)
    note = page.locator("#note-perfectly-satisfied")
    assert note.get_by_text("False", exact=True).is_visible()
    assert note.locator(".note-basis").is_visible()
    assert page.locator("#note-two-wordings .note-text").is_visible()
    assert not note.locator(".note-sources").is_visible()
    page.locator("[data-note=perfectly-satisfied] > summary").click()
    assert note.locator(".note-sources").is_visible()


def test_without_script_a_folded_note_says_verdict_and_basis_and_opens(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page.goto(site.url + SHIP)
    summary = page.locator("[data-note=perfectly-satisfied] > summary")
    assert "False" in summary.inner_text()
    assert "The ship had gone down" in summary.inner_text()
    body = page.locator("#note-perfectly-satisfied")
    assert not body.is_visible()
    summary.click()
    assert body.is_visible()
    assert "False" not in summary.inner_text(), "what the note says below is not said twice"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("fragment", ["note-whole-blame", "note-taken-back"])
def test_an_address_opens_its_note_and_shows_both_ends(
    site: BuiltSite, new_page: NewPage, fragment: str, width: int, script: bool
) -> None:
    viewport = {"width": width, "height": 800}
    page = new_page(viewport=viewport, java_script_enabled=script, reduced_motion="reduce")
    page.goto(f"{site.url}{SHIP}#{fragment}")
    note = page.locator("[data-note=whole-blame]")
    assert note.get_attribute("open") is not None
    assert 0 <= rects(page, "[data-note=whole-blame]")[0][1] < 800
    assert background(page, "[data-note=whole-blame]") != background(page, "[data-note=loss-of-life]")
    if script:
        assert background(page, "mark[data-notes=whole-blame]") != background(page, "mark[data-notes=loss-of-life]")
    else:
        assert background(page, "li:has(> .notes [data-note=whole-blame])", "::before") != "rgba(0, 0, 0, 0)"


def background(page: Page, selector: str, pseudo: str = "") -> str:
    script = "([selector, pseudo]) => getComputedStyle(document.querySelector(selector), pseudo).backgroundColor"
    return str(page.evaluate(script, [selector, pseudo]))


def test_an_address_of_words_leads_to_them(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{site.url}{SHIP}#ref-whole-blame")
    assert 0 <= rects(page, "#ref-whole-blame")[0][1] < 800
    assert "is-joined" in (page.locator("[data-note=whole-blame]").get_attribute("class") or "")


# ---------------------------------------------------------------- hands and keys


def test_words_and_note_are_joined_by_pointer(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    note = page.locator("[data-note=designed-to-be]")
    words = page.locator("mark[data-notes~=designed-to-be]")
    words.first.hover()
    assert "is-joined" in (note.get_attribute("class") or "")
    page.locator("h1").hover()
    assert "is-joined" not in (note.get_attribute("class") or "")
    note.hover()
    assert all("is-joined" in (mark.get_attribute("class") or "") for mark in words.all())


def test_words_and_note_are_joined_by_focus(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    page.locator("#ref-practically").focus()
    expect(page.locator("[data-note=practically]")).to_have_class(re.compile("is-joined"))
    page.locator("[data-note=practically] > summary").focus()
    for mark in page.locator("mark[data-notes~=practically]").all():
        expect(mark).to_have_class(re.compile("is-joined"))
    page.locator("#ref-whole-blame").focus()
    expect(page.locator("[data-note=practically]")).not_to_have_class(re.compile("is-joined"))


def test_marks_of_several_passages_and_of_overlapping_notes_are_joined(torture: BuiltSite, page: Page) -> None:
    """Each note lights the marks that carry its id, all of them and no others."""
    page.goto(torture.file_url("articles/crowd/"))
    notes = page.locator("details.note")
    for place in range(notes.count()):
        note = notes.nth(place)
        note.dispatch_event("pointerover")
        lit = page.eval_on_selector_all("mark.is-joined", "all => all.map(mark => mark.dataset.notes)")
        own = page.locator(f"mark[data-notes~='{note.get_attribute('data-note')}']").count()
        assert len(lit) == own > 0
        assert all(note.get_attribute("data-note") in ids.split() for ids in lit)


def test_a_browser_that_shows_no_closed_content_in_the_margin_gets_notes_open(site: BuiltSite, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script(
        "const supports = CSS.supports.bind(CSS);"
        "CSS.supports = (...asked) => !asked[0].includes('details-content') && supports(...asked)"
    )
    page.goto(site.url + SHIP)
    notes = page.locator("details.note")
    assert notes.count() == page.locator("details.note[open]").count() > 10
    boxes = rects(page, "details.note")
    assert [pair for pair in pairwise(boxes) if overlap(*pair)] == []


def test_tapping_the_words_opens_and_closes_the_note(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto(site.url + SHIP)
    words = page.locator("mark[data-notes=loss-of-life]").first
    words.tap()
    assert page.locator("#note-loss-of-life").is_visible()
    words.tap()
    assert not page.locator("#note-loss-of-life").is_visible()


def test_enter_opens_and_escape_returns_to_the_words(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    page.locator("#ref-practically").press("Enter")
    page.wait_for_function("document.activeElement.id === 'note-practically'")
    assert page.locator("#note-practically .note-sources").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "ref-practically"
    page.go_back()
    assert page.url.endswith(SHIP)


def test_a_marker_says_its_number_and_verdict(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    marker = page.locator("#ref-perfectly-satisfied")
    assert page.get_by_role("link", name=f"Note {marker.inner_text()}, False").get_attribute("href") == (
        "#note-perfectly-satisfied"
    )


# ---------------------------------------------------------------- the text itself


def test_the_text_is_the_plain_text_that_positions_count_in(site: BuiltSite, page: Page) -> None:
    positions = 0
    for path in site.page_paths:
        data = site.folder / path / "annotations.jsonld"
        if not data.is_file():
            continue
        page.goto(site.url + path)
        if page.locator("[data-article-text]").count() == 0:
            continue
        text = page.evaluate(
            """() => {
              const copy = document.querySelector("[data-article-text]").cloneNode(true);
              copy.querySelectorAll("[data-annotation-ui]").forEach(element => element.remove());
              return copy.textContent;
            }"""
        )
        for exact, start, end in positions_in(data):
            assert text[start:end] == exact, path
            positions += 1
    assert positions > 40


def positions_in(data: Path) -> list[tuple[str, int, int]]:
    """Return exact words, start and end of every target that has a position."""
    found = []
    for item in json.loads(data.read_text(encoding="utf-8"))["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            selectors = target["selector"]
            if isinstance(selectors, list):
                by_type = {selector["type"]: selector for selector in selectors}
                place = by_type["TextPositionSelector"]
                found.append((by_type["TextQuoteSelector"]["exact"], place["start"], place["end"]))
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_copying_the_text_copies_no_markers_and_no_notes(site: BuiltSite, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}{SHIP}#note-practically")
    page.mouse.click(5, 300)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "make the vessel practically unsinkable”." in copied
    assert "as the water climbs over one bulkhead" in copied
    assert "As engineering prose the sentence is careful" not in copied
    assert "Closed doors kept the ship afloat" not in copied


def test_a_note_can_be_copied_for_itself(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}{SHIP}#note-practically")
    page.locator("#note-practically .note-basis").click(click_count=3)
    page.keyboard.press("ControlOrMeta+c")
    assert "Closed doors kept the ship afloat" in page.evaluate("navigator.clipboard.readText()")


# ---------------------------------------------------------------- paper, folders, the special articles


def test_print_has_every_note_in_full(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + SHIP)
    page.emulate_media(media="print")
    notes = page.locator("details.note")
    assert notes.count() > 10
    for note in notes.all():
        assert note.locator(".note-text").is_visible()
        assert note.locator(".note-more").is_visible()
    printed = page.locator("main").inner_text()
    assert "<https://www.titanicinquiry.org/BOTInq/BOTReport/BOTRepObserv.php>" in printed
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".tally").is_visible()
    boxes = rects(page, "details.note")
    assert [pair for pair in pairwise(boxes) if overlap(*pair)] == []


def test_a_right_to_left_article_has_its_notes_on_the_left(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/mirror-crowd/"))
    text = rects(page, "[data-article-text] > p")[0]
    assert all(right < text[0] for _, _, right, _ in rects(page, "details.note"))


POINTED_AT = """() => [...document.querySelectorAll("a[href]")].map(link => {
  link.dispatchEvent(new PointerEvent("pointerover", {bubbles: true}));
  return link.href.split("#")[0];
})"""


def test_links_work_from_a_folder(site: BuiltSite, page: Page) -> None:
    """Each is completed when somebody is about to use it; `href` is what a browser then follows, copies or shows."""
    page.goto(site.file_url(SHIP))
    links = page.evaluate(POINTED_AT)
    assert len([link for link in links if link.startswith("file:") and link.endswith("/index.html")]) > 5
    assert [link for link in links if link.startswith("file:") and link.endswith("/")] == []
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Claims").click()
    assert page.locator("h1").inner_text() == "Claims"


@pytest.mark.parametrize("way", ["focus", "click"])
def test_links_work_from_a_folder_by_key_and_by_program(site: BuiltSite, page: Page, way: str) -> None:
    page.goto(site.file_url(SHIP))
    link = page.get_by_role("navigation", name="Site").get_by_role("link", name="Claims")
    if way == "focus":
        link.press("Enter")
    else:
        link.evaluate("link => link.click()")
    page.wait_for_url("**/claims/index.html")


def test_the_address_of_a_note_that_is_copied_in_a_folder_leads_to_it(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard',"
        " { value: { writeText: async text => { window.copied = text; } } })"
    )
    address = f"{site.file_url(SHIP)}#note-practically"
    page.goto(address)
    page.locator("#note-practically [data-copy-link]").evaluate("button => button.click()")
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied") == address


def test_an_excerpt_shows_the_quoted_words_alone(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/excerpt/"))
    text = page.locator("main").inner_text()
    assert "It is quoted, not published." in text
    assert "What is quoted stands here" not in text
    assert "The note was on the wrong sentence." in text


def test_a_withdrawn_article_keeps_the_addresses_of_its_notes(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/gone/"))
    assert "Its author asked for it." in page.locator("main").inner_text()
    assert "No longer here" not in page.content()
    assert page.locator("#note-kept-address").count() == 1
    assert page.locator("#note-older-address").count() == 1


# ---------------------------------------------------------------- lists


def test_every_claim_of_a_list_says_what_it_was_rated(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + "claims/")
    assert page.locator(".claim-list > li").count() > 20
    assert page.locator(".claim-list > li:not(:has(.claim-findings .finding))").all_inner_texts() == []


def test_words_of_an_article_stand_as_a_quotation_where_nobody_put_the_claim(site: BuiltSite, page: Page) -> None:
    page.goto(site.url + "claims/a-briefing-on-detainers/mcfadden-warrant/")
    assert page.locator("h1 > q").inner_text().startswith("… had told reporters")
    assert page.locator(".page-head .finding").count() == 1
    assert page.locator(".statement .finding").count() == 0, "one appearance: its verdict stands above"
