"""One article's file and its sidecar to an Article.

Reading an article is a pure function of the bytes of the two, the sources and the sizes of its pictures: whatever
depends on other articles, on speakers or on the site's settings is checked in references.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from site_builder.model import Article, Page, Source
from site_builder.problems import Location, Problem, error
from site_builder.reading.annotations import read_annotations
from site_builder.reading.bodies import read_body
from site_builder.reading.fields import FieldReader
from site_builder.reading.format import Values, located, read_values
from site_builder.reading.formats import ARTICLE, PAGE
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.links import SizeOf
from site_builder.reading.scalars import SLUG_HINT, slug_complaint


class ReadArticle(NamedTuple):
    """An article, None where its front matter is not enough to make one, and all that is wrong in its two files."""

    article: Article | None
    problems: list[Problem]


class ReadPage(NamedTuple):
    """A page, None where its front matter is not enough to make one, and all that is wrong in it."""

    page: Page | None
    problems: list[Problem]


def read_article(
    file: str, data: bytes, sidecar: bytes | None, sources: Mapping[str, Source], size_of: SizeOf
) -> ReadArticle:
    """Read an article and the notes on it."""
    markdown = read_markdown_file(data, file)
    placed, findings = read_values(ARTICLE, markdown.document)
    fields = FieldReader(markdown.document, size_of)
    values: Values = placed.values if placed else {}
    values["image"] = fields.image(values.get("image"))
    if values.get("status") == "withdrawn" and "withdrawn_because" not in placed.given:
        placed.place.error("status", "missing-key", "a withdrawn article needs a withdrawn_because", "say why")
    problems = markdown.problems + (
        [] if _has_no_front_matter(markdown.problems) else located(findings, markdown.document)
    )
    body = read_body(markdown.text, file, markdown.first_line, size_of)
    notes = read_annotations(file, sidecar, sources, size_of)
    problems += body.problems + notes.problems
    slug = values.pop("slug", None) or _slug_of_file(file, problems)
    if not placed:
        return ReadArticle(None, problems)
    article = Article(
        file=file,
        slug=slug,
        body=body.body,
        images=body.images + notes.images,
        references=tuple(fields.references) + notes.references,
        annotations=notes.annotations,
        location=Location(file),
        **values,
    )
    return ReadArticle(article, problems)


def read_page(file: str, data: bytes, size_of: SizeOf) -> ReadPage:
    """Read a page of the site's own."""
    markdown = read_markdown_file(data, file)
    placed, findings = read_values(PAGE, markdown.document)
    problems = markdown.problems + (
        [] if _has_no_front_matter(markdown.problems) else located(findings, markdown.document)
    )
    body = read_body(markdown.text, file, markdown.first_line, size_of)
    problems += body.problems
    values: Values = placed.values if placed else {}
    slug = values.pop("slug", None) or _slug_of_file(file, problems)
    if not placed:
        return ReadPage(None, problems)
    page = Page(file=file, slug=slug, body=body.body, images=body.images, location=Location(file), **values)
    return ReadPage(page, problems)


def _has_no_front_matter(problems: list[Problem]) -> bool:
    """Whether it was said already that there is none: that a title is missing adds nothing."""
    return any(problem.code == "no-front-matter" for problem in problems)


def _slug_of_file(file: str, problems: list[Problem]) -> str:
    slug = normalize("NFC", PurePosixPath(file).stem)
    complaint = slug_complaint(slug)
    if complaint:
        message = f"the file's name '{slug}' cannot be a slug: {complaint}"
        problems.append(
            error("bad-slug", message, Location(file), f"{SLUG_HINT}, or write slug: … in the front matter")
        )
    return slug
