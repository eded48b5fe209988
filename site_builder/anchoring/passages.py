"""The words that a note is about, with the rest of the sentence around them.

Comes in: an article and the spans of a note. Goes out: a Passage of plain text. Text that is not published is
not shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from site_builder.model import AnnotatedArticle, Body, Passage, Span, Target

_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\s")
_SHORT = "Capt Col Dr Gen Gov Hon Lt Messrs Mr Mrs Ms No Nos Nr Prof Rep Rev Sen Sgt Sr Jr St ca cf vs"
_ABBREVIATION = re.compile(rf"(?<!\w)(?:[^\W\d_]|\d{{1,2}}|{'|'.join(_SHORT.split())})\.\s")
"""Where a full stop ends no sentence: after an initial, a title, "St.", and after the day of a German date. One that
does all the same only shows a sentence more."""
_CONTEXT = 160
"""How many characters on each side are searched for the bounds of the sentence around a quote."""


def find_passage(article: AnnotatedArticle, targets: Sequence[Target], spans: Sequence[Span]) -> Passage:
    """Return the quoted words as the article has them, and the rest of the sentence around them.

    The words alone where the article's text is not published or the note has several targets; as the editor wrote them
    where they have no place.
    """
    if not spans:
        return Passage("", tuple(target.quote for target in targets), "")
    words = tuple(article.text_of(span.part)[span.start : span.end] for span in spans)
    if article.excerpt_only or len(spans) > 1 or spans[0].part != "body":
        return Passage("", words, "")
    text, span = article.body.text, spans[0]
    low, high = _block_around(article.body, span)
    return Passage(_end_of(text[low : span.start]), words, _start_of(text[span.end : high]))


def _block_around(body: Body, span: Span) -> tuple[int, int]:
    """Return the bounds of the blocks that a span stands in: from the last gap before it to the first one after it."""
    before = bisect_left(body.gaps, span.start)
    after = bisect_left(body.gaps, span.end)
    low = body.gaps[before - 1] + 1 if before else 0
    high = body.gaps[after] if after < len(body.gaps) else len(body.text)
    return low, high


def _sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end, with the white space behind them."""
    abbreviations = {match.end() for match in _ABBREVIATION.finditer(text)}
    return [match.end() for match in _SENTENCE_END.finditer(text) if match.end() not in abbreviations]


def _end_of(before: str) -> str:
    """Return the last sentence of what stands before a quote, cut where it is long."""
    near = before[-_CONTEXT:]
    ends = _sentence_ends(near)
    if ends:
        return near[ends[-1] :]
    return near if len(near) == len(before) else f"…{near.partition(' ')[2]}"


def _start_of(after: str) -> str:
    """Return the first sentence of what stands after a quote, cut where it is long."""
    near = after[:_CONTEXT]
    ends = _sentence_ends(near)
    if ends:
        return near[: ends[0]].rstrip()
    return near if len(near) == len(after) else f"{near.rpartition(' ')[0]}…"
