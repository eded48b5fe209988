"""What templates call to print a value that is the same in every language. All pure functions."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from site_builder.quotations import hanging_class

_MEMORY = 4096
"""How many hosts are remembered: an archive prints the same few thousand again and again."""

_PLAIN_ADDRESS = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|$)")
"""An address of which the host needs no parsing. Most are such, and nearly each is another: urlsplit takes six times as
long, a twentieth of an article's page."""


@lru_cache(maxsize=_MEMORY)
def host(url: str) -> str:
    """Return the host of an address without "www.", or what follows "mailto:"."""
    if plain := _PLAIN_ADDRESS.match(url):
        return plain[1].removeprefix("www.")
    parts = urlsplit(url)
    return (parts.hostname or parts.path).removeprefix("www.")


def spoken(words: str, attributes: str) -> str:
    """Return words in an element of their own if it has attributes, such as those of another language.

    A whole block is not given them: its text would begin at the other side.
    """
    return Markup(f"<span{attributes}>{escape(words)}</span>") if attributes else words  # noqa: S704


def hanging(words: str) -> str:
    """Return the attribute of an element with these words, so that a mark at their beginning hangs before the line."""
    found = hanging_class(words)
    return Markup(f' class="{found}"') if found else ""  # noqa: S704 - a class of our own


def ellipsis(text: str, length: int) -> str:
    """Return the text cut at a space before `length` characters, with an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    return f"{text[:length].rpartition(' ')[0] or text[:length]}…"
