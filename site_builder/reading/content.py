"""The content folder to records: people, sources and pages, and the names of the articles and other files.

In go a folder, out come all records and all problems. A file that is wrong stops no other; only what cannot be read at
all (no permission) raises FileError. Articles are read one by one, where they are not known yet: see articles.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from site_builder.model import Contributor, Page, Source, Speaker
from site_builder.problems import Location, Problem, error, warning
from site_builder.reading.articles import read_page
from site_builder.reading.folder import ContentFolder
from site_builder.reading.links import is_record
from site_builder.reading.people import read_contributors, read_sources, read_speakers
from site_builder.reading.register import Register
from site_builder.similar import nearest

ARTICLES = "articles"
PAGES = "pages"
PEOPLE = frozenset({"speakers", "contributors"})
READ_AT_THE_TOP = frozenset({"site.yaml", "speakers.yaml", "contributors.yaml", "sources.yaml", "README.md"})
"""The files that may stand in the content folder itself; a README is for those who work there."""

OTHER_SUFFIXES = {".yml": ".yaml", ".markdown": ".md", ".MD": ".md", ".YAML": ".yaml", ".YML": ".yaml"}


class Records(NamedTuple):
    """What a content folder holds besides articles."""

    speakers: Register[Speaker]
    contributors: Register[Contributor]
    sources: Register[Source]
    pages: tuple[Page, ...]
    problems: list[Problem]


def read_records(folder: ContentFolder) -> Records:
    """Read people, sources and pages, and find the files that nothing reads; raises FileError as the folder does."""
    registers = (read_speakers(folder), read_contributors(folder), read_sources(folder))
    pages = [read_page(file, folder.read(file), folder.size_of) for file in _markdown_files(folder, PAGES)]
    problems = [
        *_overlooked_files(folder.files),
        *(problem for register in registers for problem in register.problems),
        *(problem for read in pages for problem in read.problems),
    ]
    return Records(*registers, tuple(read.page for read in pages if read.page), problems)


def article_files(folder: ContentFolder) -> list[str]:
    return _markdown_files(folder, ARTICLES)


def media_files(folder: ContentFolder) -> list[str]:
    """Return the files that nothing reads: pictures and documents."""
    return [file for file in folder.files if not is_record(file)]


def _markdown_files(folder: ContentFolder, room: str) -> list[str]:
    return [file for file in folder.files if file.startswith(f"{room}/") and file.endswith(".md")]


def _overlooked_files(files: Mapping[str, str]) -> Iterator[Problem]:
    """Report files that look like content and that nothing reads."""
    for file in files:
        if file.startswith("articles/") and (file.endswith(".md") or f"{file.removesuffix('.yaml')}.md" in files):
            continue  # most files are articles and their sidecars
        path = PurePosixPath(file)
        if path.suffix in OTHER_SUFFIXES:
            hint = f"rename it to {path.stem}{OTHER_SUFFIXES[path.suffix]}"
            yield error("wrong-suffix", f"a file that ends in {path.suffix} is not read", Location(file), hint)
        elif path.parts[0] == ARTICLES and path.suffix == ".yaml" and str(path.with_suffix(".md")) not in files:
            alone = [
                PurePosixPath(other).stem
                for other in files
                if other.startswith(f"{path.parent}/") and other.endswith(".md")
                if str(PurePosixPath(other).with_suffix(".yaml")) not in files
            ]
            near = nearest(path.stem, alone)
            hint = f"an article {path.stem}.md must stand beside it" + (f"; did you mean {near}.yaml?" if near else "")
            yield error("orphan-sidecar", "there is no article to this sidecar", Location(file), hint)
        elif is_record(file) and not _is_read(path):
            hint = "articles and sidecars stand in articles/, pages in pages/, people in speakers.yaml or speakers/"
            yield warning("overlooked-file", "nothing reads this file", Location(file), hint)


def _is_read(path: PurePosixPath) -> bool:
    if len(path.parts) == 1:
        return path.name in READ_AT_THE_TOP
    room = path.parts[0]
    return room in {ARTICLES, "assets"} or (room == PAGES and path.suffix == ".md") or path.parent.as_posix() in PEOPLE
