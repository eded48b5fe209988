from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from site_builder.anchoring.anchor import anchor_article
from site_builder.anchoring.fold import Folded, fold
from site_builder.model import AnnotatedArticle, Annotation, Body, LineStart, Piece, Span, Target
from site_builder.problems import Location
from tests.unit.anchoring.plain_article import plain_article

REPOSITORY = Path(__file__).resolve().parents[3]
LITBANK = REPOSITORY.parent / "shared" / "fixtures" / "litbank" / "litbank-5.jsonl"


def test_spans_stand_in_the_order_of_the_targets() -> None:
    note = Annotation("note", (Target("last"), Target("Title", part="title"), Target("first")), "context")
    article, problems = anchor_article(plain_article("first and last", title="Title", annotations=(note,)))
    assert article.annotations[0].spans == (Span("body", 10, 14), Span("title", 0, 5), Span("body", 0, 5))
    assert problems == []


def test_a_target_without_a_place_leaves_the_annotation_without_spans() -> None:
    note = Annotation("note", (Target("first"), Target("third")), "context")
    article, problems = anchor_article(plain_article("first and last", annotations=(note,)))
    assert article.annotations[0].spans == ()
    assert [problem.code for problem in problems] == ["quote-not-found"]


def test_every_annotation_is_kept_and_every_quote_told_of() -> None:
    quotes = ["first", "third", "and", "fourth"]
    article, problems = anchor_article(plain_article("first and last", *map(Target, quotes)))
    assert [bool(note.spans) for note in article.annotations] == [True, False, True, False]
    assert [problem.code for problem in problems] == ["quote-not-found", "quote-not-found"]


def test_nothing_else_of_the_article_changes() -> None:
    before = plain_article("first and last", Target("first"))
    after, _ = anchor_article(before)
    assert before.annotations[0].spans == ()
    assert after.body is before.body
    assert after.annotations[0].targets is before.annotations[0].targets


def test_a_problem_stands_where_the_quote_does() -> None:
    place = Location("articles/article.yaml", 3, 12)
    _, problems = anchor_article(plain_article("first and last", Target("third", location=place)))
    assert [problem.location for problem in problems] == [place]


def test_lines_are_those_of_the_articles_file() -> None:
    body = Body((Piece("text", "one two"),), lines=(LineStart(0, 8), LineStart(4, 9)), text="one two")
    note = Annotation("note", (Target("wo"),), "context")
    _, problems = anchor_article(AnnotatedArticle("a/bread.md", "bread", "Bread", body=body, annotations=(note,)))
    assert [problem.message for problem in problems] == ["the quote starts inside “two” (line 9 of bread.md)"]


@pytest.mark.parametrize(
    ("article", "note", "severities"),
    [
        ("published", "published", ["error"]),
        ("published", "draft", ["warning"]),
        ("published", "withdrawn", []),
        ("draft", "published", ["warning"]),
        ("draft", "draft", ["warning"]),
        ("withdrawn", "published", []),
    ],
)
def test_how_bad_it_is_to_have_no_place(article: Any, note: Any, severities: list[str]) -> None:
    annotation = Annotation("note", (Target("third"),), "context", status=note)
    _, problems = anchor_article(plain_article("first and last", annotations=(annotation,), status=article))
    assert [problem.severity for problem in problems] == severities


def test_a_withdrawn_note_is_placed_where_it_can_be() -> None:
    annotation = Annotation("note", (Target("first"),), "context", status="withdrawn")
    article, _ = anchor_article(plain_article("first and last", annotations=(annotation,)))
    assert article.annotations[0].spans == (Span("body", 0, 5),)


def test_each_part_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []

    def counted(text: str) -> Folded:
        texts.append(text)
        return fold(text)

    monkeypatch.setattr("site_builder.anchoring.part_text.fold", counted)
    targets = (*map(Target, ["first", "and", "last"]), Target("Title", part="title"))
    _, problems = anchor_article(plain_article("first and last", *targets, title="Title"))
    assert (problems, texts) == ([], ["first and last", "Title"])


def test_the_comparison_is_loaded_only_for_a_quote_that_is_not_found() -> None:
    program = """
import sys
from site_builder.anchoring.anchor import anchor_article
from site_builder.model import Target
from tests.unit.anchoring.plain_article import plain_article
for quote in ("first", "third"):
    anchor_article(plain_article("first and last", Target(quote)))
    print(any(name.startswith("rapidfuzz") for name in sys.modules))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.split() == ["False", "True"]


def test_twenty_megabytes() -> None:
    paragraph = "Prices rose — “again” — and nobody knew why. " * 10
    filler = f"{paragraph}\n\n" * 20_000
    text = f"{filler}The ministers did not know.\n\n{filler}"
    assert len(text.encode()) > 20_000_000
    quotes = ["The ministers did not know.", "The ministers did know."]
    article, problems = anchor_article(plain_article(text, *map(Target, quotes)))
    assert article.annotations[0].spans == (Span("body", len(filler), len(filler) + len(quotes[0])),)
    (problem,) = problems
    assert problem.message == (
        "the quote is not in article.md; nearest is line 40001, “The ministers did not know.”: "
        "it has “not”, which the quote leaves out"
    )


def _books() -> list[Any]:
    lines = LITBANK.read_text(encoding="utf-8").splitlines() if LITBANK.exists() else []
    return [pytest.param(book, id=book["id"]) for book in map(json.loads, lines)]


@pytest.mark.skipif(not LITBANK.exists(), reason="the fixtures beside the repository are not here")
@pytest.mark.parametrize("book", _books())
def test_the_quotations_of_novels_across_paragraphs(book: dict[str, Any]) -> None:
    text = "\n\n".join(paragraph["text"] for paragraph in book["paragraphs"])
    entries = book["annotations"]
    targets = [Target(entry["quote"], entry["prefix"], entry["suffix"]) for entry in entries]
    article, problems = anchor_article(plain_article(text, *targets))
    assert problems == []
    assert [note.spans for note in article.annotations] == [
        (Span("body", entry["start"], entry["end"]),) for entry in entries
    ]
    assert any("\n\n" in target.quote for target in targets)
