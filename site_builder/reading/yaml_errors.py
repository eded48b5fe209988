"""A YAML parser's complaint to a problem in an editor's terms.

In go what libyaml said and where, and the text it said it about; out comes one problem with what to do about it.
The parser speaks of tokens and contexts; what was meant is read from the line itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.problems import Location, Problem, error

QUOTE_IT = "put it in quotes or write it after |-"


class Complaint(NamedTuple):
    """What the parser said; lines and columns count from 0, `start_*` is where the construct began."""

    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int


def explain(complaint: Complaint, text: str, file: str, first_line: int) -> Problem:
    """Return the problem behind a complaint."""
    code, message, hint, at_start = _meaning(complaint, text.split("\n"))
    line, column = (complaint.start_line, complaint.start_column) if at_start else (complaint.line, complaint.column)
    return error(code, message, Location(file, line + first_line, column + 1), hint)


def _meaning(complaint: Complaint, lines: list[str]) -> tuple[str, str, str, bool]:
    """Return code, message, hint, and whether the place is where the construct began."""
    problem, context = complaint.problem, complaint.context
    line = lines[complaint.line] if complaint.line < len(lines) else ""
    before, at = line[: complaint.column], line[complaint.column : complaint.column + 1]
    if at == "\t" or "tab character" in problem:
        return "tab-indentation", "a tab cannot indent a line", "indent with spaces", False
    if "quoted scalar" in context and "escape" not in problem:
        return "unclosed-quote", "this quotation mark is never closed", f"close it, or {QUOTE_IT}", True
    if "expected ',' or" in problem:
        return "unclosed-bracket", "this bracket is never closed", f"close it, or if it is text, {QUOTE_IT}", True
    if "expected ':'" in problem:
        hint = "write 'key: value'; the further lines of a text are indented deeper than its key"
        return "missing-colon", "this line has no colon after its key", hint, True
    if "mapping values" in problem:
        return _colon(before)
    if "undefined alias" in problem or at in {"@", "`", "%", ",", "]", "}"}:
        return "unquoted-text", f"a text cannot begin with {at}", QUOTE_IT, False
    if "block scalar" in context:
        return "text-after-bar", "a text after | or > begins on the next line", f"move it there, or {QUOTE_IT}", False
    if "did not find expected" in problem:
        return _unexpected(before)
    if "single document" in context:
        return "yaml-syntax", "a second document begins here", "a file holds one: remove the line ---", False
    return "yaml-syntax", f"this is not YAML: {problem}", QUOTE_IT, False


def _colon(before: str) -> tuple[str, str, str, bool]:
    if re.match(r"\s*(- +)*[^\s:][^:]*:\s", before):
        return "unquoted-colon", f"this text has a colon: {QUOTE_IT}", "", False
    hint = f"line the keys up; if this line goes on with a text, {QUOTE_IT}"
    return "bad-indentation", "this key is indented deeper than the keys before it", hint, False


def _unexpected(before: str) -> tuple[str, str, str, bool]:
    closed = re.search(r"([\"'\])}])\s*\S*$", before)
    if closed:
        message = f"the text goes on after {closed[1]}"
        return "text-after-quote", message, f"the whole text must be quoted: {QUOTE_IT}", False
    return (
        "bad-indentation",
        "this line does not line up with those before it",
        "keys of one level begin in one column",
        False,
    )
