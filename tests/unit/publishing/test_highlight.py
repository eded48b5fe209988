from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from site_builder.anchoring.anchor import anchor_article
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Body,
    Config,
    Image,
    Note,
    Piece,
    Span,
    Target,
    Tone,
    Verdict,
)
from site_builder.publishing import highlight
from site_builder.publishing.highlight import Chunk
from site_builder.reading.markdown import render_markdown
from tests.archives import assemble, note_of
from tests.wording import ENGLISH

highlight_body = partial(highlight.highlight_body, wording=ENGLISH)
highlight_text = partial(highlight.highlight_text, wording=ENGLISH)
marker_label = partial(highlight.marker_label, wording=ENGLISH)

CASES = Path(__file__).parents[2] / "cases" / "highlighting"


class PlainLinks:
    """Addresses that are printed as they are."""

    def link(self, address: str, _line: int) -> str:
        return address

    def picture(self, address: str, _line: int) -> Image:
        return Image(address)


def number_notes(article: AnnotatedArticle) -> list[Note]:
    """Return the notes of an article as the archive numbers them."""
    (entry,) = assemble(Config("Test"), article).articles
    return list(entry.notes)


def note_on(*spans: Span, number: int = 1, tone: Tone | None = None, **fields: Any) -> Note:
    targets = tuple(Target("words", part=span.part) for span in spans) or (Target("words"),)
    annotation = Annotation(**{"id": f"n{number}", "targets": targets, "kind": "context", "spans": spans} | fields)
    verdicts = {"key": Verdict("key", "Mostly <true>", tone=tone)} if tone else {}
    article = AnnotatedArticle("article.md", "article", "Title")
    return note_of(replace(annotation, verdict="key" if tone else ""), article, number, verdicts)


def body_of(*pieces: tuple[Any, str]) -> Body:
    made = tuple(Piece(*piece) for piece in pieces)
    return Body(made, text="".join(piece.value for piece in made if piece.kind in {"text", "gap"}))


def html_of(chunks: Sequence[Chunk]) -> str:
    return "".join(chunk.html for chunk in chunks)


# ---------------------------------------------------------------- cases


def _load() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    ]


def _target(entry: dict[str, Any]) -> Target:
    occurrence = int(entry["occurrence"]) if "occurrence" in entry else None
    return Target(entry["quote"], occurrence=occurrence, part=entry.get("part", "body"))


def _shorten(chunks: Sequence[Chunk]) -> str:
    """Write chunks in the shorthand of the cases."""
    text = ""
    for html, notes in chunks:
        text += str(html) + (f"{{{' '.join(note.annotation.id for note in notes)}}}" if notes else "")
    text = re.sub('<mark data-notes="([^"]*)" data-tone="none">(.*?)</mark>', r"⟦\1:\2⟧", text, flags=re.DOTALL)
    return re.sub('<a class="marker" id="ref-([^"]*)"[^>]*>[0-9]+</a>', r"⟨\1⟩", text)


@pytest.mark.parametrize("case", _load())
def test_case(case: dict[str, Any]) -> None:
    annotations = tuple(
        Annotation(entry["id"], tuple(map(_target, entry.get("targets", [entry]))), "context")
        for entry in case["notes"]
    )
    body = render_markdown(case["article"], PlainLinks()).body
    article = AnnotatedArticle("article.md", "article", case.get("title", ""), body=body, annotations=annotations)
    anchored, problems = anchor_article(article)
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert _shorten(highlight_body(body, number_notes(anchored))) == case["html"]


# ---------------------------------------------------------------- marks and markers as they are printed


def test_a_mark_and_a_marker_in_full() -> None:
    (chunk,) = highlight_body(
        body_of(("text", "one two"), ("stop", "")), [note_on(Span("body", 0, 3), number=3, id="moon")]
    )
    assert chunk.html == (
        '<mark data-notes="moon" data-tone="none">one</mark>'
        '<a class="marker" id="ref-moon" href="#note-moon" role="doc-noteref" aria-label="Note 3, Context"'
        " data-annotation-ui>3</a> two"
    )
    assert isinstance(chunk.html, Markup)


