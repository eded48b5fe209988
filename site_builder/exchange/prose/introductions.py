"""The masked text of an article to the names in it: full names with the roles beside them, and names that stand alone.

It finds what looks like a name; whether it is somebody who matters is decided in cast.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from site_builder.exchange.prose.mentions import Mention, parse_mention
from site_builder.exchange.prose.vocabulary import BUSINESSES, INSTITUTIONS, is_role

# A full stop belongs to an initial or an abbreviation; after another word it ends a sentence, and the name.
_CAPITAL = (
    r"(?:(?:[A-ZÀ-Þ]\.)+|(?:Mrs?|Ms|Dr|Prof|Gov|Sen|Rep|Lt|Sgt|Capt|Gen|Col|Rev|St|Jr|Sr|Inc)\.|[A-ZÀ-Þ][\w’'-]*)"
)
_RUN = re.compile(
    rf"(?<![\w’'-]){_CAPITAL}(?: (?:(?:de|da|del|di|du|la|van|von|der|bin|al) )*{_CAPITAL})*"
    rf"(?: (?:of|for)(?: the)? {_CAPITAL}(?: (?:and )?{_CAPITAL})*)*"
)
_ROLE_BEFORE = re.compile(
    rf"(?<![\w’'-])(?:{_CAPITAL} )*(?:[a-z][\w’'-]* ){{1,4}}$"  # Halden Lines president
    r"|\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[\w’'-]+[’']s) (?:[\w’'-]+ ){0,4}[a-z]+, $"  # His lawyer,
)
_APPOSITION_AFTER = re.compile(r", ((?:an?|the|who|[\w’'-]+) [^,.;]{2,100})(?=[,.;]|$)")
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr", "Prof"})
_FUNCTION_WORDS = frozenset(
    """the a an in on at but and or so yet if when while after before since as for from to by with of according asked
    speaking both either neither this that these those his her its their he she they it we you i there then even
    last next now also no not""".split()
)
_LONGEST_NAME = 80
_LONGEST_ROLE = 60  # characters before a name among which its role is looked for

_BUSINESS_NOUN = re.compile(rf"\b[Tt]he (?:{'|'.join(sorted(BUSINESSES))})\b")
_ORGANISATION_NOUN = "|".join(sorted(BUSINESSES | INSTITUTIONS))
_DESCRIBED_AS_ORGANISATION = re.compile(rf", (?:which\b|(?:an?|the) (?:[\w-]+ ){{0,4}}(?:{_ORGANISATION_NOUN})\b)")
# Plural trades: Aggregates, Diagnostics, Solutions, Holdings. Few surnames end so, and those recur alone.
_TRADE_ENDING = re.compile(r"(?:ics|ates|ions|ings|ries|ments|ucts|orks|oods|ines|ies|ems|ures|ools|eels)$")


def find_introductions(masked: str) -> Iterator[tuple[Mention, int]]:
    """Yield the organisations and the full names of people, with where they stand, in text order."""
    for match in _RUN.finditer(masked):
        mention, position = _read_run(masked, match)
        if mention and (mention.kind == "organisation" or mention.first_name_given):
            yield mention, position


def find_lone_names(masked: str) -> frozenset[str]:
    """Return the capitalised words that stand without another one beside them, as a surname does on second mention."""
    lone: set[str] = set()
    for match in _RUN.finditer(masked):
        words = [word for word in match[0].split() if word.lower().rstrip(".") not in _FUNCTION_WORDS]
        if len(words) == 1 or (len(words) == 2 and words[0].rstrip(".") in _TITLES):
            lone.add(_without_possessive(words[-1]))
    return frozenset(lone)


def names_a_company(masked: str) -> bool:
    """Tell whether the text speaks of 'the company' or the like, so that one of its names is likely a company's."""
    return _BUSINESS_NOUN.search(masked) is not None


def find_described_as_organisations(masked: str) -> Mapping[str, str]:
    """Return what stands before ', which …' and ', the laboratory', by its last word; of several, the first."""
    described: dict[str, str] = {}
    for match in _DESCRIBED_AS_ORGANISATION.finditer(masked):
        before = masked[max(0, match.start() - _LONGEST_NAME) : match.start()]
        described.setdefault(before.rpartition(" ")[2], before)
    return described


def reads_as_organisation(mention: Mention, described: Mapping[str, str], *, company_is_sought: bool) -> bool:
    """Tell whether a name without a title is a company's: 'Norvex, which …', 'Coastal Diagnostics, the laboratory'."""
    if mention.role or mention.gender:
        return False
    if described.get(mention.name.split()[-1], "").endswith(mention.name):
        return True
    has_trade = not mention.first_name_given or _TRADE_ENDING.search(mention.name) is not None
    return company_is_sought and has_trade


def _read_run(masked: str, match: re.Match[str]) -> tuple[Mention | None, int]:
    """Read capitalised words with the role before and the apposition after them, small words at the beginning cut."""
    position, words = match.start(), match[0].split()
    while words and words[0].lower() in _FUNCTION_WORDS:
        position += len(words[0]) + 1
        words = words[1:]
    if not words:
        return None, position
    apposition = _APPOSITION_AFTER.match(masked, match.end())
    phrase = " ".join(words) + (apposition[0] if apposition else "")
    before = _ROLE_BEFORE.search(masked[max(0, position - _LONGEST_ROLE) : position])
    if before and is_role(before[0].split()[-1]):
        phrase = before[0] + phrase
    return parse_mention(_without_possessive(phrase)), position


def _without_possessive(words: str) -> str:
    return words.removesuffix("’s").removesuffix("'s")
