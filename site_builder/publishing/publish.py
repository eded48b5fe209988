"""The Archive to the files of the site, one after another: pages, feeds, annotations, assets and media.

Comes in: the Archive, its plan of pages, the template folders and the content folder (for pictures and documents). Goes
out: OutputFile records for the output folder. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from site_builder import __version__, urls
from site_builder.exchange.web_annotation import annotation_page
from site_builder.model import Archive, ArticleEntry, Claim, Contributor, Html, Image, Note, OutputFile
from site_builder.problems import Problem, error
from site_builder.publishing.assets import name_media, read_assets, read_bytes
from site_builder.publishing.feeds import make_feeds
from site_builder.publishing.pages import PagePlan
from site_builder.publishing.render import Renderer
from site_builder.publishing.sitemap import make_robots, make_sitemaps


def check_plan(archive: Archive, plan: Iterable[PagePlan]) -> list[Problem]:
    """Return an error for each page that would be written where another one is, and for menu entries without a page.

    Paths are compared as Windows and macOS do, without regard to case.
    """
    problems = []
    taken: dict[str, PagePlan] = {}
    for page in plan:
        path = urls.output_path(page.address).casefold()
        other = taken.setdefault(path, page)
        if other is not page:
            problems.append(_collision(page, other))
    for item in archive.config.navigation:
        if item.page and urls.output_path(menu_address(item.page)).casefold() not in taken:
            message = f"the menu entry '{item.label}' leads to '{item.page}', but there is no such page"
            hint = "name a file of content/pages/ without .md, or an address such as claims/"
            problems.append(error("unknown-page", message, item.location, hint))
    return problems


def _collision(page: PagePlan, other: PagePlan) -> Problem:
    other, page = sorted((other, page), key=lambda plan: (plan.template == "redirect.html", plan.location))
    where = f"{other.location.file}:{other.location.line}" if other.location.file else f"the page '{other.title}'"
    return error(
        "two-outputs",
        f"/{page.address} is also the address of {where}",
        page.location,
        "give one of the two another slug, id or alias",
    )


def menu_address(page: str) -> str:
    """Return the address that a menu entry's `page` names: "about", "/claims/" and "claims/2020/" are all fine."""
    address = page.strip("/")
    return f"{address}/" if address else urls.HOME


def publish(
    archive: Archive,
    plan: Sequence[PagePlan],
    folders: Sequence[Path],
    content_dir: Path,
    search: Sequence[OutputFile],
    policy: str,
) -> Iterator[OutputFile]:
    """Yield every file of the site.

    `search` holds the files of the search index, first the one that the search page loads; none without search.
    `policy` is the pages' Content-Security-Policy.

    Raises UsageError where a template is wrong and FileError where a file cannot be read.
    """
    names, assets = read_assets(folders)
    media = {file: read_bytes(content_dir / file) for file in sorted(_media_files(archive))}
    published = {file: name_media(file, data) for file, data in media.items()}
    known = {**published, **archive.addresses}
    site_wide = {
        **_site_wide(archive, names, published),
        "policy": policy,
        "search_index": search[0].path if search else "",
    }
    renderer = Renderer(list(folders), known.__getitem__, site_wide)
    yield from assets
    yield from (OutputFile(published[file], data) for file, data in media.items())
    yield from search
    yield from (_render_page(archive, renderer, page) for page in plan)
    yield make_robots(archive.config.base_url)
    if archive.config.base_url:
        yield from make_feeds(archive, renderer.resolve_html)
        listed = ((page.address, page.updated) for page in plan if page.indexed)
        yield from make_sitemaps(archive.config.base_url, listed)
    if archive.config.outputs.annotations:
        yield from _annotation_pages(archive, renderer)


def _render_page(archive: Archive, renderer: Renderer, page: PagePlan) -> OutputFile:
    config = archive.config
    root = _base_path(config.base_url) if page.address == urls.NOT_FOUND else urls.root_from(page.address)
    context = {
        "address": page.address,
        "kind": page.template.removesuffix(".html"),
        "title": page.title,
        "description": page.description,
        "canonical": urls.absolute_url(config.base_url, page.canonical or page.address) if config.base_url else "",
        "language": page.language or config.language,
        "direction": page.direction or config.text_direction,
        "navigation": _navigation(archive, page.address, root),
        "feeds": _feeds(archive, page, root),
        "noindex": not page.indexed,
        **page.context(),
    }
    return OutputFile(urls.output_path(page.address), renderer.render(page.template, page.address, root, context))


