"""What is cited: an article or a claim of the archive, in the terms that all forms of citation share.

Comes in: the archive. Goes out: a Work. An article is cited as what its outlet published, at its address here, in the
version that is annotated here; a claim as what the archive says of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from site_builder import urls
from site_builder.exchange.citations.names import CitedName, parse_name
from site_builder.model import Archive, ArticleEntry, Date, Note

_UNSEEN = re.compile(r"(?!\s)[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Work:
    """An article or a claim to be cited.

    `container` is the outlet of an article; `site` the archive; `version` the day of its last change here; `url` is ""
    where the archive has no address; `verdict` is that of a claim.
    """

    kind: Literal["article", "claim"]
    key: str
    title: str
    site: str
    authors: tuple[CitedName, ...] = ()
    container: str = ""
    date: Date | None = None
    version: Date | None = None
    url: str = ""
    language: str = ""
    verdict: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the archive itself is what published the work first."""
        return self.kind == "claim" or self.container == self.site


def article_work(archive: Archive, entry: ArticleEntry) -> Work:
    """Return an article as it is cited."""
    article, config = entry.article, archive.config
    return Work(
        "article",
        _key(article.slug),
        _line(article.title),
        _line(config.title),
        _authors(archive, article.authors),
        _line(archive.outlet(article.outlet).text) if article.outlet else "",
        article.date,
        entry.updated if entry.updated != article.date else None,
        urls.absolute_url(config.base_url, entry.address) if config.base_url else "",
        article.language or config.language,
    )


def claim_work(archive: Archive, note: Note) -> Work:
    """Return a claim as it is cited; who wrote the note is its author, else who publishes the archive."""
    config, annotation = archive.config, note.annotation
    claim = archive.claims.get(note.key)
    address = claim.address if claim else note.claim_address
    authors = _authors(archive, annotation.authors)
    if not authors and config.publisher.name:
        authors = (CitedName(literal=_line(config.publisher.name)),)
    return Work(
        "claim",
        f"{_key(note.article.slug)}:{note.outline.id}",
        _line(annotation.claim_text),
        _line(config.title),
        authors,
        date=note.changed_on,
        url=urls.absolute_url(config.base_url, address) if config.base_url else "",
        language=note.article.language or config.language,
        verdict=_line(note.verdict.label) if note.verdict else "",
    )


def _authors(archive: Archive, authors: Iterable[str]) -> tuple[CitedName, ...]:
    return tuple(parse_name(archive.person_name(author), archive.sort_name(author)) for author in authors)


def _line(text: str) -> str:
    """Return a text on one line, without characters that no reader of plain text sees."""
    return " ".join(_UNSEEN.sub("", text).split())


def _key(slug: str) -> str:
    """Return a key that every reference manager takes: of letters of other scripts it has a digest."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9-]", "", plain).strip("-")
    return plain if plain == slug else f"{plain or 'article'}-{hashlib.sha256(slug.encode()).hexdigest()[:6]}"
