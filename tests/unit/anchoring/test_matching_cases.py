"""The cases of tests/cases/matching/, each of them an article with one note; the README there says what they hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.anchoring.anchor import anchor_article
from site_builder.model import PARTS, Annotation, Image, Part, Span, Target
from tests.unit.anchoring.plain_article import plain_article

CASES = Path(__file__).parents[2] / "cases" / "matching"
KEYS = {"name", "text", "title", "dek", "caption", "targets", "status", "problem"} | set(Target.__slots__)


def _load() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    ]


def _take_brackets(text: str, part: Part) -> tuple[str, list[Span]]:
    """Return the text without its brackets and the spans that they stood around."""
    spans = [
        Span(part, match.start() - 2 * index, match.end() - 2 * index - 2)
        for index, match in enumerate(re.finditer("⟦[^⟧]*⟧", text))
    ]
    return re.sub("[⟦⟧]", "", text), spans


def _target(entry: dict[str, str]) -> Target:
    fields: dict[str, Any] = {key: value for key, value in entry.items() if key in Target.__slots__}
    if "occurrence" in fields:
        fields["occurrence"] = int(fields["occurrence"])
    return Target(**fields)


@pytest.mark.parametrize("case", _load())
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    targets = tuple(_target(entry) for entry in case.get("targets", [case]))
    texts: dict[Part, str] = {
        "title": case.get("title", ""),
        "dek": "\n".join(case.get("dek", ())),
        "caption": case.get("caption", ""),
        "body": case["text"],
    }
    taken = {part: _take_brackets(texts[part], part) for part in PARTS}
    article = plain_article(
        taken["body"][0],
        title=taken["title"][0],
        deks=tuple(taken["dek"][0].split("\n")),
        image=Image(caption=taken["caption"][0]),
        annotations=(Annotation("note", targets, "context", status=case.get("status", "published")),),
    )
    anchored, problems = anchor_article(article)
    assert sorted(anchored.annotations[0].spans) == sorted(span for _, spans in taken.values() for span in spans)
    assert [part for found in problems for part in (found.code, found.message, found.hint)] == case.get("problem", [])
