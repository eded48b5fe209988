"""The process that builds: it watches the sources, builds whenever they rest after a change, and tells how it went.

Comes in: BuildOptions and the template folder that the user named. Goes out: messages on a pipe. It stands beside the
server, so that a build, however long, never keeps a reader waiting, and one that is killed takes nothing with it.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.build import BuildOptions, Report, build
from site_builder.folders import OWN_TEMPLATES, find_templates, template_folders
from site_builder.problems import FileError, SiteError
from site_builder.publishing.output import MANIFEST
from site_builder.workbench.preview.sources import Snapshot, changed_files, is_touched, look
from site_builder.workers import End

LOOK_EVERY = 0.06
"""Seconds between two looks at the sources, where they are few: half of it is what an edit waits on average."""

GLANCE_EVERY = 0.01
"""Seconds between two looks at the files that were edited last: who works on a note saves it again and again."""

LATELY = 8
"""How many files those are."""

QUIET = 2.5
"""Seconds without a change after which search index, feeds and exports follow: they take most of a build."""

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
    """A build has ended, well or not; an `is_aside` one, of what is no page, is not worth a word."""

    outcome: Report | SiteError
    is_aside: bool = False


def look_at_sources(options: BuildOptions, named_templates: Path | None) -> Snapshot:
    """Return what the system says now of all that a preview is made from."""
    return look((options.content, named_templates or OWN_TEMPLATES, template_folders(None)[0]))


def watch_and_build(end: End, options: BuildOptions, named_templates: Path | None, built: Snapshot | None) -> None:
    """Build, and again after each change, until the other end hangs up; raises EOFError when it does.

    `built` is what the sources were when they were built last: nothing is built then until they are another.
    """
    _Builder(end, options, named_templates).run(built)


class _Builder:
    def __init__(self, end: End, options: BuildOptions, named_templates: Path | None) -> None:
        self._end, self._options, self._named_templates = end, options, named_templates
        self._manifest = options.output / MANIFEST
        self._owes_rest = False
        self._lately: list[str] = []

    def run(self, built: Snapshot | None) -> None:
        if built is None:
            built = self._look()  # before the build: what changes meanwhile is built next
            self._build(Began())
        while True:
            now = self._wait_for_change(built)
            if now is None:
                self._make_rest()
                continue
            began = Began(tuple(changed_files(built, now)))
            self._lately = list(dict.fromkeys((*began.changed, *self._lately)))[:LATELY]
            built = now
            self._build(began)

    def _look(self) -> Snapshot:
        return look_at_sources(self._options, self._named_templates)

    def _wait_for_change(self, built: Snapshot) -> Snapshot | None:
        """Return a snapshot that is another than that of the last build, when it rests.

        None where nothing changes for a while and what is no page is out of date.
        """
        was_whole = self._manifest.exists()
        now = self._look()
        waited = 0.0
        while now == built and self._manifest.exists() == was_whole:
            if self._owes_rest and waited > QUIET:
                return None
            waited += self._sleep_until_touched(LOOK_EVERY + LOOK_PER_FILE * len(now), now)
            now = self._look()
        for _ in range(RESTLESS):
            self._sleep(REST)
            before, now = now, self._look()
            if now == before:
                break
        return now

    def _sleep_until_touched(self, seconds: float, known: Snapshot) -> float:
        """Sleep, but no longer than until a file is touched that was edited lately; return for how many seconds."""
        slept = 0.0
        while slept < seconds:
            self._sleep(GLANCE_EVERY)
            slept += GLANCE_EVERY
            if is_touched(self._lately, known):
                break
        return slept

    def _sleep(self, seconds: float) -> None:
        if self._end.poll(seconds):
            self._end.recv()  # nothing is ever sent: the other end hung up, which raises EOFError

    def _build(self, began: Began) -> None:
        self._end.send(began)
        outcome = self._outcome(pages_first=bool(began.changed))
        self._owes_rest = isinstance(outcome, Report) and not outcome.exit_status and bool(began.changed)
        self._end.send(Ended(outcome))

    def _make_rest(self) -> None:
        self._owes_rest = False
        self._end.send(Ended(self._outcome(pages_first=False), is_aside=True))

    def _outcome(self, *, pages_first: bool) -> Report | SiteError:
        try:
            templates = find_templates(self._named_templates)
            return build(replace(self._options, templates=templates, pages_first=pages_first), self)
        except SiteError as fault:
            return fault
        except Exception as fault:  # noqa: BLE001 - a preview goes on, whatever is wrong, with the program too
            message = f"the program has a fault: {type(fault).__name__}: {fault}"
            return FileError(message, f"please report it, with this:\n{traceback.format_exc().strip()}")

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        if done == total:
            self._end.send(Phase(done_to, what, total))

    def waiting(self) -> None:
        pass  # nobody else builds into this folder
