"""A note's entry in the sidecar to the fields of a form, and what was typed there back to keys of the entry.

Comes in: an entry, the defaults of its file, and what the archive knows of speakers, verdicts and sources. Goes out:
texts for fields, or keys and values for the sidecar with what is wrong about them. No file is read or written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.model import Config, Source, Speaker
from site_builder.reading.yaml_source import Value
from site_builder.similar import suggestion
from site_builder.urls import fold_label
from site_builder.workbench.sidecar import Entry
from site_builder.workbench.yaml_writer import Unquoted

TEXT_FIELDS = (
    "kind",
    "speaker",
    "claim",
    "verdict",
    "basis",
    "note",
    "said_on",
    "said_in",
    "status",
    "withdrawn_because",
)
"""The keys that a form has a field for, besides the quote and the sources."""

OF_CLAIMS = ("claim", "verdict")
"""The keys that only a claim has."""

SOURCE_FIELDS = ("title", "url", "locator", "stance")
"""The keys of a source that a form has fields for; other keys of it stay as they are."""

_MAKE_A_CLAIM = ("verdict", "claim", "speaker", "attribution")
_TAKEN_AS_WRITTEN = re.compile(r"\d{4}(-\d\d){0,2}")


class FieldProblem(NamedTuple):
    """What is wrong with a field, or with the whole note where `field` is ""; `remedy` names what a form can do."""

    field: str
    message: str
    hint: str = ""
    remedy: str = ""


@dataclass(slots=True)
class Vocabulary:
    """What notes of an archive can name."""

    config: Config
    speakers: Mapping[str, Speaker]
    sources: Mapping[str, Source]
    problems: list[FieldProblem] = field(default_factory=list)

    def choices(self) -> dict[str, list[dict[str, str]]]:
        """Return what a form offers: verdicts, speakers and sources, each with the text that stands for it."""
        return {
            "verdicts": [
                {"value": one.key, "label": one.label, "definition": one.definition}
                for one in self.config.verdicts.values()
            ],
            "speakers": [
                {"value": self.speaker_text(one.id), "label": ", ".join(filter(None, (one.role, one.affiliation)))}
                for one in self.speakers.values()
            ],
            "sources": [
                {
                    "value": self.source_text(key),
                    "label": ", ".join(filter(None, (one.title, one.publisher or one.url))),
                }
                for key, one in self.sources.items()
            ],
        }

    # ---------------------------------------------------------------- names

    def speaker_text(self, speaker_id: str) -> str:
        """Return how a form calls a speaker: by the name where no other has it."""
        return _text_of(speaker_id, {id_: one.name for id_, one in self.speakers.items()})

    def speaker_id(self, text: str) -> str:
        """Return the id of the speaker that a text means, or "" and a problem."""
        names = {id_: (one.name, *one.aliases) for id_, one in self.speakers.items()}
        found = _named(text, names)
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"give the id: {' or '.join(found)}"
            self.problems.append(FieldProblem("speaker", f"several speakers are called '{text}'", hint))
        else:
            known = [*self.speakers, *(name for all_names in names.values() for name in all_names)]
            hint = suggestion(text, known) or "check the spelling, or add them to the archive's speakers"
            self.problems.append(FieldProblem("speaker", f"there is no speaker '{text}'", hint, "add-speaker"))
        return ""

    def source_text(self, key: str) -> str:
        """Return how a form calls a source of sources.yaml."""
        return _text_of(key, {name: one.title for name, one in self.sources.items()})

    def source_key(self, text: str) -> str:
        """Return the key of the source that a text means, or ""."""
        found = _named(text, {key: (one.title,) for key, one in self.sources.items()})
        return found[0] if len(found) == 1 else ""


def _text_of(key: str, names: Mapping[str, str]) -> str:
    name = names.get(key, key)
    return name if Counter(names.values())[name] == 1 else key


def _named(text: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the keys that a text means: the one that it is, else all that are called so."""
    if text in names:
        return [text]
    wanted = fold_label(text)
    return [key for key, known in names.items() if wanted in map(fold_label, known)]


# ---------------------------------------------------------------- an entry to fields


def fields_of(entry: Entry, vocabulary: Vocabulary) -> dict[str, object]:
    """Return the texts of a form's fields."""
    fields: dict[str, object] = {key: _written(entry.get(key, "")) for key in TEXT_FIELDS}
    fields["speaker"] = vocabulary.speaker_text(_written(entry.get("speaker", "")))
    sources = entry.get("sources") or []
    listed = sources if isinstance(sources, list) else [sources]
    fields["sources"] = [_source_fields(source, index, vocabulary) for index, source in enumerate(listed)]
    return fields


