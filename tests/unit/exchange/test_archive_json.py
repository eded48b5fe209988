from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.exchange.archive_json import archive_json, year_json
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Body,
    Change,
    Config,
    Contributor,
    Date,
    Dissent,
    Html,
    Image,
    Piece,
    Publisher,
    Reply,
    Role,
    Source,
    Span,
    Speaker,
    Target,
    Verdict,
)
from tests.archives import assemble

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "pages" / "archive-json.md"

TEXT = "🌙 The moon has bats."
NOTE = Annotation(
    "bats",
    (Target("moon has bats"),),
    "claim",
    former_ids=("birds",),
    speaker="ada",
    attribution="direct",
    claim="There are bats on the moon",
    said_on=Date(2020, 2),
    said_in="a letter",
    verdict="false",
    basis="There are none.",
    depends_on="What a bat is.",
    note=Html('<p>See <a href="\0articles/a.md\0">it</a>.</p>'),
    note_text="See it.",
    sources=(
        Source(
            "A book", "https://example.net/", "", "P", "A", Date(1999), Date(2020), "https://a.example", "q", "p. 1",
            "supports", primary=True,
        ),
    ),
    topics=("Bats",),
    authors=("jo",),
    reviewed_by=("Cy",),
    checked_on=Date(2021, 3, 4),
    review_after=Date(2022),
    changes=(Change(Date(2021, 3, 4), "correction", "Was birds", "claim", "There are birds"),),
    replies=(Reply("The Moon", "I have.", Date(2021), "https://example.net/moon"),),
    dissent=(Dissent("jo", "It may."),),
    spans=(Span("body", 6, 19),),
)  # fmt: skip
GONE = Annotation("gone", (Target("moon"),), "claim", status="withdrawn", withdrawn_because="Wrong.")
ARTICLE = AnnotatedArticle(
    "articles/a.md",
    "moon",
    "On the moon",
    deks=("A dek",),
    authors=("jo", "Ann"),
    outlet="The Sun",
    date=Date(2020, 2, 7),
    updated=Date(2020, 3),
    source_url="https://sun.example/",
    archive_url="https://a.example/",
    retrieved=Date(2020, 4),
    rights="CC0",
    image=Image("moon.png", "A moon", "The moon", "Somebody"),
    topics=("Moon",),
    series="Sky",
    summary="About bats.",
    aliases=("/old/",),
    selection_policy="All.",
    body=Body((Piece("text", TEXT),), text=TEXT),
    annotations=(NOTE, GONE),
)
CONFIG = Config(
    "The Record",
    description="What was said.",
    base_url="https://example.org/",
    publisher=Publisher("We"),
    verdicts={"false": Verdict("false", "False", "Not so.", "negative", 0.0)},
    selection_policy="Some.",
    license="CC0",
)
ADA = Speaker(
    "ada", "Ada", "person", "Writer", "Guild", ("A.",), "Ada", ("https://ada.example/",), Date(1815), Date(1852),
    bio=Html("<p>She</p>"), roles=(Role("Countess", "England", Date(1838), Date(1852)),),
)  # fmt: skip
JO = Contributor("jo", "Jo Doe", "Editor", Html("<p>Jo</p>"), "None.", "https://jo.example/", sort_name="Doe, Jo")


def archive_of(*articles: AnnotatedArticle, config: Config = CONFIG) -> Archive:
    return assemble(config, *articles, speakers={"ada": ADA}, contributors={"jo": JO})


def resolve(html: str) -> str:
    return re.sub("\0([^\0]*)\0", r"/\1", html)


def parsed(archive: Archive) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(archive_json(archive, archive.articles, resolve))
    return data


WITHDRAWN = replace(
    ARTICLE, file="articles/w.md", slug="gone", status="withdrawn", withdrawn_because="Not ours.", aliases=()
)


def test_an_article_with_its_notes() -> None:
    (article,) = parsed(archive_of(ARTICLE))["articles"]
    assert article["text"] == TEXT
    assert (article["authors"], article["dek"], article["date"]) == (["Jo Doe", "Ann"], ["A dek"], "2020-02-07")
    assert article["changed"] == "2021-03-04"
    assert article["withdrawn_notes"] == [
        {"id": "gone", "address": "articles/moon/#note-gone", "withdrawn_because": "Wrong."}
    ]
    (note,) = article["notes"]
    assert note["targets"] == [{"part": "body", "start": 6, "end": 19, "quote": "moon has bats"}]
    assert article["text"][6:19] == "moon has bats"
    assert note["speaker"] == {"id": "ada", "name": "Ada"}
    assert note["note"] == '<p>See <a href="/articles/a.md">it</a>.</p>'
    assert note["claim_address"] == "claims/moon/bats/"
    assert note["checkable"] is True
    assert note["replies"] == [
        {"from": "The Moon", "text": "I have.", "date": "2021", "url": "https://example.net/moon"}
    ]
    assert note["sources"][0]["primary"] is True


def test_a_rating_of_nothing_is_a_rating() -> None:
    assert parsed(archive_of(ARTICLE))["verdicts"][0]["rating"] == 0


def test_what_is_not_published_is_not_there() -> None:
    draft = replace(NOTE, id="draft", status="draft")
    hidden = replace(ARTICLE, excerpt_only=True, annotations=(draft,))
    data = json.dumps(parsed(archive_of(hidden, WITHDRAWN)), ensure_ascii=False)
    assert TEXT not in data
    assert "draft" not in data
    assert parsed(archive_of(WITHDRAWN))["withdrawn"] == [
        {"slug": "gone", "address": "articles/gone/", "title": "On the moon", "withdrawn_because": "Not ours."}
    ]


def test_an_article_of_which_little_is_known() -> None:
    (article,) = parsed(archive_of(AnnotatedArticle("articles/b.md", "b", "B")))["articles"]
    assert article == {"slug": "b", "address": "articles/b/", "title": "B", "language": "en"}


def test_a_year_stands_alone() -> None:
    archive = archive_of(ARTICLE)
    data = json.loads(year_json(archive, "2020", archive.articles, resolve))
    assert data.keys() == {"format", "version", "year", "articles"}
    assert data["articles"] == parsed(archive)["articles"]


def test_each_article_is_a_line() -> None:
    other = replace(ARTICLE, file="articles/b.md", slug="sun", annotations=(), aliases=())
    archive = archive_of(ARTICLE, other)
    lines = archive_json(archive, archive.articles, resolve).decode().splitlines()
    assert [json.loads(line.removesuffix(","))["slug"] for line in lines[1:-1]] == ["moon", "sun"]


def keys_of(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from keys_of(value)
    elif isinstance(data, list):
        for item in data:
            yield from keys_of(item)


def test_every_key_is_documented_and_every_documented_key_is_there() -> None:
    again = replace(NOTE, id="again", same_claim_as=("moon/bats",))
    archive = archive_of(replace(ARTICLE, annotations=(NOTE, again, GONE)), WITHDRAWN)
    years = [{"year": "2020", "articles": 1, "file": "archive/2020/archive.json"}]
    written = set(keys_of(json.loads(archive_json(archive, archive.articles, resolve, years))))
    section = DOCUMENT.read_text(encoding="utf-8").partition("## archive.json")[2].partition("## claims.csv")[0]
    rows = re.findall(r"^\| `.+$", section, re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    values = {"context", "definition", "source", "correction", "question", "body"}
    assert documented == written | values
