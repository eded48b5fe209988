"""Recognise the Markdown that people mostly write: words, emphasis and links, in one form each.

In goes a line, out comes whether it is simple, and what is set off in it. Nothing here knows markdown-it-py, which
reads what is not simple; in case of doubt a line is not. That both read a simple line alike is argued beside each
expression and tested on generated texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What decides which block a line can begin, or whether it ends the paragraph before it: white space for code, > a
# quotation, ` or ~ a fence, _ a rule, + or a number a list, = an underlined heading, # a heading, | and : the second
# line of a table, < markup, - a list, a rule, an underline or a table; * a list or a rule, unless a letter follows it.
# ([ begins a definition, unless it begins a link.)
_BLOCK = r"[\s>`~_+=#|:<-]|[0-9]+[.)]|\*(?!\*?[^\W_])"

# Markup within a paragraph needs one of these: a backslash or entity, code, struck out text, emphasis, a link, picture
# or footnote, and < an address. A line break needs white space before it, or a backslash.
_WORDS = r"[^\\&`~*_\[<\n]*"

# One or two stars that can open emphasis, since a letter or digit follows them, and as many that can close it: no white
# space before them, white space or a closing mark after them. Those before them in the paragraph are pairs already and
# there are none between, so these are a pair: one and one, or two and two, is nothing that CommonMark's rule of three
# (0.31.2, section 6.2, rules 9 and 10) keeps apart.
_EMPHASIS = rf"""(?P<stars>\*\*?)(?=[^\W_])({_WORDS})(?<!\s)(?P=stars)(?=[\s.,;:!?)”’"']|$)"""

# A link whose label is words (not a picture or a footnote), and whose address the parser prints as it is: no escape,
# entity, parenthesis, title or scheme but http, and a host too short for the parser to cut it.
_ADDRESS = r"(?:https?://[a-z0-9.-]{1,63}/|(?!//)[A-Za-z0-9./_#-])[A-Za-z0-9./_#-]*"
_LINK = rf"(?<![!^])\[([^\\&`~*_\[<\n\]^]+)\]\(({_ADDRESS})\)"

_LINE = rf"{_WORDS}(?:(?:{_EMPHASIS}|{_LINK}){_WORDS})*(?<!\s)"

begins_plainly = re.compile(rf"(?!{_BLOCK}|\[)").match
"""Tells whether a line can only begin a paragraph or go on with one, given a text and where in it the line stands."""

is_simple = re.compile(rf"(?!{_BLOCK}){_LINE}").fullmatch
"""Tells whether a line of a file is simple and can only begin a paragraph or go on with one."""

is_simple_item = re.compile(rf"[*-] (?!{_BLOCK}){_LINE}").fullmatch
"""Tells whether a line of a file is an item of a list, and its words are simple."""

_is_simple_content = re.compile(rf"(?!\s){_LINE}").fullmatch
_run = re.compile(f"({_WORDS})(?:{_EMPHASIS}|{_LINK}|$)")


class Run(NamedTuple):
    """Some words of a line, then words that are set off; of `stars` and `address` one says how, or neither at its end.

    `emphasised` or `label` are the words, and `address` is where a link leads.
    """

    before: str
    stars: str
    emphasised: str
    label: str
    address: str


def are_simple(lines: Iterable[str]) -> bool:
    """Tell whether lines are nothing but simple paragraphs and empty lines between them."""
    return all(map(is_simple, filter(None, lines)))


def is_simple_content(content: str) -> bool:
    """Tell whether what stands within a block that was recognised already is simple in each of its lines."""
    return all(map(_is_simple_content, content.split("\n")))


def split_line(line: str) -> Iterator[Run]:
    """Yield the runs of a simple line."""
    return map(Run._make, _run.findall(line))


def words_of(content: str) -> str:
    """Return the words of simple content on one line."""
    if "*" not in content and "[" not in content:
        return content.replace("\n", " ")
    return " ".join(_run.sub(r"\1\3\4", line) for line in content.split("\n"))
