"""What every template sees: the settings, the menu, the feeds, and the archive by name.

Comes in: the Archive and the names that assets and pictures got. Goes out: one mapping for the whole site, made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from site_builder import __version__, urls
from site_builder.model import Archive, ArticleEntry, Claim, Contributor, Note, SpeakerEntry
from site_builder.publishing.media import Media
from site_builder.publishing.wording import Wording


class MenuItem(NamedTuple):
    """An entry of the menu: `address` within the site, or `url` elsewhere."""

    label: str
    address: str
    url: str = ""


class Feed(NamedTuple):
    """A feed of the whole site; `type` is its media type."""

    title: str
    address: str
    type: str


class _Assets(Mapping[str, str]):
    """The published paths of assets, which tells which of them were asked for."""

    def __init__(self, names: Mapping[str, str], saw: Callable[[str], None]) -> None:
        self._names, self._saw = names, saw

    def __getitem__(self, name: str) -> str:
        self._saw(f"asset {name}")
        return self._names[name]

    def __iter__(self) -> Iterator[str]:
        for name in self._names:
            self._saw(f"asset {name}")
            yield name

    def __len__(self) -> int:
        return len(self._names)


def site_context(
    archive: Archive, names: Mapping[str, str], media: Media, policy: str, wording: Wording
) -> dict[str, object]:
    """Return what every template sees; docs/pages/templates.md describes it.

    `names` are the published paths of assets, `policy` is the Content-Security-Policy.
    """
    config, saw = archive.config, archive.library.saw
    entries = {entry.article.slug: entry for entry in archive.articles}
    by_name = {contributor.name: contributor for contributor in archive.contributors.values()}
    people = {**by_name, **archive.contributors}

    def claim_of(note: Note) -> Claim | None:
        if not config.outputs.claim_pages:
            return None
        saw(f"claim {note.key}")
        return archive.claims.get(note.key)

    def article_of(note: Note) -> ArticleEntry:
        saw(f"article {note.article.slug}")
        return entries[note.article.slug]

    def speaker_entry(speaker_id: str) -> SpeakerEntry:
        saw(f"speaker {speaker_id}")
        return archive.speakers[speaker_id]

    def contributor(name: str) -> Contributor | None:
        saw(f"person {name}")
        return people.get(name)

    return {
        "site": config,
        "generator": f"site-builder {__version__}",
        "assets": _Assets(names, saw),
        "navigation": _navigation(archive, wording),
        "feeds": _feeds(config.title) if config.base_url else [],
        "has_search": config.search.engine != "none",
        "claim_of": claim_of,
        "article_of": article_of,
        "contributor": contributor,
        "topic": archive.topic,
        "outlet": archive.outlet,
        "speaker_entry": speaker_entry,
        "media": media.publish,
        "policy": policy,
        "words": wording.words,
        "words_language": wording.language,
    }


def menu_address(page: str) -> str:
    """Return the address that a menu entry's `page` names: "about", "/claims/" and "claims/2020/" are all fine."""
    address = page.strip("/")
    return f"{address}/" if address else urls.HOME


def _navigation(archive: Archive, wording: Wording) -> list[MenuItem]:
    """Return the site's own menu, or else the ways into every archive and its pages."""
    own = archive.config.navigation
    if own:
        return [MenuItem(item.label, "" if item.url else menu_address(item.page), item.url) for item in own]
    return [
        MenuItem(wording.text("articles"), urls.ARCHIVE),
        *([MenuItem(wording.text("claims"), urls.CLAIMS)] if archive.config.outputs.claim_pages else []),
        MenuItem(wording.text("speakers"), urls.SPEAKERS),
        MenuItem(wording.text("topics"), urls.TOPICS),
        *(MenuItem(page.title, urls.page_address(page.slug)) for page in archive.pages),
    ]


def _feeds(title: str) -> list[Feed]:
    return [
        Feed(title, urls.ATOM_FEED, "application/atom+xml"),
        Feed(title, urls.JSON_FEED, "application/feed+json"),
    ]
