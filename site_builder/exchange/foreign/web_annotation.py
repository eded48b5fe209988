"""Web Annotations (Web Annotation Data Model, W3C Recommendation of 23 February 2017) of any program, ours too.

Comes in: JSON, an Annotation, a list of them, an AnnotationPage, or an AnnotationCollection with its first page in it.
Goes out: records. Of a Choice the first item counts; of a selector that another refines the words that any of them has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urljoin

from site_builder.exchange.foreign.record import (
    ForeignNote,
    ForeignNotes,
    ForeignQuote,
    ForeignReply,
    ForeignText,
    Markup,
    day_of,
    list_of,
    mapping_of,
    quote_of,
    text_of,
    with_replies,
)
from site_builder.model import Kind

_KINDS: Mapping[str, Kind] = {
    "assessing": "claim",
    "editing": "correction",
    "linking": "source",
    "questioning": "question",
}
"""Kinds of notes by the motivations that our own export gives them; all others are context."""


def is_web_annotation(data: object) -> bool:
    """Tell whether JSON is an annotation, a page, a collection, or a list of annotations."""
    first = data[0] if isinstance(data, list) and data else data
    return bool({"Annotation", "AnnotationPage", "AnnotationCollection"} & set(_types(first)))


def read_web_annotations(data: object) -> ForeignNotes:
    """Return the annotations with their replies; what is none of them is told in a remark."""
    remarks: list[str] = []
    notes = [_note(item, page) for item, page in _items(data, "", remarks)]
    return ForeignNotes(tuple(with_replies(notes)), tuple(remarks))


def _types(value: object) -> list[str]:
    return [text_of(name) for name in list_of(mapping_of(value).get("type"))]


def _items(data: object, page: str, remarks: list[str]) -> Iterator[tuple[Mapping[str, object], str]]:
    """Yield annotations, each with the address of the page that it stands on."""
    for place, item in enumerate(list_of(data), start=1):
        types, value = _types(item), mapping_of(item)
        address = text_of(value.get("id")) or page
        if "AnnotationCollection" in types:
            first = value.get("first")
            if isinstance(first, str):
                remarks.append(f"the collection has its annotations elsewhere, at {first}: import those files")
            yield from _items(first if isinstance(first, dict) else [], address, remarks)
        elif "AnnotationPage" in types:
            if text_of(value.get("next")):
                remarks.append(f"the page goes on at {value['next']}: import that file, too")
            yield from _items(value.get("items") or [], address, remarks)
        elif "Annotation" in types or "target" in value:
            yield value, page
        else:
            remarks.append(f"entry {place} is no annotation")


@dataclass(slots=True)
class _Bodies:
    """What the bodies of an annotation say, sorted by what they are for."""

    texts: list[ForeignText] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    replies: list[ForeignReply] = field(default_factory=list)
    dissent: list[ForeignReply] = field(default_factory=list)
    verdict: str = ""
    basis: str = ""


def _note(item: Mapping[str, object], page: str) -> ForeignNote:
    motivations = [text_of(name) for name in list_of(item.get("motivation"))]
    bodies = _Bodies()
    for body in [*list_of(item.get("body")), *list_of(item.get("bodyValue"))]:
        _read_body(body, motivations, bodies)
    sources, quotes = [], []
    for target in list_of(item.get("target")):
        source, quote = _target(target)
        sources.append(urljoin(page, source) if page.startswith("http") else source)
        quotes += [quote] if quote else []
    is_answer = "replying" in motivations
    return ForeignNote(
        text_of(item.get("id")),
        tuple(dict.fromkeys(filter(None, sources))),
        tuple(quotes),
        tuple(bodies.texts),
        next((_KINDS[name] for name in motivations if name in _KINDS), ""),
        tuple(bodies.tags),
        tuple(_names(item.get("creator"))),
        day_of(item.get("modified")) or (day_of(item.get("created")) if is_answer else ""),
        bodies.verdict,
        bodies.basis,
        tuple(bodies.links),
        tuple(bodies.replies),
        tuple(bodies.dissent),
        tuple(filter(None, sources)) if is_answer else (),
        text_of(item.get("via")) or text_of(item.get("id")),
    )


def _read_body(body: object, motivations: list[str], into: _Bodies) -> None:
    value = mapping_of(body)
    if "Choice" in _types(body) or ("items" in value and "value" not in value):
        for item in list_of(value.get("items"))[:1]:
            _read_body(item, motivations, into)
        return
    purposes = [text_of(name) for name in list_of(value.get("purpose"))] or motivations
    text = body if isinstance(body, str) and not _is_address(body) else text_of(value.get("value"))
    if text.strip():
        _read_text(text.strip(), value, purposes, into)
        return
    source = value.get("source") or value.get("id") or body
    address = text_of(source) or text_of(mapping_of(source).get("id"))
    if _is_address(address):
        (into.tags if "tagging" in purposes else into.links).append(address)


def _read_text(text: str, value: Mapping[str, object], purposes: list[str], into: _Bodies) -> None:
    creators = _names(value.get("creator"))
    reply = ForeignReply(
        ", ".join(creators) or "unknown", text, day_of(value.get("created")), text_of(value.get("via"))
    )
    if "tagging" in purposes:
        into.tags.append(text)
    elif "classifying" in purposes and not into.verdict:
        into.verdict = text
    elif "assessing" in purposes and value.get("purpose") and not into.basis:
        into.basis = text
    elif "replying" in purposes and value.get("purpose"):
        into.replies.append(reply)
    elif "commenting" in purposes and value.get("purpose") and creators:
        into.dissent.append(reply)
    else:
        into.texts.append(ForeignText(text, _markup(text_of(value.get("format")))))


def _markup(media_type: str) -> Markup:
    kind = media_type.partition(";")[0].strip().lower()
    markups: Mapping[str, Literal["html", "markdown"]] = {
        "text/html": "html",
        "application/xhtml+xml": "html",
        "text/markdown": "markdown",
    }
    return markups.get(kind, "plain")


def _names(creators: object) -> list[str]:
    """Return the names of agents, or what else is known of them."""
    names = []
    for creator in list_of(creators):
        agent = mapping_of(creator)
        known = [
            text_of(creator),
            *(text_of(name) for key in ("name", "nickname", "id") for name in list_of(agent.get(key))),
        ]
        names += [name.strip() for name in known if name.strip()][:1]
    return names


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(char.isspace() for char in text)


def _target(target: object) -> tuple[str, ForeignQuote | None]:
    """Return what a target is in, and its words."""
    value = mapping_of(target)
    source = value.get("source") or value.get("id") or target
    address = text_of(source) or text_of(mapping_of(source).get("id"))
    return address, quote_of(_selectors(value.get("selector")))


def _selectors(value: object) -> Iterator[Mapping[str, object]]:
    """Yield selectors and those that refine them."""
    for selector in map(mapping_of, list_of(value)):
        yield selector
        yield from _selectors(selector.get("refinedBy"))
