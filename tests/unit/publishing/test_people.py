"""Who belongs to which organisation."""

from __future__ import annotations

from site_builder.model import Role, Speaker, SpeakerName
from site_builder.publishing.people import Affiliations

GUILD = Speaker("guild", "The Guild", type="organisation", aliases=("Guild of Clerks",))
UNION = Speaker("union", "The Union", type="organisation", affiliation="THE GUILD")
ADA = Speaker("ada", "Ada", role="Clerk", affiliation="the  guild", bio="...")  # type: ignore[arg-type]
BOB = Speaker("bob", "Bob", roles=(Role("Master", "Guild of Clerks"), Role("Member", "The Guild"), Role("Poet")))
CYD = Speaker("cyd", "Cyd", affiliation="The Press")
SELF = Speaker("self", "Self", type="group", affiliation="Self")
AFFILIATIONS = Affiliations([ADA, BOB, CYD, GUILD, SELF, UNION])


def test_an_organisation_has_those_who_name_it_in_the_order_of_the_list() -> None:
    assert [person.id for person in AFFILIATIONS.people_of(GUILD)] == ["ada", "bob", "union"]
    assert AFFILIATIONS.people_of(GUILD)[0] == SpeakerName("ada", "Ada", "Clerk", "the  guild", "person")


def test_a_person_has_the_organisations_that_are_speakers_by_the_text_that_names_them() -> None:
    assert list(AFFILIATIONS.organisations_of(BOB)) == ["Guild of Clerks", "The Guild"]
    assert AFFILIATIONS.organisations_of(ADA)["the  guild"].id == "guild"


def test_who_names_nobody_known_or_itself_has_none() -> None:
    for speaker in (CYD, SELF, GUILD):
        assert AFFILIATIONS.organisations_of(speaker) == {}
    assert AFFILIATIONS.people_of(SELF) == []
    assert AFFILIATIONS.people_of(ADA) == []
