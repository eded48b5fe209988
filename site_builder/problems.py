"""Where something stands in a file, what is wrong there, and the few errors that end a run.

What an editor got wrong is data: a `Problem`. Exceptions are for what cannot go on; cli.py catches them once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

Severity = Literal["error", "warning"]


class Location(NamedTuple):
    """A place in a content file.

    `file` is a posix path relative to the content folder ("" for the folder itself); `line` and `column` count from 1,
    columns in Unicode code points.
    """

    file: str
    line: int = 1
    column: int = 1


NOWHERE = Location("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an editor can put right.

    `code` is a stable kebab-case name that has a case in tests/sites_invalid/; `message` is a sentence in the editor's
    terms; `hint` says what to do about it.
    """

    severity: Severity
    code: str
    message: str
    location: Location
    hint: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key by which reports are sorted: by place, then code and message."""
        return (*self.location, self.code, self.message)


def error(code: str, message: str, location: Location, hint: str = "") -> Problem:
    """Return a problem that fails the build."""
    return Problem("error", code, message, location, hint)


def warning(code: str, message: str, location: Location, hint: str = "") -> Problem:
    """Return a problem that is told but does not fail the build (unless --strict)."""
    return Problem("warning", code, message, location, hint)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by place, each of them once."""
    return sorted(set(problems), key=lambda problem: problem.order)


class SiteError(Exception):
    """Something that ends the run; `str()` of it is a sentence for the user, `hint` what to do.

    `problems` says the same to programs, where it has a place in a file; the paths of its files are as one opens them.
    """

    exit_status: ClassVar[int] = 1
    code: ClassVar[str] = "unusable-content"

    def __init__(self, message: str, hint: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.problems = tuple(problems) or (error(self.code, message, NOWHERE, hint),)


class ContentError(SiteError):
    """The content has errors: the problems were reported already, or are carried by the message."""


class UsageError(SiteError):
    """The command was called wrongly, or the site's settings cannot be used."""

    exit_status = 2
    code = "wrong-usage"


class FileError(SiteError):
    """A file or folder could not be read or written."""

    exit_status = 3
    code = "file-access"


class UnusableCacheError(Exception):
    """The cache does not hold what was written, or takes nothing: the build has to do without it."""
