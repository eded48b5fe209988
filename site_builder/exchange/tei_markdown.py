"""The text of a page as trafilatura gives it, in elements named after TEI, to Markdown that reads the same.

Comes in: elements. Goes out: Markdown, one text a block; every sign that Markdown would take for its own is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from site_builder.exchange.markdown_writer import escape_line_starts, escape_signs

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = {"#b": "**", "#i": "*"}
"""What emphasis of a page is in Markdown; other renderings (underlined, raised) have no signs there."""


def plain_text(element: _Element) -> str:
    """Return all text of an element."""
    return "".join(map(str, element.itertext()))


def write_blocks(element: _Element) -> Iterator[str]:
    """Yield the blocks of an element, those that have text; loose text between them is a paragraph."""
    loose = escape_signs(element.text or "")
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraph(loose)
            yield from _BLOCKS[str(child.tag)](child)
            loose = escape_signs(child.tail or "")
        else:
            loose += _inline(child) + escape_signs(child.tail or "")
    yield from _paragraph(loose)


def _paragraph(markdown: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in markdown.split("\\\n")]
    text = "\\\n".join(line for line in lines if line)
    if text:
        yield escape_line_starts(text)


def _head(element: _Element) -> Iterator[str]:
    level = re.fullmatch(r"h([1-6])", str(element.get("rend", "h2")))
    text = _line(element)
    if text:
        yield f"{'#' * int(level[1] if level else 2)} {text}"


def _list(element: _Element) -> Iterator[str]:
    is_ordered = element.get("rend") == "ol"
    items = []
    for number, item in enumerate(element.iter("item") if element.find("item") is None else element.findall("item"), 1):
        sign = f"{number}. " if is_ordered else "- "
        blocks = (
            list(write_blocks(item))
            if any(child.tag in _BLOCKS for child in item)
            else list(_paragraph(_inlines(item)))
        )
        if blocks:
            indented = "\n\n".join(blocks).replace("\n", f"\n{' ' * len(sign)}")
            items.append(f"{sign}{indented}")
    if items:
        yield re.sub(r"\n +\n", "\n\n", "\n".join(items))


def _quote(element: _Element) -> Iterator[str]:
    blocks = (
        list(write_blocks(element))
        if any(child.tag in _BLOCKS for child in element)
        else list(_paragraph(_inlines(element)))
    )
    if blocks:
        yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


def _table(element: _Element) -> Iterator[str]:
    rows = [
        [" ".join(_inlines(cell).replace("\\\n", " ").split()) for cell in row.findall("cell")]
        for row in element.iter("row")
    ]
    width = max(map(len, rows), default=0)
    if not any(map(any, rows)):
        return
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in full]
    yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _code(element: _Element) -> Iterator[str]:
    text = plain_text(element).strip("\n")
    if "\n" not in text:
        yield from _paragraph(_inline(element))
        return
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", text))])
    yield f"{fence}\n{text}\n{fence}"


def _text_block(element: _Element) -> Iterator[str]:
    if any(child.tag in _BLOCKS for child in element):
        yield from write_blocks(element)
    else:
        yield from _paragraph(_inlines(element))


_BLOCKS = {
    "p": _text_block,
    "ab": _text_block,
    "div": _text_block,
    "head": _head,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "code": _code,
}


def _line(element: _Element) -> str:
    """Return what stands in an element, in one line."""
    return " ".join(_inlines(element).replace("\\\n", " ").split())


def _inlines(element: _Element) -> str:
    parts = [escape_signs(element.text or "")]
    for child in element:
        parts += [_inline(child), escape_signs(child.tail or "")]
    return "".join(parts)


def _inline(element: _Element) -> str:
    if element.tag == "lb":
        return "\\\n"
    if element.tag == "graphic":
        return ""
    if element.tag == "code" or element.get("rend") == "#t":
        return _code_span(plain_text(element))
    text = _inlines(element)
    if element.tag == "ref":
        return _link(text, str(element.get("target") or ""))
    mark = (
        "~~" if element.tag == "del" else _MARKS.get(str(element.get("rend") or ""), "") if element.tag == "hi" else ""
    )
    return _marked(text, mark)


def _marked(text: str, mark: str) -> str:
    """Return a text between marks, which touch it; white space at its ends stands outside."""
    bare = text.strip()
    if not mark or not bare or "\\\n" in bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _link(text: str, url: str) -> str:
    if not re.match(r"https?://\S+$|mailto:\S+$", url) or not text.strip():
        return text
    return f"[{text.strip()}](<{url}>)" if re.search(r"[()<>\\]", url) else f"[{text.strip()}]({url})"


def _code_span(text: str) -> str:
    text = " ".join(text.split())
    fence = "`" * (max([0, *map(len, re.findall("`+", text))]) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`" if text else ""
