from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from site_builder.model import AnnotatedArticle, Annotation, Archive, Config, Date, Page, Span, Speaker, Target
from site_builder.publishing import workshop as workshop_module
from site_builder.publishing.workshop import Workshop
from tests.archives import assemble, plain_body
from tests.unit.publishing.sites import workshop_of
from tests.wording import ENGLISH

CONFIG = Config("Test", base_url="https://example.org/x/")


def archive_of(config: Config = CONFIG) -> Archive:
    note = Annotation("bats", (Target("bats"),), "claim", speaker="ada", spans=(Span("body", 9, 13),), basis="No.")
    articles = [
        AnnotatedArticle(
            f"{slug}.md", slug, slug.title(), date=Date(2020), body=plain_body("It has no bats"), annotations=(note,)
        )
        for slug in ("moon", "sun")
    ]
    pages = (Page("pages/about.md", "about", "About", body=plain_body("Us")),)
    return assemble(config, *articles, speakers={"ada": Speaker("ada", "Ada")}, pages=pages)


@pytest.fixture
def workshop() -> Workshop:
    return planned(workshop_of(archive_of()))


def planned(workshop: Workshop) -> Workshop:
    """Plan a site, so that what is looked at for that is not heard with the first file."""
    assert workshop.products
    return workshop


def test_a_site_has_pages_feeds_sitemap_robots_annotations_and_cards(workshop: Workshop) -> None:
    assert {path for path in workshop.products if not path.endswith(".html")} == {
        *("feed.xml", "feed.json", "corrections/feed.xml", "speakers/ada/feed.xml", "sitemap.xml", "robots.txt"),
        *("corrections/feed.json", "speakers/ada/feed.json"),
        "search/box.js",
        *("articles/moon/annotations.jsonld", "articles/sun/annotations.jsonld"),
        *("annotations.jsonld", "archive.json"),
        *("articles/moon/card.png", "articles/sun/card.png"),
    }
    pages = {path for path in workshop.products if path.endswith(".html")}
    assert {"index.html", "articles/moon/index.html", "about/index.html", "search/index.html", "404.html"} <= pages
    assert all(product.path == path for path, product in workshop.products.items())


def test_without_a_base_url_there_are_no_feeds_and_no_sitemap() -> None:
    products = workshop_of(archive_of(Config("Test"))).products
    assert {path for path in products if path.endswith((".xml", ".json"))} == {"archive.json"}
    assert "robots.txt" in products


def test_what_is_read_for_a_file_is_told_with_it(workshop: Workshop) -> None:
    data, names = workshop.make("articles/moon/index.html")
    assert b"It has no" in data
    assert {"text moon", "note moon/bats", "template article.html", "template base.html", "name-of ada"} <= names
    assert not {name for name in names if "sun" in name}
    data, names = workshop.make("about/index.html")
    assert b"Us" in data
    assert not {name for name in names if name.startswith(("note ", "text ", "article "))}


def test_what_is_made_before_does_not_count(workshop: Workshop) -> None:
    alone = planned(workshop_of(archive_of())).make("articles/sun/index.html")
    for path in workshop.products:
        workshop.make(path)
    assert workshop.make("articles/sun/index.html") == alone


def test_macros_count_for_every_page_that_uses_them(workshop: Workshop) -> None:
    """They are loaded once, by the first page; each page that uses them has read what they are made of."""
    first, second = (workshop.make(f"articles/{slug}/index.html")[1] for slug in ("moon", "sun"))
    frame = {name for name in first if name.startswith(("template ", "setting ", "asset "))}
    assert frame == {name for name in second if name.startswith(("template ", "setting ", "asset "))}
    assert {"template macros/frame.html", "template macros/note.html", "setting title"} <= frame


def test_in_another_process_the_same_is_made_of_the_same(workshop: Workshop) -> None:
    copy = pickle.loads(pickle.dumps(workshop))
    assert list(copy.products) == list(workshop.products)
    assert {path: copy.make(path) for path in copy.products} == {
        path: workshop.make(path) for path in workshop.products
    }


def test_the_first_file_of_another_process_is_made_of_the_same(workshop: Workshop) -> None:
    copy = pickle.loads(pickle.dumps(workshop))
    assert copy.make("404.html") == workshop.make("404.html")


def test_only_the_search_page_and_box_are_given_the_index() -> None:
    one, other = (workshop_of(archive_of(), search_index=path) for path in ("search/index.1.js", "search/index.2.js"))
    differing = {path for path in one.products if one.make(path)[0] != other.make(path)[0]}
    assert differing == {"search/index.html", "search/box.js"}
    assert {path for path in one.products if one.besides(path) != other.besides(path)} == differing


def test_no_more_is_planned_than_up_to_the_file_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def plan_sitemaps(*_: object) -> NoReturn:
        raise RuntimeError("sitemaps are planned")

    monkeypatch.setattr(workshop_module, "plan_sitemaps", plan_sitemaps)
    workshop = workshop_of(archive_of())
    for path in ("articles/moon/index.html", "claims/moon/bats/index.html", "index.html"):
        assert workshop.product(path).path == path
    with pytest.raises(RuntimeError, match="sitemaps are planned"):
        workshop.product("sitemap.xml")


def test_a_claim_that_is_planned_by_itself_is_planned_as_all_are() -> None:
    path = "claims/sun/bats/index.html"
    assert workshop_of(archive_of()).make(path) == planned(workshop_of(archive_of())).make(path)


def test_a_file_that_is_not_of_the_site_has_no_plan(workshop: Workshop) -> None:
    with pytest.raises(KeyError, match="articles/earth"):
        workshop.product("articles/earth/index.html")
    assert workshop.product("404.html") is workshop.products["404.html"]


def test_links_lead_from_where_a_page_stands(workshop: Workshop) -> None:
    assert b'href="../../about/"' in workshop.make("articles/moon/index.html")[0]
    assert b'href="/x/about/"' in workshop.make("404.html")[0]
    assert b'href="./about/"' in workshop.make("index.html")[0]


def test_what_stands_everywhere_is_what_no_name_is_heard_of(workshop: Workshop) -> None:
    others = {
        "the program": workshop_of(archive_of())._sources._replace(program="2"),
        "the words": workshop_of(archive_of())._sources._replace(language=replace(ENGLISH.language, own={"a": "A"})),
        "the policy": workshop_of(archive_of())._sources._replace(policy="default-src *"),
    }
    for sources in others.values():
        assert repr(Workshop(archive_of(), sources).everywhere) != repr(workshop.everywhere)


def test_assets_and_templates_are_known_by_name(workshop: Workshop, tmp_path: Path) -> None:
    assert workshop.asset("css/base.css").startswith("assets/css/base.")
    assert workshop.asset("css/gone.css") == workshop.template_digest("gone.html") == ""
    assert len(workshop.template_digest("article.html")) == 24
    (tmp_path / "article.html").write_text("own", encoding="utf-8")
    own = workshop._sources._replace(templates=(tmp_path, *workshop._sources.templates))
    assert Workshop(archive_of(), own).template_digest("article.html") != workshop.template_digest("article.html")
