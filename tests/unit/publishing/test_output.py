from __future__ import annotations

import errno
import hashlib
import json
import os
import pickle
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.problems import FileError
from site_builder.publishing import journal
from site_builder.publishing import output as output_module
from site_builder.publishing.manifest import PAUSE
from site_builder.publishing.output import MANIFEST, Entry, OutputFolder, Written, peek
from tests.unit.publishing.output_folders import beside, build, files_standing, standing


def write(folder: Path, **files: str) -> Written:
    with OutputFolder(folder) as output:
        for path, text in files.items():
            output.put(path.replace("__", "/"), text.encode())
        return output.finish()


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output"


def test_files_are_written_and_recorded(folder: Path) -> None:
    assert write(folder, index="home", a__index="page") == Written(
        files=2, written=2, kept=0, removed=0, size=8, foreign=0, bytes_written=8
    )
    assert tree(folder) == {"index": "home", "a/index": "page"}
    assert list(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]) == ["a/index", "index"]


def test_what_did_not_change_is_not_touched(folder: Path) -> None:
    write(folder, same="text", other="old")
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    os.utime(folder / "same", ns=(1, 1))
    assert write(folder, same="text", other="new").written == 1
    assert (folder / "same").stat().st_mtime_ns == 1
    assert write(folder, same="text", other="new") == Written(
        files=2, written=0, kept=2, removed=0, size=7, foreign=0, bytes_written=0
    )
    assert times.keys() == set(folder.iterdir())


def test_leftovers_and_the_folders_that_they_leave_empty_are_removed(folder: Path) -> None:
    write(folder, a__b__c="old", a__d="old", e="stays")
    assert write(folder, e="stays").removed == 2
    assert tree(folder) == {"e": "stays"}
    assert not (folder / "a").exists()


def test_foreign_files_are_never_deleted(folder: Path) -> None:
    write(folder, a__ours="old")
    (folder / "a" / "theirs").write_text("keep", encoding="utf-8")
    assert write(folder, b="new").removed == 1
    assert tree(folder) == {"a/theirs": "keep", "b": "new"}


def test_foreign_files_are_counted_by_the_first_build(folder: Path) -> None:
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "theirs").write_text("keep", encoding="utf-8")
    (folder / "theirs").write_text("keep", encoding="utf-8")
    assert write(folder, a__ours="old").foreign == 2
    assert write(folder, a__ours="new").foreign == 0


def test_a_foreign_file_in_the_way_is_an_error_and_nothing_is_written(folder: Path) -> None:
    folder.mkdir()
    (folder / "index").write_text("theirs", encoding="utf-8")
    with pytest.raises(FileError, match="index was not written by site-builder and is left alone"):
        write(folder, first="new", index="ours")
    assert tree(folder) == {"index": "theirs"}
    assert [path.name for path in folder.parent.iterdir()] == ["output"]


def test_a_foreign_file_with_the_same_bytes_is_still_not_ours(folder: Path) -> None:
    folder.mkdir()
    (folder / "index").write_text("same", encoding="utf-8")
    with pytest.raises(FileError, match="left alone"):
        write(folder, index="same")


@pytest.mark.parametrize(("theirs", "ours"), [("a", "a__b"), ("a/b", "a"), ("a/b/c", "a__b")])
def test_a_foreign_file_above_or_below_is_in_the_way_too(folder: Path, theirs: str, ours: str) -> None:
    (folder / theirs).parent.mkdir(parents=True)
    (folder / theirs).write_text("theirs", encoding="utf-8")
    with pytest.raises(FileError, match="left alone"):
        write(folder, **{ours: "new"})
    assert tree(folder) == {theirs: "theirs"}


