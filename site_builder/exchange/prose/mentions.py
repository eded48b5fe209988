"""A noun phrase to whom it mentions: somebody by name, a role, a common noun for an organisation, a pronoun, a group.

It reads one phrase and knows no other; who a surname, a role or a pronoun stands for is decided in cast.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from site_builder.exchange.prose.names import (
    CONNECTORS,
    PARTICLES,
    gender_of,
    is_capitalised,
    is_name_run,
    is_organisation,
    is_personal_name,
    organisation_after,
    organisation_before,
    role_text,
    split_affiliation,
    without_place,
)
from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.vocabulary import (
    BUSINESSES,
    DETERMINERS,
    GROUP_WORDS,
    HONORIFICS,
    INSTITUTIONS,
    NUMBER_WORDS,
    ORGANISATION_WORDS,
    PRONOUNS,
    ROLES,
    SPEAKING_ROLES,
    is_group_noun,
    is_role,
    plain_word,
)

MentionKind = Literal["person", "organisation", "role", "organisation-noun", "pronoun", "group"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One way in which a text points at somebody. `name` is a name, a pronoun or a noun; `gender` is m, f or ''."""

    kind: MentionKind
    name: str
    role: str = ""
    affiliation: str = ""
    gender: str = ""
    first_name_given: bool = False
    is_several: bool = False  # 'Maas and her colleagues'


SOMEBODY = Mention("pronoun", "somebody")  # 'the 64-year-old': whoever was spoken of last

_LEADING = re.compile(
    r"^(?:(?:and|but|yet|so|still|also|however|meanwhile|then|later|earlier|instead|now|though|although|while|because|as|when"
    r"|where|nor|or|that),? +)+",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r" ?\([^()]*\)")
_PARTY = re.compile(r"[A-Z]+-[A-Z]")  # 'R-Millbrook' after a name
_OF_AGE = re.compile(r"(?:the|a) \d+-year-old\b", re.IGNORECASE)
_SEVERAL = re.compile(r"([^,]+?) and (?:his|her|their) \w")
_NO_ROLE = re.compile(r"(?:who|which|whose|whom|that|and|but|\d|of|from|in|at|now|then|\w+ing\b)")
_ROLE_END = re.compile(r",? (?:who|which|whose|that|since|until)\b|,")
_RELATIVES = frozenset({"who", "which", "whose", "that"})
_AUXILIARIES = frozenset(
    "is are was were will would has had have can could should may might must did does do been be".split()
)
_VAGUE = frozenset("same other new local small large big parent rival former private unnamed whole entire own".split())
_ACADEMIC_TITLES = frozenset({"dr", "prof", "professor"})  # what follows the name says more
_LONGEST_HEAD = 16
_LONGEST_COMMON_NOUN = 6
_LONGEST_LEAD = 3


def parse_mention(phrase: str) -> Mention | None:
    """Return what a noun phrase, with the appositions after it, mentions; None where it mentions nobody."""
    phrase = _PARENTHESIS.sub("", _LEADING.sub("", phrase.strip(" ,—–-")))
    if phrase.lower() in PRONOUNS:
        return Mention("pronoun", phrase.lower(), gender=PRONOUNS[phrase.lower()])
    if _OF_AGE.match(phrase):
        return SOMEBODY
    if not phrase or MASK in phrase or phrase[0].isdigit() or _PARTY.match(phrase):
        return None
    if several := _SEVERAL.match(phrase):
        return replace(parse_mention(several[1]) or Mention("group", "they"), is_several=True)
    head, _, apposition = phrase.partition(", ")
    mention = _parse_head(head.split())
    if mention is None or not apposition:
        return mention
    return _with_apposition(mention, apposition) if mention.kind == "person" else _with_name(mention, head, apposition)


def _parse_head(words: list[str]) -> Mention | None:
    has_determiner = words[0].lower() in DETERMINERS or words[0] in NUMBER_WORDS
    words = _without_relative(words[1:] if has_determiner else words)
    if not words or len(words) > _LONGEST_HEAD or not _AUXILIARIES.isdisjoint(words):
        return None
    return (
        _organisation(words)
        or _titled(words, has_determiner=has_determiner)
        or _common_noun(words, has_determiner=has_determiner)
        or _named(words)
    )


