from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.problems import Location, Problem
from site_builder.reading.source_text import HARMLESS, harmless_text, location_at, read_text


def read(data: bytes) -> tuple[str, list[Problem]]:
    return read_text(data, "moon.md")


def test_plain_text_is_kept() -> None:
    text = "Café — 'ÿ' 漢 🌕\t\n\u200f\u2066x\u2069\u00ad\u200d"
    assert read(text.encode()) == (text, [])


def test_a_byte_order_mark_and_other_line_ends_are_fine() -> None:
    assert read(b"\xef\xbb\xbfone\r\ntwo\rthree\n") == ("one\ntwo\nthree\n", [])


@pytest.mark.parametrize(
    ("data", "text", "line", "column", "byte"),
    [
        (b"Caf\xe9", "Caf\ufffd", 1, 4, "0xE9"),
        ("é\r\né\n".encode() + b"ab\xff\xfe", "é\né\nab\ufffd\ufffd", 3, 3, "0xFF"),
        (b"\xef\xbb\xbf\xe2\x80", "\ufffd", 1, 1, "0xE2"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", 1, 1, "0xED"),
    ],
)
def test_what_is_not_utf_8_is_told_with_its_place(data: bytes, text: str, line: int, column: int, byte: str) -> None:
    found, problems = read(data)
    assert found == text
    assert [(problem.code, problem.location) for problem in problems] == [
        ("not-utf8", Location("moon.md", line, column))
    ]
    assert byte in problems[0].message


def test_utf_16_is_read_and_told_once() -> None:
    text, problems = read("title: Café\r\n".encode("utf-16"))
    assert text == "title: Café\n"
    assert [problem.code for problem in problems] == ["not-utf8"]


def test_harmful_characters_are_replaced_one_for_one_and_told_once_each() -> None:
    text, problems = read("a\0b\n\x07c\x07\u202ed\u2028e\x85f\ufdd0".encode())
    assert text == "a␀b\n␇c␇\ufffdd e f\ufffd"
    assert [(problem.severity, problem.code, *problem.location[1:]) for problem in problems] == [
        ("error", "nul-byte", 1, 2),
        ("warning", "control-character", 2, 1),
        ("warning", "control-character", 2, 4),
        ("warning", "control-character", 2, 6),
        ("warning", "control-character", 2, 8),
        ("warning", "control-character", 2, 10),
    ]


@given(st.text(st.characters(categories=("L", "Cc", "Cf", "Cn", "Cs", "Z"))))
def test_every_harmful_character_is_replaced_and_nothing_else(text: str) -> None:
    harmless = harmless_text(text)
    assert harmless == text.translate(HARMLESS)
    assert (harmless is text) == HARMLESS.keys().isdisjoint(map(ord, text))


@given(st.text())
def test_harmless_text_has_no_control_or_overriding_characters(text: str) -> None:
    harmless = harmless_text(text)
    assert len(harmless) == len(text)
    assert not any(
        unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in harmless.translate({9: "", 10: ""})
    )
    assert not any(
        unicodedata.bidirectional(character) in {"LRO", "RLO", "LRE", "RLE", "PDF"} for character in harmless
    )
    assert harmless_text(harmless) is harmless


@given(st.lists(st.text("aé"), min_size=1), st.data())
def test_places_count_lines_and_code_points_from_one(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    line = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[line])))
    index = sum(len(before) + 1 for before in lines[:line]) + column
    assert location_at(text, index, "f") == Location("f", line + 1, column + 1)


@given(st.binary())
def test_any_bytes_can_be_read(data: bytes) -> None:
    text, problems = read(data)
    assert "\r" not in text
    assert all(1 <= problem.location.line <= text.count("\n") + 1 for problem in problems)
