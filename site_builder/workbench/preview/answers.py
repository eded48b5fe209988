"""What the form of a preview asks for and what it is told: plain data in, plain data out.

Comes in: the content folder, the name of an action and its data, as a browser sent them. Goes out: what is sent back as
JSON. Each action reads the content folder anew, so that it meets what stands there now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from site_builder.anchoring.candidates import Candidate
from site_builder.model import PARTS, Part, Target
from site_builder.problem_texts import file_of
from site_builder.problems import ContentError, Location, SiteError, error
from site_builder.reading.bodies import read_note
from site_builder.reading.scalars import slug_complaint
from site_builder.reading.yaml_source import YamlDocument
from site_builder.urls import slugify
from site_builder.workbench.annotating import NoteRequest, proposed_id, save_note, vocabulary_of
from site_builder.workbench.content_files import write_content
from site_builder.workbench.locating import Located, Place, Selection, locate
from site_builder.workbench.note_fields import FieldProblem, fields_of
from site_builder.workbench.people_files import plan_speakers
from site_builder.workbench.relink_lines import place_of, warning_of
from site_builder.workbench.relinking import find_broken, repair
from site_builder.workbench.sidecar import ConflictError, Sidecar
from site_builder.workbench.workroom import Workroom

Data = Mapping[str, Any]
Answer = dict[str, Any]

_REFERENCE = re.compile('\0[^\0]*\0(?:#[^"]*)?')


class MalformedRequestError(ValueError):
    """Data that no form of ours sends."""


def answer(content: Path, action: str, data: Data) -> Answer:
    """Return the answer to an action; raises MalformedRequestError where there is no such action or its data is wrong.

    What an editor can put right is part of the answer: `problem`, `problems`, or `conflict` where somebody else has
    written meanwhile.
    """
    act = _ACTIONS.get(action)
    if act is None:
        raise MalformedRequestError(f"no action '{action}'")
    try:
        return act(Workroom(content), data)
    except ConflictError as conflict:
        return {"conflict": _fault(conflict)}
    except SiteError as fault:
        return {"problem": _fault(fault)}


# ---------------------------------------------------------------- the form


def _open(room: Workroom, data: Data) -> Answer:
    """Tell what a form needs: choices, the digest of what it shows, and a note's fields or the place of a selection."""
    file = room.file_of_slug(_text(data, "slug"))
    sidecar, vocabulary = room.sidecar(file), vocabulary_of(room)
    told: Answer = {
        "digest": sidecar.digest,
        "sidecar": sidecar.path.as_posix(),
        "choices": vocabulary.choices(),
        "defaults": fields_of(sidecar.defaults, vocabulary),
    }
    if note_id := _text(data, "note"):
        entry = sidecar.entry(note_id)
        quote = entry.get("quote", "")
        return {**told, "note": note_id, "fields": fields_of(entry, vocabulary), "quote": quote}
    if _text(data, "exact"):
        told |= _located(locate(room.open(file), _selection(data)), sidecar)
    return told


def _locate(room: Workroom, data: Data) -> Answer:
    """Tell where words of an article stand."""
    file = room.file_of_slug(_text(data, "slug"))
    return _located(locate(room.open(file), _selection(data)), room.sidecar(file))


def _located(located: Located, sidecar: Sidecar) -> Answer:
    told: Answer = {"places": [_place(place, sidecar) for place in located.places]}
    if located.finding:
        told["problems"] = [{"field": "quote", "message": located.finding.message, "hint": located.finding.hint}]
    return told


def _place(place: Place, sidecar: Sidecar) -> Answer:
    _, line, before, words, after, remark = place
    target = {key: getattr(place.target, key) for key in ("part", "quote", "prefix", "suffix", "occurrence")}
    where = f"line {line}" if line else f"the {place.target.part}"
    told: Answer = {"target": target, "where": where, "before": before, "words": words, "after": after}
    return {**told, "remark": remark, "id": proposed_id(sidecar, place.target.quote)}


def _selection(data: Data) -> Selection:
    part = _text(data, "part")
    offset = data.get("offset")
    return Selection(
        _text(data, "exact"),
        _part(part) if part else None,
        _text(data, "prefix"),
        _text(data, "suffix"),
        offset if isinstance(offset, int) else None,
    )


def _preview(room: Workroom, data: Data) -> Answer:
    """Tell how the Markdown of a note looks; its links lead nowhere yet."""
    file = room.file_of_slug(_text(data, "slug"))
    document = YamlDocument("", file)
    note = read_note(_text(data, "note"), document, (), file, room.folder.size_of)
    return {"html": _REFERENCE.sub("#", note.html), "remarks": [problem.message for problem in note.problems]}


