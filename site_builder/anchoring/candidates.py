"""Where a quote that has no place may stand now: places of the same words, then passages like them, likeliest first.

The texts of an article and a target come in, candidates go out, each with what differs. Nothing is placed by it: a
person chooses, or accepts in bulk what `is_folded`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from site_builder.anchoring.explain import TextOf
from site_builder.anchoring.fold import Folded
from site_builder.anchoring.match import Match, match_target
from site_builder.anchoring.nearest import WORD, find_nearest
from site_builder.anchoring.part_text import CONTEXT, PartText, words_after, words_before
from site_builder.anchoring.weights import Weight, weights_of
from site_builder.anchoring.words import has_words
from site_builder.model import PARTS, Part, Span, Target

MOST = 5
"""How many candidates are shown: who finds none among five looks for the words in the article."""

_PASSAGES = 3
"""How many passages of other words are looked for in a part."""

_HIDDEN = "\x00"

# Signs that may come and go at the edge of a word without another thing being said; not ? and !, and no dash.
_SIGNS = ".,;:…'\"()[]*_~`#>|"
_NUMBER_SIGNS = ",;:…'\"()[]*_~`"


RunKind = Literal["same", "quote", "article"]


class Run(NamedTuple):
    """A run of words: in both texts, only in the quote, or only in the article; `spaced` where a space is before it."""

    kind: RunKind
    text: str
    spaced: bool = False


class Candidate(NamedTuple):
    """A place that a quote may mean, with its line (None where the part has none), words around it and what differs.

    `is_folded` says that the same words stand there in the same order, between the same words, and nowhere else: only
    signs at their edges differ.
    """

    span: Span
    line: int | None
    before: str
    words: str
    after: str
    likeness: float
    runs: tuple[Run, ...]
    weights: tuple[Weight, ...]
    is_folded: bool = False


def find_candidates(text_of: TextOf, target: Target) -> list[Candidate]:
    """Return at most MOST candidates for a target that has no place, the likeliest first."""
    parts = [target.part, *(part for part in PARTS if part != target.part)]
    found = [candidate for part in parts for candidate in _in_part(text_of, target, part)]
    found.sort(key=lambda one: (not one.is_folded, -one.likeness, parts.index(one.span.part)))
    return found[:MOST]


def _in_part(text_of: TextOf, target: Target, part: Part) -> Iterator[Candidate]:
    text, match = text_of(part), match_target(text_of(part).folded, target)
    quote = match.selector.text.quote
    if not has_words(quote) or not text.folded.text.strip():
        return
    if match.found:
        for start in (match.left or match.found)[: MOST + 1]:
            yield _candidate(text, match, start, start + len(quote))
        return
    same = list(_same_words(text.folded, quote))
    for start, end in same[: MOST + 1]:
        is_folded = len(same) == 1 and part == target.part and _context_fits(text.folded, match, start, end)
        yield _candidate(text, match, start, end)._replace(is_folded=is_folded)
    if not same:
        for start, end in _passages(text.folded, match):
            yield _candidate(text, match, start, end)


def _candidate(text: PartText, match: Match, start: int, end: int) -> Candidate:
    selector = match.selector
    passage = Folded(text.folded.text[start:end], text.folded.plain[start:end])
    runs = tuple(_runs(Folded(selector.text.quote, selector.plain.quote), passage))
    quoted = " ".join(run.text for run in runs if run.kind == "quote")
    found = " ".join(run.text for run in runs if run.kind == "article")
    likeness = fuzz.ratio(selector.text.quote.lower(), passage.text.lower())
    weights = weights_of(quoted, found)
    before = words_before(text.folded.plain, start, CONTEXT)
    after = words_after(text.folded.plain, end, CONTEXT)
    span, line = text.span(start, end), text.line_of(start)
    return Candidate(span, line, before, passage.plain, after, likeness, runs, weights)


# ---------------------------------------------------------------- the same words


def _same_words(text: Folded, quote: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a quote stand in a text, whatever signs are at their edges."""
    wanted = [word for word, _, _ in _loose_words(quote)]
    words = _loose_words(text.text) if wanted else []
    first = wanted[0] if wanted else ""
    for index, (word, start, _) in enumerate(words):
        if word == first and [one for one, _, _ in words[index : index + len(wanted)]] == wanted:
            end = words[index + len(wanted) - 1][2]
            if text.is_whole(start, end):
                yield start, end


def _context_fits(text: Folded, match: Match, start: int, end: int) -> bool:
    """Tell whether prefix and suffix stand around a place, whatever signs are at the edges of their words."""
    _, prefix, suffix = match.selector.text
    before = [word for word, _, _ in _loose_words(text.text[max(0, start - 2 * len(prefix) - 20) : start])]
    after = [word for word, _, _ in _loose_words(text.text[end : end + 2 * len(suffix) + 20])]
    wanted_before = [word for word, _, _ in _loose_words(prefix)]
    wanted_after = [word for word, _, _ in _loose_words(suffix)]
    ends_so = not wanted_before or before[-len(wanted_before) :] == wanted_before
    return ends_so and after[: len(wanted_after)] == wanted_after


def _loose_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text without the signs at their edges, each with the place that is left of it.

    A number keeps its signs in front and its period: -5 is not 5. Letters of other forms, such as ligatures, are
    composed as NFKC has them; numbers are not, as 10² is not 102.
    """
    words = []
    for match in re.finditer(r"[^ ]+", text):
        word = match[0]
        is_number = any(character.isnumeric() for character in word)
        bare = word.strip(_NUMBER_SIGNS) if is_number else word.strip(_SIGNS)
        if is_number and bare.endswith("."):
            bare = bare.rstrip(".")
        if bare:
            start = match.start() + word.index(bare)
            words.append((bare if is_number else unicodedata.normalize("NFKC", bare), start, start + len(bare)))
    return words


# ---------------------------------------------------------------- other words


def _passages(text: Folded, match: Match) -> Iterator[tuple[int, int]]:
    """Yield the passages most like a quote, none of them twice."""
    quote = Folded(match.selector.text.quote, match.selector.plain.quote)
    rest = text
    for _ in range(_PASSAGES):
        nearest = find_nearest(rest, quote)
        if nearest is None:
            return
        start, end = nearest.start, nearest.end
        if _HIDDEN in rest.text[start:end]:
            return
        yield start, end
        hidden = rest.text[:start] + _HIDDEN * (end - start) + rest.text[end:]
        rest = Folded(hidden, text.plain)


def _runs(quote: Folded, passage: Folded) -> Iterator[Run]:
    """Yield the words of a quote and of a passage as they follow each other, those in both once."""
    quoted, found = list(WORD.finditer(quote.text)), list(WORD.finditer(passage.text))
    steps = Levenshtein.opcodes([word[0] for word in quoted], [word[0] for word in found])
    quoted_done = found_done = 0
    for block in steps.as_matching_blocks():
        yield from _run("quote", quote.plain, quoted[quoted_done : block.a])
        yield from _run("article", passage.plain, found[found_done : block.b])
        yield from _run("same", passage.plain, found[block.b : block.b + block.size])
        quoted_done, found_done = block.a + block.size, block.b + block.size


def _run(kind: RunKind, text: str, words: list[re.Match[str]]) -> Iterator[Run]:
    if words:
        start = words[0].start()
        yield Run(kind, text[start : words[-1].end()], text[:start].endswith(" "))
