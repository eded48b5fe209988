from __future__ import annotations

import pytest

from site_builder.exchange.prose.mentions import Mention, parse_mention


@pytest.mark.parametrize(
    ("phrase", "kind", "name", "role", "affiliation"),
    [
        ("Okafor", "person", "Okafor", "", ""),
        ("Mr Idowu", "person", "Idowu", "", ""),
        ("But Ruth Ann Castellane", "person", "Ruth Ann Castellane", "", ""),
        ("Commissioner Luis Parrant", "person", "Luis Parrant", "Commissioner", ""),
        ("Council leader Giles Farrant (Con)", "person", "Giles Farrant", "Council leader", ""),
        (
            "Acting Director of Border and Coast Matters Ann Bee",
            "person",
            "Ann Bee",
            "Acting Director",
            "Border and Coast Matters",
        ),
        ("Professor Ann Bee of the University of Harlow", "person", "Ann Bee", "Professor", "University of Harlow"),
        ("Halden Lines president Ann Bee", "person", "Ann Bee", "president", "Halden Lines"),
        ("county engineer Ann Bee", "person", "Ann Bee", "county engineer", ""),
        ("Ann Bee, director of Calder Museum,", "person", "Ann Bee", "director", "Calder Museum"),
        ("Ann Bee, director of public works", "person", "Ann Bee", "director of public works", ""),
        ("Ann Bee, the chain’s chief operating officer", "person", "Ann Bee", "chief operating officer", ""),
        ("Ann Bee, a volunteer who lifted the tile", "person", "Ann Bee", "volunteer", ""),
        ("Ann Bee, who has worked nights for years", "person", "Ann Bee", "", ""),
        ("Sen. Ann Bee, R-Millbrook", "person", "Ann Bee", "Sen.", ""),
        ("A department spokesman, Peter Amsel", "person", "Peter Amsel", "department spokesman", ""),
        ("Jane Farmer", "person", "Jane Farmer", "", ""),
        ("the Orrin County engineer", "role", "engineer", "Orrin County engineer", ""),
        ("The director of Calder Museum", "role", "director", "director", "Calder Museum"),
        ("Marrow Health, which bought the clinic", "organisation", "Marrow Health", "", ""),
        ("The state Department of Health", "organisation", "Department of Health", "", ""),
        ("Bellweather Construction of Dunmore", "organisation", "Bellweather Construction", "", ""),
        ("FBI", "organisation", "FBI", "", ""),
        ("A spokesman for the company", "organisation-noun", "company", "", ""),
        ("A spokesperson for Halden Energy", "organisation", "Halden Energy", "", ""),
        ("the company", "organisation-noun", "company", "", ""),
        ("the police union", "organisation-noun", "union", "police union", ""),
        ("she", "pronoun", "she", "", ""),
        ("The 64-year-old, of Chapel Road", "pronoun", "somebody", "", ""),
        ("Critics", "group", "critics", "", ""),
        ("Local law enforcement officials who refuse to cooperate", "group", "officials", "", ""),
        ("Opponents of the bill", "group", "opponents", "", ""),
        ("people close to her", "group", "people", "", ""),
        ("a study published on Monday", "group", "published", "", ""),
    ],
)
def test_whom_a_phrase_mentions(phrase: str, kind: str, name: str, role: str, affiliation: str) -> None:
    mention = parse_mention(phrase)
    assert mention is not None
    assert (mention.kind, mention.name, mention.role, mention.affiliation) == (kind, name, role, affiliation)


@pytest.mark.parametrize(
    "phrase", ["", "61", "R-Millbrook", "Mill Street", "in a statement", "The road was closed", "who"]
)
def test_what_mentions_nobody(phrase: str) -> None:
    assert parse_mention(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "gender"), [("Mrs Bee", "f"), ("spokesman Ann Bee", "m"), ("spokeswoman Ann Bee", "f"), ("Ann Bee", "")]
)
def test_gender_is_what_the_words_say(phrase: str, gender: str) -> None:
    mention = parse_mention(phrase)
    assert mention is not None
    assert mention.gender == gender


def test_somebody_with_others_is_several() -> None:
    assert parse_mention("Dr. Maas and her colleagues") == Mention("person", "Maas", role="Dr.", is_several=True)
