from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cache.facts import ArticleFacts, condense, digest, open_annotation, open_body, open_outline
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    ArticleOutline,
    Body,
    Change,
    Date,
    Heading,
    Html,
    Image,
    LineStart,
    NoteOutline,
    Piece,
    Reference,
    Source,
    Span,
    Target,
)
from site_builder.problems import Location, Problem, error, warning
from tests.archives import plain_body

BODY = Body(
    pieces=(Piece("markup", "<h2>"), Piece("text", "A\tb"), Piece("gap", "\n"), Piece("text", "c"), Piece("stop", "")),
    gaps=(3,),
    lines=(LineStart(0, 4),),
    headings=(Heading(2, "a-b", "A\tb"),),
    references=(Reference("articles/b.md", "x", Location("articles/a.md", 4, 2)),),
    text="A\tb\nc",
)


def note(annotation_id: str, start: int = 0, **others: Any) -> Annotation:
    plain = Annotation(annotation_id, (Target("A"),), "claim", spans=(Span("body", start, start + 1),))
    return replace(plain, location=Location("articles/a.yaml", 3, 5), **others)


ARTICLE = AnnotatedArticle(
    "articles/a.md",
    "a",
    "A title",
    date=Date(2020, 2),
    body=BODY,
    references=(Reference("assets/a.pdf", "", Location("articles/a.yaml", 9)),),
    annotations=(note("x", speaker="ada", note_text="Line\n\ttab"), note("y", 2, authors=("jo",), reviewed_by=("bo",))),
    location=Location("articles/a.md"),
)


def outline_of(article: AnnotatedArticle) -> ArticleOutline:
    outline = open_outline(json.loads(condense(article, (), {}).outline)).outline
    assert outline
    return outline


def annotations_of(facts: ArticleFacts) -> dict[str, Annotation]:
    rows = (line.partition("\t") for line in facts.notes.split("\n"))
    return {annotation_id: open_annotation(line) for annotation_id, _, line in rows}


def test_an_outline_holds_the_front_matter_and_what_links() -> None:
    outline = outline_of(ARTICLE)
    front = {field.name: getattr(outline.article, field.name) for field in fields(outline.article)}
    assert front == {name: getattr(ARTICLE, name) for name in front}
    assert outline.people == ("bo", "jo")
    assert outline.links == (("articles/b.md", "x"), ("assets/a.pdf", ""))
    assert outline.updated == Date(2020, 2)
    assert [(one.id, one.number, one.speaker, one.line, one.column) for one in outline.notes] == [
        ("x", 1, "ada", 3, 5),
        ("y", 2, "", 3, 5),
    ]


def test_annotations_and_text_come_back() -> None:
    facts = condense(ARTICLE, (), {})
    opened = annotations_of(facts)
    assert [replace(one, location=Location("articles/a.yaml", 3, 5)) for one in opened.values()] == list(
        ARTICLE.annotations
    )
    body = open_body(facts.body)
    assert (body.pieces, body.headings, body.text) == (BODY.pieces, BODY.headings, BODY.text)
    assert {type(piece) for piece in body.pieces} == {Piece}


def test_problems_and_pictures_are_kept() -> None:
    told = [error("a", "b", Location("c", 2, 3), "d"), warning("e", "f", Location("g"))]
    for article in (ARTICLE, None):
        studied = open_outline(json.loads(condense(article, told, {"a.png": (3, 2, True)}).outline))
        assert studied.problems == told
        assert {name: tuple(size) for name, size in studied.pictures.items()} == {"a.png": (3, 2, True)}
        assert (studied.outline is None) == (article is None)


def test_notes_are_numbered_as_readers_meet_them_then_withdrawn_ones_and_drafts_not_at_all() -> None:
    notes = (note("late", 2), note("draft", 0, status="draft"), note("gone", 0, status="withdrawn"), note("early", 0))
    outline = outline_of(replace(ARTICLE, annotations=notes))
    assert [(one.id, one.number) for one in outline.notes] == [("early", 1), ("late", 2), ("gone", 3), ("draft", 0)]


def test_the_notes_of_a_withdrawn_article_stand_in_their_order() -> None:
    notes = (note("late", 2), note("gone", 0, status="withdrawn"))
    outline = outline_of(replace(ARTICLE, status="withdrawn", annotations=notes))
    assert [(one.id, one.number) for one in outline.notes] == [("gone", 1), ("late", 2)]


DATES = st.none() | st.builds(Date, st.integers(1, 9999), st.none() | st.integers(1, 12), st.none())
NAMES = st.lists(st.sampled_from(["a", "b/c", "ü"]), max_size=2).map(tuple)


@given(DATES, NAMES, NAMES, NAMES, st.lists(DATES.filter(bool), max_size=2), st.booleans())
def test_an_outline_of_a_note_comes_back_whichever_of_its_fields_are_as_most(
    said_on: Date | None,
    topics: tuple[str, ...],
    same: tuple[str, ...],
    former: tuple[str, ...],
    days: list[Date],
    checkable: bool,
) -> None:
    changes = tuple(Change(day, "update", "x") for day in days)
    annotation = note(
        "x", said_on=said_on, topics=topics, same_claim_as=same, former_ids=former, changes=changes, checkable=checkable
    )
    (found,) = outline_of(replace(ARTICLE, annotations=(annotation,))).notes
    assert (found.said_on, found.topics, found.same_claim_as, found.former_ids) == (said_on, topics, same, former)
    assert (found.changes, found.checkable) == (tuple(days), checkable)
    assert all(isinstance(value, Date) for value in (found.said_on, found.changed_on, *found.changes) if value)


