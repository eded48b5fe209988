"""The Markdown of a passage or block of the corpus, with marks around the words of notes for those who want them.

Comes in: records of `corpus.py`. Goes out: text. How an article is linked is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from benchmarks.corpus import Block, Passage, Style

Link = Callable[[int], str]
"""Returns the address of an article by its number."""


class Mark(NamedTuple):
    """What is put around the words [start, end) of a passage."""

    start: int
    end: int
    before: str
    after: str


def passage_markdown(passage: Passage, link: Link, marks: Iterable[Mark] = ()) -> str:
    """Return the passage on one line; a mark that cuts a style is widened to hold all of it, for tags must nest."""
    words = list(passage.words)
    for style in passage.styles:
        before, after = _delimiters(style, link)
        words[style.start] = before + words[style.start]
        words[style.end - 1] += after
    for mark in marks:
        cut = [style for style in passage.styles if style.start < mark.end and mark.start < style.end]
        start = min([mark.start, *(style.start for style in cut)])
        end = max([mark.end, *(style.end for style in cut)])
        words[start] = mark.before + words[start]
        words[end - 1] += mark.after
    return " ".join(words)


def block_markdown(block: Block, link: Link, marks: Iterable[Mark] = ()) -> str:
    """Return the block as Markdown, without a line end; marks are for blocks of one passage."""
    texts = [passage_markdown(passage, link, marks) for passage in block.passages]
    match block.kind:
        case "heading":
            return f"## {texts[0]}"
        case "list":
            return "\n".join(f"- {text}" for text in texts)
        case "quotation":
            return f"> {texts[0]}"
        case "paragraph":
            return texts[0]


def _delimiters(style: Style, link: Link) -> tuple[str, str]:
    match style.kind:
        case "emphasis":
            return "*", "*"
        case "strong":
            return "**", "**"
        case "link":
            return "[", f"]({style.value})"
        case "article":
            return "[", f"]({link(int(style.value))})"
