"""Our terms as a function of lunr's pipelines, under the name that the browser's lunr knows it by."""

from __future__ import annotations

from collections.abc import Sequence

from lunr.pipeline import Pipeline
from lunr.token import Token

from site_builder.searching.terms import TermReader

LABEL = "site-terms"


def search_pipeline() -> Pipeline:
    """Return the pipeline of the index and of its queries: one function, the same on both sides.

    Unlike lunr's own it has no stop words: speakers are called Will and May.
    """
    if LABEL not in Pipeline.registered_functions:
        Pipeline.register_function(_term_tokens, LABEL)
    pipeline = Pipeline()
    pipeline.add(Pipeline.registered_functions[LABEL])
    return pipeline


def _term_tokens(token: Token, _index: int, _tokens: Sequence[Token]) -> list[Token]:
    return [Token(term, token.metadata) for term in TermReader().read(str(token))]
