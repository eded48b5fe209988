"""The documentation's site in a browser: every document, wide and narrow, light and dark, opened from its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import REPOSITORY, BuiltSite, NewPage, build


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    work = tmp_path_factory.mktemp("docs")
    content = Path(shutil.copytree(REPOSITORY / "docs", work / "docs"))
    build(content, work / "site", "--templates", str(content / "templates"))
    return BuiltSite(work / "site", (work / "site").as_uri() + "/", work / "site")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_document_has_one_heading_and_scrolls_in_one_direction(
    docs: BuiltSite, new_page: NewPage, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if width == 320 else "light")
    problems = {f"{path.stem}/" for path in (REPOSITORY / "docs" / "pages" / "problems").glob("*.md")}
    of_one_kind = sorted(problems)[:-1]  # pages that one tool makes: one of them is enough
    paths = [path for path in docs.page_paths if path not in of_one_kind]
    assert len(paths) > 40
    for path in paths:
        page.goto(docs.file_url(path))
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_list_of_documents_stands_beside_the_text_where_there_is_room(docs: BuiltSite, new_page: NewPage) -> None:
    for width, is_beside in ((1280, True), (390, False)):
        page = new_page(viewport={"width": width, "height": 800})
        page.goto(docs.file_url("format/"))
        text, list_ = page.locator(".document").bounding_box(), page.locator(".documents").bounding_box()
        assert text
        assert list_
        assert (list_["x"] + list_["width"] <= text["x"]) is is_beside
        assert (list_["y"] >= text["y"] + text["height"]) is not is_beside


def test_a_newcomer_finds_the_tutorial_and_reads_on(docs: BuiltSite, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(docs.file_url())
    page.locator(".begin a").click()
    assert page.locator("h1").inner_text() == "Your first archive in ten minutes"
    page.locator("a[rel=next]").click()
    assert page.locator("h1").inner_text() == "A worked example"
    page.get_by_role("link", name="The note", exact=True).click()
    assert page.url.endswith("/articles/the-busiest-library/index.html#note-busiest")
