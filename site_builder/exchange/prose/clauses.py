"""What stands around a verb of saying: the clause or quotation it takes, and the circumstances of its being said.

All functions take the masked sentence and offsets in it. Who said it is no subject here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from site_builder.exchange.prose.circumstances import ADDRESSEE, CIRCUMSTANCE, SETTING, TIME
from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.verbs import ANY_GERUND, BARE_CLAUSE_FORMS, JUDGING_FINITE, SAYING, TELLING_FORMS

Span = tuple[int, int]


class Complement(NamedTuple):
    """What follows a verb of saying: where it starts, if there is one, and what stands between."""

    start: int | None
    circumstances_end: int
    setting: str


_AUXILIARY = re.compile(
    r"\b(?:(?:is|are|was|were|do|does|did|would|has|have|had|could|should)(?:n[’']t)?|(?:will|can|may|might|must|cannot)"
    r"|(?:wo|ca)n[’']t)\b"
)
_PREPOSITIONS = "in|on|at|of|to|by|for|from|with|about|as|into|over|against|until|through|than"
_NO_CLAUSE = re.compile(
    rf"(?:{_PREPOSITIONS}|what|when|whether|how|why|if|who|where|and|or|but)\b"
    rf"|(?:nothing|so|yes|no|little|much|more|goodbye|hello|thanks)(?:[.,;]|$| (?:{_PREPOSITIONS})\b)"
)
_CONTENT = re.compile(rf",? that (?=\S)|[,:]? (?={MASK})|: (?=\S)")
_ADDRESSEE_BEFORE_THAT = re.compile(r"(?: (?!that\b)[\w’'.-]+){1,9}?(?= that \S)")

_PRONOUN = "(?:(?:he|she|it|they) )?"
_CLAUSE_BEGINS = (
    rf"(?:that\b|{MASK}|(?:the|an?|he|she|it|they|we|his|her|its|their|no|there|this|these|those|all|every)\b)"
)
_CLAUSE_END = re.compile(
    rf", (?:\w+ly )?(?:{ANY_GERUND})\b"  # , adding that …
    rf"|,? (?:and|but) {_PRONOUN}(?:(?:also|later|then) )?(?:{SAYING.finite}) (?={_CLAUSE_BEGINS})"
    rf"|,? (?:and|but) {_PRONOUN}(?:also )?(?:said|says|told)\b"
    rf"|, and (?:{JUDGING_FINITE})\b"
    rf"|, an? [a-z]+(?: that| which)? (?:[\w’'-]+ ){{1,3}}?(?:{SAYING.finite}|{JUDGING_FINITE})\b"  # , a plan he called
    r"|, (?:despite|even as|amid|according to)\b|; "
)
_CONJUNCTION = re.compile(r"(?:But|And|Yet|So|Still,) ")
_CIRCUMSTANCE = re.compile(CIRCUMSTANCE)
_SETTING = re.compile(rf",? {SETTING}")
_SETTING_OR_TIME = re.compile(rf",? {SETTING}|,? {TIME}(?![\w’'-])")
_SETTING_ANYWHERE = re.compile(rf"(?:^|,| )(?i:{SETTING})")
_SETTING_AT_END = re.compile(rf",? {SETTING}(?: {TIME})?[.,]*$")
_ONE_QUOTATION = re.compile(f"{MASK}+")


def is_quotation(masked: str, span: Span) -> bool:
    """Tell whether the span is one quotation and nothing else."""
    return _ONE_QUOTATION.fullmatch(masked, *span) is not None


def read_complement(masked: str, position: int, verb: str) -> Complement:
    """Return what follows the verb that ends at `position`, after the people told and the circumstances."""
    setting = ""
    if verb in TELLING_FORMS:
        addressee = _ADDRESSEE_BEFORE_THAT.match(masked, position) or ADDRESSEE.match(masked, position)
        position = addressee.end() if addressee else position
    while circumstance := _CIRCUMSTANCE.match(masked, position):
        named = _SETTING.match(masked, position)
        setting = _name_of(named) or setting
        position = circumstance.end()
    return Complement(_content_start(masked, position, verb), position, setting)


def _content_start(masked: str, position: int, verb: str) -> int | None:
    if explicit := _CONTENT.match(masked, position):
        return explicit.end()
    if not masked.startswith(" ", position) or _NO_CLAUSE.match(masked, position + 1):
        return None
    clause = masked[slice(*clause_span(masked, position + 1))]
    main_words = " ".join(re.split(r"\b(?:that|who|which)\b|,", clause)[0].split()[:12])
    return position + 1 if verb in BARE_CLAUSE_FORMS or _AUXILIARY.search(main_words) else None


def clause_span(masked: str, start: int) -> Span:
    """Return the clause from `start` to where another statement or the reporter's own matter begins."""
    end = _CLAUSE_END.search(masked, start + 1)
    return start, end.start() if end else len(masked)


def trim(masked: str, span: Span) -> Span | None:
    """Return the span without a conjunction before it and setting and punctuation after it; None if that is empty."""
    start, end = span
    while start < end and (
        masked[start].isspace() or masked[start] in ",:—–" or _CONJUNCTION.match(masked, start, end)
    ):
        conjunction = _CONJUNCTION.match(masked, start, end)
        start = conjunction.end() if conjunction else start + 1
    if setting := _SETTING_AT_END.search(masked[start:end]):
        end = start + setting.start()
    while end > start and (masked[end - 1].isspace() or masked[end - 1] in ",.;:—–"):
        end -= 1
    return (start, end) if start < end else None


def setting_at_end(masked: str, span: Span) -> str:
    """Return the setting with which the span ends: 'letter' for '… was shut, in a letter on Tuesday'."""
    match = _SETTING_AT_END.search(masked[slice(*span)])
    return _name_of(match)


def setting_in(words: str) -> str:
    """Return the first setting in the words: 'statement' for 'In a statement, the company'."""
    match = _SETTING_ANYWHERE.search(words)
    return _name_of(match)


def _name_of(match: re.Match[str] | None) -> str:
    return match["setting"].rstrip(".") if match else ""


def circumstance_start(words: str) -> int:
    """Return where the first setting or time in the words begins; their length where there is none."""
    match = _SETTING_OR_TIME.search(words)
    return match.start() if match else len(words)
