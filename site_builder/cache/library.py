"""Opens annotations and texts from the cache, and keeps track of what pages read.

Comes in: what is kept of articles. Goes out: records, and the names of all that was looked at since `begin`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Protocol, cast

from site_builder.cache.facts import ArticleFacts, open_annotation, open_body
from site_builder.model import Annotation, Body, Config

OPEN_ANNOTATIONS, OPEN_ARTICLES = 4096, 64
"""How much is kept open: a page and those of its claims are made one after the other, and lists draw on everything."""


class Shelf(Protocol):
    """Where the facts of articles stand."""

    def facts(self, file: str) -> ArticleFacts:
        """Return what is kept of an article."""


class CachedLibrary:
    """A `model.Library` over the cache; in another process it opens everything anew."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.names: set[str] = set()
        self._facts = lru_cache(OPEN_ARTICLES)(shelf.facts)
        self._lines = lru_cache(OPEN_ARTICLES)(self._annotation_lines)
        self.annotation: Callable[[str, str], Annotation] = lru_cache(OPEN_ANNOTATIONS)(self._open_annotation)
        self.body: Callable[[str], Body] = lru_cache(OPEN_ARTICLES)(lambda file: open_body(self._facts(file).body))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self._shelf,))

    def begin(self) -> set[str]:
        """Return an empty set, into which go the names of all that is read from now on."""
        self.names = set()
        return self.names

    def saw(self, name: str) -> None:
        self.names.add(name)

    def watch(self, config: Config) -> Config:
        """Return the settings, as something that tells which of them were looked at."""
        return cast("Config", _watched(config, self.saw))

    def _annotation_lines(self, file: str) -> dict[str, str]:
        lines = (line.partition("\t") for line in self._facts(file).notes.split("\n"))
        return {annotation_id: line for annotation_id, _, line in lines}

    def _open_annotation(self, file: str, annotation_id: str) -> Annotation:
        return open_annotation(self._lines(file)[annotation_id])


class _Watched:
    """A record that tells the name of each field that is looked at."""

    __slots__ = ("_record", "_saw")

    def __init__(self, record: object, saw: Callable[[str], None]) -> None:
        self._record, self._saw = record, saw

    def __reduce__(self) -> tuple[Any, ...]:
        return (_watched, (self._record, self._saw))

    def __repr__(self) -> str:
        return repr(self._record)


def _watched(record: object, saw: Callable[[str], None]) -> _Watched:
    kind = cast("Any", type(record))
    return _watched_class(kind)(record, saw)


@cache
def _watched_class(kind: Any) -> type[_Watched]:
    """Return a class with a property for each field of a dataclass: `__getattr__` would take four times as long."""
    properties = {field.name: _telling_property(field.name) for field in fields(kind)}
    return type("_WatchedFields", (_Watched,), {"__slots__": (), **properties})


def _telling_property(name: str) -> property:
    told, read = f"setting {name}", attrgetter(f"_record.{name}")

    def tell(watched: _Watched) -> Any:
        watched._saw(told)  # noqa: SLF001
        return read(watched)

    return property(tell)
