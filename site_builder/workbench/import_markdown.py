"""A Markdown file of somebody else's to an `ImportedArticle`: its text as it stands, its front matter under our names.

Nothing is lost: what has no place among the keys of an article goes into `extra`, and what cannot be read stays as it
was written. No file is touched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from site_builder.exchange.article import ImportedArticle
from site_builder.exchange.prose.dates import read_date
from site_builder.problems import ContentError
from site_builder.reading.addresses import is_web
from site_builder.reading.core_schema import core_value
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.yaml_source import Value

KEYS = {
    "title": ("title", "headline"),
    "deks": ("dek", "subtitle", "standfirst"),
    "authors": ("authors", "author", "byline"),
    "outlet": ("outlet", "publication", "publisher", "site", "sitename"),
    "date": ("date", "published", "pubdate", "publishdate", "published_time"),
    "updated": ("updated", "lastmod", "modified"),
    "source_url": ("source_url", "source", "url", "original", "canonical_url", "canonical", "link", "hostname_url"),
    "archive_url": ("archive_url", "archived"),
    "language": ("language", "lang"),
    "topics": ("topics", "tags", "categories", "keywords"),
    "summary": ("summary", "description", "excerpt", "abstract"),
}
"""The names under which generators, clippers and converters write what an article has, the best first."""

_TITLE = re.compile(r"\A\s*#[ \t]+(?P<atx>[^\n]+?)[ \t]*#*[ \t]*\n|\A\s*(?P<setext>[^\n]+)\n=+[ \t]*\n")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?$")


def read_markdown(data: bytes, path: Path) -> ImportedArticle:
    """Return the article of a Markdown file, with or without front matter.

    Raises ContentError where the front matter cannot be read.
    """
    file = read_markdown_file(data, path.name)
    wrong = [*file.document.problems, *(one for one in file.problems if one.code != "no-front-matter")]
    fault = next((problem for problem in wrong if problem.severity == "error"), None)
    if fault or not isinstance(file.document.value or {}, dict):
        place = f"{path}:{fault.location.line}" if fault else f"{path}:1"
        message = fault.message if fault else "the front matter has no keys"
        raise ContentError(f"{place}: {message}", fault.hint if fault else "write key: value")
    given = dict(file.document.value) if isinstance(file.document.value, dict) else {}
    values = _Values(given)
    title, body = _title(values.text("title"), file.text)
    article = ImportedArticle(
        title=title or path.stem.replace("-", " ").replace("_", " "),
        deks=values.texts("deks"),
        authors=values.texts("authors"),
        outlet=values.text("outlet"),
        date=values.date("date"),
        updated=values.date("updated"),
        source_url=values.address("source_url"),
        archive_url=values.address("archive_url"),
        language=values.text("language"),
        topics=values.texts("topics"),
        summary=values.text("summary"),
        markdown=body.strip("\n") + "\n",
        extra=values.left(),
        remarks=tuple(_remarks(title, body)),
    )
    if not body.strip():
        raise ContentError(f"{path} has no text", "a title alone is no article")
    return article


def _remarks(title: str, body: str) -> Iterator[str]:
    if not title:
        yield "no title was found: it is made of the file's name"
    if "![" in body:
        yield "pictures are not copied: save those that you may publish beside the article"


def _title(given: str, text: str) -> tuple[str, str]:
    """Return the title, and the text without it: a heading of the first level at its beginning is the title."""
    heading = _TITLE.match(text)
    found = (heading["atx"] or heading["setext"]).strip() if heading else ""
    if heading and (not given or found.casefold() == given.casefold()):
        return given or re.sub(r"[*_`]", "", found), text[heading.end() :]
    return given, text


class _Values:
    """The values of a front matter, each taken once; `left` has those that nobody took."""

    def __init__(self, given: dict[str, Value]) -> None:
        self._given = given

    def text(self, field: str) -> str:
        """Return the first text that stands under one of a field's names, '' where none does."""
        for name in self._names(field):
            value = self._given[name]
            if isinstance(value, str) and value.strip():
                del self._given[name]
                return " ".join(value.split())
        return ""

    def texts(self, field: str) -> tuple[str, ...]:
        """Return the texts of a list, or a text alone."""
        for name in self._names(field):
            value = self._given[name]
            items = value if isinstance(value, list) else [value]
            if items and all(isinstance(item, str) for item in items):
                del self._given[name]
                return tuple(text for item in items if (text := " ".join(str(item).split())))
        return ()

    def date(self, field: str) -> str:
        """Return a date as we write it; one that cannot be read is left where it was."""
        for name in self._names(field):
            value = self._given[name]
            written = str(value).strip() if isinstance(value, str) else ""
            day = _DAY.fullmatch(written)
            found = day[1] if day else written if re.fullmatch(r"\d{4}(-\d\d)?", written) else read_date(written)
            if found:
                del self._given[name]
                return found
        return ""

    def address(self, field: str) -> str:
        """Return the first web address that stands under one of a field's names."""
        for name in self._names(field):
            value = self._given[name]
            if isinstance(value, str) and is_web(value.strip()):
                del self._given[name]
                return value.strip()
        return ""

    def left(self) -> dict[str, object]:
        return {name: core_value(value) for name, value in self._given.items() if value}

    def _names(self, field: str) -> list[str]:
        """Return the keys that are given among those of a field, whatever their case, the best name first."""
        by_name = {name.casefold(): name for name in self._given}
        return [by_name[name] for name in KEYS[field] if name in by_name]
