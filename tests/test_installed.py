"""The wheel as somebody has it who has nothing else: installed into a new environment, run in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from site_builder import __version__
from tests.clean_environment import REPOSITORY, add_dependencies, build, site_packages_of
from tests.serving import free_port

PATIENCE = 60.0
"""Seconds that a preview may take to tell its address, on a busy machine."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """The folder of programs of an environment into which pip has put the wheel; what the wheel needs was there."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    add_dependencies(environment)
    folder = environment / ("Scripts" if os.name == "nt" else "bin")
    run(folder / "python", "-m", "pip", "install", "--no-index", str(wheel), folder=environment)
    return folder


def run(program: Path, *arguments: str, folder: Path) -> str:
    """Run a program in a folder, without anything of this repository, and return what it prints."""
    done = subprocess.run(
        [str(program), *arguments], cwd=folder, env=bare(), capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, f"{arguments}:\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "VIRTUAL"))}


@pytest.fixture(scope="module")
def archive(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    run(programs / "site-builder", "init", "my archive", folder=folder)
    run(programs / "site-builder", "build", folder=folder / "my archive")
    return folder / "my archive"


def test_it_tells_its_version(programs: Path, tmp_path: Path) -> None:
    assert run(programs / "site-builder", "--version", folder=tmp_path) == f"site-builder {__version__}\n"
    assert run(programs / "python", "-m", "site_builder", "--version", folder=tmp_path).endswith(f"{__version__}\n")


def test_it_is_installed_and_not_this_repository(programs: Path, tmp_path: Path) -> None:
    code = "import site_builder; print(site_builder.__file__)"
    place = Path(run(programs / "python", "-c", code, folder=tmp_path).strip())
    assert place.parent.parent.samefile(site_packages_of(programs.parent))


def test_a_new_archive_is_built_with_search_fonts_and_templates(archive: Path) -> None:
    made = {path.relative_to(archive / "output").as_posix() for path in (archive / "output").rglob("*")}
    assert {"index.html", "articles/the-ferry-is-late/index.html", "search/index.html"} <= made
    for wanted in (
        r"lunr\.min\..*js",
        r"source-serif-4-latin-400-normal\..*woff2",
        r"css/base\..*css",
        r"search/index\..*js",
    ):
        assert [path for path in made if re.search(wanted, path)], wanted
    article = (archive / "output" / "articles" / "the-ferry-is-late" / "index.html").read_text(encoding="utf-8")
    assert '<mark data-notes="nine-in-ten"' in article


def test_what_init_writes_has_no_problem(programs: Path, archive: Path) -> None:
    assert "are in order" in run(programs / "site-builder", "check", "--strict", folder=archive)


def test_the_preview_starts_and_shows_the_archive(programs: Path, archive: Path) -> None:
    command = [str(programs / "python"), "-m", "site_builder", "serve", "--port", str(free_port())]
    process = subprocess.Popen(
        command, cwd=archive, env=bare(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        (address,) = re.findall(r"preview at (http://\S+)", line)
        deadline = time.monotonic() + PATIENCE
        while "built: " not in line:
            assert time.monotonic() < deadline
            line = process.stdout.readline()
        with urlopen(f"{address}articles/the-ferry-is-late/") as answer:
            assert "data-article-text" in answer.read().decode()
    finally:
        process.kill()
        process.communicate()


def test_the_source_archive_has_what_git_has_and_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    source = build(tmp_path / "source", "sdist")
    with tarfile.open(source) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
        tar.extractall(tmp_path / "unpacked", filter="data")
    of_git = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.split("\0")
    there = {name for name in of_git if name and (REPOSITORY / name).is_file()}
    brought = {name for name in names if name.startswith("templates/assets/vendor/")}
    assert "templates/assets/vendor/LIBRARIES.txt" in brought
    assert names - brought == there | {"PKG-INFO"}
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "again")]
    subprocess.run(command, cwd=unpacked, check=True, capture_output=True)
    (again,) = (tmp_path / "again").glob("*.whl")
    assert contents(again) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
