from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.anchoring.fold import Folded, fold, joins_to_the_left

# Characters among which everything that folding does happens often.
LIVELY = st.text(
    st.sampled_from(
        " \n\t\u00a0\u202f\u00ad\u200b\ufeff“”\"'’«–—-−e\u0301\u0323q=\u0338각ᄀ\u1161\u11a8か\u3099ÅA\u030a𝒜👩\u200d🚀"
    )
)
ANY = LIVELY | st.text()


def folded_slowly(text: str) -> str:
    """The same by other means: one rule after the other over the whole text, and no offsets."""
    text = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    text = re.sub("[‘’‚‛‹›『』﹃﹄＇′´`ʻʼ׳]", "'", text)
    text = re.sub("[“”„‟«»⹂「」﹁﹂｢｣〝〞〟＂″״]", '"', text)
    return re.sub("[‐‑‒–—―−⸺⸻־﹘﹣－]", "-", text)


@given(ANY)
def test_it_folds_what_it_says(text: str) -> None:
    assert fold(text).text == folded_slowly(text)


@given(ANY)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    assert fold(folded.plain).plain == folded.plain


@given(ANY)
def test_both_states_have_the_same_offsets(text: str) -> None:
    folded = fold(text)
    assert len(folded.plain) == len(folded.text)
    assert folded_slowly(folded.plain) == folded.text


@given(ANY, st.data())
def test_the_original_of_a_span_folds_to_the_span(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    words = folded.text[start:end]
    if words and words == words.strip(" ") and folded.is_whole(start, end):
        original = text[slice(*folded.unfold(start, end))]
        assert fold(original).text == words
        assert original == original.strip(" \n\t\u00a0\u202f\u00ad\u200b\ufeff")


@given(ANY)
def test_a_span_never_cuts_what_was_composed(text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        if folded.text[start] != " " and folded.is_whole(start, start + 1):
            for cut in folded.unfold(start, start + 1):
                apart = folded_slowly(text[:cut]) + folded_slowly(text[cut:])
                assert apart.replace("  ", " ") == folded.text


def test_all_white_space_of_unicode_becomes_a_space() -> None:
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    assert len(spaces) > 20
    assert {fold(f"a{space}b").text for space in spaces} == {"a b"}


def test_everything_that_composition_may_join_is_known() -> None:
    """Newer versions of Unicode add compositions; this fails when Python learns one that joins_to_the_left lacks."""
    joined: set[str] = set()
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        parts = unicodedata.normalize("NFD", character)
        if len(parts) > 1 and unicodedata.normalize("NFC", parts) == character:
            joined.update(parts[1:])
        if unicodedata.combining(character):
            joined.add(character)
    assert len(joined) > 500
    assert [hex(ord(character)) for character in sorted(joined) if not joins_to_the_left(character)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5%", "35%"),
        ("10²", "102"),
        ("ﬁ", "fi"),
        ("x ≠ 3", "x = 3"),
        ("5'", '5"'),
        ("Rose", "rose"),
        ("…", "..."),
        ("½", "1/2"),
    ],
)
def test_what_means_something_else_stays_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_a_plain_text_is_not_copied() -> None:
    text = "Prices rose by 3.5% in May."
    assert fold(text) == Folded(text, text)
    assert fold(text).text is text
