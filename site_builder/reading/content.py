"""The whole content folder to Content: every file in order, then what they say of each other.

In go a folder and the site's settings, out come all records and all problems. A file that is wrong stops no other;
only what cannot be read at all (no permission) raises FileError.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from site_builder.model import Config, Content
from site_builder.problems import sort_problems
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.articles import read_article, read_page
from site_builder.reading.folder import ContentFolder
from site_builder.reading.people import read_contributors, read_sources, read_speakers

ARTICLES = "articles"
PAGES = "pages"
RECORD_SUFFIXES = frozenset({".md", ".yaml"})


def read_content(content_dir: Path, config: Config) -> Content:
    """Read all content of a folder; raises FileError where a file cannot be read."""
    folder = ContentFolder(content_dir)
    speakers, contributors, sources = read_speakers(folder), read_contributors(folder), read_sources(folder)
    problems = [*speakers.problems, *contributors.problems, *sources.problems]
    articles = []
    for file in _markdown_files(folder, ARTICLES):
        sidecar = folder.read(sidecar_of(file)) if sidecar_of(file) in folder.files else None
        read = read_article(file, folder.read(file), sidecar, sources.records, folder.size_of)
        problems += read.problems
        articles += [read.article] if read.article else []
    pages = []
    for file in _markdown_files(folder, PAGES):
        read_one = read_page(file, folder.read(file), folder.size_of)
        problems += read_one.problems
        pages += [read_one.page] if read_one.page else []
    return Content(
        config=config,
        articles=tuple(articles),
        speakers=speakers.records,
        contributors=contributors.records,
        pages=tuple(pages),
        files=tuple(file for file in folder.files if PurePosixPath(file).suffix not in RECORD_SUFFIXES),
        problems=tuple(sort_problems(problems + folder.problems)),
    )


def _markdown_files(folder: ContentFolder, room: str) -> list[str]:
    return [file for file in folder.files if file.startswith(f"{room}/") and file.endswith(".md")]