def _base_path(base_url: str) -> str:
    """Return the path that the site stands under: the one page that is shown at any depth needs it."""
    return urlsplit(base_url).path or "/"


def _site_wide(
    archive: Archive, names: Mapping[str, str], published: Mapping[str, str]
) -> dict[str, object]:
    """Return what every template sees."""
    entries = {entry.article.slug: entry for entry in archive.articles}
    people = {contributor.name: contributor for contributor in archive.contributors.values()} | dict(
        archive.contributors
    )

    def claim_of(note: Note) -> Claim | None:
        return archive.claims.get(note.key) if archive.config.outputs.claim_pages else None

    def article_of(note: Note) -> ArticleEntry:
        return entries[note.article.slug]

    def contributor(name: str) -> Contributor | None:
        return people.get(name)

    return {
        "site": archive.config,
        "generator": f"site-builder {__version__}",
        "assets": names,
        "has_search": archive.config.search.engine != "none",
        "claim_of": claim_of,
        "article_of": article_of,
        "contributor": contributor,
        "topic": archive.topic,
        "outlet": archive.outlet,
        "speaker_entry": archive.speakers.__getitem__,
        "media": published.__getitem__,
    }


def _navigation(archive: Archive, address: str, root: str) -> list[dict[str, object]]:
    """Return the menu as this page shows it: the site's own, or else the ways into every archive."""
    items = [(item.label, item.url or menu_address(item.page), bool(item.url)) for item in archive.config.navigation]
    items = items or [
        ("Articles", urls.ARCHIVE, False),
        *([("Claims", urls.CLAIMS, False)] if archive.config.outputs.claim_pages else []),
        ("Speakers", urls.SPEAKERS, False),
        ("Topics", urls.TOPICS, False),
        *((page.title, urls.page_address(page.slug), False) for page in archive.pages),
    ]
    return [
        {"label": label, "href": target if external else root + target, "current": target == address}
        for label, target, external in items
    ]


def _feeds(archive: Archive, page: PagePlan, root: str) -> list[dict[str, str]]:
    config = archive.config
    if not config.base_url:
        return []
    feeds = [
        (config.title, urls.ATOM_FEED, "application/atom+xml"),
        (config.title, urls.JSON_FEED, "application/feed+json"),
    ]
    if page.template == "corrections.html":
        feeds.append((f"{config.title}: corrections", urls.CORRECTIONS_FEED, "application/atom+xml"))
    if page.template == "speaker.html" and config.outputs.speaker_feeds:
        speaker_id = page.address.split("/")[1]
        feeds.append((f"{config.title}: {page.title}", urls.speaker_feed(speaker_id), "application/atom+xml"))
    return [{"title": title, "href": root + address, "type": media_type} for title, address, media_type in feeds]


def _media_files(archive: Archive) -> set[str]:
    """Return the pictures and documents that pages show, as paths in the content folder."""
    shown = [entry.article for entry in archive.articles if entry.article.status == "published"]
    images: list[Image | None] = [article.image for article in shown]
    images += [image for article in shown if not article.excerpt_only for image in article.images]
    images += [image for page in archive.pages for image in page.images]
    images += [entry.speaker.image for entry in archive.speakers.values()]
    documents = {source.file for note in archive.notes.values() for source in note.annotation.sources}
    return ({image.file for image in images if image} | documents | {archive.config.publisher.logo}) - {""}


def _annotation_pages(archive: Archive, renderer: Renderer) -> Iterator[OutputFile]:
    for entry in archive.articles:
        if entry.article.status == "published":
            root = archive.config.base_url or urls.root_from(entry.address)

            def resolve(html: Html, root: str = root) -> str:
                return renderer.resolve_html(html, root)

            path = urls.annotations_path(entry.article.slug)
            yield OutputFile(path, annotation_page(archive, entry, resolve))
