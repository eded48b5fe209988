"""The people and organisations of one article, and which of them a mention stands for.

A cast is made from the masked paragraphs and then asked mention by mention in text order, because surnames, roles and
pronouns point back; what it learns on the way (a role, a gender) stays in it and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from site_builder.exchange.prose.characters import Character, acronyms_of, nouns_of
from site_builder.exchange.prose.introductions import (
    find_described_as_organisations,
    find_introductions,
    find_lone_names,
    names_a_company,
    reads_as_organisation,
)
from site_builder.exchange.prose.mentions import SOMEBODY, Mention
from site_builder.exchange.prose.register import Kind, Register
from site_builder.exchange.prose.vocabulary import BUSINESSES, GENERIC_NOUNS, INSTITUTIONS, is_role, role_key
from site_builder.model import SpeakerType


class Cast:
    """Who appears in the text, in the order of their first names in it, and who was spoken of last."""

    def __init__(self, masked: str) -> None:
        self._masked = masked
        self._register = Register()
        self._has_organisation = False
        self._lone_names = find_lone_names(masked)
        self._names_a_company = names_a_company(masked)
        self._described_as_organisations = find_described_as_organisations(masked)
        for mention, position in find_introductions(masked):
            if mention.kind == "organisation" or self._is_organisation(mention):
                self._organisation(mention.name, position)
            else:
                self._person(mention, position)
        self._introduced = len(self._register.characters)

    def note_sentence(self, start: int, end: int) -> None:
        """Remember whom the sentence names, its first name last: its subject is whom a pronoun points back to."""
        sentence = self._masked[start:end]
        named = self._register.find_in_sentence(sentence)
        in_full = {c.surname for c in named if c.name != c.surname and c.name in sentence}
        places = [
            (place, character)
            for character in named
            if character.is_established
            for place in [
                _find_word(sentence, character.name if character.surname in in_full else character.short_name)
            ]
            if place is not None
        ]
        for _, character in sorted(places, key=lambda place: -place[0]):
            self.note(character)

    def note(self, character: Character) -> None:
        """Remember who was spoken of last."""
        self._register.note(character)

    def resolve(self, mention: Mention, position: int) -> Character | None:
        """Return who is meant at `position`, or None for a group and for somebody whom the text does not name."""
        found: Character | None = None
        match mention.kind:
            case "person":
                found = self._resolve_person(mention, position)
            case "organisation":
                found = self._organisation(mention.name, position)
            case "role":
                found = self._resolve_role(mention, position)
            case "organisation-noun":
                found = self._resolve_noun(mention, position)
            case "pronoun":
                found = self._resolve_pronoun(mention)
            case "group":
                pass
        if found:
            self.note(found)
        return found

    def find_in_headline(self, words: str) -> Character | None:
        """Return whom the subject of a headline means: by name, by the words of a role, by a common noun."""
        return (
            self._named_in(words, "person")
            or self._best_role_match(words)
            or self._named_in(words, "organisation")
            or self._kind_in(words)
        )

    # ---------------------------------------------------------------- names

    def _person(self, mention: Mention, position: int) -> Character:
        """Return the person with the mention's full name, who learns what the mention says of them."""
        same = [c for c in self._register.find(("name", mention.name)) if c.type == "person"]
        found = same[0] if same else self._register.add(Character(mention.name, "person", position))
        self._register.learn(found, mention)
        if mention.affiliation:
            self._organisation(mention.affiliation, position)
        found.is_established |= bool(found.role) or found.surname in self._lone_names
        return found

    def _organisation(self, name: str, position: int) -> Character:
        for known in self._register.find(("first word", name.split(maxsplit=1)[0]), ("acronym", name)):
            if f"{known.name} ".startswith(f"{name} ") or name in acronyms_of(known.name):
                return known
        self._has_organisation = True
        return self._register.add(Character(name, "organisation", position, is_established=True))

    def _resolve_person(self, mention: Mention, position: int) -> Character | None:
        if mention.first_name_given and self._is_organisation(mention):
            return self._organisation(mention.name, position)
        if mention.first_name_given:
            found = self._person(mention, position)
        elif known := self._nearest_called(mention.name, position):
            self._register.learn(known, mention)
            found = known
        elif mention.name.lower() in self._words:
            return None  # 'Nurses' at the start of a sentence is no name where 'nurses' stands elsewhere
        else:
            type_: SpeakerType = "organisation" if self._is_organisation(mention) else "person"
            self._has_organisation |= type_ == "organisation"
            found = self._register.add(Character(mention.name, type_, position))
            self._register.learn(found, mention)
        found.is_established = True
        return found

    def _is_organisation(self, mention: Mention) -> bool:
        if mention.first_name_given and mention.name.split()[-1] in self._lone_names:
            return False
        # A single word is taken for the company only where no other name can be.
        has_other = not mention.first_name_given and self._has_organisation
        is_sought = self._names_a_company and not has_other
        return reads_as_organisation(mention, self._described_as_organisations, company_is_sought=is_sought)

    # ---------------------------------------------------------------- roles, nouns, pronouns

    def _resolve_role(self, mention: Mention, position: int) -> Character | None:
        def fits(character: Character) -> bool:
            return character.type == "person" and character.holds(mention)

        if found := self._nearest(fits, [("role", role_key(mention.name))], position):
            return found
        if mention.name in BUSINESSES:
            return self._resolve_noun(mention, position)
        return self._introduced_next(mention, position)

    def _introduced_next(self, mention: Mention, position: int) -> Character | None:
        """Return the person whom the next paragraph introduces: news tells who 'the county engineer' is after the lead.

        Outside the lead only somebody without a role of their own is taken for the one who was meant.
        """
        start = self._masked.find("\n", position)
        if start < 0:
            return None
        end = self._masked.find("\n", start + 1)
        is_lead = self._masked.find("\n") == start
        following = self._register.find_between(start, end if end >= 0 else len(self._masked), self._introduced)
        for character in following:
            can_be_meant = character.type == "person" and character.surname in self._lone_names
            if can_be_meant and (is_lead or not character.role):
                self._register.learn(character, mention, noun=role_key(mention.name))
                character.is_established = True
                return character
        return None

    def _resolve_noun(self, mention: Mention, position: int) -> Character | None:
        """Find the organisation that 'the company' or 'the society' stands for: the last one named that can be one."""
        noun = mention.name

        def fits(character: Character) -> bool:
            return character.type == "organisation" and noun in nouns_of(character.name)

        if found := self._nearest(fits, [("noun", noun)], position):
            return found
        if noun in GENERIC_NOUNS:
            return self._register.last(lambda c: c.type == "organisation")
        is_described = mention.kind == "organisation-noun" and bool(mention.role)
        return self._organisation(mention.role, position) if is_described else None  # 'the police union' is a name

    def _resolve_pronoun(self, mention: Mention) -> Character | None:
        if mention.name == "they":
            return None
        if mention.name == "it":
            return self._register.last(lambda c: c.type == "organisation")
        any_gender = mention == SOMEBODY
        found = self._register.last(lambda c: c.type == "person" and (any_gender or c.gender in ("", mention.gender)))
        if found:
            self._register.learn(found, mention)
        return found

    # ---------------------------------------------------------------- headlines

    def _named_in(self, words: str, type_: str) -> Character | None:
        return self._first(
            lambda c: c.type == type_ and c.is_established and _find_word(words, c.short_name) is not None
        )

    def _best_role_match(self, words: str) -> Character | None:
        characters = self._register.characters
        scores = [(_role_score(c, words), -index) for index, c in enumerate(characters)]
        score, index = max(scores, default=(0, 0))
        return characters[-index] if score else None

    def _kind_in(self, words: str) -> Character | None:
        nouns = {word for word in re.findall(r"\w+", words.lower()) if word in BUSINESSES or word in INSTITUTIONS}
        return self._first(lambda c: c.type == "organisation" and not nouns.isdisjoint(nouns_of(c.name)))

    # ---------------------------------------------------------------- looking up

    def _first(self, fits: Callable[[Character], bool]) -> Character | None:
        return next(filter(fits, self._register.characters), None)

    def _nearest_called(self, name: str, position: int) -> Character | None:
        words = name.split()
        return self._nearest(
            lambda character: character.is_called(name), [("last word", words[-1]), ("first word", words[0])], position
        )

    def _nearest(
        self, fits: Callable[[Character], bool], keys: Sequence[tuple[Kind, str]], position: int
    ) -> Character | None:
        """Return who was spoken of last, or else named last before `position`, or else is named first after it.

        `keys` lead to everybody who fits, and perhaps to others.
        """
        if found := self._register.last(fits):
            return found
        known = [character for character in self._register.find(*keys) if fits(character)]
        earlier = [character for character in known if character.position <= position]
        return next(iter([*reversed(earlier), *known]), None)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?<![\w’'-])\w[\w-]*", self._masked))


def _find_word(text: str, word: str) -> int | None:
    if word not in text:
        return None
    match = re.search(rf"(?<![\w’'-]){re.escape(word)}(?![\w-])", text)
    return match.start() if match else None


def _role_score(character: Character, words: str) -> int:
    """Count the words that are a character's role, its organisation or the acronym of that; 0 without a role's word."""
    shared = character.role_words & set(map(role_key, words.split()))
    if not any(map(is_role, shared)):
        return 0
    acronyms = frozenset(acronyms_of(character.affiliation))
    return len(shared) + sum(word.strip(",.") in acronyms for word in words.split())