def test_a_build_that_is_given_up_leaves_the_folder_as_it_was(folder: Path) -> None:
    write(folder, index="old")

    def fail() -> None:
        with OutputFolder(folder) as output:
            output.put("index", b"new")
            output.put("more", b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert tree(folder) == {"index": "old"}
    assert [path.name for path in folder.parent.iterdir()] == ["output"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(folder: Path) -> None:
    write(folder, a="file", b__c="file in a folder")
    write(folder, a__c="file in a folder", b="file")
    assert tree(folder) == {"a/c": "file in a folder", "b": "file"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"files": 3}', '{"files": {"../../etc": ""}}', '{"files": {"/x": ""}}']
)
def test_a_manifest_that_cannot_be_trusted_is_no_manifest(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    (folder.parent / "etc").write_text("keep", encoding="utf-8")
    assert write(folder, index="new").removed == 0
    assert (folder.parent / "etc").read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("blocked", ["output", "parent"])
def test_a_refusal_of_the_system_is_a_sentence(tmp_path: Path, blocked: str) -> None:
    folder = tmp_path / "parent" / "output"
    folder.parent.mkdir()
    (folder if blocked == "output" else folder.parent / "x").write_text("a file", encoding="utf-8")
    target = folder if blocked == "output" else folder.parent / "x" / "output"
    with pytest.raises(FileError, match="cannot make the output folder"):
        write(target, index="new")


# ---------------------------------------------------------------- what is recorded, kept, and trusted


SITE = {"index.html": b"home", "a/index.html": b"page", "a/b/index.html": b"deep"}


def times(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return inode and times of all that stands in the folder's own folder: what changes with any write."""
    found = {path.as_posix(): path.lstat() for path in (folder.parent, *folder.parent.rglob("*"))}
    return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in found.items()}


def intact(folder: Path) -> list[str]:
    with OutputFolder(folder) as output:
        return sorted(path for path in output.recorded if output.is_intact(path))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the names of the files that the output folder opens."""
    opened: list[str] = []

    def note(file: str, mode: str) -> Any:
        opened.append(Path(file).name)
        return open(file, mode)  # noqa: PTH123

    monkeypatch.setattr(output_module, "open", note, raising=False)
    return opened


def test_memos_and_the_state_are_there_for_the_next_build(folder: Path) -> None:
    with OutputFolder(folder) as output:
        assert (output.recorded, output.state) == ({}, ())
        assert output.put("a", b"one", ("why", [1, ["x"]]))
        assert output.put("b", b"two")
        output.finish(["state", 2])
    with OutputFolder(folder) as output:
        assert output.recorded["a"] == Entry(hashlib.sha256(b"one").hexdigest(), 3, ("why", (1, ("x",))))
        assert output.recorded["b"].memo == ()
        assert output.state == ("state", 2)
        assert output.is_intact("a")
        output.keep("a")
        assert not output.put("b", b"two", "another memo")
        assert output.finish(("state", 3)).written == 0
    with OutputFolder(folder) as output:
        assert [entry.memo for entry in output.recorded.values()] == [("why", (1, ("x",))), "another memo"]
        assert output.state == ("state", 3)


def test_what_is_kept_put_or_taken_makes_the_same_folder(folder: Path, tmp_path: Path) -> None:
    build(folder, SITE)
    changed = {**SITE, "a/index.html": b"PAGE"}
    with OutputFolder(folder) as output:
        stager = pickle.loads(pickle.dumps(output.staging("worker")))
        output.keep("index.html")
        assert output.take("a/index.html", stager.stage(b"PAGE"), ("memo of", "a/index.html"))
        assert not output.take("a/b/index.html", stager.stage(b"deep"), ("memo of", "a/b/index.html"))
        written = output.finish(("state", 3))
    assert (written.files, written.written, written.kept, written.bytes_written) == (3, 1, 2, 4)
    build(tmp_path / "fresh", changed)
    assert standing(folder) == standing(tmp_path / "fresh")
    assert beside(folder) == ["fresh", "output"]


def test_the_last_word_on_a_path_counts(folder: Path) -> None:
    build(folder, SITE)
    with OutputFolder(folder) as output:
        for path in SITE:
            output.keep(path)
        output.put("index.html", b"other")
        output.keep("index.html")
        output.put("a/index.html", b"first")
        output.put("a/index.html", b"second")
        assert output.finish().written == 1
    assert files_standing(folder) == {**SITE, "a/index.html": b"second"}


def test_a_build_that_changes_nothing_writes_nothing(folder: Path, reads: list[str]) -> None:
    build(folder, SITE)
    before = times(folder)
    assert build(folder, SITE).written == 0
    with OutputFolder(folder) as output:
        assert all(output.is_intact(path) for path in SITE)
        for path in SITE:
            output.keep(path)
        output.finish(output.state)
    assert times(folder) == before
    assert reads == []


def test_a_memo_or_state_that_changes_is_recorded_and_no_file_is_touched(folder: Path) -> None:
    build(folder, SITE)
    before = times(folder)
    with OutputFolder(folder) as output:
        for path, data in SITE.items():
            output.put(path, data, "other")
        output.finish()
    after = times(folder)
    assert {Path(path).name for path in before if before[path] != after[path]} == {
        MANIFEST,
        "output",
        folder.parent.name,
    }


def test_a_state_alone_that_changes_is_recorded(folder: Path) -> None:
    build(folder, SITE)
    with OutputFolder(folder) as output:
        for path in SITE:
            output.keep(path)
        output.finish("other")
    assert peek(folder) == ("other", True)


def change_and_set_time_back(file: Path) -> None:
    file.write_bytes(b"PAGE")
    os.utime(file, ns=(1, 1))


CHANGES: dict[str, Any] = {
    "same size": lambda file: file.write_bytes(b"PAGE"),
    "another size": lambda file: file.write_bytes(b"longer page"),
    "gone": Path.unlink,
    "a folder": lambda file: file.unlink() or file.mkdir(),
    "a link": lambda file: file.rename(file.parent / "move") and file.symlink_to("move"),  # of the same size
    "replaced": lambda file: (file.parent / "new").write_bytes(b"PAGE") and (file.parent / "new").replace(file),
}
if os.name != "nt":  # where no time tells that the other was set
    CHANGES["its time set back"] = change_and_set_time_back


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_not_intact_and_written_again(folder: Path, change: Callable[[Path], Any]) -> None:
    build(folder, SITE)
    change(folder / "a" / "index.html")
    assert peek(folder) == (("state", 3), False)
    assert intact(folder) == ["a/b/index.html", "index.html"]
    assert build(folder, SITE).written == 1
    assert {path: data for path, data in files_standing(folder).items() if path in SITE} == SITE
    assert peek(folder) == (("state", 3), True)


def test_a_change_at_the_moment_of_the_build_is_seen(folder: Path) -> None:
    for round_ in range(10):
        site = {**SITE, "index.html": f"{round_:4}".encode()}
        build(folder, site)
        (folder / "index.html").write_bytes(b"hack")
        assert intact(folder) == ["a/b/index.html", "a/index.html"]


def test_a_file_that_was_only_touched_is_read_once(folder: Path, reads: list[str]) -> None:
    build(folder, SITE)
    (folder / "a" / "index.html").touch()
    assert peek(folder) == (("state", 3), False)
    assert build(folder, SITE).written == 0
    assert reads == ["index.html"]
    time.sleep(PAUSE)  # the manifest's own time says more if the file's is not of this moment
    build(folder, SITE)
    reads.clear()
    assert build(folder, SITE).written == 0
    assert reads == []
    assert peek(folder) == (("state", 3), True)


@pytest.mark.parametrize("copy", [shutil.copyfile, shutil.copy2], ids=["without times", "with times"])
def test_a_copied_folder_is_read_and_not_trusted(
    folder: Path, copy: Callable[[str, str], Any], reads: list[str]
) -> None:
    build(folder, SITE)
    (folder / "index.html").write_bytes(b"HOME")
    there = folder.parent / "copied"
    shutil.copytree(folder, there, copy_function=copy)
    copy(str(folder / MANIFEST), str(there / MANIFEST))  # last, as if it vouched for the others
    assert peek(there) == (("state", 3), False)
    assert intact(there) == ["a/b/index.html", "a/index.html"]
    assert len(reads) == 3
    build(there, SITE)
    assert files_standing(there) == SITE


def test_peek_sees_what_a_killed_build_left(folder: Path) -> None:
    assert peek(folder) == ((), False)
    build(folder, SITE)
    assert peek(folder) == (("state", 3), True)
    stage = folder.parent / ".output.staged"
    stage.mkdir()
    assert peek(folder) == (("state", 3), True)
    (stage / "manifest").touch()
    (stage / "journal").touch()
    assert peek(folder) == (("state", 3), False)


def test_what_a_killed_build_only_staged_is_dropped(folder: Path) -> None:
    build(folder, SITE)
    stage = folder.parent / ".output.staged"
    (stage / "new" / "this").mkdir(parents=True)
    (stage / "new" / "this" / "half").write_bytes(b"ha")
    (stage / "journal.part").write_bytes(b"{")
    assert build(folder, SITE).written == 0
    assert beside(folder) == ["output"]


def test_files_of_the_first_format_are_ours(folder: Path) -> None:
    write(folder, index="home", a__b="old")
    manifest = {"format": 1, "files": {"index": hashlib.sha256(b"home").hexdigest(), "a/b": ""}}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert write(folder, index="home") == Written(
        files=1, written=0, kept=1, removed=1, size=4, foreign=0, bytes_written=0
    )
    assert tree(folder) == {"index": "home"}
    assert intact(folder) == ["index"]


def test_a_file_that_cannot_be_read_is_written_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    build(folder, SITE)
    (folder / "index.html").touch()
    monkeypatch.setattr(output_module, "open", refuse, raising=False)
    assert intact(folder) == ["a/b/index.html", "a/index.html"]
    assert build(folder, SITE).written == 1
    assert files_standing(folder) == SITE


def test_a_manifest_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / MANIFEST).mkdir(parents=True)
    with pytest.raises(FileError, match=r"cannot read .*\.site-builder\.json: "):
        build(folder, SITE)
    assert peek(folder) == ((), False)


# ---------------------------------------------------------------- what is not ours


def test_a_folder_that_somebody_made_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    write(folder, a__b="ours", c="ours")
    (folder / "a").rename(tmp_path / "elsewhere")
    (folder / "a").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(FileError, match="a was not written by site-builder"):
        write(folder, a__b="new", c="ours")
    assert write(folder, c="ours").removed == 1
    assert (tmp_path / "elsewhere" / "b").read_text(encoding="utf-8") == "ours"


def test_a_foreign_folder_in_place_of_our_file_is_left_alone(folder: Path) -> None:
    write(folder, a="ours", b="ours")
    (folder / "a").unlink()
    (folder / "a").mkdir()
    (folder / "a" / "theirs").write_text("keep", encoding="utf-8")
    with pytest.raises(FileError, match="a was not written by site-builder"):
        write(folder, a="new", b="ours")
    assert write(folder, b="ours").removed == 1
    assert tree(folder) == {"a/theirs": "keep", "b": "ours"}


def test_a_folder_that_may_not_be_listed_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str | int) -> Any:  # removing a tree scans descriptors
        if not isinstance(path, int) and Path(path) == folder / "secret":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scan(path)

    (folder / "secret").mkdir(parents=True)
    monkeypatch.setattr(os, "scandir", refuse)
    assert write(folder, a="ours").foreign == 1
    with pytest.raises(FileError, match="secret was not written by site-builder"):
        write(folder, secret="ours")


def test_empty_folders_are_no_obstacle(folder: Path) -> None:
    (folder / "a" / "b" / "c").mkdir(parents=True)
    write(folder, a="file")
    assert tree(folder) == {"a": "file"}


def test_a_path_may_change_its_case(folder: Path) -> None:
    """On systems that disregard case the old path leads to the new file."""
    write(folder, About__Index="old", other="x")
    write(folder, about__index="new", other="x")
    assert tree(folder) == {"about/index": "new", "other": "x"}


def test_a_folder_that_was_made_for_a_build_goes_with_it(folder: Path) -> None:
    with OutputFolder(folder / "deep" / "down") as output:
        output.put("index", b"new")
    assert not folder.exists()


names = st.sampled_from(["a", "b", "c.html", "Ä"])
paths = st.lists(names, min_size=1, max_size=3).map("/".join)
sites = st.dictionaries(paths, st.sampled_from([b"", b"one", b"two", b"longer"]), max_size=6).map(
    lambda site: {path: data for path, data in site.items() if not any(other.startswith(f"{path}/") for other in site)}
)


@given(st.lists(sites, min_size=2, max_size=5))
def test_after_any_builds_the_folder_is_what_one_build_makes(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, bytes]]
) -> None:
    base = tmp_path_factory.mktemp("history")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "PAUSE", 0)
        patch.setattr(os, "fsync", lambda _: None)
        for site in history:
            build(base / "output", site)
        build(base / "fresh", history[-1])
    assert standing(base / "output") == standing(base / "fresh")
    shutil.rmtree(base)
