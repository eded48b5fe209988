"""What was selected or typed, and where the article has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.anchoring.match import match_target
from site_builder.workbench.locating import Located, Selection, locate
from site_builder.workbench.workroom import OpenArticle, Workroom
from tests.serving import write

ARTICLE = """\
---
title: The moon rose
dek: It rose twice
---

The moon *rose*, and the
sea rose. “It’s over,” they said.

Then it sank. The moon rose, and the sea sank.
"""
ARABIC = "---\ntitle: القمر\nlanguage: ar\n---\n\nقال الوزير إن القمر طلع. ثم قال الوزير إن البحر هدأ.\n"
LONG = "---\ntitle: Long\n---\n\n" + " ".join(f"word{number}" for number in range(80)) + "\n"


@pytest.fixture
def opened(tmp_path: Path) -> OpenArticle:
    return open_article(tmp_path, ARTICLE)


def open_article(tmp_path: Path, text: str) -> OpenArticle:
    content = tmp_path / "content"
    write(content / "site.yaml", "title: Small\n")
    write(content / "articles" / "moon.md", text)
    return Workroom(content).open("articles/moon.md")


def words_of(located: Located) -> list[str]:
    return [place.words for place in located.places]


def assert_fits(opened: OpenArticle, located: Located) -> None:
    """See that each selector finds the place that it was made for."""
    for place in located.places:
        text = opened.text_of(place.target.part)
        match = match_target(text.folded, place.target)
        assert match.place is not None
        assert text.folded.plain[match.place :].startswith(place.words)


def test_words_that_stand_twice_are_told_apart_by_where_they_were_selected(opened: OpenArticle) -> None:
    text = opened.article.body.text
    located = Located(())
    for start, line in ((text.index("moon rose"), 6), (text.rindex("moon rose"), 9)):
        located = locate(opened, Selection("moon rose", "body", "The ", ", and the", start))
        assert [place.line for place in located.places] == [line]
        assert_fits(opened, located)
    assert located.places[0].target.prefix or located.places[0].target.suffix


def test_words_that_were_typed_are_offered_wherever_they_stand(opened: OpenArticle) -> None:
    located = locate(opened, Selection("moon rose"))
    assert [(place.line, place.target.part) for place in located.places] == [(6, "body"), (9, "body"), (None, "title")]
    assert_fits(opened, located)


def test_typed_words_are_found_in_the_other_parts_too(opened: OpenArticle) -> None:
    assert [place.target.part for place in locate(opened, Selection("It rose twice")).places] == ["dek"]
    assert [place.target.part for place in locate(opened, Selection("moon", "title")).places] == ["title"]


def test_a_selection_goes_across_lines_and_paragraphs_and_is_written_in_one(opened: OpenArticle) -> None:
    (place,) = locate(opened, Selection("they said.\nThen it sank", "body")).places
    assert place.target.quote == "they said. Then it sank"
    assert_fits(opened, locate(opened, Selection("they said.\nThen it sank", "body")))


@pytest.mark.parametrize(
    ("exact", "words", "remark"),
    [
        ("  Then it ", "Then it", ""),
        ("hen it san", "Then it sank", "Widened to whole words."),
        ("“It’s over,”", "“It’s over,”", ""),
        ("\"It's over", "“It’s over", ""),
        ("s ov", "It’s over", "Widened to whole words."),
    ],
)
def test_whole_words_are_quoted(opened: OpenArticle, exact: str, words: str, remark: str) -> None:
    (place,) = locate(opened, Selection(exact)).places
    assert (place.words, place.remark) == (words, remark)


@pytest.mark.parametrize("exact", ["", "   \n", "…", "“”"])
def test_nothing_is_told(opened: OpenArticle, exact: str) -> None:
    located = locate(opened, Selection(exact, "body"))
    assert located.places == ()
    assert located.finding
    assert located.finding.code == "nothing-selected"


def test_the_whole_article_is_possible_and_remarked_on(tmp_path: Path) -> None:
    opened = open_article(tmp_path, LONG)
    (place,) = locate(opened, Selection(opened.article.body.text, "body")).places
    assert place.remark.startswith("This is the whole text: ")
    (place,) = locate(opened, Selection(opened.article.body.text[7:], "body")).places
    assert place.remark.startswith("These are 79 words: ")


def test_words_that_are_gone_are_told_with_what_is_like_them(opened: OpenArticle) -> None:
    located = locate(opened, Selection("the sea fell", "body"))
    assert located.finding
    assert "nearest is line 7, “sea rose”" in located.finding.message or "the sea" in located.finding.message
    assert "reload it" in located.finding.hint
    assert "reload" not in (locate(opened, Selection("the sea fell")).finding or located.finding).hint


def test_a_page_that_is_older_than_the_file_still_has_its_words(opened: OpenArticle) -> None:
    located = locate(opened, Selection("Then it sank", "body", "other words ", " elsewhere", 3))
    assert words_of(located) == ["Then it sank"]


def test_right_to_left_text(tmp_path: Path) -> None:
    opened = open_article(tmp_path, ARABIC)
    text = opened.article.body.text
    located = locate(opened, Selection("قال الوزير", "body", text[:0], " إن القمر", text.index("قال")))
    assert_fits(opened, located)
    second = locate(opened, Selection("قال الوزير", "body", "ثم ", " إن البحر", text.rindex("قال")))
    assert second.places[0].target != located.places[0].target
    assert_fits(opened, second)
    assert words_of(locate(opened, Selection("وزير إن البحر"))) == ["الوزير إن البحر"]
