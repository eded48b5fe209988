from __future__ import annotations

import re

import pytest
from lunr.stemmer import PorterStemmer

from site_builder.model import Archive
from site_builder.searching.documents import search_documents
from site_builder.searching.stemming import stem

EXAMPLES = (
    "caresses caress, ponies poni, ties ti, caress caress, cats cat, feed feed, agreed agre, plastered plaster, "
    "bled bled, motoring motor, sing sing, conflated conflat, troubled troubl, sized size, hopping hop, tanned "
    "tan, falling fall, hissing hiss, fizzed fizz, failing fail, filing file, happy happi, sky sky, relational "
    "relat, conditional condit, rational ration, valenci valenc, hesitanci hesit, digitizer digit, conformabli "
    "conform, radicalli radic, differentli differ, vileli vile, analogousli analog, vietnamization vietnam, "
    "predication predic, operator oper, feudalism feudal, decisiveness decis, hopefulness hope, callousness "
    "callous, formaliti formal, sensitiviti sensit, sensibiliti sensibl, triplicate triplic, formative form, "
    "formalize formal, electriciti electr, electrical electr, hopeful hope, goodness good, revival reviv, "
    "allowance allow, inference infer, airliner airlin, gyroscopic gyroscop, adjustable adjust, defensible "
    "defens, irritant irrit, replacement replac, adjustment adjust, dependent depend, adoption adopt, homologou "
    "homolog, communism commun, activate activ, angulariti angular, homologous homolog, effective effect, "
    "bowdlerize bowdler, probate probat, rate rate, cease ceas, controll control, roll roll"
)
"""The examples in Porter's paper, with the stem that all steps together give."""


@pytest.mark.parametrize(("word", "expected"), [pair.split() for pair in EXAMPLES.split(", ")])
def test_porters_own_examples(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("word", ["", "a", "is", "yy", "eed", "ed", "ing", "ion", "s", "ies", "sses", "eee", "yyyy"])
def test_words_with_little_to_take_away_are_stemmed_without_an_error(word: str) -> None:
    assert stem(word) == PorterStemmer().stem(word)


def test_the_words_of_the_shipped_archive_have_the_stems_that_lunr_py_gives_them(shipped_archive: Archive) -> None:
    text = " ".join(field for document in search_documents(shipped_archive) for field in document.fields)
    words = sorted(set(re.findall("[a-z]+", text.lower())))
    reference = PorterStemmer()
    assert len(words) > 1000
    assert {word: stem(word) for word in words} == {word: reference.stem(word) for word in words}
