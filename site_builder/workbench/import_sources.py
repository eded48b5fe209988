"""The files that an import reads: which there are in a folder, and each by its kind to an `ImportedArticle`.

In goes a path, out comes an article. Nothing is written here.
"""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.exchange.article import ImportedArticle
from site_builder.exchange.html_page import read_html
from site_builder.exchange.plain_text import read_plain_text
from site_builder.problems import ContentError, FileError
from site_builder.workbench.import_markdown import read_markdown

HTML = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN = frozenset({".md", ".markdown"})
TEXT = frozenset({".txt"})


def sources_in(folder: Path) -> list[Path]:
    """Return the files in a folder, and in the folders in it, that are articles by their suffix, by path.

    Hidden files and folders are left alone, and so are those that browsers save beside a page. Raises FileError where a
    folder cannot be read.
    """
    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith("_files")]
        kinds = HTML | MARKDOWN | TEXT
        found += [Path(place, name) for name in files if Path(name).suffix.lower() in kinds and name[0] != "."]
    return sorted(found)


def read_source(source: Path) -> ImportedArticle:
    """Return the article in a file: a saved page, Markdown, or raw text, by the file's suffix.

    Raises FileError where it cannot be read, ContentError where it is no article, UsageError where reading it needs a
    library that is not installed.
    """
    if source.is_dir():
        raise FileError(f"{source} is a folder", "name the file of one article")
    try:
        data = source.read_bytes()
    except OSError as failure:
        raise FileError(f"cannot read {source}: {failure.strerror}") from failure
    if source.suffix.lower() in HTML:
        return _read_page(source, data)
    text = _text_of(source, data)
    if source.suffix.lower() in MARKDOWN:
        return read_markdown(data, source)
    article = read_plain_text(text)
    if not article.paragraphs:
        hint = "the first line is the title, the text follows it"
        raise ContentError(f"{source} has a title and no paragraphs", hint)
    return article


def _read_page(source: Path, data: bytes) -> ImportedArticle:
    try:
        return read_html(data)
    except ContentError as fault:
        raise ContentError(f"{source}: {fault}", fault.hint) from fault


def _refuse(failure: OSError) -> None:
    raise FileError(f"cannot read {failure.filename}: {failure.strerror}") from failure


def _text_of(source: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        place = f"byte {failure.start} (0x{data[failure.start]:02X}, line {line})"
        raise ContentError(f"{source} is not UTF-8: {place}", "save it as UTF-8") from failure
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(f"{source} contains a NUL byte in line {line}", "is this really a text file?")
    if not text.strip("\ufeff \t\r\n"):
        raise ContentError(f"{source} is empty", "the first line is the title, the text follows it")
    return text
