"""One article's file and its sidecar to an Article, and a page's file to a Page.

Reading an article is a pure function of the bytes of the two, the sources, the sizes of its pictures and whether the
site requires sources: whatever depends on other articles, on speakers or on verdicts is checked in references.py.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from site_builder.language import direction_of
from site_builder.model import AnnotatedArticle, Page, Reference, Source
from site_builder.problems import Location, Problem, error
from site_builder.reading.annotations import read_annotations
from site_builder.reading.bodies import ReadBody, read_body
from site_builder.reading.fields import FieldReader
from site_builder.reading.format import Mapping, Values, located, read_values
from site_builder.reading.formats import ARTICLE, PAGE
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.links import SizeOf
from site_builder.reading.register import Register
from site_builder.reading.scalars import SLUG_HINT, slug_complaint


class ReadArticle(NamedTuple):
    """An article, None where its front matter is not enough to make one, and all that is wrong in its two files."""

    article: AnnotatedArticle | None
    problems: list[Problem]


class ReadPage(NamedTuple):
    """A page, None where its front matter is not enough to make one, and all that is wrong in it."""

    page: Page | None
    problems: list[Problem]


def read_article(
    file: str,
    data: bytes,
    sidecar: bytes | None,
    sources: Register[Source],
    size_of: SizeOf,
    *,
    source_required: bool = True,
) -> ReadArticle:
    """Read an article and the notes on it; `source_required` tells whether a verdict needs a source."""
    read = _read(ARTICLE, file, data, size_of)
    notes = read_annotations(file, sidecar, sources, size_of, source_required=source_required)
    problems = read.problems + notes.problems
    if read.values is None:
        return ReadArticle(None, problems)
    article = AnnotatedArticle(
        file=file,
        body=read.body.body,
        images=read.body.images + notes.images,
        references=read.references + notes.references,
        annotations=notes.annotations,
        location=Location(file),
        **read.values,
    )
    return ReadArticle(article, problems)


def read_page(file: str, data: bytes, size_of: SizeOf) -> ReadPage:
    """Read a page of the site's own."""
    read = _read(PAGE, file, data, size_of)
    if read.values is None:
        return ReadPage(None, read.problems)
    page = Page(file=file, body=read.body.body, images=read.body.images, location=Location(file), **read.values)
    return ReadPage(page, read.problems)


class _Read(NamedTuple):
    """What articles and pages have in common; `values` are the record's fields from the front matter."""

    values: Values | None
    body: ReadBody
    references: tuple[Reference, ...]
    problems: list[Problem]


def _read(format_: Mapping, file: str, data: bytes, size_of: SizeOf) -> _Read:
    markdown = read_markdown_file(data, file)
    placed, findings = read_values(format_, markdown.document)
    fields = FieldReader(markdown.document, size_of)
    values: Values | None = None
    if placed:
        values = {"slug": PurePosixPath(file).stem} | placed.values
        if "image" in values:
            values["image"] = fields.image(values["image"])
        if "language" in values:
            values.setdefault("text_direction", direction_of(values["language"]))
        if values.get("status") == "withdrawn" and "withdrawn_because" not in placed.given:
            placed.place.error("status", "missing-key", "a withdrawn article needs a withdrawn_because", "say why")
    body = read_body(markdown.text, file, markdown.first_line, size_of)
    problems = markdown.problems + body.problems
    if not any(problem.code == "no-front-matter" for problem in markdown.problems):  # else a missing title adds nothing
        problems += located(findings, markdown.document)
    if placed is None or "slug" not in placed.given:
        problems += _file_name_problems(file)
    return _Read(values, body, tuple(fields.references), problems)


def _file_name_problems(file: str) -> list[Problem]:
    stem = PurePosixPath(file).stem
    complaint = slug_complaint(stem)
    if not complaint:
        return []
    message = f"the file's name '{stem}' cannot be a slug: {complaint}"
    return [error("bad-slug", message, Location(file), f"{SLUG_HINT}, or write slug: … in the front matter")]
