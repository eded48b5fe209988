"""Articles and claims in the terms of schema.org, as search engines, fact-check explorers and Zotero read them.

Comes in: an article, or a claim that is rated. Goes out: JSON-LD. What a page does not show is not in it, and nothing
is rated that the archive does not rate: a claim without a verdict has no ClaimReview.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_builder import urls
from site_builder.model import Archive, ArticleEntry, Claim, Note, SpeakerType, Verdict

_CONTEXT = "https://schema.org"

_SPEAKERS: Mapping[SpeakerType, str] = {"person": "Person", "organisation": "Organization", "group": "Organization"}
"""What may be the author of a claim: schema.org has persons and organizations, and no word for documents that speak."""

Data = dict[str, object]


def news_article(archive: Archive, entry: ArticleEntry) -> Data:
    """Return an annotated article as a NewsArticle, whose parts are the claims that notes judge; needs a base_url."""
    article, base_url = entry.article, archive.config.base_url
    url = urls.absolute_url(base_url, entry.address)
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "NewsArticle",
            "@id": url,
            "url": url,
            "headline": article.title,
            "alternativeHeadline": " ".join(article.deks),
            "abstract": article.summary,
            "author": [{"@type": "Person", "name": archive.person_name(author)} for author in article.authors],
            "datePublished": article.date.iso if article.date else "",
            "dateModified": entry.updated.iso if entry.updated else "",
            "inLanguage": article.language or archive.config.language,
            "publisher": _organization(archive.outlet(article.outlet).text) if article.outlet else {},
            "isBasedOn": article.source_url,
            "archivedAt": article.archive_url,
            "keywords": list(article.topics),
            "hasPart": [_claim(note, url) for note in entry.notes if note.outline.kind == "claim"],
        }
    )


def claim_review(archive: Archive, claim: Claim) -> Data:
    """Return the rating of a claim as a ClaimReview, {} where it is not rated; needs a base_url."""
    note = claim.canonical
    verdict, annotation = note.verdict, note.annotation
    if not verdict:
        return {}
    config = archive.config
    publisher = config.publisher
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "ClaimReview",
            "url": urls.absolute_url(config.base_url, claim.address),
            "claimReviewed": annotation.claim_text,
            "datePublished": annotation.checked_on.iso if annotation.checked_on else "",
            "inLanguage": note.article.language or config.language,
            "author": _organization(publisher.name or config.title, publisher.url or config.base_url),
            "reviewRating": _rating(verdict, config.verdicts.values()),
            "itemReviewed": {
                **_claim(note, ""),
                "datePublished": note.said_on.iso if note.said_on else "",
                "appearance": [_appearance(appearance, config.base_url) for appearance in claim.appearances],
            },
        }
    )


def _claim(note: Note, page: str) -> Data:
    """Return the claim of a note; `page` is the full address of its article, where the claim is a part of that."""
    speaker = note.speaker
    return _filled(
        {
            "@type": "Claim",
            "@id": urls.absolute_url(page, f"#note-{note.outline.id}") if page else "",
            "text": note.annotation.claim_text,
            "author": {"@type": _SPEAKERS.get(speaker.type, "Thing"), "name": speaker.name} if speaker else {},
        }
    )


def _appearance(note: Note, base_url: str) -> Data:
    """Return where a claim was made: the article as its outlet published it, or else as it stands here."""
    article = note.article
    here = urls.absolute_url(base_url, note.address)
    return _filled({"@type": "CreativeWork", "headline": article.title, "url": article.source_url or here})


def _rating(verdict: Verdict, vocabulary: Iterable[Verdict]) -> Data:
    """Return a verdict by its name, and by its number where the site's vocabulary has a scale."""
    numbers = [each.rating for each in vocabulary if each.rating is not None]
    rating: Data = {"@type": "Rating", "alternateName": verdict.label}
    if verdict.rating is not None and len(set(numbers)) > 1:
        rating |= {"ratingValue": verdict.rating, "worstRating": min(numbers), "bestRating": max(numbers)}
    return rating


def _organization(name: str, url: str = "") -> Data:
    return _filled({"@type": "Organization", "name": name, "url": url})


def _filled(data: Data) -> Data:
    """Return what is not empty: schema.org has no word for what is not known. A rating may be 0."""
    return {key: value for key, value in data.items() if value or value == 0}
