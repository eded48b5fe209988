"""The people and organisations of one article, and which of them a mention stands for.

It is made from the article's masked paragraphs and then asked mention by mention in text order, because surnames, roles and
pronouns point back; what it learns on the way (a role, a gender) stays in it and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.exchange.prose.mentions import Mention, is_acronym, parse_mention
from site_builder.exchange.prose.vocabulary import BUSINESSES, GENERIC_NOUNS, INSTITUTIONS, is_role, role_key
from site_builder.model import SpeakerType

_CAPITAL = r"[A-ZÀ-Þ][\w.’'-]*"
_RUN = re.compile(
    rf"(?<![\w’'-]){_CAPITAL}(?: (?:(?:de|da|del|di|du|la|van|von|der|bin|al) )*{_CAPITAL})*"
    rf"(?: (?:of|for)(?: the)? {_CAPITAL}(?: (?:and )?{_CAPITAL})*)*"
)
_ROLE_WORDS_BEFORE = re.compile(rf"(?<![\w’'-])(?:{_CAPITAL} )*(?:[a-z][\w’'-]* ){{1,4}}$")
_APPOSITION_AFTER = re.compile(r", ((?:an?|the|who|[\w’'-]+) [^,.;]{2,100})(?=[,.;]|$)")
_FUNCTION_WORDS = frozenset(
    """the a an in on at but and or so yet if when while after before since as for from to by with of according asked speaking both either
