"""A note that an editor wrote in a form to the sidecar: checked as a build checks it, before anything is written.

Comes in: the content folder and the fields of a form. Goes out: the sidecar with the note, or what is wrong, field by
field, and the files as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.model import Reference, Target
from site_builder.problems import Location, Problem, error
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.scalars import SLUG_HINT, slug_complaint
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import Value, YamlDocument
from site_builder.workbench.article_writer import readable_id
from site_builder.workbench.note_fields import FieldProblem, Vocabulary, changes_of
from site_builder.workbench.schema_files import schema_comment
from site_builder.workbench.sidecar import KEY_ORDER, ConflictError, Entry, Sidecar, write_sidecar
from site_builder.workbench.workroom import Workroom
from site_builder.workbench.yaml_writer import Unquoted

_FIELDS_OF_CODES = {
    "verdict-without-basis": "basis",
    "verdict-without-source": "sources",
    "verdict-without-claim": "verdict",
}
"""The field that a problem asks for, where that is not the one it is found at."""

_LONGEST_WAS = 400
"""Characters of an old text that a public change repeats; of a longer one it is said only that it changed."""


@dataclass(frozen=True, slots=True)
class NoteRequest:
    """What a form asks for: a new note where `note_id` is "", else changes of one; `digest` is of what it saw."""

    file: str
    digest: str
    note_id: str = ""
    wanted_id: str = ""
    target: Target | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    change: Mapping[str, str] = field(default_factory=dict)


class SaveResult(NamedTuple):
    """How saving went: the note's id where it was written, else what is wrong."""

    note_id: str = ""
    problems: tuple[FieldProblem, ...] = ()


def vocabulary_of(room: Workroom) -> Vocabulary:
    """Return what notes of the archive can name."""
    return Vocabulary(room.config, room.records.speakers.records, room.records.sources.records)


def save_note(room: Workroom, request: NoteRequest) -> SaveResult:
    """Write a note into the sidecar where nothing is wrong with it.

    Raises ConflictError where the sidecar is not what the form saw, and FileError and ContentError as sidecars do.
    """
    sidecar = room.sidecar(request.file)
    if sidecar.digest != request.digest:
        raise ConflictError(f"{sidecar.path} was changed meanwhile", "look at what is there now, then save again")
    vocabulary = vocabulary_of(room)
    entry = sidecar.entry(request.note_id) if request.note_id else _new_entry(sidecar, request, vocabulary)
    changes = changes_of(request.fields, entry, sidecar.defaults, vocabulary)
    if request.target and request.note_id:
        changes |= _selector(request.target, entry, sidecar)
    _add_change(changes, entry, request)
    told = {problem.field: problem for problem in reversed(vocabulary.problems)}
    if told.keys() & {"quote", "id"}:
        return SaveResult(problems=tuple(told.values()))
    if request.note_id:
        if not changes and not told:
            return SaveResult(request.note_id)
        data = sidecar.with_changes(request.note_id, changes)
    else:
        data = sidecar.with_note(_in_order({**entry, **changes}))
        if sidecar.data is None:
            data = schema_comment(room.content, sidecar.document.file, "sidecar").encode() + data
    note_id = str(entry["id"])
    found = find_problems(room, request.file, data, note_id)
    if problems := (*told.values(), *(problem for problem in found if problem.field not in told)):
        return SaveResult(problems=problems)
    write_sidecar(sidecar, data)
    return SaveResult(note_id)


def proposed_id(sidecar: Sidecar, words: str) -> str:
    """Return a readable id for a new note about some words, that no other note has or had."""
    return readable_id(words, dict.fromkeys(sidecar.ids, 1))


def _new_entry(sidecar: Sidecar, request: NoteRequest, vocabulary: Vocabulary) -> Entry:
    if request.target is None:
        hint = "select the words that the note is about, or write them here"
        vocabulary.problems.append(FieldProblem("quote", "a note needs words of the article", hint))
        return {"id": "none"}
    note_id = request.wanted_id or proposed_id(sidecar, request.target.quote)
    if complaint := slug_complaint(note_id):
        vocabulary.problems.append(FieldProblem("id", f"'{note_id}' cannot be an id: {complaint}", SLUG_HINT))
    if note_id in sidecar.ids:
        hint = "an id is the note's address for ever, and is never used twice"
        vocabulary.problems.append(FieldProblem("id", f"the id '{note_id}' is taken", hint))
    selector = {key: value for key, value in _selector(request.target, {}, sidecar).items() if value}
    return {"id": note_id, **selector}


