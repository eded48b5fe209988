"""Names of authors as citations need them: who is a person with a family name, and who is cited whole.

Comes in: a name as a byline has it, and the name by which the editor sorts it, where that is given. Goes out: its
parts. A name is taken apart only where it looks like that of one person in a script with capital letters; all others
are cited whole: a newsroom is no person, and no rule knows which part of a Chinese or Arabic name comes first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTICLES = frozenset(
    """af al av bin da das de dei del della den der des di do dos du el ibn la le lo ten ter van vom von y zu zum zur
    """.split()
)
"""Small words that belong to the family name after them."""

_SUFFIXES = frozenset("jr sr ii iii iv".split())

_OF_ORGANIZATIONS = frozenset(
    """agence agencia agency agentur amt and archive association board bureau collective college commission committee
    company cooperative corporation correspondent correspondents council court department desk editor editorial editors
    federation for foundation gazette gmbh government group herald inc institute international journal limited llc ltd
    magazine ministerium ministry network news newspaper newsroom of office party post presse press project radio
    redacción redaktion report reporter reporters review rédaction school service services society staff studio team
    television the times tribune tv union university und verband verein wire writers zeitung &""".split()
)
"""Words that no name of a person has, in lower case."""

_LONGEST = 6
"""Words of the longest name of a person that is taken apart."""


class CitedName(NamedTuple):
    """A name in its parts, or, where it is cited whole, in `literal` alone."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle: van Beethoven."""
        return f"{self.particle} {self.family}".lstrip()

    @property
    def forward(self) -> str:
        """The name as one says it: Ludwig van Beethoven."""
        return self.literal or " ".join(filter(None, (self.given, self.surname, self.suffix)))

    @property
    def inverted(self) -> str:
        """The name as lists have it: van Beethoven, Ludwig."""
        return self.literal or ", ".join(filter(None, (self.surname, self.given, self.suffix)))

    @property
    def initials(self) -> str:
        """The given names as initials: J.-P. Q."""
        return " ".join(_initial(word) for word in re.sub(r"\.(?=\w)", ". ", self.given).split())


def parse_name(name: str, sort_name: str = "") -> CitedName:
    """Return a name in its parts, which a `sort_name` such as "García Márquez, Gabriel" says.

    One without a comma says that the name is cited whole.
    """
    name = " ".join(name.split())
    if sort_name:
        family, comma, given = (part.strip() for part in sort_name.partition(","))
        return _person(given.split(), family.split()) if comma and family and given else CitedName(literal=name)
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1].strip(".").casefold() in _SUFFIXES else ""
    words = [word.rstrip(",") if suffix and word is words[-1] else word for word in words]
    if not _is_person(words):
        return CitedName(literal=name)
    first = next((place for place, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    return _person(words[:first], words[first:], suffix)


def _person(given: list[str], family: list[str], suffix: str = "") -> CitedName:
    particles = next((place for place, word in enumerate(family) if word not in _PARTICLES), 0)
    return CitedName(" ".join(family[particles:]), " ".join(given), " ".join(family[:particles]), suffix)


def _is_person(words: list[str]) -> bool:
    return (
        2 <= len(words) <= _LONGEST
        and all(word in _PARTICLES or _is_name(word) for word in words[1:-1] or ())
        and _is_name(words[0])
        and _is_name(words[-1])
    )


def _is_name(word: str) -> bool:
    """Tell whether a word may be a part of a person's name: it begins with a capital letter and is no acronym."""
    letters = re.sub(r"[\W\d_]", "", word)
    is_acronym = len(letters) > 1 and letters.isupper() and "." not in word
    is_written_so = re.fullmatch(r"(?:[^\W\d_]|[.’'ʼ\-\u0300-\u036f])+", word) is not None
    return is_written_so and word[0].isupper() and not is_acronym and word.casefold() not in _OF_ORGANIZATIONS


def _initial(word: str) -> str:
    return "-".join(f"{part[0]}." for part in word.split("-") if part)
