"""Archives that are odd and right: built under a project path, every address of theirs is followed.

Folders with spaces, an outlet that is called 'index', a title of emoji only, a claim that was withdrawn, dates that
nobody knows, a text of two million words.
"""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest

from site_builder.build import BuildOptions, build, export
from tests.crawler import BASE, crawl

SITE = "title: Odd\nbase_url: https://site.example/repo-name\nverdicts: [{key: no, label: 'No'}]\n"
EMOJI = "---\ntitle: 🌙🦇\noutlet: index\ntopics: [index, 🦇]\n---\nThe moon has bats.\n"
NOTES = """annotations:
  - {id: bats, quote: moon has bats, kind: claim, note: None.}
  - {id: gone, quote: The moon, kind: claim, note: x, status: withdrawn, withdrawn_because: It was not so.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a path with späces"
    write(folder / "content" / "site.yaml", SITE)
    write(folder / "content" / "articles" / "emoji.md", EMOJI)
    write(folder / "content" / "articles" / "emoji.yaml", NOTES)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def built(folder: Path) -> Path:
    report = build(BuildOptions(folder / "content", output=folder / "the site"))
    assert report.exit_status == 0, report.problems
    return folder / "the site"


def test_every_address_answers(folder: Path) -> None:
    site = built(folder)
    assert crawl(site) == []
    assert (site / "outlets" / "index" / "index.html").is_file()
    assert (site / "topics" / "index" / "index.html").is_file()


def test_a_title_of_emoji_is_cited_and_exported(folder: Path) -> None:
    page = (built(folder) / "articles" / "emoji" / "index.html").read_text(encoding="utf-8")
    assert "<bdi>🌙🦇</bdi>. (n.d.). <cite>index</cite>." in page
    report, files = export(BuildOptions(folder / "content", output=folder / "export"))
    assert report.exit_status == 0
    by_name = {file.path: file.data.decode() for file in files}
    assert "@article{emoji,\n  title = {{🌙🦇}}," in by_name["references.bib"]
    assert json.loads(by_name["archive.json"])["articles"][0]["title"] == "🌙🦇"


def test_a_withdrawn_claim_keeps_its_address_and_is_in_nothing_that_others_read(folder: Path) -> None:
    site = built(folder)
    page = (site / "claims" / "emoji" / "gone" / "index.html").read_text(encoding="utf-8")
    assert "It was not so." in page
    assert "cite-" not in page
    assert "ld+json" not in page
    listed = [*site.glob("*.xml"), *site.glob("articles/*/annotations.jsonld"), *site.glob("speakers/*/feed.*")]
    assert [path for path in listed if "gone" in path.read_text(encoding="utf-8")] == []
    archive = json.loads((site / "archive.json").read_bytes())
    assert [note["id"] for note in archive["articles"][0]["withdrawn_notes"]] == ["gone"]


def test_an_article_of_no_date_is_in_no_feed_and_everywhere_else(folder: Path) -> None:
    site = built(folder)
    assert feedparser.parse((site / "feed.xml").read_bytes()).entries == []
    assert json.loads((site / "feed.json").read_bytes())["items"] == []
    assert f"<loc>{BASE}articles/emoji/</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert (site / "archive" / "undated").is_dir()


def test_two_million_words(folder: Path) -> None:
    sentence = "The mayor said that the city had spent less on the harbor than on the flood of that year. "
    paragraph = sentence * 10 + "\n\n"
    text = paragraph * (2_000_000 // 180) + "Here stands a zebra.\n"
    assert len(text.split()) > 2_000_000 - 180
    write(folder / "content" / "articles" / "long.md", f"---\ntitle: Long\ndate: 2020\n---\n{text}")
    write(folder / "content" / "articles" / "long.yaml", "annotations: [{id: z, quote: a zebra, note: Striped.}]\n")
    site = built(folder)
    assert 'data-notes="z"' in (site / "articles" / "long" / "index.html").read_text(encoding="utf-8")
    annotations = json.loads((site / "articles" / "long" / "annotations.jsonld").read_bytes())
    assert annotations["items"][0]["target"]["selector"][0]["prefix"].endswith("Here stands ")
