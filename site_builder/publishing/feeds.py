"""The feeds of the site, of its corrections and of its speakers.

Comes in: the Archive. Goes out: the plan of the feeds, in Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org). All of them
need the site's base_url.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from site_builder import urls
from site_builder.model import Archive, ArticleEntry, Config, Correction, Date, Note, SpeakerEntry, latest
from site_builder.publishing.highlight import highlight_body
from site_builder.publishing.product import Product
from site_builder.publishing.wording import Wording
from site_builder.publishing.xml import xml_bytes, xml_text

FEED_LIMIT = 50
"""The newest entries that a feed holds; the contract of addresses says so."""

Resolve = Callable[[str, str], str]
"""Resolves the references of an `Html` text to links that start with a root."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed; `address` is its permalink.

    `key` tells apart entries with one permalink, such as the corrections of one note: ids are unique in a feed.
    """

    address: str
    title: str
    updated: Date
    published: Date | None
    summary: str
    content_html: str = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    key: str = ""


def plan_feeds(archive: Archive, resolve: Resolve, wording: Wording) -> Iterator[Product]:
    """Yield the Atom and JSON feeds of the site, of its corrections and of its speakers."""
    config = archive.config
    articles = tuple(islice((entry for entry in archive.articles if entry.updated), FEED_LIMIT))
    corrections = archive.corrections[:FEED_LIMIT]

    def entries() -> Iterator[FeedEntry]:
        return (_article_entry(archive, entry, resolve, wording) for entry in articles)

    def atom() -> bytes:
        return _atom(config, config.title, urls.HOME, urls.ATOM_FEED, entries())

    def atom_of_corrections() -> bytes:
        changes = (_correction_entry(correction, wording) for correction in corrections)
        title = wording.text("corrections_of", site=config.title)
        return _atom(config, title, urls.CORRECTIONS, urls.CORRECTIONS_FEED, changes)

    yield Product(urls.ATOM_FEED, articles, atom)
    yield Product(urls.JSON_FEED, articles, lambda: _json_feed(config, entries()))
    yield Product(urls.CORRECTIONS_FEED, corrections, atom_of_corrections)
    if config.outputs.speaker_feeds:
        for speaker in archive.speakers.values():
            yield Product(
                urls.speaker_feed(speaker.speaker.id), speaker, partial(_speaker_feed, config, speaker, wording)
            )


def _article_entry(archive: Archive, entry: ArticleEntry, resolve: Resolve, wording: Wording) -> FeedEntry:
    """Return an article that has a date: one without any cannot be in a feed."""
    article, updated = entry.article, entry.updated
    assert updated
    chunks = [] if article.excerpt_only else highlight_body(entry.body, (), wording)
    return FeedEntry(
        entry.address,
        article.title,
        updated,
        article.date,
        article.summary or " ".join(article.deks),
        resolve("".join(chunk.html for chunk in chunks), archive.config.base_url),
        tuple(map(archive.person_name, article.authors)),
        article.topics,
    )


def _correction_entry(correction: Correction, wording: Wording) -> FeedEntry:
    note, change = correction.note, correction.change
    sort = wording.name_of("change_types", change.type)
    title = wording.text("change_of_note", change=sort, article=note.article.title, number=note.number)
    key = f"-change-{correction.number}"
    return FeedEntry(note.address, title, change.date, change.date, change.text, key=key)


def _speaker_feed(config: Config, entry: SpeakerEntry, wording: Wording) -> bytes:
    title = f"{config.title}: {entry.speaker.name}"
    path = urls.speaker_feed(entry.speaker.id)
    entries = islice(_claim_entries(entry.notes, wording), FEED_LIMIT)
    return _atom(config, title, entry.address, path, entries)


def _claim_entries(notes: Iterable[Note], wording: Wording) -> Iterator[FeedEntry]:
    for note in notes:
        annotation = note.annotation
        updated = latest((note.said_on, note.changed_on))
        if updated:
            verdict = note.verdict.label if note.verdict else wording.text("not_rated")
            summary = f"{verdict}. {annotation.basis or annotation.note_text}".strip()
            yield FeedEntry(
                note.address, annotation.claim_text, updated, note.said_on, summary, topics=annotation.topics
            )


# ---------------------------------------------------------------- formats


def timestamp(date: Date) -> str:
    """Return a date as RFC 3339 wants it: the first moment, in UTC, of what is less exact."""
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


def _atom(config: Config, title: str, address: str, path: str, entries: Iterable[FeedEntry]) -> bytes:
    listed = list(entries)
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": config.language})
    _add(feed, "title", title)
    if config.tagline:
        _add(feed, "subtitle", config.tagline)
    _add(feed, "id", urls.absolute_url(config.base_url, path))
    feed.append(ET.Element("link", {"rel": "self", "href": urls.absolute_url(config.base_url, path)}))
    feed.append(ET.Element("link", {"rel": "alternate", "href": urls.absolute_url(config.base_url, address)}))
    _add(feed, "updated", timestamp(latest(entry.updated for entry in listed) or Date(1970)))
    _add(ET.SubElement(feed, "author"), "name", config.publisher.name or config.title)
    for entry in listed:
        feed.append(_atom_entry(config, entry))
    return xml_bytes(feed)


def _atom_entry(config: Config, entry: FeedEntry) -> ET.Element:
    element = ET.Element("entry")
    permalink = urls.absolute_url(config.base_url, entry.address)
    _add(element, "title", entry.title)
    _add(element, "id", permalink + entry.key)
    element.append(ET.Element("link", {"rel": "alternate", "href": permalink}))
    _add(element, "updated", timestamp(entry.updated))
    if entry.published:
        _add(element, "published", timestamp(entry.published))
    for author in entry.authors:
        _add(ET.SubElement(element, "author"), "name", author)
    for topic in entry.topics:
        element.append(ET.Element("category", {"term": topic}))
    if entry.summary:
        _add(element, "summary", entry.summary)
    if entry.content_html:
        _add(element, "content", entry.content_html).set("type", "html")
    return element


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = xml_text(text)
    return element


def _json_feed(config: Config, entries: Iterable[FeedEntry]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title,
        "description": config.description or config.tagline,
        "language": config.language,
        "home_page_url": config.base_url,
        "feed_url": urls.absolute_url(config.base_url, urls.JSON_FEED),
        "items": [_json_item(config, entry) for entry in entries],
    }
    return (json.dumps(_without_empty(feed), ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(config: Config, entry: FeedEntry) -> dict[str, object]:
    permalink = urls.absolute_url(config.base_url, entry.address)
    item = {
        "id": permalink,
        "url": permalink,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content_html,
        "content_text": "" if entry.content_html else entry.summary or entry.title,
        "date_published": timestamp(entry.published) if entry.published else "",
        "date_modified": timestamp(entry.updated),
        "authors": [{"name": author} for author in entry.authors],
        "tags": list(entry.topics),
    }
    return _without_empty(item)


def _without_empty(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value or key == "items"}
