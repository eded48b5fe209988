"""English words to stems: Porter's algorithm (M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980).

With the changes of detail that its author lists at https://tartarus.org/martin/PorterStemmer/: words of one or two
letters stay as they are, BLI and LOGI replace ABLI in step 2. templates/assets/js/search-pipeline.js has the same
algorithm in the same order; what one changes the other must change, and tests/unit/searching/ compares them.
"""

from __future__ import annotations

from collections.abc import Callable

_Rules = dict[str, tuple[tuple[str, str], ...]]


def _by_letter(*rules: tuple[str, str]) -> _Rules:
    """Return rules by the letter before the last of their suffixes, as Porter's own program has them."""
    letters = {suffix[-2] for suffix, _ in rules}
    return {letter: tuple(rule for rule in rules if rule[0][-2] == letter) for letter in letters}


_STEP_2 = _by_letter(
    ("ational", "ate"), ("ization", "ize"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
    ("tional", "tion"), ("biliti", "ble"), ("entli", "ent"), ("ousli", "ous"), ("ation", "ate"), ("alism", "al"),
    ("aliti", "al"), ("iviti", "ive"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("alli", "al"),
    ("ator", "ate"), ("logi", "log"), ("bli", "ble"), ("eli", "e"),
)  # fmt: skip
_STEP_3 = _by_letter(
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ness", ""), ("ful", ""),
)  # fmt: skip
_STEP_4 = _by_letter(
    ("ement", ""), ("ance", ""), ("ence", ""), ("able", ""), ("ible", ""), ("ment", ""), ("ant", ""), ("ent", ""),
    ("ion", ""), ("ism", ""), ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""), ("al", ""), ("er", ""),
    ("ic", ""), ("ou", ""),
)  # fmt: skip


def stem(word: str) -> str:
    """Return the stem of a word of lower-case letters a to z."""
    if len(word) < 3:
        return word
    word = _without_plural(word)
    word = _without_participle(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, _STEP_2, lambda rest: _measure(rest) > 0)
    word = _replace(word, _STEP_3, lambda rest: _measure(rest) > 0)
    word = _replace(word, _STEP_4, lambda rest: _measure(rest) > 1)
    return _tidied(word)


_KINDS = {letter: "v" if chr(letter) in "aeiou" else "c" for letter in range(ord("a"), ord("z") + 1)}
del _KINDS[ord("y")]


def _shape(word: str) -> str:
    """Return a "v" for each vowel and a "c" for each consonant; y is a vowel after a consonant."""
    shape = word.translate(_KINDS)
    while "y" in shape:
        before, _, after = shape.partition("y")
        shape = f"{before}{'v' if before.endswith('c') else 'c'}{after}"
    return shape


def _measure(word: str) -> int:
    """Return Porter's m: how often a consonant follows a vowel."""
    return _shape(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _ends_double(word: str) -> bool:
    """Tell whether a word ends in two equal consonants (Porter's *d)."""
    return word[-1:] == word[-2:-1] and _shape(word).endswith("c")


def _ends_short(word: str) -> bool:
    """Tell whether a word ends consonant, vowel, consonant other than w, x and y (Porter's *o)."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _replace(word: str, rules: _Rules, holds: Callable[[str], bool]) -> str:
    """Apply the rule of the longest suffix that the word has, if its condition holds for what stands before."""
    for suffix, replacement in rules.get(word[-2:-1], ()):
        if word.endswith(suffix):
            rest = word[: -len(suffix)]
            if suffix == "ion" and rest[-1:] not in ("s", "t"):
                return word
            return rest + replacement if holds(rest) else word
    return word


def _without_plural(word: str) -> str:
    """Drop the plural (step 1a)."""
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_participle(word: str) -> str:
    """Drop the ending of a participle (step 1b)."""
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        if word.endswith(suffix):
            rest = word[: -len(suffix)]
            return _completed(rest) if _has_vowel(rest) else word
    return word


def _completed(word: str) -> str:
    """Give a word that lost its -ed or -ing the ending it has without them."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _ends_double(word):
        return word if word[-1] in "lsz" else word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_short(word) else word


def _tidied(word: str) -> str:
    """Drop a last e, and one of two last l, where enough is left (steps 5a and 5b)."""
    if word.endswith("e"):
        rest = word[:-1]
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and not _ends_short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
