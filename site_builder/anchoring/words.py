"""Where words and numbers begin and end: a text and an offset in, an answer out.

After the word boundaries of Unicode Standard Annex 29, as far as a quotation needs them; no dictionary is asked.
"""

from __future__ import annotations

import re
import unicodedata

from site_builder.scripts import UNSPACED

_unspaced = re.compile(f"[{UNSPACED}]").match

# Rules WB6, WB7, WB11 and WB12 of Annex 29: don't, U.S, 3.5, 1,300, and the Arabic separators.
_BETWEEN_LETTERS = ".'’·"
_BETWEEN_DIGITS = ".,'’\u066b\u066c"


def has_words(text: str) -> bool:
    """Tell whether there is anything but white space, punctuation, marks and controls in the text."""
    return any(character.isalnum() or unicodedata.category(character)[0] in "LNS" for character in text)


def cuts_word(text: str, at: int) -> bool:
    """Tell whether `at` stands between two characters of one word or number, or before a mark of its last letter."""
    if at == len(text) or " " in text[max(0, at - 1) : at + 1]:
        return False
    left, right = _character_before(text, at), _character_from(text, at)
    if left < 0:
        return False
    if unicodedata.category(text[at]).startswith("M"):
        return text[left].isalnum()
    return right < len(text) and (
        _are_of_one_word(text[left], text[right])
        or _are_joined(text, left, right, _character_from(text, right + 1))
        or _are_joined(text, _character_before(text, left), left, right)
    )


def word_around(text: str, at: int) -> str:
    """Return the whole word that `at` cuts."""
    start = end = at
    while cuts_word(text, start):
        start -= 1
    while cuts_word(text, end):
        end += 1
    return text[start:end]


def _are_of_one_word(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not _unspaced(left) and not _unspaced(right)


def _are_joined(text: str, left: int, middle: int, right: int) -> bool:
    if left < 0 or right >= len(text) or not _are_of_one_word(text[left], text[right]):
        return False
    if text[left].isdecimal() and text[right].isdecimal():
        return text[middle] in _BETWEEN_DIGITS
    return text[middle] in _BETWEEN_LETTERS and text[left].isalpha() and text[right].isalpha()


def _character_before(text: str, at: int) -> int:
    """Return where the character before `at` begins, past its marks and joiners, or -1."""
    at -= 1
    while at >= 0 and _extends(text[at]):
        at -= 1
    return at


def _character_from(text: str, at: int) -> int:
    """Return where the first character from `at` on stands that is no mark or joiner, or the text's length."""
    while at < len(text) and _extends(text[at]):
        at += 1
    return at


def _extends(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
