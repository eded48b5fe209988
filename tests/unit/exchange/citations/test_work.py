from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from site_builder.exchange.citations.names import CitedName, parse_name
from site_builder.exchange.citations.work import Work, article_work, claim_work
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Change,
    Config,
    Contributor,
    Date,
    Publisher,
    Span,
    Target,
    Verdict,
)
from tests.archives import assemble, plain_body

CONFIG = Config("The Record", base_url="https://example.org/x/", verdicts={"false": Verdict("false", "False")})


def note(**fields: Any) -> Annotation:
    return replace(Annotation("bats", (Target("It has bats"),), "claim", spans=(Span("body", 0, 11),)), **fields)


def works(slug: str = "moon", config: Config = CONFIG, **fields: Any) -> tuple[Work, Work]:
    """Return the work of an article and that of its claim."""
    annotation = fields.pop("annotation", note())
    article = AnnotatedArticle(
        "a.md", slug, "On\n the  moon", body=plain_body("It has bats."), annotations=(annotation,)
    )
    contributors = {"jo": Contributor("jo", "Gabriel García Márquez", sort_name="García Márquez, Gabriel")}
    archive = assemble(config, replace(article, **fields), contributors=contributors)
    return article_work(archive, archive.articles[0]), claim_work(archive, archive.articles[0].notes[0])


def test_an_article_is_what_its_outlet_published() -> None:
    work, _ = works(authors=("jo", "Jane Doe"), outlet="The Sun", date=Date(2020, 2), updated=Date(2021), language="de")
    assert work == Work(
        "article",
        "moon",
        "On the moon",
        "The Record",
        (CitedName("García Márquez", "Gabriel"), parse_name("Jane Doe")),
        "The Sun",
        Date(2020, 2),
        Date(2021),
        "https://example.org/x/articles/moon/",
        "de",
    )


def test_a_version_is_told_where_it_is_another_day_than_the_date() -> None:
    assert works(date=Date(2020, 2))[0].version is None
    changed = note(changes=(Change(Date(2022, 3, 4), "correction", "Was six"),))
    assert works(date=Date(2020, 2), annotation=changed)[0].version == Date(2022, 3, 4)


def test_a_claim_is_what_the_archive_says_of_it() -> None:
    _, work = works(annotation=note(verdict="false", basis="None.", authors=("Jane Doe",), checked_on=Date(2021)))
    assert work == Work(
        "claim",
        "moon:bats",
        "It has bats",
        "The Record",
        (parse_name("Jane Doe"),),
        date=Date(2021),
        url="https://example.org/x/claims/moon/bats/",
        language="en",
        verdict="False",
    )


def test_who_publishes_the_archive_stands_for_the_authors_of_a_claim() -> None:
    assert works()[1].authors == ()
    config = replace(CONFIG, publisher=Publisher("The editors of Jane"))
    assert works(config=config)[1].authors == (CitedName(literal="The editors of Jane"),)


def test_without_a_base_url_there_is_no_address() -> None:
    assert {work.url for work in works(config=replace(CONFIG, base_url=""))} == {""}


@pytest.mark.parametrize(("slug", "key"), [("moon", "moon"), ("قنوات", "article-"), ("größe-2", "groe-2-")])
def test_a_key_is_one_that_every_program_takes(slug: str, key: str) -> None:
    work, claim = works(slug)
    assert work.key.isascii()
    assert work.key.startswith(key)
    assert claim.key == f"{work.key}:bats"
