from __future__ import annotations

import pytest

from site_builder.exchange.prose.layout import read_layout

BODY = "It rained on Monday, and nobody was surprised by that at all."


@pytest.mark.parametrize(
    ("line", "authors", "outlet"),
    [
        ("By JANE DOE, Gazette Staff Writer", ["Jane Doe"], "Gazette"),
        ("By Jane Doe", ["Jane Doe"], ""),
        ("by Jane de la Cruz and Carl O’Dee", ["Jane de la Cruz", "Carl O’Dee"], ""),
        ("By Jane Doe, Carl Dee and Ann Bee | The Echo", ["Jane Doe", "Carl Dee", "Ann Bee"], "The Echo"),
        ("By Jane Doe, Statehouse Correspondent, The Register", ["Jane Doe"], "The Register"),
        ("The Echo | By Jane Doe", ["Jane Doe"], "The Echo"),
        ("Written by Jane Doe for The Echo", ["Jane Doe"], "The Echo"),
        ("By Jane Doe\nScience reporter, Northern Dispatch", ["Jane Doe"], "Northern Dispatch"),
        ("By Jane Doe\nThe Echo", ["Jane Doe"], "The Echo"),
    ],
)
def test_byline_of_its_own(line: str, authors: list[str], outlet: str) -> None:
    layout = read_layout(f"Title\n\n{line}\n\n{BODY}\n")
    assert (layout.authors, layout.outlet, layout.paragraphs, layout.deks) == (authors, outlet, [BODY], [])


def test_byline_in_parentheses_is_moved_out_of_the_text() -> None:
    layout = read_layout(f"Title\n\n(Jane Doe, The Echo) {BODY}\n")
    assert (layout.authors, layout.outlet, layout.paragraphs) == (["Jane Doe"], "The Echo", [BODY])


@pytest.mark.parametrize(
    "beginning",
    [
        "(Ann Lee, Daily, March 3, 2021) ",
        "(Ann Lee, Daily; 2021-03-03) ",
        "By ANN LEE, Daily, 3 March 2021\n\n",
        "By Ann Lee | March 3, 2021 | Daily\n\n",
        "By Ann Lee\nDaily, March 3, 2021\n\n",
        "By Ann Lee, Daily\n\nPublished March 3, 2021\n\n",
        "Published March 3, 2021\n\nBy Ann Lee, Daily\n\n",
    ],
)
def test_a_date_beside_the_byline(beginning: str) -> None:
    layout = read_layout(f"Title\n\n{beginning}{BODY}\n")
    assert (layout.authors, layout.outlet, layout.date) == (["Ann Lee"], "Daily", "2021-03-03")
    assert (layout.updated, layout.deks, layout.paragraphs) == ("", [], [BODY])


def test_when_it_was_updated_is_no_date_of_publication() -> None:
    layout = read_layout(f"Title\n\nBy Ann Lee, Daily, March 3, 2021\nUpdated March 4, 2021\n\n{BODY}\n")
    assert (layout.outlet, layout.date, layout.updated) == ("Daily", "2021-03-03", "2021-03-04")
    assert read_layout(f"Title\n\nUpdated March 4, 2021\n\nBy Ann Lee\n\n{BODY}\n").date == ""


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Jane Doe / IMAGE: Some Agency via Video", "Jane Doe", "Some Agency via Video"),
        ("The bridge at dawn (Photo: Carl Dee)", "The bridge at dawn", "Carl Dee"),
        ("The bridge at dawn | Photo by Carl Dee/Agency", "The bridge at dawn", "Carl Dee/Agency"),
        ("Photo courtesy of the library", "", "the library"),
        ("Caption: The bridge (Carl Dee)", "The bridge", "Carl Dee"),
    ],
)
def test_caption_and_credit(line: str, caption: str, credit: str) -> None:
    layout = read_layout(f"Title\n\nA dek\n\n{line}\n\nBy Jane Doe\n\n{BODY}\n")
    assert (layout.caption, layout.credit, layout.deks) == (caption, credit, ["A dek"])


@pytest.mark.parametrize(
    ("beginning", "dateline", "outlet", "date"),
    [
        ("TRENTON, N.J. (Northline) — ", "TRENTON, N.J. (Northline) —", "Northline", ""),
        ("LONDON — ", "LONDON —", "", ""),
        (
            "NEW HOPE, Pa., March 3, 2021 (Northline) -- ",
            "NEW HOPE, Pa., March 3, 2021 (Northline) --",
            "Northline",
            "2021-03-03",
        ),
        ("OSLO, March 3 (Northline) — ", "OSLO, March 3 (Northline) —", "Northline", ""),
    ],
)
def test_dateline(beginning: str, dateline: str, outlet: str, date: str) -> None:
    layout = read_layout(f"Title\n\n{beginning}{BODY}\n")
    assert (layout.dateline, layout.outlet, layout.date) == (dateline, outlet, date)
    assert layout.paragraphs == [beginning + BODY]


def test_without_a_byline_short_lines_are_deks_and_sentences_are_not() -> None:
    layout = read_layout(f"Title\n\nA dek without a full stop\n\n{BODY}\n\nMore.\n")
    assert (layout.deks, layout.paragraphs) == (["A dek without a full stop"], [BODY, "More."])


def test_stray_blank_lines_and_indentation_are_layout() -> None:
    assert read_layout(f"\n\n  Title \n\n\n\nBy Jane Doe\n \t\n    {BODY}\n\n\n\n{BODY}  \n\n").paragraphs == [
        BODY,
        BODY,
    ]


def test_a_hard_wrapped_paragraph_is_one() -> None:
    layout = read_layout(
        "Title\n\nBy Jane Doe\n\nIt rained on Monday, and\nnobody was surprised.\n\nIt rained again.\n"
    )
    assert layout.paragraphs == ["It rained on Monday, and nobody was surprised.", "It rained again."]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    assert read_layout("Title\n\nBy Jane Doe\n\nIt rained.\nIt snowed.\n").paragraphs == ["It rained.", "It snowed."]


@pytest.mark.parametrize("text", ["", "\n\n", "Title", "Title\n\nBy Jane Doe"])
def test_nothing_but_a_header(text: str) -> None:
    assert read_layout(text).paragraphs == []
