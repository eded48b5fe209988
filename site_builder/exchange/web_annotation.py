"""Notes as W3C Web Annotations (Web Annotation Data Model, W3C Recommendation of 23 February 2017).

Comes in: the notes of one article, or the archive. Goes out: JSON-LD, an AnnotationPage for each article and the
AnnotationCollection that they are the pages of. Positions count Unicode code points of the article's plain text (see
`Body.text`), as section 4.2.5 of the model asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from site_builder import urls
from site_builder.model import Archive, ArticleEntry, Date, Dissent, Html, Note, Reply, Source, Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

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


class Neighbors(NamedTuple):
    """An article and the slugs before and after it in the collection, "" at its ends; without notes it is in none."""

    entry: ArticleEntry
    before: str = ""
    after: str = ""


def neighbors(archive: Archive) -> Iterator[Neighbors]:
    """Yield every article, the newest first, with its neighbors among those that have notes."""
    annotated = [entry.article.slug for entry in archive.articles if len(entry.notes)]
    around = iter(zip(["", *annotated], [*annotated[1:], ""], strict=False))
    for entry in archive.articles:
        yield Neighbors(entry, *next(around)) if len(entry.notes) else Neighbors(entry)


def annotation_collection(archive: Archive) -> bytes:
    """Return the collection of all published notes, whose pages are the articles' files.

    Without a base_url the addresses are relative to the file's own.
    """
    entries = [entry for entry in archive.articles if len(entry.notes)]
    base_url = archive.config.base_url or "./"
    collection = _head(archive)
    if entries:
        for key, entry in (("first", entries[0]), ("last", entries[-1])):
            collection[key] = urls.absolute_url(base_url, urls.annotations_path(entry.article.slug))
    return f"{_json(collection)}\n".encode()


def whole_collection(archive: Archive, resolve: Callable[[Html], str]) -> bytes:
    """Return the collection with all notes in it, on one page: a file that stands alone."""
    root = archive.config.base_url or "./"
    items = [
        annotation(note, entry, urls.absolute_url(root, entry.address), archive, resolve)
        for entry in archive.articles
        for note in entry.notes
    ]
    page = urls.absolute_url(root, urls.ANNOTATIONS) + "#page"
    collection = {
        **_head(archive),
        "first": {"id": page, "type": "AnnotationPage", "items": items},
        "last": page,
    }
    return f"{json.dumps(collection, ensure_ascii=False, indent=1)}\n".encode()


def _head(archive: Archive) -> dict[str, object]:
    return {
        "@context": _CONTEXT,
        "id": urls.absolute_url(archive.config.base_url or "./", urls.ANNOTATIONS),
        "type": "AnnotationCollection",
        "label": archive.config.title,
        "total": sum(len(entry.notes) for entry in archive.articles),
    }


def annotation_page(archive: Archive, page: Neighbors, resolve: Callable[[Html], str]) -> bytes:
    """Return the published notes of an article as an AnnotationPage of the archive's collection.

    Without a base_url the addresses are relative to the file's own. `resolve` gives the markup of a note with its
    references resolved.
    """
    entry = page.entry
    base_url = archive.config.base_url
    root = base_url or urls.root_from(entry.address)
    address = urls.absolute_url(base_url, entry.address) if base_url else "./"
    head: dict[str, object] = {
        "@context": _CONTEXT,
        "id": f"{address}annotations.jsonld",
        "type": "AnnotationPage",
    }
    if len(entry.notes):
        head["partOf"] = {"id": urls.absolute_url(root, urls.ANNOTATIONS), "type": "AnnotationCollection"}
        for key, slug in (("prev", page.before), ("next", page.after)):
            if slug:
                head[key] = urls.absolute_url(root, urls.annotations_path(slug))
    items = ",\n".join(_json(annotation(note, entry, address, archive, resolve)) for note in entry.notes)
    return f'{_json(head)[:-1]},"items":[\n{items}\n]}}\n'.encode()


def annotation(
    note: Note, entry: ArticleEntry, page: str, archive: Archive, resolve: Callable[[Html], str]
) -> dict[str, object]:
    """Return one note of the article whose page has the address `page`."""
    shown = note.annotation
    language = note.article.language or archive.config.language
    targets = [_target(entry, span, page) for span in shown.spans]
    item: dict[str, object] = {
        "id": urls.absolute_url(page, f"#note-{shown.id}"),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[shown.kind],
        "body": _bodies(note, language, archive, resolve),
        "target": targets[0] if len(targets) == 1 else targets,
    }
    if shown.authors:
        item["creator"] = [{"type": "Person", "name": archive.person_name(author)} for author in shown.authors]
    return {**item, **_moment("modified", shown.checked_on)}


def _bodies(note: Note, language: str, archive: Archive, resolve: Callable[[Html], str]) -> list[dict[str, object]]:
    annotation = note.annotation
    bodies: list[dict[str, object]] = []
    if note.verdict:
        bodies.append(_textual(note.verdict.label, "classifying", ""))
    if annotation.basis:
        bodies.append(_textual(annotation.basis, "assessing", language))
    if annotation.note:
        bodies.append(_textual(resolve(annotation.note), "describing", language, "text/html"))
    bodies.extend(_textual(topic, "tagging", "") for topic in annotation.topics)
    bodies.extend(_source(source) for source in annotation.sources if source.url)
    bodies.extend(_reply(reply, language) for reply in annotation.replies)
    bodies.extend(_dissent(dissent, archive, language) for dissent in annotation.dissent)
    return bodies


def _textual(value: str, purpose: str, language: str, media_type: str = "text/plain") -> dict[str, object]:
    body: dict[str, object] = {"type": "TextualBody", "purpose": purpose, "value": value, "format": media_type}
    return {**body, "language": language} if language else body


def _source(source: Source) -> dict[str, object]:
    return {"type": "SpecificResource", "purpose": "linking", "source": source.url}


def _reply(reply: Reply, language: str) -> dict[str, object]:
    body = {**_textual(reply.text, "replying", language), "creator": {"name": reply.sender}}
    return {**body, **_moment("created", reply.date), **({"via": reply.url} if reply.url else {})}


def _dissent(dissent: Dissent, archive: Archive, language: str) -> dict[str, object]:
    creator = {"type": "Person", "name": archive.person_name(dissent.author)}
    return {**_textual(dissent.text, "commenting", language), "creator": creator}


def _moment(key: str, date: Date | None) -> dict[str, str]:
    """Return the first moment of a day; section 3.3.1 of the model has no word for a month or a year."""
    return {key: f"{date.iso}T00:00:00Z"} if date and date.day else {}


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
