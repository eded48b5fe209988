"""Where the words of another program's annotation stand in an article: found exactly, or not at all.

Comes in: an article and a quote with the words around it, as some program saw them on some page. Goes out: a target
that a build finds again.
"""

from __future__ import annotations

from dataclasses import replace

from site_builder.anchoring.explain import explain_unplaced
from site_builder.anchoring.match import match_target
from site_builder.exchange.foreign.record import ForeignQuote
from site_builder.model import Part, Span, Target
from site_builder.workbench.selectors import QuotableText, in_one_line
from site_builder.workbench.workroom import OpenArticle

_PARTS: tuple[Part, ...] = ("body", "title", "dek", "caption")
"""Where words are looked for, in this order: most annotations are about the text."""


def find_place(opened: OpenArticle, quote: ForeignQuote) -> Target | None:
    """Return the target of a quote, None where it has no place or more than one.

    Words around it tell places apart. Where they fit nowhere, because another program saw other things around the text,
    the quote has a place if it stands in one part only once, or where the annotation says that it stands.
    """
    for keep_context in (True, False):
        if not keep_context and not (quote.prefix or quote.suffix or quote.start is not None):
            break
        for part in _PARTS:
            span = _find(opened, quote, part, keep_context=keep_context)
            if span:
                text = opened.article.text_of(part)
                return replace(in_one_line(QuotableText(text, part).select(span.start, span.end)), part=part)
    return None


def unplaced(quote: ForeignQuote) -> Target:
    """Return the target that a draft keeps of a quote without a place."""
    return in_one_line(Target(quote.exact, quote.prefix, quote.suffix))


def explain(opened: OpenArticle, quote: ForeignQuote) -> str:
    """Say in the words of a build why a quote has no place."""
    target = unplaced(quote)
    match = match_target(opened.text_of("body").folded, target)
    return explain_unplaced(opened.text_of, target, match).message


def _find(opened: OpenArticle, quote: ForeignQuote, part: Part, *, keep_context: bool) -> Span | None:
    text = opened.text_of(part)
    context = (quote.prefix, quote.suffix) if keep_context else ("", "")
    match = match_target(text.folded, Target(quote.exact, *context, part=part))
    length = len(match.selector.text.quote)
    if match.place is not None:
        return text.span(match.place, match.place + length)
    spans = [text.span(place, place + length) for place in match.left]
    return next((span for span in spans if part == "body" and span.start == quote.start), None)
