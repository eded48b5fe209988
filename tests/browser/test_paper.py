"""What Chromium prints: the text of its PDF has the article and every note in full, with addresses, and no controls."""

from __future__ import annotations

import io
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import BuiltSite, NewPage

CONTROLS = (
    "Search",
    "Reading settings",
    "Copy link",
    "Link to this note",
    "Keys",
    "Skip to the text",
    "Largest",
    "Show all",
)

NOTES = """() => [...document.querySelectorAll("details[data-note]")].map(note => ({
  id: note.dataset.note,
  number: note.querySelector(".note-number").lastChild.textContent.trim(),
  texts: [".finding", ".note-lemma", ".note-basis", ".note-text"].flatMap(part =>
    [...note.querySelectorAll(`.note-body > ${part}, .note-head > ${part}`)].flatMap(element =>
      element.children.length > 1 ? [...element.children].map(child => child.textContent) : [element.textContent])),
  addresses: [...note.querySelectorAll(".source a[href^=http], .note-text a[href^=http]")]
    .map(link => link.getAttribute("href")),
}))"""


def plain(text: str) -> str:
    """Return a text without white space, soft hyphens and ligatures, and with one sort of quotation mark for each form:
    a PDF has lines, and letters as they are drawn."""
    drawn = {0xAD: None, 0x2BB: "‘", 0x2BC: "’"}
    return "".join(unicodedata.normalize("NFKC", text.translate(drawn)).split())


def printed(page: Page) -> tuple[str, int]:
    """Return the text of the page's PDF, without white space, and how many sheets it takes."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return plain("".join(sheet.extract_text() for sheet in sheets)), len(sheets)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", ["articles/the-unsinkable-ship/", "articles/the-great-moon-hoax/"])
def test_a_pdf_has_every_note_in_full(site: BuiltSite, new_page: NewPage, path: str, script: bool) -> None:
    reader = new_page()
    reader.goto(site.url + path)
    notes = reader.evaluate(NOTES)
    page = new_page(java_script_enabled=script, color_scheme="dark")
    page.goto(site.url + path)
    text, sheets = printed(page)
    assert len(notes) > 10
    assert sheets > 2
    for note in notes:
        for words in note["texts"]:
            for part in words.split("\n"):
                assert plain(part) in text, (note["id"], part)
        for address in note["addresses"]:
            assert plain(f"<{address}>") in text, (note["id"], address)
    assert plain(f"https://example.org/repo-name/{path}") in text, "the page's own address"
    assert [control for control in CONTROLS if plain(control) in text] == []


def test_a_pdf_of_a_complete_article_has_its_addresses(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url("articles/complete/"))
    text, _ = printed(page)
    for address in (
        "https://example.org/original/page",
        "https://archive.example.org/original/page",
        "https://example.org/in-the-text",
        "https://example.org/explained",
        "https://example.org/record?page=1",
        "https://archive.example.org/record",
        "https://example.org/reply",
    ):
        assert f"<{address}>" in text, address
    assert plain("Written by Cem Checker. Reviewed by Dana Reviewer.") in text


def test_paper_is_the_same_whatever_was_open_and_however_large(site: BuiltSite, new_page: NewPage) -> None:
    path = "articles/the-unsinkable-ship/"
    plain_page, other = new_page(), new_page(viewport={"width": 1600, "height": 900})
    plain_page.goto(site.url + path)
    other.add_init_script('localStorage.setItem(\'site-builder reading\', \'{"size":"largest","theme":"dark"}\')')
    other.goto(f"{site.url}{path}#note-practically")
    assert printed(other) == printed(plain_page)
