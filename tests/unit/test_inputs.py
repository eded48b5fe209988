"""What a build depends on: whatever changes of it changes the digest, and nothing else does."""

from __future__ import annotations

import os
import re
import time
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from site_builder import inputs as inputs_module
from site_builder.build import BuildOptions, Report, build
from site_builder.cache.file_digests import TICK
from site_builder.inputs import LIBRARIES, Inputs, library_version, program_version
from site_builder.problems import FileError
from site_builder.publishing.workshop import Workshop
from site_builder.reading.folder import ContentFolder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "content/site.yaml": "title: Test\n",
        "content/articles/moon.md": article("One"),
        "content/assets/a.bin": "a picture",
        "templates/not_found.html": "one",
        "templates/assets/css/own.css": "a {}",
    }
    for file, text in files.items():
        write(tmp_path / file, text)
    return tmp_path


def article(title: str) -> str:
    return f"---\ntitle: {title}\n---\n\nThe moon.\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def inputs_of(root: Path, given: tuple[str, ...] = ("", "policy"), program: str = "1") -> Inputs:
    return Inputs(root / "content", [root / "templates"], given, program, {})


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article": lambda root: write(root / "content/articles/moon.md", article("Two")),
    "a picture": lambda root: write(root / "content/assets/a.bin", "b picture"),
    "a new file": lambda root: write(root / "content/assets/b.bin", ""),
    "a file less": lambda root: (root / "content/assets/a.bin").unlink(),
    "a name": lambda root: (root / "content/assets/a.bin").rename(root / "content/assets/b.bin"),
}
TEMPLATE_CHANGES: dict[str, Callable[[Path], object]] = {
    "a template": lambda root: write(root / "templates/not_found.html", "two"),
    "an asset": lambda root: write(root / "templates/assets/css/own.css", "b {}"),
    "a new template": lambda root: write(root / "templates/macros/x.html", ""),
    "a template less": lambda root: (root / "templates/not_found.html").unlink(),
    "a template's name": lambda root: (root / "templates/not_found.html").rename(root / "templates/found.html"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_content_that_changes_changes_the_digests(root: Path, what: str) -> None:
    before = inputs_of(root)
    assert before.digest == inputs_of(root).digest
    before_content = before.content_digest
    CHANGES[what](root)
    after = inputs_of(root)
    assert after.content_digest != before_content
    assert after.digest != before.digest


@pytest.mark.parametrize("what", TEMPLATE_CHANGES)
def test_templates_that_change_change_the_digest(root: Path, what: str) -> None:
    before = inputs_of(root).digest
    TEMPLATE_CHANGES[what](root)
    assert inputs_of(root).digest != before


def test_what_the_command_is_given_and_the_program_are_part_of_it(root: Path) -> None:
    digests = {
        inputs_of(root).digest,
        inputs_of(root, ("https://example.org/", "policy")).digest,
        inputs_of(root, ("", "another policy")).digest,
        inputs_of(root, program="2").digest,
    }
    assert len(digests) == 4
    assert len({inputs_of(root, given).content_digest for given in [("",), ("x",)]}) == 1


def test_times_are_no_part_of_it(root: Path) -> None:
    before = inputs_of(root).digest
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    assert inputs_of(root).digest == before


def test_a_template_that_cannot_be_read_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileError, match=r"cannot read .+: Permission denied"):
        inputs_of(root)


def test_the_program_is_told_by_its_source_and_its_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = program_version()
    assert all(library in real for library in LIBRARIES)
    write(tmp_path / "package" / "inputs.py", "x = 1\n")
    monkeypatch.setattr(inputs_module, "__file__", str(tmp_path / "package" / "inputs.py"))
    versions = {program_version()}
    write(tmp_path / "package" / "inputs.py", "x = 2\n")
    versions.add(program_version())
    write(tmp_path / "package" / "room" / "new.py", "")
    versions.add(program_version())
    monkeypatch.setattr(inputs_module, "library_version", lambda library: f"another {library}")
    versions.add(program_version())
    assert len(versions | {real}) == 5


def test_every_library_that_makes_pages_is_counted() -> None:
    text = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    needed = {re.split(r"[^\w.-]", line)[0].lower() for line in project["dependencies"]} | {"markupsafe"}  # Jinja2's
    makes_no_page = {"click", "livereload", "rich", "ruamel.yaml", "tornado"}
    assert set(LIBRARIES) == needed - makes_no_page


# ---------------------------------------------------------------- what changes while it is read


def run(root: Path, *, fresh: bool = False) -> Report:
    output = root / ("fresh" if fresh else "output")
    return build(BuildOptions(root / "content", root / "templates", output, jobs=1, fresh=fresh))


def page(root: Path, name: str, output: str = "output") -> str:
    return (root / output / name).read_text(encoding="utf-8")


def test_a_file_that_was_written_within_a_tick_of_its_reading_is_read_again(root: Path) -> None:
    """It has the size, the inode and, on a coarse clock, the times that it had when it was read first."""
    path = root / "content/articles/moon.md"
    run(root)
    found = path.stat()
    path.write_bytes(path.read_bytes().replace(b"One", b"Two"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert time.time_ns() - found.st_mtime_ns < TICK
    run(root)
    assert "<title>Two" in page(root, "articles/moon/index.html")


def test_an_article_that_changes_while_it_is_read_and_changes_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "content/articles/moon.md"
    run(root)
    write(path, article("Two"))
    read = ContentFolder.read

    def read_and_edit(self: ContentFolder, file: str) -> bytes:
        data = read(self, file)
        if file == "articles/moon.md":
            write(path, article("Three"))
        return data

    monkeypatch.setattr(ContentFolder, "read", read_and_edit)
    run(root)
    monkeypatch.undo()
    write(path, article("Two"))
    run(root)
    assert "<title>Two" in page(root, "articles/moon/index.html")


def test_a_template_that_changes_while_the_site_is_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Workshop.make

    def make_and_edit(self: Workshop, path: str) -> tuple[bytes, set[str]]:
        made = make(self, path)
        write(root / "templates/not_found.html", "two")
        return made

    monkeypatch.setattr(Workshop, "make", make_and_edit)
    run(root)
    assert page(root, "404.html") == "one"
    monkeypatch.undo()
    run(root)
    assert page(root, "404.html") == "two"


@pytest.mark.parametrize("library", [*LIBRARIES, "Markdown_It.Py", "no-such-library"])
def test_versions_are_those_that_the_installer_recorded(library: str) -> None:
    try:
        version = metadata.version(library)
    except metadata.PackageNotFoundError:
        version = ""
    assert library_version(library) == version
