"""The web addresses that stand in the content, each with its place, and the archived copies that are named for them.

In goes the content folder, out come addresses. Nothing is asked of the web here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from site_builder.model import Body
from site_builder.problems import Location
from site_builder.reading.articles import read_article, read_page
from site_builder.reading.folder import ContentFolder
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.register import Register
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import Path, Value, YamlDocument
from site_builder.workbench.workroom import size_unknown

_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’«»|\\^`{}\[\]]+")
_HREF = re.compile(r'href="(https?://[^"]+)"')
_NOT_AT_THE_END = ".,;:!?*_"
_COPIES = ("archive_url",)
_ORIGINALS = ("url", "source_url")


class WebLinks(NamedTuple):
    """The first place of each address, by address, and the archived copy of each that has one."""

    places: dict[str, Location]
    copies: dict[str, str]


def find_web_links(folder: ContentFolder) -> WebLinks:
    """Return all http and https addresses in the content; raises FileError where a file cannot be read."""
    links = WebLinks({}, {})
    for file in folder.files:
        if file.endswith(".yaml"):
            text, _ = read_text(folder.read(file), file)
            _look_through(YamlDocument(text, file), links)
        elif file.endswith(".md") and file.startswith(("articles/", "pages/")):
            data = folder.read(file)
            markdown = read_markdown_file(data, file)
            _look_through(markdown.document, links)
            for url in _linked(file, data):
                links.places.setdefault(url, _place(markdown.text, url, file, markdown.first_line))
    return links


def _look_through(document: YamlDocument, links: WebLinks) -> None:
    for path, text in _texts(document.value, ()):
        for url in _addresses(text):
            links.places.setdefault(url, document.find(url, path))
    links.copies.update(_copies(document.value))


def _texts(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield all texts of a value, each with its path."""
    if isinstance(value, str):
        yield path, value
        return
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _texts(item, (*path, step))


def _addresses(text: str) -> Iterator[str]:
    """Yield the addresses in a text: without a full stop after them, or a bracket that was opened before."""
    for match in _ADDRESS.finditer(text):
        url = match[0].rstrip(_NOT_AT_THE_END)
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(_NOT_AT_THE_END)
        # Markdown ends a link's address at the bracket that nothing opened: [text](https://example.org/), …
        depth = 0
        for at, character in enumerate(url):
            depth += {"(": 1, ")": -1}.get(character, 0)
            if depth < 0:
                url = url[:at]
                break
        yield url


def _copies(value: Value) -> Iterator[tuple[str, str]]:
    """Yield each address with the archived copy that stands beside it."""
    if isinstance(value, list):
        for item in value:
            yield from _copies(item)
    elif isinstance(value, dict):
        copy = next((value[key] for key in _COPIES if key in value), "")
        original = next((value[key] for key in _ORIGINALS if key in value), "")
        if isinstance(copy, str) and isinstance(original, str) and copy and original:
            yield original.strip(), copy.strip()
        for item in value.values():
            yield from _copies(item)


def _linked(file: str, data: bytes) -> Iterator[str]:
    """Yield the addresses that the text of an article or a page links to: one in a piece of code is no link."""
    body: Body | None = None
    if file.startswith("articles/"):
        article = read_article(file, data, None, Register(), size_unknown).article
        body = article.body if article else None
    else:
        page = read_page(file, data, size_unknown).page
        body = page.body if page else None
    for kind, value in body.pieces if body else ():
        if kind == "markup":
            yield from map(unescape, _HREF.findall(value))


def _place(text: str, url: str, file: str, first_line: int) -> Location:
    at = max(0, text.find(url))
    return Location(file, first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at))
