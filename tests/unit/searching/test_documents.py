from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.model import AnnotatedArticle, Archive, Verdict
from site_builder.searching.documents import LONGEST_TEXT, Card, SearchDocument, search_documents
from tests.archives import plain_body
from tests.unit.searching.conftest import ARTICLE, CLAIM, CONTEXT, archive_of


def documents_of(*articles: AnnotatedArticle) -> list[SearchDocument]:
    return list(search_documents(archive_of(*articles)))


def test_an_article_its_notes_and_the_speakers() -> None:
    article, claim, context, speaker = documents_of(ARTICLE)
    assert article.card == Card(
        kind="article",
        title="The clock on the tower",
        address="articles/clock/",
        text="A dispute about time. · The dial at noon · "
        "It stands on the market square.\nIt was never a minute late, the chair said.",
        date="1893-05",
        about="The Hourly",
    )
    assert article.fields == (
        "The clock on the tower",
        f"A dispute about time.\nThe dial at noon\n{ARTICLE.body.text}",
        "Bo Ypsilon",
        "The Hourly\nclocks",
    )
    assert claim.card == Card(
        kind="claim",
        title="The clock has never been late",
        address="articles/clock/#note-late",
        text="never a minute late · The log has nine delays. · They are in the tower's own book. · "
        "Log of the tower, Board of Clocks",
        date="1893-05",
        speaker="Ada Zet",
        about="The clock on the tower",
        finding="verdict:false",
        claim="claims/clock/late/",
    )
    assert claim.fields == (
        "The clock has never been late\nnever a minute late",
        "The log has nine delays.\nThey are in the tower's own book.\nLog of the tower, Board of Clocks",
        "Ada Zet",
        "Not so\nclocks\npunctuality",
    )
    assert (context.card.kind, context.card.finding, context.card.title) == ("context", "context", "market square")
    assert (context.card.quoted, context.card.claim) == ("plain", "")
    assert speaker.card == Card(
        kind="speaker",
        title="Ada Zet",
        address="speakers/ada/",
        text="Kept the town clock & its key.",
        about="Chair, Board of Clocks",
    )
    assert speaker.fields[:2] == ("Ada Zet\nA. Zet", "Chair, Board of Clocks\nKept the town clock & its key.")


def everything(documents: list[SearchDocument]) -> str:
    return repr(documents)


def test_an_excerpted_article_is_found_by_its_notes_and_not_by_its_text() -> None:
    documents = documents_of(replace(ARTICLE, excerpt_only=True))
    assert [document.card.kind for document in documents] == ["article", "claim", "context", "speaker"]
    assert "the chair said" not in everything(documents)
    assert documents[0].card.text == "A dispute about time. · The dial at noon"


def test_a_withdrawn_article_is_not_found() -> None:
    withdrawn = replace(ARTICLE, status="withdrawn", withdrawn_because="The log was another clock's.")
    assert [document.card.kind for document in documents_of(withdrawn)] == ["speaker"]


def test_a_withdrawn_note_is_not_found() -> None:
    documents = documents_of(replace(ARTICLE, annotations=(replace(CLAIM, status="withdrawn"), CONTEXT)))
    assert [document.card.kind for document in documents] == ["article", "context", "speaker"]


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({}, "verdict:false"),
        ({"verdict": ""}, "unrated"),
        ({"verdict": "", "checkable": False}, "uncheckable"),
        ({"kind": "question", "verdict": "", "claim": ""}, "question"),
    ],
)
def test_what_a_note_says_in_a_word(changes: dict[str, object], finding: str) -> None:
    annotation = replace(CLAIM, **changes)  # type: ignore[arg-type]
    assert documents_of(replace(ARTICLE, annotations=(annotation,)))[1].card.finding == finding


def test_a_title_says_its_language_where_it_is_another() -> None:
    assert documents_of(replace(ARTICLE, language="en"))[0].card.language == ""
    assert {document.card.language for document in documents_of(replace(ARTICLE, language="de"))} == {"de", ""}


def test_all_of_a_long_text_is_indexed_but_not_all_of_it_shown() -> None:
    body = plain_body("word " * LONGEST_TEXT + "the end")
    article = documents_of(replace(ARTICLE, body=body))[0]
    assert len(article.card.text) == LONGEST_TEXT
    assert article.fields[1].endswith("the end")


def test_every_finding_of_the_shipped_archive_has_a_mark_in_the_template(shipped_archive: Archive) -> None:
    marks = {"unrated", "uncheckable", "context", "definition", "source", "correction", "question", ""}
    verdicts: dict[str, Verdict] = dict(shipped_archive.config.verdicts)
    marks |= {f"verdict:{key}" for key in verdicts}
    assert {document.card.finding for document in search_documents(shipped_archive)} <= marks
