"""The HTML of a note to Markdown that is rendered as the same words.

Comes in: a fragment as other programs, or our own export, write it. Goes out: Markdown with paragraphs, emphasis,
links, lists, quotations and code; of other elements the words. Scripts and styles are left out. No file is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from site_builder.exchange.markdown_writer import escape_paragraph

_BLOCKS = frozenset("p div section article h1 h2 h3 h4 h5 h6 dd dt figcaption td th tr table dl figure".split())
_MARKS: Mapping[str, str] = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_UNSEEN = frozenset({"script", "style", "template", "head"})
_ADDRESS = re.compile(r"(?:https?|mailto):[^\s<>]+")


def html_to_markdown(html: str) -> str:
    """Return a fragment of HTML as Markdown."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.finish()


class _Writer(HTMLParser):
    """Gathers blocks, each with what stands before its first and its other lines."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._line = ""
        self._indents: list[tuple[str, str]] = []  # what begins the next block, then every other line
        self._numbers: list[int] = []
        self._links: list[str] = []
        self._unseen = 0
        self._code = False
        self._preformatted = False

    def finish(self) -> str:
        self._end_block()
        return "\n\n".join(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self._line = f"{self._line.rstrip(' ')}\\\n"
        elif tag in _MARKS:
            self._line += _MARKS[tag]
        elif tag == "a":
            address = given.get("href") or ""
            self._links.append(address if _ADDRESS.fullmatch(address) else "")
            self._line += "[" if self._links[-1] else ""
        elif tag in {"ul", "ol", "blockquote", "li", "pre", "code"}:
            self._open(tag)

    def _open(self, tag: str) -> None:
        if tag == "code":
            self._line += "" if self._preformatted else "`"
            self._code = True
            return
        self._end_block()
        if tag in {"ul", "ol"}:
            self._numbers.append(0 if tag == "ol" else -1)
        elif tag == "blockquote":
            self._indents.append(("> ", "> "))
        elif tag == "pre":
            self._preformatted = True
        else:
            number = self._numbers[-1] if self._numbers else -1
            if number >= 0:
                self._numbers[-1] = number + 1
            sign = f"{number + 1}. " if number >= 0 else "- "
            self._indents.append((sign, " " * len(sign)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._line += f"](<{address}>)" if address else ""
        elif tag == "code":
            self._line += "" if self._preformatted else "`"
            self._code = False
        elif tag in {"li", "blockquote"}:
            self._end_block()
            if self._indents:
                self._indents.pop()
        elif tag in _BLOCKS or tag in {"ul", "ol", "pre"}:
            self._end_block()
            self._preformatted = self._preformatted and tag != "pre"
            if tag in {"ul", "ol"} and self._numbers:
                self._numbers.pop()

    def _close_mark(self, mark: str) -> None:
        """Close an emphasis after its last word: Markdown knows none that ends in a space, or is empty."""
        words = self._line.rstrip(" ")
        if words.endswith(mark) and not words.endswith(f"\\{mark}"):
            self._line = words.removesuffix(mark)
        else:
            self._line = f"{words}{mark}{' ' if words != self._line else ''}"

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._preformatted:
            self._line += data
            return
        text = re.sub(r"[ \t\n\r\f]+", " ", data)
        if not self._line or self._line.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if self._code or not text.strip(" "):
            self._line += text
        else:
            before, after = " " * text.startswith(" "), " " * text.endswith(" ")
            self._line += before + escape_paragraph(text.strip(" ")) + after

    def _end_block(self) -> None:
        text = self._line.strip("\n") if self._preformatted else self._line.strip(" \n").removesuffix("\\")
        self._line = ""
        if not text.strip():
            return
        lines = [f"    {line}" for line in text.split("\n")] if self._preformatted else text.split("\n")
        first = "".join(indent[0] for indent in self._indents)
        rest = "".join(indent[1] for indent in self._indents)
        self._blocks.append("\n".join(f"{rest if place else first}{line}".rstrip() for place, line in enumerate(lines)))
        self._indents = [(following, following) for _, following in self._indents]
