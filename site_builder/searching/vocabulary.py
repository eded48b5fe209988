"""The words of an archive without the places where they stand: for beginnings, other spellings and 'did you mean'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.searching.counting import GroupIndex
from site_builder.searching.numbers import write_numbers

LARGEST = 8_000
"""Characters of a file of words, of which a query loads one or two."""

SPLIT = 30


def vocabulary(groups: Sequence[GroupIndex]) -> list[tuple[str, str]]:
    """Return every term with what is told of it: how frequent it is, as a power of two, and a word that has it.

    SPLIT is added for a term whose places are split in some group.

    The word is told by how many letters of the term it lacks and which it has instead: happi is "!" "ness".
    """
    places: dict[str, int] = {}
    forms: dict[str, str] = {}
    for group in reversed(groups):
        for term, count in zip(group.terms.split(), group.places, strict=True):
            places[term] = places.get(term, 0) + count
        forms.update(group.forms)
    split = {term for group in groups for term in group.rest_terms.split()}
    frequencies = {term: count.bit_length() - 1 + SPLIT * (term in split) for term, count in places.items()}
    return [(term, write_numbers([frequencies[term]]) + _form(term, forms)) for term in sorted(places)]


def _form(term: str, forms: Mapping[str, str]) -> str:
    if term not in forms:
        return ""
    word = forms[term]
    same = next((at for at, (one, other) in enumerate(zip(term, word, strict=False)) if one != other), len(term))
    same = min(same, len(word))
    return write_numbers([len(term) - same]) + word[same:]
