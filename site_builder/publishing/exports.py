"""The archive for other programs: as JSON among the files of the site, and in every format for `export`.

Comes in: the Archive. Goes out: the plan of archive.json, cut by year where it is long, and finished files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from site_builder import urls
from site_builder.exchange.archive_json import archive_json, year_json
from site_builder.exchange.citations.files import FORMATS
from site_builder.exchange.citations.work import article_work, claim_work
from site_builder.exchange.claims_csv import claims_csv
from site_builder.exchange.web_annotation import whole_collection
from site_builder.model import Archive, ArticleEntry, Html, OutputFile
from site_builder.publishing import lists
from site_builder.publishing.lists import group_by_year
from site_builder.publishing.page_plan import published_on
from site_builder.publishing.product import Product

Resolve = Callable[[Html], str]


def plan_archive_json(archive: Archive, resolve: Resolve) -> Iterator[Product]:
    """Yield archive.json, or, of a long archive, its beginning and a file for each year."""
    people = (tuple(archive.speakers.values()), archive.contributors, archive.withdrawn)
    if len(archive.articles) <= lists.LIST_LIMIT:
        make = partial(archive_json, archive, archive.articles, resolve)
        yield Product(urls.ARCHIVE_JSON, (archive.articles, *people), make)
        return
    years = group_by_year(archive.articles, published_on)
    listed = [{"year": year, "articles": len(entries), "file": urls.year_json(year)} for year, entries in years.items()]
    yield Product(urls.ARCHIVE_JSON, (listed, *people), partial(archive_json, archive, (), resolve, listed))
    for year, entries in years.items():
        yield Product(urls.year_json(year), tuple(entries), partial(_year, archive, year, entries, resolve))


def _year(archive: Archive, year: str, entries: Sequence[ArticleEntry], resolve: Resolve) -> bytes:
    return year_json(archive, year, entries, resolve)


def export_files(archive: Archive, resolve: Resolve) -> Iterator[OutputFile]:
    """Yield the whole archive: as JSON, its claims as a table, its notes as annotations, and how to cite all of it."""
    yield OutputFile(urls.ARCHIVE_JSON, archive_json(archive, archive.articles, resolve))
    yield OutputFile("claims.csv", claims_csv(archive))
    yield OutputFile(urls.ANNOTATIONS, whole_collection(archive, resolve))
    works = [article_work(archive, entry) for entry in archive.articles]
    works += [claim_work(archive, claim.canonical) for claim in archive.distinct_claims()]
    for form in FORMATS:
        name = "references.csl.json" if form.suffix == "json" else f"references.{form.suffix}"
        yield OutputFile(name, form.write(works).encode())
