from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Config,
    Date,
    NavigationItem,
    Page,
    Speaker,
    Target,
)
from site_builder.problems import Location
from site_builder.publishing.collisions import check_plan
from site_builder.publishing.page_plan import PagePlan
from site_builder.publishing.pages import plan_pages
from tests.archives import assemble
from tests.wording import ENGLISH

CONFIG = Config("Test")


def article(slug: str, *annotations: Annotation, **fields: object) -> AnnotatedArticle:
    plain = AnnotatedArticle(f"articles/{slug}.md", slug, "Words", date=Date(2020, 1, 1), annotations=annotations)
    return replace(plain, location=Location(plain.file), **fields)  # type: ignore[arg-type]  # the test names the fields


def archive_of(*articles: AnnotatedArticle, config: Config = CONFIG, pages: tuple[Page, ...] = ()) -> Archive:
    return assemble(config, *articles, speakers={"ada": Speaker("ada", "Ada")}, pages=pages)


def codes(archive: Archive) -> list[str]:
    return [problem.code for problem in check_plan(archive, list(plan_pages(archive, ENGLISH)))]


def test_a_site_that_has_everything_is_in_order() -> None:
    note = Annotation("x", (Target("Words"),), "claim", speaker="ada", former_ids=("old",))
    moon = article("moon", note, topics=("T",), outlet="O", aliases=("old/",))
    about = Page("pages/about.md", "about", "About")
    assert codes(archive_of(moon, config=replace(CONFIG, base_url="https://example.org/"), pages=(about,))) == []


@pytest.mark.parametrize("alias", ["robots.txt", "feed.xml", "media/", "speakers/ada/feed.xml/", ".site-builder.json"])
def test_an_alias_cannot_take_the_place_of_another_file(alias: str) -> None:
    moon = article("moon")
    planned = [*plan_pages(archive_of(moon), ENGLISH), PagePlan(alias, "redirect.html", "Moved")]
    assert [problem.code for problem in check_plan(archive_of(moon), planned)] == ["two-outputs"]


def test_an_alias_cannot_take_the_place_of_a_page() -> None:
    assert codes(archive_of(article("moon", aliases=("/articles/moon/",)))) == ["two-outputs"]


def test_a_page_cannot_stand_within_a_file() -> None:
    archive = archive_of(article("moon", aliases=("old.html", "old.html/b/")))
    assert codes(archive) == ["two-outputs"]


def test_paths_that_differ_by_case_are_one() -> None:
    assert codes(archive_of(article("moon", aliases=("/Articles/Sun/",)), article("sun"))) == ["two-outputs"]


def test_other_files_are_compared_without_regard_to_case_too() -> None:
    config = replace(CONFIG, base_url="https://example.org/")
    archive = archive_of(article("Moon"), article("sun", aliases=("articles/moon/annotations.jsonld/",)), config=config)
    assert codes(archive) == ["two-outputs"]


def test_a_name_that_no_file_system_keeps() -> None:
    assert codes(archive_of(article("m" * 256))) == ["name-too-long"]
    assert codes(archive_of(article("m" * 255))) == []


def test_a_menu_entry_leads_somewhere() -> None:
    menu = (NavigationItem("Claims", "claims"), NavigationItem("Gone", "gone"), NavigationItem("Home", "/"))
    assert codes(archive_of(config=replace(CONFIG, navigation=menu))) == ["unknown-page"]


def test_a_collision_names_the_other_and_stands_at_the_alias() -> None:
    archive = archive_of(article("moon", aliases=("articles/sun/",)), article("sun"))
    (problem,) = check_plan(archive, plan_pages(archive, ENGLISH))
    assert problem.location == Location("articles/moon.md")
    assert problem.message == "/articles/sun/ is also the address of articles/sun.md:1"


def test_the_order_of_the_plan_does_not_matter() -> None:
    archive = archive_of(article("moon", aliases=("articles/sun/", "about/")), article("sun", aliases=("about",)))
    plan = list(plan_pages(archive, ENGLISH))
    assert set(check_plan(archive, plan)) == set(check_plan(archive, plan[::-1]))