# ---------------------------------------------------------------- what digests tell

OTHER: dict[str, Any] = {
    "former_ids": ("w",),
    "speaker": "bob",
    "attribution": "direct",
    "claim": "It is.",
    "said_on": Date(2019),
    "said_in": "a letter",
    "verdict": "false",
    "basis": "No.",
    "depends_on": "It.",
    "checkable": False,
    "note": Html("<p>x</p>"),
    "note_text": "x",
    "sources": (Source("A book"),),
    "topics": ("t",),
    "authors": ("jo",),
    "reviewed_by": ("jo",),
    "checked_on": Date(2021),
    "review_after": Date(2031),
    "same_claim_as": ("b/x",),
    "status": "withdrawn",
    "withdrawn_because": "x",
    "changes": (Change(Date(2022), "update", "x"),),
    "spans": (Span("title", 0, 1),),
    "targets": (Target("b"),),
    "kind": "context",
    "id": "z",
}
NOT_COMPARED = {"location", "passage", "replies", "dissent"}


def test_every_field_of_an_annotation_is_tried() -> None:
    assert {field.name for field in fields(Annotation)} - NOT_COMPARED == OTHER.keys()


@pytest.mark.parametrize("field", OTHER)
def test_whatever_changes_in_a_note_changes_its_digest_and_the_articles(field: str) -> None:
    before = outline_of(replace(ARTICLE, annotations=(note("x"),)))
    after = outline_of(replace(ARTICLE, annotations=(note("x", **{field: OTHER[field]}),)))
    assert before.notes[0].digest != after.notes[0].digest
    assert before.whole_digest != after.whole_digest
    assert (before.digest, before.body_digest) == (after.digest, after.body_digest)


OF_OUTLINES = set(NoteOutline._fields) & OTHER.keys()


@pytest.mark.parametrize("field", sorted(OF_OUTLINES | {"checked_on"}))
def test_what_is_seen_unopened_changes_the_face(field: str) -> None:
    before = outline_of(replace(ARTICLE, annotations=(note("x"),)))
    after = outline_of(replace(ARTICLE, annotations=(note("x", **{field: OTHER[field]}),)))
    assert before.notes[0].face != after.notes[0].face
    assert before.face != after.face


@pytest.mark.parametrize("field", ["basis", "note_text", "sources", "claim", "authors"])
def test_what_is_seen_only_opened_does_not_change_the_face(field: str) -> None:
    before = outline_of(replace(ARTICLE, annotations=(note("x"),)))
    after = outline_of(replace(ARTICLE, annotations=(note("x", **{field: OTHER[field]}),)))
    assert before.face == after.face


def test_where_a_note_stands_in_its_file_is_no_part_of_any_digest() -> None:
    there = outline_of(ARTICLE)
    moved = [replace(one, location=Location("articles/a.yaml", 90, 7)) for one in ARTICLE.annotations]
    elsewhere = outline_of(replace(ARTICLE, annotations=tuple(moved)))
    assert [one.line for one in elsewhere.notes] == [90, 90]
    assert [one.digest for one in there.notes] == [one.digest for one in elsewhere.notes]
    assert (there.face, there.whole_digest) == (elsewhere.face, elsewhere.whole_digest)


def test_a_draft_changes_the_face_alone() -> None:
    """Nothing of it is published, but its article is linked by it: who links to it is told."""
    before, after = (
        outline_of(replace(ARTICLE, annotations=(note("x", status="draft", basis=basis),))) for basis in ("", "No.")
    )
    assert before.whole_digest == after.whole_digest


@pytest.mark.parametrize(
    "changes", [{"title": "B"}, {"image": Image("a.png")}, {"extra": {"a": "b"}}, {"topics": ("t",)}]
)
def test_the_front_matter_changes_the_face_of_the_article_and_of_its_notes(changes: dict[str, Any]) -> None:
    before, after = outline_of(ARTICLE), outline_of(replace(ARTICLE, **changes))
    assert before.digest != after.digest
    assert before.face != after.face
    assert before.whole_digest != after.whole_digest
    assert all(one.face != other.face for one, other in zip(before.notes, after.notes, strict=True))
    assert before.body_digest == after.body_digest


def test_the_text_changes_the_whole_and_not_the_face() -> None:
    before, after = outline_of(ARTICLE), outline_of(replace(ARTICLE, body=plain_body("Other words")))
    assert before.body_digest != after.body_digest
    assert before.whole_digest != after.whole_digest
    assert (before.face, before.digest) == (after.face, after.digest)


def test_a_digest_is_of_any_text() -> None:
    assert digest("\ud800") != digest("?")
    assert len(digest("")) == 24


def test_problems_keep_their_order() -> None:
    told: list[Problem] = [error(code, "x", Location("a")) for code in "ba"]
    assert open_outline(json.loads(condense(None, told, {}).outline)).problems == told
