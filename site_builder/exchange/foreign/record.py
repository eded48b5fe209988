"""An annotation as some other program wrote it, whatever its format, and how to read JSON that nobody has checked.

Nothing here knows a format; workbench/annotation_import.py turns these records into notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from site_builder.model import Kind

Markup = Literal["markdown", "plain", "html"]


class ForeignText(NamedTuple):
    """A text and how it is written."""

    value: str
    markup: Markup = "plain"


class ForeignQuote(NamedTuple):
    """The words that an annotation is about; `start` is where they stood, in characters of some text, or None."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


class ForeignReply(NamedTuple):
    """An answer to an annotation; `date` is an ISO day or ""."""

    sender: str
    text: str
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """An annotation.

    `sources` are the addresses of what it is about, `targets` the words in it; `motivation` is the kind of note that it
    says it is, "" where it does not say. `verdict` is a label; `links` are addresses that it rests on; `changed` is an
    ISO day or "". `answers` are the ids of the annotations that it replies to.
    """

    id: str
    sources: tuple[str, ...] = ()
    targets: tuple[ForeignQuote, ...] = ()
    texts: tuple[ForeignText, ...] = ()
    kind: Kind | Literal[""] = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    changed: str = ""
    verdict: str = ""
    basis: str = ""
    links: tuple[str, ...] = ()
    replies: tuple[ForeignReply, ...] = ()
    dissent: tuple[ForeignReply, ...] = ()
    answers: tuple[str, ...] = ()
    url: str = ""


class ForeignNotes(NamedTuple):
    """What a file holds; `remarks` are sentences about what in it is no annotation."""

    notes: tuple[ForeignNote, ...]
    remarks: tuple[str, ...] = ()


# ---------------------------------------------------------------- JSON that may be anything


def text_of(value: object) -> str:
    """Return a text, "" for anything else."""
    return value if isinstance(value, str) else ""


def mapping_of(value: object) -> Mapping[str, object]:
    """Return a mapping, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[object]:
    """Return a list: one value stands for a list of one, and nothing for an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def day_of(value: object) -> str:
    """Return the day of an ISO 8601 moment, "" where it is none."""
    day = text_of(value)[:10]
    try:
        return date.fromisoformat(day).isoformat() if len(day) == 10 else ""
    except ValueError:
        return ""


def quote_of(selectors: Iterable[Mapping[str, object]]) -> ForeignQuote | None:
    """Return the words that the selectors of one target give, with their position, None where they give no words."""
    start: int | None = None
    found: ForeignQuote | None = None
    for selector in selectors:
        kind, place = selector.get("type"), selector.get("start")
        if kind == "TextQuoteSelector" and text_of(selector.get("exact")).strip():
            exact, prefix, suffix = (text_of(selector.get(key)) for key in ("exact", "prefix", "suffix"))
            found = ForeignQuote(exact, prefix, suffix)
        elif kind == "TextPositionSelector" and isinstance(place, int):
            start = place
    return found._replace(start=start) if found else None


def with_replies(notes: list[ForeignNote]) -> list[ForeignNote]:
    """Return annotations with those that answer them as their replies; an answer to none of them stays by itself."""
    by_id = {note.id: note for note in notes if note.id}
    kept = {note.id: note for note in notes if note.id and not any(answered in by_id for answered in note.answers)}
    alone = [note for note in notes if not note.id]
    gathered: dict[str, list[ForeignReply]] = {}
    for note in notes:
        root = next((answered for answered in note.answers if answered in kept), "")
        if note.id not in kept and root:
            gathered.setdefault(root, []).append(_as_reply(note))
        elif note.id not in kept and note.id:
            kept[note.id] = note
    return [replace(note, replies=(*note.replies, *gathered.get(note.id, ()))) for note in kept.values()] + alone


def _as_reply(note: ForeignNote) -> ForeignReply:
    text = "\n\n".join(text.value for text in note.texts) or note.basis
    return ForeignReply(", ".join(note.authors) or "unknown", text, note.changed, note.url)
