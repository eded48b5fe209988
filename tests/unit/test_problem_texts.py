"""How problems look, and the lines of the file that stand with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.problem_texts import EXCERPT_WIDTH, as_text, excerpt_of
from site_builder.problems import Location, error


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text("title: A\n  quote: It rose\n\nlast: one\n", encoding="utf-8")
    return tmp_path


def test_an_excerpt_has_the_line_before_and_a_caret(content: Path) -> None:
    assert excerpt_of(Location("a.yaml", 2, 10), content).splitlines() == [
        "    1 | title: A",
        "    2 |   quote: It rose",
        "      |          ^",
    ]


def test_an_empty_line_before_is_left_out(content: Path) -> None:
    assert excerpt_of(Location("a.yaml", 4, 1), content).splitlines() == ["    4 | last: one", "      | ^"]


@pytest.mark.parametrize("place", [Location("a.yaml", 3), Location("a.yaml", 9), Location("no.yaml"), Location("")])
def test_no_line_no_excerpt(content: Path, place: Location) -> None:
    assert excerpt_of(place, content) == ""


def test_what_is_no_text_has_no_excerpt(content: Path) -> None:
    (content / "a.yaml").write_bytes(b"title: \xff\n")
    assert excerpt_of(Location("a.yaml", 1, 8), content) == ""


def test_tabs_and_wide_letters_leave_the_caret_where_it_belongs(content: Path) -> None:
    (content / "a.yaml").write_text("\t月は: b\n", encoding="utf-8")
    line, caret = excerpt_of(Location("a.yaml", 1, 6), content).splitlines()
    assert line == "    1 |  月は: b"
    assert caret == "      |" + " " * 8 + "^"  # a blank, a tab as a blank, two letters of two columns, a colon, a blank


def test_of_a_long_line_the_part_around_the_column_is_shown(content: Path) -> None:
    text = "word " * 200
    (content / "a.yaml").write_text(f"{text}HERE {text}\n", encoding="utf-8")
    line, caret = excerpt_of(Location("a.yaml", 1, len(text) + 1), content).splitlines()
    assert line[caret.index("^") :].startswith("HERE")
    assert line.startswith("    1 | …")
    assert line.endswith("…")
    assert len(line) <= EXCERPT_WIDTH + 12


def test_a_column_behind_the_end_is_pointed_at(content: Path) -> None:
    line, caret = excerpt_of(Location("a.yaml", 4, 10), content).splitlines()
    assert len(caret) == len(line) + 1


def test_the_excerpt_stands_between_message_and_hint(content: Path) -> None:
    problem = error("unknown-key", "there is no key 'last'", Location("a.yaml", 4, 1), "leave it out\nor not")
    assert as_text(problem, content, with_excerpt=True).splitlines() == [
        f"{content.as_posix()}/a.yaml:4:1: error[unknown-key]: there is no key 'last'",
        "    4 | last: one",
        "      | ^",
        "    leave it out",
        "    or not",
    ]
    assert "|" not in as_text(problem, content)
