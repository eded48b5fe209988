"""The preview in a browser: edits are seen in their place, and what is wrong lies over the page until it is right."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import REPOSITORY, BuiltSite, NewPage
from tests.serving import Served, free_port, served

SIDECAR = "articles/sky/the-great-moon-hoax.yaml"
ARTICLE = "articles/the-great-moon-hoax/"
SEEN_WITHIN = 5_000
"""Milliseconds from a save to the page that shows it, in the shipped archive, on a busy machine too."""


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Served]:
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    with served(tmp_path) as running:
        running.built()
        yield running


@pytest.fixture
def sidecar(preview: Served) -> Path:
    return preview.folder / "content" / SIDECAR


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def open_article(page: Page, preview: Served) -> None:
    page.goto(preview.url + ARTICLE)
    page.wait_for_load_state("networkidle")


def panel(page: Page) -> Locator:
    return page.get_by_role("alertdialog")


def test_an_edited_note_is_seen_in_its_place_and_flashes_alone(preview: Served, sidecar: Path, page: Page) -> None:
    open_article(page, preview)
    page.evaluate("history.scrollRestoration = 'manual'")  # so that it is not the browser that keeps the place
    page.evaluate("scrollTo(0, 700)")
    began = time.monotonic()
    edit(sidecar, "Herschel had made no such discoveries", "Herschel had made none of these discoveries")
    note = page.locator("[data-note=entirely-new-principle]")
    expect(note).to_contain_text("none of these discoveries", timeout=SEEN_WITHIN)
    assert time.monotonic() - began < SEEN_WITHIN / 1000
    expect(page.locator("details[data-changed]")).to_have_count(1)
    expect(note).to_have_attribute("data-changed", "")
    assert abs(page.evaluate("scrollY") - 700) <= 2
    expect(page.locator("[data-changed]")).to_have_count(0, timeout=5000)


def test_an_error_lies_over_the_last_good_page_until_it_is_mended(preview: Served, sidecar: Path, page: Page) -> None:
    open_article(page, preview)
    edit(sidecar, "kind: ", "knid: ")
    expect(panel(page)).to_be_visible(timeout=SEEN_WITHIN)
    expect(panel(page)).to_be_focused()
    expect(panel(page)).to_have_accessible_name(re.compile(r"^\d+ errors?$"))
    expect(panel(page)).to_contain_text("did you mean 'kind'?")
    expect(panel(page)).to_contain_text("The pages are those of the last good build.")
    for place in panel(page).locator(".place").all_inner_texts():
        assert f"{place}: error[" in preview.text  # the terminal has the same
    caret = panel(page).locator(".excerpt").first.inner_text().splitlines()
    assert caret[-2].index("knid") == caret[-1].index("^")
    expect(page.locator("[data-note=entirely-new-principle]")).to_be_attached()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    opener = page.get_by_role("button", name=re.compile("error"))
    expect(opener).to_be_focused()
    page.reload()
    expect(opener).to_be_visible()  # what was closed stays closed
    opener.click()
    expect(panel(page)).to_be_visible()
    edit(sidecar, "knid: ", "kind: ")
    expect(panel(page)).to_be_hidden(timeout=SEEN_WITHIN)
    expect(opener).to_be_hidden()


def test_who_types_is_not_interrupted(preview: Served, sidecar: Path, page: Page) -> None:
    open_article(page, preview)
    box = page.locator("input[type=search]").first
    box.focus()
    edit(sidecar, "kind: ", "knid: ")
    expect(panel(page)).to_be_visible(timeout=SEEN_WITHIN)
    expect(box).to_be_focused()


def test_a_note_that_becomes_a_draft_has_a_badge(preview: Served, sidecar: Path, page: Page) -> None:
    open_article(page, preview)
    edit(sidecar, "\n    quote: ", "\n    status: draft\n    quote: ")
    expect(page.locator(".note .draft-badge").first).to_have_text("Draft", timeout=SEEN_WITHIN)


def test_a_page_comes_back_after_the_server_was_started_again(
    tmp_path: Path, new_page: NewPage, complaints: list[str]
) -> None:
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    port = free_port()
    page = new_page(viewport={"width": 1280, "height": 900})
    with served(tmp_path, port=port) as preview:
        preview.built()
        open_article(page, preview)
    edit(tmp_path / "content" / SIDECAR, "Herschel had made no such discoveries", "Herschel had made none of these")
    with served(tmp_path, port=port) as preview:
        preview.built()
        expect(page.locator("[data-note=entirely-new-principle]")).to_contain_text("none of these", timeout=SEEN_WITHIN)
        page.close()
    complaints[:] = [told for told in complaints if "ERR_CONNECTION" not in told]  # of the time without a server


def test_a_page_that_waits_becomes_the_site(tmp_path: Path, page: Page, complaints: list[str]) -> None:
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    edit(tmp_path / "content" / SIDECAR, "kind: ", "knid: ")
    with served(tmp_path) as preview:
        preview.wait_for("not built")
        page.goto(preview.url)
        expect(page.get_by_role("heading", name="Nothing to show yet")).to_be_visible()
        expect(panel(page)).to_contain_text("No page was built yet.")
        edit(tmp_path / "content" / SIDECAR, "knid: ", "kind: ")
        expect(page.locator(".masthead")).to_be_visible(timeout=SEEN_WITHIN)
        expect(panel(page)).to_be_hidden()
        page.close()
    complaints[:] = [told for told in complaints if "404" not in told]  # what stands in for a page is none


def test_a_published_page_has_nothing_of_a_preview(site: BuiltSite) -> None:
    for file in site.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"livereload" not in data, file
            assert b".site-builder/" not in data, file
            assert b"LiveReloadPlugin" not in data, file
            assert b"siteBuilder" not in data, file
            assert b"note-form" not in data, file
            assert b"X-Site-Builder-Token" not in data, file
