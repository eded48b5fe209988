"""New speakers to the files that they belong in: one each where the archive does it so, else all in speakers.yaml.

In go entries by id, out come the texts of files; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from site_builder.problems import ContentError
from site_builder.reading.folder import ContentFolder
from site_builder.workbench.schema_files import schema_comment
from site_builder.workbench.yaml_writer import UnreadableYamlError, Value, append_entries, render_yaml

SPEAKERS = "speakers.yaml"


class PlannedFiles(NamedTuple):
    """Texts by path: of files that are not there yet, and of files that are."""

    created: dict[Path, str]
    changed: dict[Path, str]


def plan_speakers(content: Path, folder: ContentFolder, entries: Mapping[str, dict[str, Value]]) -> PlannedFiles:
    """Return the texts of the files with these speakers; raises ContentError where speakers.yaml cannot be extended."""
    if any(file.startswith("speakers/") for file in folder.files):
        names = {speaker_id: f"speakers/{speaker_id}.yaml" for speaker_id in entries}
        texts = {content / name: _text(content, name, "speaker", entries[id_]) for id_, name in names.items()}
        return PlannedFiles(texts, {})
    path = content / SPEAKERS
    if SPEAKERS not in folder.files:
        return PlannedFiles({path: _text(content, SPEAKERS, "speakers", entries)}, {})
    try:
        return PlannedFiles({}, {path: append_entries(folder.read(SPEAKERS).decode("utf-8-sig"), entries)})
    except UnreadableYamlError as failure:
        raise ContentError(f"{path} cannot be extended: {failure}") from failure


def _text(content: Path, file: str, schema: str, values: Mapping[str, Value]) -> str:
    return schema_comment(content, file, schema) + render_yaml(values)