def _save(room: Workroom, data: Data) -> Answer:
    """Write a note; on a conflict tell what the note is now, so that the form can go on from there."""
    file = room.file_of_slug(_text(data, "slug"))
    note_id = _text(data, "note")
    fields, change = data.get("fields"), data.get("change")
    request = NoteRequest(
        file,
        _text(data, "digest"),
        note_id,
        _text(data, "id"),
        _target(data.get("target")),
        fields if isinstance(fields, dict) else {},
        {key: str(value) for key, value in change.items()} if isinstance(change, dict) else {},
    )
    try:
        result = save_note(room, request)
    except ConflictError as conflict:
        return {"conflict": _fault(conflict), "now": _open(room, {"slug": data["slug"], "note": note_id})}
    return {"saved": result.note_id, "problems": [_field_problem(one) for one in result.problems]}


def _add_speaker(room: Workroom, data: Data) -> Answer:
    """Add a speaker of a name to the archive, and tell how forms call them."""
    name = " ".join(_text(data, "name").split())
    speaker_id = slugify(name)
    speakers = room.records.speakers
    if not name or slug_complaint(speaker_id) or speakers.knows(speaker_id):
        hint = "add them to speakers.yaml, under an id of their own"
        return {"problem": {"message": f"'{name}' cannot be added here", "hint": hint}}
    entry = {key: text for key in ("type", "role") if (text := _text(data, key).strip())}
    write_content(*plan_speakers(room.content, room.folder, {speaker_id: {"name": name, **entry}}))
    return {"added": name}


# ---------------------------------------------------------------- quotes that no longer match


def _candidates(room: Workroom, data: Data) -> Answer:
    """Tell where the broken quotes of an article may stand."""
    file = _article_of(room, data)
    return {
        "quotes": [
            {
                "file": file,
                "place": _place_on_disk(broken.location, room.content),
                "note": broken.note_id,
                "target": broken.target_index,
                "quote": broken.target.quote,
                "candidates": [_candidate(one) for one in broken.candidates],
            }
            for broken in find_broken(file, room.open(file))
        ]
    }


def _relink(room: Workroom, data: Data) -> Answer:
    """Write the place that was chosen; it is known by its part and its words, so that nothing else can be meant."""
    file, note_id, target = _article_of(room, data), _text(data, "note"), data.get("target")
    for broken in find_broken(file, room.open(file)):
        if (broken.note_id, broken.target_index, broken.target.quote) == (note_id, target, _text(data, "quote")):
            for one in broken.candidates:
                if _candidate(one)["key"] == data.get("key"):
                    repair(room, broken, one)
                    return {"saved": note_id}
    raise ConflictError("the article or the note was changed meanwhile", "look for the words again")


def _candidate(one: Candidate) -> Answer:
    return {
        "key": [one.span.part, one.span.start, one.span.end, one.words],
        "where": place_of(one),
        "before": one.before,
        "after": one.after,
        "runs": [run._asdict() for run in one.runs],
        "warning": warning_of(one),
    }


def _article_of(room: Workroom, data: Data) -> str:
    """Return the article whose file or sidecar is named as problems name it."""
    named = _text(data, "file")
    for file in room.articles:
        if named in (file, f"{file.removesuffix('.md')}.yaml"):
            return file
    raise ContentError(f"there is no article '{named}'", "reload the page")


def _place_on_disk(location: Location, content: Path) -> str:
    """Return a place as problems have it."""
    return f"{file_of(error('', '', location), content)}:{location.line}:{location.column}"


# ---------------------------------------------------------------- data of browsers


def _text(data: Data, key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise MalformedRequestError(f"'{key}' is no text")
    return value


def _part(text: str) -> Part:
    for part in PARTS:
        if part == text:
            return part
    raise MalformedRequestError(f"no part '{text}'")


def _target(data: object) -> Target | None:
    if not isinstance(data, dict):
        return None
    occurrence = data.get("occurrence")
    return Target(
        _text(data, "quote"),
        _text(data, "prefix"),
        _text(data, "suffix"),
        occurrence if isinstance(occurrence, int) else None,
        _part(_text(data, "part")),
    )


def _fault(fault: SiteError) -> Answer:
    return {"message": str(fault), "hint": fault.hint}


def _field_problem(problem: FieldProblem) -> Answer:
    return problem._asdict()


_ACTIONS: Mapping[str, Callable[[Workroom, Data], Answer]] = {
    "open": _open,
    "locate": _locate,
    "preview": _preview,
    "save": _save,
    "add-speaker": _add_speaker,
    "candidates": _candidates,
    "relink": _relink,
}
