"""Words that an editor selected or typed to the places of an article where they stand, as anchoring sees its text.

Comes in: an article and the words, with what stands around them on the page. Goes out: places with the selector that
finds each again, or what is wrong, in an editor's terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from site_builder.anchoring.explain import Finding, explain_unplaced
from site_builder.anchoring.fold import fold
from site_builder.anchoring.match import match_target
from site_builder.anchoring.part_text import CONTEXT, PartText, words_after, words_before
from site_builder.anchoring.words import cuts_word, has_words
from site_builder.model import PARTS, Part, Target
from site_builder.workbench.selectors import QuotableText, in_one_line
from site_builder.workbench.workroom import OpenArticle

MOST_PLACES = 20
"""How many places are offered for words that stand often: who sees twenty types more of them."""

MANY_WORDS = 60
"""From how many words on a selection is remarked on: a long sentence has forty."""


class Selection(NamedTuple):
    """Words of a page; `part` is "" where nobody knows, `offset` counts code points of the part's text."""

    exact: str
    part: Part | None = None
    prefix: str = ""
    suffix: str = ""
    offset: int | None = None


class Place(NamedTuple):
    """Where words stand: the selector that finds them, the line (None in a part without lines), what is around them."""

    target: Target
    line: int | None
    before: str
    words: str
    after: str
    remark: str


class Located(NamedTuple):
    """The places of some words; without any, what is wrong."""

    places: tuple[Place, ...]
    finding: Finding | None = None


def locate(opened: OpenArticle, selection: Selection) -> Located:
    """Return the places of the words: the one that was selected, or all where they were typed."""
    if not has_words(fold(selection.exact).text):
        hint = "select the words that the note is about, or write them here"
        return Located((), Finding("nothing-selected", "there are no words in the selection", hint))
    parts: Sequence[Part] = (
        [selection.part] if selection.part else ["body", *(part for part in PARTS if part != "body")]
    )
    targets = [
        Target(selection.exact, selection.prefix, selection.suffix),
        Target(selection.exact),  # a page may be older than the file
    ]
    for target in targets:
        if places := [place for part in parts for place in _places(opened, selection, target, part)]:
            return Located(tuple(places[:MOST_PLACES]))
    target = Target(selection.exact, part=parts[0])
    match = match_target(opened.text_of(parts[0]).folded, target)
    finding = explain_unplaced(opened.text_of, target, match)
    if selection.part:
        finding = finding._replace(hint="the page may be older than the article's file: reload it and select again")
    return Located((), finding)


def _places(opened: OpenArticle, selection: Selection, target: Target, part: Part) -> Iterator[Place]:
    text = opened.text_of(part)
    match = match_target(text.folded, target)
    starts = match.left
    length = len(match.selector.text.quote)
    if selection.offset is not None and len(starts) > 1:
        offset = selection.offset
        starts = [min(starts, key=lambda start: abs(text.folded.unfold(start, start + length)[0] - offset))]
    quotable = QuotableText(opened.article.text_of(part), part)
    for start in starts[:MOST_PLACES]:
        yield _place(text, quotable, start, start + length)


def _place(text: PartText, quotable: QuotableText, start: int, end: int) -> Place:
    plain = text.folded.plain
    low, high = _whole_words(plain, start, end)
    span = text.span(low, high)
    target = in_one_line(quotable.select(span.start, span.end))
    before, after = words_before(plain, low, CONTEXT), words_after(plain, high, CONTEXT)
    return Place(target, text.line_of(low), before, plain[low:high], after, _remark(plain, low, high, (start, end)))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the words that [start, end) touches, for a mouse stops anywhere."""
    while cuts_word(text, start):
        start -= 1
    while cuts_word(text, end):
        end += 1
    return start, end


def _remark(text: str, start: int, end: int, selected: tuple[int, int]) -> str:
    """Return what an editor should know of a place, or ""."""
    count = len(text[start:end].split())
    if count > MANY_WORDS:
        what = "This is the whole text" if end - start >= len(text.strip()) else f"These are {count} words"
        return f"{what}: a note is clearer where it quotes the words that it is about."
    return "" if (start, end) == selected else "Widened to whole words."
