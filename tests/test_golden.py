"""The built output of a small site, kept in tests/golden/ so that a change of the pages is reviewed as a diff.

After a change that is meant, write the new output with UPDATE_GOLDEN=1 and read `git diff tests/golden`.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build

TESTS = Path(__file__).resolve().parent
GOLDEN = TESTS / "golden" / "small"

_DIGEST = re.compile(rb"\.[0-9a-f]{8,10}\.(css|js|svg)")
"""A digest in a name tells that a style sheet changed, which is another diff's story."""

_PRELOAD = re.compile(rb"<link rel=\"preload\" as=\"font\"[^\n]*\n")
"""What is there where set-up brought the text face: tests/browser/test_pictures.py counts its files."""


def built(folder: Path) -> dict[str, bytes]:
    report = build(BuildOptions(content=TESTS / "sites" / "small" / "content", output=folder))
    assert [problem.code for problem in report.problems] == ["label-spelling"]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {
        path: _DIGEST.sub(rb".<digest>.\1", _PRELOAD.sub(b"", data))
        for path, data in files.items()
        if not path.startswith(("assets/", "search/index.", ".site-builder")) and not path.endswith("/card.png")
    }


def test_the_output_is_as_it_was_reviewed(tmp_path: Path) -> None:
    made = built(tmp_path / "output")
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, data in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(data)
        pytest.fail("tests/golden was written anew: read its diff, then run the test without UPDATE_GOLDEN")
    kept = {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*") if path.is_file()}
    assert made.keys() == kept.keys()
    for path in sorted(made):
        assert made[path].decode() == kept[path].decode(), path
