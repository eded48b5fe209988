"""New and changed texts to files in the content folder: all of them or none, and nothing is overwritten unasked.

Each file is written beside its place and moved there when it is whole, so a reader never meets half a file.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from site_builder.problems import FileError

Content = str | bytes


def write_content(created: Mapping[Path, Content], changed: Mapping[Path, Content]) -> None:
    """Write the texts; a file that is changed keeps its permissions.

    Raises FileError where one cannot be written or a file to create exists; then no new file is left behind.
    """
    for path in created:
        if path.exists() or path.is_symlink():
            raise FileError(f"{path} exists already, and nothing is overwritten")
    waiting: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, text in {**created, **changed}.items():
            waiting[path] = _write_beside(path, text)
        for path, temporary in waiting.items():
            temporary.replace(path)
            placed.append(path)
    except OSError as failure:
        _remove([*(path for path in placed if path in created), *waiting.values()])
        raise FileError(f"cannot write {failure.filename}: {failure.strerror}") from failure


def _write_beside(path: Path, text: Content) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")  # hidden: a build that runs meanwhile does not read it
    temporary.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    if path.is_file():
        shutil.copymode(path, temporary)
    return temporary


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
