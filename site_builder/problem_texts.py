"""How a problem looks to people and to programs: as text, as JSON, as a command for GitHub's workflows.

Comes in: a Problem and the content folder, none where its file is named as one opens it. Goes out: text; nothing here
prints. The lines of the file are read for an
excerpt alone, and a file that cannot be read has none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unicodedata import combining, east_asian_width

from site_builder.problems import Location, Problem

LINES_BEFORE = 1
"""How many lines of the file stand above the one that a problem is in."""

EXCERPT_WIDTH = 100
"""Characters of a line that an excerpt shows: with its number, a line of a terminal that is 110 wide."""

_CARET = "^"


MOST_SHOWN = 20
"""How many problems are shown at once unless all are asked for: more would scroll the first of them away."""


def file_of(problem: Problem, content: Path | None) -> str:
    """Return the path of a problem's file as one would open it from the working directory; "" where it has none."""
    return problem.location.file if content is None else (content / problem.location.file).as_posix()


def shown_first(problems: Sequence[Problem], most: int = MOST_SHOWN) -> list[Problem]:
    """Return the problems to show where not all are, in their order: errors rather than warnings."""
    chosen = {id(problem) for problem in sorted(problems, key=lambda problem: problem.severity != "error")[:most]}
    return [problem for problem in problems if id(problem) in chosen]


def head_of(problem: Problem, content: Path | None) -> str:
    """Return a problem's first line: `path:line:column: error[code]: message`."""
    _, line, column = problem.location
    return f"{file_of(problem, content)}:{line}:{column}: {problem.severity}[{problem.code}]: {problem.message}"


def as_text(problem: Problem, content: Path | None, *, with_excerpt: bool = False) -> str:
    """Return what a terminal shows: the first line, the lines of the file where they are asked for, the hint."""
    excerpt = excerpt_of(problem.location, content) if with_excerpt else ""
    hint = "\n".join(f"    {line}" for line in problem.hint.splitlines())
    return "\n".join(filter(None, (head_of(problem, content), excerpt, hint)))


def as_json(problem: Problem, content: Path | None) -> str:
    """Return a problem as one JSON object in one line."""
    _, line, column = problem.location
    record = {"file": file_of(problem, content), "line": line, "column": column}
    record |= {"severity": problem.severity, "code": problem.code}
    return json.dumps({**record, "message": problem.message, "hint": problem.hint}, ensure_ascii=False)


def as_github(problem: Problem, content: Path | None) -> str:
    """Return a workflow command (GitHub Docs, "Workflow commands for GitHub Actions")."""
    _, line, column = problem.location
    text = f"{problem.message}\n{problem.hint}".strip().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = file_of(problem, content).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    place = f"file={file},line={line},col={column}," if file else ""
    return f"::{problem.severity} {place}title={problem.code}::{text}"


STYLES: Mapping[str, Callable[[Problem, Path | None], str]] = {"text": as_text, "json": as_json, "github": as_github}


# ---------------------------------------------------------------- the lines of the file


def excerpt_of(place: Location, content: Path | None) -> str:
    """Return the line that a problem is in, the one above it, and a caret below the column; each after its number.

    "" where the file cannot be read as text, or is none, or has no such line.
    """
    try:
        lines = Path(content or "", place.file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return ""
    if not place.file or not 1 <= place.line <= len(lines) or not lines[place.line - 1].strip():
        return ""
    first = max(1, place.line - LINES_BEFORE)
    width = len(str(place.line))
    start = _window_start(lines[place.line - 1], place.column)
    shown = [
        f"    {number:>{width}} | {_window(lines[number - 1], start)}".rstrip()
        for number in range(first, place.line + 1)
        if number == place.line or lines[number - 1].strip()
    ]
    before = _window(lines[place.line - 1], start)[: max(0, place.column - 1 - start + bool(start))]
    caret = f"    {' ' * width} | {' ' * _columns(before)}{_CARET}"
    return "\n".join((*shown, caret))


def _window_start(line: str, column: int) -> int:
    """Return the offset from which a line is shown, so that a column far to the right can be seen."""
    if len(line) <= EXCERPT_WIDTH or column <= EXCERPT_WIDTH // 2:
        return 0
    return min(column - EXCERPT_WIDTH // 2, len(line) - EXCERPT_WIDTH)


def _window(line: str, start: int) -> str:
    """Return what is seen of a line: tabs as spaces, so that the caret stands where it should, and "…" for the rest."""
    line = "".join(character if character.isprintable() else " " for character in line)
    end = "…" if len(line) > start + EXCERPT_WIDTH else ""
    return ("…" if start else "") + line[start : start + EXCERPT_WIDTH] + end


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)