def _source_fields(source: Value, index: int, vocabulary: Vocabulary) -> dict[str, object]:
    values = source if isinstance(source, dict) else {"source": source}
    fields: dict[str, object] = {key: _written(values.get(key, "")) for key in SOURCE_FIELDS}
    if values.get("source"):
        fields["title"] = vocabulary.source_text(_written(values["source"]))
    return {**fields, "index": index}


def _written(value: Value) -> str:
    return str(value).strip() if isinstance(value, str) else ""


# ---------------------------------------------------------------- fields to an entry


def changes_of(fields: Mapping[str, object], entry: Entry, defaults: Entry, vocabulary: Vocabulary) -> dict[str, Value]:
    """Return the keys of an entry that are different, "" for those that go; what is wrong is told to `vocabulary`."""
    changes: dict[str, Value] = {}
    for key in TEXT_FIELDS:
        text = fields.get(key)
        if isinstance(text, str):
            changes[key] = _KEY_VALUES.get(key, _plain)(_tidy(text), vocabulary)
    kind = changes.get("kind") or entry.get("kind") or defaults.get("kind") or ""
    if "kind" in changes:
        changes["kind"] = _kind(str(changes["kind"]), {**entry, **changes}, defaults)
    if kind and kind != "claim":
        changes |= dict.fromkeys((key for key in OF_CLAIMS if key in entry or key in changes), "")
    if changes.get("status") == "published" and "status" not in entry and "status" not in defaults:
        changes["status"] = ""
    if isinstance(rows := fields.get("sources"), list):
        sources = [_source(row, entry, vocabulary) for row in rows if isinstance(row, dict)]
        changes["sources"] = [source for source in sources if source]
    _tell_unset(changes, entry, defaults, vocabulary)
    return {key: value for key, value in changes.items() if (entry.get(key) or "") != (value or "")}


def _kind(kind: str, entry: Entry, defaults: Entry) -> Value:
    """Return the kind where it has to be written: not where the other keys say it."""
    given = {key for key in _MAKE_A_CLAIM if entry.get(key) or defaults.get(key)}
    inferred = _written(defaults.get("kind", "")) or ("claim" if given else "context")
    return "" if kind == inferred else kind


def _tell_unset(changes: Mapping[str, Value], entry: Entry, defaults: Entry, vocabulary: Vocabulary) -> None:
    for key, value in changes.items():
        if not value and entry.get(key) and defaults.get(key) and key != "kind":
            hint = "write another one, or change the file itself"
            message = f"left empty it would be that of all notes in this file: '{_written(defaults[key])}'"
            vocabulary.problems.append(FieldProblem(key, message, hint))


def _plain(text: str, _vocabulary: Vocabulary) -> Value:
    return text


def _speaker(text: str, vocabulary: Vocabulary) -> Value:
    return vocabulary.speaker_id(text) if text else ""


def _verdict(text: str, vocabulary: Vocabulary) -> Value:
    verdicts = vocabulary.config.verdicts
    if text and text not in verdicts:
        hint = suggestion(text, verdicts) or f"the verdicts are {', '.join(verdicts) or 'none: site.yaml lists them'}"
        vocabulary.problems.append(FieldProblem("verdict", f"there is no verdict '{text}'", hint))
    return Unquoted(text) if re.fullmatch(r"[\w-]+", text) else text


def _date(text: str, _vocabulary: Vocabulary) -> Value:
    return Unquoted(text) if _TAKEN_AS_WRITTEN.fullmatch(text) else text


_KEY_VALUES: dict[str, Callable[[str, Vocabulary], Value]] = {
    "speaker": _speaker,
    "verdict": _verdict,
    "said_on": _date,
}
"""How the value of a key is made from what was typed; a key that is not here takes the text."""


def _source(row: Mapping[str, object], entry: Entry, vocabulary: Vocabulary) -> Value:
    """Return a source as the sidecar has it: the one at `index` with what differs, or a new one; "" for no source."""
    texts = {key: _tidy(text) for key in SOURCE_FIELDS if isinstance(text := row.get(key, ""), str)}
    if not any(texts.values()):
        return ""
    listed = entry.get("sources") or []
    old = listed if isinstance(listed, list) else [listed]
    index = row.get("index")
    before: Value = old[index] if isinstance(index, int) and 0 <= index < len(old) else {}
    values: dict[str, Value] = dict(before) if isinstance(before, dict) else {"source": before}
    was = _source_fields(before, 0, vocabulary)
    key = vocabulary.source_key(texts["title"]) if texts["title"] else ""
    if texts["title"] != was["title"]:
        values.pop("source", None)
        values.pop("title", None)
        values = {"source": key, **values} if key else {"title": texts["title"], **values}
    for name in ("url", "locator", "stance"):
        values[name] = texts.get(name, "")
    values = {name: value for name, value in values.items() if value}
    return values["source"] if values.keys() == {"source"} else values


def _tidy(text: str) -> str:
    """Return a text as a file should have it: line feeds, no white space at the ends of lines or of the whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n").strip()
