from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from site_builder.archive.assemble import assemble_archive
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Body,
    Change,
    Config,
    Content,
    Date,
    Piece,
    Span,
    Speaker,
    Target,
)
from site_builder.publishing.feeds import FEED_LIMIT, make_feeds, timestamp
from site_builder.publishing.sitemap import SITEMAP_LIMIT, make_robots, make_sitemaps
from site_builder.publishing.xml import xml_text

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/repo/"
CONFIG = Config("Test & more", base_url=BASE)


def archive_of(*articles: AnnotatedArticle) -> Archive:
    return assemble_archive(Content(CONFIG, articles, {"ada": Speaker("ada", "Ada Zet")}))[0]


def article(slug: str, **fields: object) -> AnnotatedArticle:
    text = "Five < six"
    pieces = (Piece("markup", "<p>"), Piece("text", text), Piece("markup", "</p>"))
    plain = AnnotatedArticle(f"articles/{slug}.md", slug, "On <bats>", date=Date(2020, 2), body=Body(pieces, text=text))
    return replace(plain, **fields)  # type: ignore[arg-type]  # the test names the fields


def files(archive: Archive) -> dict[str, bytes]:
    return dict(make_feeds(archive, lambda html, root: html.replace("\0", root)))


def entries(feed: bytes) -> list[ET.Element]:
    return ET.fromstring(feed).findall(f"{ATOM}entry")


def test_an_entry_says_what_the_article_is() -> None:
    feed = files(archive_of(article("bats", authors=("Jo",), topics=("Moon",))))["feed.xml"]
    (entry,) = entries(feed)
    assert entry.findtext(f"{ATOM}title") == "On <bats>"
    assert entry.findtext(f"{ATOM}id") == f"{BASE}articles/bats/"
    assert entry.findtext(f"{ATOM}updated") == "2020-02-01T00:00:00Z"
    assert entry.findtext(f"{ATOM}content") == "<p>Five &lt; six</p>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Jo"


def test_both_feeds_hold_the_same_entries() -> None:
    made = files(archive_of(article("a"), article("b", date=Date(2021)), article("undated", date=None)))
    assert [entry.findtext(f"{ATOM}id") for entry in entries(made["feed.xml"])] == [
        f"{BASE}articles/b/",
        f"{BASE}articles/a/",
    ]
    assert [item["id"] for item in json.loads(made["feed.json"])["items"]] == [
        f"{BASE}articles/b/",
        f"{BASE}articles/a/",
    ]


def test_the_text_of_an_excerpt_is_in_no_feed() -> None:
    made = files(archive_of(article("bats", excerpt_only=True, summary="About bats")))
    assert b"Five" not in made["feed.xml"] + made["feed.json"]
    assert json.loads(made["feed.json"])["items"][0]["content_text"] == "About bats"


def test_a_feed_holds_the_newest() -> None:
    made = files(archive_of(*(article(f"a{number}") for number in range(FEED_LIMIT + 1))))
    assert len(entries(made["feed.xml"])) == FEED_LIMIT


def test_speakers_and_corrections_have_feeds() -> None:
    claim = Annotation(
        "bats",
        (Target("Five"),),
        "claim",
        speaker="ada",
        changes=(Change(Date(2022, 3, 4), "correction", "Was six"),),
        spans=(Span("body", 0, 4),),
    )
    made = files(archive_of(article("moon", annotations=(claim,))))
    (said,) = entries(made["speakers/ada/feed.xml"])
    (corrected,) = entries(made["corrections/feed.xml"])
    assert said.findtext(f"{ATOM}title") == "Five"
    assert said.findtext(f"{ATOM}updated") == corrected.findtext(f"{ATOM}updated") == "2022-03-04T00:00:00Z"
    assert corrected.findtext(f"{ATOM}summary") == "Was six"


def test_two_corrections_of_one_note_have_ids_of_their_own() -> None:
    changes = (Change(Date(2022), "update", "One"), Change(Date(2022), "update", "Two"))
    claim = Annotation("bats", (Target("Five"),), "claim", changes=changes, spans=(Span("body", 0, 4),))
    made = files(archive_of(article("moon", annotations=(claim,))))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries(made["corrections/feed.xml"])]
    assert ids == [f"{BASE}articles/moon/#note-bats-change-1", f"{BASE}articles/moon/#note-bats-change-2"]


def test_characters_that_xml_cannot_hold() -> None:
    assert xml_text("a\x00b\x1fc\td\ue000\uffff🌙") == "a\ufffdb\ufffdc\td\ue000\ufffd🌙"


@pytest.mark.parametrize(
    ("date", "text"),
    [(Date(2020, 2, 7), "2020-02-07"), (Date(2020, 2), "2020-02-01"), (Date(912), "0912-01-01")],
)
def test_timestamps_are_first_moments(date: Date, text: str) -> None:
    assert timestamp(date) == f"{text}T00:00:00Z"


def test_a_sitemap_lists_addresses_by_name() -> None:
    (file,) = make_sitemaps(BASE, [("claims/", None), ("articles/ü/", Date(2020, 2))])
    assert file.path == "sitemap.xml"
    assert [element.text for element in ET.fromstring(file.data).iter() if element.text and element.text.strip()] == [
        f"{BASE}articles/%C3%BC/",
        "2020-02",
        f"{BASE}claims/",
    ]


def test_a_large_sitemap_is_cut() -> None:
    made = make_sitemaps(BASE, ((f"{number}/", None) for number in range(SITEMAP_LIMIT + 1)))
    assert [file.path for file in made] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert made[2].data.count(b"<url>") == 1


def test_robots_name_the_sitemap_where_there_is_one() -> None:
    assert b"Sitemap: https://example.org/repo/sitemap.xml" in make_robots(BASE).data
    assert b"Sitemap" not in make_robots("").data
