from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model import Date
from site_builder.reading.format import Findings, Place, Type
from site_builder.reading.scalars import (
    Bool,
    Choice,
    DateType,
    Email,
    FilePath,
    Free,
    Language,
    Markdown,
    Name,
    Number,
    OldAddress,
    PersonName,
    QuotedWords,
    Slug,
    Text,
    Url,
    slug_complaint,
)
from site_builder.reading.yaml_source import Plain, Value


def read(type_: Type, value: Value) -> tuple[Any, list[str]]:
    findings = Findings()
    parsed = type_.parse(value, Place(findings), "key")
    assert all(finding.path == ("key",) for finding in findings.found)
    return parsed, [finding.code for finding in findings.found]


def hint(type_: Type, value: Value) -> str:
    findings = Findings()
    type_.parse(value, Place(findings), "key")
    return findings.found[0].hint


@pytest.mark.parametrize("text", ["1984", "false", "~", "12:30", "a  b"])
def test_text_is_taken_as_written(text: str) -> None:
    assert read(Text(), Plain(text)) == (text, [])


def test_white_space_around_a_text_is_dropped_but_not_around_quoted_words() -> None:
    assert read(Text(), " a \n") == ("a", [])
    assert read(QuotedWords(), " a \n") == (" a ", [])
    assert read(Markdown(), "    code\n") == ("    code\n", [])


@pytest.mark.parametrize(
    "type_", [Text(), QuotedWords(), Markdown(), Slug(), DateType(), Url(), Bool(), Number(), Name("key")]
)
def test_white_space_alone_is_nothing(type_: Type) -> None:
    assert read(type_, " \n ") == (None, [])


@pytest.mark.parametrize(
    "type_", [Text(), Slug(), DateType(), Url(), Bool(), Number(), Name("key"), Markdown(), Language()]
)
def test_one_value_is_neither_a_list_nor_a_mapping(type_: Type) -> None:
    assert read(type_, ["a"]) == (None, ["wrong-type"])
    assert read(type_, {"a": "b", "c": "d"}) == (None, ["wrong-type"])
    assert read(type_, {"Careful": "it rose"}) == (None, ["unquoted-colon"])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-02-29", Date(2020, 2, 29)),
        ("2020-02", Date(2020, 2)),
        ("2020", Date(2020)),
        ("0098-01-01", Date(98, 1, 1)),
    ],
)
def test_dates(text: str, date: Date) -> None:
    assert read(DateType(), text) == (date, [])


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-29",
        "2020-13",
        "2020-00-01",
        "2020-01-00",
        "0000",
        "20-01-01",
        "2020-2-7",
        "2020/02/07",
        "today",
        "٢٠٢٠",
        "2020-02-07T10:00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(DateType(), text) == (None, ["bad-date"])


@pytest.mark.parametrize(
    ("text", "better"), [("2020-2-7", "2020-02-07"), ("2020/2", "2020-02"), ("2020-02-07T10:00", "2020-02-07")]
)
def test_a_date_that_is_nearly_one_is_put_right(text: str, better: str) -> None:
    assert hint(DateType(), text) == f"write {better}"


@given(st.dates())
def test_every_day_is_a_date(day: dt.date) -> None:
    assert read(DateType(), day.isoformat()) == (Date(day.year, day.month, day.day), [])


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org",
        "https://example.org/a?b=c&d#e",
        "HTTPS://Example.org/ü",
        "https://[::1]:80/",
        "https://en.wikipedia.org/wiki/N-ray_(x)",
    ],
)
def test_web_addresses_are_kept_as_typed(text: str) -> None:
    assert read(Url(), text) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "example.org",
        "//example.org",
        "https://",
        "https:///x",
        "https://a b",
        "ftp://example.org",
        "mailto:a@b.c",
        "https:\\\\a",
        "data:x",
        "https://a\\b",
        "http://[x/",
        "http://a:b/",
        "http://a:99999/",
        "http://:80/",
        "http://a\u2100b/",
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    assert read(Url(), text) == (None, ["bad-url"])


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("www.example.org/a", "did you mean https://www.example.org/a?"),
        ("example", "an address begins with http:// or https://"),
        ("javascript:x.y", "an address begins with http:// or https://"),
        ("a b.c", "an address begins with http:// or https://"),
        ("http://[x/", "look at the part between // and the next /"),
    ],
)
def test_hints_for_addresses(text: str, begins: str) -> None:
    assert hint(Url(), text).startswith(begins)


def test_mail_addresses_where_writing_makes_sense() -> None:
    assert read(Url(mail=True), "mailto:a@example.org") == ("mailto:a@example.org", [])
    assert read(Url(mail=True), "mailto:a") == (None, ["bad-url"])
    assert read(Email(), "a@example.org") == ("a@example.org", [])
    assert read(Email(), "mailto:a@example.org") == (None, ["bad-email"])


