"""How a page says to cite it: in three styles, and as files for reference managers.

Comes in: a Work. Goes out: what templates are given. The files stand in the addresses of their links (RFC 2397):
three more files for each article and claim would make a large archive slow to build and to copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from site_builder.exchange.citations.files import FORMATS
from site_builder.exchange.citations.styles import STYLES, Run
from site_builder.exchange.citations.work import Work

_ENCODED = {code: f"%{code:02X}" for code in range(0x80) if not (chr(code).isalnum() or chr(code) in "-._~/:;,=@()!*")}
"""What the address of data cannot have as it is; letters beyond ASCII are a browser's to encode (URL Standard, 1.3)."""


class Style(NamedTuple):
    """A citation in one style, by the style's name."""

    name: str
    runs: Sequence[Run]


class CitationFile(NamedTuple):
    """A file for reference managers: the format's name, the file's name, and the address that holds all of it."""

    name: str
    file: str
    address: str


class Citation(NamedTuple):
    """How a page is cited."""

    styles: Sequence[Style]
    files: Sequence[CitationFile]


def cite(work: Work) -> Citation:
    """Return a work in every style and every format."""
    name = work.key.replace(":", "-")
    files = [
        CitationFile(
            form.name,
            f"{name}.{form.suffix}",
            f"data:{form.media_type};charset=utf-8,{form.write([work]).translate(_ENCODED)}",
        )
        for form in FORMATS
    ]
    return Citation([Style(name, style(work)) for name, style in STYLES.items()], files)