def _without_relative(words: list[str]) -> list[str]:
    """Cut 'who refuse to cooperate' off 'officials who refuse to cooperate'."""
    return words[: next((i for i, word in enumerate(words) if word in _RELATIVES), len(words))]


def _organisation(words: list[str]) -> Mention | None:
    """Read 'Marrow Health', 'state Department of Health', 'Bellweather Construction of Dunmore'."""
    start = next((i for i, word in enumerate(words) if is_capitalised(word)), len(words))
    lead, run = words[:start], words[start:]
    if not is_name_run(run) or len(lead) > 2 or any(is_role(word) or word in CONNECTORS for word in lead):
        return None
    if any(map(is_role, run)) and plain_word(run[-1]) not in ORGANISATION_WORDS:
        return None  # 'Health Minister Ann Bee'
    name = without_place(run)
    return Mention("organisation", " ".join(name)) if is_organisation(name) else None


def _titled(words: list[str], *, has_determiner: bool) -> Mention | None:
    """Read a role with or without a name after it: 'Police Chief Ann Bee', 'director of Calder Museum'."""
    roles = [i for i, word in enumerate(words) if is_role(word)]
    last = next((i for i in roles if i + 1 < len(words) and words[i + 1] in CONNECTORS), max(roles, default=None))
    if last is None:
        return None
    lead, rest = words[: last + 1], words[last + 1 :]
    if is_capitalised(lead[-1]) and _is_surname(lead, rest, has_determiner=has_determiner):
        return None
    if plain_word(lead[-1]) in SPEAKING_ROLES and (not rest or rest[0] in CONNECTORS):
        return _spoken_for(lead, rest)
    if not rest or (rest[0].islower() and rest[0] not in CONNECTORS | PARTICLES):
        return Mention("role", plain_word(lead[-1]), role=role_text(lead), affiliation=organisation_before(lead))
    if rest[0] in CONNECTORS:
        return _titled_with_affiliation(lead, rest, has_determiner=has_determiner)
    name, affiliation = split_affiliation(rest)
    return _person(name, role=role_text(lead), affiliation=affiliation or organisation_before(lead))


def _is_surname(lead: list[str], rest: list[str], *, has_determiner: bool) -> bool:
    """Tell whether the capitalised word that looks like a role is a name: in 'Jane Farmer' and in 'Norman Roe'."""
    ends_name = not rest and len(lead) > 1 and all(map(is_capitalised, lead)) and not has_determiner
    return ends_name or (plain_word(lead[-1]) not in ROLES and len(rest) < 2)


def _spoken_for(lead: list[str], rest: list[str]) -> Mention:
    """Read 'a spokesman for the company' and 'a department spokesman': nobody is named, the organisation speaks."""
    if affiliation := organisation_after(rest) or organisation_before(lead):
        return Mention("organisation", affiliation)
    noun = plain_word([*lead[:-1], *rest][-1]) if len(lead) > 1 or rest else ""
    if noun in BUSINESSES or noun in INSTITUTIONS:
        return Mention("organisation-noun", noun)
    return Mention("role", plain_word(lead[-1]), role=role_text(lead))


def _titled_with_affiliation(lead: list[str], rest: list[str], *, has_determiner: bool) -> Mention | None:
    """Read what follows 'Acting Director': 'of the Border Agency Ann Bee', 'of public works', 'of Calder Museum'."""
    if name := [] if has_determiner or not is_capitalised(lead[0]) else _name_at_end(rest):
        return _person(name, role=role_text(lead), affiliation=organisation_after(rest[: -len(name)]))
    affiliation = organisation_after(rest)
    is_kind = rest[0] in ("of", "for") and len(rest) > 1 and rest[1].lower() not in DETERMINERS
    role = role_text([*lead, *rest]) if is_kind and not affiliation else role_text(lead)
    return Mention("role", plain_word(lead[-1]), role=role, affiliation=affiliation)


