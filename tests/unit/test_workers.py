"""Work shared out among processes. What workers do stands at the top of the module, where `spawn` finds it by name."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from site_builder import workers
from site_builder.build import BuildOptions, build, check
from site_builder.problems import ContentError, FileError, SiteError, UsageError
from site_builder.publishing.output import MANIFEST
from site_builder.workers import available_jobs, share_out

REPOSITORY = Path(__file__).resolve().parents[2]
START_METHODS = ["fork", "spawn"] if hasattr(os, "fork") else ["spawn"]


@pytest.fixture(params=START_METHODS)
def start_method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(workers, "_start_method", lambda: request.param)
    return str(request.param)


def doubler(slow: int) -> Callable[[int], tuple[int, int]]:
    """Return what doubles numbers, and takes its time for one of them; it tells its process too."""

    def double(number: int) -> tuple[int, int]:
        time.sleep(0.3 if number == slow else 0.0)
        return number * 2, os.getpid()

    return double


def failer(kind: str) -> Callable[[int], int]:
    """Return what fails at 3."""
    faults = {"site": UsageError("a sentence", "a hint"), "value": ValueError("seven"), "exit": SystemExit(3)}

    def work(number: int) -> int:
        if number == 3 and kind == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        elif number == 3:
            raise faults[kind]
        return number

    return work


def refuser() -> Callable[[int], int]:
    raise FileError("nothing can be made", "try again")


def waiter(folder: str) -> Callable[[int], int]:
    """Return what says that it works, and then waits for long."""

    def wait(number: int) -> int:
        (Path(folder) / f"{number} {os.getpid()}").touch()
        time.sleep(60)
        return number

    return wait


@pytest.mark.usefixtures("start_method")
def test_results_come_in_the_order_of_tasks() -> None:
    results = list(share_out(3, doubler, (0,), range(20)))
    assert [result for result, _ in results] == [number * 2 for number in range(20)]
    processes = {process for _, process in results}
    assert len(processes) > 1
    assert os.getpid() not in processes


def test_one_job_or_one_task_needs_no_process() -> None:
    assert list(share_out(1, doubler, (-1,), range(3))) == [(number * 2, os.getpid()) for number in range(3)]
    assert list(share_out(8, doubler, (-1,), [5])) == [(10, os.getpid())]
    assert list(share_out(8, doubler, (-1,), [])) == []


@pytest.mark.usefixtures("start_method")
def test_no_more_processes_are_started_than_there_are_tasks() -> None:
    results = list(share_out(50, doubler, (0,), range(2)))
    assert [result for result, _ in results] == [0, 2]
    assert len({process for _, process in results}) <= 2


@pytest.mark.usefixtures("start_method")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_task_is_raised_with_its_hint(jobs: int) -> None:
    with pytest.raises(UsageError, match="a sentence") as caught:
        list(share_out(jobs, failer, ("site",), range(6)))
    assert caught.value.hint == "a hint"
    with pytest.raises(ValueError, match="seven"):
        list(share_out(jobs, failer, ("value",), range(6)))


@pytest.mark.usefixtures("start_method")
@pytest.mark.parametrize("jobs", [1, 2])
def test_where_no_worker_can_be_made_the_error_is_told(jobs: int) -> None:
    with pytest.raises(FileError, match="nothing can be made") as caught:
        list(share_out(jobs, refuser, (), range(6)))
    assert caught.value.hint == "try again"


@pytest.mark.usefixtures("start_method")
@pytest.mark.parametrize("kind", ["killed", "exit"])
def test_a_worker_that_is_gone_is_a_sentence(kind: str) -> None:
    if kind == "killed" and os.name == "nt":
        kind = "exit"
    with pytest.raises(FileError, match="a worker process was killed") as caught:
        list(share_out(2, failer, (kind,), range(6)))
    assert "--jobs 1" in caught.value.hint


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="there a process is not asked by a signal")
@pytest.mark.usefixtures("start_method")
def test_workers_end_with_who_asked_them_whatever_they_are_doing(tmp_path: Path) -> None:
    results = share_out(2, waiter, (str(tmp_path),), range(9))
    alarm = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 3.0)
        with pytest.raises(KeyboardInterrupt):
            next(results)
    finally:
        signal.signal(signal.SIGALRM, alarm)
    processes = [int(path.name.split()[1]) for path in tmp_path.iterdir()]
    assert len(processes) == 2
    assert [process for process in processes if is_running(process)] == []


@pytest.mark.usefixtures("start_method")
def test_who_wants_no_more_results_leaves_no_worker() -> None:
    results = share_out(2, doubler, (-1,), range(40))
    _, process = next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    if os.name != "nt":
        assert not is_running(process)


@pytest.mark.usefixtures("start_method")
def test_workers_end_by_themselves_when_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hears its parent hang up, which it would not if another had the parent's end too."""
    ended: list[str] = []
    terminate = BaseProcess.terminate

    def end(process: BaseProcess) -> None:
        ended.append(process.name)
        terminate(process)

    monkeypatch.setattr(BaseProcess, "terminate", end)
    monkeypatch.setattr(workers, "PATIENCE", 20)  # a busy machine may need more than it takes here
    assert len(list(share_out(3, doubler, (-1,), range(6)))) == 6
    assert ended == []


