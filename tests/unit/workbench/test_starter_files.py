"""A new archive works, stands beside other files, and overwrites none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build
from site_builder.problems import UsageError
from site_builder.workbench.schema_files import write_schemas
from site_builder.workbench.starter_files import requirement_of, start_archive


def test_a_new_archive_builds_without_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "archive"
    started = start_archive(folder, "Ferries: an archive")
    assert set(started.paths) == {path for path in folder.rglob("*") if path.is_file()}
    report = build(BuildOptions(folder / "content", output=folder / "output"))
    assert report.problems == ()
    page = (folder / "output" / "articles" / "the-ferry-is-late" / "index.html").read_text(encoding="utf-8")
    assert 'id="note-nine-in-ten"' in page
    assert 'id="note-third-time"' not in page, "it is a draft"
    assert "Ferries: an archive" in page
    assert {".gitignore", "Makefile", ".github/workflows/site.yml", "requirements.txt"} <= {
        path.relative_to(folder).as_posix() for path in started.paths
    }


def test_schemas_stand_where_the_comments_say(tmp_path: Path) -> None:
    start_archive(tmp_path)
    lines = [
        (path, line)
        for path in (tmp_path / "content").rglob("*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "$schema=" in line
    ]
    assert len(lines) == 3
    assert [line for path, line in lines if not (path.parent / line.partition("=")[2]).is_file()] == []
    assert len(write_schemas(tmp_path / "content")) == 9


def test_files_that_a_folder_has_stay(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "LICENSE").write_text("mine", encoding="utf-8")
    assert start_archive(tmp_path).kept == (tmp_path / "README.md",)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    with pytest.raises(UsageError, match="exists already"):
        start_archive(tmp_path)


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, ""),
        ({"url": "file:///home/me/site_builder.whl", "archive_info": {}}, ""),
        (
            {"url": "https://example.org/sb.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "site-builder @ git+https://example.org/sb.git@abc",
        ),
        ({"url": "https://example.org/sb.whl", "archive_info": {}}, "site-builder @ https://example.org/sb.whl"),
        ({"url": "file:///home/me/sb", "dir_info": {"editable": True}}, ""),
    ],
)
def test_the_requirement_is_where_the_program_came_from(origin: dict[str, object] | None, requirement: str) -> None:
    assert requirement_of(json.dumps(origin) if origin else None) == requirement
