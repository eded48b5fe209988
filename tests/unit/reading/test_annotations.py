from __future__ import annotations

from typing import Any

import pytest

from site_builder.model import Annotation, Change, Date, Dissent, Html, Image, Reference, Reply, Source, Target
from site_builder.problems import Location
from site_builder.reading.annotations import ReadAnnotations, read_annotations
from site_builder.reading.links import Size
from site_builder.reading.register import Register
from tests.unit.reading.content_folders import places

ALMANAC = Source("An almanac", publisher="The Sun", date=Date(1835))


def read(text: str) -> ReadAnnotations:
    return read_annotations("articles/moon.md", text.encode(), Register({"almanac": ALMANAC}), lambda _file: Size(3, 2))


def one(keys: str, defaults: str = "") -> Annotation:
    found = read(f"{defaults}annotations:\n  - {{id: rose, quote: rose, {keys}}}\n")
    assert found.problems == []
    (annotation,) = found.annotations
    return annotation


def problems(keys: str, defaults: str = "") -> list[tuple[str, int, int]]:
    return places(read(f"{defaults}annotations:\n  - {{id: rose, {keys}}}\n").problems)


def at(line: int, column: int) -> Location:
    return Location("articles/moon.yaml", line, column)


EVERYTHING = """\
annotations:
  - id: 007
    former_ids: [six]
    quote: "The Moon "
    prefix: " before"
    suffix: after
    occurrence: 2
    part: dek
    kind: claim
    speaker: luna
    attribution: paraphrase
    claim: The Moon rose.
    said_on: 1835-08-25
    said_in: The Sun
    verdict: false
    basis: It set.
    depends_on: where one stands
    checkable: true
    note: |
      *See* [the sun](sun.md).
    sources:
      - almanac
      - {source: almanac, locator: p. 3, stance: contradicts}
      - title: Tables
        url: https://example.org/
        file: tables.pdf
        author: Sol
        accessed: 2020
        archive_url: https://example.org/archive
        quote: It set.
        primary: true
    topics: [moon]
    authors: [a]
    reviewed_by: [b]
    checked_on: 2020-02-07
    review_after: 2021
    same_claim_as: [sun/rose]
    status: withdrawn
    withdrawn_because: It was late.
    changes: {date: 2020, type: correction, field: verdict, was: 'true', text: It set.}
    replies: {from: Luna, date: 2020, text: I rose., url: https://example.org/}
    dissent: {author: c, text: No.}
"""


def test_an_annotation_with_everything() -> None:
    found = read(EVERYTHING)
    assert found.problems == []
    assert found.annotations == (
        Annotation(
            id="007",
            former_ids=("six",),
            targets=(Target("The Moon ", " before", "after", 2, "dek", at(4, 12)),),
            kind="claim",
            speaker="luna",
            attribution="paraphrase",
            claim="The Moon rose.",
            said_on=Date(1835, 8, 25),
            said_in="The Sun",
            verdict="false",
            basis="It set.",
            depends_on="where one stands",
            checkable=True,
            note=Html('<p><em>See</em> <a href="\0articles/sun.md\0">the sun</a>.</p>'),
            note_text="See the sun.",
            sources=(
                ALMANAC,
                Source("An almanac", publisher="The Sun", date=Date(1835), locator="p. 3", stance="contradicts"),
                Source(
                    "Tables",
                    url="https://example.org/",
                    file="articles/tables.pdf",
                    author="Sol",
                    accessed=Date(2020),
                    archive_url="https://example.org/archive",
                    quote="It set.",
                    primary=True,
                ),
            ),
            topics=("moon",),
            authors=("a",),
            reviewed_by=("b",),
            checked_on=Date(2020, 2, 7),
            review_after=Date(2021),
            same_claim_as=("sun/rose",),
            status="withdrawn",
            withdrawn_because="It was late.",
            changes=(Change(Date(2020), "correction", "It set.", "verdict", "true"),),
            replies=(Reply("Luna", "I rose.", Date(2020), "https://example.org/"),),
            dissent=(Dissent("c", "No."),),
            location=at(2, 5),
        ),
    )
    assert found.references == (
        Reference("articles/sun.md", "", at(20, 23)),
        Reference("articles/tables.pdf", "", at(26, 15)),
    )


def test_three_lines_are_enough() -> None:
    (annotation,) = read("annotations:\n  - id: rose\n    quote: rose\n    note: Up.\n").annotations
    assert annotation == Annotation(
        "rose",
        (Target("rose", location=at(3, 12)),),
        "context",
        note=Html("<p>Up.</p>"),
        note_text="Up.",
        location=at(2, 5),
    )


