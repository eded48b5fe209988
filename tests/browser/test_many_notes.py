"""An article with 600 notes: quick on a slow processor, smooth to scroll, and laid out wherever the reader is.

`make audit` measures the scripts of the same article (tools/audit/script_time.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import BuiltSite, NewPage, build
from tests.pages_server import PROJECT, serve_as_pages
from tools.audit.many_notes import ARTICLE, FIRST, write_archive
from tools.audit.script_time import LIMIT, NOTES, VIEWPORTS, Trace, measure

SCROLL_BOUND = 40
"""Milliseconds of one layout while somebody scrolls, at a quarter of the speed: it takes 10 to 20."""

VISIBLE = """() => [...document.querySelectorAll("details.note")].map(note => {
  const {left, top, right, bottom} = note.getBoundingClientRect();
  const words = document.querySelector(`mark[data-notes~="${note.dataset.note}"]`).getBoundingClientRect();
  return {id: note.dataset.note, left, top, right, bottom, words: words.top, edge: words.right};
}).filter(({top, bottom}) => bottom > 0 && top < innerHeight)"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    work = tmp_path_factory.mktemp("many")
    write_archive(work / "content", NOTES)
    folder = work / "served" / PROJECT
    build(work / "content", folder)
    with serve_as_pages(folder) as url:
        yield BuiltSite(folder, url, folder)


@pytest.mark.parametrize("viewport", VIEWPORTS)
@pytest.mark.parametrize("where", ["server", "folder"])
def test_scripts_take_little_after_load(
    many: BuiltSite, browser: Browser, where: str, viewport: tuple[int, int]
) -> None:
    address = many.url + ARTICLE if where == "server" else many.file_url(ARTICLE)
    assert 1 < min(measure(browser, address, viewport) for _ in range(3)) < LIMIT


def test_scrolling_lays_out_little(many: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(many.file_url(ARTICLE))
    page.wait_for_function("document.querySelector('.note').style.getPropertyValue('--top')")
    page.mouse.move(400, 400)
    trace = Trace(page)
    for _ in range(20):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(60)
    layouts = sorted(event["tdur"] / 1000 for event in trace.end() if event["name"] == "Layout")
    assert page.evaluate("scrollY") > 5000
    assert len(layouts) > 5
    assert layouts[len(layouts) * 9 // 10] < SCROLL_BOUND, "nine of ten"


def assert_beside_words(page: Page) -> None:
    """What is on the screen: each note right of its words, as high as they are or below the note before it."""
    page.wait_for_timeout(150)
    notes = page.evaluate(VISIBLE)
    assert len(notes) > 2
    for note, following in pairwise(notes):
        assert following["top"] > note["bottom"], (note["id"], following["id"])
        pushed = following["top"] - note["bottom"] < 40
        assert pushed or abs(following["top"] - following["words"]) < 12, following["id"]
    assert all(note["left"] > note["edge"] and note["top"] > note["words"] - 12 for note in notes)


def test_notes_stand_beside_their_words_wherever_the_reader_is(many: BuiltSite, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(many.file_url(ARTICLE))
    assert_beside_words(page)
    for _ in range(6):
        page.mouse.wheel(0, 1500)
        assert_beside_words(page)
    page.goto(f"{many.file_url(ARTICLE)}#ref-first-220")
    assert_beside_words(page)
    page.set_viewport_size({"width": 1200, "height": 900})
    assert_beside_words(page)
    page.evaluate("scrollBy({top: -1200, behavior: 'instant'})")
    assert_beside_words(page)
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    assert_beside_words(page)


def test_the_last_notes_stand_above_the_footer(many: BuiltSite, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{many.file_url(ARTICLE)}#note-other-{FIRST + NOTES // 2 - 1}")
    page.wait_for_timeout(200)
    page.eval_on_selector_all("details.note", "notes => notes.slice(-9).forEach(note => { note.open = true; })")
    page.wait_for_timeout(200)
    last = page.locator("details.note").last.bounding_box()
    footer = page.locator(".site-footer").bounding_box()
    assert last
    assert footer
    assert last["y"] + last["height"] < footer["y"]


def test_without_script_all_of_them_are_there(many: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page.goto(many.file_url(ARTICLE))
    notes = page.locator("details.note").evaluate_all("notes => notes.map(note => note.getBoundingClientRect().height)")
    assert len(notes) == NOTES
    assert min(notes) > 15
