"""The feeds of the site, of its corrections and of its speakers, each in two formats.

Comes in: the Archive. Goes out: the plan of the feeds, in Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org). All of them
need the site's base_url.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
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


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `address` is the page that it belongs to, `path` that of its Atom file."""

    config: Config
    title: str
    address: str
    path: str
    entries: Sequence[FeedEntry]


def plan_feeds(archive: Archive, resolve: Resolve, wording: Wording) -> Iterator[Product]:
    """Yield the Atom and JSON feeds of the site, of its corrections and of its speakers."""
    config = archive.config
    articles = tuple(islice((entry for entry in archive.articles if entry.updated), FEED_LIMIT))
    corrections = archive.corrections[:FEED_LIMIT]

    def whole_site() -> Feed:
        entries = [_article_entry(archive, entry, resolve, wording) for entry in articles]
        return Feed(config, config.title, urls.HOME, urls.ATOM_FEED, entries)

    def of_corrections() -> Feed:
        title = wording.text("corrections_of", site=config.title)
        entries = [_correction_entry(correction, wording) for correction in corrections]
        return Feed(config, title, urls.CORRECTIONS, urls.CORRECTIONS_FEED, entries)

    yield from _both(articles, urls.ATOM_FEED, whole_site)
    yield from _both(corrections, urls.CORRECTIONS_FEED, of_corrections)
    if config.outputs.speaker_feeds:
        for speaker in archive.speakers.values():
            feed = partial(_speaker_feed, config, speaker, resolve, wording)
            yield from _both(speaker, urls.speaker_feed(speaker.speaker.id), feed)


def _both(given: object, path: str, make: Callable[[], Feed]) -> Iterator[Product]:
    """Yield a feed as Atom and as JSON Feed."""
    yield Product(path, given, lambda: _atom(make()))
    yield Product(urls.json_feed(path), given, lambda: _json_feed(make()))


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
    was = f"<p><del>{escape(change.was)}</del></p>" if change.was else ""
    content = f"<p>{escape(change.text)}</p>{was}"
    return FeedEntry(note.address, title, change.date, change.date, change.text, content, key=key)


def _speaker_feed(config: Config, entry: SpeakerEntry, resolve: Resolve, wording: Wording) -> Feed:
    title = f"{config.title}: {entry.speaker.name}"
    entries = islice(_claim_entries(config, entry.notes, resolve, wording), FEED_LIMIT)
    return Feed(config, title, entry.address, urls.speaker_feed(entry.speaker.id), list(entries))


def _claim_entries(config: Config, notes: Iterable[Note], resolve: Resolve, wording: Wording) -> Iterator[FeedEntry]:
    for note in notes:
        annotation = note.annotation
        updated = latest((note.said_on, note.changed_on))
        if updated:
            verdict = note.verdict.label if note.verdict else wording.text("not_rated")
            summary = f"{verdict}. {annotation.basis or annotation.note_text}".strip()
            found = f"<p><strong>{escape(verdict)}.</strong> {escape(annotation.basis)}</p>"
            content = f"<blockquote>{escape(annotation.quote)}</blockquote>{found}"
            content += resolve(annotation.note, config.base_url)
            title, topics = annotation.claim_text, annotation.topics
            yield FeedEntry(note.address, title, updated, note.said_on, summary, content, topics=topics)


# ---------------------------------------------------------------- formats


def timestamp(date: Date) -> str:
    """Return a date as RFC 3339 wants it: the first moment, in UTC, of what is less exact."""
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"


def _atom(source: Feed) -> bytes:
    config, path = source.config, source.path
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": config.language})
    _add(feed, "title", source.title)
    if config.tagline:
        _add(feed, "subtitle", config.tagline)
    _add(feed, "id", urls.absolute_url(config.base_url, path))
    feed.append(ET.Element("link", {"rel": "self", "href": urls.absolute_url(config.base_url, path)}))
    feed.append(ET.Element("link", {"rel": "alternate", "href": urls.absolute_url(config.base_url, source.address)}))
    _add(feed, "updated", timestamp(latest(entry.updated for entry in source.entries) or Date(1970)))
    _add(ET.SubElement(feed, "author"), "name", config.publisher.name or config.title)
    for entry in source.entries:
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


def _json_feed(source: Feed) -> bytes:
    config = source.config
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": source.title,
        "description": config.description or config.tagline,
        "language": config.language,
        "home_page_url": urls.absolute_url(config.base_url, source.address),
        "feed_url": urls.absolute_url(config.base_url, urls.json_feed(source.path)),
        "authors": [{"name": config.publisher.name or config.title}],
        "items": [_json_item(config, entry) for entry in source.entries],
    }
    return (json.dumps(_without_empty(feed), ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(config: Config, entry: FeedEntry) -> dict[str, object]:
    permalink = urls.absolute_url(config.base_url, entry.address)
    item = {
        "id": permalink + entry.key,
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
