"""Every record that is kept comes back as it was, but for its place."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cache.codec import decode, encode
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Article,
    Change,
    Date,
    Dissent,
    Image,
    Passage,
    Reply,
    Source,
    Span,
    Target,
)
from site_builder.problems import NOWHERE, Location

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
RECORDS: list[type] = [Article, Annotation, Image, Source, Target, Change, Reply, Dissent, Span, Passage, Date]


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of a type: of a record with any values that its fields may have, and without its place."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, UnionType):
        return st.one_of(*map(anything, parts))
    if origin is tuple:
        return st.lists(anything(parts[0]), max_size=2).map(tuple)
    if isinstance(kind, NewType):
        return anything(kind.__supertype__)
    if kind in PLAIN:
        return PLAIN[kind]
    names = {field.name for field in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else set(kind._fields)
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: anything(hints[name]) for name in names - {"location"}})


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    type(None): st.none(),
    Mapping[str, object]: st.dictionaries(TEXT, JSON, max_size=3),
}


@pytest.mark.parametrize("record_type", RECORDS)
@given(data=st.data())
def test_what_is_decoded_is_what_was_encoded(record_type: type, data: st.DataObject) -> None:
    record = data.draw(anything(record_type))
    text = json.dumps(encode(record))
    assert decode(record_type, json.loads(text)) == record


@given(anything(Annotation))
def test_equal_records_have_equal_data(annotation: Annotation) -> None:
    assert encode(dataclasses.replace(annotation)) == encode(annotation)


def test_places_are_left_out() -> None:
    target = Target("x", location=Location("a.yaml", 3, 4))
    note = Annotation("a", (target,), "context", location=Location("a.yaml", 2, 5))
    assert encode(note) == {"id": "a", "targets": [{"quote": "x"}], "kind": "context"}
    assert decode(Annotation, encode(note)) == dataclasses.replace(
        note, location=NOWHERE, targets=(dataclasses.replace(target, location=NOWHERE),)
    )


def test_only_the_fields_of_the_named_class_are_kept() -> None:
    whole = AnnotatedArticle("a.md", "a", "A", images=(Image("b.png"),), annotations=(Annotation("x", (), "claim"),))
    assert encode(whole, Article) == {"file": "a.md", "slug": "a", "title": "A"}


@pytest.mark.parametrize("data", [{"quot": "x"}, {}, [], None, 7, {"quote": "x", "prefix": "y", "more": 1}])
def test_what_is_no_such_record_is_an_exception(data: Any) -> None:
    with pytest.raises((TypeError, KeyError, ValueError, AttributeError)):
        decode(Target, data)
