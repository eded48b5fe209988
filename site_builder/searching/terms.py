"""Text to search terms: folded in case and accents, parted into words, stemmed. Nothing here knows documents or lunr.

templates/assets/js/search-pipeline.js takes the same steps in the same order with the same patterns: a term that only
one side makes is a word that nobody finds. tests/unit/searching/ compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from site_builder.scripts import UNSPACED
from site_builder.searching.stemming import stem

_DROPPED_RANGES = (
    (0x00AD, 0x00AD), (0x2060, 0x2064), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),  # soft hyphens, joiners, variants
    (0x061C, 0x061C), (0x200C, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069),  # directions
    (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),  # accents of Latin, Greek and Cyrillic
    (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),  # Hebrew points
    (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),  # Arabic vowels
)  # fmt: skip
"""What is no part of a word's spelling. Marks elsewhere (Devanagari, Thai, kana) are: they tell words apart."""

_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
}  # fmt: skip
"""Letters with a plain form that Unicode's decompositions do not give; ı and ς fold like the case they belong to."""

_APOSTROPHES = "’‘ʼ＇"
_TRADE_MARKS = re.compile("[™℠]")  # NFKD would glue them to the word as letters: Legotm

_LETTER = rf"[^ .,'&{UNSPACED}]"
_WORD = re.compile(
    rf"([0-9]+(?:[.,'][0-9]+)+"  # 1,300  3.5
    rf"|{_LETTER}(?:\.{_LETTER})+(?!{_LETTER})"  # u.s.a
    rf"|{_LETTER}+(?:&{_LETTER}+)*"  # words, at&t
    rf"|[{UNSPACED}]+)"
    rf"(?:\.?'s(?!{_LETTER}))?"  # the possessive s is no part of the word
)
_SIGNS = r"[!-/:-@\[-`{-~]*"
_PLAIN = re.compile(f"{_SIGNS}([A-Za-z]+){_SIGNS}")
"""A chunk that is one word of ASCII letters: most of an English text, which need not be looked at closely."""
_NUMBER = re.compile(r"[0-9]+[.,']")
_THOUSANDS = re.compile(r"[.,'](?=[0-9]{3}(?![0-9]))")
_unspaced = re.compile(f"[{UNSPACED}]").match
_ENGLISH = re.compile("[a-z]+")


class _Characters(dict[int, str | None]):
    """What becomes of a character, for str.translate; learned as it goes, for Unicode is large and texts are not."""

    def __init__(self) -> None:
        self.update((code, None) for first, last in _DROPPED_RANGES for code in range(first, last + 1))
        self.update((ord(letter), plain) for letter, plain in _LETTERS.items())
        self.update((ord(apostrophe), "'") for apostrophe in _APOSTROPHES)
        self.update((ord(sign), sign) for sign in ".,'&")

    def __missing__(self, code: int) -> str:
        """Keep letters, marks and numbers, and put a space for all else."""
        character = chr(code)
        kept = character if unicodedata.category(character)[0] in "LMN" else " "
        self[code] = kept
        return kept


class TermReader(dict[str, tuple[str, ...]]):
    """The terms of a text, with a memory of its chunks: most of a text was read before.

    One reader serves a whole build; it grows with the vocabulary, not with the number of texts. `words` has the words
    of chunks that are more than one word of ASCII letters, `stems` the stems of words that are no stems themselves.
    """

    LONGEST_REMEMBERED = 40
    """In characters. Longer chunks are addresses, or sentences of a script without spaces, and do not come again."""

    def __init__(self) -> None:
        self._characters = _Characters()
        self.words: dict[str, tuple[str, ...]] = {}
        self.stems: dict[str, str] = {}

    def read(self, text: str) -> list[str]:
        """Return the terms of a text in their order."""
        return [term for chunk in self.chunks(text) for term in self[chunk]]

    def chunks(self, text: str) -> list[str]:
        """Return a text parted at spaces, in lower case and without most of the signs that end a word.

        Its terms are looked up in the reader itself: so there are fewer chunks to learn.
        """
        return text.lower().replace(", ", " ").replace(". ", " ").split()

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        is_remembered = len(chunk) <= self.LONGEST_REMEMBERED
        terms: tuple[str, ...]
        if chunk.isascii() and chunk.isalpha() and chunk.islower():
            terms = (self._stem(chunk),)
        else:
            words = self._words_of(chunk)
            terms = tuple(chain.from_iterable(map(self._terms_of, words)))
            if is_remembered:
                self.words[chunk] = words
        if is_remembered:
            self[chunk] = terms
        return terms

    def _words_of(self, chunk: str) -> tuple[str, ...]:
        plain = _PLAIN.fullmatch(chunk)
        return (plain[1].lower(),) if plain else tuple(_WORD.findall(self._folded(chunk)))

    def _folded(self, chunk: str) -> str:
        """Return the chunk in lower case without accents, and with spaces for what is no part of a word."""
        plain = unicodedata.normalize("NFKD", _TRADE_MARKS.sub(" ", chunk)).lower().translate(self._characters)
        return unicodedata.normalize("NFC", plain)

    def _terms_of(self, word: str) -> tuple[str, ...]:
        """Return the terms that a word stands for: one, or for a script without spaces every two neighbours."""
        if _ENGLISH.fullmatch(word):
            return self[word]
        if _unspaced(word):
            return tuple(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        if _NUMBER.match(word):
            return (_THOUSANDS.sub("", word).replace(",", ".").replace("'", "."),)
        letters = word.replace(".", "").replace("&", "")
        return (stem(letters) if _ENGLISH.fullmatch(letters) else letters,)

    def _stem(self, word: str) -> str:
        found = stem(word)
        if found != word:
            self.stems[word] = found
        return found
