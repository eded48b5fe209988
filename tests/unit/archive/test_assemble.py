from __future__ import annotations

from dataclasses import replace

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    ArticleStatus,
    Change,
    Config,
    Date,
    NoteStatus,
    Page,
    Span,
    Speaker,
    Target,
    Verdict,
)
from tests import archives

CONFIG = Config("Test", verdicts={"false": Verdict("false", "False", tone="negative")})
SPEAKERS = {"ada": Speaker("ada", "Ada Zet", sort_name="Zet, Ada"), "bob": Speaker("bob", "Bob Ypsilon")}


def claim(annotation_id: str, start: int, *, status: NoteStatus = "published", speaker: str = "ada") -> Annotation:
    span = Span("body", start, start + 3)
    return Annotation(annotation_id, (Target("abc"),), "claim", speaker=speaker, status=status, spans=(span,))


def article(
    slug: str, *annotations: Annotation, date: Date | None = None, status: ArticleStatus = "published"
) -> AnnotatedArticle:
    return AnnotatedArticle(
        f"articles/{slug}.md", slug, slug.title(), date=date, status=status, annotations=annotations
    )


def assemble(*articles: AnnotatedArticle, pages: tuple[Page, ...] = ()) -> Archive:
    return archives.assemble(CONFIG, *articles, speakers=SPEAKERS, pages=pages)


def test_articles_stand_newest_first_and_undated_ones_last() -> None:
    dates = {"day": Date(2020, 3, 1), "month": Date(2020, 3), "year": Date(2020), "next": Date(2021), "none": None}
    archive = assemble(*(article(slug, date=date) for slug, date in dates.items()))
    assert [entry.article.slug for entry in archive.articles] == ["next", "day", "month", "year", "none"]


def test_notes_are_numbered_in_reading_order_withdrawn_ones_last() -> None:
    archive = assemble(article("a", claim("late", 9), claim("gone", 0, status="withdrawn"), claim("early", 2)))
    (entry,) = archive.articles
    assert [(note.number, note.annotation.id) for note in entry.notes] == [(1, "early"), (2, "late")]
    assert [(note.number, note.annotation.id) for note in entry.withdrawn_notes] == [(3, "gone")]


def test_drafts_are_not_published() -> None:
    archive = assemble(article("a", claim("x", 0, status="draft")), article("b", claim("y", 0), status="draft"))
    assert [entry.article.slug for entry in archive.articles] == ["a"]
    assert archive.notes == {}
    assert "articles/b.md" not in archive.addresses


def test_of_a_withdrawn_article_only_its_address_is_left() -> None:
    archive = assemble(
        replace(
            article("a", claim("x", 0), claim("draft", 3, status="draft"), status="withdrawn"),
            topics=("T",),
            outlet="O",
        )
    )
    (entry,) = archive.withdrawn
    assert [note.annotation.id for note in entry.withdrawn_notes] == ["x"]
    assert archive.addresses == {"articles/a.md": "articles/a/"}
    assert archive.speakers["ada"].notes[:] == ()
    left = [archive.articles, entry.notes, archive.claims, archive.notes, archive.topics, archive.outlets]
    assert [each for each in left if each] == []


def test_speakers_stand_by_sort_name_with_their_claims_newest_first() -> None:
    archive = assemble(
        article("old", claim("x", 0), claim("y", 5, speaker="bob"), date=Date(1900)),
        article("new", claim("x", 0), date=Date(2000)),
    )
    assert list(archive.speakers) == ["bob", "ada"]
    assert [note.key for note in archive.speakers["ada"].notes] == ["new/x", "old/x"]
    assert [entry.article.slug for entry in archive.speakers["ada"].articles] == ["new", "old"]


def test_topics_gather_articles_and_the_claims_of_both() -> None:
    tagged = replace(article("a", claim("x", 0), date=Date(2000)), topics=("Budget",))
    other = replace(claim("y", 0), topics=("Budget",))
    context = replace(claim("z", 0), kind="context", topics=("budget",))
    assert [note.key for note in assemble(article("c", context)).topic("budget").notes] == ["c/z"]
    archive = assemble(tagged, article("b", other, date=Date(1999)))
    topic = archive.topic("BUDGET")
    assert (topic.text, topic.address) == ("Budget", "topics/budget/")
    assert [entry.article.slug for entry in topic.articles] == ["a"]
    assert [note.key for note in topic.notes] == ["a/x", "b/y"]


def test_corrections_stand_newest_first() -> None:
    changes = (Change(Date(2020, 1, 1), "update", "first"), Change(Date(2021), "correction", "second"))
    archive = assemble(article("a", replace(claim("x", 0), changes=changes)))
    assert [correction.change.text for correction in archive.corrections] == ["second", "first"]


def test_addresses_are_kept_by_file() -> None:
    archive = assemble(article("a"), pages=(Page("pages/about.md", "about", "About"),))
    assert archive.addresses == {"articles/a.md": "articles/a/", "pages/about.md": "about/"}


def test_what_an_article_was_last_changed_by_is_its_date() -> None:
    note = replace(claim("x", 0), checked_on=Date(2020, 5, 1), changes=(Change(Date(2020, 6), "update", "text"),))
    archive = assemble(replace(article("a", note, date=Date(2020, 1, 1)), retrieved=Date(2020, 2, 2)))
    assert archive.articles[0].updated == Date(2020, 6)
    assert assemble(article("b")).articles[0].updated is None


def test_the_latest_date_is_not_the_least_exact() -> None:
    exact = replace(article("a", date=Date(2020, 6, 1)), updated=Date(2020))
    assert assemble(exact).articles[0].updated == Date(2020, 6, 1)
