"""Builds that are killed (SIGKILL), that run out of disk, and that meet in one folder.

SITE_BUILDER_KILLS sets the number of kills: half of them come at a moment drawn by lot, half at a system call, spread
over all of a build's, so that each of its phases is hit in each run.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.publishing.output import MANIFEST, OutputFolder, peek
from tests.unit.publishing.output_folders import beside, build, files_standing, observe_calls

REPOSITORY = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("SITE_BUILDER_KILLS", "50"))


def version(number: int) -> dict[str, bytes]:
    """Return one of two versions of a site: of its 180 files some are the same in both, some change, some are in one.

    Every second claim is a file in one version and a folder in the other.
    """
    files = {f"same/{name}.html": b"as it was" for name in range(20)}
    files |= {f"articles/{name}/index.html": f"{number}: article {name}".encode() * 50 for name in range(80)}
    files |= {f"only-{number}/{name}/index.html": b"in this version only" for name in range(40)}
    files |= {f"claims/{name}" + "/index.html" * (name % 2 == number): b"claim" for name in range(40)}
    return files


VERSIONS = (version(0), version(1))


def build_in_turn(folder: Path) -> None:
    """Build the versions one after the other until somebody ends it."""
    while True:
        build(folder, VERSIONS[1])
        build(folder, VERSIONS[0])


def record_calls(folder: Path) -> list[str]:
    """Return the system calls that change the disk while version 1 takes the place of version 0."""
    calls: list[str] = []
    build(folder, VERSIONS[0])
    with pytest.MonkeyPatch.context() as patch:
        observe_calls(patch, before=calls.append)
        build(folder, VERSIONS[1])
    return calls


def moments(calls: list[str], number: int) -> list[int]:
    """Return at which calls to kill: about the journal's and the manifest's last step, the others spread over all."""
    journal = calls.index("rename") + 1
    manifest = len(calls) - calls[::-1].index("replace")
    chosen = [place + step for place in (journal, manifest) for step in (0, 1, 2)]
    spread = number - len(chosen)
    lot = random.Random(2020)
    return chosen + [1 + (part * len(calls) + lot.randrange(len(calls))) // spread for part in range(spread)]


def phase(folder: Path) -> str:
    """Name what a build was doing when it was killed, by what it left in the stage."""
    stage = folder.parent / ".output.staged"
    left = {path.name for path in stage.iterdir()} if stage.exists() else set()
    if {"journal", "manifest"} <= left:
        return "moving" if "old" in left else "journal written"
    if "journal" in left:
        return "manifest placed"
    if "old" in left:
        return "tidying up"
    return "staging" if left else "nothing left"


def assert_whole(folder: Path) -> None:
    """No file is half written, and opening the folder makes it one version as a whole, with its manifest."""
    for path, data in files_standing(folder).items():
        assert data in (VERSIONS[0].get(path), VERSIONS[1].get(path)), path
    with OutputFolder(folder) as output:
        recorded = set(output.recorded)
    standing = files_standing(folder)
    assert standing in VERSIONS
    assert recorded == set(standing)
    assert beside(folder) == ["output"]


if sys.platform != "win32":

    def run_until_killed(run: Callable[[], None], seconds: float = 20) -> None:
        """Run in a process that is killed after some seconds unless it kills itself before."""
        child = os.fork()
        if child == 0:
            try:
                run()
            finally:
                os._exit(1)  # not to be reached
        deadline = time.monotonic() + seconds
        status = 0
        while not status and time.monotonic() < deadline:
            _, status = os.waitpid(child, os.WNOHANG)
            time.sleep(0.001)
        if not status:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        assert os.WTERMSIG(status) == signal.SIGKILL

    def build_until_call(folder: Path, number: int) -> None:
        """Build in turn; this process kills itself after so many system calls that change the disk."""
        calls = 0

        def kill_at_last(_: str) -> None:
            nonlocal calls
            calls += 1
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)

        observe_calls(pytest.MonkeyPatch(), before=kill_at_last)
        build_in_turn(folder)

    @pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of threads: the child starts none
    def test_builds_killed_at_a_system_call_are_healed(tmp_path: Path) -> None:
        folder = tmp_path / "site" / "output"
        calls = record_calls(folder)
        build(tmp_path / "fresh", VERSIONS[0])
        phases = set()
        for number in moments(calls, max(KILLS // 2, 16)):
            build(folder, VERSIONS[0])
            run_until_killed(lambda number=number: build_until_call(folder, number))  # type: ignore[misc]
            phases.add(phase(folder))
            assert_whole(folder)
            build(folder, VERSIONS[0])
            assert files_standing(folder) == VERSIONS[0]
            assert (folder / MANIFEST).read_bytes() == (tmp_path / "fresh" / MANIFEST).read_bytes()
        assert {"staging", "journal written", "moving", "manifest placed", "tidying up"} <= phases

    @pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
    def test_builds_killed_at_any_moment_are_healed(tmp_path: Path) -> None:
        folder = tmp_path / "site" / "output"
        begun = time.monotonic()
        build(folder, VERSIONS[0])
        build(folder, VERSIONS[1])
        both = time.monotonic() - begun
        lot = random.Random(2021)
        for _ in range(KILLS - KILLS // 2):
            run_until_killed(lambda: build_in_turn(folder), lot.uniform(0, both))
            assert_whole(folder)
        build(folder, VERSIONS[1])
        assert files_standing(folder) == VERSIONS[1]
        assert peek(folder) == (("state", 180), True)


# ---------------------------------------------------------------- the whole command


ARTICLE = "---\ntitle: Article {0}\ndate: 2020-01-01\n---\nThe words of {0}, {1}.\n"
SIDECAR = "annotations: [{{id: x, quote: words of {0}, kind: claim, note: 'Note {1}.'}}]\n"


def write_content(folder: Path, number: int) -> None:
    """Write one of many versions of a content folder, each with other texts and other articles."""
    shutil.rmtree(folder / "articles", ignore_errors=True)
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Killed\n", encoding="utf-8")
    for name in range(number, number + 12):
        (folder / "articles" / f"a{name}.md").write_text(ARTICLE.format(name, number), encoding="utf-8")
        (folder / "articles" / f"a{name}.yaml").write_text(SIDECAR.format(name, number), encoding="utf-8")


def test_a_command_that_is_killed_is_healed_by_the_next(tmp_path: Path) -> None:
    """The cache, too: it is written in one transaction, before anything is put into the output folder."""
    content, lot = tmp_path / "content", random.Random(2022)
    command = [sys.executable, "-m", "site_builder", "build", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    for number in range(max(KILLS // 5, 4)):
        write_content(content, number)
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL) as process:
            time.sleep(lot.uniform(0.1, 1.0))
            process.kill()
        standing = files_standing(tmp_path / "output") if (tmp_path / "output").exists() else {}
        assert all(data.endswith(b"</html>") for path, data in standing.items() if path.endswith(".html"))
    subprocess.run([*command, "--output", "healed"], cwd=tmp_path, env=environment, capture_output=True, check=True)
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    subprocess.run(
        [*command, "--fresh", "--output", "fresh"], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    fresh = files_standing(tmp_path / "fresh")
    assert files_standing(tmp_path / "output") == fresh
    assert files_standing(tmp_path / "healed") == fresh


# ---------------------------------------------------------------- two builds, and a full disk


BUILD_SIX_TIMES = """
import sys
from pathlib import Path
from site_builder.publishing.output import OutputFolder
for number in range(6):
    with OutputFolder(Path(sys.argv[1]), lambda: print("waits", flush=True)) as output:
        for name in range(40):
            output.put(f"{sys.argv[2]}/{name}/index.html", b"of this build")
            output.put(f"common/{name}.html", f"{sys.argv[2]} {number}".encode())
        output.finish()