def _name_at_end(words: list[str]) -> list[str]:
    """Return 'Ann Bee' of 'of the Border Agency Ann Bee': two words, or three where the middle one is an initial."""
    size = 3 if len(words) > 4 and len(words[-2].rstrip(".")) == 1 else 2
    run = words[-size - 1 :]
    is_longer_run = len(run) > size and all(map(is_capitalised, run))
    return run[-size:] if is_longer_run and is_personal_name(run[-size:]) else []


def _common_noun(words: list[str], *, has_determiner: bool) -> Mention | None:
    """Read a phrase whose head is a common noun: 'the company', 'residents of the valley', 'a beekeeper', 'Critics'."""
    own, _ = split_affiliation(words)
    if not own or len(own) > _LONGEST_COMMON_NOUN:
        return None
    noun = plain_word(own[-1])
    if is_capitalised(own[-1]):
        is_group = is_group_noun(noun) or (noun.endswith("s") and own != words and words[-1].islower())
        return Mention("group", noun) if is_group and len(own) == 1 and not has_determiner else None
    if noun in BUSINESSES or noun in INSTITUTIONS:
        modifiers = [word for word in own[:-1] if word not in _VAGUE]
        is_name = bool(modifiers) and not modifiers[0].endswith(("’s", "'s"))
        return Mention("organisation-noun", noun, role=" ".join([*modifiers, noun]) if is_name else "")
    if is_group_noun(noun) or (noun.endswith("s") and not noun.endswith("ss")) or own[0].lower() in GROUP_WORDS:
        return Mention("group", own[0].lower() if own[0].lower() in GROUP_WORDS else noun)
    return Mention("group", noun) if has_determiner else None


def _named(words: list[str]) -> Mention | None:
    """Read a name: 'Okafor', 'Mr Idowu', 'Jane Roe of the Foo Institute', 'beekeeper Ann Bee'."""
    start = next((i for i, word in enumerate(words) if is_capitalised(word)), len(words))
    if start > _LONGEST_LEAD or not CONNECTORS.isdisjoint(words[:start]):
        return None
    name, affiliation = split_affiliation(words[start:])
    return _person(name, role=" ".join(words[:start]), affiliation=affiliation)


def _person(words: list[str], role: str = "", affiliation: str = "") -> Mention | None:
    honorific = plain_word(words[0]) if words else ""
    name = words[1:] if honorific in HONORIFICS else words
    if not is_personal_name(name):
        return None
    gender = HONORIFICS.get(honorific, "") or gender_of(role)
    return Mention("person", " ".join(name), role, affiliation, gender, first_name_given=len(name) > 1)


def _with_name(mention: Mention, head: str, apposition: str) -> Mention:
    """Add the name that stands after a role: 'a department spokesman, Ann Bee'."""
    named = parse_mention(apposition) if mention.kind in ("role", "group", "organisation-noun") else None
    if named is None or named.kind != "person" or not named.first_name_given:
        return mention
    role = named.role or (mention.role if mention.kind == "role" else role_text(head.split()))
    return replace(named, role=role, affiliation=named.affiliation or mention.affiliation)


def _with_apposition(mention: Mention, apposition: str) -> Mention:
    """Add the role that stands after a name: 'Ann Bee, director of Calder Museum'."""
    has_role = bool(mention.role) and plain_word(mention.role) not in _ACADEMIC_TITLES
    words = _ROLE_END.split(apposition)[0].split()
    if has_role or not words or _NO_ROLE.match(apposition):
        return mention
    described = _parse_head(words)
    is_unknown_role = described is not None and described.kind == "group" and words[0].lower() in ("a", "an", "the")
    if described is None or not (described.kind == "role" or is_unknown_role):
        return mention
    role, affiliation = described.role or role_text(words), mention.affiliation or described.affiliation
    return replace(mention, role=role, affiliation=affiliation, gender=mention.gender or gender_of(role))
