from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from site_builder.exchange.web_annotation import annotation_collection, annotation_page, neighbors
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Body,
    Config,
    Date,
    Dissent,
    Html,
    Piece,
    Reply,
    Source,
    Span,
    Target,
    Verdict,
)
from tests.archives import assemble

TEXT = "🌙 The moon has bats. The moon has no bats."
CONFIG = Config("Test", base_url="https://example.org/", verdicts={"false": Verdict("false", "False")})


def note(annotation_id: str, *spans: Span, **fields: object) -> Annotation:
    targets = tuple(Target(TEXT[span.start : span.end], part=span.part) for span in spans)
    return replace(Annotation(annotation_id, targets, "claim", spans=spans), **fields)  # type: ignore[arg-type]  # the test names the fields


def page(*annotations: Annotation, base_url: str = CONFIG.base_url, **fields: object) -> dict[str, Any]:
    article = AnnotatedArticle(
        "a.md", "moon", TEXT, body=Body((Piece("text", TEXT),), text=TEXT), language="en-GB", annotations=annotations
    )
    archive = assemble(replace(CONFIG, base_url=base_url), replace(article, **fields))  # type: ignore[arg-type]  # as above
    (only,) = neighbors(archive)
    parsed: dict[str, Any] = json.loads(annotation_page(archive, only, lambda html: html.upper()))
    return parsed


def test_a_page_of_annotations() -> None:
    made = page(note("bats", Span("body", 2, 19)))
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert made["id"] == "https://example.org/articles/moon/annotations.jsonld"
    assert made["items"][0]["id"] == "https://example.org/articles/moon/#note-bats"


def test_a_target_in_the_body_has_its_words_and_its_place_in_code_points() -> None:
    (item,) = page(note("bats", Span("body", 2, 19)))["items"]
    assert item["target"] == {
        "source": "https://example.org/articles/moon/",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "The moon has bats",
                "prefix": "🌙 ",
                "suffix": ". The moon has no bats.",
            },
            {"type": "TextPositionSelector", "start": 2, "end": 19},
        ],
    }


def test_a_target_in_another_part_has_its_words() -> None:
    (item,) = page(note("bats", Span("title", 2, 10)))["items"]
    assert item["target"]["selector"]["exact"] == "The moon"


def test_several_targets_are_a_list() -> None:
    (item,) = page(note("bats", Span("body", 2, 10), Span("body", 21, 29)))["items"]
    assert [target["selector"][1]["start"] for target in item["target"]] == [2, 21]


def test_the_body_says_the_verdict_its_basis_the_note_and_its_sources() -> None:
    fields = {
        "verdict": "false",
        "basis": "There are none.",
        "note": Html("<p>none</p>"),
        "topics": ("Moon",),
        "authors": ("Jo",),
        "checked_on": Date(2020, 2, 7),
        "sources": (Source("A book"), Source("A page", url="https://example.net/")),
    }
    (item,) = page(note("bats", Span("body", 2, 19), **fields))["items"]
    assert item["motivation"] == "assessing"
    assert [(body["purpose"], body.get("value") or body["source"]) for body in item["body"]] == [
        ("classifying", "False"),
        ("assessing", "There are none."),
        ("describing", "<P>NONE</P>"),
        ("tagging", "Moon"),
        ("linking", "https://example.net/"),
    ]
    assert item["body"][1]["language"] == "en-GB"
    assert item["creator"] == [{"type": "Person", "name": "Jo"}]
    assert item["modified"] == "2020-02-07T00:00:00Z"


def test_the_text_of_an_excerpt_is_not_given_around_its_words() -> None:
    (item,) = page(note("bats", Span("body", 2, 19)), excerpt_only=True)["items"]
    assert item["target"]["selector"][0] == {"type": "TextQuoteSelector", "exact": "The moon has bats"}


def test_withdrawn_and_draft_notes_are_left_out() -> None:
    notes = [note("a", Span("body", 0, 1), status="draft"), note("b", Span("body", 0, 1), status="withdrawn")]
    assert page(*notes)["items"] == []


def test_without_a_base_url_addresses_are_relative_to_the_file() -> None:
    made = page(note("bats", Span("body", 2, 19)), base_url="")
    assert made["id"] == "./annotations.jsonld"
    assert made["items"][0]["id"] == "./#note-bats"


def test_replies_and_dissent_are_bodies_of_those_who_wrote_them() -> None:
    fields = {
        "replies": (Reply("The Moon", "I have.", Date(2021, 3, 4), "https://example.net/moon"),),
        "dissent": (Dissent("Jo", "It may."),),
    }
    (item,) = page(note("bats", Span("body", 2, 19), **fields))["items"]
    replying, commenting = item["body"]
    assert (replying["purpose"], replying["value"], replying["creator"]) == (
        "replying",
        "I have.",
        {"name": "The Moon"},
    )
    assert (replying["created"], replying["via"]) == ("2021-03-04T00:00:00Z", "https://example.net/moon")
    assert (commenting["purpose"], commenting["value"]) == ("commenting", "It may.")
    assert commenting["creator"] == {"type": "Person", "name": "Jo"}


def archive_of(*slugs: str, base_url: str = CONFIG.base_url) -> Archive:
    """An archive of articles, each newer than the next, of which those in capitals have a note."""
    articles = [
        AnnotatedArticle(
            f"{slug}.md",
            slug.lower(),
            TEXT,
            date=Date(2020 - place),
            body=Body((Piece("text", TEXT),), text=TEXT),
            annotations=(note("bats", Span("body", 2, 19)),) if slug.isupper() else (),
        )
        for place, slug in enumerate(slugs)
    ]
    return assemble(replace(CONFIG, base_url=base_url), *articles)


def collection_of(archive: Archive) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(annotation_collection(archive))
    return parsed


def test_the_pages_of_all_articles_are_one_collection() -> None:
    archive = archive_of("A", "b", "C", "D", "e")
    collection = collection_of(archive)
    assert (collection["type"], collection["label"], collection["total"]) == ("AnnotationCollection", "Test", 3)
    pages = [json.loads(annotation_page(archive, page, str)) for page in neighbors(archive)]
    by_id = {page["id"]: page for page in pages}
    walked = [by_id[collection["first"]]]
    while "next" in walked[-1]:
        assert by_id[walked[-1]["next"]]["prev"] == walked[-1]["id"]
        walked.append(by_id[walked[-1]["next"]])
    assert walked[-1]["id"] == collection["last"]
    assert [page["id"] for page in walked] == [
        f"https://example.org/articles/{slug}/annotations.jsonld" for slug in "acd"
    ]
    assert {page["partOf"]["id"] for page in walked} == {collection["id"]}
    assert sum(len(page["items"]) for page in walked) == collection["total"]


def test_an_article_without_notes_is_in_no_collection() -> None:
    archive = archive_of("b")
    (only,) = neighbors(archive)
    assert json.loads(annotation_page(archive, only, str)).keys() == {"@context", "id", "type", "items"}
    assert collection_of(archive).keys() == {"@context", "id", "type", "label", "total"}


def test_a_collection_without_a_base_url_is_relative_to_its_file() -> None:
    archive = archive_of("A", "B", base_url="")
    assert collection_of(archive)["first"] == "./articles/a/annotations.jsonld"
    first, second = (json.loads(annotation_page(archive, page, str)) for page in neighbors(archive))
    assert (first["partOf"]["id"], first["next"]) == ("../../annotations.jsonld", "../../articles/b/annotations.jsonld")
    assert second["prev"] == "../../articles/a/annotations.jsonld"
