"""Search documents to the files of the index: one where it is small, pieces of which a query loads a few where not.

Comes in: the Archive, and indexes of groups that were kept. Goes out: finished files, and what the summary tells of
them. Each file is a script that hands its data to siteSearch.receive, because a page opened from a folder may not
fetch; its name is a digest of its bytes. templates/assets/js/search-index.js loads them and has lunr search.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from lunr import __TARGET_JS_VERSION__ as LUNR_VERSION

from site_builder.model import Archive, IndexSummary, Library
from site_builder.searching.counting import GroupIndex, card_file, index_group
from site_builder.searching.documents import FIELDS, Card, documents_of
from site_builder.searching.facets import facet_file
from site_builder.searching.groups import Group, groups_of
from site_builder.searching.lunr_pipeline import search_pipeline
from site_builder.searching.numbers import write_numbers
from site_builder.searching.pieces import Entries, cut, ranges
from site_builder.searching.terms import TermReader
from site_builder.searching.vocabulary import LARGEST, vocabulary

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LEVEL = 6
"""How hard files are compressed to tell their size: as hard as servers do."""

Put = Callable[[str, Callable[[], bytes]], None]
"""Takes the path of a file, and what makes it where it does not stand there already."""

Share = Callable[[Callable[..., Callable[[Group], Any]], Sequence[Any], Sequence[Group]], Iterator[Any]]
"""Shares out groups among workers: see site_builder.workers.share_out."""


class Kept(Protocol):
    """Where indexes of groups are kept between builds."""

    def group(self, name: str, key: str) -> str | None:
        """Return what was kept of a group under this key, None where nothing was."""

    def keep_group(self, name: str, key: str, data: str) -> None:
        """Keep something of a group, instead of what was kept of it before."""


class Nothing:
    """Keeps nothing."""

    def group(self, name: str, key: str) -> str | None:  # noqa: ARG002
        return None

    def keep_group(self, name: str, key: str, data: str) -> None:
        pass


def _in_this_process(
    make: Callable[..., Callable[[Group], Any]], given: Sequence[Any], groups: Sequence[Group]
) -> Iterator[Any]:
    return map(make(*given), groups)


def build_index(
    archive: Archive, budget: int, put: Put, kept: Kept | None = None, share: Share = _in_this_process
) -> IndexSummary:
    """Put the index of everything that the archive publishes; in pieces where one file compressed is over `budget`.

    `budget` is in bytes.
    """
    kept = kept or Nothing()
    groups = groups_of(archive)
    with _unheard(archive.library):
        indexes, cards = _index_groups(archive, groups, kept, share)
    index = _Files(archive, indexes)
    with _unheard(archive.library):
        return _put_whole(index, cards, budget, put) or _put_pieces(index, cards, put)


@contextmanager
def _unheard(library: Library) -> Iterator[None]:
    """Keep from the library's names what is read now: `groups_of` told it already, and some groups are not read."""
    names = library.names
    library.begin()
    try:
        yield
    finally:
        library.names = names


def _index_groups(
    archive: Archive, groups: Sequence[Group], kept: Kept, share: Share
) -> tuple[list[GroupIndex], list[_Cards]]:
    """Return the indexes of all groups, made where they were not kept, and their cards."""
    known = [kept.group(group.name, group.key) for group in groups]
    made = share(indexer, (archive,), [group for group, data in zip(groups, known, strict=True) if data is None])
    indexes: list[GroupIndex] = []
    cards: list[_Cards] = []
    for group, data in zip(groups, known, strict=True):
        files = None
        if data is None:
            data, files = next(made)  # noqa: PLW2901
            kept.keep_group(group.name, group.key, data)
        indexes.append(GroupIndex.parse(data))
        cards.append(_Cards(archive, group, files))
    return indexes, cards


def indexer(archive: Archive) -> Callable[[Group], tuple[str, list[bytes]]]:
    """Return what a worker does: it indexes a group."""
    reader = TermReader()

    def index(group: Group) -> tuple[str, list[bytes]]:
        made, files = index_group((documents_of(archive, member) for member in group.members), reader)
        return made.dump(), files

    return index


class _Cards:
    """The files of cards of a group, made again where they were not made just now and are asked for."""

    def __init__(self, archive: Archive, group: Group, files: list[bytes] | None) -> None:
        self._archive, self._group, self._files = archive, group, files

    def __getitem__(self, number: int) -> bytes:
        if self._files is None:
            members = (documents_of(self._archive, member) for member in self._group.members)
            self._files = [card_file(document.card for document in documents) for documents in members]
        return self._files[number]

    def __len__(self) -> int:
        return len(self._group.members)


