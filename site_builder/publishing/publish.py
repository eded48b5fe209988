"""The Archive to the files of the site, one after another: pages, feeds, annotations, assets and media.

Comes in: the Archive, its plan of pages, the template folders and the content folder (for pictures and documents). Goes
out: OutputFile records for the output folder. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from site_builder import urls
from site_builder.exchange.web_annotation import annotation_page
from site_builder.model import Archive, Config, OutputFile
from site_builder.problems import Problem, error
from site_builder.publishing.assets import read_assets
from site_builder.publishing.feeds import make_feeds
from site_builder.publishing.filters import ellipsis
from site_builder.publishing.media import Media
from site_builder.publishing.output import MANIFEST
from site_builder.publishing.pages import PagePlan
from site_builder.publishing.render import Renderer
from site_builder.publishing.site_context import menu_address, site_context
from site_builder.publishing.sitemap import make_robots, make_sitemaps

LONGEST_NAME = 255
"""The longest name of a file or folder, in bytes of UTF-8, that common file systems keep (ext4, APFS, NTFS)."""


def check_plan(archive: Archive, plan: Iterable[PagePlan]) -> list[Problem]:
    """Return an error for each page that cannot be written where it should, and for menu entries without a page.

    A page cannot stand where another file stands or within one, nor under a name that is too long. Paths are compared
    as Windows and macOS do, without regard to case.
    """
    problems = []
    others = {path.casefold() for path in _other_files(archive)}
    taken: dict[str, PagePlan] = {}
    for page in plan:
        path = urls.output_path(page.address)
        other = taken.setdefault(path.casefold(), page)
        if other is not page:
            problems.append(_collision(page, other))
        problems.extend(_too_long(page, name) for name in path.split("/") if len(name.encode()) > LONGEST_NAME)
    for path, page in taken.items():
        places = [path, *(path[:at] for at, char in enumerate(path) if char == "/")]
        problems.extend(_collision(page, taken[place]) for place in places[1:] if place in taken)
        problems.extend(_taken_by_us(page) for place in places if place in others)
    for item in archive.config.navigation:
        if item.page and urls.output_path(menu_address(item.page)).casefold() not in taken:
            message = f"the menu entry '{item.label}' leads to '{item.page}', but there is no such page"
            hint = "name a file of content/pages/ without .md, or an address such as claims/"
            problems.append(error("unknown-page", message, item.location, hint))
    return problems


def _other_files(archive: Archive) -> Iterator[str]:
    """Yield the paths of files, and of folders, that are made besides pages."""
    yield from (urls.ATOM_FEED, urls.JSON_FEED, urls.CORRECTIONS_FEED, urls.SITEMAP, urls.ROBOTS, MANIFEST)
    yield from ("assets", "media")
    yield from (urls.annotations_path(entry.article.slug) for entry in archive.articles)
    yield from map(urls.speaker_feed, archive.speakers)


def _too_long(page: PagePlan, name: str) -> Problem:
    return error(
        "name-too-long",
        f"'{ellipsis(name, 40)}' is too long for the name of a file: {len(name.encode())} bytes",
        page.location,
        f"file systems keep {LONGEST_NAME} bytes; give it a shorter slug, id or alias",
    )


def _taken_by_us(page: PagePlan) -> Problem:
    message = f"/{page.address} is the address of something else that every site has"
    return error("two-outputs", message, page.location, "give this another slug or alias")


def _collision(page: PagePlan, other: PagePlan) -> Problem:
    other, page = sorted((other, page), key=lambda plan: (plan.template == "redirect.html", plan.location))
    where = f"{other.location.file}:{other.location.line}" if other.location.file else f"the page '{other.title}'"
    return error(
        "two-outputs",
        f"/{page.address} is also the address of {where}",
        page.location,
        "give one of the two another slug, id or alias",
    )


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
    media = Media(content_dir, archive.addresses)
    index = search[0].path if search else ""
    site_wide = {**site_context(archive, names, media), "policy": policy, "search_index": index}
    renderer = Renderer(list(folders), media.address, site_wide)
    yield from assets
    yield from search
    yield from (_render_page(archive.config, renderer, page) for page in plan)
    yield make_robots(archive.config.base_url)
    if archive.config.base_url:
        yield from make_feeds(archive, renderer.resolve_html)
        listed = ((page.address, page.updated) for page in plan if page.indexed)
        yield from make_sitemaps(archive.config.base_url, listed)
    if archive.config.outputs.annotations:
        yield from _annotation_pages(archive, renderer)
    yield from media.files()


def _render_page(config: Config, renderer: Renderer, page: PagePlan) -> OutputFile:
    root = _base_path(config.base_url) if page.address == urls.NOT_FOUND else urls.root_from(page.address)
    context = {
        "address": page.address,
        "kind": page.template.removesuffix(".html"),
        "title": page.title,
        "description": page.description,
        "canonical": urls.absolute_url(config.base_url, page.canonical or page.address) if config.base_url else "",
        "language": page.language or config.language,
        "direction": page.direction or config.text_direction,
        "feed": page.feed if config.base_url else "",
        "noindex": not page.indexed,
        **page.context(),
    }
    return OutputFile(urls.output_path(page.address), renderer.render(page.template, page.address, root, context))


def _base_path(base_url: str) -> str:
    """Return the path that the site stands under: the one page that is shown at any depth needs it."""
    return urlsplit(base_url).path or "/"


def _annotation_pages(archive: Archive, renderer: Renderer) -> Iterator[OutputFile]:
    for entry in archive.articles:
        resolve = partial(renderer.resolve_html, root=archive.config.base_url or urls.root_from(entry.address))
        yield OutputFile(urls.annotations_path(entry.article.slug), annotation_page(archive, entry, resolve))
