from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from benchmarks.contenders import CONTENDERS, Site
from benchmarks.corpus import Article, Corpus
from benchmarks.peers.description import NOTE_PLACE, Description
from benchmarks.peers.eleventy import EleventySite
from benchmarks.peers.hugo import HugoSite
from benchmarks.peers.pelican import PelicanSite

ARTICLES = 40
PEERS = Path(__file__).resolve().parents[3] / "benchmarks" / "peers"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(ARTICLES)


def write(site: Site, article: Article) -> str:
    site.begin()
    site.write(article)
    return site.article_path(article.headline).read_text(encoding="utf-8")


def test_the_body_marks_every_quote_and_places_every_note_after_its_block(corpus: Corpus) -> None:
    for article in corpus.articles():
        body = Description(corpus).body(article)
        places = [found.start() for found in re.finditer(NOTE_PLACE, body)]
        for note, place in zip(article.notes, places, strict=True):
            _, mark, rest = body[:place].partition(f'<mark id="ref-{note.id}">')
            plain = re.sub(r"\]\([^)]*\)|[*\[]", "", rest.partition("</mark>")[0])
            assert mark
            assert note.quote in plain
            assert set(rest.split("\n\n")[1:]) <= {NOTE_PLACE, ""}, "another block stands between"


def test_links_lead_to_articles_of_the_corpus(corpus: Corpus) -> None:
    pages = {f"/articles/{corpus.headline(number).slug}/" for number in range(ARTICLES)}
    linked = {
        link
        for article in corpus.articles()
        for link in re.findall(r"\]\((/[^)]*)\)", Description(corpus).body(article))
    }
    assert len(linked) > 10
    assert linked <= pages


@pytest.mark.parametrize("site_class", [HugoSite, EleventySite])
def test_notes_are_front_matter(site_class: type[HugoSite | EleventySite], corpus: Corpus, tmp_path: Path) -> None:
    article = corpus.article(7)
    _, front_matter, body = write(site_class(tmp_path, corpus), article).split("---\n", 2)
    values = yaml.safe_load(front_matter)
    assert values["title"] == article.headline.title
    assert [note["quote"] for note in values["notes"]] == [note.quote for note in article.notes]
    assert body.strip() == Description(corpus).body(article).strip()


def test_pelican_reads_its_notes_from_files(corpus: Corpus, tmp_path: Path) -> None:
    article = corpus.article(7)
    header, _, body = write(PelicanSite(tmp_path, corpus), article).partition("\n\n")
    assert f"Slug: {article.headline.slug}" in header.splitlines()
    assert f"Category: {article.outlet}" in header.splitlines()
    assert body == Description(corpus).body(article)
    notes = json.loads((tmp_path / "notes" / f"{article.headline.slug}.json").read_text(encoding="utf-8"))
    assert [note["id"] for note in notes] == [note.id for note in article.notes]


def test_every_contender_is_compared_with_one_of_ours() -> None:
    ours = {contender.key for contender in CONTENDERS if contender.like == contender.key}
    assert ours == {"site-builder", "site-builder+search", "site-builder+all"}
    assert {contender.like for contender in CONTENDERS} <= ours


def test_the_peers_versions_are_pinned_and_the_lock_names_no_registry() -> None:
    requirements = (PEERS / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert all("==" in line for line in requirements if not line.startswith("#"))
    dependencies = json.loads((PEERS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(version[0].isdecimal() for version in dependencies.values())
    packages = json.loads((PEERS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 50
    assert not any("resolved" in package for package in packages.values())
