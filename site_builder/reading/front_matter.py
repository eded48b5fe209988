"""A Markdown file's two parts: front matter between lines of three hyphens, then the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.problems import Location, Problem, error
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import YamlDocument

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class MarkdownFile(NamedTuple):
    """The parts of a file; `text` begins in line `first_line`."""

    document: YamlDocument
    text: str
    first_line: int
    problems: list[Problem]


def read_markdown_file(data: bytes, file: str) -> MarkdownFile:
    """Split a file; without front matter the document is empty and a problem says so."""
    text, problems = read_text(data, file)
    opening = _FENCE.match(text)
    if not opening:
        problems.append(error("no-front-matter", "the file does not begin with front matter", Location(file), _HINT))
        return MarkdownFile(YamlDocument("", file), text, 1, problems)
    closing = _FENCE.search(text, opening.end() + 1)
    if not closing:
        message = "the front matter is never closed"
        problems.append(error("no-front-matter", message, Location(file), "end it with a line ---"))
        return MarkdownFile(YamlDocument("", file), "", 1, problems)
    front = text[opening.end() + 1 : closing.start()]
    first_line = text.count("\n", 0, closing.end()) + 2
    return MarkdownFile(YamlDocument(front, file, first_line=2), text[closing.end() + 1 :], first_line, problems)


_HINT = "begin with a line ---, then title: …, then a line ---"
