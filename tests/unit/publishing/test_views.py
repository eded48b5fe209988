from __future__ import annotations

import re
from dataclasses import replace

import pytest

from site_builder.model import Annotation, Article, Body, Date, Kind, Note, Piece, Span, Target, Verdict
from site_builder.publishing.views import (
    LIST_LIMIT,
    Passage,
    count_verdicts,
    cut_list,
    find_passage,
    tally_notes,
)

VERDICTS = {
    "true": Verdict("true", "True", tone="positive"),
    "false": Verdict("false", "False", tone="negative"),
    "mixed": Verdict("mixed", "Mixed", tone="mixed"),
}


def note(number: int, verdict: str = "", kind: Kind = "claim") -> Note:
    annotation = Annotation(f"n{number}", (Target("words"),), kind, verdict=verdict)
    return Note(annotation, Article("a.md", "a", "A"), number, VERDICTS.get(verdict))


def test_verdicts_are_counted_in_the_order_of_the_vocabulary_and_the_unrated_last() -> None:
    notes = [note(1, "false"), note(2), note(3, "true"), note(4, "false"), note(5, kind="context")]
    counts = [(count.label, count.tone, count.count) for count in count_verdicts(notes, VERDICTS)]
    assert counts == [("True", "positive", 1), ("False", "negative", 2), ("not rated", "none", 1)]


def test_a_tally_leads_to_the_first_note_of_each_sort() -> None:
    notes = [note(1, kind="context"), note(2, "false"), note(3), note(4, "false"), note(5, kind="context")]
    assert [(tally.label, tally.count, tally.first.number) for tally in tally_notes(notes, VERDICTS)] == [
        ("False", 2, 2),
        ("not rated", 1, 3),
        ("context", 2, 1),
    ]


def dates(*years: int | None) -> list[Date | None]:
    return [Date(year) if year else None for year in years]


def cut(items: list[Date | None], **options: bool) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
    pages = cut_list(items, lambda date: date, "claims/", lambda year: f"claims/{year}/", **options)
    return [
        (page.address, [(group.label, group.address, group.count, len(group.items)) for group in page.groups])
        for page in pages
    ]


def test_a_short_list_is_one_page_by_year() -> None:
    assert cut(dates(2020, 2020, 1912, None)) == [
        ("claims/", [("2020", "", 2, 2), ("1912", "", 1, 1), ("undated", "", 1, 1)])
    ]


def test_a_short_list_may_have_a_page_for_each_year_besides() -> None:
    assert cut(dates(2020, 1912), every_year=True) == [
        ("claims/", [("2020", "claims/2020/", 1, 1), ("1912", "claims/1912/", 1, 1)]),
        ("claims/2020/", [("2020", "", 1, 1)]),
        ("claims/1912/", [("1912", "", 1, 1)]),
    ]


def test_a_long_list_is_cut_by_year_and_a_long_year_by_pages() -> None:
    long = 2 * LIST_LIMIT + 1
    assert cut(dates(*[2020] * long, 1912)) == [
        ("claims/", [("2020", "claims/2020/", long, 0), ("1912", "claims/1912/", 1, 0)]),
        ("claims/2020/", [("2020", "", long, LIST_LIMIT)]),
        ("claims/2020/2/", [("2020", "", long, LIST_LIMIT)]),
        ("claims/2020/3/", [("2020", "", long, 1)]),
        ("claims/1912/", [("1912", "", 1, 1)]),
    ]


def test_the_pages_of_a_year_are_linked() -> None:
    pages = cut_list(dates(*[2020] * 401), lambda date: date, "", lambda year: f"{year}/")
    assert [(page.pager.number, page.pager.previous, page.pager.next) for page in pages if page.pager] == [
        (1, "", "2020/2/"),
        (2, "2020/", "2020/3/"),
        (3, "2020/2/", ""),
    ]


BODY = Body(
    pieces=(
        Piece("markup", "<p>"),
        Piece("text", "Before it all. She said the\nmoon has bats. Then she left."),
        Piece("markup", "</p>"),
        Piece("gap", "\n"),
        Piece("text", "Next."),
    ),
    gaps=(57,),
    text="Before it all. She said the\nmoon has bats. Then she left.\nNext.",
)


def passage(quote: str, text: Body = BODY, **changes: bool) -> Passage:
    start = text.text.index(quote)
    annotation = Annotation("x", (Target(quote),), "claim", spans=(Span("body", start, start + len(quote)),))
    return find_passage(Note(annotation, replace(Article("a.md", "a", "A", body=text), **changes), 1))  # type: ignore[arg-type]  # the test names the fields


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("moon has bats", "She said the\n", "."),
        ("She said", "", " the\nmoon has bats."),
        ("all. She", "Before it ", " said the\nmoon has bats."),
        ("she left.", "Then ", ""),
        ("Next.", "", ""),
    ],
)
def test_a_passage_is_the_sentence_around_the_words(quote: str, before: str, after: str) -> None:
    assert passage(quote) == Passage(before, (quote,), after)


def test_a_long_sentence_is_cut_at_a_space() -> None:
    words = "word " * 100 + "HERE" + " word" * 100
    before, _, after = passage("HERE", Body((Piece("text", words),), text=words))
    assert re.fullmatch("…(word )+", before)
    assert re.fullmatch("( word)+…", after)
    assert max(len(before), len(after)) < 170


def test_the_text_of_an_excerpt_is_not_shown_around_its_words() -> None:
    assert passage("moon", excerpt_only=True) == Passage("", ("moon",), "")
