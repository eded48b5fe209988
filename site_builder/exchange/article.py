"""What an importer gives, whatever format it read: an article, its speakers and its statements as frozen records.

Nothing here knows a file format; workbench/importing.py turns these records into content files.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model import Attribution, Part, SpeakerType


@dataclass(frozen=True, slots=True)
class Target:
    """One place of a statement: the exact words, and what narrows them to this place where they stand twice.

    `start` counts Unicode code points in the text of the part, its paragraphs (or deks) joined by one line break.
    """

    quote: str
    start: int
    prefix: str = ""
    suffix: str = ""
    occurrence: int = 0  # 0: the words need no counting


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """Something that the text says somebody said, or that it gives as an example without naming anybody."""

    part: Part
    targets: tuple[Target, ...]
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

    `date` is a day or a month as content-format.md writes them; a dateline stands in the first paragraph too.
    """

    title: str
    deks: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    date: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    speakers: tuple[ImportedSpeaker, ...] = ()
    statements: tuple[ImportedStatement, ...] = ()
    remarks: tuple[str, ...] = ()  # what an editor should look at, as sentences
