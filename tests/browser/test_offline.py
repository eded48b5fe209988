"""The site opened from a folder whose name has a space and an umlaut, as an offline edition is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, build


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped archive's offline edition, unpacked."""
    work = tmp_path_factory.mktemp("offline")
    target = work / "The record.zip"
    build(Path("content"), work / "site", "--zip", str(target))
    shutil.unpack_archive(target, work / "Größe und Maß")
    return work / "Größe und Maß" / "The record"


def test_a_reader_finds_their_way_without_a_server(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Claims").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Claims")
    page.get_by_role("link", name="The Annotated Record").first.click()
    page.locator("main a[href*='articles/']").first.click()
    expect(page.locator("[data-article-text]")).to_be_visible()
    page.locator("a.marker").first.click()
    assert "#note-" in page.url


def test_search_works_without_a_server(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / "search" / "index.html").as_uri())
    page.get_by_role("searchbox").last.fill("moon")
    expect(page.locator("main a[href*='the-great-moon-hoax']").first).to_be_visible()
    page.locator("main a[href*='the-great-moon-hoax']").first.click()
    assert "the-great-moon-hoax" in page.url
    assert page.locator("h1").count() == 1


def test_pages_are_whole_without_script(unpacked: Path, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto((unpacked / "articles" / "the-great-moon-hoax" / "index.html").as_uri())
    expect(page.locator("[data-article-text]")).to_be_visible()
    assert page.locator("[id^='note-']").count() > 3
