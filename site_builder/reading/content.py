"""The whole content folder to Content: every file in order, then what they say of each other.

In go a folder and the site's settings, out come all records and all problems. A file that is wrong stops no other;
only what cannot be read at all (no permission) raises FileError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from site_builder.model import Config, Content, Source
from site_builder.problems import Location, Problem, error, sort_problems, warning
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.articles import ReadArticle, read_article, read_page
from site_builder.reading.folder import ContentFolder
from site_builder.reading.links import is_record
from site_builder.reading.people import read_contributors, read_sources, read_speakers
from site_builder.reading.references import check_references
from site_builder.reading.register import Register

ARTICLES = "articles"
PAGES = "pages"
PEOPLE = frozenset({"speakers", "contributors"})
READ_AT_THE_TOP = frozenset({"site.yaml", "speakers.yaml", "contributors.yaml", "sources.yaml", "README.md"})
"""The files that may stand in the content folder itself; a README is for those who work there."""

OTHER_SUFFIXES = {".yml": ".yaml", ".markdown": ".md", ".MD": ".md", ".YAML": ".yaml", ".YML": ".yaml"}


def read_content(content_dir: Path, config: Config) -> Content:
    """Read all content of a folder; raises FileError where a file cannot be read."""
    folder = ContentFolder(content_dir)
    speakers, contributors, sources = read_speakers(folder), read_contributors(folder), read_sources(folder)
    articles = [_read_article(folder, file, sources, config) for file in _markdown_files(folder, ARTICLES)]
    pages = [read_page(file, folder.read(file), folder.size_of) for file in _markdown_files(folder, PAGES)]
    content = Content(
        config=config,
        articles=tuple(read.article for read in articles if read.article),
        speakers=speakers.records,
        contributors=contributors.records,
        pages=tuple(read.page for read in pages if read.page),
        files=tuple(file for file in folder.files if not is_record(file)),
    )
    problems = [
        *folder.problems,
        *_overlooked_files(folder.files),
        *(problem for register in (speakers, contributors, sources) for problem in register.problems),
        *(problem for read in articles for problem in read.problems),
        *(problem for read in pages for problem in read.problems),
        *check_references(content, folder, speakers, contributors, sources),
    ]
    return replace(content, problems=tuple(sort_problems(problems)))


def _read_article(folder: ContentFolder, file: str, sources: Register[Source], config: Config) -> ReadArticle:
    sidecar = folder.read(sidecar_of(file)) if sidecar_of(file) in folder.files else None
    required = config.source_required_for_verdict
    return read_article(file, folder.read(file), sidecar, sources, folder.size_of, source_required=required)


def _markdown_files(folder: ContentFolder, room: str) -> list[str]:
    return [file for file in folder.files if file.startswith(f"{room}/") and file.endswith(".md")]


def _overlooked_files(files: Mapping[str, Path]) -> Iterator[Problem]:
    """Report files that look like content and that nothing reads."""
    for file in files:
        path = PurePosixPath(file)
        if path.suffix in OTHER_SUFFIXES:
            hint = f"rename it to {path.stem}{OTHER_SUFFIXES[path.suffix]}"
            yield error("wrong-suffix", f"a file that ends in {path.suffix} is not read", Location(file), hint)
        elif path.parts[0] == ARTICLES and path.suffix == ".yaml" and str(path.with_suffix(".md")) not in files:
            hint = f"an article {path.stem}.md must stand beside it"
            yield error("orphan-sidecar", "there is no article to this sidecar", Location(file), hint)
        elif is_record(file) and not _is_read(path):
            hint = "articles and sidecars stand in articles/, pages in pages/, people in speakers.yaml or speakers/"
            yield warning("overlooked-file", "nothing reads this file", Location(file), hint)


def _is_read(path: PurePosixPath) -> bool:
    if len(path.parts) == 1:
        return path.name in READ_AT_THE_TOP
    room = path.parts[0]
    return room in {ARTICLES, "assets"} or (room == PAGES and path.suffix == ".md") or path.parent.as_posix() in PEOPLE
