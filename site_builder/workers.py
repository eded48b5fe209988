"""Work shared out among processes: the same results in the same order, however many there are; and work done beside.

Comes in: how a worker is made, and tasks. Goes out: results. A worker that is killed ends the run with an error; who
interrupts the program interrupts the parent, which ends its workers.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol, TypeVar, cast

from site_builder.problems import FileError

Task = TypeVar("Task")
Result = TypeVar("Result")
Work = Callable[[Task], Result]

PATIENCE = 0.5
"""Seconds in which a process ends by itself once it hears that no more is to be done; it is ended then."""


def available_jobs() -> int:
    """Return how many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share_out(
    jobs: int, make: Callable[..., Work[Task, Result]], given: Sequence[Any], tasks: Sequence[Task]
) -> Iterator[Result]:
    """Yield the result of each task, in the order of the tasks.

    Each worker calls `make(*given)` once for the function that does the work: both are found by name where processes
    cannot be forked, and all that is given is copied there. An exception of a task is raised here.
    """
    if min(jobs, len(tasks)) <= 1:
        work = make(*given)
        yield from map(work, tasks)
        return
    context = multiprocessing.get_context(_start_method())
    ends: list[Connection] = []
    processes = []
    try:
        for _ in range(min(jobs, len(tasks))):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, [*ends, ours], make, given), daemon=True)  # type: ignore[attr-defined]
            with _signals_put_off():
                process.start()
            theirs.close()
            ends.append(ours)
            processes.append(process)
        yield from _hand_out(ends, tasks)
    finally:
        for end in ends:
            end.close()
        for process in processes:
            process.join(timeout=PATIENCE)
            if process.is_alive():
                process.terminate()
                process.join()


class End(Protocol):
    """One end of the pipe between two processes."""

    def send(self, message: Any, /) -> None: ...

    def recv(self) -> Any: ...

    def poll(self, timeout: float = 0.0, /) -> bool:
        """Wait so many seconds and tell whether there is something to receive, were it that the other end hung up."""


class Beside:
    """A process that works beside this one and sends what it has to tell, until it is stopped.

    It calls `work(end, *given)`, which is found by name where processes cannot be forked, and ends by itself when this
    process does: `end` then raises EOFError. Start it where no thread runs.
    """

    def __init__(self, work: Callable[..., None], *given: Any) -> None:
        context = multiprocessing.get_context(_start_method())
        self._ours, theirs = context.Pipe()
        # No daemon: those may not start workers of their own.
        self._process = context.Process(target=_work_beside, args=(theirs, self._ours, work, given))  # type: ignore[attr-defined]
        try:
            with _signals_put_off():
                self._process.start()
        except KeyboardInterrupt:
            self.stop()
            raise
        theirs.close()

    def news(self) -> Iterator[Any]:
        """Yield what was sent by now, without waiting; raises EOFError where the process has ended."""
        try:
            while self._ours.poll():
                yield self._ours.recv()
        except ConnectionResetError as fault:
            raise EOFError from fault

    def stop(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.terminate()
        self._process.join()
        self._ours.close()


def _work_beside(end: Connection, other: Connection, work: Callable[..., None], given: Sequence[Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the program interrupts the parent, which ends this
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _take_signals()
    other.close()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent is gone
        work(end, *given)


_ENDING = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def _signals_put_off() -> Iterator[None]:
    """Keep what interrupts the program until a process is started.

    KeyboardInterrupt would be lost if it were raised in what runs at a fork: Python prints it there, and goes on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _take_signals() -> None:
    """Let signals in, which a new process puts off as its parent did when it was started."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def _start_method() -> str:
    """Return how processes are started: a fork shares what was made so far, and is safe where no thread runs."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _hand_out(ends: Sequence[Connection], tasks: Sequence[Task]) -> Iterator[Any]:
    """Give each worker its next task when it has finished one; keep back what is finished before its turn."""
    waiting = list(enumerate(tasks))[::-1]
    finished: dict[int, Any] = {}
    for end in ends:
        end.send(waiting.pop())
    due = 0
    while due < len(tasks):
        for end in cast("list[Connection]", wait(ends)):
            number, result, fault = _receive(end)
            if fault is not None:
                raise fault
            finished[number] = result
            if waiting:
                end.send(waiting.pop())
        while due in finished:
            yield finished.pop(due)
            due += 1


def _receive(end: Connection) -> tuple[int, Any, BaseException | None]:
    try:
        number, result, fault = end.recv()
    except (EOFError, ConnectionResetError) as fault:
        message = "a worker process was killed"
        raise FileError(message, "there may be too little memory: build with --jobs 1") from fault
    return number, result, fault


def _serve(
    end: Connection, others: Sequence[Connection], make: Callable[..., Work[Any, Any]], given: Sequence[Any]
) -> None:
    """Do tasks until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _take_signals()
    for other in others:  # a forked worker has the parent's ends too, and would never hear it hang up
        other.close()
    work: Work[Any, Any] | None = None
    while True:
        try:
            number, task = end.recv()
        except EOFError:
            return
        answer: tuple[int, Any, Exception | None]
        try:
            work = work or make(*given)
            answer = (number, work(task), None)
        except Exception as fault:  # noqa: BLE001 - the parent raises it
            answer = (number, None, fault)
        try:
            end.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
