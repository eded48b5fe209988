"""sitemap.xml and robots.txt: what search engines read first.

Comes in: addresses with the date of their last change. Goes out: finished bytes, as sitemaps.org's protocol 0.9 and
RFC 9309 want them.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from site_builder import urls
from site_builder.model import Date, OutputFile
from site_builder.publishing.xml import xml_bytes

SITEMAP_LIMIT = 50_000
"""The most addresses that one sitemap may hold (sitemaps.org)."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def make_sitemaps(base_url: str, pages: Iterable[tuple[str, Date | None]]) -> list[OutputFile]:
    """Return sitemap.xml over pages (address, last change), or an index and its parts where there are too many."""
    listed = sorted(pages)
    if len(listed) <= SITEMAP_LIMIT:
        return [OutputFile(urls.SITEMAP, _sitemap(base_url, listed))]
    parts = [listed[start : start + SITEMAP_LIMIT] for start in range(0, len(listed), SITEMAP_LIMIT)]
    files = [OutputFile(f"sitemap-{number}.xml", _sitemap(base_url, part)) for number, part in enumerate(parts, 1)]
    index = ET.Element("sitemapindex", {"xmlns": _NAMESPACE})
    for file in files:
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = urls.absolute_url(base_url, file.path)
    return [OutputFile(urls.SITEMAP, xml_bytes(index)), *files]


def _sitemap(base_url: str, pages: Iterable[tuple[str, Date | None]]) -> bytes:
    urlset = ET.Element("urlset", {"xmlns": _NAMESPACE})
    for address, updated in pages:
        url = ET.SubElement(urlset, "url")
        ET.SubElement(url, "loc").text = urls.absolute_url(base_url, address)
        if updated:
            ET.SubElement(url, "lastmod").text = updated.iso
    return xml_bytes(urlset)


def make_robots(base_url: str) -> OutputFile:
    """Return robots.txt (RFC 9309), which lets everybody in and names the sitemap where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines += ["", f"Sitemap: {urls.absolute_url(base_url, urls.SITEMAP)}"]
    return OutputFile(urls.ROBOTS, ("\n".join(lines) + "\n").encode())
