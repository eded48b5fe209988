"""The plan of pages: every page of the site with its address, its template and what the template is given.

Comes in: the Archive. Goes out: PagePlan records, cheap to make at every build: no article is opened for them. Nothing
here renders or writes. docs/templates.md describes what templates are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from site_builder import urls
from site_builder.model import (
    PARTS,
    Archive,
    ArticleEntry,
    Body,
    Claim,
    Correction,
    Date,
    Direction,
    Label,
    Note,
    Page,
    Part,
    SpeakerEntry,
)
from site_builder.problems import NOWHERE, Location
from site_builder.publishing.filters import ellipsis
from site_builder.publishing.highlight import highlight_body, highlight_text
from site_builder.publishing.lists import UNDATED, ListPage, cut_list
from site_builder.publishing.tallies import Count, count_note_verdicts, count_verdicts, tally_notes
from site_builder.publishing.wording import Wording
from site_builder.urls import fold_label

Context = Mapping[str, object]
Item = TypeVar("Item")

HOME_ARTICLES = 12
HOME_CORRECTIONS = 5
HOME_SPEAKERS = 12
LABEL_NOTES = 12
SERIES_SHOWN = 20
TITLE_LENGTH = 120
DESCRIPTION_LENGTH = 200
"""Characters of a page's description: about what search engines and link previews show."""


@dataclass(slots=True)
class PagePlan:
    """One page to be rendered.

    `given` is what its template is given, at once; `prepare` returns what more it is given, for which articles and
    notes are opened: it is called only when the page is rendered. `canonical` is the address that stands for this page
    where it is not its own; `indexed` tells whether search engines should list it; `feed` is the address of the page's
    own Atom feed; `location` is the content that asked for it.
    """

    address: str
    template: str
    title: str
    given: Context = field(default_factory=dict)
    prepare: Callable[[], Context] | None = None
    description: str = ""
    language: str = ""
    direction: Direction | None = None
    canonical: str = ""
    updated: Date | None = None
    indexed: bool = True
    feed: str = ""
    location: Location = NOWHERE


