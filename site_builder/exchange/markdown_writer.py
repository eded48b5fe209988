"""Plain paragraphs to Markdown that is rendered as those paragraphs, character for character.

Only what Markdown (CommonMark, tables, footnotes, strikethrough) would take for a sign is escaped, so that the source
stays readable. No file is touched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Signs wherever they stand; '&' only where it could begin a character reference.
_SIGNS = re.compile(r"[\\`*_\[<|~]|&(?=#|[A-Za-z][A-Za-z0-9]*;)")
# Signs at the beginning of a line: heading, quotation, lists, rule, underline of a heading or of a table's head.
_LINE_START = re.compile(r"^(?:[#>+\-=:]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def write_markdown(paragraphs: Iterable[str]) -> str:
    """Return the Markdown of the paragraphs, a blank line between two; white space at the ends of a line is dropped."""
    return "\n\n".join(map(escape_paragraph, paragraphs)) + "\n"


def escape_paragraph(paragraph: str) -> str:
    """Return the paragraph with a backslash before every sign; its line breaks stay."""
    lines = "\n".join(line.strip() for line in paragraph.split("\n"))
    return escape_line_starts(escape_signs(lines))


def escape_signs(text: str) -> str:
    """Return a piece of a paragraph with a backslash before the signs that count wherever they stand."""
    return _SIGNS.sub(r"\\\g<0>", text)


def escape_line_starts(paragraph: str) -> str:
    """Return a paragraph with a backslash before the signs that count at the beginning of a line."""
    return _LINE_START.sub(_escape_line_start, paragraph)


def _escape_line_start(match: re.Match[str]) -> str:
    # A number's digits cannot be escaped, the point after them can: '1\. May'.
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"
