"""A title or dek to the statement that it attributes: 'Mayor Says Bridge Is Safe', 'Bridge Is Safe, Mayor Says'.

Headlines capitalise every word and drop articles, so the grammar of sentences does not serve; the subject is looked up in the cast.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.exchange.prose.cast import Cast, Character
from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.vocabulary import JUDGING, SAYING

Span = tuple[int, int]


class HeadlineStatement(NamedTuple):
    """The span of a headline's statement, and who made it where the article tells."""

    span: Span
    character: Character | None


_VERB = re.compile(rf"\b(?:{'|'.join([SAYING.finite, *(forms.finite for forms, _ in JUDGING)])}|(?<=, )(?:saying|claiming|warning))\b", re.IGNORECASE)
_PLURAL = re.compile(r"[^s]s$|people$|police$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:.*, )?(?P<last>[^,]+)$")
_LONGEST_COLON_SUBJECT = 5


def find_headline_statements(masked: str, cast: Cast) -> list[HeadlineStatement]:
    """Return what the masked title or dek says that somebody says; parts between semicolons are read one by one."""
    found: list[HeadlineStatement] = []
    start = 0
    for part in masked.split(";"):
        statement = _read_part(part, cast)
        if statement:
            (first, last), character = statement
            found.append(HeadlineStatement((start + first, start + last), character))
        start += len(part) + 1
    return found


def _read_part(part: str, cast: Cast) -> HeadlineStatement | None:
    for verb in _VERB.finditer(part):
        before, after = part[: verb.start()].strip(), part[verb.end() :]
        if not before or MASK in before.split()[-1]:
            continue
        if verb[0].lower() == "accused" and after.startswith(" of "):
            continue  # accused by somebody else
        if not after.strip(" .") and "," in before:
            return _read_end(part, before, cast)
        if after.strip() and (statement := _read_verb(part, verb, cast)):
            return statement
    return _read_colon(part, cast)


def _read_end(part: str, before: str, cast: Cast) -> HeadlineStatement:
    """Read 'Bridge Is Safe, Mayor Says'."""
    clause, _, subject = before.rpartition(",")
    return HeadlineStatement(_stripped(part, 0, part.index(clause) + len(clause)), cast.find_in_headline(subject))


def _read_verb(part: str, verb: re.Match[str], cast: Cast) -> HeadlineStatement | None:
    """Read 'Mayor Says Bridge Is Safe' and 'Mayor Slams Council'; a noun that looks like a verb has no such subject."""
    subject = part[: verb.start()].strip()
    character = cast.find_in_headline(subject.split(",")[0])
    word = verb[0].lower()
    is_plural = _PLURAL.search(subject) is not None and word in _BASE_FORMS
    if character is None and not is_plural and word not in ("says", "said", "say"):
        return None
    after = part[verb.end() :].lower()
    for forms, follows in JUDGING:
        if word in forms.words and re.match(follows, after):
            return HeadlineStatement(_stripped(part, verb.start(), len(part)), character)
    if word in SAYING.words and not re.match(r" (?:to|for|of|in|on|at|with)\b", after):
        start = verb.end() + (6 if after.startswith(" that ") else 0)
        return HeadlineStatement(_stripped(part, start, len(part)), character)
    return None


_BASE_FORMS = frozenset("|".join([SAYING.base, *(forms.base for forms, _ in JUDGING)]).split("|"))


def _read_colon(part: str, cast: Cast) -> HeadlineStatement | None:
    """Read 'Mayor: Bridge Is Safe'."""
    subject, colon, _ = part.partition(": ")
    if not colon or len(subject.split()) > _LONGEST_COLON_SUBJECT:
        return None
    character = cast.find_in_headline(subject)
    return HeadlineStatement(_stripped(part, len(subject) + 2, len(part)), character) if character else None


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ,")), start + len(words.rstrip(" ,."))
