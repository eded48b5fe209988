"""What addresses in Markdown and in fields lead to: files of the content folder, places in them, or other sites.

In go addresses as they were written, out come what to print and the references to check once all files are read.
Whether a file exists is not asked here: reading one article depends on its own bytes and its pictures' sizes alone.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable
from html import escape
from typing import NamedTuple
from urllib.parse import unquote

from site_builder.model import Image, Reference
from site_builder.problems import Location, Problem, error
from site_builder.reading.addresses import HOST_HINT, can_be_followed, leads_outside
from site_builder.reading.source_text import location_at

RECORD_SUFFIXES = frozenset({".md", ".yaml"})
"""Files that records are made from."""

COPY_WIDTHS = (400, 800, 1200, 1600)
"""In pixels: for a phone's screen, and an article's column of 650 CSS pixels, of one, two and three pixels each."""

UNPUBLISHED = "is never published as it is"
"""What is said of such a file where a picture or a document is meant: the text of an excerpt would be open to all."""


class Size(NamedTuple):
    """Width and height of a picture in CSS pixels, 0 where the file does not tell, and whether it can be scaled."""

    width: int = 0
    height: int = 0
    can_be_scaled: bool = False

    @property
    def copy_widths(self) -> tuple[int, ...]:
        """The widths of the smaller copies that are published: each saves a tenth of the width or more."""
        return tuple(width for width in COPY_WIDTHS if self.can_be_scaled and width <= 0.9 * self.width)


SizeOf = Callable[[str], Size]
"""The size of the picture in a file of the content folder; no size where there is no such file."""

Locate = Callable[[str, int], Location]
"""The place of an address, given as it was written and the line of the Markdown text, from 0, in which it stands."""


def content_path(address: str, folder: str) -> str | None:
    """Return the file that a relative address means, seen from a folder of the content, or None if it is outside.

    A leading slash stands for content/assets.
    """
    joined = f"assets{address}" if address.startswith("/") else posixpath.join(folder, address)
    path = unicodedata.normalize("NFC", posixpath.normpath(joined))
    return None if path == ".." or path.startswith("../") else path


def is_record(file: str) -> bool:
    """Tell whether a file of the content folder is one that records are made from."""
    return posixpath.splitext(file)[1] in RECORD_SUFFIXES


class FileLinks:
    """The links and pictures of one Markdown text.

    `own_file` is the content file on whose page the text stands, "" where it stands on several; a link to a place in it
    may leave the file out.
    """

    def __init__(self, folder: str, own_file: str, size_of: SizeOf, locate: Locate, *, own_page: bool = False) -> None:
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self._folder = folder
        self._own_file = own_file
        self._size_of = size_of
        self._locate = locate
        self._own_page = own_page

    def link(self, address: str, line: int) -> str:
        """Return what to print as the address of a link, escaped."""
        if leads_outside(address):
            if not can_be_followed(unquote(address)):
                message = f"'{unquote(address)}' is not a web address"
                self._report("bad-url", message, address, line, HOST_HINT)
            return escape(address)
        path, _, fragment = address.partition("#")
        if not address or (not path and not self._own_file):
            hint = "write the file or the address that it leads to"
            self._report("broken-link", "this link leads nowhere", f"({address})", line, hint)
            return ""
        file = self._file(path.partition("?")[0], address, line) if path else self._own_file
        if not file:
            return ""
        self.references.append(Reference(file, unquote(fragment), self._locate(address, line)))
        shown = f"#{escape(fragment)}" if fragment else ""
        return shown if self._own_page and not path else f"\0{file}\0{shown}"

    def picture(self, address: str, line: int) -> Image:
        """Return the picture at an address, without texts."""
        if leads_outside(address) or not address:
            hint = "save it in the content folder and write its path: readers' browsers ask no other host"
            self._report("remote-file", f"'{address}' is not a file of the content folder", address, line, hint)
            return Image()
        file = self._file(address.partition("#")[0].partition("?")[0], address, line)
        if not file:
            return Image()
        if is_record(file):
            self._report("unpublished-file", f"'{file}' {UNPUBLISHED}", address, line, "name the file of a picture")
            return Image()
        self.references.append(Reference(file, "", self._locate(address, line)))
        size = self._size_of(file)
        return Image(file, width=size.width, height=size.height, copy_widths=size.copy_widths)

    def _file(self, path: str, address: str, line: int) -> str | None:
        file = content_path(unquote(path), self._folder)
        if file is None:
            message = f"'{unquote(path)}' leads out of the content folder"
            self._report("outside-content", message, address, line, "copy the file into the content folder")
        return file

    def _report(self, code: str, message: str, address: str, line: int, hint: str = "") -> None:
        self.problems.append(error(code, message, self._locate(address, line), hint))


class TextPlaces:
    """Places in the Markdown part of a file, which begins in its line `first_line`."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._file = file
        self._first_line = first_line

    def find(self, needle: str, line: int, reach: int = 20) -> Location:
        """Return the place of the first `needle` from a line on, within `reach` lines, else the line's beginning."""
        for candidate in (needle, unquote(needle)):
            for number, text in enumerate(self._lines[line : line + reach], start=line):
                column = text.find(candidate)
                if column >= 0:
                    return Location(self._file, number + self._first_line, column + 1)
        return Location(self._file, line + self._first_line)

    def find_anywhere(self, *needles: str) -> Location:
        """Return the place of the first of the needles that occurs, else where the text begins."""
        index = next((found for found in map(self._text.find, needles) if found >= 0), 0)
        _, line, column = location_at(self._text, index, self._file)
        return Location(self._file, line - 1 + self._first_line, column)
