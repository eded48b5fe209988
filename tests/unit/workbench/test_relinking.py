"""Broken quotes get the place that somebody chose, and the rest of the sidecar stays."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.anchoring.candidates import Candidate
from site_builder.problems import ContentError, UsageError
from site_builder.workbench.relinking import BrokenQuote, accept_folded, find_broken, relink, repair
from site_builder.workbench.sidecar import ConflictError
from site_builder.workbench.workroom import Workroom
from tests.serving import REPOSITORY, write

ARTICLE = """\
---
title: The moon
dek: It rose twice
---

Spending fell by 3.5% last year, and it was *not*
expected. It rose.

Spending rose by 4% the year before. It rose.
"""
SIDECAR = """\
# about money
annotations:
  - id: fell
    quote: "Spending fell by 35% last year"  # from the print
    note: x

  - id: expected
    quote: "it was [not] expected"
    prefix: last year, and
    note: x

  - id: both
    targets:
      - quote: Spending rose by 4%
      # the second
      - quote: It rose
        occurrence: 7
    note: x
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    write(content / "site.yaml", "title: Small\nsearch: {engine: none}\n")
    write(content / "articles" / "moon.md", ARTICLE)
    write(content / "articles" / "moon.yaml", SIDECAR)
    return content


def sidecar(content: Path) -> str:
    return (content / "articles" / "moon.yaml").read_text(encoding="utf-8")


def choosing(**numbers: int) -> Callable[[BrokenQuote], Candidate | None]:
    return lambda broken: broken.candidates[numbers[broken.note_id]] if broken.note_id in numbers else None


def broken_quotes(content: Path) -> dict[str, BrokenQuote]:
    found = find_broken("articles/moon.md", Workroom(content).open("articles/moon.md"))
    return {broken.note_id: broken for broken in found}


def test_broken_quotes_are_found_with_what_a_build_says(content: Path) -> None:
    broken = broken_quotes(content)
    assert list(broken) == ["fell", "expected", "both"]
    assert [one.finding.code for one in broken.values()] == ["quote-not-found", "quote-not-found", "quote-occurrence"]
    assert broken["both"].target_index == 1
    assert broken["fell"].location == ("articles/moon.yaml", 4, 12)


def test_the_same_words_are_accepted_in_bulk_and_nothing_else(content: Path) -> None:
    result = relink(content, [], accept_folded)
    assert (result.repaired, [one.note_id for one in result.left]) == (1, ["fell", "both"])
    assert sidecar(content) == SIDECAR.replace("it was [not] expected", "it was not expected")


def test_what_was_chosen_is_written_and_the_rest_stays(content: Path) -> None:
    result = relink(content, [content / "articles" / "moon.yaml"], choosing(fell=0, both=1))
    assert (result.repaired, [one.note_id for one in result.left]) == (2, ["expected"])
    assert sidecar(content) == SIDECAR.replace("35%", "3.5%").replace("occurrence: 7", "prefix: before.")
    assert list(broken_quotes(content)) == ["expected"]


def test_a_place_in_another_part_is_named(content: Path) -> None:
    broken = broken_quotes(content)["both"]
    in_dek = next(one for one in broken.candidates if one.span.part == "dek")
    repair(Workroom(content), broken, in_dek)
    assert sidecar(content) == SIDECAR.replace("occurrence: 7", "part: dek")


def test_articles_that_are_in_order_are_not_asked_about(content: Path) -> None:
    write(content / "articles" / "moon.yaml", "annotations:\n  - id: a\n    quote: Spending fell\n    note: x\n")
    assert relink(content, [], accept_folded) == (0, ())


def test_a_withdrawn_note_is_not_asked_about(content: Path) -> None:
    text = SIDECAR.replace("    note: x", "    note: x\n    status: withdrawn\n    withdrawn_because: y")
    write(content / "articles" / "moon.yaml", text)
    assert relink(content, [content / "articles" / "moon.md"], accept_folded) == (0, ())


def test_a_draft_is_asked_about(content: Path) -> None:
    write(content / "articles" / "moon.yaml", SIDECAR.replace("    note: x", "    note: x\n    status: draft"))
    assert relink(content, [], accept_folded).repaired == 1


def test_what_was_changed_meanwhile_is_left(content: Path) -> None:
    broken = broken_quotes(content)["fell"]
    write(content / "articles" / "moon.yaml", SIDECAR.replace("35%", "36%"))
    with pytest.raises(ConflictError, match="was changed meanwhile"):
        repair(Workroom(content), broken, broken.candidates[0])
    write(content / "articles" / "moon.yaml", SIDECAR)
    write(content / "articles" / "moon.md", ARTICLE.replace("3.5%", "3.6%"))
    with pytest.raises(ConflictError, match="was changed meanwhile"):
        repair(Workroom(content), broken, broken.candidates[0])
    assert sidecar(content) == SIDECAR


def test_a_file_that_is_no_article_is_told(content: Path) -> None:
    with pytest.raises(UsageError, match="is no article"):
        relink(content, [content / "site.yaml"], accept_folded)


def test_a_sidecar_that_is_not_ours_is_told(content: Path) -> None:
    write(content / "articles" / "moon.yaml", "annotations: [\n")
    with pytest.raises(ContentError, match=r"moon\.yaml:2"):
        Workroom(content).sidecar("articles/moon.md")


# ---------------------------------------------------------------- at the terminal


def test_the_command_tells_what_is_left(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["relink", "--content", str(content), "--accept-folded"]) == 1
    told = capsys.readouterr()
    place = content / "articles" / "moon.yaml"
    assert f"{place}:4:12: error[quote-not-found]: " in told.out
    assert "    1  line 6: Spending fell by [-35%-] {+3.5%+} last year\n" in told.out
    assert "       look twice: a number and a unit differ\n" in told.out
    assert "expected" not in told.out.partition("note 'both'")[0].partition("look twice")[0]
    assert told.err == "1 quote relinked, 2 left\n"
    write(place, "annotations: []\n")
    assert cli.run(["relink", "--content", str(content), "--accept-folded"]) == 0
    assert capsys.readouterr().err == "0 quotes relinked, 0 left\n"


def test_a_script_is_asked_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["relink", "--content", str(content), str(content / "articles" / "moon.md")]) == 1
    assert capsys.readouterr().err == "0 quotes relinked, 3 left\n"
    assert sidecar(content) == SIDECAR


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_person_chooses_by_number(content: Path) -> None:
    terminal, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "site_builder", "relink", "--content", str(content)],
        cwd=REPOSITORY,
        stdin=side,
        stdout=side,
        stderr=side,
    )
    os.close(side)
    told = ""
    for question, answer in (
        ("1 to 2, Enter for none: ", "9\n"),
        ("none: ", "1\n"),
        ("none: ", "\n"),
        ("none: ", "2\n"),
    ):
        deadline, told = time.monotonic() + 30, ""
        while question not in told and time.monotonic() < deadline:
            told += os.read(terminal, 10_000).decode()
        os.write(terminal, answer.encode())
    assert process.wait(30) == 1
    os.close(terminal)
    assert sidecar(content) == SIDECAR.replace("35%", "3.5%").replace("occurrence: 7", "prefix: before.")
