"""Where the files of one site are made: what there is to make, and all that is needed for it.

Comes in: the Archive and its sources. Goes out: finished bytes by path, with the names of what was read for them. A
workshop can be set up again in another process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from site_builder import urls
from site_builder.exchange.web_annotation import (
    Neighbors,
    annotation_collection,
    annotation_page,
    neighbors,
)
from site_builder.language import Language
from site_builder.model import Archive, Html, OutputFile
from site_builder.publishing.assets import read_assets
from site_builder.publishing.exports import export_files, plan_archive_json
from site_builder.publishing.feeds import plan_feeds
from site_builder.publishing.media import Made, Media
from site_builder.publishing.page_plan import PagePlan
from site_builder.publishing.pages import plan_claim_page, plan_pages
from site_builder.publishing.product import Product
from site_builder.publishing.site_context import site_context
from site_builder.publishing.sitemap import make_robots, plan_sitemaps
from site_builder.publishing.social_cards import SocialCards
from site_builder.publishing.template_files import TemplateFiles
from site_builder.publishing.wording import Wording

if TYPE_CHECKING:
    from site_builder.publishing.render import Renderer


_SEARCH_BOX = "search_box.html"
_SHOWS_INDEX = frozenset({urls.SEARCH_BOX, urls.output_path(urls.SEARCH)})


class Sources(NamedTuple):
    """What a site is made of besides its archive.

    `templates` are the folders of templates and assets, the user's own first; `media_digest` gives the SHA-256 of a
    picture or document in `content`; `policy` is the pages' Content-Security-Policy; `program` names the version that
    makes the pages; `language` has the words of the pages; `made` keeps what takes long to make, and `scaler` names
    what makes copies of pictures.
    """

    templates: tuple[Path, ...]
    content: Path
    media_digest: Callable[[str], str]
    policy: str
    program: str
    language: Language
    made: Made | None = None
    scaler: str = ""


class Workshop:
    """Makes the files of one site; `plan` is the plan of its pages, where it was made already.

    `search_index` is the path of the file that the search page loads, to be set before anything is made. Raises
    FileError where an asset cannot be read.
    """

    def __init__(
        self, archive: Archive, sources: Sources, search_index: str = "", plan: Sequence[PagePlan] | None = None
    ) -> None:
        self.archive, self._sources, self.search_index, self._pages = archive, sources, search_index, plan
        self._asset_names, self.assets = read_assets(sources.templates)
        self._templates = TemplateFiles(sources.templates)
        self.media = Media(
            sources.content, archive.addresses, sources.media_digest, archive.library.saw, sources.made, sources.scaler
        )
        self._wording = Wording(sources.language)
        published = {path: name for name, path in self._asset_names.items()}
        files = {published[file.path]: file.data for file in self.assets}
        self._cards = SocialCards(archive, files, self.media.made, sources.scaler, self._wording)
        self._site_wide = site_context(archive, self._asset_names, self.media, sources.policy, self._wording)
        self._planned: dict[str, Product] = {}
        self._planning = self._plan()

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.archive, self._sources, self.search_index))

    @property
    def products(self) -> Mapping[str, Product]:
        """What there is to make, by path."""
        self._planned.update((product.path, product) for product in self._planning)
        return self._planned

    def product(self, path: str) -> Product:
        """Return what makes one file, and plan no further than to it; raises KeyError where there is no such file."""
        while path not in self._planned:
            page = plan_claim_page(self.archive, path.removesuffix("index.html"))
            if page:
                return self._planned.setdefault(path, self._page(page))
            try:
                product = next(self._planning)
            except StopIteration:
                raise KeyError(path) from None
            self._planned[product.path] = product
        return self._planned[path]

    def besides(self, path: str) -> str:
        """Return what a file is given that no archive knows of: the search page and box the path of the index."""
        return self.search_index if path in _SHOWS_INDEX else ""

    @property
    def everywhere(self) -> tuple[object, ...]:
        """What may show on any page without being looked up by name, and what decides which files there are."""
        shown = ("navigation", "feeds", "has_search", "policy", "generator")
        given = (self._sources.program, self._sources.language.digest, self._cards.is_made)
        return (*given, *(self._site_wide[name] for name in shown))

    def make(self, path: str) -> tuple[bytes, set[str]]:
        """Make one file; return it with the names of what was read for it.

        Raises UsageError where a template is wrong and FileError where a file cannot be read.
        """
        product = self.product(path)  # first: to plan reads much
        names = self.archive.library.begin()
        return product.make(), names

    def exports(self) -> Iterator[OutputFile]:
        """Yield the whole archive in every format that there is; raises FileError where a file cannot be read."""
        return export_files(self.archive, self._resolve_for_others)

    def template_digest(self, name: str) -> str:
        """Return the digest of a template's source, "" where there is no such template."""
        return self._templates.digest(name)

    def asset(self, name: str) -> str:
        """Return the published path of an asset, "" where there is none of this name."""
        return self._asset_names.get(name, "")

    @cached_property
    def _renderer(self) -> Renderer:
        from site_builder.publishing.render import Renderer

        return Renderer(self._templates, self.media.address, self._site_wide, self.archive.library, self._wording)

    # ---------------------------------------------------------------- what there is to make

    def _plan(self) -> Iterator[Product]:
        """Yield what there is to make, first what is quickly planned."""
        config = self.archive.config
        if config.search.engine != "none":
            yield Product(urls.SEARCH_BOX, _SEARCH_BOX, self._search_box)
        yield Product(urls.ROBOTS, config.base_url, partial(make_robots, config.base_url))
        if self._cards.is_made:
            for entry in self.archive.articles:
                yield Product(urls.card_path(entry.article.slug), entry, partial(self._cards.make, entry))
        if config.outputs.annotations:
            yield from self._annotations()
        if config.outputs.archive_json:
            yield from plan_archive_json(self.archive, self._resolve_for_others)
        if config.base_url:
            yield from plan_feeds(self.archive, self._resolve, self._wording)
        pages = []
        for page in self._pages or plan_pages(self.archive, self._wording):
            pages.append(page)
            yield self._page(page)
        if config.base_url:
            listed = ((page.address, page.updated) for page in pages if page.indexed)
            yield from plan_sitemaps(config.base_url, listed)

    def _page(self, page: PagePlan) -> Product:
        head = (
            page.template,
            page.title,
            page.description,
            page.language,
            page.direction,
            page.canonical,
            page.feed,
            page.indexed,
        )
        return Product(urls.output_path(page.address), (head, page.given), partial(self._render, page))

    def _render(self, page: PagePlan) -> bytes:
        config = self.archive.config
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
            "card": self._card_of(page),
            "structured_data": "",
            **({"search_index": self.search_index} if page.address == urls.SEARCH else {}),
            **page.given,
            **(page.prepare() if page.prepare else {}),
        }
        return self._renderer.render(page.template, page.address, root, context)

    def _search_box(self) -> bytes:
        """Return a script that hands the browser what the search box of any page shows results with.

        It stands in a file of its own, under a name that stays, so that pages need not change with the index.
        """
        html = self._renderer.render(_SEARCH_BOX, urls.SEARCH_BOX, "", {"search_index": self.search_index})
        return f"siteSearch.receive({json.dumps(html.decode(), ensure_ascii=False)});\n".encode()

    def _card_of(self, page: PagePlan) -> str:
        """Return the full address of the page's card, "" where it has none."""
        if page.template != "article.html" or not self._cards.is_made:
            return ""
        return urls.absolute_url(self.archive.config.base_url, f"{page.address}card.png")

    def _annotations(self) -> Iterator[Product]:
        """Yield the collection of all notes, and its pages: a file for each article."""
        pages = list(neighbors(self.archive))
        ends = [page.entry.article.slug for page in pages if len(page.entry.notes)]
        shown = (self.archive.config.title, len(self.archive.notes), ends[:1], ends[-1:])
        yield Product(urls.ANNOTATIONS, shown, partial(annotation_collection, self.archive))
        for page in pages:
            make = partial(self._annotation_page, page)
            yield Product(urls.annotations_path(page.entry.article.slug), tuple(page), make)

    def _annotation_page(self, page: Neighbors) -> bytes:
        base_url = self.archive.config.base_url
        resolve = partial(self._resolve, root=base_url or urls.root_from(page.entry.address))
        return annotation_page(self.archive, page, resolve)

    def _resolve_for_others(self, html: Html) -> str:
        """Resolve references to full addresses, or, without a base_url, to those below the site's root."""
        return self._resolve(html, self.archive.config.base_url)

    def _resolve(self, html: str, root: str) -> str:
        return self._renderer.resolve_html(html, root)


def _base_path(base_url: str) -> str:
    """Return the path that the site stands under: the one page that is shown at any depth needs it."""
    return urlsplit(base_url).path or "/"
