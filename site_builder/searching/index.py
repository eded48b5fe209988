"""Search documents to the index: one script that the search page loads when a reader first searches.

Comes in: the Archive. Goes out: a finished file and what the summary tells of it. The script hands terms, postings and
cards to siteSearch.receive; templates/assets/js/search-query.js makes of them what lunr.Index.load takes. It is a
script because a page opened from a folder may not fetch, and its bytes depend on the documents alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping

from lunr import __TARGET_JS_VERSION__ as LUNR_VERSION

from site_builder.model import Archive, IndexSummary, OutputFile, SearchIndex
from site_builder.searching.documents import FIELDS, Card, search_documents
from site_builder.searching.facets import Names, facet_names, numbered
from site_builder.searching.lunr_pipeline import search_pipeline
from site_builder.searching.scoring import Postings, count_terms, score_terms
from site_builder.searching.terms import TermReader

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def build_index(archive: Archive) -> SearchIndex:
    """Return the search index of everything that the archive publishes."""
    reader = TermReader()
    documents = list(search_documents(archive))
    counts = (count_terms(document.fields, reader) for document in documents)
    postings = score_terms(counts, tuple(FIELDS.values()))
    cards = (document.card for document in documents)
    names = facet_names(archive, (document.values for document in documents))
    values = [numbered(document.values, names) for document in documents]
    script = b"".join(part.encode() for part in _script(cards, postings, names, values))
    path = f"search/index.{hashlib.sha256(script).hexdigest()[:10]}.js"
    size = len(zlib.compress(script, level=1))
    return SearchIndex(IndexSummary((path,), len(documents), len(postings), size), (OutputFile(path, script),))


def _script(
    cards: Iterable[Card], postings: Mapping[str, Postings], names: Names, values: Iterable[list[list[int]]]
) -> Iterator[str]:
    """Yield the script, a card or a term's postings on each line: terms in the order of JavaScript's strings."""
    terms = sorted(postings, key=lambda term: term.encode("utf-16-be"))
    head = {
        "lunr": LUNR_VERSION,
        "pipeline": search_pipeline().serialize(),
        "fields": list(FIELDS),
        "card": Card._fields,
        "terms": terms,
    }
    yield f"siteSearch.receive({_json(head)[:-1]},\n"
    yield f'"cards":[{_lines(cards)}],\n'
    yield f'"facets":{{"names":{_json(names)},"values":[{_lines(values)}]}},\n'
    yield f'"postings":[{_lines(_numbers(postings[term]) for term in terms)}]}});\n'


def _lines(values: Iterable[object]) -> str:
    return ",\n".join(map(_json, values))


def _numbers(postings: Postings) -> list[int]:
    """Return place, score, place, score …, a place as its distance from the one before: small numbers compress well."""
    numbers: list[int] = []
    previous = 0
    for place, score in zip(postings.places, postings.scores, strict=True):
        numbers += (place - previous, score)
        previous = place
    return numbers
