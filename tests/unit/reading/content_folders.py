"""Content folders for the tests of this room."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

from site_builder.cache.facts import condense, open_outline
from site_builder.model import AnnotatedArticle, Config, Content
from site_builder.problems import Problem, sort_problems
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.articles import ReadArticle, read_article
from site_builder.reading.content import Records, article_files, media_files, read_records
from site_builder.reading.folder import ContentFolder
from site_builder.reading.references import check_references


class ReadFolder(NamedTuple):
    """A content folder read and not anchored: the records, the whole articles, and all problems by place."""

    content: Content
    articles: tuple[AnnotatedArticle, ...]
    problems: list[Problem]


def read_folder(root: Path, config: Config) -> ReadFolder:
    """Read a whole content folder as the program does, without looking for the places of quotes."""
    folder = ContentFolder(root)
    records = read_records(folder)
    read = {file: _read_article(folder, file, records, config) for file in article_files(folder)}
    articles = {file: article for file, (article, _) in read.items() if article}
    outlines = (open_outline(json.loads(condense(article, (), {}).outline)).outline for article in articles.values())
    content = Content(
        config,
        tuple(filter(None, outlines)),
        records.speakers.records,
        records.contributors.records,
        records.pages,
        tuple(media_files(folder)),
    )
    problems = [
        *records.problems,
        *(problem for _, found in read.values() for problem in found),
        *check_references(content, records, folder, articles.__getitem__),
        *folder.problems,
    ]
    return ReadFolder(content, tuple(articles.values()), sort_problems(problems))


def _read_article(folder: ContentFolder, file: str, records: Records, config: Config) -> ReadArticle:
    sidecar = folder.read(sidecar_of(file)) if sidecar_of(file) in folder.files else None
    required = config.source_required_for_verdict
    return read_article(file, folder.read(file), sidecar, records.sources, folder.size_of, source_required=required)


def write_content(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for file, data in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def article(front_matter: str = "title: The Moon", text: str = "The Moon rose.") -> str:
    return f"---\n{front_matter}\n---\n\n{text}\n"


def places(problems: list[Problem] | tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.location.line, problem.location.column) for problem in problems]


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = (b"\0" + bytes((width + 7) // 8)) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
