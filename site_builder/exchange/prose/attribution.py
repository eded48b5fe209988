"""One sentence to the statements that it attributes: their spans, who is mentioned as saying them, and where.

It reads the masked sentence, in which a quotation is one opaque word, and never looks beyond it; who a mention stands for
is decided in cast.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.exchange.prose.mentions import Mention, parse_mention
from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.vocabulary import (
    ADDRESSEE,
    BARE_CLAUSE_VERBS,
    CIRCUMSTANCE,
    JUDGING,
    SAYING,
    SETTING,
    TIME,
)

Span = tuple[int, int]


class Attributed(NamedTuple):
    """A statement of a sentence: the spans of its words (with quotation marks), who said it and where."""

    spans: tuple[Span, ...]
    mention: Mention
    setting: str = ""


_ADVERBS = r"(?:(?:has|have|had|also|long|then|later|once|again|further|even|now|still|already|since|both|all|recently|\w+ly) )*"
_JUDGING_FINITE = "|".join(forms.finite for forms, _ in JUDGING)
_GERUND = "|".join([SAYING.gerund, *(forms.gerund for forms, _ in JUDGING)])
_VERB = re.compile(
    rf"(?<![\w’'-])(?:{_ADVERBS}(?P<finite>{SAYING.finite}|{_JUDGING_FINITE})"
    rf"|(?<=, )(?:\w+ly )?(?P<gerund>{_GERUND}))(?![\w’'-])"
)
_ACCORDING = re.compile(r"(?P<comma>, )?\b[Aa]ccording to (?P<source>[^.;:]+?)(?P<end>,(?= )|[.;:]?$)")
_BASE_FORMS = frozenset("|".join([SAYING.base, *(forms.base for forms, _ in JUDGING)]).split("|"))
_NEGATED = re.compile(r"(?:\b(?:to|not|never|nor|is|are|was|were|be|been|being|of|as if|the|without)|n[’']t) $")
_NO_CLAUSE = re.compile(
    r"(?:in|on|at|of|to|by|for|from|with|until|through|nothing|so|yes|no|little|goodbye|thanks|what|when|whether|how|why|if|who|where"
    r"|and|or|but|as|about|it all|much|more|hello|into|over|against)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|can|could|should|may|might|must|did|does|do|cannot|won[’']t|isn[’']t|aren[’']t"
    r"|wasn[’']t|weren[’']t|don[’']t|doesn[’']t|didn[’']t|can[’']t)\b"
)
_CLAUSE_BEGINS = rf"(?=that\b|{MASK}|(?:the|an?|he|she|it|they|we|his|her|its|their|no|there|this|these|those|all|every)\b)"
_CLAUSE_END = re.compile(
    rf", (?:\w+ly )?(?:{_GERUND})\b|,? (?:and|but) (?:(?:he|she|it|they) )?(?:(?:also|later|then) )?(?:{SAYING.finite}) {_CLAUSE_BEGINS}"
    rf"|,? (?:and|but) (?:(?:he|she|it|they) )?(?:also )?(?:said|says|told)\b"
    r"|, (?:despite|even as|amid|according to)\b|; "
)
_TRAILING = re.compile(rf"(?:{CIRCUMSTANCE})+[.,]*$")
_TRAILING_SETTING = re.compile(rf",? {SETTING}(?: {TIME})?[.,]*$")
_SETTING = re.compile(rf",? {SETTING}")
_SETTING_ANYWHERE = re.compile(rf"(?:^|,| )(?i:{SETTING})")
_TIME = re.compile(rf",? {TIME}(?![\w’'-])")
_CIRCUMSTANCE = re.compile(CIRCUMSTANCE)
_ADDRESSEE = re.compile(ADDRESSEE)
_ADDRESSEE_BEFORE_THAT = re.compile(r"(?: (?!that\b)[\w’'.-]+){1,9}?(?= that \S)")
_CONJUNCTION = re.compile(r"(?:But|And|Yet|So|Still,) ")
_VERB_PHRASE_BEFORE_AND = re.compile(r"^(?P<subject>(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)(?P<rest>.*) (?:and|but|then) *$")
_LEADING_NAME = re.compile(r"^(?:(?:He|She|It|They)\b|(?:(?:The|A|An) [a-z-]+)|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)")
_ONLY_CONJUNCTION = re.compile(r",? ?(?:and|but|then)(?: (?:he|she|it|they))?", re.IGNORECASE)
_QUOTATION = re.compile(f"{MASK}+")
_SPLITS = re.compile(rf", |; |{MASK} ?| — | – ")


@dataclass(slots=True)
class _Reading:
    """What is known of a sentence while its verbs are read from left to right; `cursor` is the end of what is consumed."""

    masked: str
    cursor: int = 0
    subject: Mention | None = None
    found: list[Attributed] = field(default_factory=list)

    def add(self, spans: list[Span], mention: Mention, setting: str) -> None:
        trimmed = tuple(trimmed for span in spans if (trimmed := _trim(self.masked, span)))
        if trimmed:
            self.found.append(Attributed(trimmed, mention, setting))
            self.cursor = max(self.cursor, spans[-1][1])
        self.subject = mention


class _Subject(NamedTuple):
    mention: Mention
    start: int


class _Complement(NamedTuple):
    """What follows a verb of saying: where it starts, or None, where the circumstances end, and the setting they name."""

    start: int | None
    end_of_circumstances: int
    setting: str


def find_attributions(masked: str) -> list[Attributed]:
    """Return the attributed statements of a masked sentence in text order."""
    reading = _Reading(masked)
    _read_according_to(reading)
    for verb in _VERB.finditer(masked):
        if verb.start() >= reading.cursor and not _NEGATED.search(masked[: verb.start()]):
            _read_verb(reading, verb)
    return reading.found


def leading_mention(masked: str) -> Mention | None:
    """Return whom the first words of a sentence mention, as far as a name, a pronoun or 'The company' shows it."""
    segments = masked.split(",")
    for count in (3, 2, 1):
        mention = parse_mention(",".join(segments[:count])) if len(segments) > count else None
        if mention and mention.kind in ("person", "organisation"):
            return mention
    match = _LEADING_NAME.match(masked)
    return parse_mention(match[0]) if match else None


def is_quotation(masked: str, span: Span) -> bool:
    """Tell whether the span is one quotation and nothing else."""
    return bool(_QUOTATION.fullmatch(masked, *span))


def _read_according_to(reading: _Reading) -> None:
    match = _ACCORDING.search(reading.masked)
    mention = parse_mention(match["source"]) if match else None
    if not match or mention is None:
        return
    before, after = (0, match.start()), (match.end(), len(reading.masked))
    spans = [before] if match.start() > 0 else [_clause(reading.masked, after[0])]
    if match.start() > 0 and match["end"] == "," and match["comma"]:
        spans.append(after)
    reading.add(spans, mention, "")


def _read_verb(reading: _Reading, verb: re.Match[str]) -> None:
    """Read the statement of one verb; a verb like 'warned' may take a clause or be a statement with its object."""
    count = len(reading.found)
    if verb["gerund"]:
        subject = reading.subject or leading_mention(reading.masked)
        if subject is None or (_is_saying(verb) and _read_complement_of(reading, verb, subject)):
            return
    else:
        if _is_saying(verb) and _read_inverted(reading, verb):
            return
        found = _subject_before(reading.masked, reading.cursor, verb.start(), reading.subject)
        if found is None or not _agrees(verb["finite"], found.mention):
            return
        reading.subject = subject = found.mention
        if _is_saying(verb) and not _read_complement_of(reading, verb, subject):
            _read_postposed(reading, verb.end(), found)
    if len(reading.found) == count:
        _read_judgement(reading, verb, subject)


def _is_saying(verb: re.Match[str]) -> bool:
    return (verb["finite"] or verb["gerund"]) in SAYING.words


def _read_complement_of(reading: _Reading, verb: re.Match[str], mention: Mention) -> bool:
    """Read 'X said …' where something said follows the verb; return False where nothing does."""
    complement = _complement(reading.masked, verb.end(), verb["finite"] or verb["gerund"])
    if complement.start is None:
        return False
    span = _clause(reading.masked, complement.start)
    before = _before_subject(reading, mention, verb)
    lead_in = _setting_in(reading.masked[reading.cursor : verb.start()])
    setting = complement.setting or lead_in or _setting_at_end(reading.masked, span)
    reading.add([before, span] if before and is_quotation(reading.masked, span) else [span], mention, setting)
    return True


def _before_subject(reading: _Reading, mention: Mention, verb: re.Match[str]) -> Span | None:
    """Return the first part of “…,” he said, “…”: one sentence that the attribution interrupts."""
    found = _subject_before(reading.masked, reading.cursor, verb.start()) if verb["finite"] else None
    if not found or found.mention != mention or not reading.masked[verb.end() :].lstrip().startswith(","):
        return None
    before = _trim(reading.masked, (reading.cursor, found.start))
    return before if before and _QUOTATION.match(reading.masked, before[0]) else None


def _read_postposed(reading: _Reading, verb_end: int, subject: _Subject) -> None:
    """Read the statement before '…, X said', and its rest where it goes on after that."""
    masked = reading.masked
    before = _trim(masked, (reading.cursor, subject.start))
    if before is None or not masked[: subject.start].rstrip().endswith((",", MASK, "—", "–")):
        return
    complement = _complement(masked, verb_end, "said")
    rest = complement.end_of_circumstances
    spans = [before]
    if re.match(rf", (?!(?:\w+ly )?(?:{_GERUND}|citing|referring|who|which|before|after|and|but|though|although|while|as|because|whereas|when)\b)", masked[rest:]):
        spans.append(_clause(masked, rest + 2))
    reading.cursor = rest
    reading.add(spans, subject.mention, complement.setting)


def _read_inverted(reading: _Reading, verb: re.Match[str]) -> bool:
    """Read '…, said X': the subject after the verb is all that follows but appositions and circumstances."""
    masked = reading.masked
    before = _trim(masked, (reading.cursor, verb.start()))
    if before is None or not masked[: verb.start()].rstrip().endswith((",", MASK)):
        return False
    rest = masked[verb.end() :]
    end = min((match.start() for match in (re.search(f", (?={MASK})", rest), _SETTING.search(rest), _TIME.search(rest)) if match), default=len(rest))
    mention = parse_mention(rest[:end].rstrip(".")) if rest.startswith(" ") else None
    if mention is None or (not is_quotation(masked, before) and _is_apposition(masked, reading.cursor, verb.start(), mention)):
        return False
    setting = _SETTING.search(rest)
    spans = [before]
    if continued := re.search(f", (?={MASK})", rest):
        spans.append(_clause(masked, verb.end() + continued.end()))
    reading.cursor = verb.end() + end
    reading.add(spans, mention, setting["setting"] if setting else "")
    return True


def _is_apposition(masked: str, start: int, end: int, after: Mention) -> bool:
    """Tell whether what stands before the verb is its subject, as in 'Ann Bee, the director, said residents …'."""
    before = _subject_before(masked, start, end)
    return after.kind == "group" or (before is not None and before.mention.kind != "group")


def _read_judgement(reading: _Reading, verb: re.Match[str], mention: Mention) -> None:
    word = verb["finite"] or verb["gerund"]
    start = verb.end() - len(word)
    for forms, follows in JUDGING:
        if word in forms.words and re.match(follows, reading.masked[verb.end() :]):
            span = _clause(reading.masked, start)
            reading.add([span], mention, _setting_at_end(reading.masked, span))
            return


def _agrees(verb: str, mention: Mention) -> bool:
    """Tell whether the verb can have this subject: only several people say, one says."""
    return verb not in _BASE_FORMS or mention.kind == "group" or mention.name == "they" or mention.is_several


def _subject_before(masked: str, start: int, end: int, subject: Mention | None = None) -> _Subject | None:
    """Return the mention that ends at `end`, its appositions included, with the place where it starts."""
    region = masked[start:end].rstrip()
    starts = [0, *(match.end() for match in _SPLITS.finditer(region) if match.end() < len(region))]
    if not region.endswith(","):
        return _last_phrase(region, starts[-1], start, subject)
    role: _Subject | None = None
    for offset in reversed(starts):
        mention = parse_mention(region[offset:])
        if mention is None or mention.kind == "group":
            continue
        if mention.kind in ("person", "organisation"):
            return _with_role_before(region, starts, offset, start, mention)
        role = _Subject(mention, start + offset)
    return role


def _with_role_before(region: str, starts: list[int], offset: int, start: int, mention: Mention) -> _Subject:
    """Read 'A spokesman, Ann Bee,' as one mention of Ann Bee."""
    index = starts.index(offset)
    if index and not mention.role:
        whole = parse_mention(region[starts[index - 1] :])
        if whole and whole.name == mention.name and whole.role:
            return _Subject(whole, start + starts[index - 1])
    return _Subject(mention, start + offset)


def _last_phrase(region: str, offset: int, start: int, reading_subject: Mention | None) -> _Subject | None:
    phrase = region[offset:]
    if _ONLY_CONJUNCTION.fullmatch(phrase):
        mention = reading_subject or leading_mention(region)
        return _Subject(mention, start + offset) if mention else None
    if mention := parse_mention(phrase):
        return _Subject(mention, start + offset)
    if match := _VERB_PHRASE_BEFORE_AND.match(phrase):
        mention = parse_mention(match["subject"])
        return _Subject(mention, start + offset) if mention else None
    for conjunction in (" and ", " but ", " because ", " while ", " as ", " that "):
        head, found, tail = phrase.rpartition(conjunction)
        if found and (mention := parse_mention(tail)):
            return _Subject(mention, start + offset + len(head) + len(found))
    return None


def _complement(masked: str, position: int, verb: str) -> _Complement:
    """Return what follows the verb that ends at `position`, after the people told and the circumstances."""
    setting = ""
    if verb in ("told", "tell", "tells", "telling"):
        addressee = _ADDRESSEE_BEFORE_THAT.match(masked, position) or _ADDRESSEE.match(masked, position)
        position = addressee.end() if addressee else position
    while circumstance := _CIRCUMSTANCE.match(masked, position):
        if named := _SETTING.match(masked, position):
            setting = named["setting"]
        position = circumstance.end()
    start = _content_start(masked, position, verb)
    return _Complement(start, position, setting)


def _content_start(masked: str, position: int, verb: str) -> int | None:
    if explicit := re.compile(rf",? that (?=\S)|[,:]? (?={MASK})|: (?=\S)").match(masked, position):
        return explicit.end()
    if not masked.startswith(" ", position) or _NO_CLAUSE.match(masked, position + 1):
        return None
    clause = masked[slice(*_clause(masked, position + 1))]
    start_of_clause = " ".join(re.split(r"\b(?:that|who|which)\b|,", clause)[0].split()[:12])
    return position + 1 if verb in BARE_CLAUSE_VERBS or _FINITE.search(start_of_clause) else None


def _clause(masked: str, start: int) -> Span:
    """Return the clause from `start` to where another statement or the sentence's own matter begins."""
    end = _CLAUSE_END.search(masked, start + 1)
    return start, end.start() if end else len(masked)


def _setting_at_end(masked: str, span: Span) -> str:
    match = _TRAILING_SETTING.search(masked[span[0] : span[1]])
    return match["setting"] if match else ""


def _setting_in(before: str) -> str:
    match = _SETTING_ANYWHERE.search(before)
    return match["setting"] if match else ""


def _trim(masked: str, span: Span) -> Span | None:
    """Return the span without a conjunction before it and without circumstances and punctuation after it."""
    start, end = span
    while start < end and (masked[start] in " ,:—–" or _CONJUNCTION.match(masked, start, end)):
        conjunction = _CONJUNCTION.match(masked, start, end)
        start = conjunction.end() if conjunction else start + 1
    if trailing := _TRAILING_SETTING.search(masked[start:end]):
        end = start + trailing.start()
    end = start + len(masked[start:end].rstrip(" ,.;:—–"))
    return (start, end) if start < end else None
