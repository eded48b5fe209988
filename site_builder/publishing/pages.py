"""The plan of pages: every page of the site with its address, its template and what the template is given.

Comes in: the Archive. Goes out: PagePlan records, cheap to make at every build: no article is opened for them. Nothing
here renders or writes. docs/pages/templates.md describes what templates are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from site_builder import urls
from site_builder.exchange.citations.work import article_work, claim_work
from site_builder.exchange.schema_org import claim_review, news_article
from site_builder.model import (
    PARTS,
    Archive,
    ArticleEntry,
    Body,
    Claim,
    Correction,
    Date,
    Note,
    Page,
    Part,
)
from site_builder.problems import Location
from site_builder.publishing.citing import cite
from site_builder.publishing.filters import ellipsis
from site_builder.publishing.highlight import highlight_body, highlight_text
from site_builder.publishing.label_pages import plan_labels
from site_builder.publishing.list_filters import Entry, filter_list
from site_builder.publishing.lists import Group, cut_list
from site_builder.publishing.page_plan import (
    Context,
    PagePlan,
    describe,
    plan_list,
    published_on,
    said_on,
    structured_data,
    year_below,
)
from site_builder.publishing.speaker_pages import plan_speakers
from site_builder.publishing.tallies import Count, count_verdicts, tally_notes
from site_builder.publishing.wording import Wording
from site_builder.urls import fold_label

HOME_ARTICLES = 12
HOME_CORRECTIONS = 5
HOME_SPEAKERS = 12
HOME_TOPICS = 30
SERIES_SHOWN = 20
TITLE_LENGTH = 120


def plan_pages(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    """Yield the plan of every page, first of those that are quickly planned; `wording` has the words of titles."""
    if archive.config.search.engine != "none":
        yield PagePlan(urls.SEARCH, "search.html", wording.text("search"))
    yield PagePlan(urls.NOT_FOUND, "not_found.html", wording.text("page_not_found"), indexed=False)
    for page in archive.pages:
        yield _plan_page(page, wording)
    for entry in archive.articles:
        yield _plan_article(archive, entry, wording)
    for entry in archive.withdrawn:
        yield _plan_withdrawn(entry)
    claims = list(archive.distinct_claims())
    verdicts = count_verdicts(claims, archive.config.verdicts, wording)
    yield _plan_home(archive, claims, verdicts)
    yield from _plan_archive(archive, wording)
    yield from plan_speakers(archive, wording)
    yield from plan_labels(archive, wording.text("topics"), urls.TOPICS, archive.topics.values(), wording)
    yield from plan_labels(archive, wording.text("outlets"), urls.OUTLETS, archive.outlets.values(), wording)
    yield from _plan_corrections(archive, wording)
    if archive.contributors:
        people = list(archive.contributors.values())
        title = wording.text("contributors")
        yield PagePlan(urls.CONTRIBUTORS, "contributors.html", title, {"contributors": people})
    yield from _plan_redirects(archive, wording.text("moved"))
    if archive.config.outputs.claim_pages:
        yield from _plan_claims(archive, claims, verdicts, wording)


def plan_claim_page(archive: Archive, address: str) -> PagePlan | None:
    """Return the plan of the page of a shown claim, which is planned by itself; None where this is no such address.

    Half of all pages are of claims, and an edit of a note makes one of them.
    """
    key = address.removeprefix(urls.CLAIMS).removesuffix("/")
    if key not in archive.claims or not archive.config.outputs.claim_pages:
        return None
    pages = _plan_claim(archive, archive.notes[key], archive.claims[key])
    return next(page for page in pages if page.address == address)


# ---------------------------------------------------------------- home, articles


def _plan_home(archive: Archive, claims: Sequence[Claim], verdicts: Sequence[Count]) -> PagePlan:
    config = archive.config
    by_claims = sorted(archive.speakers.values(), key=lambda entry: -len(entry.notes))
    largest = sorted(archive.topics.values(), key=lambda topic: (-len(topic.articles), topic.slug))[:HOME_TOPICS]
    given = {
        "articles": archive.articles[:HOME_ARTICLES],
        "more": len(archive.articles) > HOME_ARTICLES,
        "corrections": archive.corrections[:HOME_CORRECTIONS],
        "speakers": [entry for entry in by_claims if entry.notes][:HOME_SPEAKERS],
        "topics": [topic for topic in archive.topics.values() if topic in largest],
        "more_topics": len(archive.topics) > HOME_TOPICS,
        "verdicts": verdicts,
        "totals": {
            "articles": len(archive.articles),
            "notes": len(archive.notes),
            "claims": len(claims),
            "speakers": sum(bool(entry.notes) for entry in by_claims),
        },
    }
    return PagePlan(urls.HOME, "home.html", config.title, given, description=config.description or config.tagline)


def _plan_article(archive: Archive, entry: ArticleEntry, wording: Wording) -> PagePlan:
    article = entry.article
    return PagePlan(
        entry.address,
        "article.html",
        article.title,
        {"entry": entry, "series": _series(archive, entry)},
        partial(_article_context, archive, entry, wording),
        language=article.language,
        direction=article.text_direction,
        updated=entry.updated,
        location=article.location,
    )


def _article_context(archive: Archive, entry: ArticleEntry, wording: Wording) -> Context:
    article, notes = entry.article, entry.notes[:]
    body = Body() if article.excerpt_only else entry.body
    placed: dict[Part, list[Note]] = {part: [] for part in PARTS}
    marking: dict[Part, list[Note]] = {part: [] for part in PARTS}
    for note in notes:
        annotation = note.annotation
        placed[annotation.targets[0].part].append(note)
        for part in {span.part for span in annotation.spans}:
            marking[part].append(note)

    def highlighted(part: Part) -> Markup:
        return highlight_text(entry.text_of(part), part, marking[part], wording)

    return {
        "description": describe(article.summary, " ".join(article.deks), body.text),
        "title_html": highlighted("title"),
        "dek_html": highlighted("dek").split("\n") if article.deks else [],
        "caption_html": highlighted("caption"),
        "head_notes": placed["title"] + placed["dek"],
        "caption_notes": placed["caption"],
        "body": highlight_body(body, notes, wording),
        "quotes": placed["body"] if article.excerpt_only else [],
        "tally": tally_notes(notes, archive.verdict_order),
        "headings": body.headings,
        "structured_data": structured_data(news_article(archive, entry)) if archive.config.base_url else "",
        "citation": cite(article_work(archive, entry)) if archive.config.outputs.citations else None,
    }


def _plan_withdrawn(entry: ArticleEntry) -> PagePlan:
    article = entry.article
    return PagePlan(
        entry.address,
        "withdrawn.html",
        article.title,
        {"entry": entry},
        description=describe(article.withdrawn_because),
        language=article.language,
        direction=article.text_direction,
        indexed=False,
        location=article.location,
    )


def _series(archive: Archive, entry: ArticleEntry) -> Sequence[ArticleEntry]:
    """Return the articles of an entry's series that come before and after it, the earliest first."""
    if not entry.article.series:
        return []
    series = archive.series[fold_label(entry.article.series)]
    place = series.index(entry)
    first = max(0, min(place - SERIES_SHOWN // 2, len(series) - SERIES_SHOWN - 1))
    return [other for other in series[first : first + SERIES_SHOWN + 1] if other is not entry]


def _plan_archive(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    pages = cut_list(archive.articles, published_on, urls.ARCHIVE, year_below(urls.ARCHIVE), every_year=True)
    yield from plan_list(pages, "archive.html", wording.text("archive"), {}, wording)


# ---------------------------------------------------------------- claims


def _plan_claims(
    archive: Archive, claims: Sequence[Claim], verdicts: Sequence[Count], wording: Wording
) -> Iterator[PagePlan]:
    shared = {"verdicts": verdicts}
    pages = cut_list(claims, _first_said_on, urls.CLAIMS, lambda year: f"{urls.ARCHIVE}{year}/claims/")
    titled = plan_list(pages, "claims.html", wording.text("claims"), shared, wording)
    for page, plan in zip(pages, titled, strict=True):
        yield replace(plan, prepare=partial(_claim_filter, archive, page.groups))
    for key, claim in archive.claims.items():
        yield from _plan_claim(archive, archive.notes[key], claim)
    for entry in archive.articles:
        for note in entry.withdrawn_notes:
            if note.outline.kind == "claim":
                yield from _plan_claim(archive, note, Claim((note,)))


def _claim_filter(archive: Archive, groups: Iterable[Group[Claim]]) -> Context:
    entries = [Entry(claim.canonical.key, claim.appearances, group.label) for group in groups for claim in group.items]
    return {"list_filter": filter_list(archive, entries)}


def _first_said_on(claim: Claim) -> Date | None:
    return claim.canonical.said_on


def _plan_claim(archive: Archive, note: Note, claim: Claim) -> Iterator[PagePlan]:
    """Yield the page of one appearance of a claim; that of the earliest has every appearance, in pages if need be."""
    withdrawn = note.outline.status == "withdrawn"
    shared = {
        "claim": claim,
        "note": note,
        "is_canonical": claim.canonical is note,
        "disagreement": len({appearance.outline.verdict for appearance in claim.appearances} - {""}) > 1,
        "withdrawn": withdrawn,
    }

    def prepare() -> Context:
        annotation = note.annotation
        description = describe(annotation.withdrawn_because, annotation.basis, annotation.claim_text)
        is_reviewed = archive.config.base_url and not withdrawn and claim.canonical is note
        return {
            "title": ellipsis(annotation.claim_text, TITLE_LENGTH),
            "description": description,
            "structured_data": structured_data(claim_review(archive, claim)) if is_reviewed else "",
            "citation": cite(claim_work(archive, note)) if archive.config.outputs.citations and not withdrawn else None,
        }

    appearances = claim.appearances if claim.canonical is note else (note,)
    for page in cut_list(appearances, said_on, note.claim_address, year_below(note.claim_address)):
        yield PagePlan(
            page.address,
            "claim.html",
            note.key,
            {**shared, **page.context},
            prepare,
            language=note.article.language,
            direction=note.article.text_direction,
            canonical=claim.address if page.address == note.claim_address else page.address,
            updated=note.changed_on,
            indexed=not withdrawn and claim.canonical is note,
            location=note.location,
        )


# ---------------------------------------------------------------- corrections, pages, redirects


def _plan_corrections(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    pages = cut_list(archive.corrections, _changed_on, urls.CORRECTIONS, year_below(urls.CORRECTIONS))
    for plan in plan_list(pages, "corrections.html", wording.text("corrections"), {}, wording):
        yield replace(plan, feed=urls.CORRECTIONS_FEED)


def _changed_on(correction: Correction) -> Date | None:
    return correction.date


def _plan_page(page: Page, wording: Wording) -> PagePlan:
    return PagePlan(
        urls.page_address(page.slug),
        "page.html",
        page.title,
        {"page": page},
        lambda: {"body": Markup("").join(chunk.html for chunk in highlight_body(page.body, (), wording))},
        describe(page.summary, page.body.text),
        page.language,
        page.text_direction,
        updated=page.updated,
        location=page.location,
    )


def _plan_redirects(archive: Archive, title: str) -> Iterator[PagePlan]:
    """Yield a page for each old address: aliases, claims under former ids, and claims that went with their article."""
    for entry in (*archive.articles, *archive.withdrawn):
        for alias in entry.article.aliases:
            address = alias.lstrip("/")
            folder = address if address.endswith(("/", ".html")) else f"{address}/"
            yield _plan_redirect(title, folder, entry.address, entry.article.location)
        if archive.config.outputs.claim_pages:
            for note in (*entry.notes, *entry.withdrawn_notes):
                if note.outline.kind == "claim":
                    yield from _plan_old_claims(note, title)


def _plan_old_claims(note: Note, title: str) -> Iterator[PagePlan]:
    outline, article = note.outline, note.article
    target = note.claim_address
    if article.status == "withdrawn":
        target = urls.article_address(article.slug)
        yield _plan_redirect(title, note.claim_address, target, note.location)
    for former_id in outline.former_ids:
        yield _plan_redirect(title, urls.claim_address(article.slug, former_id), target, note.location)


def _plan_redirect(title: str, address: str, target: str, location: Location) -> PagePlan:
    given = {"target": target}
    return PagePlan(address, "redirect.html", title, given, canonical=target, indexed=False, location=location)
