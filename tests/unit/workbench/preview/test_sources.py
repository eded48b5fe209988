"""What a preview notices of the files that it watches."""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.workbench.preview.sources import changed_files, is_touched, look
from tests.serving import write


def test_what_came_went_and_changed_is_named(tmp_path: Path) -> None:
    for name in ("kept", "edited", "gone"):
        write(tmp_path / "deep" / name, "one")
    before = look([tmp_path])
    write(tmp_path / "deep" / "edited", "another")
    (tmp_path / "deep" / "gone").unlink()
    write(tmp_path / "new", "one")
    paths = [str(tmp_path / name) for name in ("deep/edited", "deep/gone", "new")]
    assert changed_files(before, look([tmp_path])) == paths
    assert changed_files(before, before) == []


def test_bytes_that_are_replaced_by_as_many_are_a_change(tmp_path: Path) -> None:
    write(tmp_path / "file", "one")
    os.utime(tmp_path / "file", (1, 1))
    before = look([tmp_path])
    write(tmp_path / ".new", "two")
    os.utime(tmp_path / ".new", (1, 1))
    (tmp_path / ".new").rename(tmp_path / "file")
    assert changed_files(before, look([tmp_path])) == [str(tmp_path / "file")]


def test_what_is_not_there_and_what_editors_keep_for_themselves_is_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "a.md~", ".a.md.swp", "a.tmp", ".git/index"):
        write(tmp_path / name, "one")
    assert look([tmp_path, tmp_path / "nowhere"]) == {}


def test_links_that_lead_in_circles_or_nowhere_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "file", "one")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere").symlink_to(tmp_path / "missing")
    assert len(look([tmp_path])) <= 2


def test_a_file_that_is_touched_comes_or_goes_is_told_at_a_glance(tmp_path: Path) -> None:
    there, gone = tmp_path / "there.md", tmp_path / "gone.md"
    there.write_text("one", encoding="utf-8")
    lately = [str(there), str(gone)]
    known = look([tmp_path])
    assert not is_touched(lately, known)
    gone.write_text("", encoding="utf-8")
    assert is_touched(lately, known)
    known = look([tmp_path])
    there.write_text("another", encoding="utf-8")
    assert is_touched(lately, known)
    there.unlink()
    assert is_touched([str(there)], known)
