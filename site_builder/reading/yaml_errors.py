"""A YAML parser's complaint to a problem in an editor's terms.

In go what libyaml said and where, and the text it said it about; out comes one problem with what to do about it.
The parser speaks of tokens and contexts; what was meant is read from the line itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.problems import Location, Problem, error
from site_builder.reading.yaml_slips import QUOTE_IT, Meaning, Slip, find_slip, repaired_line

TOO_DEEP = "values nest too deep"


class Complaint(NamedTuple):
    """What the parser said; lines and columns count from 0, `start_*` is where the construct began.

    `quoted` is where a text in quotes began that ended in the line of the complaint, and in no line before it.
    """

    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int
    quoted: tuple[int, int] | None = None


def explain(complaint: Complaint, text: str, file: str, first_line: int) -> Problem:
    """Return the problem behind a complaint."""
    lines = text.split("\n")
    if complaint.line >= len(lines):  # the parser adds a line to a text that does not end in one
        complaint = complaint._replace(line=len(lines) - 1, column=len(lines[-1]))
    meaning, line, column = _explained(complaint, lines)
    return error(meaning.code, meaning.message, Location(file, line + first_line, column + 1), meaning.hint)


def _explained(complaint: Complaint, lines: list[str]) -> Slip:
    """Return what is wrong and its place, both counted from 0."""
    line = lines[complaint.line]
    meaning = _meaning(complaint, line[: complaint.column], line[complaint.column : complaint.column + 1])
    if complaint.quoted and meaning.code == "text-after-quote":
        distance = complaint.line - complaint.quoted[0]
        below = "in the next line" if distance == 1 else f"{distance} lines below"
        message = f"the text that begins with this quotation mark is closed only {below}"
        return Slip(Meaning("unclosed-quote", message, _UNCLOSED_HINT), *complaint.quoted)
    if meaning.code in _MAY_BE_A_SLIP:
        slip = find_slip(lines, complaint.line) or find_slip(lines, complaint.start_line)
        if slip:
            return slip
    if meaning.code in {"unquoted-colon", "unquoted-text"} and (repaired := repaired_line(lines, complaint.line)):
        hint = repaired if meaning.code == "unquoted-colon" else f"{meaning.hint}\n{repaired}"
        meaning = meaning._replace(hint=hint)
    if meaning.at_start:
        return Slip(meaning, complaint.start_line, complaint.start_column)
    return Slip(meaning, complaint.line, complaint.column)


_MAY_BE_A_SLIP = frozenset({"bad-indentation", "missing-colon", "yaml-syntax"})
"""What the parser says when it took a slip of the hand for something else; anything more exact is right."""

_UNCLOSED_HINT = f"close it; if it belongs to the text, {QUOTE_IT}"
_TOO_DEEP = Meaning("too-large", TOO_DEEP, "no format needs that: is a bracket missing?")
_TAB = Meaning("tab-indentation", "a tab cannot indent a line", "indent with spaces")

_MEANINGS = {
    "tab character": _TAB,
    "quoted scalar: found unexpected": Meaning(
        "unclosed-quote",
        "this quotation mark is never closed",
        _UNCLOSED_HINT,
        True,
    ),
    "parsing a quoted scalar": Meaning(
        "bad-escape", "a backslash within double quotes begins an escape", "write it twice, or use single quotes"
    ),
    "found unknown directive": Meaning("unquoted-text", "a line cannot begin with %", QUOTE_IT),
    "scanning a directive": Meaning("unquoted-text", "a line cannot begin with %", QUOTE_IT),
    "scanning an alias": Meaning("unquoted-text", "a text cannot begin with *", QUOTE_IT, True),
    "scanning an anchor": Meaning("unquoted-text", "a text cannot begin with &", QUOTE_IT, True),
    "a tag": Meaning("unquoted-text", "a text cannot begin with !", QUOTE_IT, True),
    "parsing a flow node": Meaning(
        "unclosed-bracket", "a bracket is open, and nothing that can stand in it follows", f"close it, or {QUOTE_IT}"
    ),
    "expected ',' or": Meaning(
        "unclosed-bracket",
        "this bracket is not closed, or a comma is missing in it",
        f"close it; if it belongs to the text, {QUOTE_IT}",
        True,
    ),
    "expected ':'": Meaning(
        "missing-colon",
        "this line has no colon after its key",
        "write 'key: value'; further lines of a text are indented deeper than its key",
        True,
    ),
    "block sequence entries are not allowed": Meaning(
        "unquoted-text",
        "a text cannot begin with - and a space",
        f"{QUOTE_IT}; an entry of a list begins on a line of its own",
    ),
    "mapping keys are not allowed": Meaning("unquoted-text", "a text cannot begin with ? and a space", QUOTE_IT),
    "block scalar": Meaning(
        "text-after-bar",
        "a text after | or > begins on the next line",
        "move it there, deeper than its key; if the sign belongs to the text, put the text in quotes",
    ),
    TOO_DEEP: _TOO_DEEP,
    "exceeded maximum nesting depth": _TOO_DEEP,  # libyaml says so first where very many brackets stand side by side
    "single document": Meaning("yaml-syntax", "a second document begins here", "a file holds one: remove the line ---"),
}
"""What is meant by complaints that contain these words; context and problem are joined by a colon."""

_NO_TEXT_BEGINS_WITH = frozenset("@`%,]}*")


def _meaning(complaint: Complaint, before: str, at: str) -> Meaning:
    """Return what is wrong, from the complaint and its line: the part before its place, and the character there."""
    if at == "\t":
        return _TAB
    said = f"{complaint.context}: {complaint.problem}"
    if "mapping values" in said or (at == ":" and complaint.line == complaint.start_line):
        return _misplaced_key(before)
    known = next((meaning for words, meaning in _MEANINGS.items() if words in said), None)
    if known:
        return known
    if "did not find expected" in said:
        return _misplaced(before, at)
    if at in _NO_TEXT_BEGINS_WITH:
        return Meaning("unquoted-text", f"a text cannot begin with {at}", QUOTE_IT)
    return Meaning("yaml-syntax", f"this is not YAML: {complaint.problem}", QUOTE_IT)


def _misplaced_key(before: str) -> Meaning:
    if re.match(r"\s*(- +)*[^\s:][^:]*:\s", before):
        return Meaning("unquoted-colon", f"this text has a colon: {QUOTE_IT}", "")
    hint = f"line the keys up; if this line goes on with a text, {QUOTE_IT}"
    return Meaning("bad-indentation", "this key is indented deeper than the keys before it", hint)


def _misplaced(before: str, at: str) -> Meaning:
    closed = re.search(r"([\"'\]}])\s*\S*$", before)
    if closed:
        return Meaning("text-after-quote", f"the text goes on after {closed[1]}", f"quote it whole: {QUOTE_IT}")
    if at in _NO_TEXT_BEGINS_WITH:
        return Meaning("unquoted-text", f"a text cannot begin with {at}", QUOTE_IT)
    message = "this line does not line up with those before it"
    hint = "keys of one level begin in one column; the lines of a text stand deeper than its key"
    return Meaning("bad-indentation", message, hint)
