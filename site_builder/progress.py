"""How far a long build has come: a bar at a terminal, a line a phase elsewhere.

Comes in: what a build tells while it runs (see build.Tell). Goes out: text on standard error.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.7
"""Seconds before a bar is shown: what ends sooner needs none, and rich takes a while to be imported."""


class Lines:
    """Tells of each phase when it ends."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        if done == total:
            self._tell(f"{done_to} {total:,} {what}{'' if total == 1 else 's'}")

    def waiting(self) -> None:
        self._tell("waiting: another build is writing into the same folder")

    def close(self) -> None:
        pass


class Bar(Lines):
    """Shows a bar for each phase that takes a while."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(tell)
        self._begin = time.monotonic()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        if self._progress is None:
            if time.monotonic() - self._begin < PATIENCE:
                return
            self._progress = _start()
        if done_to not in self._tasks:
            self._tasks[done_to] = self._progress.add_task(f"{done_to} {what}s", total=total)
        self._progress.update(self._tasks[done_to], completed=done)

    def close(self) -> None:
        if self._progress:
            self._progress.stop()


def _start() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    progress.start()
    return progress