@pytest.mark.parametrize("slug", ["moon", "007", "moon-hoax-1835", "élysée", "москва", "हिन्दी", "漢字", "a-", "ß"])
def test_slugs(slug: str) -> None:
    assert read(Slug(), slug) == (slug, [])


@pytest.mark.parametrize("slug", ["Moon", "a b", "a_b", "a.b", "a/b", "-", "con", "lpt1", "É", "a\u200d", "a’b"])
def test_what_is_no_slug(slug: str) -> None:
    assert read(Slug(), slug) == (None, ["bad-slug"])


@pytest.mark.parametrize(
    ("slug", "complaint"),
    [
        ("--", "it has no letter or digit"),
        ("a b", "it contains a space"),
        ("a/b", "it contains /"),
        ("A", "it has capital letters"),
        ("nul", "Windows reserves this name"),
        ("a", ""),
    ],
)
def test_what_is_wrong_with_a_slug_is_said(slug: str, complaint: str) -> None:
    assert slug_complaint(slug) == complaint


@pytest.mark.parametrize("type_", [Slug(), Name("key"), PersonName()])
def test_what_others_refer_to_is_composed(type_: Type) -> None:
    assert read(type_, "e\u0301") == ("é", [])


@pytest.mark.parametrize(("text", "number"), [("1", 1.0), ("-2.5", -2.5), ("1e3", 1000.0), (".5", 0.5), ("0x10", 16.0)])
def test_numbers(text: str, number: float) -> None:
    assert read(Number(), text) == (number, [])


@pytest.mark.parametrize("text", ["one", "1,5", "1_000", ".inf", "nan", "1e999", "١", "9" * 5000, "0x" + "f" * 400])
def test_what_is_no_number(text: str) -> None:
    assert read(Number(), text) == (None, ["wrong-type"])


def test_the_longest_numbers_fit_into_a_float() -> None:
    for text in ("9" * 200, "0x" + "f" * 198, "0o" + "7" * 198):
        number, problems = read(Number(), text)
        assert (number > 1e100, problems) == (True, [])
        assert read(Number(), f"{text}1") == (None, ["wrong-type"])


def test_whole_numbers_and_the_least() -> None:
    type_ = Number(whole=True, least=1)
    assert read(type_, "2") == (2, [])
    assert read(type_, "0") == (None, ["wrong-type"])
    assert read(type_, "1.5") == (None, ["wrong-type"])


@pytest.mark.parametrize(("text", "value"), [("true", True), ("False", False), ("TRUE", True)])
def test_truth(text: str, value: bool) -> None:
    assert read(Bool(), text) == (value, [])


@pytest.mark.parametrize("text", ["yes", "no", "on", "1", "tRUE"])
def test_what_is_neither_true_nor_false(text: str) -> None:
    assert read(Bool(), text) == (None, ["wrong-type"])


@pytest.mark.parametrize("text", ["en", "no", "pt-BR", "zh-Hant-TW", "sr-Latn"])
def test_languages(text: str) -> None:
    assert read(Language(), text) == (text, [])


@pytest.mark.parametrize("text", ["English (US)", "e", "en_US", "-", "en-"])
def test_what_is_no_language(text: str) -> None:
    assert read(Language(), text) == (None, ["bad-language"])


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/old/", "old/"),
        ("2019/old.html", "2019/old.html"),
        ("ü/x/", "ü/x/"),
        ("u\u0308/", "ü/"),
        ("a.b/c/", "a.b/c/"),
        ("a/", "a/"),
    ],
)
def test_old_addresses(text: str, address: str) -> None:
    assert read(OldAddress(), text) == (address, [])


@pytest.mark.parametrize(
    "text",
    [
        *[
            "https://example.org/",
            "../x/",
            "a/../b/",
            "a//b/",
            "/",
            "//",
            "a?b/",
            "a#b/",
            "a\\b/",
            "a b/",
            "%2e/",
            "./",
        ],
        *["aux/x/", "x/NUL.html", "con/", "robots.txt", "old", ".site-builder.json", ".git/", "a./", ".html", "a.htm"],
    ],
)
def test_what_is_no_old_address(text: str) -> None:
    assert read(OldAddress(), text) == (None, ["bad-alias"])


def test_files_are_of_the_content_folder() -> None:
    assert read(FilePath(), "a b/ü.png") == ("a b/ü.png", [])
    assert read(FilePath(), "https://example.org/a.png") == (None, ["remote-file"])
    assert read(FilePath(), "//example.org/a.png") == (None, ["remote-file"])


def test_choices() -> None:
    assert read(Choice("a", "b", "c"), "b") == ("b", [])
    assert read(Choice("a", "b", "c"), "d") == (None, ["unknown-choice"])
    assert hint(Choice("a", "b", "c"), "d") == "write a, b or c"


def test_free_values_have_names() -> None:
    assert read(Free(), ["a"]) == (None, ["wrong-type"])
    assert read(Free(), {"a": Plain("1")}) == ({"a": 1}, [])
