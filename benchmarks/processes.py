"""What commands cost: wall time, CPU time and peak memory of a process and all that it starts.

CPU time is the system's accounting of the process and of every child that was waited for. Memory is the sum over all
processes of their proportional set sizes (a page that n processes share counts an n-th in each), sampled, and at least
the largest resident size of one process, which the system keeps without sampling. Only Linux shows proportional sizes:
elsewhere the latter stands alone, and processes that share the work are not summed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

SAMPLE_EVERY = 0.05  # seconds: a sample costs about a millisecond, and what lasts shorter is hardly a peak
PROC = Path("/proc")


class MeasureError(Exception):
    """A command could not be run or failed; the text holds its last words."""


class Cost(NamedTuple):
    """CPU seconds in program and system, wall seconds, and peak memory in MB of 1,000,000 bytes."""

    user: float
    system: float
    wall: float
    memory: float

    @property
    def cpu(self) -> float:
        return self.user + self.system


def measure(commands: Sequence[Sequence[str]], folder: Path) -> Cost:
    """Run the commands in the folder, one after the other, and return what they cost together; raises MeasureError."""
    costs = [_measure(command, folder) for command in commands]
    user, system, wall, memory = zip(*costs, strict=True)
    return Cost(sum(user), sum(system), sum(wall), max(memory))


def _measure(command: Sequence[str], folder: Path) -> Cost:
    if hasattr(os, "sync"):
        os.sync()  # what earlier runs left to be written would be written during this one
    with tempfile.TemporaryFile() as words:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=words, stderr=words, start_new_session=True
            )
        except OSError as error:
            raise MeasureError(f"{command[0]} cannot be run: {error.strerror}") from None
        with PeakSampler(process.pid) as sampler:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            last = words.read().decode(errors="replace")[-2000:]
            raise MeasureError(f"`{' '.join(command)}` ended with {process.returncode}:\n{last}")
    import resource  # Windows has none, and no os.wait4 either

    resident = usage.ru_maxrss
    if sampler.peak and resident <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
        resident = 0  # a child begins as a copy of this process, and its peak tells of that where it is no larger
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes
    return Cost(usage.ru_utime, usage.ru_stime, wall, max(sampler.peak, resident * unit) / 1_000_000)


class PeakSampler:
    """Samples, in a thread, the memory of a session's processes in bytes and keeps the largest sum."""

    def __init__(self, session: int) -> None:
        self.peak = 0
        self._session = session
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        if PROC.is_dir():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread.ident:
            self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(SAMPLE_EVERY):
            self.peak = max(self.peak, sum(map(_proportional_size, _members(self._session))))


def _members(session: int) -> Iterator[Path]:
    """Yield the folders in /proc of the session's processes."""
    for process in PROC.iterdir():
        if process.name.isdecimal():
            # The name in parentheses may hold anything; after it stand state, parent, group and session.
            fields = _read(process / "stat").rpartition(")")[2].split()
            if len(fields) > 3 and int(fields[3]) == session:
                yield process


def _proportional_size(process: Path) -> int:
    for line in _read(process / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """Return the text, or nothing where the process has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