def test_without_a_sidecar_there_are_no_annotations() -> None:
    assert read_annotations("articles/moon.md", None, Register(), lambda _file: Size()) == ((), (), (), [])


@pytest.mark.parametrize(
    "text", ["", "annotations:\n", "# nothing yet\n", "annotations: []", "defaults:\n  speaker: luna\n"]
)
def test_an_empty_sidecar_is_fine(text: str) -> None:
    assert read(text) == ((), (), (), [])


def test_pictures_of_notes_are_listed() -> None:
    found = read("annotations:\n  - {id: rose, quote: rose, note: '![a](b.png)'}")
    assert found.images == (Image("articles/b.png", "a", width=3, height=2),)


def test_references_and_pictures_of_all_notes_are_listed() -> None:
    found = read(
        "annotations:\n  - {id: a, quote: a, note: '![](a.png)', sources: {title: A, file: a.pdf}}\n"
        "  - {id: b, quote: b, note: '![](b.png)', sources: {title: B, file: b.pdf}}\n"
    )
    assert [reference.file[9:] for reference in found.references] == ["a.png", "a.pdf", "b.png", "b.pdf"]
    assert [image.file[9:] for image in found.images] == ["a.png", "b.png"]


# ---------------------------------------------------------------- what keys mean together


@pytest.mark.parametrize(
    ("keys", "defaults", "kind", "attribution", "speaker"),
    [
        ("note: x", "", "context", "article", ""),
        ("note: x, speaker: luna", "", "claim", "direct", "luna"),
        ("note: x, claim: y", "", "claim", "article", ""),
        ("note: x, attribution: article", "", "claim", "article", ""),
        ("basis: x, verdict: 'false', sources: almanac", "", "claim", "article", ""),
        ("note: x, kind: question, speaker: luna", "", "question", "direct", "luna"),
        ("note: x", "speaker: luna", "claim", "direct", "luna"),
        ("note: x, speaker: sol", "speaker: luna", "claim", "direct", "sol"),
        ("note: x, kind: claim", "speaker: luna", "claim", "direct", "luna"),
        (
            "note: x, kind: context",
            "{speaker: luna, attribution: direct, verdict: 'false', basis: y}",
            "context",
            "article",
            "",
        ),
        ("note: x, attribution: article", "speaker: luna", "claim", "article", ""),
        ("note: x, attribution: article, speaker: sol", "speaker: luna", "claim", "article", "sol"),
        ("note: x, attribution: paraphrase", "speaker: luna", "claim", "paraphrase", "luna"),
        ("note: x", "kind: definition", "definition", "article", ""),
        ("note: x", "attribution: paraphrase", "claim", "paraphrase", ""),
    ],
)
def test_kind_and_attribution(keys: str, defaults: str, kind: str, attribution: str, speaker: str) -> None:
    annotation = one(keys, f"defaults: {{{defaults}}}\n".replace("{{", "{").replace("}}", "}") if defaults else "")
    assert (annotation.kind, annotation.attribution, annotation.speaker) == (kind, attribution, speaker)


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        ("note: x", "topics", ("tides",)),
        ("note: x, topics: moon", "topics", ("moon",)),
        ("basis: x", "note_text", "Careful."),
        ("note: x", "note_text", "x"),
        ("note: x", "sources", (ALMANAC,)),
        ("note: x", "status", "draft"),
    ],
)
def test_defaults_hold_where_an_annotation_does_not_say_otherwise(keys: str, field: str, value: Any) -> None:
    defaults = "defaults: {topics: tides, note: Careful., sources: almanac, status: draft}\n"
    assert getattr(one(keys, defaults), field) == value


