"""Values to lines of YAML as an editor would lay them out: long texts folded, short lists of names in brackets.

Comes in: a value. Goes out: its lines at the margin. How a single text is quoted is decided in yaml_writer.py.
"""

from __future__ import annotations

import re
import textwrap

from site_builder.reading.yaml_source import Value
from site_builder.workbench.yaml_writer import scalar_lines

WIDTH = 110
"""Characters of a line from which on a text is folded (written after >-), and to which it is."""

QUOTES = ("'", '"')
"""The styles of a text in quotes."""

_CANNOT_FOLD = re.compile(r"(?m)^[ \t]|[ \t]$|[ \t]{2}|\t|\A\n|\n\Z")
"""White space that folding would lose, or that would keep lines from being folded (YAML 1.2.2, 8.1.3)."""

_SIGNS_OF_FLOW = re.compile(r"[,\[\]{}]")


def entry_lines(key: str, value: Value, width: int = WIDTH) -> list[str]:
    """Return the lines of a key and its value."""
    head = f"{scalar_lines(key)[0]}:"
    if isinstance(value, str):
        first, *more = text_lines(value, width)
        return [f"{head} {first}", *(_indented(line) for line in more)]
    if flow := flow_text(value):
        return [f"{head} {flow}"]
    return [head, *(_indented(line) for line in block_lines(value, width))]


def block_lines(value: Value, width: int = WIDTH) -> list[str]:
    """Return the lines of a value at the margin: of a mapping a line a key, of a list a dash an item."""
    if isinstance(value, str):
        return text_lines(value, width)
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in entry_lines(key, item, width - 2)] or ["{}"]
    return [line for item in value for line in item_lines(item, width)] or ["[]"]


def item_lines(item: Value, width: int = WIDTH) -> list[str]:
    """Return the lines of an item of a list, from its dash on."""
    first, *more = block_lines(item, width - 2)
    return [f"- {first}", *(_indented(line) for line in more)]


def text_lines(text: str, width: int = WIDTH) -> list[str]:
    """Return the lines of a text: one, or its sign and the lines that it is folded or broken into."""
    return folded_lines(text, width) if len(text) > width else scalar_lines(text)


def folded_lines(text: str, width: int) -> list[str]:
    """Return a text after >- in lines of about `width` characters; one that cannot be folded as scalar_lines has it."""
    lines = scalar_lines(f"x {text}")  # is there a sign in it that needs escaping?
    if _CANNOT_FOLD.search(text) or not text.strip() or (lines[0][0] == '"' and "\\" in lines[0]):
        return scalar_lines(text)
    folded: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        folded += [""] * bool(number)
        folded += textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
    return [">-", *folded]


def quoted(text: str, style: str = "") -> str:
    """Return a text of one line in quotes, in the double ones where `style` is these."""
    line = scalar_lines(text)[0]
    if line[0] in QUOTES and (line[0] == style or style not in QUOTES or "\\" in line):
        return line
    if style == '"':
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return "'" + text.replace("'", "''") + "'"


def flow_text(value: Value) -> str:
    """Return a list of a few short names in brackets; "" for what is better written line by line."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        return ""
    texts = [scalar_lines(item) for item in value if isinstance(item, str)]
    if any(len(lines) > 1 or (lines[0][0] not in "'\"" and _SIGNS_OF_FLOW.search(lines[0])) for lines in texts):
        return ""
    line = f"[{', '.join(lines[0] for lines in texts)}]"
    return line if len(line) <= WIDTH else ""


def _indented(line: str) -> str:
    return f"  {line}" if line else ""
