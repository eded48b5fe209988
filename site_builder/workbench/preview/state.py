"""What the pages of a preview are told: which build they are of, and what is wrong with the sources now.

Comes in: how builds ended. Goes out: data for browsers, with the sentences that the terminal has.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.build import Report
from site_builder.problem_texts import excerpt_of, file_of
from site_builder.problems import Problem, SiteError

Told = dict[str, str | int]


@dataclass(slots=True)
class PreviewState:
    """The state of one run of `serve`; its token tells the pages of another run from those of this one."""

    content: Path
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    builds: int = 0
    """How many builds have changed the pages."""
    is_behind: bool = False
    """Whether a build aside may have made pages that no browser was told of."""
    is_built: bool = False
    is_good: bool = True
    problems: list[Told] = field(default_factory=list)

    @property
    def version(self) -> str:
        """What a page is of: one with another version is out of date."""
        return f"{self.token}.{self.builds}"

    def take(self, outcome: Report | SiteError) -> None:
        """Take down how a build ended."""
        if isinstance(outcome, SiteError):
            self.is_good = False
            told: Told = {"severity": "error", "code": "", "file": "", "place": "", "message": str(outcome)}
            self.problems = [{**told, "excerpt": "", "hint": outcome.hint}]
            return
        self.is_good = not outcome.exit_status
        self.problems = list(self._tell(outcome.problems))
        if self.is_good:
            self.is_built = True
            written = outcome.written
            self.builds += self.is_behind or bool(written and (written.written or written.removed))
            self.is_behind = False

    def take_aside(self) -> None:
        """Take down that the search index was built: no page is out of date because of it.

        What was edited just then is built with it, and told with the next build, as is what went wrong.
        """
        self.is_behind = True

    def as_data(self) -> dict[str, object]:
        """Return what is sent to browsers as JSON."""
        return {
            "version": self.version,
            "isBuilt": self.is_built,
            "isGood": self.is_good,
            "problems": self.problems,
        }

    def _tell(self, problems: Iterable[Problem]) -> Iterable[Told]:
        for problem in sorted(problems, key=lambda problem: problem.severity != "error"):
            _, line, column = problem.location
            yield {
                "severity": problem.severity,
                "code": problem.code,
                "file": problem.location.file,
                "place": f"{file_of(problem, self.content)}:{line}:{column}",
                "message": problem.message,
                "excerpt": excerpt_of(problem.location, self.content),
                "hint": problem.hint,
            }
