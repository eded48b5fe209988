"""Say in an editor's terms what is wrong with a target: the article's parts, a target and its match in, findings out.

The words are chosen here, the severity elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from site_builder.anchoring.fold import Folded
from site_builder.anchoring.match import Match, ends_with, match_target, starts_with
from site_builder.anchoring.part_text import CONTEXT, PartText, shorten
from site_builder.anchoring.words import cuts_word, has_words, word_around
from site_builder.model import PARTS, Part, Target

if TYPE_CHECKING:
    from site_builder.anchoring.nearest import Nearest

_SHOWN = 10  # of places or differences: who has read ten knows what to do

TextOf = Callable[[Part], PartText]


class Finding(NamedTuple):
    """What is wrong with a target; not yet a problem, since nobody has said how bad it is."""

    code: str
    message: str
    hint: str


def explain_unplaced(text_of: TextOf, target: Target, match: Match) -> Finding:
    """Say why a target has no place, or more than one."""
    text = text_of(target.part)
    if not has_words(match.selector.text.quote):
        return _explain_wordless(target)
    if not text.folded.text.strip():
        return _explain_empty_part(target)
    if not match.found:
        return _explain_missing(text_of, target, match)
    if not match.left:
        return _explain_context(text, match)
    if target.occurrence is not None:
        return _explain_occurrence(text, match, target.occurrence)
    return _explain_ambiguous(text, match)


def explain_cut_words(text: PartText, start: int, end: int) -> Finding | None:
    """Say at which end the place [start, end) cuts a word or a number; None where it cuts none."""
    plain = text.folded.plain
    cuts = [
        f"{verb} inside “{word_around(plain, at)}”"
        for verb, at in (("starts", start), ("ends", end))
        if cuts_word(plain, at)
    ]
    if not cuts:
        return None
    return Finding(
        "quote-cuts-word", f"the quote {' and '.join(cuts)} ({text.place(start)})", "quote whole words and numbers"
    )


def _explain_wordless(target: Target) -> Finding:
    quote = shorten(target.quote.strip())
    return Finding(
        "quote-without-words",
        f"there is no word in the quote “{quote}”" if quote else "the quote is empty",
        "quote the words that the note is about",
    )


def _explain_empty_part(target: Target) -> Finding:
    name = "text" if target.part == "body" else target.part
    return Finding(
        "quote-part-empty",
        f"the quote is looked for in the article's {name}, but the article has none",
        "name the part that the words stand in: title, dek, caption or body",
    )


def _explain_missing(text_of: TextOf, target: Target, match: Match) -> Finding:
    # Imported here, because rapidfuzz is of no use as long as every quote is found.
    from site_builder.anchoring.nearest import find_nearest

    text = text_of(target.part)
    nearest = find_nearest(text.folded, Folded(match.selector.text.quote, match.selector.plain.quote))
    passage = _describe_nearest(text, nearest) if nearest else ", and nothing like it is"
    other_part = next((part for part in PARTS if match_target(text_of(part).folded, target).left), None)
    if other_part:
        hint = f"it stands in the article's {other_part}: write part: {other_part}"
    elif nearest and any(difference.weighs for difference in nearest.differences):
        hint = "a number or a negation differs: find out which is right before you change the quote"
    else:
        hint = "copy the words from the article as a reader sees them, without Markdown's signs"
    return Finding("quote-not-found", f"the quote is not in {text.name}{passage}", hint)


def _describe_nearest(text: PartText, nearest: Nearest) -> str:
    line = text.line_of(nearest.start)
    passage = shorten(text.folded.plain[nearest.start : nearest.end])
    differences = [_name_difference(*difference) for difference in nearest.differences]
    listed = _list_some(differences, len(differences)) or "differs in its spaces"
    return f"; nearest is {f'line {line}, ' if line else ''}“{passage}”: it {listed}"


def _name_difference(quoted: str, found: str) -> str:
    if not quoted:
        return f"has “{shorten(found)}”, which the quote leaves out"
    if not found:
        return f"lacks the quote's “{shorten(quoted)}”"
    return f"has “{shorten(found)}” where the quote has “{shorten(quoted)}”"


def _explain_context(text: PartText, match: Match) -> Finding:
    selector = match.selector.text
    after = [start for start in match.found if ends_with(text.folded.text, selector.prefix, start)]
    before = [
        start for start in match.found if starts_with(text.folded.text, selector.suffix, start + len(selector.quote))
    ]
    _, prefix, suffix = match.selector.plain
    sides = [f"after “{shorten(prefix)}”"] * (not after) + [f"before “{shorten(suffix)}”"] * (not before)
    wrong = " or ".join(sides) or f"between “{shorten(prefix)}” and “{shorten(suffix)}”"
    context = max(CONTEXT, min(len(prefix), 100), min(len(suffix), 100)) + 5
    return Finding(
        "quote-context",
        f"the quote is in {text.name}, but not {wrong}: {_list_places(text, match, match.found, context)}",
        "give as prefix and suffix the words directly before and after the quote, or leave them out",
    )


def _explain_occurrence(text: PartText, match: Match, occurrence: int) -> Finding:
    count = len(match.left)
    return Finding(
        "quote-occurrence",
        f"there is no occurrence {occurrence}: {_count_places(text, match)}",
        "leave occurrence out" if count == 1 else f"give an occurrence from 1 to {count}",
    )


def _explain_ambiguous(text: PartText, match: Match) -> Finding:
    return Finding(
        "quote-ambiguous",
        _count_places(text, match),
        "add prefix or suffix (the words directly before or after the quote), or occurrence (1 is the first place)",
    )


def _count_places(text: PartText, match: Match) -> str:
    count = len(match.left)
    narrowed = " between these words" if len(match.found) > count else ""
    places = f"{count} place{'s' if count > 1 else ''}"
    return f"the quote stands{narrowed} at {places} in {text.name}: {_list_places(text, match, match.left)}"


def _list_places(text: PartText, match: Match, starts: Sequence[int], context: int = CONTEXT) -> str:
    length = len(match.selector.text.quote)
    return _list_some((text.show(start, start + length, context) for start in starts), len(starts))


def _list_some(phrases: Iterable[str], count: int) -> str:
    """Join the first of `count` phrases and say how many there are besides."""
    shown = list(islice(phrases, _SHOWN))
    if count > len(shown):
        shown.append(f"and {count - len(shown)} more")
    return "; ".join(shown)
