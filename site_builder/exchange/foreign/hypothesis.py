"""Annotations as the API of Hypothesis returns them (h.readthedocs.io, "API reference", search and read).

Comes in: JSON, a mapping with `rows`, or a list of annotations. Goes out: records. The texts are Markdown.
"""

from __future__ import annotations

from site_builder.exchange.foreign.record import (
    ForeignNote,
    ForeignNotes,
    ForeignText,
    day_of,
    list_of,
    mapping_of,
    quote_of,
    text_of,
    with_replies,
)


def is_hypothesis(data: object) -> bool:
    """Tell whether JSON is an answer of the API, or a list of its annotations."""
    if isinstance(data, dict) and isinstance(data.get("rows"), list):
        return True
    first = mapping_of(data[0]) if isinstance(data, list) and data else {}
    return "target" in first and "type" not in first


def read_hypothesis(data: object) -> ForeignNotes:
    """Return the annotations with their replies; what is none of them is told in a remark."""
    rows = list_of(data["rows"] if isinstance(data, dict) else data)
    notes = [_note(row) for row in rows if isinstance(row, dict)]
    remarks = [f"entry {place} is no annotation" for place, row in enumerate(rows, 1) if not isinstance(row, dict)]
    return ForeignNotes(tuple(with_replies(notes)), tuple(remarks))


def _note(row: dict[str, object]) -> ForeignNote:
    targets = [mapping_of(target) for target in list_of(row.get("target"))]
    sources = [text_of(row.get("uri")), *(text_of(target.get("source")) for target in targets)]
    quotes = [quote_of(map(mapping_of, list_of(target.get("selector")))) for target in targets]
    text = text_of(row.get("text")).strip()
    links = mapping_of(row.get("links"))
    return ForeignNote(
        text_of(row.get("id")),
        tuple(dict.fromkeys(filter(None, sources))),
        tuple(filter(None, quotes)),
        (ForeignText(text, "markdown"),) if text else (),
        tags=tuple(filter(None, map(text_of, list_of(row.get("tags"))))),
        authors=tuple(filter(None, [_author(row)])),
        changed=day_of(row.get("updated")),
        answers=tuple(filter(None, map(text_of, list_of(row.get("references"))))),
        url=text_of(links.get("incontext")) or text_of(links.get("html")),
    )


def _author(row: dict[str, object]) -> str:
    """Return the name that somebody shows, else that of the account: acct:name@service."""
    shown = text_of(mapping_of(row.get("user_info")).get("display_name")).strip()
    return shown or text_of(row.get("user")).removeprefix("acct:").partition("@")[0]
