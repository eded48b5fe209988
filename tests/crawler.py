"""Every address that a built site gives, in whatever file, followed as GitHub Pages answers it.

Comes in: the folder of a site that was built for https://site.example/repo-name/. Goes out: what does not answer, what
answers with a redirect, and fragments that their page does not have.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from tests.pages_server import PROJECT, Answer, answer

HOST = "https://site.example"
BASE = f"{HOST}/{PROJECT}/"

_ONE = frozenset({"href", "src", "action", "poster", "data"})


class Page(HTMLParser):
    """The addresses of a page, and the ids that fragments may name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = {"", "top"}
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given and (name == "id" or tag == "a")}
        self.addresses += [given[name] for name in _ONE & given.keys()]
        if given.get("data-search-index"):
            self.addresses.append(BASE + given["data-search-index"])
        for candidate in given.get("srcset", "").split(","):
            self.addresses += candidate.split()[:1]
        if tag == "meta":
            self._meta(given)
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"

    def _meta(self, given: dict[str, str]) -> None:
        content = given.get("content", "")
        if given.get("http-equiv") == "refresh":
            self.addresses.append(content.partition("url=")[2])
        elif content.startswith(("http://", "https://")):
            self.addresses.append(content)

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.addresses += list(addresses_in(json.loads(data)))
            self._in_data = False


def addresses_in(data: object) -> Iterator[str]:
    """Yield all addresses of the site in JSON, those in markup too."""
    if isinstance(data, dict):
        for value in data.values():
            yield from addresses_in(value)
    elif isinstance(data, list):
        for item in data:
            yield from addresses_in(item)
    elif isinstance(data, str):
        if data.startswith(BASE) and " " not in data:
            yield data
        elif "<" in data:
            yield from Page(data).addresses


def addresses_of(path: str, data: bytes) -> Iterator[str]:
    """Yield the addresses that stand in a file of the site, relative ones too."""
    if path.endswith((".html", ".css", ".js")) or path == "robots.txt":
        yield from _addresses_in_text(path, data.decode())
    elif path.endswith((".json", ".jsonld")):
        parsed = json.loads(data)
        yield from addresses_in(parsed)
        if path.endswith("archive.json"):
            yield from (BASE + quote(address, safe="/#") for address in _archive_addresses(parsed))
    elif path.endswith(".xml"):
        for element in ET.fromstring(data).iter():
            yield from filter(None, (element.get("href"), element.get("src")))
            text = element.text or ""
            yield from Page(text).addresses if "<" in text else [text] if text.startswith("http") else []


def _addresses_in_text(path: str, text: str) -> Iterator[str]:
    if path.endswith(".html"):
        yield from Page(text).addresses
    elif path.endswith(".css"):
        yield from re.findall(r"url\([\"']?([^\"')]+)", text)
    elif path == "robots.txt":
        yield from re.findall(r"Sitemap: (\S+)", text)
    elif path.startswith("search/"):
        names = r"(?:articles|claims|speakers)/[^\"\\]*"
        yield from (BASE + address for address in re.findall(rf'"({names})"', text))


def _archive_addresses(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        yield from (data[key] for key in ("address", "claim_address", "file") if isinstance(data.get(key), str))
        for value in data.values():
            yield from _archive_addresses(value)
    elif isinstance(data, list):
        for item in data:
            yield from _archive_addresses(item)


def crawl(site: Path) -> list[str]:
    """Return a sentence for each address that is wrong, of every file of the site."""
    answers: dict[str, Answer] = {}
    ids: dict[str, set[str]] = {}
    wrong = []
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or any(part.startswith(".") for part in path.split("/")):
            continue
        for address in dict.fromkeys(addresses_of(path, file.read_bytes())):
            wrong += [f"{path}: {address}: {fault}" for fault in follow(site, _own(path), address, answers, ids)]
    return wrong


def _own(path: str) -> str:
    return BASE + path.removesuffix("index.html")


def follow(site: Path, page: str, address: str, answers: dict[str, Answer], ids: dict[str, set[str]]) -> Iterator[str]:
    """Yield what is wrong with an address that stands on a page of the site."""
    if urlsplit(address).scheme in {"data", "mailto"}:
        return
    whole, fragment = urldefrag(urljoin(page, address))
    if not whole.startswith(f"{HOST}/"):
        return
    if not whole.startswith(BASE):
        yield "leads out of the project's path"
        return
    found = answers.setdefault(whole, answer(site, whole.removeprefix(HOST)))
    if found.status != 200:
        yield f"answers {found.status} {found.location}".rstrip()
    elif fragment and found.type.startswith("text/html"):
        if whole not in ids:
            ids[whole] = Page(found.body.decode()).ids
        name = unquote(fragment)
        if name not in ids[whole] and "-change-" not in name and name != "page":
            yield "has no such note" if name.startswith(("note-", "ref-")) else "has no such fragment"
