"""Take the pictures of README.md: the shipped archive and its preview, in the system's Chromium.

Out: WebP files in docs/pictures/. They are committed, although they are made: GitHub shows README.md as it is in the
tree, before anything is built, and a picture from elsewhere would be a request to another host and gone with it. They
are few and small, and nothing is made of them. The same Chromium with the same faces takes the same pictures, byte for
byte: there is no clock, no animation and no caret in them. Run it (`make screenshots`) when pages look different.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.chromium import ARGUMENTS, find_chromium

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs" / "pictures"

ARTICLE = "articles/the-great-moon-hoax/"
LARGEST = 120_000
"""Bytes of a picture: README.md is read on telephones, too."""

WORDS = "the best-known astronomer of his day"
"""What the form is opened for."""

_SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('[data-article-text]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""


def _nothing(_page: Page) -> None:
    """Leave a page as it opens."""


def _open_a_note(page: Page) -> None:
    page.locator("[data-note] summary").first.click()
    page.locator("[data-note]").first.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, document.querySelector('mark').getBoundingClientRect().top - 120)")


def _show_the_margin(page: Page) -> None:
    page.evaluate("scrollTo(0, document.querySelector('[data-article-text]').getBoundingClientRect().top - 250)")


def _show_the_list(page: Page) -> None:
    page.evaluate("scrollTo(0, document.querySelector('.year-index').getBoundingClientRect().top - 40)")


def _annotate(page: Page) -> None:
    _show_the_margin(page)
    page.evaluate(_SELECT, WORDS)
    page.get_by_role("button", name="Annotate").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Verdict").select_option("Misleading")
    form.get_by_label("Basis").fill("One sentence that says why.")


class Shot(NamedTuple):
    """A picture: its name, the page, the window in CSS pixels, what is done first; `preview` is that of an editor."""

    name: str
    address: str
    width: int
    height: int
    scheme: str = "light"
    prepare: Callable[[Page], None] = _nothing
    preview: bool = False
    scale: float = 1


SHOTS = (
    Shot("article", ARTICLE, 1280, 760, prepare=_show_the_margin),
    Shot("article-dark", ARTICLE, 1280, 760, "dark", prepare=_show_the_margin),
    Shot("phone", ARTICLE, 390, 760, prepare=_open_a_note, scale=1.5),
    Shot("claims", "claims/", 1280, 760, prepare=_show_the_list),
    Shot("annotate", ARTICLE, 1280, 760, prepare=_annotate, preview=True),
)


def main() -> None:
    """Take all pictures; ends with a sentence where one is too large or Chromium is missing."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as work, sync_playwright() as playwright:
        content = Path(shutil.copytree(REPOSITORY / "content", Path(work) / "content"))
        built = [sys.executable, "-m", "site_builder", "build", "--content", str(content), "--output", f"{work}/site"]
        subprocess.run(built, check=True, capture_output=True)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        with preview_of(content) as preview:
            for shot in SHOTS:
                root = preview if shot.preview else f"{(Path(work) / 'site').as_uri()}/"
                data = compressed(take(browser, root, shot))
                if len(data) > LARGEST:
                    sys.exit(f"{shot.name}.webp has {len(data):,} bytes: show less of the page")
                (PICTURES / f"{shot.name}.webp").write_bytes(data)
                print(f"{shot.name}.webp: {len(data):,} bytes")
        browser.close()


def take(browser: Browser, root: str, shot: Shot) -> bytes:
    """Return a picture of a page as PNG."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        device_scale_factor=shot.scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.route("**/css/fonts.*", _wait_for_the_face)
    page.goto(f"{root}{shot.address}" if shot.preview else f"{root}{shot.address}index.html")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    shot.prepare(page)
    page.wait_for_timeout(300)
    png = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return png


def _wait_for_the_face(route: Route) -> None:
    """Let a page wait for its text face, which is else left out where it is late."""
    response = route.fetch() if route.request.url.startswith("http") else None
    css = response.text() if response else Path(url2pathname(urlsplit(route.request.url).path)).read_text("utf-8")
    route.fulfill(body=css.replace("optional", "block"), content_type="text/css")


def compressed(png: bytes) -> bytes:
    """Return a PNG as a WebP that keeps every edge: text suffers from less."""
    webp = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").save(webp, "WEBP", quality=80, method=6)
    return webp.getvalue()


@contextmanager
def preview_of(content: Path) -> Iterator[str]:
    """Run a preview of an archive, and give its address."""
    command = [sys.executable, "-u", "-m", "site_builder", "serve", "--content", str(content), "--port", "5599"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    try:
        address = ""
        for line in process.stdout or ():
            address = next(iter(re.findall(r"preview at (http://\S+)", line)), address)
            if line.startswith("built: "):
                break
        yield address
    finally:
        process.terminate()
        process.communicate()


if __name__ == "__main__":
    main()
