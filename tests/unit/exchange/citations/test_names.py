from __future__ import annotations

import pytest

from site_builder.exchange.citations.names import CitedName, parse_name


@pytest.mark.parametrize(
    ("name", "inverted", "initials"),
    [
        ("Jane Doe", "Doe, Jane", "J."),
        ("Jane Q. Doe", "Doe, Jane Q.", "J. Q."),
        ("J.R.R. Tolkien", "Tolkien, J.R.R.", "J. R. R."),
        ("Jean-Paul Sartre", "Sartre, Jean-Paul", "J.-P."),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig", "L."),
        ("Charles de la Vallée Poussin", "de la Vallée Poussin, Charles", "C."),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr.", "M. L."),
        ("Henry Louis Gates Jr.", "Gates, Henry Louis, Jr.", "H. L."),
        ("Flann O’Brien", "O’Brien, Flann", "F."),
        ("Łukasz Żal", "Żal, Łukasz", "Ł."),
        ("Анна Ахматова", "Ахматова, Анна", "А."),
        ("Νίκος Καζαντζάκης", "Καζαντζάκης, Νίκος", "Ν."),
        ("  Jane \n Doe ", "Doe, Jane", "J."),
    ],
)
def test_a_person_is_known_by_the_family_name(name: str, inverted: str, initials: str) -> None:
    parsed = parse_name(name)
    assert (parsed.inverted, parsed.initials, parsed.literal) == (inverted, initials, "")


@pytest.mark.parametrize(
    "name",
    [
        *("The editors", "Associated Press", "AP Staff", "BBC Arabic", "Reuters", "The New York Times", "Archive desk"),
        *(
            "Madonna",
            "李小龙",
            "김 대중",
            "محمود درويش",
            "Smith, Jones & Co.",
            "Ministry of Health",
            "Redaktion Wissen",
        ),
        *("R2D2 Unit", "@someone else", "Correspondents in Paris", "de Gaulle", "Anna von"),
    ],
)
def test_who_is_no_person_for_sure_is_cited_whole(name: str) -> None:
    assert parse_name(name) == CitedName(literal=name)
    assert parse_name(name).inverted == parse_name(name).forward == name


def test_an_editor_can_say_how_a_name_is_sorted() -> None:
    assert parse_name("Gabriel García Márquez", "García Márquez, Gabriel").inverted == "García Márquez, Gabriel"
    assert parse_name("Ludwig van Beethoven", "van Beethoven, Ludwig").particle == "van"
    assert parse_name("Nagy Imre", "Nagy, Imre").initials == "I."
    assert parse_name("Oxford Economics", "Oxford Economics").literal == "Oxford Economics"


def test_a_name_as_one_says_it() -> None:
    assert parse_name("Martin Luther King, Jr.").forward == "Martin Luther King Jr."
    assert parse_name("Ludwig van Beethoven").forward == "Ludwig van Beethoven"
