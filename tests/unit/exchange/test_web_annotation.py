from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from site_builder.exchange.web_annotation import annotation_page
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Body,
    Config,
    Date,
    Html,
    Piece,
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
    parsed: dict[str, Any] = json.loads(annotation_page(archive, archive.articles[0], lambda html: html.upper()))
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
