"""sitemap.xml and robots.txt: what search engines read first.

Comes in: addresses with the date of their last change. Goes out: the plan of the files, as sitemaps.org's protocol 0.9
and RFC 9309 want them.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from functools import partial

from site_builder import urls
from site_builder.model import Date
from site_builder.publishing.product import Product
from site_builder.publishing.xml import xml_bytes

SITEMAP_LIMIT = 50_000
"""The most addresses that one sitemap may hold (sitemaps.org)."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def plan_sitemaps(base_url: str, pages: Iterable[tuple[str, Date | None]]) -> Iterator[Product]:
    """Yield sitemap.xml over pages (address, last change), or an index and its parts where there are too many."""
    listed = tuple(sorted(pages))
    if len(listed) <= SITEMAP_LIMIT:
        yield Product(urls.SITEMAP, listed, partial(_sitemap, base_url, listed))
        return
    parts = [listed[start : start + SITEMAP_LIMIT] for start in range(0, len(listed), SITEMAP_LIMIT)]
    paths = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield Product(urls.SITEMAP, paths, partial(_index, base_url, paths))
    for path, part in zip(paths, parts, strict=True):
        yield Product(path, part, partial(_sitemap, base_url, part))


def _index(base_url: str, paths: Iterable[str]) -> bytes:
    index = ET.Element("sitemapindex", {"xmlns": _NAMESPACE})
    for path in paths:
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = urls.absolute_url(base_url, path)
    return xml_bytes(index)


def _sitemap(base_url: str, pages: Iterable[tuple[str, Date | None]]) -> bytes:
    urlset = ET.Element("urlset", {"xmlns": _NAMESPACE})
    for address, updated in pages:
        url = ET.SubElement(urlset, "url")
        ET.SubElement(url, "loc").text = urls.absolute_url(base_url, address)
        if updated:
            ET.SubElement(url, "lastmod").text = updated.iso
    return xml_bytes(urlset)


def make_robots(base_url: str) -> bytes:
    """Return robots.txt (RFC 9309), which lets everybody in and names the sitemap where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines += ["", f"Sitemap: {urls.absolute_url(base_url, urls.SITEMAP)}"]
    return ("\n".join(lines) + "\n").encode()