def _selector(target: Target, entry: Entry, sidecar: Sidecar) -> dict[str, Value]:
    """Return the keys that find a place, "" for those that it does not need."""
    occurrence = "" if target.occurrence is None else Unquoted(target.occurrence)
    needs_part = target.part != "body" or "part" in sidecar.defaults
    values: dict[str, Value] = {
        "quote": target.quote,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "occurrence": occurrence,
        "part": target.part if needs_part else "",
    }
    return {key: value for key, value in values.items() if value or key in entry}


def _in_order(entry: Entry) -> Entry:
    given = {key: value for key, value in entry.items() if value}
    return {key: given[key] for key in KEY_ORDER if key in given}


def _add_change(changes: dict[str, Value], entry: Entry, request: NoteRequest) -> None:
    """Add what readers are told of a change to the note's public history."""
    text = request.change.get("text", "").strip()
    if not text or not request.note_id:
        return
    told: Entry = {"date": Unquoted(request.change.get("date", "")), "type": request.change.get("type", "update")}
    texts = [key for key in ("claim", "verdict", "basis", "note") if key in changes]
    if len(texts) == 1:
        told["field"] = texts[0]
        was = entry.get(texts[0], "")
        told |= {"was": was} if isinstance(was, str) and 0 < len(was) <= _LONGEST_WAS else {}
    before = entry.get("changes") or []
    changes["changes"] = [*(before if isinstance(before, list) else [before]), {**told, "text": text}]


# ---------------------------------------------------------------- what a build would say


def find_problems(room: Workroom, file: str, data: bytes, note_id: str) -> tuple[FieldProblem, ...]:
    """Return the errors that a build would find in one note of a sidecar with these bytes, each at its field."""
    opened = room.open(file, data)
    text, _ = read_text(data, sidecar_of(file))
    document = YamlDocument(text, sidecar_of(file))
    places = _places_of(document, note_id)
    first, end = places[0][0], _end_of(document, note_id)
    found = [*opened.problems, *_missing_files(room, opened.article.references)]
    return tuple(
        FieldProblem(_field_of(problem, places), problem.message, problem.hint)
        for problem in found
        if problem.severity == "error" and first <= _line_and_column(problem.location) < end
    )


def _missing_files(room: Workroom, references: Iterable[Reference]) -> list[Problem]:
    return [
        error("broken-link", f"there is no file '{one.file}'", one.location, "a path begins at the article's folder")
        for one in references
        if one.file not in room.folder.files
    ]


def _field_of(problem: Problem, places: list[tuple[tuple[int, int], str]]) -> str:
    if problem.code in _FIELDS_OF_CODES:
        return _FIELDS_OF_CODES[problem.code]
    if problem.code == "missing-key" and "needs a note" in problem.message:
        return "note"
    if problem.code == "missing-key" and "withdrawn_because" in problem.message:
        return "withdrawn_because"
    at = _line_and_column(problem.location)
    return [name for place, name in places if place <= at][-1]


def _places_of(document: YamlDocument, note_id: str) -> list[tuple[tuple[int, int], str]]:
    """Return where a note begins and where each of its keys stands, in the order of the file."""
    index, entry = _entry_of(document, note_id)
    whole = (_line_and_column(document.locate(("annotations", index))), "")
    keys = [(_line_and_column(document.locate_key(("annotations", index, key))), key) for key in entry]
    return [whole, *keys]


def _end_of(document: YamlDocument, note_id: str) -> tuple[int, int]:
    index, _ = _entry_of(document, note_id)
    after = ("annotations", index + 1)
    return _line_and_column(document.locate(after)) if document.has(after) else (1 << 62, 0)


def _entry_of(document: YamlDocument, note_id: str) -> tuple[int, Entry]:
    value = document.value
    entries = value.get("annotations") if isinstance(value, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, dict) and entry.get("id") == note_id:
            return index, entry
    raise AssertionError(f"the note {note_id} was just written")


def _line_and_column(location: Location) -> tuple[int, int]:
    return location.line, location.column
