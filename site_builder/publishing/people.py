"""Who belongs to which organisation, as far as both are among the speakers.

Comes in: speakers. Goes out: names to link to, as a page shows them and no more, so that a page is made anew only where
they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_builder.model import Speaker, SpeakerName
from site_builder.urls import fold_label


class Affiliations:
    """The persons of each organisation and the organisations of each person, by name.

    An organisation is known by its name and its aliases; letter case and spacing do not matter.
    """

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        listed = list(speakers)
        self._organisations: dict[str, Speaker] = {}
        for speaker in listed:
            if speaker.type in {"organisation", "group"}:
                for name in (speaker.name, *speaker.aliases):
                    self._organisations.setdefault(fold_label(name), speaker)
        self._people: dict[str, list[SpeakerName]] = {}
        for speaker in listed:
            organisations = self.organisations_of(speaker).values()
            for organisation_id in dict.fromkeys(organisation.id for organisation in organisations):
                self._people.setdefault(organisation_id, []).append(_name_of(speaker))

    def people_of(self, speaker: Speaker) -> list[SpeakerName]:
        """Return the speakers who say that they belong to this one, by name."""
        return self._people.get(speaker.id, [])

    def organisations_of(self, speaker: Speaker) -> Mapping[str, SpeakerName]:
        """Return the organisations of a speaker's affiliation and roles that are speakers themselves, by their text."""
        texts = (speaker.affiliation, *(role.organisation for role in speaker.roles))
        found = {text: self._organisations.get(fold_label(text)) for text in texts if text}
        return {text: _name_of(other) for text, other in found.items() if other and other.id != speaker.id}


def _name_of(speaker: Speaker) -> SpeakerName:
    return SpeakerName(speaker.id, speaker.name, speaker.role, speaker.affiliation, speaker.type)
