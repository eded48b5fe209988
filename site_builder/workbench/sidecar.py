"""The sidecar of an article as an editor's tools change it: notes added, changed, withdrawn, all else left as it was.

Comes in: the file and what shall be different. Goes out: the file, whole, or an error and the file as it was: where
somebody else has written meanwhile, where the file may not be written, where it is no sidecar, and where the change
would not read back as it was meant.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.problems import ContentError, FileError, Problem
from site_builder.reading.formats import ANNOTATION
from site_builder.reading.source_text import BYTE_ORDER_MARK, harmless_text, read_text
from site_builder.reading.yaml_source import Value, YamlDocument
from site_builder.workbench.content_files import write_content
from site_builder.workbench.yaml_edit import Splice, UneditableYamlError, apply_splices, plan_splices

Entry = dict[str, Value]

KEY_ORDER = tuple(key.name for key in ANNOTATION.keys)
"""The order in which keys of a note are written: that of the reference page."""

_BY_HAND = "change it in the file itself"


class ConflictError(ContentError):
    """Somebody else has written the file since it was read."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar as it was read; `data` is None where there is no file yet."""

    path: Path
    data: bytes | None
    document: YamlDocument
    entries: tuple[Entry, ...]
    defaults: Entry

    @property
    def digest(self) -> str:
        """What tells this state of the file from any other: its SHA-256, "" where there is none."""
        return "" if self.data is None else hashlib.sha256(self.data).hexdigest()

    @property
    def ids(self) -> set[str]:
        """All ids that are taken, former ones too."""
        taken = {str(entry["id"]) for entry in self.entries if isinstance(entry.get("id"), str)}
        for entry in self.entries:
            former = entry.get("former_ids", [])
            taken |= set(map(str, former if isinstance(former, list) else [former]))
        return taken

    def entry(self, note_id: str) -> Entry:
        """Return the note of an id; raises ContentError where there is none."""
        return self.entries[self.index(note_id)]

    def index(self, note_id: str) -> int:
        """Return the place of a note among the others; raises ContentError where there is none."""
        for index, entry in enumerate(self.entries):
            if entry.get("id") == note_id:
                return index
        raise ContentError(f"{self.path} has no note '{note_id}'", "it may have been renamed: reload the page")

    # ---------------------------------------------------------------- changes

    def with_note(self, entry: Entry) -> bytes:
        """Return the bytes of the file with one more note at its end; raises ContentError as `revised` does."""
        return self.revised([*self.entries, entry])

    def with_changes(self, note_id: str, changes: Mapping[str, Value]) -> bytes:
        """Return the bytes of the file with some keys of a note changed; an empty value takes a key out.

        Raises ContentError where there is no such note, and as `revised` does.
        """
        index = self.index(note_id)
        changed = {key: value for key, value in {**self.entries[index], **changes}.items() if value}
        return self.revised([*self.entries[:index], changed, *self.entries[index + 1 :]])

    def revised(self, entries: list[Entry]) -> bytes:
        """Return the bytes of the file with these notes.

        Raises ContentError where the file cannot be changed without touching the rest of it.
        """
        intended: dict[str, Value] = dict(self.document.value) if isinstance(self.document.value, dict) else {}
        intended["annotations"] = [_harmless(entry) for entry in entries]
        try:
            splices = plan_splices(self.document, intended, ("defaults", "annotations", *KEY_ORDER))
        except UneditableYamlError as failure:
            raise ContentError(f"{self.path} cannot be changed here: {failure}", _BY_HAND) from failure
        data = _apply(self.data or b"", splices)
        text, problems = read_text(data, self.document.file)
        document = YamlDocument(text, self.document.file)
        if _settled(document.value) != _settled(intended) or _errors([*problems, *document.problems]):
            message = f"{self.path} cannot be changed here: it would not read back as it was meant"
            raise ContentError(message, _BY_HAND)
        return data


def read_sidecar(path: Path, file: str) -> Sidecar:
    """Read the sidecar at a path; `file` is its posix path in the content folder.

    Raises FileError where it cannot be read and ContentError where it is no sidecar: not UTF-8, no YAML, or of another
    shape than `defaults` and a list of notes that each have an id.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Sidecar(path, None, YamlDocument("", file), (), {})
    except OSError as failure:
        raise FileError(f"cannot read {path}: {failure.strerror}") from failure
    text, problems = read_text(data, file)
    document = YamlDocument(text, file)
    if errors := _errors([*problems, *document.problems]):
        _, line, column = errors[0].location
        raise ContentError(f"{path}:{line}:{column}: {errors[0].message}", errors[0].hint or _BY_HAND)
    value = document.value or {}
    if not isinstance(value, dict) or not value.keys() <= {"defaults", "annotations"}:
        raise ContentError(f"{path} is no sidecar", "it should have the keys 'defaults' and 'annotations', no others")
    defaults, entries = value.get("defaults") or {}, value.get("annotations") or []
    if not isinstance(defaults, dict) or not isinstance(entries, list):
        raise ContentError(f"{path} is no sidecar", "'annotations' should be a list of notes, each after a dash")
    found = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    if len(found) < len(entries):
        raise ContentError(f"{path} has a note without an id", "give each note an id, then come back")
    return Sidecar(path, data, document, tuple(found), defaults)


def write_sidecar(seen: Sidecar, data: bytes) -> None:
    """Write the new bytes of a sidecar, all of them or none.

    Raises ConflictError where the file is no longer what was `seen`, FileError where it cannot be written.
    """
    path = seen.path.resolve()  # a link stays a link
    now = read_bytes(path)
    if now != seen.data:
        raise ConflictError(f"{seen.path} was changed meanwhile", "look at it again, then repeat the change")
    if now is not None and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise FileError(f"{seen.path} is read-only", "allow writing to it, then save again")
    content: dict[Path, str | bytes] = {path: data}
    write_content(content if now is None else {}, {} if now is None else content)


def change_sidecar(seen: Sidecar, change: Callable[[Sidecar], bytes]) -> None:
    """Change a sidecar and write it; raises as `Sidecar.revised` and `write_sidecar` do."""
    write_sidecar(seen, change(seen))


def read_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file, None where there is none; raises FileError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise FileError(f"cannot read {path}: {failure.strerror}") from failure


def _errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _settled(value: Value) -> Value:
    """Return a value without line ends at the ends of its texts: after | one may come or go with the file's last."""
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items()}
    return [_settled(item) for item in value] if isinstance(value, list) else value.rstrip("\n")


def _harmless(value: Value) -> Value:
    """Return a value without characters that reading would replace, and with line feeds only."""
    if isinstance(value, dict):
        return {key: _harmless(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    harmless = harmless_text(text)
    return value if harmless == value else harmless


def _apply(data: bytes, splices: list[Splice]) -> bytes:
    """Put splices, whose places are those of the text as it is read, into the bytes of the file."""
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    text = data[len(mark) :].decode("utf-8")
    if "\r" in text:
        offsets = _offsets_with_returns(text)
        line_end = "\r\n" if "\r\n" in text else "\r"
        splices = [Splice(offsets[start], offsets[end], new.replace("\n", line_end)) for start, end, new in splices]
    return mark + apply_splices(text, splices).encode("utf-8")


def _offsets_with_returns(text: str) -> list[int]:
    """Return for each offset of a text whose line ends are one character where that stood when some were two."""
    offsets = [at for at, character in enumerate(text) if not (character == "\n" and text[at - 1 : at] == "\r")]
    return [*offsets, len(text)]
