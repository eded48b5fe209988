from __future__ import annotations

import pytest

from site_builder.exchange.prose.cast import Cast
from site_builder.exchange.prose.mentions import parse_mention

STORY = """\
Mayor Ann Bee met Carl Dee, a retired teacher. Halden Energy sent its spokeswoman, Eve Foss.
The county engineer was late. Bee waited with Mr Dee.
Gil Hart, who measured the road, came at noon. Hart was wet. The Border Patrol Agency sent nobody."""


def resolve(*phrases: str) -> str | None:
    """Return whom the last phrase means at the end of the story, after the others were resolved in their order."""
    cast = Cast(STORY)
    name = None
    for phrase in phrases:
        mention = parse_mention(phrase)
        assert mention is not None
        found = cast.resolve(mention, len(STORY))
        name = found.name if found else None
    return name


@pytest.mark.parametrize(
    ("phrases", "name"),
    [
        (["Bee"], "Ann Bee"),
        (["Mr Dee"], "Carl Dee"),
        (["the mayor"], "Ann Bee"),
        (["the teacher"], "Carl Dee"),
        (["the company"], "Halden Energy"),
        (["Halden"], "Halden Energy"),
        (["the agency"], "Border Patrol Agency"),
        (["BPA"], "Border Patrol Agency"),
        (["Bee", "she"], "Ann Bee"),
        (["Bee", "Mr Dee", "she"], "Ann Bee"),
        (["Bee", "Dee", "Halden Energy", "it"], "Halden Energy"),
        (["Bee", "Halden Energy", "the group"], "Halden Energy"),
        (["Dee", "The 64-year-old"], "Carl Dee"),
        (["Bee", "they"], None),
        (["residents"], None),
        (["the sheriff"], None),
        (["Ivy Jones"], "Ivy Jones"),
        (["Jones"], "Jones"),
    ],
)
def test_whom_a_mention_means(phrases: list[str], name: str | None) -> None:
    assert resolve(*phrases) == name


def test_a_role_without_a_name_is_given_to_who_is_introduced_next() -> None:
    cast = Cast(STORY)
    mention = parse_mention("The county engineer")
    assert mention is not None
    found = cast.resolve(mention, STORY.index("The county engineer"))
    assert found is not None
    assert (found.name, found.role) == ("Gil Hart", "county engineer")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ex-Teacher Dee", "Carl Dee"),
        ("Mayor", "Ann Bee"),
        ("Energy Company", "Halden Energy"),
        ("Halden Energy", "Halden Energy"),
        ("Sheriff", None),
    ],
)
def test_whom_the_subject_of_a_headline_means(words: str, name: str | None) -> None:
    found = Cast(STORY).find_in_headline(words)
    assert (found.name if found else None) == name