class _Files:
    """What an index is made of besides its cards: data by path, and the head that names them all."""

    def __init__(self, archive: Archive, groups: Sequence[GroupIndex]) -> None:
        self.groups = groups
        self.files: dict[str, bytes] = {}
        words = vocabulary(groups)
        self.terms = len(words)
        self.documents = sum(group.documents for group in groups)
        self.first = self._pieces(groups, "terms", "entries")
        self.rest = self._pieces(groups, "rest_terms", "rest_entries")
        self.words = [
            [lines[0][0], self._add(" ".join(f"{term}={text}" for term, text in lines))]
            for lines in ranges(words, LARGEST)
        ]
        facets = self._add(facet_file(archive, [row for group in groups for row in group.values]))
        self.head = {
            "lunr": LUNR_VERSION,
            "pipeline": search_pipeline().serialize(),
            "fields": list(FIELDS),
            "boosts": list(FIELDS.values()),
            "card": Card._fields,
            "lengths": [sum(lengths) for lengths in zip(*(group.lengths for group in groups), strict=True)],
            "groups": [[group.cards, write_numbers(group.widths)] for group in groups],
            "facets": facets,
            "words": self.words,
            "first": self.first,
            "rest": self.rest,
        }

    def _pieces(self, groups: Sequence[GroupIndex], terms: str, entries: str) -> list[list[str]]:
        lists = [Entries(getattr(group, terms).split(), getattr(group, entries).split()) for group in groups]
        return [[start, self._add(texts)] for start, texts in cut(lists)]

    def _add(self, data: object) -> str:
        script = f"siteSearch.receive({_json(data)});\n".encode("utf-8", "surrogatepass")
        name = hashlib.sha256(script).hexdigest()[:10]
        self.files[file_path(name)] = script
        return name


def file_path(name: str) -> str:
    """Return the path of a file of the index."""
    return f"search/{name}.js"


def _put_whole(index: _Files, cards: Sequence[_Cards], budget: int, put: Put) -> IndexSummary | None:
    """Put everything as one file, where it is small enough."""
    if sum(map(len, index.files.values())) > budget * _MOST_COMPRESSED:
        return None
    bundle = {path: _data(script) for path, script in index.files.items()}
    for group, files in zip(index.groups, cards, strict=True):
        bundle |= {file_path(f"{group.cards}/{number}"): _data(files[number]) for number in range(len(files))}
    data = ",\n".join(f"{_json(path)}:{text}" for path, text in bundle.items())
    script = f'siteSearch.receive({_json(index.head)[:-1]},\n"files":{{{data}}}}});\n'.encode("utf-8", "surrogatepass")
    size = len(zlib.compress(script, level=_LEVEL))
    if size > budget:
        return None
    path = _head_path(script)
    put(path, lambda: script)
    return IndexSummary((path,), index.documents, index.terms, size)


_MOST_COMPRESSED = 20
"""So many times smaller a file may be when it is compressed: what is larger still need not be tried."""


def _put_pieces(index: _Files, cards: Sequence[_Cards], put: Put) -> IndexSummary:
    for group, files in zip(index.groups, cards, strict=True):
        for number in range(len(files)):
            put(file_path(f"{group.cards}/{number}"), partial(files.__getitem__, number))
    for path, script in index.files.items():
        put(path, partial(_same, script))
    head = f"siteSearch.receive({_json(index.head)});\n".encode("utf-8", "surrogatepass")
    path = _head_path(head)
    put(path, lambda: head)
    size = len(zlib.compress(head, level=_LEVEL))
    for kind in (index.words, index.first):
        largest = max((index.files[file_path(name)] for _, name in kind), key=len, default=b"")
        size += len(zlib.compress(largest, level=_LEVEL))
    return IndexSummary((path,), index.documents, index.terms, size, len(index.first) + len(index.rest))


def _head_path(script: bytes) -> str:
    return f"search/index.{hashlib.sha256(script).hexdigest()[:10]}.js"


def _data(script: bytes) -> str:
    return script.decode("utf-8", "surrogatepass").removeprefix("siteSearch.receive(").removesuffix(");\n")


def _same(script: bytes) -> bytes:
    return script
