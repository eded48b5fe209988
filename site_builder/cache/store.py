"""The cache's file: what is kept between builds, in SQLite.

Comes in: facts by content file, each with the key of all that it was made of. Goes out: the same facts, or none: what
is damaged, or was written by another version of the program, is as good as absent. The file can be deleted at any
time, and what is in it is bounded by the content: rows of files that are gone are removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from site_builder.cache.facts import ArticleFacts
from site_builder.cache.made_files import MadeFiles
from site_builder.problems import UnusableCacheError

LAYOUT = "4"
"""What the tables look like; a file with other tables is another program's."""

WAIT_SECONDS = 10.0
"""How long a build waits for another one that writes the cache."""

_TABLES = """
create table about (name text primary key, value text, seal blob);
create table search_groups (name text primary key, key text, data text, seal blob);
create table outlines (file text primary key, key text, outline text, seal blob);
create table texts (file text primary key, notes text, body text, seal blob);
"""


class Kept(NamedTuple):
    """What is kept of an article: the key of what it was made of, and its outline as JSON."""

    key: str
    outline: str


class FactStore:
    """The facts of one content folder.

    `path` is the cache's file, None for a cache that is lost at the end; `program` names the version that may use what
    is in it. With `read_only` the file stays as it is.
    """

    def __init__(self, path: Path | None, program: str, *, read_only: bool = False) -> None:
        self._path, self.program, self._layout = path, program, f"{LAYOUT} {program}"
        self._writes = path is not None and not read_only
        self._in_memory: dict[str, ArticleFacts] = {}
        self._keys: dict[str, str] = {}
        self._database: sqlite3.Connection | None = None
        self._process = 0
        self._state: dict[str, Any] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_database": None, "_process": 0}

    def state(self) -> dict[str, Any]:
        """Return the state that was kept with the articles; nothing where the cache is of no use."""
        if self._state is None:
            self._state = self._read_state()
        return self._state

    def _read_state(self) -> dict[str, Any]:
        if self._path is None or not self._path.is_file():
            return {}
        try:
            about = {
                name: value for name, value, seal in self._ask("select * from about") if seal == _seal(name, value)
            }
            return json.loads(about["state"]) if about.get("program") == self._layout else {}
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            self.close()
            return {}

    def outlines(self) -> dict[str, Kept]:
        """Return what is kept of the articles, by file; without those that are damaged."""
        if not self.state():
            return {}
        try:
            rows = self._ask("select * from outlines")
            kept = {file: Kept(key, outline) for file, key, outline, seal in rows if seal == _seal(file, key, outline)}
        except (sqlite3.Error, ValueError, TypeError):
            self.close()
            return {}
        self._keys = {file: known.key for file, known in kept.items()}
        return kept

    def facts(self, file: str) -> ArticleFacts:
        """Return the notes and the text of an article, without its outline.

        Raises UnusableCacheError where they are not those of the outline that was taken from here or put here: another
        build may have written since.
        """
        if file in self._in_memory:
            return self._in_memory[file]
        try:
            ((_, notes, body, seal),) = self._ask("select * from texts where file = ?", file)
        except (sqlite3.Error, ValueError) as fault:
            raise UnusableCacheError(f"the cache does not give the text of {file}") from fault
        if seal != _seal(file, self._keys.get(file, ""), notes, body):
            raise UnusableCacheError(f"the cache holds another text of {file} than was written")
        return ArticleFacts("", notes, body)

    def group(self, name: str, key: str) -> str | None:
        """Return what is kept of a group of the search index under a key, None where nothing is, or it is damaged."""
        if self._path is None or not self._path.is_file():
            return None
        try:
            rows = self._ask("select key, data, seal from search_groups where name = ? and key = ?", name, key)
        except (sqlite3.Error, ValueError):
            return None
        return next((data for its_key, data, seal in rows if seal == _seal(name, its_key, data)), None)

    def keep_group(self, name: str, key: str, data: str) -> None:
        """Keep something of a group of the search index; what cannot be kept is made again at the next build."""
        if self._writes:
            with suppress(UnusableCacheError):
                seal = _seal(name, key, data)
                self._change("insert or replace into search_groups values (?, ?, ?, ?)", name, key, data, seal)

    def forget_groups(self, names: Collection[str]) -> None:
        """Forget all groups of the search index but these."""
        if self._writes:
            with suppress(UnusableCacheError, sqlite3.Error):
                for (name,) in self._ask("select name from search_groups"):
                    if name not in names:
                        self._change("delete from search_groups where name = ?", name)

    def made_files(self) -> MadeFiles:
        """Return the files that stand beside the cache's own."""
        return MadeFiles(self._path.with_suffix(".made") if self._path and self._writes else None)

    # ---------------------------------------------------------------- writing

    def begin(self, *, empty: bool) -> None:
        """Begin to write; `empty` forgets all that was kept. Raises UnusableCacheError where nothing can be written."""
        if not self._writes or self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if empty:
                self.close()
                self._path.unlink(missing_ok=True)
            database = self._open()
            database.execute("begin immediate")
            if not database.execute("select 1 from sqlite_master where name = 'about'").fetchone():
                for statement in _TABLES.strip().split("\n"):
                    database.execute(statement)
        except (sqlite3.Error, OSError) as fault:
            raise UnusableCacheError("the cache cannot be written") from fault

    def put(self, file: str, key: str, facts: ArticleFacts) -> None:
        """Keep the facts of an article."""
        outline, notes, body = facts
        self._keys[file] = key
        if not self._writes:
            self._in_memory[file] = ArticleFacts("", notes, body)
            return
        self._change(
            "insert or replace into outlines values (?, ?, ?, ?)", file, key, outline, _seal(file, key, outline)
        )
        self._change(
            "insert or replace into texts values (?, ?, ?, ?)", file, notes, body, _seal(file, key, notes, body)
        )

    def finish(self, gone: Iterable[str], state: Mapping[str, Any]) -> None:
        """Forget the articles that are gone and make everything since `begin` last."""
        if not self._writes:
            return
        for file in gone:
            self._change("delete from outlines where file = ?", file)
            self._change("delete from texts where file = ?", file)
        told = {"program": self._layout, "state": json.dumps(state, ensure_ascii=False, separators=(",", ":"))}
        for name, value in told.items():
            self._change("insert or replace into about values (?, ?, ?)", name, value, _seal(name, value))
        self._change("commit")

    def close(self) -> None:
        if self._database is not None and self._process == os.getpid():
            self._database.close()
        self._database = None

    # ---------------------------------------------------------------- SQLite

    def _open(self) -> sqlite3.Connection:
        """Return this process's own connection: one must not be carried over into a worker."""
        if self._database is None or self._process != os.getpid():
            assert self._path is not None
            self._database = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)
            self._process = os.getpid()
            # A power cut may damage the file, which the seals show; a killed build cannot.
            self._database.execute("pragma synchronous = off")
        return self._database

    def _ask(self, question: str, *values: str) -> list[Any]:
        return self._open().execute(question, values).fetchall()

    def _change(self, statement: str, *values: str | bytes) -> None:
        try:
            self._open().execute(statement, values)
        except sqlite3.Error as fault:
            with suppress(sqlite3.Error):
                self._open().execute("rollback")
            raise UnusableCacheError("the cache cannot be written") from fault


def _seal(*texts: str) -> bytes:
    """Return what tells that texts are those that were written; it guards against accidents, not against malice."""
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
