"""A noun phrase to who it mentions: a person or organisation by name, a role, a kind of organisation, a pronoun, a group.

It reads one phrase and knows no other; who a surname, a role or a pronoun stands for is decided in cast.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from site_builder.exchange.prose.quotations import MASK
from site_builder.exchange.prose.vocabulary import (
    BUSINESSES,
    DETERMINERS,
    GROUP_WORDS,
    HONORIFICS,
    INSTITUTIONS,
    OFFICE_ROLES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    PRONOUNS,
    SPEAKING_ROLES,
    is_role,
)

MentionKind = Literal["person", "organisation", "role", "organisation-noun", "pronoun", "group"]

_LEADING = re.compile(
    r"^(?:(?:and|but|yet|so|still|also|however|meanwhile|then|later|earlier|instead|now|though|although|while|because|as|when"
    r"|where|nor|or|that),? +)+",
    re.IGNORECASE,
)
_CONNECTORS = frozenset({"of", "for", "at", "with", "from", "in", "to", "on", "by"})
_CONNECTORS_OF_KIND = frozenset({"of", "for"})
_PARTICLES = frozenset("de da del della di du la le van von der den bin al el ibn ter".split())
_INNER = frozenset({"of", "and", "the", "for", "&"})
_PARENTHESIS = re.compile(r" ?\([^()]*\)")
_PARTY = re.compile(r"[A-Z]+-[A-Z]")  # 'R-Millbrook' after a name
_SEVERAL = re.compile(r"([^,]+?) and (?:his|her|their) \w")
_POSSESSIVE = re.compile(r"^(?:[\w.-]+ )*?[\w.-]+(?:’s|'s|s’|s') ")
_RELATIVE = re.compile(r"^(?:who|which|whose|whom|that|and|but|\d|of|from|in|at|now|then|\w+ing\b)")
_ROLE_END = re.compile(r",? (?:who|which|whose|that|since|until)\b|,")
_MALE = re.compile(r"\b(?:\w+man|father|king|prince|lord|brother|son|husband)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:\w+woman|mother|queen|princess|lady|sister|daughter|wife|midwife|actress)\b", re.IGNORECASE)
_FINITE = frozenset("is are was were will would has had have can could should may might must did does do been be".split())
_LONGEST_HEAD = 16
_LONGEST_COMMON_NOUN = 6
_LONGEST_LEAD = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """One way in which a text points at somebody. `name` is a name, a pronoun or the noun of a role; `gender` m, f or ''."""

    kind: MentionKind
    name: str
    role: str = ""
    affiliation: str = ""
    gender: str = ""
    first_name_given: bool = False
    is_several: bool = False  # 'Maas and her colleagues'


def parse_mention(phrase: str) -> Mention | None:
    """Return what a noun phrase, with the appositions after it, mentions; None where it mentions nobody."""
    phrase = _PARENTHESIS.sub("", _LEADING.sub("", phrase.strip(" ,—–-")))
    if phrase.lower() in PRONOUNS:
        return Mention("pronoun", phrase.lower(), gender={"he": "m", "she": "f"}.get(phrase.lower(), ""))
    if re.match(r"(?:the|a) \d+-year-old\b", phrase, re.IGNORECASE):
        return Mention("pronoun", "this person")
    if not phrase or MASK in phrase or phrase[0].isdigit() or _PARTY.match(phrase):
        return None
    if several := _SEVERAL.match(phrase):
        return replace(parse_mention(several[1]) or Mention("group", "they"), is_several=True)
    head, _, apposition = phrase.partition(", ")
    mention = _parse_head(head.split())
    return _with_apposition(mention, apposition) if mention and apposition else mention


def is_capitalised(word: str) -> bool:
    """Tell whether the word begins with a capital letter."""
    return word[:1].isupper()


def is_organisation(words: list[str]) -> bool:
    """Tell whether the capitalised words are the name of an organisation: by one of its words, or as an acronym."""
    return any(_plain(word) in ORGANISATION_WORDS for word in words) or (len(words) == 1 and is_acronym(words[0]))


def is_acronym(word: str) -> bool:
    """Tell whether the word is made of capitals only, as FBI and ICE are."""
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper()


def _parse_head(words: list[str]) -> Mention | None:
    has_determiner = words[0].lower() in DETERMINERS
    words = _without_relative(words[1:] if has_determiner else words)
    if not words or len(words) > _LONGEST_HEAD or not _FINITE.isdisjoint(words):
        return None
    return (
        _organisation(words)
        or _titled(words, has_determiner=has_determiner)
        or _plain_noun(words, has_determiner=has_determiner)
        or _named(words)
    )


def _without_relative(words: list[str]) -> list[str]:
    """Cut 'who refuse to cooperate' off 'officials who refuse to cooperate'."""
    cut = next((i for i, word in enumerate(words) if word in {"who", "which", "whose", "that"}), len(words))
    return words[:cut]


def _organisation(words: list[str]) -> Mention | None:
    """Read 'Marrow Health', 'state Department of Health', 'Bellweather Construction of Dunmore'."""
    start = next((i for i, word in enumerate(words) if is_capitalised(word)), len(words))
    run = words[start:]
    if not run or start > 2 or any(is_role(word) or word in _CONNECTORS for word in words[:start]):
        return None
    if not all(is_capitalised(word) or word in _INNER for word in run) or _has_person(run):
        return None
    name = _without_place(run)
    return Mention("organisation", " ".join(name)) if is_organisation(name) else None


def _has_person(run: list[str]) -> bool:
    """Tell whether a title in the run has a name after it: 'Health Minister Ann Bee' is no organisation."""
    return _plain(run[-1]) not in ORGANISATION_WORDS and any(is_role(_plain(word)) for word in run)


def _without_place(run: list[str]) -> list[str]:
    """Cut 'of Dunmore' off 'Bellweather Construction of Dunmore', but keep 'of Health' in 'Department of Health'."""
    if "of" not in run[2:]:
        return run
    cut = run.index("of", 2)
    return run[:cut] if _plain(run[cut - 1]) in ORGANISATION_WORDS and "of" not in run[:cut] else run


def _titled(words: list[str], *, has_determiner: bool) -> Mention | None:
    """Read a role with or without a name after it: 'Police Chief Ann Bee', 'director of Calder Museum'."""
    roles = [i for i, word in enumerate(words) if is_role(_plain(word))]
    last = next((i for i in roles if words[i + 1 : i + 2] and words[i + 1] in _CONNECTORS), max(roles, default=None))
    if last is None or (last == len(words) - 1 and last > 0 and all(map(is_capitalised, words)) and not has_determiner):
        return None
    lead, rest = words[: last + 1], words[last + 1 :]
    if words[last] in SPEAKING_ROLES and (not rest or rest[0] in _CONNECTORS):
        return _spoken_for(lead, rest)
    if not rest:
        return Mention("role", words[last].lower(), role=_role(lead), affiliation=_lead_affiliation(lead))
    if rest[0] in _CONNECTORS:
        return _titled_with_affiliation(lead, rest, has_determiner=has_determiner)
    name, affiliation = _split_affiliation(rest)
    return _person(name, role=_role(lead), affiliation=affiliation or _lead_affiliation(lead))


def _spoken_for(lead: list[str], rest: list[str]) -> Mention:
    """Read 'a spokesman for the company' and 'a department spokesman': nobody is named, the organisation speaks."""
    affiliation = _organisation_name(rest) or _lead_affiliation(lead)
    if affiliation:
        return Mention("organisation", affiliation)
    noun = _plain([*lead[:-1], *rest][-1]) if len(lead) > 1 or rest else ""
    if noun in BUSINESSES or noun in INSTITUTIONS:
        return Mention("organisation-noun", noun, role=_role(lead))
    return Mention("role", lead[-1].lower(), role=_role(lead))


def _titled_with_affiliation(lead: list[str], rest: list[str], *, has_determiner: bool) -> Mention:
    """Read what follows 'Acting Director': 'of the Border Agency Ann Bee', 'of public works', 'of Calder Museum'."""
    capitals = len(rest) - next((i for i, word in enumerate(reversed(rest)) if not is_capitalised(word)), len(rest))
    run = rest[capitals:] if capitals < len(rest) else []
    if len(run) >= 3 and not has_determiner and is_capitalised(lead[0]):
        size = 3 if len(run) >= 4 and len(run[-2].rstrip(".")) == 1 else 2
        if not is_organisation(run[-size:]) and _plain(run[-1]) not in PLACE_WORDS:
            return replace(
                _person(run[-size:]) or Mention("group", ""), role=_role(lead), affiliation=_organisation_name(rest[:-size])
            )
    affiliation = _organisation_name(rest)
    is_kind = rest[0] in _CONNECTORS_OF_KIND and len(rest) > 1 and rest[1].lower() not in DETERMINERS
    role = _role([*lead, *rest]) if is_kind and not affiliation else _role(lead)
    return Mention("role", lead[-1].lower(), role=role, affiliation=affiliation)


def _split_affiliation(rest: list[str]) -> tuple[list[str], str]:
    cut = next((i for i, word in enumerate(rest) if word in _CONNECTORS), len(rest))
    return rest[:cut], _organisation_name(rest[cut:])


def _organisation_name(phrase: list[str]) -> str:
    """Return 'Calder Museum' for 'of the Calder Museum', and nothing for 'of public works'."""
    words = phrase[1:]
    if words and words[0].lower() in DETERMINERS:
        words = words[1:]
    named = bool(words) and is_capitalised(words[0]) and all(is_capitalised(word) or word in _INNER for word in words)
    return " ".join(words) if named else ""


def _plain_noun(words: list[str], *, has_determiner: bool) -> Mention | None:
    """Read a phrase whose head is a common noun: 'the company', 'residents of the valley', 'a beekeeper', 'Critics'."""
    whole = words
    words, _ = _split_affiliation(whole)
    if not words or len(words) > _LONGEST_COMMON_NOUN:
        return None
    noun = _plain(words[-1])
    goes_on = len(whole) > len(words) and not any(map(is_capitalised, whole[len(words) :])) and noun.endswith("s")
    if is_capitalised(words[-1]) and (len(words) > 1 or has_determiner or not (_is_group_noun(noun) or goes_on)):
        return None
    if _is_group_noun(noun) or (noun.endswith("s") and not noun.endswith("ss")):
        return Mention("group", noun)
    if noun in BUSINESSES or noun in INSTITUTIONS:
        return Mention("organisation-noun", noun)
    return Mention("group", noun) if has_determiner else None


def _is_group_noun(noun: str) -> bool:
    return noun in GROUP_WORDS or (noun.endswith("s") and is_role(noun[:-1]))


def _named(words: list[str]) -> Mention | None:
    """Read a name: 'Okafor', 'Mr Idowu', 'Jane Roe of the Foo Institute', 'beekeeper Ann Bee'."""
    start = next((i for i, word in enumerate(words) if is_capitalised(word)), len(words))
    name, affiliation = _split_affiliation(words[start:])
    if start > _LONGEST_LEAD or not _CONNECTORS.isdisjoint(words[:start]):
        return None
    return _person(name, role=" ".join(words[:start]), affiliation=affiliation)


def _person(words: list[str], role: str = "", affiliation: str = "") -> Mention | None:
    honorific = _plain(words[0]) if words else ""
    gender = HONORIFICS.get(honorific, "") or _gender_of(role)
    if honorific in HONORIFICS:
        words = words[1:]
    if not 1 <= len(words) <= 4 or not is_capitalised(words[-1]):
        return None
    if not all(is_capitalised(word) or word in _PARTICLES for word in words):
        return None
    if is_organisation(words) or _plain(words[-1]) in PLACE_WORDS:
        return None
    return Mention("person", " ".join(words), role, affiliation, gender, first_name_given=len(words) > 1)


def _with_apposition(mention: Mention, apposition: str) -> Mention:
    """Add what stands after a name, or the name that stands after a role."""
    if mention.kind in ("role", "group", "organisation-noun"):
        named = parse_mention(apposition)
        if named and named.kind == "person" and named.first_name_given:
            role = mention.role or mention.name
            return replace(named, role=named.role or role, affiliation=named.affiliation or mention.affiliation)
        return mention
    if mention.kind != "person" or mention.role or _RELATIVE.match(apposition):
        return mention
    words = _ROLE_END.split(apposition)[0].split()
    described = _parse_head(words) if words else None
    is_unknown_role = described is not None and described.kind == "group" and words[0].lower() in ("a", "an", "the")
    if described is None or not (described.kind == "role" or is_unknown_role):
        return mention
    role = described.role or _without_determiner(" ".join(words))
    affiliation = mention.affiliation or described.affiliation
    return replace(mention, role=role, affiliation=affiliation, gender=mention.gender or _gender_of(role))


def _role(words: list[str]) -> str:
    """Return the words of a role as one reads them beside a name: 'chief officer' for 'the chain’s chief officer'."""
    lead = words
    affiliation = _lead_affiliation(words)
    if affiliation:
        lead = words[len(affiliation.split()) :]
    return _without_determiner(" ".join(lead))


def _without_determiner(text: str) -> str:
    words = text.split()
    if words and words[0].lower() in DETERMINERS:
        words = words[1:]
    return _POSSESSIVE.sub("", " ".join(words))


def _lead_affiliation(lead: list[str]) -> str:
    """Return 'Halden Energy' for 'Halden Energy spokeswoman'."""
    capitals = next((i for i, word in enumerate(lead) if not is_capitalised(word)), 0)
    run = lead[:capitals]
    is_named = len(run) > 1 and _plain(run[-1]) not in PLACE_WORDS and not any(is_role(_plain(word)) for word in run)
    is_office = is_named and _plain(lead[-1]) in OFFICE_ROLES
    return " ".join(run) if is_office or (is_named and is_organisation(run)) or is_acronym("".join(run)) else ""


def _gender_of(role: str) -> str:
    if _FEMALE.search(role):
        return "f"
    return "m" if _MALE.search(role) else ""


def _plain(word: str) -> str:
    return word.lower().strip(".,;:()").removesuffix("’s").removesuffix("'s")