neither this that these those his her its their he she it they we you i there then even last next now also no not""".split()
)
_MINOR_WORDS = frozenset("of and the for & u.s. us".split())


@dataclass(slots=True, eq=False)
class Character:
    """Somebody in the article; `position` is where the text first names them."""

    name: str
    type: SpeakerType
    position: int
    role: str = ""
    affiliation: str = ""
    gender: str = ""
    is_established: bool = False

    @property
    def surname(self) -> str:
        """Return the last word of the name, a Jr. or III left aside."""
        words = [word for word in self.name.split() if word.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
        return words[-1] if words else self.name


class Cast:
    """Who appears in the text, in the order of their first names in it, and who was spoken of last."""

    def __init__(self, masked: str) -> None:
        self._masked = masked
        self._characters: list[Character] = []
        self._recent: list[Character] = []
        self._alone = _words_alone(masked)
        for match in _RUN.finditer(masked):
            self._introduce(match)

    def note_sentence(self, start: int, end: int) -> None:
        """Remember whom the sentence names, its first name last: that is its subject, to which a pronoun points back."""
        sentence = self._masked[start:end]
        places = [
            (match.start(), character)
            for character in self._characters
            if character.is_established
            for match in [re.search(rf"(?<!\w){re.escape(_call_name(character))}(?!\w)", sentence)]
            if match
        ]
        for _, character in sorted(places, key=lambda place: -place[0]):
            self.note(character)

    def resolve(self, mention: Mention, position: int) -> Character | None:
        """Return who is meant at `position`, or None for a group and for somebody whom the text does not name."""
        match mention.kind:
            case "person":
                found = self._resolve_person(mention, position)
            case "organisation":
                found = self._organisation(mention.name, position)
            case "role":
                found = self._resolve_role(mention, position)
            case "organisation-noun":
                found = self._resolve_noun(mention.name, position)
            case "pronoun":
                found = self._resolve_pronoun(mention)
            case "group":
                found = None
        if found:
            self.note(found)
        return found

    def last_speaker(self) -> Character | None:
        """Return who was spoken of last."""
        return self._recent[-1] if self._recent else None

    def find_in_headline(self, words: str) -> Character | None:
        """Return whom the subject of a headline means: by name, by an acronym or the words of a role, by a kind."""
        return (
            self._named_in_headline(words, "person")
            or self._best_role_match(words)
            or self._named_in_headline(words, "organisation")
            or self._organisation_in_headline(words)
        )

    def _named_in_headline(self, words: str, type_: SpeakerType) -> Character | None:
        known = [c for c in self._characters if c.type == type_ and c.is_established]
        return next((c for c in known if _has_word(words, _call_name(c))), None)

    def note(self, character: Character) -> None:
        """Remember who was spoken of last."""
        if character in self._recent:
            self._recent.remove(character)
        self._recent.append(character)

    def _introduce(self, match: re.Match[str]) -> None:
        words = match[0].split()
        position = match.start()
        while words and words[0].lower() in _FUNCTION_WORDS:
            position += len(words[0]) + 1
            words = words[1:]
        if not words:
            return
        apposition = _APPOSITION_AFTER.match(self._masked, match.end())
        phrase = " ".join(words) + (apposition[0] if apposition else "")
        before = _ROLE_WORDS_BEFORE.search(self._masked, 0, position)
        if before and is_role(before[0].split()[-1]):
            phrase = before[0] + phrase
        mention = parse_mention(_bare_name(phrase))
        if mention and mention.kind == "organisation":
            self._organisation(mention.name, position)
        elif mention and mention.kind == "person" and mention.first_name_given:
            self._person(mention, position)

    def _person(self, mention: Mention, position: int) -> Character:
        """Return the person with the mention's full name, who learns what the mention says of them."""
        found = next((c for c in self._characters if c.type == "person" and c.name == mention.name), None)
        if found is None:
            found = Character(mention.name, "person", position)
            self._characters.append(found)
        found.role = found.role or mention.role
        found.affiliation = found.affiliation or mention.affiliation
        found.gender = found.gender or mention.gender
        if mention.affiliation:
            self._organisation(mention.affiliation, position)
        found.is_established |= bool(found.role) or found.surname in self._alone
        return found

    def _organisation(self, name: str, position: int) -> Character:
        known = [c for c in self._characters if c.type == "organisation"]
        found = next((c for c in known if c.name == name or c.name.startswith(f"{name} ") or _acronym_of(name, c.name)), None)
        if found is None:
            found = Character(name, "organisation", position, is_established=True)
            self._characters.append(found)
        return found

    def _resolve_person(self, mention: Mention, position: int) -> Character | None:
        if mention.first_name_given:
            person = self._person(mention, position)
            person.is_established = True
            return person
        named = [c for c in self._characters if _is_called(c, mention.name)]
        earlier = [c for c in named if c.position <= position]
        found = next((c for c in reversed(self._recent) if c in named), None) or next(iter([*earlier[::-1], *named]), None)
        if found is None and _has_word(self._masked, mention.name.lower()):
            return None  # 'Nurses' at the start of a sentence is no name where 'nurses' stands elsewhere
        if found is None:
            type_: SpeakerType = "organisation" if self._reads_as_organisation(mention.name) else "person"
            found = Character(mention.name, type_, position, mention.role, mention.affiliation, mention.gender)
            self._characters.append(found)
        found.gender = found.gender or mention.gender
        found.role = found.role or mention.role
        found.is_established = True
        return found

    def _reads_as_organisation(self, name: str) -> bool:
        """Tell whether a name that no first name goes with is a company: 'Norvex, which …', 'Norvex’s profits', 'the company'."""
        return bool(re.search(rf"\b{re.escape(name)}(?:, which\b)", self._masked)) or bool(
            re.search(rf"\b[Tt]he (?:{'|'.join(sorted(BUSINESSES))})\b", self._masked)
            and not any(c.type == "organisation" for c in self._characters)
        )

    def _resolve_role(self, mention: Mention, position: int) -> Character | None:
        """Find who holds the role; where nobody is named yet, it waits for the next name without a role of its own."""
        candidates = [c for c in self._characters if c.type == "person" and _holds(c, mention)]
        earlier = [c for c in candidates if c.position <= position]
        recent = next((c for c in reversed(self._recent) if c in candidates), None)
        found = recent or next(iter([*earlier[::-1], *candidates]), None)
        if found is None and mention.name in BUSINESSES:
            return self._resolve_noun(mention.name, position)
        return found or self._next_without_role(mention, position)

    def _next_without_role(self, mention: Mention, position: int) -> Character | None:
        """Return the person whom the next paragraph introduces without a role: it tells who held this one."""
        paragraph_end = self._masked.find("\n", position)
        limit = self._masked.find("\n", paragraph_end + 1) if paragraph_end >= 0 else -1
        for character in self._characters:
            is_next = paragraph_end < character.position < (limit if limit >= 0 else len(self._masked))
            if paragraph_end >= 0 and is_next and character.type == "person" and not character.role:
                if character.surname in self._alone:
                    character.role, character.affiliation = mention.role, character.affiliation or mention.affiliation
                    character.is_established = True
                    return character
        return None

    def _resolve_noun(self, noun: str, position: int) -> Character | None:
        """Find the organisation that 'the company' or 'the society' stands for: the last one before it that can be one."""
        fitting = [c for c in self._characters if c.type == "organisation" and _is_a(c, noun)]
        earlier = [c for c in fitting if c.position <= position]
        recent = next((c for c in reversed(self._recent) if c in earlier), None)
        if not fitting and noun in GENERIC_NOUNS:
            return next((c for c in reversed(self._recent) if c.type == "organisation"), None)
        return recent or (max(earlier, key=lambda c: c.position) if earlier else next(iter(fitting), None))

    def _resolve_pronoun(self, mention: Mention) -> Character | None:
        if mention.name == "they":
            return None
        wanted: SpeakerType = "organisation" if mention.name == "it" else "person"
        for character in reversed(self._recent):
            if character.type == wanted and (wanted == "organisation" or not (mention.gender and character.gender not in ("", mention.gender))):
                character.gender = character.gender or mention.gender
                return character
        return None

    def _best_role_match(self, words: str) -> Character | None:
        subject = set(map(role_key, words.split()))
        scored = [(_role_score(c, words, subject), -index) for index, c in enumerate(self._characters)]
        best = max(scored, default=(0, 0))
        return self._characters[-best[1]] if best[0] > 0 else None

    def _organisation_in_headline(self, words: str) -> Character | None:
        for word in re.findall(r"\w+", words.lower()):
            if word in BUSINESSES or word in INSTITUTIONS:
                fitting = [c for c in self._characters if c.type == "organisation" and _is_a(c, word)]
                if fitting:
                    return fitting[0]
        return None


