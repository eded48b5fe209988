from __future__ import annotations

import xml.etree.ElementTree as ET

from site_builder.model import Date
from site_builder.publishing.sitemap import SITEMAP_LIMIT, make_robots, plan_sitemaps

BASE = "https://example.org/repo/"


def test_a_sitemap_lists_addresses_by_name() -> None:
    (file,) = plan_sitemaps(BASE, [("claims/", None), ("articles/ü/", Date(2020, 2))])
    assert file.path == "sitemap.xml"
    elements = ET.fromstring(file.make()).iter()
    assert [element.text for element in elements if element.text and element.text.strip()] == [
        f"{BASE}articles/%C3%BC/",
        "2020-02",
        f"{BASE}claims/",
    ]


def test_what_a_sitemap_is_given_does_not_depend_on_the_order_of_pages() -> None:
    pages: list[tuple[str, Date | None]] = [("claims/", None), ("articles/a/", Date(2020, 2))]
    (there,), (back,) = plan_sitemaps(BASE, pages), plan_sitemaps(BASE, pages[::-1])
    assert there.given == back.given == tuple(sorted(pages))


def test_a_large_sitemap_is_cut() -> None:
    pages: list[tuple[str, Date | None]] = [(f"{number}/", None) for number in range(SITEMAP_LIMIT + 1)]
    index, first, second = plan_sitemaps(BASE, pages)
    assert [file.path for file in (index, first, second)] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert second.make().count(b"<url>") == 1
    assert first.make().count(b"<url>") == SITEMAP_LIMIT
    assert index.make().count(b"<loc>") == 2
    assert f"<loc>{BASE}sitemap-2.xml</loc>".encode() in index.make()


def test_robots_name_the_sitemap_where_there_is_one() -> None:
    assert b"Sitemap: https://example.org/repo/sitemap.xml" in make_robots(BASE)
    assert b"Sitemap" not in make_robots("")
