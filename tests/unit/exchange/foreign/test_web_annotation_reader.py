from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from site_builder.exchange.foreign.read import UnknownAnnotationsError, read_annotations
from site_builder.exchange.foreign.record import ForeignNote, ForeignNotes, ForeignQuote, ForeignReply, ForeignText

REPOSITORY = Path(__file__).resolve().parents[4]
SAMPLES = REPOSITORY.parent / "shared" / "fixtures" / "web-annotation" / "tools" / "samples"

QUOTE = {"type": "TextQuoteSelector", "exact": "bats", "prefix": "has ", "suffix": "."}
ANNOTATION: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://example.net/1",
    "type": "Annotation",
    "target": {"source": "https://sun.example/moon", "selector": QUOTE},
}


def read(data: object) -> ForeignNotes:
    return read_annotations(json.dumps(data).encode())


def one(**fields: object) -> ForeignNote:
    (note,) = read({**ANNOTATION, **fields}).notes
    return note


def test_the_words_that_it_is_about() -> None:
    note = one()
    assert (note.sources, note.targets) == (("https://sun.example/moon",), (ForeignQuote("bats", "has ", "."),))


@pytest.mark.parametrize(
    ("target", "sources", "quotes"),
    [
        ("https://a.example/", ("https://a.example/",), ()),
        ({"id": "https://a.example/"}, ("https://a.example/",), ()),
        ({"source": {"id": "https://a.example/"}}, ("https://a.example/",), ()),
        (
            {
                "source": "https://a.example/",
                "selector": [QUOTE, {"type": "TextPositionSelector", "start": 4, "end": 8}],
            },
            ("https://a.example/",),
            (ForeignQuote("bats", "has ", ".", 4),),
        ),
        (
            {
                "source": "https://a.example/",
                "selector": {"type": "FragmentSelector", "value": "p5", "refinedBy": QUOTE},
            },
            ("https://a.example/",),
            (ForeignQuote("bats", "has ", "."),),
        ),
        (
            [{"source": "https://a.example/", "selector": QUOTE}, {"source": "https://a.example/", "selector": QUOTE}],
            ("https://a.example/",),
            (ForeignQuote("bats", "has ", "."), ForeignQuote("bats", "has ", ".")),
        ),
    ],
)
def test_targets(target: object, sources: tuple[str, ...], quotes: tuple[ForeignQuote, ...]) -> None:
    note = one(target=target)
    assert (note.sources, note.targets) == (sources, quotes)


def test_bodies_by_their_purpose() -> None:
    note = one(
        motivation="assessing",
        body=[
            {"type": "TextualBody", "purpose": "classifying", "value": "False"},
            {"type": "TextualBody", "purpose": "assessing", "value": "There are none."},
            {"type": "TextualBody", "purpose": "describing", "value": "<p>See</p>", "format": "text/html"},
            {"type": "TextualBody", "purpose": "tagging", "value": "Moon"},
            {"type": "SpecificResource", "purpose": "linking", "source": "https://example.net/"},
            {
                "type": "TextualBody",
                "purpose": "replying",
                "value": "I have.",
                "creator": {"name": "The Moon"},
                "created": "2021-03-04T00:00:00Z",
                "via": "https://moon.example/",
            },
            {"type": "TextualBody", "purpose": "commenting", "value": "It may.", "creator": {"name": "Jo"}},
        ],
        creator=[{"type": "Person", "name": "Ann"}, "https://people.example/7"],
        modified="2021-03-05T01:02:03Z",
    )
    assert (note.kind, note.verdict, note.basis) == ("claim", "False", "There are none.")
    assert note.texts == (ForeignText("<p>See</p>", "html"),)
    assert (note.tags, note.links) == (("Moon",), ("https://example.net/",))
    assert note.replies == (ForeignReply("The Moon", "I have.", "2021-03-04", "https://moon.example/"),)
    assert note.dissent == (ForeignReply("Jo", "It may."),)
    assert (note.authors, note.changed) == (("Ann", "https://people.example/7"), "2021-03-05")


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({"bodyValue": "Says who?"}, (ForeignText("Says who?"),)),
        ({"body": {"value": "Says *who*?", "format": "text/markdown"}}, (ForeignText("Says *who*?", "markdown"),)),
        ({"motivation": "assessing", "body": {"value": "Wrong"}}, (ForeignText("Wrong"),)),
        ({"body": {"type": "Choice", "items": [{"value": "One"}, {"value": "Two"}]}}, (ForeignText("One"),)),
        ({"body": {"type": "TextualBody", "value": 7}}, ()),
    ],
)
def test_texts(fields: dict[str, Any], texts: tuple[ForeignText, ...]) -> None:
    assert one(**fields).texts == texts


def test_an_address_as_body_is_what_it_links_to() -> None:
    assert one(body="https://example.net/note").links == ("https://example.net/note",)


def test_pages_and_collections_are_read() -> None:
    page = {
        "id": "https://a.example/p",
        "type": "AnnotationPage",
        "items": [ANNOTATION, "odd"],
        "next": "https://a.example/q",
    }
    found = read({"type": "AnnotationCollection", "first": page})
    assert [note.id for note in found.notes] == ["https://example.net/1"]
    assert found.remarks == (
        "the page goes on at https://a.example/q: import that file, too",
        "entry 2 is no annotation",
    )
    assert "elsewhere" in read({"type": "AnnotationCollection", "first": "https://a.example/p"}).remarks[0]


def test_addresses_are_those_of_the_page_where_they_are_relative() -> None:
    page = {
        "id": "https://a.example/x/annotations.jsonld",
        "type": "AnnotationPage",
        "items": [{**ANNOTATION, "target": "./"}],
    }
    assert read(page).notes[0].sources == ("https://a.example/x/",)


def test_an_annotation_of_an_annotation_is_its_reply() -> None:
    answer = {
        **ANNOTATION,
        "id": "https://example.net/2",
        "motivation": "replying",
        "target": ANNOTATION["id"],
        "bodyValue": "Me.",
        "creator": {"name": "Jo"},
    }
    (note,) = read([ANNOTATION, answer]).notes
    assert note.replies == (ForeignReply("Jo", "Me.", "", "https://example.net/2"),)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the W3C's samples are not beside the repository")
def test_all_correct_samples_of_the_w3c_are_read() -> None:
    found = [read_annotations(path.read_bytes()) for path in sorted((SAMPLES / "correct").glob("*.json"))]
    assert sum(len(each.notes) for each in found) > 80
    assert all(each.notes or "elsewhere" in each.remarks[0] for each in found)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the W3C's samples are not beside the repository")
def test_incorrect_samples_are_read_as_far_as_they_go_or_refused_in_a_sentence() -> None:
    for path in sorted((SAMPLES / "incorrect").glob("*.json")):
        with suppress(UnknownAnnotationsError):
            assert all(isinstance(note, ForeignNote) for note in read_annotations(path.read_bytes()).notes)
