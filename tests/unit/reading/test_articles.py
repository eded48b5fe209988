from __future__ import annotations

import pytest

from site_builder.model import AnnotatedArticle, Body, Date, Image, Page, Reference
from site_builder.problems import Location, Problem
from site_builder.reading.articles import read_article, read_page
from site_builder.reading.links import Size
from site_builder.reading.register import Register
from tests.unit.reading.content_folders import article, places


def size_of(file: str) -> Size:
    return Size(30, 20) if file.endswith(".png") else Size()


def read(
    data: str, file: str = "articles/sky/moon.md", sidecar: str | None = None
) -> tuple[AnnotatedArticle | None, list[Problem]]:
    return read_article(file, data.encode(), sidecar.encode() if sidecar else None, Register(), size_of)


def test_an_article_with_everything() -> None:
    front_matter = """\
title: 1984
slug: moon-hoax
dek: [One, Two]
authors: Luna
outlet: The Sun
date: 1835-08
updated: 2020-02-07
source_url: https://example.org/moon
archive_url: https://example.org/archive
retrieved: 2020
language: no
text_direction: rtl
rights: CC BY
image: {src: moon.png, alt: A moon, caption: The Moon, credit: Sol}
topics: [moon, bats]
series: Hoaxes
summary: Short.
aliases: /old/
selection_policy: All of them.
status: withdrawn
withdrawn_because: It was a hoax.
excerpt_only: true
extra: {colour: 1}"""
    found, problems = read(article(front_matter, "# Bats\n\n![Bat](/bat.png) [sun](sun.md)"))
    assert problems == []
    assert found is not None
    assert found.body.text == "Bats\n sun"
    assert found == AnnotatedArticle(
        file="articles/sky/moon.md",
        slug="moon-hoax",
        title="1984",
        deks=("One", "Two"),
        authors=("Luna",),
        outlet="The Sun",
        date=Date(1835, 8),
        updated=Date(2020, 2, 7),
        source_url="https://example.org/moon",
        archive_url="https://example.org/archive",
        retrieved=Date(2020),
        language="no",
        text_direction="rtl",
        rights="CC BY",
        image=Image("articles/sky/moon.png", "A moon", "The Moon", "Sol", 30, 20),
        topics=("moon", "bats"),
        series="Hoaxes",
        summary="Short.",
        aliases=("old/",),
        selection_policy="All of them.",
        status="withdrawn",
        withdrawn_because="It was a hoax.",
        excerpt_only=True,
        extra={"colour": 1},
        body=found.body,
        images=(Image("assets/bat.png", "Bat", "", "", 30, 20),),
        references=(Reference("articles/sky/moon.png", "", Location("articles/sky/moon.md", 15, 14)),),
        location=Location("articles/sky/moon.md"),
    )


def test_a_title_is_enough() -> None:
    found, problems = read("---\ntitle: The Moon\n---")
    assert found == AnnotatedArticle(
        "articles/sky/moon.md", "moon", "The Moon", body=Body(), location=Location("articles/sky/moon.md")
    )
    assert problems == []


def test_a_caption_needs_no_picture() -> None:
    found, problems = read(article("title: The Moon\nimage: {caption: The Moon, credit: Sol}"))
    assert found is not None
    assert (found.image, found.references, problems) == (Image(caption="The Moon", credit="Sol"), (), [])


def test_lines_of_the_body_are_those_of_the_file() -> None:
    found, _ = read(article("title: The Moon\noutlet: The Sun", "One\n\nTwo"))
    assert found is not None
    assert [start.line for start in found.body.lines] == [6, 8]


def test_without_a_title_the_rest_is_checked_all_the_same() -> None:
    found, problems = read(article("date: never", "[x](../../../y.md)"), "articles/Moon.md", "annotations: x")
    assert found is None
    assert sorted(places(problems)) == [
        ("bad-date", 2, 7),
        ("bad-slug", 1, 1),
        ("missing-key", 2, 1),
        ("outside-content", 5, 5),
        ("wrong-type", 1, 14),
    ]


def test_the_stem_is_a_slug_unless_there_is_another() -> None:
    assert [problem.code for problem in read(article(), "articles/The Moon.md")[1]] == ["bad-slug"]
    found, problems = read(article("title: A\nslug: moon"), "articles/The Moon.md")
    assert found is not None
    assert (found.slug, problems) == ("moon", [])


def test_what_is_withdrawn_says_why() -> None:
    assert places(read(article("title: A\nstatus: withdrawn"))[1]) == [("missing-key", 3, 9)]


def test_reading_twice_gives_the_same() -> None:
    data = article("title: A", "*One*[^a] [b](c.md)\n\n[^a]: alpha")
    assert read(data) == read(data)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_make_no_difference(line_end: str) -> None:
    data = article("title: |-\n  The Moon", "One\ntwo\n\n```\nthree\n```")
    assert read(data.replace("\n", line_end)) == read(data)


def test_a_page() -> None:
    data = article("title: About\nsummary: Us.\nlanguage: de\ntext_direction: ltr\nupdated: 2020", "![](/a.png)")
    page, problems = read_page("pages/about.md", data.encode(), size_of)
    assert problems == []
    assert page is not None
    assert page == Page(
        file="pages/about.md",
        slug="about",
        title="About",
        summary="Us.",
        language="de",
        text_direction="ltr",
        updated=Date(2020),
        body=page.body,
        images=(Image("assets/a.png", width=30, height=20),),
        location=Location("pages/about.md"),
    )
    assert page.body.references == (Reference("assets/a.png", "", Location("pages/about.md", 9, 5)),)


def test_a_page_needs_a_title_and_a_slug() -> None:
    page, problems = read_page("pages/About.md", article("outlet: x").encode(), size_of)
    assert page is None
    assert sorted(places(problems)) == [("bad-slug", 1, 1), ("missing-key", 2, 1), ("unknown-key", 2, 1)]
