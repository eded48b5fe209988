"""A content folder as an editor's tools see it: one article at a time, read and anchored from what stands on disk now.

Comes in: the content folder. Goes out: articles with their sidecars and all that is wrong with them, in the words of a
build, because it is the steps of a build that read them.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from site_builder.anchoring.anchor import anchor_article
from site_builder.anchoring.part_text import PartText
from site_builder.config import load_config
from site_builder.model import AnnotatedArticle, Config, Part
from site_builder.problems import ContentError, Problem, UsageError
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.articles import read_article
from site_builder.reading.content import Records, article_files, read_records
from site_builder.reading.folder import ContentFolder
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.links import Size
from site_builder.workbench.sidecar import Sidecar, read_sidecar


class OpenArticle(NamedTuple):
    """An article with its notes, anchored, and what is wrong in its two files."""

    article: AnnotatedArticle
    problems: tuple[Problem, ...]

    def text_of(self, part: Part) -> PartText:
        return PartText.from_article(self.article, part)


class Workroom:
    """The content folder at one moment; make another one to see what was changed since.

    Raises UsageError where there is no such folder, FileError where it cannot be read and ContentError where its
    settings cannot be used.
    """

    def __init__(self, content: Path) -> None:
        config, problems = load_config(content)
        if config is None:
            message = f"{content / problems[0].location.file}: {problems[0].message}"
            raise ContentError(message, problems[0].hint)
        self.content = content
        self.config: Config = config
        self.folder = ContentFolder(content)

    @cached_property
    def records(self) -> Records:
        """Speakers, sources and contributors."""
        return read_records(self.folder)

    @cached_property
    def articles(self) -> list[str]:
        """The files of all articles."""
        return article_files(self.folder)

    def file_at(self, path: Path) -> str:
        """Return the article that a path on disk means, its own or its sidecar's; raises UsageError where none."""
        place = path.resolve()
        for file in self.articles:
            article = Path(self.folder.files[file]).resolve()
            if place in (article, article.with_suffix(".yaml")):
                return file
        raise UsageError(f"{path} is no article of {self.content}", "name an article or the sidecar beside it")

    def file_of_slug(self, slug: str) -> str:
        """Return the file of the article with this slug; raises ContentError where there is none."""
        files = self.articles
        by_name = [file for file in files if PurePosixPath(file).stem == slug]
        for file in [*by_name, *files]:
            if self._slug_of(file) == slug:
                return file
        raise ContentError(f"no article of {self.content} has the address '{slug}'", "reload the page")

    def _slug_of(self, file: str) -> str:
        data = self.folder.read(file)
        if re.search(rb"(?m)^[\"']?slug[\"']?\s*:", data):
            values = read_markdown_file(data, file).document.value
            if isinstance(values, dict) and isinstance(values.get("slug"), str) and values["slug"]:
                return str(values["slug"])
        return PurePosixPath(file).stem

    def sidecar(self, file: str) -> Sidecar:
        """Return the sidecar of an article, perhaps one that is not there yet; raises as `read_sidecar` does."""
        name = sidecar_of(file)
        return read_sidecar(Path(self.folder.files.get(name, self.content / name)), name)

    def open(self, file: str, sidecar: bytes | None = None) -> OpenArticle:
        """Return an article with its notes: those of its sidecar, or those that stand in other bytes.

        Raises FileError where a file cannot be read and ContentError where the article's front matter is not enough.
        """
        name = sidecar_of(file)
        if sidecar is None and name in self.folder.files:
            sidecar = self.folder.read(name)
        read = read_article(
            file,
            self.folder.read(file),
            sidecar,
            self.records.sources,
            size_unknown,
            source_required=self.config.source_required_for_verdict,
        )
        if read.article is None:
            problem = read.problems[0]
            raise ContentError(f"{self.content / problem.location.file}: {problem.message}", problem.hint)
        article, unplaced = anchor_article(read.article)
        return OpenArticle(article, (*read.problems, *unplaced))


def size_unknown(_file: str) -> Size:
    """Return no size: pictures are looked at by a build, and no note depends on them."""
    return Size()
