"""The articles of a content folder, each read and anchored once: again only where its bytes changed.

Comes in: the content folder, the settings and what the cache knows. Goes out: Content with the outlines of all
articles, and all problems of reading and anchoring. Reading and anchoring one article is a pure function of its two
files, the sources, the sizes of its pictures and whether the site requires sources: its key is the digest of these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from site_builder.anchoring.anchor import anchor_article
from site_builder.cache.facts import ArticleFacts, StudiedArticle, condense, open_outline
from site_builder.cache.file_digests import FileDigests
from site_builder.cache.store import FactStore, Kept
from site_builder.model import AnnotatedArticle, Config, Content, Source
from site_builder.pictures.facts import PictureFacts
from site_builder.problems import Problem
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.articles import ReadArticle, read_article
from site_builder.reading.content import article_files, media_files, read_records
from site_builder.reading.folder import ContentFolder
from site_builder.reading.links import Size, SizeOf
from site_builder.reading.references import check_references
from site_builder.reading.register import Register
from site_builder.workers import share_out

CHUNK = 40
"""Articles that a worker reads at a time: enough that handing them out costs nothing, few enough to end together."""

TOGETHER = 100
"""Outlines that are parsed at a time: one by one they take longer, and all at once more memory."""

WORTH_SHARING = 3 * CHUNK
"""From how many articles on processes are started to read them: a process costs as much as thirty articles."""

Progress = Callable[[int, int], None]
"""Hears how many of how many articles are read."""


class Bench(NamedTuple):
    """What reading any article of a site needs besides its own files."""

    folder: ContentFolder
    sources: Register[Source]
    source_required: bool


class Reading(NamedTuple):
    """One article read: the SHA-256 of its file and its sidecar ("" where it has none), what was found, pictures."""

    file: str
    digests: tuple[str, str]
    facts: ArticleFacts
    pictures: Mapping[str, PictureFacts]


class Desk:
    """Where the articles of one build are read; `kept` is what the cache knows of them."""

    def __init__(self, folder: ContentFolder, config: Config, digests: FileDigests) -> None:
        self._folder, self._config, self._digests = folder, config, digests
        self._records = read_records(folder)
        self.files = article_files(folder)
        self._bench = Bench(folder, self._records.sources, config.source_required_for_verdict)
        self._studied: dict[str, StudiedArticle] = {}
        sources = digests["sources.yaml"] if "sources.yaml" in folder.files else ""
        self._site_key = f"{sources} {config.source_required_for_verdict}"

    def recall(self, kept: Mapping[str, Kept]) -> None:
        """Take what is known already of the articles that were not changed since."""
        current = [file for file in self.files if file in kept and kept[file].key == self._key(file)]
        for start in range(0, len(current), TOGETHER):
            some = current[start : start + TOGETHER]
            outlines = json.loads(f"[{','.join(kept[file].outline for file in some)}]")
            for file, outline in zip(some, outlines, strict=True):
                studied = open_outline(outline)
                if all(tuple(size) == self._folder.size_of(name) for name, size in studied.pictures.items()):
                    self._studied[file] = studied

    @property
    def unread(self) -> list[str]:
        """The files of the articles of which nothing is known."""
        return [file for file in self.files if file not in self._studied]

    def read(self, store: FactStore, jobs: int, progress: Progress) -> None:
        """Read and anchor the rest, and keep what was found."""
        unread = self.unread
        chunks = [unread[start : start + CHUNK] for start in range(0, len(unread), CHUNK)]
        done = 0
        for readings in share_out(jobs if len(unread) >= WORTH_SHARING else 1, _reader, (self._bench,), chunks):
            for reading in readings:
                self._digests.note(reading.file, reading.digests[0])
                if reading.digests[1]:
                    self._digests.note(sidecar_of(reading.file), reading.digests[1])
                self._folder.pictures.note(reading.pictures)
                store.put(reading.file, self._key(reading.file), reading.facts)
                self._studied[reading.file] = open_outline(json.loads(reading.facts.outline))
            done += len(readings)
            progress(done, len(unread))

    def finish(self) -> tuple[Content, list[Problem]]:
        """Return all content, and what is wrong with it."""
        articles = [self._studied[file] for file in self.files]
        content = Content(
            config=self._config,
            articles=tuple(article.outline for article in articles if article.outline),
            speakers=self._records.speakers.records,
            contributors=self._records.contributors.records,
            pages=self._records.pages,
            files=tuple(media_files(self._folder)),
        )
        for article in articles:
            for picture in article.pictures:
                self._folder.size_of(picture)  # so that it is known whether it can be read
        problems = [
            *self._records.problems,
            *(problem for article in articles for problem in article.problems),
            *check_references(content, self._records, self._folder, self._reread),
            *self._folder.problems,
        ]
        return content, problems

    def _key(self, file: str) -> str:
        sidecar = sidecar_of(file)
        notes = self._digests[sidecar] if sidecar in self._folder.files else ""
        return f"{self._digests[file]} {notes} {self._site_key}"

    def _reread(self, file: str) -> AnnotatedArticle:
        article = _read(self._bench, file, self._folder.size_of)[0].article
        assert article, "only what has an outline is read again"
        return article


def _read(bench: Bench, file: str, size_of: SizeOf) -> tuple[ReadArticle, tuple[str, str]]:
    sidecar_file = sidecar_of(file)
    data = bench.folder.read(file)
    sidecar = bench.folder.read(sidecar_file) if sidecar_file in bench.folder.files else None
    read = read_article(file, data, sidecar, bench.sources, size_of, source_required=bench.source_required)
    digests = hashlib.sha256(data).hexdigest(), "" if sidecar is None else hashlib.sha256(sidecar).hexdigest()
    return read, digests


def _reader(bench: Bench) -> Callable[[Sequence[str]], list[Reading]]:
    """Return what a worker does: it reads and anchors a chunk of articles."""
    return lambda files: [_study(bench, file) for file in files]


def _study(bench: Bench, file: str) -> Reading:
    pictures: dict[str, Size] = {}

    def size_of(picture: str) -> Size:
        pictures[picture] = size = bench.folder.size_of(picture)
        return size

    (article, problems), digests = _read(bench, file, size_of)
    if article:
        article, unplaced = anchor_article(article)
        problems = problems + unplaced
    found = {file: bench.folder.pictures.facts_of(file) for file in pictures if file in bench.folder.files}
    return Reading(file, digests, condense(article, problems, pictures), found)
