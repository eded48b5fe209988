"""One person or organisation of an article, with what its text has told of them so far.

The records and the questions one asks of a single one; who is meant where is decided in cast.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.exchange.prose.mentions import Mention
from site_builder.exchange.prose.names import is_acronym
from site_builder.exchange.prose.vocabulary import BUSINESSES, INSTITUTIONS, role_key
from site_builder.model import SpeakerType

_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_MINOR_WORDS = frozenset("of and the for & u.s us".split())
# A name with one of these words is no company's, unless the word is a company's too.
_PUBLIC_NOUNS = INSTITUTIONS - BUSINESSES - {"bank", "hospital", "clinic", "railway", "brewery"}


@dataclass(slots=True, eq=False)
class Character:
    """Somebody in the article; `position` is where the text first names them.

    Until somebody is established, a name is only two capitalised words: 'Mill Street' is one too.
    """

    name: str
    type: SpeakerType
    position: int
    role: str = ""
    affiliation: str = ""
    gender: str = ""
    is_established: bool = False
    nouns: frozenset[str] = frozenset()  # what else the text calls them: 'the prosecutor'

    @property
    def surname(self) -> str:
        """The last word of the name, a Jr. or III left aside."""
        words = [word for word in self.name.split() if word.rstrip(".") not in _SUFFIXES]
        return words[-1] if words else self.name

    @property
    def short_name(self) -> str:
        """What the text calls them after the first time."""
        return self.surname if self.type == "person" else self.name

    @property
    def role_words(self) -> set[str]:
        """The words by which a role can mean them, in the form in which roles are compared."""
        return (set(map(role_key, f"{self.role} {self.affiliation}".split())) - _MINOR_WORDS) | self.nouns

    def learn(self, mention: Mention) -> None:
        """Take from the mention what was not known."""
        self.role = self.role or mention.role
        self.affiliation = self.affiliation or mention.affiliation
        self.gender = self.gender or mention.gender

    def is_called(self, name: str) -> bool:
        """Tell whether the name alone, without a first name, can mean them."""
        if self.type == "person":
            return self.surname == name or f" {self.name}".endswith(f" {name}")
        return self.name == name or self.name.split()[0] == name

    def holds(self, mention: Mention) -> bool:
        """Tell whether the mentioned role is theirs."""
        return role_key(mention.name) in {*map(role_key, self.role.split()), *self.nouns}


def nouns_of(organisation: str) -> frozenset[str]:
    """Return the common nouns that can mean the organisation: those in its name, for a company any company's noun."""
    words = frozenset(organisation.lower().split())
    return words | BUSINESSES if words.isdisjoint(_PUBLIC_NOUNS) else words


def acronyms_of(name: str) -> Iterator[str]:
    """Yield what is made of the first letters of the name, whose first words may be left out: ICE, USDA."""
    initials = "".join(word[0] for word in name.split() if word.lower().rstrip(".") not in _MINOR_WORDS).upper()
    yield from filter(is_acronym, (initials[start:] for start in range(len(initials))))
