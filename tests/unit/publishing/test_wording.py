from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup, escape

from site_builder.language import Dated, Plural, Word
from site_builder.model import Date
from site_builder.publishing.wording import DatedPhrase, Phrase, PluralPhrase, Wording
from tests.wording import ENGLISH, shipped_language

DAY, MONTH, YEAR = Date(1947, 5, 2), Date(1947, 5), Date(1947)


def words(**own: Word) -> Wording:
    return Wording(replace(ENGLISH.language, own=own))


@pytest.mark.parametrize(
    ("tag", "dates"),
    [
        ("en", ("2 May 1947", "May 1947", "1947")),
        ("de", ("2. Mai 1947", "Mai 1947", "1947")),
        ("ar", ("2 مايو 1947", "مايو 1947", "1947")),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(tag: str, dates: tuple[str, str, str]) -> None:
    wording = Wording(shipped_language(tag))
    assert tuple(map(wording.date_text, (DAY, MONTH, YEAR))) == dates
    assert wording.date(DAY) == Markup(f'<time datetime="1947-05-02">{dates[0]}</time>')


def test_a_german_date_has_its_preposition_by_how_exact_it_is() -> None:
    updated = vars(Wording(shipped_language("de")).words)["updated"]
    assert [updated(date).striptags() for date in (DAY, MONTH, YEAR)] == [
        "aktualisiert am 2. Mai 1947",
        "aktualisiert im Mai 1947",
        "aktualisiert 1947",
    ]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "لا ملاحظات"),
        (1, "ملاحظة واحدة"),
        (2, "ملاحظتان"),
        (3, "3 ملاحظات"),
        (11, "11 ملاحظة"),
        (100, "100 ملاحظة"),
        (103, "103 ملاحظات"),
    ],
)
def test_an_arabic_number_has_one_of_six_forms(count: int, text: str) -> None:
    assert vars(Wording(shipped_language("ar")).words)["number_of_notes"](count) == text


def test_words_are_escaped_once_and_what_is_put_in_too() -> None:
    own = vars(
        words(plain="a < b", phrase="<{x}>", count=Plural("one-other", {"one": "<1>", "other": "<{count}{x}>"})).words
    )
    own = vars(own["own"])
    assert own["plain"] == Markup("a &lt; b")
    assert own["phrase"](x="&") == Markup("&lt;&amp;&gt;")
    assert own["phrase"](x=Markup("<b>")) == Markup("&lt;<b>&gt;")
    assert own["count"](1, x="&") == Markup("&lt;1&gt;")
    assert own["count"](2, x="&") == Markup("&lt;2&amp;&gt;")
    assert escape(own["phrase"]) == Markup("&lt;{x}&gt;")
    assert own["count"].forms == {"one": "<1>", "other": "<{count}{x}>"}


def test_the_form_of_a_word_says_what_it_is_called_with() -> None:
    own = vars(
        vars(words(a="{x}", b="{date}", c=Dated("", "", ""), d=Plural("other", {"other": ""}), e={}).words)["own"]
    )
    assert [type(own[name]) for name in "abcde"] == [Phrase, DatedPhrase, DatedPhrase, PluralPhrase, dict]


def test_plain_text_is_not_escaped() -> None:
    assert ENGLISH.text("title_of_year", title="A & B", year="2020") == "A & B, 2020"


def test_a_year_of_a_list_has_a_name() -> None:
    assert [ENGLISH.year_label(label) for label in ("2020", "undated")] == ["2020", "Undated"]
