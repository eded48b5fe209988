"""Slips of the hand that a YAML parser cannot name: a colon without its space, a dash that is none, marks of a merge.

In go the lines of a text and the number of the one that the parser stopped at; out comes what is wrong with that line,
or with the one above it, or nothing. The parser often stops a line too late: it takes the slip for the beginning of a
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

QUOTE_IT = "put it in quotes or write it after |-"

LONGEST_SHOWN = 100
"""Characters of a line that a hint shows repaired: a longer one would fill the terminal."""


class Meaning(NamedTuple):
    """What an editor is told; `at_start` puts the place where the parser's construct began."""

    code: str
    message: str
    hint: str
    at_start: bool = False


class Slip(NamedTuple):
    """What is wrong, and where; line and column count from 0."""

    meaning: Meaning
    line: int
    column: int


class _Rule(NamedTuple):
    """A slip that one line shows; the place is that of the group `here`."""

    pattern: re.Pattern[str]
    code: str
    message: str
    hint: str


_KEY = r"\s*(?:-[ ]+)*(?P<key>[A-Za-z_][\w-]*)"


def _rule(pattern: str, code: str, message: str, hint: str) -> _Rule:
    return _Rule(re.compile(pattern), code, message, hint)


_RULES = (
    _rule(
        r"(?P<here><{7}|={7}|>{7})(?:\s|$)",
        "merge-conflict",
        "two versions of this file were not merged: Git left its marks here",
        "keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    ),
    _rule(
        r"[ ]*(?:-[ ]*)?(?P<here>[\u00a0\u200b\u202f\u3000\ufeff])",
        "invisible-space",
        "this is not a plain space, although it looks like one",
        "delete the space before the first word and type it anew",
    ),
    _rule(
        _KEY + r"[ ]*(?P<here>：)",
        "missing-colon",
        "the colon after '{key}' is a full-width one",
        "write '{key}: ', with a plain colon and a space",
    ),
    _rule(
        _KEY + r":(?P<here>[\u00a0\u200b\u202f\u3000\ufeff])",
        "invisible-space",
        "the space after '{key}:' is not a plain one, although it looks like one",
        "delete it and type it anew",
    ),
    _rule(
        _KEY + r":(?P<here>(?!//)[^\s:])",
        "missing-space",
        "there is no space after '{key}:'",
        "write '{key}: ', then the value",
    ),
    _rule(
        r"\s*(?P<here>-)(?P<key>[A-Za-z_][\w-]*):(?:\s|$)",
        "missing-space",
        "there is no space after the hyphen before '{key}'",
        "write '- {key}:'",
    ),
    _rule(
        r"\s*(?P<here>[\u2010-\u2015\u2212])\s*(?P<key>[A-Za-z_][\w-]*):(?:\s|$)",
        "not-a-hyphen",
        "this dash is not a hyphen, with which an entry of a list begins",
        "write '- {key}:'",
    ),
)

_NO_COLON = re.compile(r"\s*(?:-[ ]+)*(?P<here>[A-Za-z_][\w-]*)(?:$|[ ]+=[ ]*\S)")


def find_slip(lines: Sequence[str], number: int) -> Slip | None:
    """Return the slip in a line, or in the line with something in it that stands above."""
    above = next((other for other in range(number - 1, -1, -1) if lines[other].strip()), None)
    for candidate in [number] if above is None else [number, above]:
        for rule in _RULES:
            if match := rule.pattern.match(lines[candidate]):
                names = {"key": match.groupdict().get("key", "")}
                meaning = Meaning(rule.code, rule.message.format(**names), rule.hint.format(**names))
                return Slip(meaning, candidate, match.start("here"))
    return _missing_colon(lines, above, number) if above is not None else None


def _missing_colon(lines: Sequence[str], number: int, below: int) -> Slip | None:
    """Return that a line has a word and no colon: what stands below it was meant to belong to it, or beside it."""
    match = _NO_COLON.match(lines[number])
    if not match or match.start("here") > _indentation(lines[below]) or _goes_on(lines, number - 1):
        return None
    meaning = Meaning("missing-colon", f"there is no colon after '{match['here']}'", f"write '{match['here']}: '")
    return Slip(meaning, number, match.start("here"))


def repaired_line(lines: Sequence[str], number: int) -> str:
    """Return how a line with a key and a text is written with the text in quotes, or '' where that is not sure."""
    match = re.fullmatch(r"\s*((?:- +)*[\w-]+:) +([^\s\"'\[{|>].*?)\s*", lines[number])
    if not match or match[0].count("#") or len(match[0]) > LONGEST_SHOWN or _goes_on(lines, number):
        return ""
    key, text = match.groups()
    quoted = f"'{text}'" if "'" not in text else f'"{text}"' if '"' not in text and "\\" not in text else ""
    return quoted and f"write {key} {quoted}"


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line has a text that may go on in the next one, which is indented deeper."""
    if number < 0 or number + 1 >= len(lines) or lines[number].rstrip().endswith(":"):
        return False
    following = lines[number + 1]
    return bool(following.strip()) and _indentation(following) > _indentation(lines[number])


def _indentation(line: str) -> int:
    """Return the column, from 0, in which the key of a line begins: behind the hyphens of a list."""
    return len(line) - len(line.lstrip(" -"))
