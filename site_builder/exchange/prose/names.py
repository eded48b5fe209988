"""The words of a noun phrase: which are a name, an organisation's name, a role.

Small questions about lists of words; the phrase as a whole is read in mentions.py.
"""

from __future__ import annotations

import re

from site_builder.exchange.prose.vocabulary import (
    DETERMINERS,
    OFFICE_ROLES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    is_role,
    plain_word,
)

CONNECTORS = frozenset({"of", "for", "at", "with", "from", "in", "to", "on", "by"})
PARTICLES = frozenset("de da del della di du la le van von der den bin al el ibn ter".split())
_INNER_WORDS = frozenset({"of", "and", "the", "for", "&"})
_POSSESSIVE = re.compile(r"^(?:[\w.-]+ )*?[\w.-]+(?:[’']s|s[’']) ")
_MALE = re.compile(r"\b(?:\w+man|father|brother|son|husband)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:\w*woman|mother|sister|daughter|wife|midwife)\b", re.IGNORECASE)


def is_capitalised(word: str) -> bool:
    """Tell whether the word begins with a capital letter."""
    return word[:1].isupper()


def is_acronym(word: str) -> bool:
    """Tell whether the word is made of capitals only, as FBI and ICE are."""
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper()


def is_personal_name(words: list[str]) -> bool:
    """Tell whether the words can be somebody's name: one to four capitalised ones that are no organisation or place."""
    return (
        1 <= len(words) <= 4
        and is_capitalised(words[-1])
        and all(is_capitalised(word) or word in PARTICLES for word in words)
        and not is_organisation(words)
        and plain_word(words[-1]) not in PLACE_WORDS
    )


def is_organisation(words: list[str]) -> bool:
    """Tell whether the capitalised words are the name of an organisation: by one of its words, or as an acronym."""
    return any(plain_word(word) in ORGANISATION_WORDS for word in words) or (len(words) == 1 and is_acronym(words[0]))


def is_name_run(words: list[str]) -> bool:
    """Tell whether the words are capitalised but for small ones between them: 'Department of Health'."""
    return (
        bool(words) and is_capitalised(words[0]) and all(is_capitalised(word) or word in _INNER_WORDS for word in words)
    )


def without_place(name: list[str]) -> list[str]:
    """Cut 'of Dunmore' off 'Bellweather Construction of Dunmore', but keep 'of Health' in 'Department of Health'."""
    cut = name.index("of") if "of" in name else 0
    return name[:cut] if cut >= 2 and plain_word(name[cut - 1]) in ORGANISATION_WORDS else name


def without_determiner(words: list[str]) -> list[str]:
    """Cut an article, a pronoun or the like off the beginning."""
    return words[1:] if words and words[0].lower() in DETERMINERS else words


def split_affiliation(words: list[str]) -> tuple[list[str], str]:
    """Return the words before 'of' or 'at', and the organisation named after it: 'Ann Bee' of 'the Foo Institute'."""
    cut = next((i for i, word in enumerate(words) if word in CONNECTORS), len(words))
    return words[:cut], organisation_after(words[cut:])


def organisation_after(phrase: list[str]) -> str:
    """Return 'Calder Museum' for 'of the Calder Museum', and nothing for 'of public works'."""
    words = without_determiner(phrase[1:])
    return " ".join(words) if is_name_run(words) else ""


def organisation_before(role: list[str]) -> str:
    """Return 'Halden Energy' for 'Halden Energy spokeswoman', and nothing for 'Orrin County engineer'."""
    run = role[: next((i for i, word in enumerate(role) if not is_capitalised(word)), 0)]
    if is_acronym("".join(run)):
        return run[0]
    is_name = len(run) > 1 and plain_word(run[-1]) not in PLACE_WORDS and not any(map(is_role, run))
    return " ".join(run) if is_name and (plain_word(role[-1]) in OFFICE_ROLES or is_organisation(run)) else ""


def role_text(words: list[str]) -> str:
    """Return a role as one reads it beside a name: 'chief officer' for 'the chain’s chief officer'."""
    affiliation = organisation_before(words)
    own = words[len(affiliation.split()) :]
    return _POSSESSIVE.sub("", " ".join(without_determiner(own)))


def gender_of(role: str) -> str:
    """Return f or m where the role says so, else ''."""
    return "f" if _FEMALE.search(role) else "m" if _MALE.search(role) else ""
