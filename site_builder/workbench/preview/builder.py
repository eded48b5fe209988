"""The process that builds: it watches the sources, builds whenever they rest after a change, and tells how it went.

Comes in: BuildOptions and the template folder that the user named. Goes out: messages on a pipe. It stands beside the
server, so that a build, however long, never keeps a reader waiting, and one that is killed takes nothing with it.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.build import OWN_TEMPLATES, BuildOptions, Report, build, find_templates, template_folders
from site_builder.problems import FileError, SiteError
from site_builder.publishing.output import MANIFEST
from site_builder.workbench.preview.sources import Snapshot, changed_files, look
from site_builder.workers import End

LOOK_EVERY = 0.06
"""Seconds between two looks at the sources, where they are few: half of it is what an edit waits on average."""

LOOK_PER_FILE = 60e-6
"""Seconds more for each file: one takes about 3 µs to look at, so that looking takes a twentieth of one processor."""

REST = 0.02
"""Seconds in which nothing may change before a build begins: an editor may empty a file before writing it."""

RESTLESS = 50
"""How many times rest is waited for: what changes all the time is built all the same."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a build has ended: "read" 100 of "article"."""

    done_to: str
    what: str
    total: int


@dataclass(frozen=True, slots=True)
class Began:
    """A build has begun because of these files; of none for the first."""

    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """A build has ended, well or not."""

    outcome: Report | SiteError


def watch_and_build(end: End, options: BuildOptions, named_templates: Path | None, at_once: bool) -> None:
    """Build, with `at_once` before anything changes, and again after each change, until the other end hangs up.

    Raises EOFError when it does.
    """
    _Builder(end, options, named_templates).run(at_once=at_once)


class _Builder:
    def __init__(self, end: End, options: BuildOptions, named_templates: Path | None) -> None:
        self._end, self._options, self._named_templates = end, options, named_templates
        self._folders = (options.content, named_templates or OWN_TEMPLATES, template_folders(None)[0])
        self._manifest = options.output / MANIFEST

    def run(self, *, at_once: bool) -> None:
        built = look(self._folders)  # before the build: what changes meanwhile is built next
        if at_once:
            self._build(Began())
        while True:
            now = self._wait_for_change(built)
            began = Began(tuple(changed_files(built, now)))
            built = now
            self._build(began)

    def _wait_for_change(self, built: Snapshot) -> Snapshot:
        """Return a snapshot that is another than that of the last build, when it rests."""
        was_whole = self._manifest.exists()
        now = look(self._folders)
        while now == built and self._manifest.exists() == was_whole:
            self._sleep(LOOK_EVERY + LOOK_PER_FILE * len(now))
            now = look(self._folders)
        for _ in range(RESTLESS):
            self._sleep(REST)
            before, now = now, look(self._folders)
            if now == before:
                break
        return now

    def _sleep(self, seconds: float) -> None:
        if self._end.poll(seconds):
            self._end.recv()  # nothing is ever sent: the other end hung up, which raises EOFError

    def _build(self, began: Began) -> None:
        self._end.send(began)
        outcome: Report | SiteError
        try:
            outcome = build(replace(self._options, templates=find_templates(self._named_templates)), self)
        except SiteError as fault:
            outcome = fault
        except Exception as fault:  # noqa: BLE001 - a preview goes on, whatever is wrong, with the program too
            message = f"the program has a fault: {type(fault).__name__}: {fault}"
            outcome = FileError(message, f"please report it, with this:\n{traceback.format_exc().strip()}")
        self._end.send(Ended(outcome))

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        if done == total:
            self._end.send(Phase(done_to, what, total))

    def waiting(self) -> None:
        pass  # nobody else builds into this folder
