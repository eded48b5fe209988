"""Search in an index that is cut into pieces, opened from a folder whose name has a space and an umlaut."""

from __future__ import annotations

import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import REPOSITORY, BuiltSite, build
from tests.browser.test_search import SEARCH, results, status, type_query


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The repository's content/, built with room for the smallest index only."""
    work = tmp_path_factory.mktemp("pieces")
    shutil.copytree(REPOSITORY / "content", work / "content")
    settings = work / "content" / "site.yaml"
    text, count = re.subn(
        r"(?m)^search:\n(?: .*\n)*", "search:\n  budget_kb: 1\n", settings.read_text(encoding="utf-8")
    )
    assert count == 1
    settings.write_text(text, encoding="utf-8")
    folder = work / "mein Archiv für alle"
    assert "pieces" in build(work / "content", folder)
    return BuiltSite(folder, folder.as_uri() + "/", folder)


def titles(page: Page) -> list[str]:
    expect(status(page)).to_contain_text("result")
    return page.locator("[data-search-results] [data-search-link]").all_text_contents()


@pytest.mark.parametrize("query", ["Moon", "Lowell canals", "newspap", "asrtonomy", "“the office was sure”"])
def test_pieces_find_what_the_whole_finds(pieces: BuiltSite, site: BuiltSite, page: Page, query: str) -> None:
    found = []
    for built in (pieces, site):
        page.goto(f"{built.file_url(SEARCH)}?q={quote(query)}")
        found.append(titles(page))
    assert len(found[0]) > 0
    assert sorted(found[0]) == sorted(found[1])


def test_they_are_filtered(pieces: BuiltSite, page: Page) -> None:
    page.goto(f"{pieces.file_url(SEARCH)}?q=Moon&kind=article")
    expect(results(page, "article").first).to_be_visible()
    expect(results(page, "note")).to_have_count(0)


def test_nothing_is_loaded_before_and_only_a_part_after(pieces: BuiltSite, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(pieces.file_url(SEARCH))
    files = len(list((pieces.folder / "search").rglob("*.js")))

    def parts() -> int:
        return sum("/search/" in url and url.endswith(".js") for url in loaded)

    assert parts() == 0
    type_query(page, "Lowell")
    assert titles(page)
    assert 0 < parts() < files


@pytest.mark.parametrize("part", ["pieces and words", "cards"])
def test_a_part_that_does_not_load_is_told_and_tried_again(
    pieces: BuiltSite, page: Page, complaints: list[str], part: str
) -> None:
    page.goto(f"{pieces.file_url(SEARCH)}?q=Lowell")
    whole = titles(page)
    folder = pieces.folder / "search"
    head = next(folder.glob("index.*.js"))
    gone = [
        path
        for path in folder.iterdir()
        if path.is_dir() == (part == "cards") and path not in {head, folder / "index.html"}
    ]
    away = pieces.folder / "away"
    away.mkdir()
    for path in gone:
        path.rename(away / path.name)
    page.reload()
    expect(status(page)).to_contain_text("A part of the index did not load")
    for path in gone:
        (away / path.name).rename(path)
    away.rmdir()
    page.get_by_role("button", name="Try again").click()
    expect(status(page)).not_to_contain_text("did not load")
    assert titles(page) == whole
    assert complaints
    assert all("ERR_FILE_NOT_FOUND" in complaint for complaint in complaints)
    complaints.clear()