@pytest.mark.parametrize(
    ("tones", "strongest"),
    [
        (["positive", "negative"], "negative"),
        (["neutral", "mixed"], "mixed"),
        (["positive", "neutral"], "neutral"),
        ([None, "positive"], "positive"),
        ([None, None], "none"),
    ],
)
def test_the_tone_with_the_strongest_say_is_shown(tones: list[Tone | None], strongest: str) -> None:
    notes = [note_on(Span("body", 0, 3), number=number, tone=tone) for number, tone in enumerate(tones, 1)]
    html = html_of(highlight_body(body_of(("text", "one")), notes))
    assert re.findall('data-tone="([^"]*)"', html) == [strongest]


@pytest.mark.parametrize(
    ("note", "label"),
    [
        (note_on(tone="mixed", number=3, kind="claim"), "Note 3, Mostly <true>"),
        (note_on(number=4), "Note 4, Context"),
        (note_on(number=5, kind="claim"), "Note 5, Not rated"),
    ],
)
def test_what_a_screen_reader_says(note: Note, label: str) -> None:
    assert marker_label(note) == label


def test_a_verdict_cannot_bring_tags_into_the_page() -> None:
    html = html_of(highlight_body(body_of(("text", "one")), [note_on(Span("body", 0, 3), tone="mixed")]))
    assert 'aria-label="Note 1, Mostly &lt;true&gt;"' in html


# ---------------------------------------------------------------- where notes stand


def test_a_note_whose_end_no_stop_follows_stands_at_the_end() -> None:
    body = body_of(("text", "one"), ("stop", ""), ("text", "two"), ("markup", "<hr>"))
    note = note_on(Span("body", 3, 6))
    assert [chunk.notes for chunk in highlight_body(body, [note])] == [(note,)]


def test_a_note_without_a_place_stands_at_the_end() -> None:
    body = body_of(("text", "one"), ("stop", ""))
    placed, unplaced = note_on(Span("body", 0, 3)), note_on(number=2)
    assert [chunk.notes for chunk in highlight_body(body, [placed, unplaced])] == [(placed,), (unplaced,)]


def test_a_note_on_the_title_does_not_stand_in_the_body() -> None:
    body = body_of(("text", "one"), ("stop", ""))
    note = note_on(Span("title", 0, 3), Span("body", 0, 3))
    (chunk,) = highlight_body(body, [note])
    assert chunk.notes == ()
    assert re.findall('id="([^"]*)"', chunk.html) == ["ref-n1.2"]


def test_notes_of_one_place_stand_by_number() -> None:
    body = body_of(("text", "one two"), ("stop", ""))
    notes = [note_on(Span("body", 0, 3), number=2), note_on(Span("body", 4, 7), number=1)]
    (chunk,) = highlight_body(body, notes)
    assert [note.number for note in chunk.notes] == [1, 2]


def test_the_order_in_which_notes_are_given_does_not_matter() -> None:
    first, second = note_on(Span("body", 0, 3)), note_on(Span("body", 0, 3), number=2)
    body = body_of(("text", "one"), ("stop", ""))
    (chunk,) = highlight_body(body, [second, first])
    assert [chunk] == highlight_body(body, [first, second])
    assert 'data-notes="n1 n2"' in chunk.html
    assert re.findall(">([0-9])</a>", chunk.html) == ["1", "2"]


def test_an_empty_body_has_no_chunks() -> None:
    assert highlight_body(Body(), []) == []


# ---------------------------------------------------------------- title, dek, caption


def test_a_text_is_escaped_and_marked() -> None:
    html = highlight_text("A & B <C>", "title", [note_on(Span("title", 4, 9)), note_on(Span("body", 0, 1), number=2)])
    assert isinstance(html, Markup)
    assert html.startswith('A &amp; <mark data-notes="n1" data-tone="none">B &lt;C&gt;</mark><a class="marker"')
    assert html.endswith(">1</a>")


def test_no_mark_crosses_the_end_of_a_line() -> None:
    lines = highlight_text("one two\nthree", "dek", [note_on(Span("dek", 4, 13))]).split("\n")
    assert [re.sub("<a .*</a>", "⟨⟩", line) for line in lines] == [
        'one <mark data-notes="n1" data-tone="none">two</mark>',
        '<mark data-notes="n1" data-tone="none">three</mark>⟨⟩',
    ]


def test_an_empty_text_is_empty() -> None:
    assert highlight_text("", "caption", []) == ""
