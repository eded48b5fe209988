"""A masked paragraph to the spans of its sentences; a quotation counts as one word and ends a sentence where it says so.

Rules for English news prose; it needs the original text to see how a quotation ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.vocabulary import SAYING

Span = tuple[int, int]

_BOUNDARY = re.compile(rf"(?:(?<=[.!?…])[)\]]?|(?<={MASK}))(?P<space>\s+)(?=[^\sa-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gov|Lt|Sen|Rep|Reps|Sens|Rev|Fr|Hon|Gen|Col|Maj|Capt|Sgt|Cpl|Pvt|Supt|Insp|Det|St|Ste|Mt|Jr|Sr|Inc"
    r"|Corp|Co|Ltd|Bros|No|Nos|vs|v|Art|Sec|p|pp|ca|c|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ave|Blvd|Rd)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
# “Is it safe?” Roe asked. – the sentence goes on after the quotation with a short subject and a verb of saying.
_ATTRIBUTION_FOLLOWS = re.compile(rf"(?:[\w.’'-]+ ){{0,5}}?(?:{SAYING.finite})\b|(?:{SAYING.finite})\b")


def find_sentences(text: str, masked: str) -> list[Span]:
    """Return the spans of the sentences, without the white space between them."""
    starts = [0, *(match.end() for match in _boundaries(text, masked))]
    ends = [*(match.start("space") for match in _boundaries(text, masked)), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _boundaries(text: str, masked: str) -> Iterator[re.Match[str]]:
    return (match for match in _BOUNDARY.finditer(masked) if _ends_sentence(text, masked, match))


def _ends_sentence(text: str, masked: str, match: re.Match[str]) -> bool:
    before = text[: match.start("space")]
    if masked[match.start("space") - 1] != MASK:
        return not _ABBREVIATION.search(before)
    last = before.rstrip("”’\"'»)")[-1:]
    if last in "?!…":
        return not _ATTRIBUTION_FOLLOWS.match(masked, match.end())
    return last == "."
