"""A masked paragraph to the spans of its sentences; a quotation is one word and ends a sentence where it says so.

Rules for English news prose; it needs the original text to see how a quotation ends.
"""

from __future__ import annotations

import re

from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.verbs import SAYING

Span = tuple[int, int]

_BOUNDARY = re.compile(rf"(?:(?<=[.!?…])[)\]]?|(?<={MASK}))(?P<space>\s+)(?=[^\sa-z])")
_SHORT_WORDS = "|".join(
    """Mr Mrs Ms Mx Dr Prof Gov Lt Sen Rep Reps Sens Rev Fr Hon Gen Col Maj Capt Sgt Cpl Pvt Supt Insp Det St Ste
    Mt Jr Sr Inc Corp Co Ltd Bros No Nos vs v Art Sec p pp ca c approx Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct
    Nov Dec Vt Va Pa Ga Fla Conn Mass Mich Minn Calif Colo Ariz Tenn Tex Wis Ave Blvd Rd""".split()
)
_ABBREVIATION = re.compile(rf"(?:\b(?:{_SHORT_WORDS})|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$")
_LONGEST_ABBREVIATION = 20
# “Is it safe?” Roe asked. – the sentence goes on after the quotation with a short subject and a verb of saying.
_ATTRIBUTION_FOLLOWS = re.compile(rf"(?:[\w.’'-]+ ){{0,5}}?(?:{SAYING.finite})\b|(?:{SAYING.finite})\b")


def find_sentences(text: str, masked: str) -> list[Span]:
    """Return the spans of the sentences, without the white space between them."""
    boundaries = [match.span("space") for match in _BOUNDARY.finditer(masked) if _ends_sentence(text, masked, match)]
    starts = [len(masked) - len(masked.lstrip()), *(end for _, end in boundaries)]
    ends = [*(start for start, _ in boundaries), len(masked.rstrip())]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _ends_sentence(text: str, masked: str, match: re.Match[str]) -> bool:
    end = match.start("space")
    before = text[max(0, end - _LONGEST_ABBREVIATION) : end]
    if masked[end - 1] != MASK:
        return not _ABBREVIATION.search(before)
    last = before.rstrip("”’\"'»)")[-1:]
    return last == "." or (last in tuple("?!…") and not _ATTRIBUTION_FOLLOWS.match(masked, match.end()))
