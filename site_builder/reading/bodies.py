"""The Markdown of one file or field with its links: what articles, pages, notes and biographies have in common.

In goes the text and where it stands, out come the rendered text, its references, its pictures and its problems.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from site_builder.model import Body, Html, Image, Reference
from site_builder.problems import Location, Problem, warning
from site_builder.reading.links import FileLinks, SizeOf, TextPlaces
from site_builder.reading.markdown import render_markdown
from site_builder.reading.pieces import html_of
from site_builder.reading.yaml_source import Path, YamlDocument


class ReadBody(NamedTuple):
    """A file's text; the body carries its references."""

    body: Body
    images: tuple[Image, ...]
    problems: list[Problem]


class ReadNote(NamedTuple):
    """A field's text, as markup and as plain text."""

    html: Html
    text: str
    references: list[Reference]
    images: tuple[Image, ...]
    problems: list[Problem]


def read_body(text: str, file: str, first_line: int, size_of: SizeOf) -> ReadBody:
    """Read the Markdown of an article or a page."""
    places = TextPlaces(text, file, first_line)
    links = FileLinks(posixpath.dirname(file), file, size_of, places.find, own_page=True)
    rendered = render_markdown(text, links, "article", first_line)
    problems = links.problems
    problems += [_refused(address, places.find_anywhere(*_spellings(address))) for address in rendered.refused]
    problems += [_unused_footnote(label, places.find_anywhere(f"[^{label}]:")) for label in rendered.unused]
    return ReadBody(replace(rendered.body, references=tuple(links.references)), rendered.images, problems)


def read_note(text: str, document: YamlDocument, path: Path, own_file: str, size_of: SizeOf) -> ReadNote:
    """Read the Markdown of the field at `path`; `own_file` is the article whose page a link to `#…` means."""
    folder = posixpath.dirname(document.file)

    def locate(address: str, _line: int) -> Location:
        return document.find(address, path)

    links = FileLinks(folder, own_file, size_of, locate)
    rendered = render_markdown(text, links, "note")
    problems = links.problems
    problems += [_refused(address, document.find(_spellings(address)[-1], path)) for address in rendered.refused]
    return ReadNote(html_of(rendered.body), rendered.body.text, links.references, rendered.images, problems)


def _spellings(address: str) -> tuple[str, str, str]:
    """How an address may stand in the source: the parser percent-encodes what it reads."""
    return address, unquote(address), address.partition(":")[0] + ":"


def _refused(address: str, place: Location) -> Problem:
    hint = "links lead to http, https and mailto addresses and to files of the content folder"
    return warning("refused-address", f"'{address}' cannot be a link and is shown as text", place, hint)


def _unused_footnote(label: str, place: Location) -> Problem:
    message = f"nothing refers to the footnote '{label}', so it is not shown"
    return warning("unused-footnote", message, place, f"write [^{label}] where it belongs, or delete it")