@pytest.mark.parametrize("kind", [SiteError, ContentError, UsageError, FileError])
def test_errors_survive_the_way_between_processes(kind: type[SiteError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("a sentence", "a hint")))
    assert (type(copy), str(copy), copy.hint, copy.exit_status) == (kind, "a sentence", "a hint", kind.exit_status)


def test_processes_are_forked_only_where_no_thread_runs() -> None:
    alone = workers._start_method()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert workers._start_method() == "spawn"
    finally:
        stop.set()
        thread.join()
    assert alone in {"fork", "spawn"}


def test_there_is_at_least_one_job() -> None:
    assert 1 <= available_jobs() <= (os.cpu_count() or 1)


# ---------------------------------------------------------------- whole sites


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped archive, which has a page of every kind, with articles enough to be worth sharing."""
    folder = tmp_path_factory.mktemp("sites") / "content"
    for path in sorted((REPOSITORY / "content").rglob("*.*")):
        target = folder / path.relative_to(REPOSITORY / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for number in range(130):
        article = folder / "articles" / f"more-{number}.md"
        article.write_text(
            f"---\ntitle: More {number}\ndate: 2019\n---\n\nText {number}.\n", encoding="utf-8", newline="\n"
        )
        notes = f"annotations: [{{id: x, quote: Text {number}, note: Yes.}}]\n"
        article.with_suffix(".yaml").write_text(notes, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="module")
def expected(content: Path) -> dict[str, bytes]:
    output = content.parent / "one"
    assert build(BuildOptions(content, output=output, jobs=1, fresh=True)).exit_status == 0
    return files(output)


@pytest.mark.parametrize("jobs", [2, 5])
def test_a_site_does_not_depend_on_the_number_of_processes_nor_on_how_they_start(
    content: Path, expected: dict[str, bytes], start_method: str, jobs: int
) -> None:
    output = content.parent / f"{start_method}-{jobs}"
    shared = build(BuildOptions(content, output=output, jobs=jobs, fresh=True))
    assert shared.exit_status == 0
    made = files(output)
    assert made.pop(MANIFEST)
    assert made == {path: data for path, data in expected.items() if path != MANIFEST}


@pytest.mark.parametrize("method", START_METHODS)
def test_what_is_recorded_does_not_depend_on_processes_either(
    content: Path, expected: dict[str, bytes], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_start_method", lambda: method)
    output = content.parent / f"recorded-{method}"
    build(BuildOptions(content, output=output, jobs=2, fresh=True))
    assert (output / MANIFEST).read_bytes() == expected[MANIFEST]


def test_a_worker_opens_what_another_build_has_kept(
    content: Path, expected: dict[str, bytes], start_method: str
) -> None:
    output = content.parent / f"kept-{start_method}"
    assert build(BuildOptions(content, output=output, jobs=2)).exit_status == 0
    made = files(output)
    assert made.pop(MANIFEST)
    assert made == {path: data for path, data in expected.items() if path != MANIFEST}


@pytest.mark.usefixtures("start_method")
def test_problems_are_told_in_the_same_order(content: Path) -> None:
    article = content / "articles" / "more-7.yaml"
    good = article.read_text(encoding="utf-8")
    article.write_text(good.replace("Text 7", "Next 7"), encoding="utf-8", newline="\n")
    try:
        one, two = (check(BuildOptions(content, jobs=jobs, fresh=True)).problems for jobs in (1, 2))
    finally:
        article.write_text(good, encoding="utf-8", newline="\n")
    assert [problem.code for problem in one] == ["quote-not-found"]
    assert one == two


INTERRUPTED = """
import os, signal, sys
from site_builder import workers

os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))

def doubler():
    return lambda number: 2 * number

def wait(end):
    end.recv()

try:
    {start}
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process is forked here")
@pytest.mark.parametrize("start", ["workers.Beside(wait)", "print(list(workers.share_out(2, doubler, (), [1, 2])))"])
def test_who_interrupts_while_a_process_is_started_is_heard(start: str) -> None:
    script = INTERRUPTED.format(start=start)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("interrupted\n", "", 0)
