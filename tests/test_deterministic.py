"""The same input makes the same site: in any folder, at any time, in any locale and time zone, with any hash seed.

Each build is a process of its own, as these are settled when a process starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent

MOMENTS = {
    "west": {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "east and turkish": {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    "german": {"TZ": "Europe/Berlin", "LANG": "de_DE.UTF-8", "LC_ALL": "", "PYTHONHASHSEED": "3"},
}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _build(folder: Path, moment: dict[str, str], *options: str) -> dict[str, bytes]:
    """Build a copy of the shipped archive in a folder of its own."""
    shutil.copytree(REPOSITORY / "content", folder / "content", copy_function=shutil.copyfile)
    environment = {**os.environ, **moment, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "site_builder", "build", "--base-url", "https://example.org/x/", *options]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return _bytes(folder / "output")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _build(tmp_path_factory.mktemp("plain"), {"PYTHONHASHSEED": "0"}, "--jobs", "1")


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_the_circumstances_of_a_build_make_no_difference(
    tmp_path: Path, plain: dict[str, bytes], moment: dict[str, str]
) -> None:
    folder = tmp_path / "a folder with spaces and ümlauts"
    folder.mkdir()
    assert _build(folder, moment, "--jobs", "3") == plain


def test_where_names_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    command = [sys.executable, "-m", "site_builder", "build", "--jobs", "1"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "error: names of files with other letters than A to Z cannot be used here" in done.stderr
    assert "Traceback" not in done.stderr
