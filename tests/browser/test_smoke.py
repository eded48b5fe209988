"""Every page of the shipped archive opens in a browser, under a project path and from a folder, without a complaint."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import BuiltSite, NewPage


def test_every_page_opens_and_has_one_heading(site: BuiltSite, page: Page) -> None:
    assert "" in site.page_paths
    for path in site.page_paths:
        response = page.goto(site.url + path)
        assert response is not None, path
        assert response.status == 200, path
        assert page.title().strip(), path
        assert page.locator("h1").count() == 1, path


def test_every_page_opens_from_a_folder_and_scrolls_in_one_direction(site: BuiltSite, new_page: NewPage) -> None:
    phone = new_page(viewport={"width": 320, "height": 640})
    for path in site.page_paths:
        phone.goto(site.file_url(path))
        assert phone.locator("h1").count() == 1, path
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_an_address_of_old_leads_to_the_page(site: BuiltSite, page: Page, complaints: list[str]) -> None:
    page_urls = {site.url + path for path in site.page_paths}
    assert site.redirect_paths
    for path in site.redirect_paths:
        page.goto(site.url + path)
        page.wait_for_url(lambda url: url in page_urls, timeout=5_000)
    # Chromium asks for an icon on its own; a page that nobody sees needs none.
    complaints[:] = [complaint for complaint in complaints if "/favicon.ico" not in complaint]


def test_an_address_that_does_not_exist_shows_the_way_home(site: BuiltSite, page: Page, complaints: list[str]) -> None:
    response = page.goto(f"{site.url}articles/no-such-article/")
    assert response is not None
    assert response.status == 404
    assert [complaint for complaint in complaints if "no-such-article" not in complaint] == []
    complaints.clear()
    page.locator("main a[href]").first.click()
    assert page.url in {site.url + path for path in site.page_paths}


def test_pages_are_watched(page: Page, complaints: list[str]) -> None:
    page.evaluate("console.warn('careful')")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.set_content("<img src='http://localhost.invalid/'>")
    seen = "\n".join(complaints)
    complaints.clear()
    assert "console warning: careful" in seen
    assert "script error: broken" in seen
    assert "another host: http://localhost.invalid/" in seen
