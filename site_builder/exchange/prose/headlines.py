"""A title or dek to the statements that it attributes: 'Mayor Says Bridge Is Safe', 'Bridge Is Safe, Mayor Says'.

Headlines capitalise every word and drop articles, so the grammar of sentences does not serve; the subject is looked up
in the cast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_builder.exchange.prose.cast import Cast
from site_builder.exchange.prose.characters import Character
from site_builder.exchange.prose.clauses import Span
from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.verbs import BASE_FORMS, JUDGING_FINITE, SAYING, TELLING_FORMS, is_judgement


class HeadlineStatement(NamedTuple):
    """The span of a headline's statement, and who made it where the article tells."""

    span: Span
    character: Character | None


_VERB = re.compile(rf"\b(?:{SAYING.finite}|{JUDGING_FINITE}|(?<=, )(?:saying|claiming|warning))\b", re.IGNORECASE)
_PLURAL = re.compile(r"[^s]s$|people$|police$", re.IGNORECASE)
_CERTAIN = frozenset({"says", "said", "say"})  # the other verbs may be nouns: claims, reports, charges
_NO_CLAUSE = re.compile(r" (?:to|for|of|in|on|at|with)\b")
_SECOND_VERB = re.compile(r" (?:but|and) (?:say|says|said) ")
_LONGEST_COLON_SUBJECT = 5


def find_headline_statements(masked: str, cast: Cast) -> Iterator[HeadlineStatement]:
    """Yield what the masked title or dek says that somebody says; parts between semicolons are read one by one."""
    offset = 0
    for part in masked.split(";"):
        if statement := _read_part(part, cast):
            start, end = _stripped(part, statement.span)
            yield HeadlineStatement((offset + start, offset + end), statement.character)
        offset += len(part) + 1


def _read_part(part: str, cast: Cast) -> HeadlineStatement | None:
    for verb in _VERB.finditer(part):
        before, after = part[: verb.start()].strip(), part[verb.end() :]
        if not before or before.endswith(MASK) or (verb[0].lower() == "accused" and after.startswith(" of ")):
            continue
        if not after.strip(" .") and "," in before:
            return _read_end(before, cast)
        if after.strip() and (statement := _read_verb(part, verb, cast)):
            return statement
    return _read_colon(part, cast)


def _read_end(before: str, cast: Cast) -> HeadlineStatement:
    """Read 'Bridge Is Safe, Mayor Says'."""
    clause, _, subject = before.rpartition(",")
    return HeadlineStatement((0, len(clause) + 1), cast.find_in_headline(subject))


def _read_verb(part: str, verb: re.Match[str], cast: Cast) -> HeadlineStatement | None:
    """Read 'Mayor Says Bridge Is Safe' and 'Mayor Slams Council'; a noun that looks like a verb has no such subject."""
    subject, word, after = part[: verb.start()].strip(), verb[0].lower(), part[verb.end() :].lower()
    character = cast.find_in_headline(subject.split(",")[0])
    is_plural = _PLURAL.search(subject) is not None and word in BASE_FORMS
    if _SECOND_VERB.search(after) or not (character or is_plural or word in _CERTAIN):
        return None
    if is_judgement(word, after):
        return HeadlineStatement((verb.start(), len(part)), character)
    if word not in SAYING.forms or _NO_CLAUSE.match(after):
        return None
    return HeadlineStatement((verb.end() + _length_before_clause(word, after), len(part)), character)


def _length_before_clause(word: str, after: str) -> int:
    """Return the length of 'that', and after 'tells' of the people told, who are one word in a headline."""
    before = re.match(r" \S+(?: that\b)?" if word in TELLING_FORMS else r"(?: that\b)?", after)
    return before.end() if before else 0


def _read_colon(part: str, cast: Cast) -> HeadlineStatement | None:
    """Read 'Mayor: Bridge Is Safe'."""
    subject, colon, _ = part.partition(": ")
    if not colon or len(subject.split()) > _LONGEST_COLON_SUBJECT:
        return None
    character = cast.find_in_headline(subject)
    return HeadlineStatement((len(subject) + len(colon), len(part)), character) if character else None


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] == ","):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",."):
        end -= 1
    return start, end
