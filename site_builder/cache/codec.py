"""Records to JSON data and back, by the types of their fields.

A dataclass is an object of the fields that differ from their defaults, a named tuple a list. The place of a record in
its file is left out: it is of use only to who reads the file. Mappings are kept as they are, so they must hold JSON
data alone.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

Record = TypeVar("Record")
Convert = Callable[[Any], Any]

LEFT_OUT = frozenset({"location"})


def encode(record: object, as_type: type | None = None) -> Any:
    """Return a record as JSON data; `as_type` is the class whose fields are kept where it is not its own."""
    return _encoder(as_type or type(record))(record)


def decode(record_type: type[Record], data: Any) -> Record:
    """Return the record that `encode` made data of; raises an exception of any kind where the data is not such."""
    return typing.cast("Record", _decoder(typing.cast("Any", record_type))(data))


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(kind: Any) -> Convert:
    return _converter(kind, _encoder, _dataclass_encoder, _tuple_encoder)


@cache
def _decoder(kind: Any) -> Convert:
    return _converter(kind, _decoder, _dataclass_decoder, _tuple_decoder)


def _converter(kind: Any, convert: Callable[[Any], Convert], of_dataclass: Any, of_tuple: Any) -> Convert:
    """Return what converts values of a type; `_same` where there is nothing to do."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        (some,) = (part for part in typing.get_args(kind) if part is not type(None))
        one = convert(some)
        return _same if one is _same else lambda value: None if value is None else one(value)
    if dataclasses.is_dataclass(kind):
        return typing.cast("Convert", of_dataclass(kind))
    if isinstance(kind, type) and issubclass(kind, tuple):
        hints = typing.get_type_hints(kind)
        return typing.cast("Convert", of_tuple(kind, [convert(hints[name]) for name in kind._fields]))  # type: ignore[attr-defined]
    if typing.get_origin(kind) is tuple:
        item = convert(typing.get_args(kind)[0])
        gather = list if convert is _encoder else tuple
        return gather if item is _same else lambda values: gather(map(item, values))
    return _same


def _fields(kind: type) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind) if field.name not in LEFT_OUT]


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _dataclass_encoder(kind: type) -> Convert:
    defaults = {field.name: _default(field) for field in dataclasses.fields(kind)}
    plan = [(name, defaults[name], _encoder(hint)) for name, hint in _fields(kind)]

    def to_json(record: object) -> dict[str, object]:
        values = ((name, getattr(record, name), default, convert) for name, default, convert in plan)
        return {name: convert(value) for name, value, default, convert in values if value != default}

    return to_json


def _dataclass_decoder(kind: type) -> Convert:
    converted = {name: _decoder(hint) for name, hint in _fields(kind) if _decoder(hint) is not _same}

    def from_json(data: dict[str, Any]) -> object:
        for name, value in data.items():
            if name in converted:
                data[name] = converted[name](value)
        return kind(**data)

    return from_json


def _tuple_encoder(_: type, items: list[Convert]) -> Convert:
    if all(item is _same for item in items):
        return list
    return lambda record: [item(value) for item, value in zip(items, record, strict=True)]


def _tuple_decoder(kind: Any, items: list[Convert]) -> Convert:
    make = kind._make
    if all(item is _same for item in items):
        return typing.cast("Convert", make)
    return lambda data: make([item(value) for item, value in zip(items, data, strict=True)])
