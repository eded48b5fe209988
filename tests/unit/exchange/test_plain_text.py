from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.exchange.article import ImportedArticle, ImportedStatement
from site_builder.exchange.plain_text import read_plain_text

SENTENCE_WORDS = """he said , . “ ” ‘ ’ " ' ; : — Ann Bee Mayor
    the company according to told reporters that adding saying
    called slammed for in a letter on Monday and but which who
    Halden Energy is was ( ) 61 Dr. ? ! … By / PHOTO: examples gave"""
WORDS = st.sampled_from([*SENTENCE_WORDS.split(), "\n", "\n\n"])


def body_of(article: ImportedArticle) -> list[ImportedStatement]:
    return [statement for statement in article.statements if statement.part == "body"]


@given(st.lists(st.one_of(WORDS, st.text(max_size=5)), max_size=60).map(" ".join))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str) -> None:
    article = read_plain_text(text)
    for statement in article.statements:
        for start, end, quote in statement.passages:
            assert article.text_of(statement.part)[start:end] == quote
            assert any(map(str.isalnum, quote))
        assert statement.speaker_id is None or statement.speaker_id in {speaker.id for speaker in article.speakers}


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_the_words_of_the_text_are_kept(text: str) -> None:
    article = read_plain_text(f"Title\n\nBy Ann Bee\n\nIt begins.\n\n{text}")
    assert "".join("".join(article.paragraphs).split()) == "".join(f"It begins.\n\n{text}".split())


def test_a_quotation_over_several_paragraphs_is_one_statement_each() -> None:
    article = read_plain_text(
        "Title\n\nBy Ann Bee\n\n“It is cold,” Carl Dee said. “It was cold.\n\n“It will be cold.\n\n“It is winter.”\n"
    )
    assert [(one.passages[0].quote, one.speaker_id, one.attribution) for one in article.statements] == [
        ("It is cold", "carl-dee", "direct"),
        ("It was cold.", "carl-dee", "direct"),
        ("It will be cold.", "carl-dee", "direct"),
        ("It is winter.", "carl-dee", "direct"),
    ]


def test_a_sentence_that_its_attribution_interrupts_is_one_statement() -> None:
    article = read_plain_text("Title\n\nBy Ann Bee\n\n“I can count,” Carl Dee said, “and so can they.”\n")
    (statement,) = article.statements
    assert [passage.quote for passage in statement.passages] == ["I can count", "and so can they."]


def test_two_people_of_one_name_have_two_ids() -> None:
    article = read_plain_text(
        "Title\n\nBy Ann Bee\n\nCarl Dee said it rained. Dee Foods, which sells it, said it did not.\n"
    )
    assert [(one.id, one.type) for one in article.speakers] == [("carl-dee", "person"), ("dee-foods", "organisation")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Carl Dee's novel “The Long Road” won a prize.",
        "The so-called “night watch” met again.",
        "A sign reads “No Entry.”",
        "Carl Dee did not say when work would start.",
        "Carl Dee declined to comment.",
        "Carl Dee asked for a refund.",
        "The thief is said to be tall.",
        "Carl Dee called the police.",
        "The court rejected the appeal.",
    ],
)
def test_what_is_no_statement(sentence: str) -> None:
    assert body_of(read_plain_text(f"Title\n\nBy Ann Bee\n\n{sentence}\n")) == []


def test_a_text_in_another_language_keeps_its_layout() -> None:
    article = read_plain_text("Titel\n\nEin Vorspann\n\n(Anna Weber, Der Bote) »Es regnet«, sagte Karl Klein.\n")
    assert (article.title, article.deks, article.authors, article.outlet) == (
        "Titel",
        ("Ein Vorspann",),
        ("Anna Weber",),
        "Der Bote",
    )
    assert article.paragraphs == ("»Es regnet«, sagte Karl Klein.",)
    assert article.statements == ()
    assert "no attributed statement was found in the text" in article.remarks


def test_the_time_grows_with_the_number_of_people() -> None:
    paragraph = "“Bridge {0} is safe for us,” Mayor Ann{0} Bee{0} said. He said pier {0} was shut. Bee{0} laughed.\n\n"

    def seconds(size: int) -> float:
        text = "Title\n\nBy Ann Lee\n\n" + "".join(map(paragraph.format, range(size)))
        start = time.process_time()
        assert len(read_plain_text(text).speakers) == size
        return time.process_time() - start

    small, large = (min(seconds(size) for _ in range(2)) for size in (150, 1200))
    # Eight times the text: linear is 8, quadratic 64. The floor keeps a busy machine's noise out of the proportion.
    assert large < 25 * max(small, 0.02)
