"""Search documents to the files of the index: one where it is small, pieces of which a query loads a few where not.

Comes in: the Archive, and indexes of groups that were kept. Goes out: finished files, and what the summary tells of
them. Each file is a script that hands its data to siteSearch.receive, because a page opened from a folder may not
fetch; its name is a digest of its bytes. templates/assets/js/search-index.js loads them and has lunr search.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from itertools import chain
from typing import Any, Protocol

from lunr import __TARGET_JS_VERSION__ as LUNR_VERSION

from site_builder.model import Archive, IndexSummary, Library
from site_builder.searching.counting import GroupIndex, card_file, index_group
from site_builder.searching.documents import FIELDS, Card, documents_of
from site_builder.searching.facets import facet_file
from site_builder.searching.groups import Group, groups_of
from site_builder.searching.lunr_pipeline import search_pipeline
from site_builder.searching.numbers import write_numbers
from site_builder.searching.pieces import Piece, cut, ranges, tally
from site_builder.searching.terms import TermReader
from site_builder.searching.vocabulary import LARGEST, vocabulary

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LEVEL = 6
"""How hard files are compressed to tell their size: as hard as servers do."""

Put = Callable[[str, Callable[[], bytes]], None]
"""Takes the path of a file, and what makes it where it does not stand there already."""

Share = Callable[[Callable[..., Callable[[int], Any]], Sequence[Any], Sequence[int]], Iterator[Any]]
"""Shares out the numbers of groups among workers: see site_builder.workers.share_out."""


class Kept(Protocol):
    """Where indexes of groups are kept between builds."""

    def group(self, name: str, key: str) -> str | None:
        """Return what was kept of a group under this key, None where nothing was."""

    def keep_group(self, name: str, key: str, data: str) -> None:
        """Keep something of a group, instead of what was kept of it before."""

    def forget_groups(self, names: Collection[str]) -> None:
        """Forget all groups but these."""


class Nothing:
    """Keeps nothing."""

    def group(self, name: str, key: str) -> str | None:  # noqa: ARG002
        return None

    def keep_group(self, name: str, key: str, data: str) -> None:
        pass

    def forget_groups(self, names: Collection[str]) -> None:
        pass


def _in_this_process(
    make: Callable[..., Callable[[int], Any]], given: Sequence[Any], numbers: Sequence[int]
) -> Iterator[Any]:
    return map(make(*given), numbers)


def build_index(
    archive: Archive, budget: int, put: Put, kept: Kept | None = None, share: Share = _in_this_process
) -> IndexSummary:
    """Put the index of everything that the archive publishes; in pieces where one file compressed is over `budget`.

    `budget` is in bytes.
    """
    groups = groups_of(archive)
    files = _Files(budget * _MOST_COMPRESSED, put)
    with _unheard(archive.library):
        indexes = _index_groups(archive, groups, kept or Nothing(), share, files)
    facets = facet_file(archive, [index.columns for index in indexes])
    with _unheard(archive.library):
        parts = _Parts(indexes, facets, files)
        return (files.held and _put_whole(parts, files.held, budget, put)) or _put_pieces(parts, files, put)


@contextmanager
def _unheard(library: Library) -> Iterator[None]:
    """Keep from the library's names what is read now: `groups_of` told it already, and some groups are not read."""
    names = library.names
    library.begin()
    try:
        yield
    finally:
        library.names = names


class _Files:
    """The files of an index: held back as long as all may go into one, and put at once from when they cannot."""

    def __init__(self, most: int, put: Put) -> None:
        self._room, self._put = most, put
        self.held: dict[str, Callable[[], bytes]] = {}
        self._is_holding = True

    def expect(self, size: int) -> None:
        """Hear of files of so many bytes together, before they are added."""
        self._room -= size
        if self._is_holding and self._room < 0:
            self.release()

    def add(self, path: str, make: Callable[[], bytes]) -> None:
        if self._is_holding:
            self.held[path] = make
        else:
            self._put(path, make)

    def release(self) -> None:
        """Put what was held back, and hold nothing more."""
        for path, make in self.held.items():
            self._put(path, make)
        self.held.clear()
        self._is_holding = False


def _index_groups(
    archive: Archive, groups: Sequence[Group], kept: Kept, share: Share, files: _Files
) -> list[GroupIndex]:
    """Return the indexes of all groups, made where they were not kept, and add their cards to the files."""
    known = [kept.group(group.name, group.key) for group in groups]
    made = share(indexer, (archive, groups), [number for number, data in enumerate(known) if data is None])
    indexes = []
    for group, data in zip(groups, known, strict=True):
        cards: Sequence[bytes] | None = None
        if data is None:
            data, cards = next(made)  # noqa: PLW2901
            kept.keep_group(group.name, group.key, data)
        index = GroupIndex.parse(data)
        files.expect(index.cards_size)
        made_later = _Cards(archive, group)
        for number in range(len(group.members)):
            files.add(file_path(f"{index.cards}/{number}"), partial((cards or made_later).__getitem__, number))
        indexes.append(index)
    if None in known:
        kept.forget_groups({group.name for group in groups})
    return indexes


def indexer(archive: Archive, groups: Sequence[Group]) -> Callable[[int], tuple[str, list[bytes]]]:
    """Return what a worker does: it indexes a group."""
    reader = TermReader()

    def index(number: int) -> tuple[str, list[bytes]]:
        documents = (documents_of(archive, member) for member in groups[number].members)
        made, cards = index_group(documents, reader)
        return made.dump(), cards

    return index


