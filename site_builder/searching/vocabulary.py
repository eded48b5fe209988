"""The words of an archive without the places where they stand: for beginnings, other spellings and 'did you mean'."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.searching.numbers import write_numbers

LARGEST = 8_000
"""Characters of a file of words, of which a query loads one or two."""

SPLIT = 30


def vocabulary(places: Mapping[str, int], rest: Mapping[str, int], forms: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every term with what is told of it: how frequent it is, as a power of two, and a word that has it.

    `places` is how many places terms have, `rest` how many further ones some have whose places are split, for which
    SPLIT is added. The word is told by how many letters of the term it lacks and which it has instead: happi is
    "!" "ness".
    """
    lines = []
    for term in sorted(places):
        further = rest.get(term, 0)
        frequency = (places[term] + further).bit_length() - 1 + (SPLIT if further else 0)
        lines.append((term, write_numbers([frequency]) + (_form(term, forms[term]) if term in forms else "")))
    return lines


def _form(term: str, word: str) -> str:
    same = next((at for at, (one, other) in enumerate(zip(term, word, strict=False)) if one != other), len(term))
    same = min(same, len(word))
    return write_numbers([len(term) - same]) + word[same:]
