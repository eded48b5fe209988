from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Body,
    Change,
    Config,
    Date,
    Html,
    OutputSettings,
    Piece,
    Span,
    Speaker,
    Target,
)
from site_builder.publishing.feeds import FEED_LIMIT, plan_feeds, timestamp
from site_builder.publishing.xml import xml_text
from tests.archives import assemble
from tests.wording import ENGLISH

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/repo/"
CONFIG = Config("Test & more", base_url=BASE)


def archive_of(*articles: AnnotatedArticle) -> Archive:
    return assemble(CONFIG, *articles, speakers={"ada": Speaker("ada", "Ada Zet")})


def article(slug: str, **fields: object) -> AnnotatedArticle:
    text = "Five < six"
    pieces = (Piece("markup", "<p>"), Piece("text", text), Piece("markup", "</p>"))
    plain = AnnotatedArticle(f"articles/{slug}.md", slug, "On <bats>", date=Date(2020, 2), body=Body(pieces, text=text))
    return replace(plain, **fields)  # type: ignore[arg-type]  # the test names the fields


def files(archive: Archive) -> dict[str, bytes]:
    planned = plan_feeds(archive, lambda html, root: html.replace("\0", root), ENGLISH)
    return {product.path: product.make() for product in planned}


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


def test_speakers_and_corrections_have_their_whole_content_in_both_formats() -> None:
    claim = Annotation(
        "bats",
        (Target("Five"),),
        "claim",
        speaker="ada",
        basis="It is < six.",
        note=Html('<p>See <a href="\0articles/moon/">it</a>.</p>'),
        changes=(Change(Date(2022, 3, 4), "correction", "Was <six>", was="Six & so"),),
        spans=(Span("body", 0, 4),),
    )
    made = files(archive_of(article("moon", annotations=(claim,))))
    (said,) = json.loads(made["speakers/ada/feed.json"])["items"]
    assert said["content_html"] == (
        "<blockquote>Five</blockquote><p><strong>Not rated.</strong> It is &lt; six.</p>"
        f'<p>See <a href="{BASE}articles/moon/">it</a>.</p>'
    )
    (corrected,) = json.loads(made["corrections/feed.json"])["items"]
    assert corrected["content_html"] == "<p>Was &lt;six&gt;</p><p><del>Six &amp; so</del></p>"
    assert corrected["id"] == f"{BASE}articles/moon/#note-bats-change-1"
    for path in ("speakers/ada/feed", "corrections/feed"):
        (entry,) = entries(made[f"{path}.xml"])
        (item,) = json.loads(made[f"{path}.json"])["items"]
        assert entry.findtext(f"{ATOM}id") == item["id"]
        assert entry.findtext(f"{ATOM}content") == item["content_html"]
    feed = json.loads(made["speakers/ada/feed.json"])
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{BASE}speakers/ada/feed.json", f"{BASE}speakers/ada/")


def test_characters_that_xml_cannot_hold() -> None:
    assert xml_text("a\x00b\x1fc\td\ue000\uffff🌙") == "a\ufffdb\ufffdc\td\ue000\ufffd🌙"


@pytest.mark.parametrize(
    ("date", "text"),
    [(Date(2020, 2, 7), "2020-02-07"), (Date(2020, 2), "2020-02-01"), (Date(912), "0912-01-01")],
)
def test_timestamps_are_first_moments(date: Date, text: str) -> None:
    assert timestamp(date) == f"{text}T00:00:00Z"


def test_what_a_feed_is_given_is_what_it_holds() -> None:
    archive = archive_of(article("new", date=Date(2021)), article("old"), article("undated", date=None))
    given = {product.path: product.given for product in plan_feeds(archive, lambda html, _root: html, ENGLISH)}
    assert given["feed.xml"] == given["feed.json"] == archive.articles[:2]
    assert given["corrections/feed.xml"] == archive.corrections
    assert given["speakers/ada/feed.xml"] is archive.speakers["ada"]


def test_a_site_may_do_without_feeds_of_speakers() -> None:
    config = replace(CONFIG, outputs=OutputSettings(speaker_feeds=False))
    archive = assemble(config, article("a"), speakers={"ada": Speaker("ada", "Ada Zet")})
    assert files(archive).keys() == {"feed.xml", "feed.json", "corrections/feed.xml", "corrections/feed.json"}
