"""What the site says of itself to other programs, read by such: a feed parser and a reader of metadata.

Each judge is seen to object to a broken sample.
"""

from __future__ import annotations

import json
import re
import urllib.robotparser
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import quote

import extruct
import feedparser
import html5lib
import pytest

from site_builder.build import BuildOptions, build

REPOSITORY = Path(__file__).resolve().parent.parent
BASE = "https://example.org/repo-name/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("readers") / "output"
    assert build(BuildOptions(REPOSITORY / "content", output=output, base_url=BASE)).exit_status == 0
    return output


def feed_faults(data: bytes) -> list[str]:
    """Return what is wrong with an Atom feed."""
    parsed = feedparser.parse(data)
    found = [str(parsed.bozo_exception)] if parsed.bozo else []
    if not (parsed.feed.get("id") and parsed.feed.get("title") and parsed.feed.get("updated_parsed")):
        found.append("the feed has no id, title or date")
    for entry in parsed.entries:
        missing = [key for key in ("id", "title", "updated_parsed", "link") if not entry.get(key)]
        found += [f"{entry.get('link')}: no {key}" for key in missing]
        if not (entry.get("content") or entry.get("summary")):
            found.append(f"{entry.get('link')}: no content")
    ids = [entry.get("id") for entry in parsed.entries]
    return found + [f"{id_} occurs twice" for id_ in {id_ for id_ in ids if ids.count(id_) > 1}]


def json_feed_faults(data: bytes) -> list[str]:
    """Return what jsonfeed.org's version 1.1 does not allow."""
    feed = json.loads(data)
    found = [f"no {key}" for key in ("version", "title", "items") if key not in feed]
    for item in feed.get("items", []):
        if not isinstance(item.get("id"), str) or not (item.get("content_html") or item.get("content_text")):
            found.append(f"{item.get('url')}: no id or content")
        found += [
            f"{item['id']}: {key} is no RFC 3339 moment"
            for key in ("date_published", "date_modified")
            if key in item and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item[key])
        ]
    return found


def test_every_feed_is_one(site: Path) -> None:
    atom, as_json = sorted(site.rglob("feed.xml")), sorted(site.rglob("feed.json"))
    assert len(atom) == len(as_json) > 10
    assert {str(path): found for path in atom if (found := feed_faults(path.read_bytes()))} == {}
    assert {str(path): found for path in as_json if (found := json_feed_faults(path.read_bytes()))} == {}


def test_both_formats_of_a_feed_have_the_same_entries(site: Path) -> None:
    for path in site.rglob("feed.xml"):
        items = json.loads(path.with_suffix(".json").read_bytes())["items"]
        assert [entry["id"] for entry in feedparser.parse(path.read_bytes()).entries] == [item["id"] for item in items]


def words_of(text: str) -> set[str]:
    """Return the words, without the numbers of footnotes that stand at them."""
    return set(re.findall(r"[^\W\d]+", text))


def test_articles_are_whole_in_the_feed(site: Path) -> None:
    archive = json.loads((site / "archive.json").read_bytes())
    texts = {BASE + quote(article["address"]): article.get("text", "") for article in archive["articles"]}
    entries = feedparser.parse((site / "feed.xml").read_bytes()).entries
    whole = [entry for entry in entries if texts[entry.link]]
    assert len(whole) >= 9
    for entry in whole:
        shown = "".join(html5lib.parseFragment(entry.content[0].value, namespaceHTMLElements=False).itertext())
        assert words_of(texts[entry.link]) <= words_of(shown), entry.link


@pytest.mark.parametrize(
    ("old", "new"),
    [("<id>", "<no>"), ("</title>", ""), ("<updated>2", "<updated>x"), ("<id>.*?</id>", "<id>urn:a</id>")],
)
def test_the_judge_of_feeds_objects_to_a_broken_one(site: Path, old: str, new: str) -> None:
    text = (site / "feed.xml").read_text(encoding="utf-8")
    spoiled = re.sub(old, new, text)
    assert spoiled != text
    assert feed_faults(spoiled.encode())


def test_the_judge_of_json_feeds_objects_to_a_broken_one() -> None:
    item = {"id": "a", "content_text": "x", "date_published": "2020-02-07"}
    assert json_feed_faults(json.dumps({"version": "1", "title": "A", "items": [item]}).encode())
    assert json_feed_faults(b'{"items": [{}]}')


def metadata(path: Path, old: str = "", new: str = "") -> dict[str, Any]:
    html = path.read_text(encoding="utf-8")
    assert old in html
    found = extruct.extract(html.replace(old, new), base_url=BASE, syntaxes=["json-ld", "opengraph"], errors="ignore")
    return {"json-ld": [], **found}


def test_a_reader_of_metadata_finds_every_article(site: Path) -> None:
    pages = [path for path in site.glob("articles/*/index.html") if b'http-equiv="refresh"' not in path.read_bytes()]
    read = {path: metadata(path) for path in pages}
    articles = {path: found["json-ld"] for path, found in read.items() if found["json-ld"]}
    assert len(articles) >= 10
    for path, (data,) in articles.items():
        assert (data["@type"], data["@context"]) == ("NewsArticle", "https://schema.org"), path
        assert data["url"].startswith(BASE), path
        assert {"headline", "inLanguage", "dateModified"} <= data.keys(), path
        (graph,) = read[path]["opengraph"]
        properties = dict(graph["properties"])
        assert properties["og:url"] == data["url"], path
        assert properties["og:image"].endswith("/card.png"), path


def test_only_rated_claims_are_reviews(site: Path) -> None:
    reviews = [data for path in site.glob("claims/*/*/index.html") for data in metadata(path)["json-ld"]]
    assert len(reviews) > 20
    for review in reviews:
        assert review["@type"] == "ClaimReview"
        assert review["reviewRating"]["alternateName"]
        assert {"claimReviewed", "itemReviewed", "author"} <= review.keys()


def test_the_reader_of_metadata_sees_none_where_it_is_broken(site: Path) -> None:
    page = next(path for path in site.glob("articles/*/index.html") if metadata(path)["json-ld"])
    assert not metadata(page, "application/ld+json", "application/json")["json-ld"]
    assert not metadata(page, '{"@context"', '{"@context')["json-ld"]


def test_robots_let_everybody_in_and_name_the_sitemap(site: Path) -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse((site / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert robots.can_fetch("Anybot", f"{BASE}articles/")
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]


def test_the_sitemap_lists_each_page_that_may_be_indexed_once(site: Path) -> None:
    listed = [element.text for element in ET.parse(site / "sitemap.xml").iter() if element.tag.endswith("}loc")]
    assert len(listed) == len(set(listed)) > 100
    pages = [(path, path.read_text(encoding="utf-8")) for path in site.rglob("*.html")]
    shown = {path for path, text in pages if 'name="robots" content="noindex"' not in text}
    assert len(listed) == len(shown)
