from __future__ import annotations

import json
from typing import Any

import pytest

from site_builder.exchange.foreign.read import UnknownAnnotationsError, read_annotations
from site_builder.exchange.foreign.record import ForeignNote, ForeignQuote, ForeignReply, ForeignText

ROW: dict[str, Any] = {
    "id": "LOCX",
    "user": "acct:mark@hypothes.is",
    "user_info": {"display_name": "Mark T."},
    "text": "Says *who*?\n",
    "tags": ["moon", "bats"],
    "uri": "https://sun.example/moon",
    "created": "2016-12-16T11:24:14.673557+00:00",
    "updated": "2016-12-17T11:24:14.673557+00:00",
    "links": {"incontext": "https://hyp.is/LOCX/sun.example/moon", "html": "https://hypothes.is/a/LOCX"},
    "target": [
        {
            "source": "https://sun.example/moon",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/div[1]", "startOffset": 4},
                {"type": "TextPositionSelector", "start": 4, "end": 8},
                {"type": "TextQuoteSelector", "exact": "moon", "prefix": "The ", "suffix": " has"},
            ],
        }
    ],
}


def read(*rows: object) -> tuple[ForeignNote, ...]:
    return read_annotations(json.dumps({"total": len(rows), "rows": rows}).encode()).notes


def test_an_annotation() -> None:
    assert read(ROW) == (
        ForeignNote(
            "LOCX",
            ("https://sun.example/moon",),
            (ForeignQuote("moon", "The ", " has", 4),),
            (ForeignText("Says *who*?", "markdown"),),
            tags=("moon", "bats"),
            authors=("Mark T.",),
            changed="2016-12-17",
            url="https://hyp.is/LOCX/sun.example/moon",
        ),
    )


def test_a_list_of_annotations_is_fine_too() -> None:
    assert read_annotations(json.dumps([ROW]).encode()).notes == read(ROW)


def test_who_shows_no_name_has_that_of_the_account() -> None:
    (note,) = read({**ROW, "user_info": {"display_name": None}})
    assert note.authors == ("mark",)


def test_answers_are_replies_of_what_they_answer() -> None:
    answer = {**ROW, "id": "r1", "text": "Me.", "references": ["LOCX"], "target": [{"source": ROW["uri"]}]}
    deeper = {**answer, "id": "r2", "text": "No.", "references": ["LOCX", "r1"]}
    (note,) = read(answer, ROW, deeper)
    assert note.id == "LOCX"
    reply = ForeignReply("Mark T.", "Me.", "2016-12-17", "https://hyp.is/LOCX/sun.example/moon")
    assert note.replies == (reply, reply._replace(text="No."))


def test_an_answer_to_what_is_not_there_stays() -> None:
    (note,) = read({**ROW, "id": "r1", "references": ["elsewhere"], "target": []})
    assert (note.id, note.targets, note.answers) == ("r1", (), ("elsewhere",))


@pytest.mark.parametrize("row", [{}, {"id": 7, "text": None, "tags": "x", "target": "no", "user": []}])
def test_what_is_missing_or_odd_is_left_out(row: dict[str, Any]) -> None:
    (note,) = read({"target": [], **row})
    assert (note.id, note.targets, note.texts, note.authors) == ("", (), (), ())


def test_what_is_no_annotation_is_told() -> None:
    found = read_annotations(json.dumps({"rows": [ROW, "what?"]}).encode())
    assert len(found.notes) == 1
    assert found.remarks == ("entry 2 is no annotation",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "it is not JSON: line 1"),
        (b"\xff", "it is not UTF-8: byte 0"),
        (b"[" * 100_000, "nested too deeply"),
        (b"{}", "it is neither"),
        (b"[]", "it is neither"),
        (b'"text"', "it is neither"),
        (b"null", "it is neither"),
    ],
)
def test_a_file_without_annotations_says_why(data: bytes, says: str) -> None:
    with pytest.raises(UnknownAnnotationsError, match=says):
        read_annotations(data)