"""


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    command = [sys.executable, "-c", BUILD_SIX_TIMES, str(folder)]
    with OutputFolder(folder):  # until both wait, so that they are sure to meet
        builds = [
            subprocess.Popen(
                [*command, name], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for name in ("one", "two")
        ]
        assert [process.stdout and process.stdout.readline() for process in builds] == ["waits\n", "waits\n"]
    assert [process.communicate()[1] for process in builds] == ["", ""]
    names = {path.split("/")[0] for path in files_standing(folder)}
    assert names in ({"common", "one"}, {"common", "two"})
    (last,) = names - {"common"}
    assert files_standing(folder) == {
        **{f"{last}/{name}/index.html": b"of this build" for name in range(40)},
        **{f"common/{name}.html": f"{last} 5".encode() for name in range(40)},
    }
    assert beside(folder) == ["output"]


IN_A_SMALL_FILE_SYSTEM = ["unshare", "--map-root-user", "--mount", "sh", "-euc"]
MOUNT = 'mount -t tmpfs -o size=256k small "$1"'


def _can_mount() -> bool:
    """Tell whether this user may mount a file system of 256 kB that only the command that does it sees."""
    try:
        tried = subprocess.run(
            [*IN_A_SMALL_FILE_SYSTEM, MOUNT, "-", str(REPOSITORY / "tests")], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return tried.returncode == 0


FILL = """
import shutil, sys
from pathlib import Path
from site_builder.problems import FileError
from site_builder.publishing.output import OutputFolder, peek
from tests.unit.publishing.output_folders import build, files_standing, standing

folder = Path(sys.argv[1])
small = {f"{name}/index.html": bytes([name]) * 4096 for name in range(12)}
large = {**small, **{f"new/{name}.html": b"x" * 4096 for name in range(60)}}
build(folder, small)
before = standing(folder)
try:
    build(folder, large)
except FileError as fault:
    print(fault)
assert standing(folder) == before
assert [*folder.parent.glob(".*.staged"), *folder.glob(".*.staged")] == []
changed = {**small, "3/index.html": b"changed"}
build(folder, changed)
assert files_standing(folder) == changed
print(*peek(folder))
"""

if _can_mount():

    @pytest.mark.parametrize("output", ["output", "."], ids=["in it", "the mount point"])
    def test_a_disk_that_is_full_leaves_the_folder_as_it_was(tmp_path: Path, output: str) -> None:
        command = f'{MOUNT}; exec "$2" -c "$3" "$1/{output}"'
        done = subprocess.run(
            [*IN_A_SMALL_FILE_SYSTEM, command, "-", str(tmp_path), sys.executable, FILL],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        refused, after = done.stdout.splitlines()
        assert refused.startswith(f"cannot write {tmp_path}/")
        assert refused.endswith(": No space left on device")
        assert after == "('state', 12) True"
