"""A saved web page to an `ImportedArticle`: its headline, its text as Markdown, and what it says of itself.

What belongs to the article and what stands around it is found by trafilatura, which is an extra: this is the one module
that imports it, and lxml, on which it stands. Pure: no file is read here and none is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from site_builder.exchange.article import ImportedArticle
from site_builder.exchange.tei_markdown import plain_text, write_blocks
from site_builder.problems import ContentError, UsageError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)(?P<browser>\S+)|.*?\burl:\s*(?P<single_file>https?://\S+))", re.DOTALL
)
"""What browsers ("saved from url") and SingleFile (" url: …") write above a page that they save."""

_HEAD_LENGTH = 4000
"""Characters from the beginning of a page in which such a comment stands."""

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?P<original>https?://.+)")

_ENOUGH = 0.9
"""The share of the words of a page's <article> that its text should have: below it an editor is asked to compare."""


_WHOLE: dict[str, Any] = {
    "with_metadata": True,
    "include_formatting": True,
    "include_links": True,
    "include_tables": True,
    "favor_recall": True,
}
"""What trafilatura is asked for: rather too much of a page than too little, because an editor sees what is too much."""


_NO_ARTICLE = ("no article is found in this page", "copy its text into a file and import that")


class _Address(NamedTuple):
    source_url: str = ""
    archive_url: str = ""


def read_html(data: bytes) -> ImportedArticle:
    """Return the article of a saved page.

    Raises UsageError where trafilatura is not installed, and ContentError where the page has no article.
    """
    try:
        import trafilatura
        from trafilatura.settings import Document
    except ImportError as fault:
        hint = "install it beside this program: pip install trafilatura lxml_html_clean"
        raise UsageError(f"saved pages are read by trafilatura, which is not there: {fault}", hint) from fault
    page: HtmlElement | None = trafilatura.load_html(data)
    if page is None:
        raise ContentError(*_NO_ARTICLE)
    _leave_notes_out(page)
    found = trafilatura.bare_extraction(page, **_WHOLE)
    if not isinstance(found, Document) or not plain_text(found.body).strip():
        raise ContentError(*_NO_ARTICLE)
    return _article(found, page, data.decode("utf-8", "replace"))


def _article(found: Any, page: _Element, html: str) -> ImportedArticle:
    body: _Element = found.body
    title = _text(found.title) or _first_heading(body)
    deks = _take_dek(body, _text(found.description))
    _take_title(body, title)
    address = _address(html, _text(found.url))
    taken = len(" ".join((title, *deks, _text(found.author))).split())
    return ImportedArticle(
        title=title or "Untitled",
        deks=deks,
        authors=tuple(name.strip() for name in _text(found.author).split(";") if name.strip()),
        outlet=_text(found.sitename) or _text(found.hostname),
        date=_text(found.date),
        markdown="\n\n".join(write_blocks(body)) + "\n",
        source_url=address.source_url,
        archive_url=address.archive_url,
        language=_language(page),
        topics=tuple(dict.fromkeys(_text(tag) for tag in found.tags or () if _text(tag))),
        summary="" if deks else _text(found.description),
        remarks=tuple(_remarks(page, body, taken, has_address=bool(address.source_url))),
    )


def _leave_notes_out(page: _Element) -> None:
    """Take the notes out of a page that this program made: its article is the text without them."""
    for note in list(page.iterfind(".//*[@data-annotation-ui]")):
        parent, before = note.getparent(), note.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (note.tail or "")
        else:
            parent.text = (parent.text or "") + (note.tail or "")
        parent.remove(note)


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value else ""


def _first_heading(body: _Element) -> str:
    heading = body.find(".//head")
    return "" if heading is None else " ".join(plain_text(heading).split())


def _take_title(body: _Element, title: str) -> None:
    """Take the headline out of the text: it stands above it."""
    for heading in body.iter("head"):
        if _same(plain_text(heading), title):
            _remove(heading)
            return


def _take_dek(body: _Element, description: str) -> tuple[str, ...]:
    """Return the page's description where the text begins with it, and take it out there."""
    for paragraph in list(body.iter("p"))[:2]:
        if description and _same(plain_text(paragraph), description):
            _remove(paragraph)
            return (description,)
    return ()


def _same(text: str, other: str) -> bool:
    return " ".join(text.split()).casefold() == other.casefold()


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None and not (element.tail or "").strip():
        parent.remove(element)


def _address(html: str, canonical: str) -> _Address:
    """Return where the page stood: where it was saved from, else what it names as its own address."""
    saved = _SAVED_FROM.search(html[:_HEAD_LENGTH])
    url = unescape(saved["browser"] or saved["single_file"]) if saved else canonical
    if archived := _ARCHIVED.fullmatch(url):
        return _Address(archived["original"], url)
    return _Address(canonical or url) if url.startswith(("http://", "https://")) else _Address(canonical)


def _language(page: _Element) -> str:
    language = str(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else ""


def _remarks(page: _Element, body: _Element, taken: int, *, has_address: bool) -> Iterator[str]:
    if not has_address:
        yield "the page does not say where it stood: add source_url"
    articles = page.findall(".//article")
    if len(articles) == 1:
        whole, kept = len(_words(articles[0])), taken + len(_words(body))
        if kept < whole * _ENOUGH:
            yield f"the page's article has {whole:,} words, and {kept:,} were kept: compare the two"
    if page.find(".//img") is not None:
        yield "pictures are not taken over: save those that you may publish, and name them under image"


def _words(element: _Element) -> list[str]:
    texts = (
        text
        for part in element.iter()
        if isinstance(part.tag, str) and part.tag not in {"script", "style", "noscript"}
        for text in (part.text, *(child.tail for child in part))
    )
    return " ".join(filter(None, texts)).split()
