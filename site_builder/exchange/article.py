"""What an importer gives, whatever format it read: an article, its speakers and its statements as frozen records.

Nothing here knows a file format; workbench/importing.py turns these records into content files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.model import Attribution, Part, SpeakerType


class Passage(NamedTuple):
    """The characters [start, end) of the text of a part, and the words that they are."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """Something that the text says somebody said, or that it gives as an example without naming anybody."""

    part: Part
    passages: tuple[Passage, ...]
    attribution: Attribution
    speaker_id: str | None = None
    said_in: str = ""


@dataclass(frozen=True, slots=True)
class ImportedSpeaker:
    """Somebody to whom the text attributes a statement."""

    id: str
    name: str
    type: SpeakerType = "person"
    role: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article as it was read; a part that it does not have is empty.

    `date` and `updated` are a day, a month or a year as content-format.md writes them; a dateline stands in the first
    paragraph too.
    """

    title: str
    deks: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    date: str = ""
    updated: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    speakers: tuple[ImportedSpeaker, ...] = ()
    statements: tuple[ImportedStatement, ...] = ()
    remarks: tuple[str, ...] = ()  # what an editor should look at, as sentences
    markdown: str = ""  # the body where it is more than paragraphs
    source_url: str = ""
    archive_url: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)  # what the source says besides

    def text_of(self, part: Part) -> str:
        """Return the plain text of a part; its deks or paragraphs are joined by line feeds."""
        texts = {"title": (self.title,), "dek": self.deks, "caption": (self.caption,), "body": self.paragraphs}
        return "\n".join(texts[part])
