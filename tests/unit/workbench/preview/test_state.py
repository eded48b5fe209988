"""What the pages of a preview are told."""

from __future__ import annotations

from pathlib import Path

from site_builder.build import Report
from site_builder.problems import FileError, Location, error, warning
from site_builder.publishing.output import Written
from site_builder.workbench.preview.state import PreviewState

CHANGED = Written(9, 2, 7, 0, 100, 0, 10)
SAME = Written(9, 0, 9, 0, 100, 0, 0)


def test_the_version_follows_the_pages_and_not_the_builds() -> None:
    state = PreviewState(Path("content"))
    versions = [state.version]
    for report in (Report((), written=CHANGED), Report((), written=SAME), Report(()), Report((), written=CHANGED)):
        state.take(report)
        versions.append(state.version)
    first, *others = [version.removeprefix(f"{state.token}.") for version in versions]
    assert (first, others) == ("0", ["1", "1", "1", "2"])
    assert PreviewState(Path("content")).version != first


def test_errors_come_first_and_leave_the_version(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one: 1\n", encoding="utf-8")
    state = PreviewState(tmp_path)
    state.take(Report((), written=CHANGED))
    version = state.version
    state.take(Report((warning("w", "Hm.", Location("a.yaml")), error("e", "No.", Location("a.yaml", 1, 6), "Yes."))))
    first, second = state.problems
    assert (first["severity"], second["severity"]) == ("error", "warning")
    assert first["place"] == f"{tmp_path.as_posix()}/a.yaml:1:6"
    assert (first["message"], first["hint"]) == ("No.", "Yes.")
    assert first["excerpt"] == "    1 | one: 1\n      |      ^"
    assert (state.version, state.is_built, state.is_good) == (version, True, False)


def test_what_ends_a_build_is_a_problem_without_a_place() -> None:
    state = PreviewState(Path("content"))
    state.take(FileError("it cannot be read", "let it"))
    (problem,) = state.problems
    assert (problem["message"], problem["hint"], problem["place"]) == ("it cannot be read", "let it", "")
    assert (state.is_built, state.is_good) == (False, False)
    state.take(Report((), written=CHANGED))
    assert (state.is_built, state.is_good, state.problems) == (True, True, [])


def test_a_build_aside_changes_no_version_and_the_next_makes_up_for_it() -> None:
    state = PreviewState(Path("content"))
    state.take(Report((), written=CHANGED))
    version = state.version
    state.take_aside()
    assert state.version == version
    state.take(Report(()))  # what was edited meanwhile was built aside
    assert state.version != version
