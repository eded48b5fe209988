"""One sentence to the statements that it attributes: their spans, who is mentioned as saying them, and where.

It reads the masked sentence, in which a quotation is one opaque word, and never looks beyond it; who a mention stands
for is decided in cast.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.exchange.prose.clauses import (
    Span,
    circumstance_start,
    clause_span,
    is_quotation,
    read_complement,
    setting_at_end,
    setting_in,
    trim,
)
from site_builder.exchange.prose.mentions import Mention, parse_mention
from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.subjects import Subject, find_subject, leading_mention
from site_builder.exchange.prose.verbs import ANY_GERUND, BASE_FORMS, JUDGING_FINITE, SAYING, is_judgement


class Attributed(NamedTuple):
    """A statement of a sentence: the spans of its words (with quotation marks), who said it and where."""

    spans: tuple[Span, ...]
    mention: Mention
    setting: str = ""


_ADVERBS = r"(?:(?:has|have|had|also|long|then|later|once|again|further|even|now|still|already|since|both|all|\w+ly) )*"
_VERB = re.compile(
    rf"(?<![\w’'-])(?:{_ADVERBS}(?P<finite>{SAYING.finite}|{JUDGING_FINITE})"
    rf"|(?<=, )(?:\w+ly )?(?P<gerund>{ANY_GERUND}))(?![\w’'-])"
)
_NEGATED = re.compile(r"(?:\b(?:to|not|never|nor|is|are|was|were|be|been|being|of|as if|the|without)|n[’']t) $")
_ACCORDING = re.compile(r"(?P<comma>, )?\b[Aa]ccording to (?P<source>[^.;:]+?)(?P<end>,(?= )|[.;:]?$)")
_JOINS_A_CLAUSE = re.compile(r" *(?:and|but|though|although|while|because|when|then|so) ", re.IGNORECASE)
_STATEMENT_GOES_ON = re.compile(
    rf", (?!(?:\w+ly )?(?:{ANY_GERUND}|citing|referring|who|which|before|after|and|but|though|although|while|as|because"
    r"|whereas|when)\b)"
)
_NEXT_QUOTATION = re.compile(f", (?={MASK})")


@dataclass(slots=True)
class _Reading:
    """What is known of a sentence while its verbs are read from left to right; `cursor` ends what is consumed."""

    masked: str
    cursor: int = 0
    subject: Mention | None = None
    found: list[Attributed] = field(default_factory=list)

    def add(self, spans: list[Span], mention: Mention, setting: str = "") -> None:
        trimmed = tuple(span for span in (trim(self.masked, span) for span in spans) if span)
        if trimmed:
            self.found.append(Attributed(trimmed, mention, setting))
            self.cursor = max(self.cursor, spans[-1][1])
        self.subject = mention

    def subject_of(self, verb: re.Match[str]) -> Subject | None:
        return find_subject(self.masked, self.cursor, verb.start(), self.subject)


def find_attributions(masked: str) -> list[Attributed]:
    """Return the attributed statements of a masked sentence in text order."""
    reading = _Reading(masked)
    _read_according_to(reading)
    for verb in _VERB.finditer(masked):
        if verb.start() >= reading.cursor and not _NEGATED.search(masked[: verb.start()]):
            _read_verb(reading, verb)
    return reading.found


def _read_according_to(reading: _Reading) -> None:
    match = _ACCORDING.search(reading.masked)
    mention = parse_mention(match["source"]) if match else None
    if match is None or mention is None:
        return
    spans = [(0, match.start()) if match.start() else clause_span(reading.masked, match.end())]
    if match.start() and match["comma"] and match["end"] == ",":
        spans.append((match.end(), len(reading.masked)))
    reading.add(spans, mention)


def _read_verb(reading: _Reading, verb: re.Match[str]) -> None:
    """Read the statement of one verb; one like 'warned' may take a clause or be a statement with its object."""
    word = verb["finite"] or verb["gerund"]
    count = len(reading.found)
    if verb["gerund"]:
        subject = reading.subject or leading_mention(reading.masked)
        if subject and word in SAYING.forms:
            _read_clause_after(reading, verb, subject, None)
    else:
        subject = _read_finite(reading, verb)
    if subject and len(reading.found) == count and is_judgement(word, reading.masked[verb.end() :]):
        span = clause_span(reading.masked, verb.end() - len(word))
        reading.add([span], subject, setting_at_end(reading.masked, span))


def _read_finite(reading: _Reading, verb: re.Match[str]) -> Mention | None:
    """Read '…, said X', 'X said …' and '…, X said', in this order; return the subject if it stands before the verb."""
    is_saying = verb["finite"] in SAYING.forms
    if is_saying and _read_inverted(reading, verb):
        return None
    subject = reading.subject_of(verb)
    if subject is None or not _agrees(verb["finite"], subject.mention):
        return None
    if is_saying and not _read_clause_after(reading, verb, subject.mention, subject):
        _read_statement_before(reading, verb, subject)
    reading.subject = subject.mention
    return subject.mention


def _agrees(verb: str, mention: Mention) -> bool:
    """Tell whether the verb can have this subject: only several people say, one says."""
    return verb not in BASE_FORMS or mention.kind == "group" or mention.name == "they" or mention.is_several


def _read_clause_after(reading: _Reading, verb: re.Match[str], mention: Mention, subject: Subject | None) -> bool:
    """Read 'X said that …' and 'X said, “…”'; return False where nothing that was said follows."""
    masked = reading.masked
    complement = read_complement(masked, verb.end(), verb["finite"] or verb["gerund"])
    if complement.start is None:
        return False
    span = clause_span(masked, complement.start)
    spans = [span]
    if subject and is_quotation(masked, trim(masked, span) or span):
        spans[:0] = _quotation_before(reading, subject, verb.end())
    lead_in = setting_in(masked[reading.cursor : verb.start()])
    reading.add(spans, mention, complement.setting or lead_in or setting_at_end(masked, span))
    return True


def _quotation_before(reading: _Reading, subject: Subject, verb_end: int) -> list[Span]:
    """Return the first part of “…,” he said, “…”: one sentence that the attribution interrupts."""
    before = trim(reading.masked, (reading.cursor, subject.start))
    goes_on = reading.masked[verb_end:].lstrip().startswith(",")
    return [before] if before and goes_on and reading.masked[before[0]] == MASK else []


def _read_statement_before(reading: _Reading, verb: re.Match[str], subject: Subject) -> None:
    """Read '…, X said' and its rest where it goes on after that: 'The bridge, X said, is safe'."""
    masked = reading.masked
    before = trim(masked, (reading.cursor, subject.start))
    follows_statement = masked[: subject.start].rstrip().endswith((",", MASK, "—", "–"))
    if before is None or not follows_statement or _JOINS_A_CLAUSE.match(masked, subject.start):
        return
    _, rest, setting = read_complement(masked, verb.end(), verb["finite"])
    goes_on = _STATEMENT_GOES_ON.match(masked, rest)
    reading.cursor = rest
    reading.add([before, *([clause_span(masked, goes_on.end())] if goes_on else [])], subject.mention, setting)


def _read_inverted(reading: _Reading, verb: re.Match[str]) -> bool:
    """Read '…, said X': all that follows is the subject, circumstances and the rest of an interrupted quotation."""
    masked, rest = reading.masked, reading.masked[verb.end() :]
    before = trim(masked, (reading.cursor, verb.start()))
    if before is None or not masked[: verb.start()].rstrip().endswith((",", MASK)):
        return False
    goes_on = _NEXT_QUOTATION.search(rest)
    end = min(circumstance_start(rest), goes_on.start() if goes_on else len(rest))
    mention = parse_mention(rest[:end].rstrip(".")) if rest.startswith(" ") else None
    if mention is None or not (is_quotation(masked, before) or _stands_alone(reading, verb, mention)):
        return False
    spans = [before, *([clause_span(masked, verb.end() + goes_on.end())] if goes_on else [])]
    reading.cursor = verb.end() + end
    reading.add(spans, mention, setting_in(rest[end:]))
    return True


def _stands_alone(reading: _Reading, verb: re.Match[str], after: Mention) -> bool:
    """Tell whether what stands before the verb is no subject, as it is in 'Ann Bee, the director, said residents …'."""
    before = reading.subject_of(verb)
    return after.kind != "group" and (before is None or before.mention.kind == "group")
