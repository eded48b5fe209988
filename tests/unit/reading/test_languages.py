"""Language files: how they lie over one another, and what is told of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.config import load_language
from site_builder.folders import template_folders
from site_builder.language import Dated, Language, Plural
from site_builder.model import Config
from site_builder.problems import UsageError
from site_builder.reading.languages import read_language

MONTHS = "[Jän, Feb, Mär, Apr, Mai, Jun, Jul, Aug, Sep, Okt, Nov, Dez]"


def folders_with(root: Path, **files: str) -> list[Path]:
    """Return the folders of templates of a site with language files of its own; `de_AT` stands for de-AT."""
    for tag, text in files.items():
        path = root / "languages" / f"{tag.replace('_', '-')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return [root, *template_folders(None)]


def read(tag: str, root: Path, **files: str) -> Language:
    found = read_language(folders_with(root, **files), tag)
    assert found.problems == []
    return found.language


def test_a_word_of_the_sites_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    language = read("en", tmp_path, en="words: {speakers: Voices}")
    assert (language.words["speakers"], language.words["topics"]) == ("Voices", "Topics")


def test_a_region_lies_over_its_language_and_that_over_english(tmp_path: Path) -> None:
    files = {
        "de_AT": f"months: {MONTHS}",
        "de": "words: {search: Suchen}\nown: {hello: Hallo}",
        "en": "own: {hello: Hello, bye: Bye}",
    }
    language = read("de-AT", tmp_path, **files)
    assert (language.tag, language.months[0]) == ("de-AT", "Jän")
    assert (language.words["search"], language.words["topics"]) == ("Suchen", "Themen")
    assert language.own == {"hello": "Hallo", "bye": "Bye"}


@pytest.mark.parametrize(("tag", "used"), [("de-CH-1996", "de"), ("DE", "de"), ("ar-EG", "ar"), ("en-GB", "en")])
def test_a_region_without_a_file_has_the_words_of_its_language(tmp_path: Path, tag: str, used: str) -> None:
    found = read_language(folders_with(tmp_path), tag)
    assert (found.language.tag, found.is_known) == (used, True)


def test_a_language_without_a_file_is_english_and_told(tmp_path: Path) -> None:
    language, (problem,) = load_language(Config("A", language="tlh"), folders_with(tmp_path))
    assert (language.tag, problem.severity, problem.code) == ("en", "warning", "untranslated-language")


def test_a_new_language_is_english_where_it_says_nothing(tmp_path: Path) -> None:
    files = "plurals: none-or-one-other\nwords:\n  search: Recherche\n  feed:\n  kinds: {claim: Affirmation}\n"
    files += "  number_of_notes: {one: '{count} note', other: '{count} notes'}\n"
    language = read("fr", tmp_path, fr=files)
    assert (language.words["search"], language.words["feed"]) == ("Recherche", "Feed")
    assert language.words["number_of_notes"] == Plural(
        "none-or-one-other", {"one": "{count} note", "other": "{count} notes"}
    )
    assert language.words["number_of_claims"] == Plural(
        "one-other", {"one": "{count} claim", "other": "{count} claims"}
    )
    kinds = language.words["kinds"]
    assert isinstance(kinds, dict)
    assert (kinds["claim"], kinds["source"]) == ("Affirmation", "Source")


def test_a_word_with_a_date_may_have_forms(tmp_path: Path) -> None:
    language = read("en", tmp_path, en="words: {updated: {day: 'on {date}', month: 'in {date}', year: 'then'}}")
    assert language.words["updated"] == Dated("on {date}", "in {date}", "then")


def test_own_words_have_the_form_that_they_are_written_in(tmp_path: Path) -> None:
    own = "own:\n  a: A {b}\n  c: {one: '{count} c', other: '{count} cs'}\n"
    own += "  d: {day: d, month: m, year: y}\n  e: {f: g}\n"
    assert read("en", tmp_path, en=own).own == {
        "a": "A {b}",
        "c": Plural("one-other", {"one": "{count} c", "other": "{count} cs"}),
        "d": Dated("d", "m", "y"),
        "e": {"f": "g"},
    }


FAULTS = [
    ("words: {serach: Find}", "1:9: a language file has no 'serach' here (did you mean 'search'?)"),
    ("words: {xyzzy: Find}", "1:9: a language file has no 'xyzzy' here (words of your own templates stand below own:)"),
    ("word: {search: Find}", "1:1: a language file has no 'word' here (did you mean 'words'?)"),
    ("words:\n  search: [Find]", "2:11: here should stand text, not a list"),
    ("words:\n  search: {a: Find}", "2:11: here should stand text, not keys (write it behind the colon)"),
    ("words: Find", "1:8: here should stand keys, not text (write key: value)"),
    ("words:\n  kinds: Find", "2:10: here should stand forms, not text (write a text for claim, context, definition,"),
    ("words:\n  kinds: {clam: Find}", "2:11: a language file has no 'clam' here (did you mean 'claim'?)"),
    ("words:\n  kinds: {claim: [Find]}", "2:18: here should stand text, not a list"),
    ("words:\n  results: {one: A}", "2:12: the plural rule one-other needs a text for other (for one, other)"),
    (
        "words:\n  results: {one: A, many: B, other: C}",
        "2:21: a language file has no 'many' here (there are one, other)",
    ),
    (
        "plurals: arabic\nwords:\n  results: {one: A, other: C}",
        "3:12: the plural rule arabic needs a text for zero, two,",
    ),
    ("words:\n  results: '{count}'", "2:12: here should stand forms, not text (write a text for one, other)"),
    ("words:\n  updated: 'on {dat}'", "2:16: nothing replaces {dat} here (did you mean 'date'?)"),
    ("words:\n  search: 'on {dat}'", "2:15: nothing replaces {dat} here (this text has no placeholders)"),
    ("words:\n  moved_to: 'to {b}'", "2:17: nothing replaces {b} here (there are {link})"),
    (
        "words:\n  results: {one: '{count}', other: '{x} {count}'}",
        "2:37: nothing replaces {x} here (there are {count})",
    ),
    ("words:\n  updated: {day: 'on {date}'}", "2:12: a date needs a text for month, year (for day, month, year)"),
    ("words:\n  updated: 'on {date'", "2:16: a brace stands around a placeholder's name"),
    ("plurals: arabian", "1:10: there is no such plural rule (did you mean 'arabic'?)"),
    ("plurals: [arabic]", "1:10: there is no such plural rule (other, one-other, none-or-one-other, arabic, hebrew,"),
    ("months: [January]", "1:9: here should stand the names of twelve months (write a list that begins with January)"),
    (
        "dates: {day: '{dy}', month: '{month}', year: '{year}'}",
        "1:15: nothing replaces {dy} here (did you mean 'day'?)",
    ),
    ("words: {a: b", "1:8: this bracket is not closed"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_language(Config("A"), folders_with(tmp_path, en=text))
    (line,) = str(caught.value).split("\n")
    assert line.startswith(f"{(tmp_path / 'languages/en.yaml').as_posix()}:{told}")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_language(Config("A", language="de"), folders_with(tmp_path, en="months: x", de="plurals: y\nx: z"))
    assert len(str(caught.value).split("\n")) == 3
