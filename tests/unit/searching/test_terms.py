from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lunr.tokenizer import Tokenizer

from site_builder.searching.lunr_pipeline import search_pipeline
from site_builder.searching.terms import TermReader
from tests.unit.searching.cases import TERM_CASES


def test_the_cases() -> None:
    read = {text: TermReader().read(text) for text, _ in TERM_CASES}
    assert read == dict(TERM_CASES)


def test_a_reader_that_has_read_before_reads_the_same() -> None:
    reader = TermReader()
    first = [reader.read(text) for text, _ in TERM_CASES]
    assert [reader.read(text) for text, _ in TERM_CASES] == first


def test_what_is_long_is_not_remembered() -> None:
    reader = TermReader()
    reader.read(f"short {'long' * 20}")
    assert list(reader) == ["short"]


TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aA1.,'’&- \u0301éß東山")))


@given(TEXTS)
def test_lunr_py_with_our_pipeline_gives_the_same_terms(text: str) -> None:
    assert [str(token) for token in search_pipeline().run(Tokenizer(text))] == TermReader().read(text)


@given(TEXTS)
def test_no_term_is_empty_or_has_what_a_query_would_misread(text: str) -> None:
    for term in TermReader().read(text):
        assert term
        assert not set(term) & set(" *:^~+-")
