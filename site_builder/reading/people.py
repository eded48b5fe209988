"""Speakers, contributors and sources: the files that articles refer to by id or key.

In go the files of the content folder, out comes a register of each kind. Each stands in one file (speakers.yaml) or,
for people, in a file each (speakers/<id>.yaml).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeVar

from site_builder.model import Contributor, Source, Speaker
from site_builder.problems import Location, Problem, error
from site_builder.reading.bodies import read_note
from site_builder.reading.fields import FieldReader
from site_builder.reading.folder import ContentFolder
from site_builder.reading.format import Mapping, Named, Placed, Values, located, read_values
from site_builder.reading.formats import CONTRIBUTOR, CONTRIBUTORS, SOURCES, SPEAKER, SPEAKERS
from site_builder.reading.register import Register
from site_builder.reading.scalars import SLUG_HINT, slug_complaint
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import YamlDocument

Person = TypeVar("Person", Speaker, Contributor)
Make = Callable[[str, Placed, FieldReader, list[Problem]], Person]


def read_speakers(folder: ContentFolder) -> Register[Speaker]:
    """Read speakers.yaml and the files of speakers/."""
    return _read_people(folder, "speakers", SPEAKERS, SPEAKER, _speaker)


def read_contributors(folder: ContentFolder) -> Register[Contributor]:
    """Read contributors.yaml and the files of contributors/."""
    return _read_people(folder, "contributors", CONTRIBUTORS, CONTRIBUTOR, _contributor)


def read_sources(folder: ContentFolder) -> Register[Source]:
    """Read sources.yaml."""
    register: Register[Source] = Register()
    if "sources.yaml" in folder.files:
        document = _read_document(folder, "sources.yaml", register)
        entries, findings = read_values(SOURCES, document)
        _note_keys(register, document)
        fields = FieldReader(document, folder.size_of, register)
        for key, placed in (entries or {}).items():
            source = fields.source(placed)
            if source:
                register.records[key] = source
        register.references += fields.references
        register.problems += located(findings, document)
    return register


def _read_people(folder: ContentFolder, name: str, many: Named, one: Mapping, make: Make[Person]) -> Register[Person]:
    register: Register[Person] = Register()
    if f"{name}.yaml" in folder.files:
        document = _read_document(folder, f"{name}.yaml", register)
        entries, findings = read_values(many, document)
        _note_keys(register, document)
        for person_id, placed in (entries or {}).items():
            _add_person(register, person_id, placed, FieldReader(document, folder.size_of), make)
        register.problems += located(findings, document)
    for path in (PurePosixPath(file) for file in folder.files if file.startswith(f"{name}/")):
        if path.parent.as_posix() == name and path.suffix == ".yaml":
            document = _read_document(folder, str(path), register)
            placed, findings = read_values(one, document)
            register.note_written([path.stem])
            register.problems += _file_name_problems(path)
            if placed:
                _add_person(register, path.stem, placed, FieldReader(document, folder.size_of), make)
            register.problems += located(findings, document)
    return register


def _add_person(
    register: Register[Person], person_id: str, placed: Placed, fields: FieldReader, make: Make[Person]
) -> None:
    person = make(person_id, placed, fields, register.problems)
    register.add(person_id, person, person.location)
    register.references += fields.references


def _speaker(speaker_id: str, placed: Placed, fields: FieldReader, problems: list[Problem]) -> Speaker:
    values = placed.values | {"image": fields.image(placed.values.get("image"))} | _bio(placed, fields, problems)
    return Speaker(id=speaker_id, location=fields.document.locate_key(placed.place.path), **values)


def _contributor(contributor_id: str, placed: Placed, fields: FieldReader, problems: list[Problem]) -> Contributor:
    values = placed.values | _bio(placed, fields, problems)
    return Contributor(id=contributor_id, location=fields.document.locate_key(placed.place.path), **values)


def _bio(placed: Placed, fields: FieldReader, problems: list[Problem]) -> Values:
    if "bio" not in placed.values:
        return {}
    path = (*placed.place.path, "bio")
    note = read_note(placed.values["bio"], fields.document, path, "", fields.size_of)
    fields.references += note.references
    problems += note.problems
    return {"bio": note.html}


def _note_keys(register: Register[Person] | Register[Source], document: YamlDocument) -> None:
    if isinstance(document.value, dict):
        register.note_written(document.value)
    if document.failed:
        register.note_unreadable()


def _file_name_problems(path: PurePosixPath) -> list[Problem]:
    complaint = slug_complaint(path.stem)
    if not complaint:
        return []
    message = f"the file's name '{path.stem}' cannot be an id: {complaint}"
    return [error("bad-slug", message, Location(str(path)), SLUG_HINT)]


def _read_document(folder: ContentFolder, file: str, register: Register[Person] | Register[Source]) -> YamlDocument:
    text, problems = read_text(folder.read(file), file)
    register.problems += problems
    return YamlDocument(text, file)
