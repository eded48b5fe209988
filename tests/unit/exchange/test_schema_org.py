"""Articles and claims in schema.org's terms: the shapes are those of schema.org/NewsArticle and /ClaimReview."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.exchange.schema_org import claim_review, news_article
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Body,
    Config,
    Date,
    Piece,
    Publisher,
    Span,
    Speaker,
    SpeakerType,
    Target,
    Verdict,
)
from tests.archives import assemble

TEXT = "The moon has bats."
SCALE = {
    "true": Verdict("true", "True", rating=5),
    "half": Verdict("half", "Half true", rating=0),
    "false": Verdict("false", "False", rating=-5),
    "open": Verdict("open", "Open"),
}
CONFIG = Config("Test", base_url="https://example.org/site/", verdicts=SCALE, publisher=Publisher("The desk"))
NOTE = Annotation(
    "bats",
    (Target(TEXT[:17]),),
    "claim",
    spans=(Span("body", 0, 17),),
    claim="There are bats on the Moon.",
    verdict="false",
    checked_on=Date(2024, 5, 2),
)
ARTICLE = AnnotatedArticle(
    "a.md",
    "moon",
    "Bats",
    body=Body((Piece("text", TEXT),), text=TEXT),
    annotations=(NOTE,),
    authors=("Ada Zet",),
    outlet="The Sun",
    date=Date(1835, 8),
    source_url="https://sun.example/bats",
)


def archive_of(config: Config = CONFIG, article: AnnotatedArticle = ARTICLE) -> Archive:
    return assemble(config, article)


def review(config: Config = CONFIG, note: Annotation = NOTE) -> dict[str, object]:
    archive = archive_of(config, replace(ARTICLE, annotations=(note,)))
    (claim,) = archive.distinct_claims()
    return claim_review(archive, claim)


def test_an_article_is_a_news_article_with_its_claims_as_parts() -> None:
    archive = archive_of()
    assert news_article(archive, archive.articles[0]) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://example.org/site/articles/moon/",
        "url": "https://example.org/site/articles/moon/",
        "headline": "Bats",
        "author": [{"@type": "Person", "name": "Ada Zet"}],
        "datePublished": "1835-08",
        "dateModified": "2024-05-02",
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": "The Sun"},
        "isBasedOn": "https://sun.example/bats",
        "hasPart": [
            {
                "@type": "Claim",
                "@id": "https://example.org/site/articles/moon/#note-bats",
                "text": "There are bats on the Moon.",
            }
        ],
    }


def test_a_note_that_is_no_claim_is_no_part() -> None:
    archive = archive_of(article=replace(ARTICLE, annotations=(replace(NOTE, kind="context", verdict="", claim=""),)))
    assert "hasPart" not in news_article(archive, archive.articles[0])


def test_a_rated_claim_is_reviewed() -> None:
    assert review() == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://example.org/site/claims/moon/bats/",
        "claimReviewed": "There are bats on the Moon.",
        "datePublished": "2024-05-02",
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": "The desk", "url": "https://example.org/site/"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "False",
            "ratingValue": -5,
            "worstRating": -5,
            "bestRating": 5,
        },
        "itemReviewed": {
            "@type": "Claim",
            "text": "There are bats on the Moon.",
            "datePublished": "1835-08",
            "appearance": [{"@type": "CreativeWork", "headline": "Bats", "url": "https://sun.example/bats"}],
        },
    }


@pytest.mark.parametrize(
    ("type_", "written"),
    [("person", "Person"), ("organisation", "Organization"), ("group", "Organization"), ("document", "Thing")],
)
def test_the_author_of_a_claim_is_what_the_speaker_is(type_: SpeakerType, written: str) -> None:
    speaker = Speaker("herschel", "John Herschel", type=type_)
    article = replace(ARTICLE, annotations=(replace(NOTE, speaker="herschel"),))
    archive = assemble(CONFIG, article, speakers={"herschel": speaker})
    (claim,) = archive.distinct_claims()
    author = {"@type": written, "name": "John Herschel"}
    assert claim_review(archive, claim)["itemReviewed"]["author"] == author  # type: ignore[index]
    assert news_article(archive, archive.articles[0])["hasPart"][0]["author"] == author  # type: ignore[index]


def test_a_claim_without_a_verdict_is_not_reviewed() -> None:
    assert review(note=replace(NOTE, verdict="")) == {}


@pytest.mark.parametrize(
    ("verdict", "numbers"),
    [
        ("half", {"ratingValue": 0, "worstRating": -5, "bestRating": 5}),
        ("open", {}),
    ],
)
def test_a_rating_has_the_numbers_that_the_vocabulary_gives(verdict: str, numbers: dict[str, int]) -> None:
    rating = review(note=replace(NOTE, verdict=verdict))["reviewRating"]
    assert rating == {"@type": "Rating", "alternateName": SCALE[verdict].label, **numbers}


def test_one_number_is_no_scale() -> None:
    config = replace(CONFIG, verdicts={"false": SCALE["false"]})
    assert review(config)["reviewRating"] == {"@type": "Rating", "alternateName": "False"}
