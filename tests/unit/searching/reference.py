"""The index that lunr.py's own builder makes of the same texts in the same pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lunr.builder import Builder
from lunr.index import Index

from site_builder.searching.lunr_pipeline import search_pipeline


def build_with_lunr(documents: Sequence[tuple[str, ...]], boosts: Mapping[str, int]) -> Index:
    builder = Builder()
    builder.pipeline = builder.search_pipeline = search_pipeline()
    for field, boost in boosts.items():
        builder.field(field, boost=boost)
    for number, texts in enumerate(documents):
        builder.add({"id": number, **dict(zip(boosts, texts, strict=True))})
    return builder.build()
