"""The characters of one article by the words that can mean them, and in the order in which they were spoken of.

It answers with candidates and without a walk through everybody; whom a mention stands for is decided in cast.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal

from site_builder.exchange.prose.characters import Character, acronyms_of, nouns_of
from site_builder.exchange.prose.mentions import Mention
from site_builder.exchange.prose.vocabulary import role_key

Kind = Literal["name", "short name", "first word", "last word", "acronym", "noun", "role"]

# How many of those who were spoken of last are considered: more than a reader remembers.
_REMEMBERED = 200
_WORD = re.compile(r"\w+")


class Register:
    """Characters in the order in which they were entered, which is that of their first names but for latecomers."""

    def __init__(self) -> None:
        self.characters: list[Character] = []
        self._places: dict[Character, int] = {}
        self._entries: dict[tuple[Kind, str], set[Character]] = {}
        self._recent: dict[Character, None] = {}

    def add(self, character: Character) -> Character:
        """Enter a character under its name."""
        self._places[character] = len(self.characters)
        self.characters.append(character)
        for kind, word in _keys(character):
            self._entries.setdefault((kind, word), set()).add(character)
        return character

    def learn(self, character: Character, mention: Mention, noun: str = "") -> None:
        """Let the character take what the mention says of them, and be called by the noun; both then lead to them."""
        character.learn(mention)
        character.nouns |= {noun} if noun else frozenset()
        for word in {*map(role_key, character.role.split()), *character.nouns}:
            self._entries.setdefault(("role", word), set()).add(character)

    def note(self, character: Character) -> None:
        """Remember who was spoken of last."""
        self._recent.pop(character, None)
        self._recent[character] = None

    def last(self, fits: Callable[[Character], bool]) -> Character | None:
        """Return who was spoken of last of those who fit."""
        return next(filter(fits, islice(reversed(self._recent), _REMEMBERED)), None)

    def find(self, *keys: tuple[Kind, str]) -> list[Character]:
        """Return the characters that one of the keys leads to, in order."""
        found = set[Character]().union(*(self._entries.get(key, ()) for key in keys))
        return sorted(found, key=self._places.__getitem__)

    def find_in_sentence(self, sentence: str) -> list[Character]:
        """Return the characters whose short names the sentence may have: it has their first word."""
        return self.find(*(("short name", word) for word in set(_WORD.findall(sentence))))

    def find_between(self, start: int, end: int, count: int) -> list[Character]:
        """Return those of the first `count` characters, who stand in text order, that are named in (start, end)."""
        first = bisect_right(self.characters, start, hi=count, key=lambda character: character.position)
        last = bisect_left(self.characters, end, hi=count, key=lambda character: character.position)
        return self.characters[first:last]


def _keys(character: Character) -> Iterator[tuple[Kind, str]]:
    words = character.name.split()
    yield "name", character.name
    yield from (("short name", word) for word in _WORD.findall(character.short_name)[:1])
    if character.type == "person":
        yield from (("last word", word) for word in {character.surname, words[-1]})
    else:
        yield "first word", words[0]
        yield from (("acronym", acronym) for acronym in acronyms_of(character.name))
        yield from (("noun", noun) for noun in nouns_of(character.name))
