"""JSON Schemas as files in the content folder, and the comment by which an editor's program finds them.

The schemas are made from the declarations of the formats; nothing here knows what a format holds. A build does not read
the folder: its name begins with a dot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from site_builder.problems import FileError, UsageError
from site_builder.reading.schema import FORMATS, json_schema
from site_builder.workbench.content_files import write_content

FOLDER = ".schemas"
"""Where the schemas stand in the content folder."""

MODELINE = "# yaml-language-server: $schema="
"""What begins the comment: the extension for YAML of VS Code, Neovim and others reads it (redhat-developer/
yaml-language-server, "Using inlined schema"); the path is taken from the folder of the file."""


def schema_texts() -> Mapping[str, str]:
    """Return the text of each schema by the name of its file."""
    return {_file_of(name): json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n" for name in FORMATS}


def write_schemas(content: Path, folder: Path | None = None) -> list[Path]:
    """Write the schemas into the content folder, or into another one, and return their paths.

    Raises UsageError where there is no content folder and FileError where they cannot be written.
    """
    if folder is None and not content.is_dir():
        raise UsageError(f"there is no content folder '{content}'", "name one with --content, or another folder")
    folder = folder or content / FOLDER
    texts = {folder / file: text for file, text in schema_texts().items()}
    old = {path: text for path, text in texts.items() if path.exists()}
    if other := next((path for path in old if not _is_schema(path)), None):
        raise FileError(f"{other} is no schema, and nothing is overwritten", "name another folder")
    write_content({path: text for path, text in texts.items() if path not in old}, old)
    return list(texts)


def schema_comment(content: Path, file: str, name: str) -> str:
    """Return the line that names a file's schema, '' where the content folder has no schemas.

    `file` is the posix path in the content folder, `name` that of the format.
    """
    if not (content / FOLDER / _file_of(name)).is_file():
        return ""
    return schema_line(file, name)


def schema_line(file: str, name: str) -> str:
    """Return the line that names the schema of a file whose posix path in the content folder is given."""
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"{MODELINE}{up}{FOLDER}/{_file_of(name)}\n"


def _file_of(name: str) -> str:
    return f"{name}.schema.json"


def _is_schema(path: Path) -> bool:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(value, dict) and "$schema" in value
