"""What pages look like while they load: the text face, pictures and their places, and that nothing moves."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, Route

from tests.browser.conftest import BuiltSite, NewPage, build
from tests.unit.pictures.pictures import turned

FONT_BUDGET = 45_000
"""Bytes of fonts that a page in English may load: design/reading-page.md, 11."""

OBSERVE_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifts.push(entry.value);
}).observe({type: "layout-shift", buffered: true});
"""


def fonts_of(page: Page, url: str) -> dict[str, int]:
    """Return the sizes of the fonts that a page loads, by file name."""
    answers: list[Response] = []

    def hear(answer: Response) -> None:
        answers.append(answer)

    page.on("response", hear)
    page.goto(url)
    page.evaluate("document.fonts.ready")
    fonts = [answer for answer in answers if answer.url.endswith(".woff2")]
    return {urlsplit(answer.url).path.rpartition("/")[2]: len(answer.body()) for answer in fonts}


def shifts_of(page: Page, url: str) -> list[float]:
    """Return the layout shifts of a page that is read from top to bottom."""
    page.add_init_script(OBSERVE_SHIFTS)
    page.goto(url)
    for _ in range(6):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(150)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    found: list[float] = page.evaluate("window.shifts")
    return found


def articles(site: BuiltSite) -> list[str]:
    return [path for path in site.page_paths if path.startswith("articles/") and path != "articles/"]


def test_an_article_in_english_loads_at_most_two_font_files(site: BuiltSite, new_page: NewPage) -> None:
    for path in articles(site):
        if '<html lang="en"' in (site.folder / path / "index.html").read_text(encoding="utf-8"):
            fonts = fonts_of(new_page(), site.url + path)
            assert 1 <= len(fonts) <= 2, path
            assert sum(fonts.values()) <= FONT_BUDGET, path


def test_letters_beyond_latin_1_load_a_third_file(site: BuiltSite, page: Page) -> None:
    def add_letters(route: Route) -> None:
        route.fulfill(body=route.fetch().text().replace("</h1>", " Đorđe Šimić</h1>"), content_type="text/html")

    page.route("**/articles/**", add_letters)
    fonts = fonts_of(page, f"{site.url}articles/the-great-moon-hoax/")
    assert sum("latin-ext" in name for name in fonts) == 1


def test_the_text_is_set_in_the_text_face(site: BuiltSite, page: Page) -> None:
    page.goto(f"{site.url}articles/the-great-moon-hoax/")
    page.evaluate("document.fonts.ready")
    faces = "[...document.fonts].filter(face => face.status === 'loaded').map(face => `${face.family} ${face.style}`)"
    assert set(page.evaluate(faces)) >= {"Source Serif 4 normal", "Source Serif 4 italic"}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["articles/the-great-moon-hoax/", "articles/قنوات-المريخ/"])
def test_nothing_moves_when_fonts_and_pictures_come_late(
    site: BuiltSite, new_page: NewPage, width: int, address: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900})

    def wait(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    page.route("**/*.woff2", wait)
    page.route("**/media/**", wait)
    assert shifts_of(page, site.url + address) == []


def test_fonts_are_read_from_the_folder_too(site: BuiltSite, page: Page) -> None:
    page.goto(site.file_url("articles/the-great-moon-hoax"))
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('20px \"Source Serif 4\"')")


def test_a_screen_loads_the_picture_that_it_needs(new_page: NewPage, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "articles").mkdir(parents=True)
    (content / "site.yaml").write_text("title: A\n", encoding="utf-8")
    article = "---\ntitle: A\nimage: {src: wide.jpg, alt: Wide}\n---\n\nText.\n"
    (content / "articles" / "a.md").write_text(article, encoding="utf-8")
    (content / "articles" / "wide.jpg").write_bytes(turned(2000, 4000, 6))
    build(content, tmp_path / "output")
    for width, density, expected in ((390, 1, 400), (390, 2, 800), (1280, 1, 800), (1280, 2, 1600), (1280, 3, 4000)):
        page = new_page(viewport={"width": width, "height": 900}, device_scale_factor=density)
        page.goto((tmp_path / "output" / "articles" / "a" / "index.html").as_uri())
        image = page.locator(".article-picture img")
        shown, height, across = image.evaluate("image => [image.currentSrc, image.clientHeight, image.clientWidth]")
        assert f"wide-{min(expected, 1600)}." in shown, (width, density)
        assert height == pytest.approx(across / 2, abs=1)
        assert image.evaluate("image => image.decode().then(() => image.complete)")
