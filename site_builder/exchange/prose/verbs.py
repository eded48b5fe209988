"""The verbs by which news prose attributes statements, in all their forms.

A list of infinitives goes in, forms ready for a pattern come out; what a verb means in a sentence is decided in
attribution.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from site_builder.exchange.prose.quotations import MASK

_IRREGULAR = {  # past, present, gerund
    "say": ("said", "says", "saying"),
    "tell": ("told", "tells", "telling"),
    "write": ("wrote|written", "writes", "writing"),
    "find": ("found", "finds", "finding"),
    "swear": ("swore|sworn", "swears", "swearing"),
    "point out": ("pointed out", "points out", "pointing out"),
    "go on": ("went on", "goes on", "going on"),
    "go on to say": ("went on to say", "goes on to say", "going on to say"),
    "agree": ("agreed", "agrees", "agreeing"),
}
_DOUBLED = frozenset({"admit", "quip", "rip", "slam"})


@dataclass(frozen=True)
class Verbs:
    """A list of verbs: each kind of form as the alternatives of a pattern, and all forms as a set."""

    finite: str
    gerund: str
    base_forms: frozenset[str]
    forms: frozenset[str] = field(repr=False)

    @classmethod
    def listed(cls, *infinitives: str) -> Verbs:
        """Return the forms of the verbs; longer ones stand first, so that 'go on to say' is not read as 'go on'."""
        ordered = sorted(infinitives, key=len, reverse=True)
        inflected = [_IRREGULAR.get(verb) or _inflect(verb) for verb in ordered]
        finite = "|".join([past for past, _, _ in inflected] + [present for _, present, _ in inflected] + ordered)
        gerund = "|".join(gerund for _, _, gerund in inflected)
        return cls(finite, gerund, frozenset(ordered), frozenset(f"{finite}|{gerund}".split("|")))


def _inflect(verb: str) -> tuple[str, str, str]:
    doubled = f"{verb}{verb[-1]}" if verb in _DOUBLED else verb
    if verb.endswith("e"):
        return f"{verb}d", f"{verb}s", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing"
    return f"{doubled}ed", f"{verb}{'es' if verb.endswith(('s', 'sh', 'ch')) else 's'}", f"{doubled}ing"


_SAYING = """say tell add argue claim note insist state explain announce warn write testify report reply respond
    continue conclude declare maintain assert contend acknowledge admit concede confirm estimate predict
    recall remark reiterate repeat stress emphasize emphasise suggest allege ask tweet post promise pledge
    vow caution complain joke counter quip observe believe agree recount lament boast find charge affirm
    reveal disclose swear speculate mention exclaim demand recommend propose deny answer protest cry"""

SAYING = Verbs.listed(*_SAYING.split(), "point out", "go on", "go on to say")
"""Verbs that take a clause or a quotation: X said (that) …; “…,” X said."""

BARE_CLAUSE_FORMS = frozenset("said says say saying told tells tell telling".split())
"""Forms that a clause without 'that' may follow, whatever it is made of.

After any other verb of saying such a clause must show a finite verb, because 'X reported two cases' is no statement.
"""

TELLING_FORMS = frozenset("told tells tell telling".split())

_CLAIMED = (
    r" (?:the |any |all |these |those )?(?:\w+ )?(?:ideas?|claims?|suggestions?|allegations?|accusations?|notions?"
    r"|charges?|criticisms?|arguments?|reports?|rumou?rs?)\b"
)

JUDGING: tuple[tuple[Verbs, str], ...] = tuple(
    (Verbs.listed(*verbs.split()), follows)
    for verbs, follows in (
        ("slam blast criticize criticise condemn denounce praise applaud hail laud decry deplore lambast", r" \S"),
        ("rebuke ridicule mock defend fault urge bemoan chide brand label", r" \S"),
        ("accuse", r" (?!of\b).*\bof\b"),
        ("blame", r" .*\b(?:for|on)\b"),
        ("credit attack rip", r" .*\bfor\b"),
        ("describe dismiss portray characterize characterise", r" .*\bas\b"),
        ("call", rf" (?:for|on)\b| (?:\S+ ){{1,9}}?(?:an?\b|{MASK})"),
        ("reject dispute refute", _CLAIMED),
        ("deny", rf"{_CLAIMED}| (?:any|having|being|wrongdoing|\w+ing)\b"),
        ("question", r" (?:whether|why|how)\b"),
        ("warn", r" (?:of|about|against)\b"),
        ("recall recount", r" (?:an?|the|how|\w+ing)\b"),
        ("promise pledge vow threaten", r" to\b"),
        ("predict allege forecast", r" (?:an?|the)\b"),
    )
)
"""Verbs that are statements with their object, and what must follow for that: 'called the plan a gift', not 'a taxi'.

The quote begins with the verb, for without it the object says nothing.
"""

JUDGING_FINITE = "|".join(verbs.finite for verbs, _ in JUDGING)
ANY_GERUND = "|".join([SAYING.gerund, *(verbs.gerund for verbs, _ in JUDGING)])
BASE_FORMS = SAYING.base_forms.union(*(verbs.base_forms for verbs, _ in JUDGING))


def is_judgement(verb: str, rest: str) -> bool:
    """Tell whether the verb and what follows it are a statement about somebody or something."""
    return any(verb in verbs.forms and re.match(follows, rest) for verbs, follows in JUDGING)
