"""The raw article that came with the project, imported and built; skipped where it is not beside the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.anchoring.anchor import anchor_article
from site_builder.config import load_config
from site_builder.exchange.plain_text import read_plain_text
from site_builder.model import AnnotatedArticle, Annotation
from site_builder.workbench.importing import ImportResult, import_file
from tests.unit.reading.content_folders import read_folder

SEEDS = sorted((Path(__file__).resolve().parents[2] / "shared" / "seed").glob("*.txt"))

pytestmark = pytest.mark.skipif(not SEEDS, reason="the raw article is not beside the repository")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[ImportResult, AnnotatedArticle, Path]:
    content = tmp_path_factory.mktemp("seed") / "content"
    content.mkdir()
    (content / "site.yaml").write_text("format: 1\ntitle: A site\n", encoding="utf-8", newline="\n")
    result = import_file(SEEDS[0], content)
    config, problems = load_config(content)
    assert config is not None
    read = read_folder(content, config)
    article, anchoring_problems = anchor_article(read.articles[0])
    assert [*problems, *read.problems, *anchoring_problems] == []
    return result, article, content


def test_every_draft_has_its_place(imported: tuple[ImportResult, AnnotatedArticle, Path]) -> None:
    result, article, _ = imported
    assert len(article.annotations) == result.statement_count > 0
    for annotation in article.annotations:
        assert annotation.status == "draft"
        (target,), (span,) = annotation.targets, annotation.spans
        assert article.text_of(target.part)[span.start : span.end] == target.quote


@pytest.mark.parametrize(
    ("beginning", "part", "attribution"),
    [
        ("slammed", "body", "paraphrase"),
        ("Local law enforcement officials", "body", "paraphrase"),
        ("It’s past time", "body", "direct"),
        ("As law enforcement professionals", "body", "direct"),
        ("To the public", "body", "direct"),
        ("The raids occurred", "body", "paraphrase"),
        ("We don’t run", "body", "direct"),
    ],
)
def test_attributed_statements(
    imported: tuple[ImportResult, AnnotatedArticle, Path], beginning: str, part: str, attribution: str
) -> None:
    annotation = find(imported[1], beginning)
    assert (annotation.targets[0].part, annotation.attribution) == (part, attribution)
    assert annotation.speaker == "matthew-albence"
    assert annotation.kind == "claim"


def test_where_it_was_said_is_kept(imported: tuple[ImportResult, AnnotatedArticle, Path]) -> None:
    assert find(imported[1], "slammed").said_in == "White House press briefing"
    assert find(imported[1], "As law enforcement").said_in == "statement"


def test_the_statement_of_the_second_dek_line(imported: tuple[ImportResult, AnnotatedArticle, Path]) -> None:
    article = imported[1]
    (annotation,) = [one for one in article.annotations if one.targets[0].quote in article.deks[1]]
    assert (annotation.targets[0].part, annotation.attribution) == ("dek", "paraphrase")
    assert annotation.speaker == "matthew-albence"


def test_examples_that_nobody_is_named_for(imported: tuple[ImportResult, AnnotatedArticle, Path]) -> None:
    article = imported[1]
    before, after = find(article, "It’s past time").spans[0].end, find(article, "As law enforcement").spans[0].start
    between = [
        one for one in article.annotations if one.targets[0].part == "body" and before < one.spans[0].start < after
    ]
    assert {(one.attribution, one.speaker) for one in between} == {("article", "")}
    paragraphs = article.text_of("body")[before:after].split("\n")
    examples = [text for text in filter(None, paragraphs[2:]) if text != "“"]
    assert len(examples) == 4
    assert all(any(one.targets[0].quote in text for one in between) for text in examples)


def test_one_speaker_one_outlet_one_author(imported: tuple[ImportResult, AnnotatedArticle, Path]) -> None:
    _, article, content = imported
    speakers: Any = yaml.load((content / "speakers.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert list(speakers) == ["matthew-albence"]
    assert speakers["matthew-albence"]["role"] == "Acting Director"
    assert speakers["matthew-albence"]["affiliation"].endswith("Customs Enforcement")
    assert (len(article.authors), bool(article.outlet)) == (1, True)
    assert len(article.deks) == 2
    assert article.image is not None
    assert article.image.caption == "Matthew Albence"
    assert article.image.credit
    assert article.date is None


def test_the_text_is_the_text_that_was_read(imported: tuple[ImportResult, AnnotatedArticle, Path]) -> None:
    raw = SEEDS[0].read_text(encoding="utf-8")
    read = read_plain_text(raw)
    assert list(filter(None, imported[1].text_of("body").split("\n"))) == list(read.paragraphs)
    assert all(paragraph in raw for paragraph in read.paragraphs)
    kept = [read.title, *read.deks, read.caption, read.credit, *read.authors, read.outlet, *read.paragraphs]
    left = raw
    for part in kept:
        left = left.replace(part, "", 1)
    assert "".join(left.split()) == "/IMAGE:(,)"


def find(article: AnnotatedArticle, beginning: str) -> Annotation:
    (found,) = [one for one in article.annotations if one.targets[0].quote.startswith(beginning)]
    return found
