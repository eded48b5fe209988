"""Pages that cannot stand where they should: two on one path, one where another file stands, a name that is too long.

Comes in: the Archive and the plan of pages. Goes out: problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder import urls
from site_builder.model import Archive
from site_builder.problems import Problem, error
from site_builder.publishing.filters import ellipsis
from site_builder.publishing.manifest import MANIFEST
from site_builder.publishing.page_plan import PagePlan
from site_builder.publishing.site_context import menu_address
from site_builder.similar import nearest

LONGEST_NAME = 255
"""The longest name of a file or folder, in bytes of UTF-8, that common file systems keep (ext4, APFS, NTFS)."""

_LONGEST_CHARACTER = 4
"""The most bytes of a character in UTF-8 (RFC 3629)."""


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
        if len(path) > LONGEST_NAME // _LONGEST_CHARACTER:  # most paths are shorter than any name may be
            problems.extend(_too_long(page, name) for name in path.split("/") if len(name.encode()) > LONGEST_NAME)
    for path, page in taken.items():
        folders = list(_folders_above(path))
        problems.extend(_collision(page, taken[folder]) for folder in folders if folder in taken)
        problems.extend(_taken_by_us(page) for place in (path, *folders) if place in others)
    for item in archive.config.navigation:
        if item.page and urls.output_path(menu_address(item.page)).casefold() not in taken:
            message = f"the menu entry '{item.label}' leads to '{item.page}', but there is no such page"
            addresses = [page.address for page in plan]
            near = nearest(item.page, [*addresses, *(address.removesuffix("/") for address in addresses)])
            hint = "name a file of content/pages/ without .md, or an address such as claims/"
            hint = f"did you mean '{near}'?" if near else hint
            problems.append(error("unknown-page", message, item.location, hint))
    return problems


def _other_files(archive: Archive) -> Iterator[str]:
    """Yield the paths of files, and of folders, that are made besides pages."""
    yield from (urls.ATOM_FEED, urls.JSON_FEED, urls.CORRECTIONS_FEED, urls.SITEMAP, urls.ROBOTS, MANIFEST)
    yield from ("assets", "media")
    yield from (urls.annotations_path(entry.article.slug) for entry in archive.articles)
    yield from (urls.ANNOTATIONS, urls.ARCHIVE_JSON, urls.json_feed(urls.CORRECTIONS_FEED))
    for speaker in archive.speakers:
        yield from (urls.speaker_feed(speaker), urls.json_feed(urls.speaker_feed(speaker)))


def _folders_above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


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
