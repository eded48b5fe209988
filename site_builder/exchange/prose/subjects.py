"""The subject of a verb of saying: the noun phrase, with its appositions, that ends where the verb begins.

All functions take the masked sentence and offsets in it; what the phrase mentions is read in mentions.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.exchange.prose.mentions import Mention, parse_mention
from site_builder.exchange.prose.quotations import MASK


class Subject(NamedTuple):
    """Who is mentioned, and where the phrase starts."""

    mention: Mention
    start: int


_NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
_SEGMENT_END = re.compile(rf", |; |{MASK}(?!{MASK}) ?| — | – ")
_ONLY_CONJUNCTION = re.compile(r",? ?(?:and|but|then)", re.IGNORECASE)
_VERB_PHRASE_AND = re.compile(rf"^(?P<subject>(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b|{_NAME}).* (?:and|but|then) *$")
_LEADING_NAME = re.compile(rf"^(?:(?:He|She|It|They)\b|(?:The|A|An) [a-z-]+|{_NAME})")
_JOINS = (" and ", " but ", " because ", " while ", " as ", " that ")


def leading_mention(masked: str) -> Mention | None:
    """Return whom the first words of a sentence mention, as far as a name, a pronoun or 'The company' shows it."""
    segments = masked.split(",")
    for count in (3, 2, 1):
        mention = parse_mention(",".join(segments[:count])) if len(segments) > count else None
        if mention and mention.kind in ("person", "organisation"):
            return mention
    match = _LEADING_NAME.match(masked)
    return parse_mention(match[0]) if match else None


def find_subject(masked: str, start: int, end: int, earlier: Mention | None = None) -> Subject | None:
    """Return the subject that ends at `end`; `earlier` is that of the verb before, which 'and said' shares."""
    region = masked[start:end].rstrip()
    starts = [0, *(match.end() for match in _SEGMENT_END.finditer(region) if match.end() < len(region))]
    if not region.endswith(","):
        found = _last_phrase(region, starts[-1], earlier)
    else:
        found = _before_appositions(region, starts)
    return Subject(found.mention, start + found.start) if found else None


def _before_appositions(region: str, starts: list[int]) -> Subject | None:
    """Read 'Ann Bee, the mayor,' and 'In a letter, Ann Bee, the mayor,': the last name, or else the first role."""
    role: Subject | None = None
    for index in reversed(range(len(starts))):
        mention = parse_mention(region[starts[index] :])
        if mention and mention.kind in ("person", "organisation"):
            return _with_role_before(region, starts, index, mention)
        if mention and mention.kind != "group":
            role = Subject(mention, starts[index])
    return role


def _with_role_before(region: str, starts: list[int], index: int, mention: Mention) -> Subject:
    """Read 'A spokesman, Ann Bee,' as one mention of Ann Bee."""
    if index:
        whole = parse_mention(region[starts[index - 1] :])
        if whole and whole.name == mention.name:
            return Subject(whole, starts[index - 1])
    return Subject(mention, starts[index])


def _last_phrase(region: str, offset: int, earlier: Mention | None) -> Subject | None:
    phrase = region[offset:]
    if _ONLY_CONJUNCTION.fullmatch(phrase):
        mention = earlier or leading_mention(region)
    elif mention := parse_mention(phrase):
        pass
    elif match := _VERB_PHRASE_AND.match(phrase):
        mention = parse_mention(match["subject"])
    else:
        return _after_conjunction(phrase, offset)
    return Subject(mention, offset) if mention else None


def _after_conjunction(phrase: str, offset: int) -> Subject | None:
    """Read 'the mayor' in 'the vote failed and the mayor'."""
    for conjunction in _JOINS:
        head, found, tail = phrase.rpartition(conjunction)
        if found and (mention := parse_mention(tail)):
            return Subject(mention, offset + len(head) + len(found))
    return None
