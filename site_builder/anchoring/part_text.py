"""One part of an article, folded once, with the means to say where something stands in it.

An article and a part come in; places given to the methods are offsets in the folded text.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from site_builder.anchoring.fold import Folded, fold
from site_builder.model import AnnotatedArticle, LineStart, Part, Span

CONTEXT = 25
"""Characters that are shown on each side of a place: a few words."""


@dataclass(frozen=True, slots=True)
class PartText:
    """The folded text of a part; `name` is what a message calls it: 'the title', or the file's name for the body."""

    part: Part
    folded: Folded
    name: str
    lines: tuple[LineStart, ...] = ()

    @classmethod
    def from_article(cls, article: AnnotatedArticle, part: Part) -> Self:
        folded = fold(article.text_of(part))
        if part == "body":
            return cls(part, folded, posixpath.basename(article.file), article.body.lines)
        return cls(part, folded, f"the {part}")

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the article that stand behind [start, end)."""
        return Span(self.part, *self.folded.unfold(start, end))

    def line_of(self, start: int) -> int | None:
        """Return the line of the article's file, or None in a part that has no lines of its own."""
        if not self.lines:
            return None
        offset, _ = self.folded.unfold(start, start + 1)
        index = bisect_right(self.lines, offset, key=lambda line: line.offset)
        return self.lines[max(0, index - 1)].line

    def place(self, start: int) -> str:
        """Return how a message calls a place: 'line 12 of moon-hoax.md', 'the title'."""
        line = self.line_of(start)
        return f"line {line} of {self.name}" if line else self.name

    def show(self, start: int, end: int, context: int = CONTEXT) -> str:
        """Return a place with its line, its words in brackets and a few words around them."""
        plain = self.folded.plain
        line = self.line_of(start)
        before, after = words_before(plain, start, context), words_after(plain, end, context)
        return f"{f'line {line}: ' if line else ''}{before}[{shorten(plain[start:end])}]{after}"


def words_before(text: str, at: int, length: int) -> str:
    """Return about `length` characters before `at`, from a whole word on; an ellipsis says that there is more."""
    start = max(0, at - length)
    if start == 0:
        return text[:at]
    space = text.find(" ", start, at - 1)
    return f"…{text[space + 1 if space >= 0 else start : at]}"


def words_after(text: str, at: int, length: int) -> str:
    """Return about `length` characters from `at` on, up to a whole word; an ellipsis says that there is more."""
    end = at + length
    if end >= len(text):
        return text[at:]
    space = text.rfind(" ", at + 1, end)
    return f"{text[at : space if space >= 0 else end]}…"


def shorten(text: str, length: int = 160) -> str:
    """Return the text, without its middle where it is longer than `length` characters."""
    if len(text) <= length:
        return text
    half = length // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
