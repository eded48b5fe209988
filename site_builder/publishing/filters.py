"""What templates call to print a value: dates, hosts of addresses, names of kinds. All pure functions."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.model import Date

_MEMORY = 4096
"""How many dates and hosts are remembered: an archive prints the same few thousand again and again."""

_PLAIN_ADDRESS = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|$)")
"""An address of which the host needs no parsing. Most are such, and nearly each is another: urlsplit takes six times as
long, a twentieth of an article's page."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_KIND_LABELS = {
    "claim": "Claim",
    "context": "Context",
    "definition": "Definition",
    "source": "Source",
    "correction": "Correction",
    "question": "Open question",
}


def date_text(date: Date) -> str:
    """Return a date in words: "7 February 2020", "February 2020" or "2020"."""
    words = [str(date.day)] if date.day else []
    words += [_MONTHS[date.month - 1]] if date.month else []
    return " ".join([*words, str(date.year)])


@lru_cache(maxsize=_MEMORY)
def time_element(date: Date) -> Markup:
    """Return a date in words within a <time> element that carries it in ISO 8601."""
    return Markup('<time datetime="{}">{}</time>').format(f"{date.iso}", date_text(date))


@lru_cache(maxsize=_MEMORY)
def host(url: str) -> str:
    """Return the host of an address without "www.", or what follows "mailto:"."""
    if plain := _PLAIN_ADDRESS.match(url):
        return plain[1].removeprefix("www.")
    parts = urlsplit(url)
    return (parts.hostname or parts.path).removeprefix("www.")


def kind_label(kind: str) -> str:
    return _KIND_LABELS[kind]


def ellipsis(text: str, length: int) -> str:
    """Return the text cut at a space before `length` characters, with an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    return f"{text[:length].rpartition(' ')[0] or text[:length]}…"