class _Cards:
    """The files of cards of a group that was kept, made when the first of them is asked for."""

    def __init__(self, archive: Archive, group: Group) -> None:
        self._archive, self._group = archive, group

    def __getitem__(self, number: int) -> bytes:
        return self._files[number]

    @cached_property
    def _files(self) -> list[bytes]:
        members = (documents_of(self._archive, member) for member in self._group.members)
        return [card_file(document.card for document in documents) for documents in members]


class _Parts:
    """What an index is made of besides its cards, which goes into the files, and the head that names it all.

    `first_load` are the largest files of each kind that a query loads.
    """

    def __init__(self, groups: Sequence[GroupIndex], facets: object, files: _Files) -> None:
        self._files = files
        self.first_load: list[bytes] = []
        places, further = (tally(lists) for lists in zip(*((group.first, group.rest) for group in groups), strict=True))
        forms: dict[str, str] = {}
        for group in reversed(groups):
            forms.update(group.forms)
        words = vocabulary(places, further, forms)
        self.terms = len(words)
        self.documents = sum(group.documents for group in groups)
        first = self._pieces(cut([group.first for group in groups], places))
        self.first_load.append(self._largest)
        rest = self._pieces(cut([group.rest for group in groups], further))
        lists = ranges(words, LARGEST)
        names = self._put_all(_quoted([" ".join(f"{term}={text}" for term, text in lines)]) for lines in lists)
        self.first_load.append(self._largest)
        (facets_name,) = self._put_all([_json(facets)])
        self.pieces = len(first) + len(rest)
        self.head = {
            "lunr": LUNR_VERSION,
            "pipeline": search_pipeline().serialize(),
            "fields": list(FIELDS),
            "boosts": list(FIELDS.values()),
            "card": Card._fields,
            "lengths": [sum(lengths) for lengths in zip(*(group.lengths for group in groups), strict=True)],
            "groups": [[group.cards, write_numbers(group.widths)] for group in groups],
            "facets": facets_name,
            "words": [[lines[0][0], name] for lines, name in zip(lists, names, strict=True)],
            "first": first,
            "rest": rest,
        }

    def _pieces(self, pieces: Iterable[Piece]) -> list[list[str]]:
        starts = []

        def texts() -> Iterator[str]:
            for start, parts in pieces:
                starts.append(start)
                yield f"[{_quoted(parts)}]"

        names = self._put_all(texts())
        return [[start, name] for start, name in zip(starts, names, strict=True)]

    def _put_all(self, parts: Iterable[str]) -> list[str]:
        """Add a file for each part, which is JSON; return their names."""
        names = []
        self._largest = b""
        for data in parts:
            script = f"siteSearch.receive({data});\n".encode("utf-8", "surrogatepass")
            names.append(hashlib.sha256(script).hexdigest()[:10])
            self._files.expect(len(script))
            self._files.add(file_path(names[-1]), partial(_same, script))
            self._largest = max(self._largest, script, key=len)
        return names


def _quoted(texts: Iterable[str]) -> str:
    """Return texts of terms and numbers as JSON strings: these have no sign that must be escaped."""
    return '"' + '","'.join(texts) + '"'


def file_path(name: str) -> str:
    """Return the path of a file of the index."""
    return f"search/{name}.js"


def _put_whole(parts: _Parts, files: dict[str, Callable[[], bytes]], budget: int, put: Put) -> IndexSummary | None:
    """Put everything as one file, where it is small enough.

    Cards come last: they need not be made where the rest is too large already.
    """
    texts = chain(
        [f'siteSearch.receive({_json(parts.head)[:-1]},\n"files":{{'],
        (f"{',' * (number > 0)}\n{_json(path)}:{_data(files[path]())}" for number, path in enumerate(reversed(files))),
        ["}});\n"],
    )
    script, compressor, size = [], zlib.compressobj(_LEVEL), 0
    for text in texts:
        script.append(text.encode("utf-8", "surrogatepass"))
        size += len(compressor.compress(script[-1]))
        if size > budget:
            return None
    size += len(compressor.flush())
    if size > budget:
        return None
    whole = b"".join(script)
    path = _head_path(whole)
    put(path, lambda: whole)
    return IndexSummary((path,), parts.documents, parts.terms, size)


_MOST_COMPRESSED = 20
"""So many times smaller a file may be when it is compressed: what is larger still need not be tried."""


def _put_pieces(parts: _Parts, files: _Files, put: Put) -> IndexSummary:
    files.release()
    head = f"siteSearch.receive({_json(parts.head)});\n".encode("utf-8", "surrogatepass")
    path = _head_path(head)
    put(path, lambda: head)
    size = sum(map(_compressed_size, [head, *parts.first_load]))
    return IndexSummary((path,), parts.documents, parts.terms, size, parts.pieces)


def _compressed_size(script: bytes) -> int:
    return len(zlib.compress(script, _LEVEL))


def _head_path(script: bytes) -> str:
    return f"search/index.{hashlib.sha256(script).hexdigest()[:10]}.js"


def _data(script: bytes) -> str:
    return script.decode("utf-8", "surrogatepass").removeprefix("siteSearch.receive(").removesuffix(");\n")


def _same(script: bytes) -> bytes:
    return script