def _bare_name(words: str) -> str:
    """Return the name without a possessive ending and without the full stop of its sentence."""
    bare = words.removesuffix("’s").removesuffix("'s")
    return bare if re.search(r"(?:\b\w|Jr|Sr|Inc|Co|Corp|Ltd)\.$", bare) else bare.rstrip(".")


def _call_name(character: Character) -> str:
    return character.surname if character.type == "person" else character.name


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w’'-]){re.escape(word)}(?![\w-])", text) is not None


def _is_called(character: Character, name: str) -> bool:
    if character.type == "person":
        return character.name == name or character.surname == name or character.name.endswith(f" {name}")
    return character.name == name or character.name.split()[0] == name


def _words_alone(masked: str) -> frozenset[str]:
    """Return the capitalised words that stand without another one beside them, as a surname does on second mention."""
    return frozenset(
        word.removesuffix("’s").removesuffix("'s").rstrip(".")
        for match in _RUN.finditer(masked)
        for words in [[word for word in match[0].split() if word.lower().rstrip(".") not in _FUNCTION_WORDS]]
        if len(words) == 1 or (len(words) == 2 and parse_mention(match[0]) is not None and words[0].rstrip(".") in ("Mr", "Mrs", "Ms", "Dr", "Prof"))
        for word in words[-1:]
    )


def _holds(character: Character, mention: Mention) -> bool:
    return role_key(mention.name) in map(role_key, character.role.split()) or (bool(mention.role) and mention.role.lower() == character.role.lower())


def _is_a(character: Character, noun: str) -> bool:
    words = {word.lower() for word in character.name.split()}
    if noun in words:
        return True
    return noun in BUSINESSES and words.isdisjoint(INSTITUTIONS - BUSINESSES - {"bank", "hospital", "clinic", "railway", "brewery"})


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word.lower() not in _MINOR_WORDS).upper()


def _acronym_of(short: str, long: str) -> bool:
    return is_acronym(short) and (_initials(long) == short or _initials(long).endswith(short))


def _role_score(character: Character, words: str, subject: set[str]) -> int:
    """Count the words of the subject that are a role's, its organisation or the acronym of that."""
    own = set(map(role_key, f"{character.role} {character.affiliation}".split())) - _MINOR_WORDS
    if not any(map(is_role, own & subject)):
        return 0
    acronyms = sum(_acronym_of(word.strip(",."), character.affiliation) for word in words.split()) if character.affiliation else 0
    return len(own & subject) + acronyms
