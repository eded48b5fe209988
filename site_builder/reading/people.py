"""Speakers, contributors and sources: the files that articles refer to by id or key.

In go the files of the content folder, out come the records by id. Each kind stands in one file (speakers.yaml) or, for
people, in a file each (speakers/<id>.yaml).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from site_builder.model import Contributor, Reference, Source, Speaker
from site_builder.problems import Location, Problem, error
from site_builder.reading.bodies import read_note
from site_builder.reading.fields import FieldReader
from site_builder.reading.folder import ContentFolder
from site_builder.reading.format import Mapping, Named, Place, Placed, Values, located, read_values
from site_builder.reading.formats import CONTRIBUTOR, CONTRIBUTORS, SOURCES, SPEAKER, SPEAKERS
from site_builder.reading.scalars import SLUG_HINT, slug_complaint
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import YamlDocument

Record = TypeVar("Record")


@dataclass(slots=True)
class Register(Generic[Record]):
    """Records of one kind by their id, with the references that stand in them."""

    records: dict[str, Record] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, record_id: str, record: Record, location: Location) -> None:
        """Add a record under its id, which must be new."""
        if record_id in self.records:
            message = f"'{record_id}' was described already, in another file"
            self.problems.append(error("duplicate-id", message, location, "keep one of the two"))
        else:
            self.records[record_id] = record


Make = Callable[["_PersonReader", str, Values, Location], Record]


def read_speakers(folder: ContentFolder) -> Register[Speaker]:
    """Read speakers.yaml and the files of speakers/."""
    return _read_people(folder, "speakers", SPEAKERS, SPEAKER, _speaker)


def read_contributors(folder: ContentFolder) -> Register[Contributor]:
    """Read contributors.yaml and the files of contributors/."""
    return _read_people(folder, "contributors", CONTRIBUTORS, CONTRIBUTOR, _contributor)


def read_sources(folder: ContentFolder) -> Register[Source]:
    """Read sources.yaml."""
    register: Register[Source] = Register()
    if "sources.yaml" not in folder.files:
        return register
    document = _read_document(folder, "sources.yaml", register.problems)
    entries, findings = read_values(SOURCES, document)
    fields = FieldReader(document, folder.size_of, {}, register.references)
    for key, placed in (entries or {}).items():
        source = fields.source(placed)
        if source:
            register.records[key] = source
    register.problems += located(findings, document)
    return register


def _read_people(folder: ContentFolder, name: str, many: Named, one: Mapping, make: Make[Record]) -> Register[Record]:
    register: Register[Record] = Register()
    if f"{name}.yaml" in folder.files:
        document = _read_document(folder, f"{name}.yaml", register.problems)
        entries, findings = read_values(many, document)
        _add_all(register, document, entries or {}, make, folder)
        register.problems += located(findings, document)
    for file in folder.files:
        path = PurePosixPath(file)
        if path.parts[0] == name and len(path.parts) == 2 and path.suffix == ".yaml":
            document = _read_document(folder, file, register.problems)
            placed, findings = read_values(one, document)
            complaint = slug_complaint(path.stem)
            if complaint:
                message = f"the file's name '{path.stem}' cannot be an id: {complaint}"
                register.problems.append(error("bad-slug", message, Location(file), SLUG_HINT))
            _add_all(register, document, {path.stem: placed} if placed else {}, make, folder)
            register.problems += located(findings, document)
    return register


def _add_all(
    register: Register[Record],
    document: YamlDocument,
    entries: dict[str, Placed],
    make: Make[Record],
    folder: ContentFolder,
) -> None:
    for record_id, placed in entries.items():
        reader = _PersonReader(
            FieldReader(document, folder.size_of, {}, register.references), placed.place, register.problems
        )
        location = document.locate_key(placed.place.path)
        register.add(record_id, make(reader, record_id, dict(placed.values), location), location)


@dataclass(slots=True)
class _PersonReader:
    """Reads the fields of one person that need more than their own text."""

    fields: FieldReader
    place: Place
    problems: list[Problem]

    def bio(self, values: Values) -> dict[str, Any]:
        if "bio" not in values:
            return {}
        path = (*self.place.path, "bio")
        note = read_note(values["bio"], self.fields.document, path, "", self.fields.size_of)
        self.fields.references += note.references
        self.problems += note.problems
        return {"bio": note.html}


def _speaker(reader: _PersonReader, speaker_id: str, values: Values, location: Location) -> Speaker:
    image = reader.fields.image(values.pop("image", None))
    return Speaker(id=speaker_id, location=location, image=image, **values | reader.bio(values))


def _contributor(reader: _PersonReader, contributor_id: str, values: Values, location: Location) -> Contributor:
    return Contributor(id=contributor_id, location=location, **values | reader.bio(values))


def _read_document(folder: ContentFolder, file: str, problems: list[Problem]) -> YamlDocument:
    text, text_problems = read_text(folder.read(file), file)
    problems += text_problems
    return YamlDocument(text, file)