def test_one_note_on_several_places() -> None:
    found = read(
        "annotations:\n  - id: rose\n    part: title\n    note: x\n    targets:\n      - quote: The\n"
        "      - {quote: Moon, part: body, prefix: a, suffix: b, occurrence: 1}\n"
    )
    assert found.problems == []
    assert found.annotations[0].targets == (
        Target("The", part="title", location=at(6, 16)),
        Target("Moon", "a", "b", 1, "body", at(7, 17)),
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("note: x", [("missing-key", 2, 5)]),
        ("quote: a", [("missing-key", 2, 5)]),
        ("quote: a, status: draft", []),
        ("quote: a, basis: x", []),
        ("quote: a, note: x, status: withdrawn", [("missing-key", 2, 43)]),
        ("quote: a, status: withdrawn, withdrawn_because: y", []),
        ("quote: a, note: x, targets: {quote: b}", [("quote-and-targets", 2, 16)]),
        ("prefix: a, note: x, targets: {quote: b}", [("quote-and-targets", 2, 16)]),
        ("quote: a, note: '', basis: [], status: published", [("missing-key", 2, 5)]),
        ("quote: a, note: x, status: withdrawn, withdrawn_because: ['']", [("missing-key", 2, 43)]),
        ("note: x, targets: []", [("missing-key", 2, 5)]),
        ("note: x, targets: ['', ' ']", [("missing-key", 2, 5)]),
        ("quote: a, note: x, sources: almanac, verdict: 'false'", [("verdict-without-basis", 2, 62)]),
        ("quote: a, basis: x, verdict: 'false'", [("verdict-without-source", 2, 45)]),
        ("quote: a, sources: almanac, basis: [x, y], verdict: 'false'", [("wrong-type", 2, 51)]),
        ("quote: a, sources: almanac, basis: x, verdict: 'f', kind: context", [("verdict-without-claim", 2, 63)]),
        ("quote: a, sources: almanac, basis: x, verdict: 'f', checkable: false", [("verdict-without-claim", 2, 63)]),
        ("quote: [a], note: x", [("wrong-type", 2, 23)]),
        ("quote: a, note: x, sources: [b, {source: c}]", [("unknown-source", 2, 45), ("unknown-source", 2, 57)]),
        ("quote: a, note: x, sources: {url: 'https://example.org/'}", [("missing-key", 2, 44)]),
        ("quote: a, note: x, sources: {title: [b, c]}", [("wrong-type", 2, 52)]),
        ("quote: a, note: x, former_ids: rose", [("duplicate-id", 2, 47)]),
        ("quote: a, note: x, changes: {date: 2020, text: y}", [("missing-key", 2, 44)]),
    ],
)
def test_what_does_not_go_together(keys: str, expected: list[tuple[str, int, int]]) -> None:
    assert problems(keys) == expected


TWO_NOTES = "annotations:\n  - {id: a, quote: a, note: x}\n  - {id: b, quote: b, note: x}\n"


def test_what_is_wrong_in_a_default_is_told_there_once() -> None:
    text = f"defaults: {{sources: b}}\n{TWO_NOTES}"
    assert set(places(read(text).problems)) == {("unknown-source", 1, 21)}


def test_what_an_annotation_lacks_for_a_default_is_told_at_each() -> None:
    text = f"defaults: {{verdict: 'false', sources: almanac}}\n{TWO_NOTES}"
    assert places(read(text).problems) == [("verdict-without-basis", 3, 5), ("verdict-without-basis", 4, 5)]


@pytest.mark.parametrize("sources", ["", "[]", "''", "['']", "[[], ' ']", "{}"])
def test_empty_sources_are_none(sources: str) -> None:
    assert problems(f"quote: a, basis: x, verdict: 'false', sources: {sources}") == [("verdict-without-source", 2, 45)]


def test_empty_sources_do_not_take_those_of_the_defaults_away() -> None:
    assert one("note: x, sources: ['']", "defaults: {sources: almanac}\n").sources == (ALMANAC,)


def test_a_site_may_do_without_sources() -> None:
    text = b"annotations: {id: a, quote: a, basis: x, verdict: 'false'}"
    found = read_annotations("articles/moon.md", text, Register(), lambda _file: Size(), source_required=False)
    assert found.problems == []


def test_ids_are_the_same_however_their_letters_are_composed() -> None:
    (annotation,) = read(
        'annotations: {id: "e\\u0301", quote: a, note: x, speaker: "rene\\u0301", same_claim_as: "e\\u0301/a",'
        ' authors: "rene\\u0301"}'
    ).annotations
    assert (annotation.id, annotation.speaker) == ("é", "rené")
    assert (annotation.same_claim_as, annotation.authors) == (("é/a",), ("rené",))


def test_one_bad_annotation_does_not_hide_the_next() -> None:
    found = read(
        "annotations:\n  - quote: a\n    note: x\n  - id: b\n    quote: b\n    note: x\n    kidn: claim\n"
        "  - id: b\n    quote: c\n    note: x\n"
    )
    assert [annotation.id for annotation in found.annotations] == ["b", "b"]
    assert places(found.problems) == [("missing-key", 2, 5), ("unknown-key", 7, 5), ("duplicate-id", 8, 9)]
