"""Our scores against those that lunr.py's own builder gives the same texts in the same pipeline: every number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.index import Index

from site_builder.model import Archive
from site_builder.searching.documents import FIELDS, search_documents
from site_builder.searching.lunr_pipeline import search_pipeline
from site_builder.searching.scoring import Postings, count_terms, score_terms
from site_builder.searching.terms import TermReader

Texts = tuple[str, ...]
Scores = dict[tuple[str, str, int], float]


def build_with_lunr(documents: list[Texts], boosts: Mapping[str, int]) -> Index:
    builder = Builder()
    builder.pipeline = builder.search_pipeline = search_pipeline()
    for field, boost in boosts.items():
        builder.field(field, boost=boost)
    for number, texts in enumerate(documents):
        builder.add({"id": number, **dict(zip(boosts, texts, strict=True))})
    return builder.build()


def scores_of_lunr(index: Index) -> Scores:
    terms = {posting["_index"]: term for term, posting in index.inverted_index.items()}
    scores: Scores = {}
    for reference, vector in index.serialize()["fieldVectors"]:
        field, _, document = reference.partition("/")
        for term, score in zip(vector[::2], vector[1::2], strict=True):
            scores[terms[term], field, int(document)] = score
    return scores


def our_postings(documents: list[Texts], boosts: Mapping[str, int]) -> dict[str, Postings]:
    reader = TermReader()
    return score_terms((count_terms(texts, reader) for texts in documents), tuple(boosts.values()))


def our_scores(documents: list[Texts], boosts: Mapping[str, int]) -> Scores:
    fields = list(boosts)
    return {
        (term, fields[place % len(fields)], place // len(fields)): score / 1000
        for term, postings in our_postings(documents, boosts).items()
        for place, score in zip(postings.places, postings.scores, strict=True)
    }


def test_the_shipped_archive_has_lunrs_scores(shipped_archive: Archive) -> None:
    documents = [document.fields for document in search_documents(shipped_archive)]
    scores = our_scores(documents, FIELDS)
    assert len(scores) > 5000
    assert scores == scores_of_lunr(build_with_lunr(documents, FIELDS))


WORDS = st.lists(st.sampled_from("clock tower time late the of a".split()), max_size=30).map(" ".join)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_any_texts_have_lunrs_scores(documents: list[Texts]) -> None:
    boosts = {"title": 3, "text": 1}
    assert our_scores(documents, boosts) == scores_of_lunr(build_with_lunr(documents, boosts))


@pytest.mark.parametrize("documents", [[], [("", "")]])
def test_nothing_to_index_is_an_empty_index(documents: list[Texts]) -> None:
    assert our_scores(documents, {"title": 3, "text": 1}) == {}


def test_places_rise() -> None:
    postings = our_postings([("late clock", ""), ("", ""), ("clock", "the late clock")], {"title": 1, "text": 1})
    assert {term: list(found.places) for term, found in postings.items()} == {
        "late": [0, 5],
        "clock": [0, 4, 5],
        "the": [5],
    }
