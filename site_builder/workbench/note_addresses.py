"""Which article an annotation is about: addresses of pages to articles.

Comes in: the content folder. Goes out: the file of the article that stands, or stood, at an address: here, where it was
first published, or in a web archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from site_builder import urls
from site_builder.reading.front_matter import read_markdown_file
from site_builder.workbench.workroom import Workroom


class ArticleAddresses:
    """The articles of a content folder by all addresses that they have."""

    def __init__(self, room: Workroom) -> None:
        self._files: dict[str, str] = {}
        for file in room.articles:
            for address in _addresses(room, file):
                self._files.setdefault(_plain(address), file)

    def file_at(self, addresses: Iterable[str]) -> str:
        """Return the file of the article at one of the addresses, "" where there is none."""
        return next((file for address in addresses if (file := self._files.get(_plain(address)))), "")


def _addresses(room: Workroom, file: str) -> Iterator[str]:
    values = read_markdown_file(room.folder.read(file), file).document.value
    front = values if isinstance(values, dict) else {}
    slug = front.get("slug") or PurePosixPath(file).stem
    aliases = front.get("aliases") or []
    for address in (urls.article_address(str(slug)), *map(str, aliases if isinstance(aliases, list) else [aliases])):
        yield address
        if room.config.base_url:
            yield room.config.base_url + address.lstrip("/")
    yield from (str(front[key]) for key in ("source_url", "archive_url") if isinstance(front.get(key), str))


def _plain(address: str) -> str:
    """Return an address without what two writings of it differ in: scheme, www, letter case of the host, index.html."""
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).removeprefix("./").strip("/").removesuffix("index.html").rstrip("/")
    return f"{host}/{path}{f'?{parts.query}' if parts.query else ''}"