def plan_pages(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    """Yield the plan of every page, in no promised order; `wording` has the words of titles."""
    claims = list(archive.distinct_claims())
    verdicts = count_verdicts(claims, archive.config.verdicts, wording)
    yield _plan_home(archive, claims, verdicts)
    for entry in archive.articles:
        yield _plan_article(archive, entry, wording)
    for entry in archive.withdrawn:
        yield _plan_withdrawn(entry)
    yield from _plan_archive(archive, wording)
    yield from _plan_speakers(archive, wording)
    if archive.config.outputs.claim_pages:
        yield from _plan_claims(archive, claims, verdicts, wording)
    yield from _plan_labels(wording.text("topics"), urls.TOPICS, archive.topics.values(), wording)
    yield from _plan_labels(wording.text("outlets"), urls.OUTLETS, archive.outlets.values(), wording)
    yield from _plan_corrections(archive, wording)
    if archive.contributors:
        people = list(archive.contributors.values())
        title = wording.text("contributors")
        yield PagePlan(urls.CONTRIBUTORS, "contributors.html", title, {"contributors": people})
    for page in archive.pages:
        yield _plan_page(page, wording)
    if archive.config.search.engine != "none":
        yield PagePlan(urls.SEARCH, "search.html", wording.text("search"))
    yield PagePlan(urls.NOT_FOUND, "not_found.html", wording.text("page_not_found"), indexed=False)
    yield from _plan_redirects(archive, wording.text("moved"))


# ---------------------------------------------------------------- home, articles


def _plan_home(archive: Archive, claims: Sequence[Claim], verdicts: Sequence[Count]) -> PagePlan:
    config = archive.config
    by_claims = sorted(archive.speakers.values(), key=lambda entry: -len(entry.notes))
    given = {
        "articles": archive.articles[:HOME_ARTICLES],
        "more": len(archive.articles) > HOME_ARTICLES,
        "corrections": archive.corrections[:HOME_CORRECTIONS],
        "speakers": [entry for entry in by_claims if entry.notes][:HOME_SPEAKERS],
        "topics": list(archive.topics.values()),
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
        "description": _describe(article.summary, " ".join(article.deks), body.text),
        "title_html": highlighted("title"),
        "dek_html": highlighted("dek").split("\n") if article.deks else [],
        "caption_html": highlighted("caption"),
        "head_notes": placed["title"] + placed["dek"],
        "caption_notes": placed["caption"],
        "body": highlight_body(body, notes, wording),
        "quotes": placed["body"] if article.excerpt_only else [],
        "tally": tally_notes(notes, archive.verdict_order),
        "headings": body.headings,
    }


def _plan_withdrawn(entry: ArticleEntry) -> PagePlan:
    article = entry.article
    return PagePlan(
        entry.address,
        "withdrawn.html",
        article.title,
        {"entry": entry},
        description=_describe(article.withdrawn_because),
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
    pages = cut_list(archive.articles, _published_on, urls.ARCHIVE, _year_below(urls.ARCHIVE), every_year=True)
    yield from _plan_list(pages, "archive.html", wording.text("archive"), {}, wording)


def _published_on(entry: ArticleEntry) -> Date | None:
    return entry.article.date


def _plan_list(
    pages: Iterable[ListPage[Item]], template: str, title: str, shared: Context, wording: Wording
) -> Iterator[PagePlan]:
    """Yield the plan of each page of a list; `shared` is what all of them are given besides their own entries.

    `total` is the number of entries of the whole list, or, on the pages of a year, of that year.
    """
    for page in pages:
        heading = _heading(title, page, wording)
        total = sum(group.count for group in page.groups)
        context = {**shared, "heading": heading, "total": total, **page.context}
        yield PagePlan(page.address, template, heading, context)


def _heading(title: str, page: ListPage[Item], wording: Wording) -> str:
    """Return the title of a list with the year and the place of one of its pages."""
    if page.year == UNDATED:
        title = wording.text("title_undated", title=title)
    elif page.year:
        title = wording.text("title_of_year", title=title, year=page.year)
    if page.pager:
        title = wording.text("title_of_page", title=title, number=page.pager.number, total=page.pager.total)
    return title


# ---------------------------------------------------------------- speakers, claims, labels


def _plan_speakers(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    entries = list(archive.speakers.values())
    groups = {
        "people": [entry for entry in entries if entry.speaker.type == "person"],
        "organisations": [entry for entry in entries if entry.speaker.type != "person"],
    }
    yield PagePlan(urls.SPEAKERS, "speakers.html", wording.text("speakers"), {"entries": entries, **groups})
    for entry in entries:
        yield from _plan_speaker(archive, entry, wording)


def _plan_speaker(archive: Archive, entry: SpeakerEntry, wording: Wording) -> Iterator[PagePlan]:
    speaker, notes = entry.speaker, entry.notes[:]

    def prepare() -> Context:
        claims = entry.notes[:]  # looked at again, so that it is heard what these are made of
        verdicts = count_note_verdicts(claims, archive.verdict_order, wording)
        return {"verdicts": verdicts, "topics": _topics_of(archive, claims)}

    description = _describe(", ".join(filter(None, [speaker.name, speaker.role, speaker.affiliation])))
    pages = cut_list(notes, _said_on, entry.address, _year_below(entry.address))
    feed = urls.speaker_feed(speaker.id) if archive.config.outputs.speaker_feeds else ""
    for plan in _plan_list(pages, "speaker.html", speaker.name, {"entry": entry}, wording):
        yield replace(plan, prepare=prepare, description=description, feed=feed, location=speaker.location)


def _said_on(note: Note) -> Date | None:
    return note.said_on


def _topics_of(archive: Archive, notes: Iterable[Note]) -> list[Label]:
    keys = {key for note in notes for key in (*note.article.topics, *note.outline.topics)}
    labels = {label.slug: label for label in map(archive.topic, keys)}
    return sorted(labels.values(), key=lambda label: label.slug)


def _plan_claims(
    archive: Archive, claims: Sequence[Claim], verdicts: Sequence[Count], wording: Wording
) -> Iterator[PagePlan]:
    shared = {"verdicts": verdicts}
    pages = cut_list(claims, _first_said_on, urls.CLAIMS, lambda year: f"{urls.ARCHIVE}{year}/claims/")
    yield from _plan_list(pages, "claims.html", wording.text("claims"), shared, wording)
    for key, claim in archive.claims.items():
        yield from _plan_claim(archive.notes[key], claim)
    for entry in archive.articles:
        for note in entry.withdrawn_notes:
            if note.outline.kind == "claim":
                yield from _plan_claim(note, Claim((note,)))


def _first_said_on(claim: Claim) -> Date | None:
    return claim.canonical.said_on


def _plan_claim(note: Note, claim: Claim) -> Iterator[PagePlan]:
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
        description = _describe(annotation.withdrawn_because, annotation.basis, annotation.claim_text)
        return {"title": ellipsis(annotation.claim_text, TITLE_LENGTH), "description": description}

    appearances = claim.appearances if claim.canonical is note else (note,)
    for page in cut_list(appearances, _said_on, note.claim_address, _year_below(note.claim_address)):
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


def _plan_labels(title: str, address: str, labels: Iterable[Label], wording: Wording) -> Iterator[PagePlan]:
    """Yield the pages of the topics or the outlets: the list, and each with its articles and newest notes."""
    listed = list(labels)
    parent = {"parent": title, "parent_address": address}
    yield PagePlan(address, "labels.html", title, {"labels": listed})
    for label in listed:
        shared = {**parent, "label": label, "notes": label.notes[:LABEL_NOTES]}
        pages = cut_list(label.articles, _published_on, label.address, _year_below(label.address))
        yield from _plan_list(pages, "label.html", label.text, shared, wording)


def _year_below(address: str) -> Callable[[str], str]:
    return lambda year: f"{address}{year}/"


# ---------------------------------------------------------------- corrections, pages, redirects


def _plan_corrections(archive: Archive, wording: Wording) -> Iterator[PagePlan]:
    pages = cut_list(archive.corrections, _changed_on, urls.CORRECTIONS, _year_below(urls.CORRECTIONS))
    for plan in _plan_list(pages, "corrections.html", wording.text("corrections"), {}, wording):
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
        _describe(page.summary, page.body.text),
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


def _describe(*texts: str) -> str:
    """Return the first text that says something, on one line and no longer than a description should be."""
    text = next((text for text in texts if text.strip()), "")
    return ellipsis(" ".join(text.split()), DESCRIPTION_LENGTH)
