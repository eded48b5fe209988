"""The raw articles of tests/cases/import/, read and compared with what an editor would mark in them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.exchange.article import ImportedArticle
from site_builder.exchange.plain_text import read_plain_text

CASES = Path(__file__).parents[2] / "cases" / "import"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))
LEAST = 0.9  # precision and recall, of statements and of speakers
HELD_OUT = CASES.with_name("import_held_out")
LEAST_HELD_OUT = 0.65  # what the rules do on texts that they were not made from; it may only rise


@dataclass(frozen=True)
class Score:
    """How many of the listed entries were found, and how many of the found entries are listed."""

    found: frozenset[object]
    listed: frozenset[object]

    @property
    def precision(self) -> float:
        return len(self.found & self.listed) / len(self.found)

    @property
    def recall(self) -> float:
        return len(self.found & self.listed) / len(self.listed)

    def __str__(self) -> str:
        differences = [f"\n  missing {entry}" for entry in sorted(map(str, self.listed - self.found))]
        differences += [f"\n  too much {entry}" for entry in sorted(map(str, self.found - self.listed))]
        return f"precision {self.precision:.2f} recall {self.recall:.2f}" + "".join(differences)


def read_case(name: str, folder: Path = CASES) -> tuple[ImportedArticle, dict[str, Any]]:
    article = read_plain_text((folder / f"{name}.txt").read_text(encoding="utf-8"))
    expected: dict[str, Any] = yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return article, expected


def quotes_of(entry: dict[str, Any]) -> tuple[str, ...]:
    return (entry["quote"],) if isinstance(entry["quote"], str) else tuple(entry["quote"])


def score_statements(article: ImportedArticle, expected: dict[str, Any]) -> Score:
    found = frozenset(
        (one.part, tuple(passage.quote for passage in one.passages), one.attribution, one.speaker_id or "")
        for one in article.statements
    )
    listed = frozenset(
        (entry.get("part", "body"), quotes_of(entry), entry["attribution"], entry.get("speaker", ""))
        for entry in expected["statements"]
    )
    return Score(found, listed)


def score_speakers(article: ImportedArticle, expected: dict[str, Any]) -> Score:
    found = frozenset((speaker.id, speaker.type, speaker.role) for speaker in article.speakers)
    listed = frozenset((entry["id"], entry["type"], entry.get("role", "")) for entry in expected["speakers"])
    return Score(found, listed)


def print_scores(name: str, folder: Path) -> list[float]:
    """Print precision and recall with what differs, and return the four numbers."""
    article, expected = read_case(name, folder)
    scores = {"statements": score_statements(article, expected), "speakers": score_speakers(article, expected)}
    for subject, score in scores.items():
        sys.stdout.write(f"\n{name}: {subject} {score}")
    return [number for score in scores.values() for number in (score.precision, score.recall)]


def test_there_are_cases() -> None:
    assert len(NAMES) >= 3
    assert list(HELD_OUT.glob("*.txt"))
    assert all((CASES / f"{name}.yaml").is_file() for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_statements_and_speakers(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        scores = print_scores(name, CASES)
    assert min(scores) >= LEAST, name


@pytest.mark.parametrize("name", sorted(path.stem for path in HELD_OUT.glob("*.txt")))
def test_texts_that_the_rules_were_not_made_from(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        scores = print_scores(name, HELD_OUT)
    assert min(scores) >= LEAST_HELD_OUT, name


@pytest.mark.parametrize("name", NAMES)
def test_layout(name: str) -> None:
    article, expected = read_case(name)
    assert article.title == expected["title"]
    assert list(article.deks) == expected.get("deks", [])
    assert (article.caption, article.credit) == (expected.get("caption", ""), expected.get("credit", ""))
    assert list(article.authors) == expected.get("authors", [])
    assert article.outlet == expected.get("outlet", "")
    assert article.date == expected.get("date", "")
    assert article.dateline == expected.get("dateline", "")
    assert len(article.paragraphs) == int(expected["paragraphs"])


@pytest.mark.parametrize("name", NAMES)
def test_settings(name: str) -> None:
    article, expected = read_case(name)
    found = {tuple(passage.quote for passage in one.passages): one.said_in for one in article.statements}
    listed = {quotes_of(entry): entry["said_in"] for entry in expected["statements"] if "said_in" in entry}
    assert {quotes: found.get(quotes) for quotes in listed} == listed
