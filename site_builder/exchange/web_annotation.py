"""Notes as W3C Web Annotations (Web Annotation Data Model, W3C Recommendation of 23 February 2017).

Comes in: the notes of one article. Goes out: an AnnotationPage as JSON-LD. Positions count Unicode code points of the
article's plain text (see `Body.text`), as section 4.2.5 of the model asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from site_builder import urls
from site_builder.model import Archive, ArticleEntry, Html, Note, Source, Span

CONTEXT_LENGTH = 32
"""Characters of prefix and suffix: what Hypothesis uses, whose clients are the commonest readers of these selectors."""

_MOTIVATIONS = {
    "claim": "assessing",
    "context": "describing",
    "definition": "describing",
    "source": "linking",
    "correction": "editing",
    "question": "questioning",
}

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def annotation_page(archive: Archive, entry: ArticleEntry, resolve: Callable[[Html], str]) -> bytes:
    """Return the published notes of an article as an AnnotationPage.

    Without a base_url the addresses are relative to the file's own. `resolve` gives the markup of a note with its
    references resolved.
    """
    base_url = archive.config.base_url
    page = urls.absolute_url(base_url, entry.address) if base_url else "./"
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{page}annotations.jsonld",
        "type": "AnnotationPage",
    }
    items = ",\n".join(_json(_annotation(note, entry, page, archive, resolve)) for note in entry.notes)
    return f'{_json(head)[:-1]},"items":[\n{items}\n]}}\n'.encode()


def _annotation(
    note: Note, entry: ArticleEntry, page: str, archive: Archive, resolve: Callable[[Html], str]
) -> dict[str, object]:
    annotation = note.annotation
    language = note.article.language or archive.config.language
    targets = [_target(entry, span, page) for span in annotation.spans]
    item: dict[str, object] = {
        "id": urls.absolute_url(page, f"#note-{annotation.id}"),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[annotation.kind],
        "body": _bodies(note, language, resolve),
        "target": targets[0] if len(targets) == 1 else targets,
    }
    if annotation.authors:
        item["creator"] = [{"type": "Person", "name": archive.person_name(author)} for author in annotation.authors]
    if annotation.checked_on and annotation.checked_on.day:
        item["modified"] = f"{annotation.checked_on.iso}T00:00:00Z"
    return item


def _bodies(note: Note, language: str, resolve: Callable[[Html], str]) -> list[dict[str, str]]:
    annotation = note.annotation
    bodies = []
    if note.verdict:
        bodies.append(_textual(note.verdict.label, "classifying", ""))
    if annotation.basis:
        bodies.append(_textual(annotation.basis, "assessing", language))
    if annotation.note:
        bodies.append(_textual(resolve(annotation.note), "describing", language, "text/html"))
    bodies.extend(_textual(topic, "tagging", "") for topic in annotation.topics)
    bodies.extend(_source(source) for source in annotation.sources if source.url)
    return bodies


def _textual(value: str, purpose: str, language: str, media_type: str = "text/plain") -> dict[str, str]:
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": media_type}
    return {**body, "language": language} if language else body


def _source(source: Source) -> dict[str, str]:
    return {"type": "SpecificResource", "purpose": "linking", "source": source.url}


def _target(entry: ArticleEntry, span: Span, page: str) -> dict[str, object]:
    """Return a target; an article whose text is not published gives its quoted words and nothing around them."""
    text = entry.text_of(span.part)
    quote = {"type": "TextQuoteSelector", "exact": text[span.start : span.end]}
    if not entry.article.excerpt_only:
        quote["prefix"] = text[max(0, span.start - CONTEXT_LENGTH) : span.start]
        quote["suffix"] = text[span.end : span.end + CONTEXT_LENGTH]
    if span.part != "body":
        return {"source": page, "selector": quote}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": page, "selector": [quote, position]}
