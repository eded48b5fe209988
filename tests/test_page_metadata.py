"""What every page of the shipped archive says of itself in its head, held against the archive's own data: what search
engines show, what Zotero saves, what archives of the web follow; and that what names an entry of a feed never changes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import pytest

from site_builder.build import BuildOptions, build
from site_builder.publishing.sitemap import SITEMAP_LIMIT

REPOSITORY = Path(__file__).resolve().parent.parent
BASE = "https://example.org/repo-name/"


class Head(HTMLParser):
    """The title, the `meta` by name or property, the `link` by relation, and every link of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.relations: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self._in_title = self._in_body = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta.setdefault(given.get("name") or given.get("property", ""), []).append(given.get("content", ""))
        elif tag == "link":
            self.relations.setdefault(given.get("rel", ""), []).append(given["href"])
        elif tag == "a":
            self.links.append(given)
        elif tag == "body":
            self._in_body = True
        elif tag == "title" and not self._in_body:  # pictures drawn in a page have titles, too
            self._in_title = True
            self.titles.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.titles[-1] += data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("metadata") / "site", REPOSITORY / "content")


def built(output: Path, content: Path) -> Path:
    assert build(BuildOptions(content, output=output, base_url=BASE)).exit_status == 0
    return output


@pytest.fixture(scope="module")
def articles(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "archive.json").read_bytes())["articles"]
    return found


def head_of(site: Path, address: str) -> Head:
    return Head((site / address / "index.html").read_text(encoding="utf-8"))


def faults_of(head: Head, address: str, page_addresses: set[str]) -> list[str]:
    """Return what is wrong with what a page that may be listed says of itself."""
    faults = []
    if len(head.titles) != 1 or not head.titles[0].strip():
        faults.append("it has not one title")
    (canonical,) = head.relations.get("canonical", [""])
    if canonical not in page_addresses:
        faults.append(f"its canonical address is no page: {canonical}")
    if canonical == address and head.meta.get("og:url") != [address]:
        faults.append("og:url is another address")
    wanted = ("description", "og:title", "og:site_name")
    faults += [f"it has not one {name}" for name in wanted if len("".join(head.meta.get(name, [])).strip()) == 0]
    faults += [f"it has {name} twice" for name in wanted if len(head.meta.get(name, [])) > 1]
    if "og:image" in head.meta and not head.meta.get("og:image:alt"):
        faults.append("its picture for shared links is not described")
    return faults


def test_every_page_that_may_be_listed_says_what_it_is(site: Path) -> None:
    heads = {}
    for path in site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in html:
            heads[BASE + quote(f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./"))] = Head(html)
    listed = {address: head for address, head in heads.items() if "noindex" not in head.meta.get("robots", [])}
    assert len(listed) > 100
    faults = {address: faults_of(head, address, set(heads)) for address, head in listed.items()}
    assert {address: found for address, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        (r"<title>.*?</title>", "<title> </title>", "it has not one title"),
        (r'rel="canonical" href="[^"]*"', 'rel="canonical" href="https://example.org/no/"', "its canonical address"),
        (r'property="og:url" content="', 'property="og:url" content="x', "og:url is another"),
        (r'name="description"', 'name="descriptive"', "it has not one description"),
        (r'property="og:image:alt"', 'property="og:image:title"', "is not described"),
    ],
)
def test_a_page_that_says_it_wrong_is_seen(site: Path, was: str, becomes: str, fault: str) -> None:
    address = "articles/the-great-moon-hoax/"
    html = (site / address / "index.html").read_text(encoding="utf-8")
    spoiled = re.sub(was, becomes, html)
    assert spoiled != html
    assert any(fault in one for one in faults_of(Head(spoiled), BASE + address, {BASE + address}))


def zotero_item(head: Head) -> dict[str, Any]:
    """Return what Zotero's translator “Embedded Metadata” makes of a page's `meta`, as far as it concerns us.

    Source: github.com/zotero/translators, “Embedded Metadata.js”: z.itemType names the type, Highwire's citation_* the
    rest, PRISM the publication.
    """
    first = {name: values[0] for name, values in head.meta.items()}
    return {
        "itemType": first.get("z.itemType", "webpage"),
        "title": first.get("citation_title", ""),
        "creators": head.meta.get("citation_author", []),
        "date": first.get("citation_date", "").replace("/", "-"),
        "publicationTitle": first.get("prism.publicationName", ""),
        "language": first.get("citation_language", ""),
        "url": first.get("citation_public_url", ""),
    }


def test_zotero_saves_every_article_as_one_of_a_newspaper(site: Path, articles: list[dict[str, Any]]) -> None:
    assert len(articles) > 9
    for article in articles:
        head = head_of(site, article["address"])
        assert zotero_item(head) == {
            "itemType": "newspaperArticle",
            "title": article["title"],
            "creators": article.get("authors", []),
            "date": article.get("date", ""),
            "publicationTitle": article.get("outlet", ""),
            "language": article["language"],
            "url": BASE + quote(article["address"]),
        }
        assert head.meta.get("DC.date", [""]) == [article.get("date", "")], "Dublin Core says the same"
        assert head.meta["DC.identifier"] == [BASE + quote(article["address"])]


def test_a_page_that_is_no_article_is_no_item(site: Path) -> None:
    assert not [name for name in head_of(site, "claims/").meta if name.startswith(("citation_", "z.", "DC."))]


def test_sources_with_an_archived_copy_are_robust_links(site: Path, articles: list[dict[str, Any]]) -> None:
    """See robustlinks.mementoweb.org/spec: the address, the copy's address, and the day that is meant."""
    seen = 0
    for article in articles:
        links = [link for link in head_of(site, article["address"]).links if "data-versionurl" in link]
        robust = {
            (one["href"], one["data-originalurl"], one["data-versionurl"], one.get("data-versiondate")) for one in links
        }
        sources = [source for note in article["notes"] for source in note.get("sources", [])]
        kept = [source for source in sources if source.get("url") and source.get("archive_url")]
        assert robust == {(one["url"], one["url"], one["archive_url"], one.get("accessed")) for one in kept}
        seen += len(robust)
    assert seen > 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("title: ", "title: Once more, ", 1),
        lambda text: re.sub(r"(?m)^date: .*$", "date: 2026-11-01", text),
        lambda text: f"{text}\nOne more sentence.\n",
    ],
    ids=["title", "date", "text"],
)
def test_a_change_of_an_article_changes_no_id_of_a_feed(
    site: Path, tmp_path: Path, change: Callable[[str], str]
) -> None:
    content = Path(shutil.copytree(REPOSITORY / "content", tmp_path / "content"))
    article = content / "articles" / "press" / "dewey-and-truman.md"
    article.write_text(change(article.read_text(encoding="utf-8")), encoding="utf-8")
    after = built(tmp_path / "site", content)
    for path in sorted(site.rglob("feed.xml")):
        same = after / path.relative_to(site)
        assert ids_of(same) == ids_of(path), path
    assert (after / "feed.xml").read_bytes() != (site / "feed.xml").read_bytes()


def ids_of(feed: Path) -> set[str]:
    read = feedparser.parse(feed.read_bytes())
    return {read.feed.id, *(entry.id for entry in read.entries)}


def test_a_sitemap_is_as_long_as_the_protocol_allows() -> None:
    assert SITEMAP_LIMIT == 50_000, "sitemaps.org, “Using Sitemap index files”"
