"""Weigh a page: what a browser loads for it before the reader does anything, as it travels.

In: an address. Out: bytes of HTML, CSS and JavaScript, compressed as the server does, and of fonts, which are
compressed already.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from tools.audit.report import Check, at_most
from tools.audit.server import compressed
from tools.chromium import ARGUMENTS, find_chromium

TEXT_LIMIT = 60_000
"""Bytes of HTML, CSS and JavaScript of an article with 20 notes, compressed."""
FONT_LIMIT = 45_000
"""Bytes of fonts of an article in English: docs/pages/decisions/0013-text-face.md."""
TEXT_TYPES = {"document", "stylesheet", "script"}


class File(NamedTuple):
    """A file that a page loads: its address, what the browser takes it for, and its bytes before compression."""

    url: str
    type: str
    body: bytes


def load_files(address: str) -> list[File]:
    """Return what Chromium loads for the page; raises ChromiumError."""
    from playwright.sync_api import Response, sync_playwright

    answers: list[Response] = []

    def hear(answer: Response) -> None:
        answers.append(answer)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        page = browser.new_page()
        page.on("response", hear)
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        files = [File(answer.url, answer.request.resource_type, answer.body()) for answer in answers]
        browser.close()
    return files


def heaviest(weights: dict[str, int]) -> str:
    """Return the three heaviest files in words."""
    first = sorted(weights, key=lambda url: -weights[url])[:3]
    return "the heaviest are " + ", ".join(f"{urlsplit(url).path} ({weights[url]:,})" for url in first)


def check_weight(name: str, files: Iterable[File]) -> list[Check]:
    """Return the checks of a page's text and of its fonts."""
    files = list(files)
    text = {file.url: len(compressed(file.body)) for file in files if file.type in TEXT_TYPES}
    fonts = {file.url: len(file.body) for file in files if file.type == "font"}
    return [
        at_most(f"HTML, CSS, JavaScript of an {name}", sum(text.values()), TEXT_LIMIT, "bytes", heaviest(text)),
        at_most(f"Fonts of an {name}", sum(fonts.values()), FONT_LIMIT, "bytes", heaviest(fonts)),
    ]
