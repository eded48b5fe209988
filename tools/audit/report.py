"""What a check of the audit says: one line with the measured figure against its limit, and what failed it."""

from __future__ import annotations

from typing import NamedTuple


class AuditError(Exception):
    """A judge could not be run, or cannot be trusted; the text says why."""


class Check(NamedTuple):
    """One line of the audit, and each failure with its page, its rule, its element and what to do."""

    line: str
    failures: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the line with its result before it, and the failures below."""
        return "\n".join([f"{'FAIL' if self.failures else 'ok':<5}{self.line}", *self.failures])


def at_most(name: str, measured: float, limit: float, unit: str, advice: str) -> Check:
    """Return a check of a figure that may be as large as its limit; the advice says what to do where it is larger."""
    line = f"{name}: {measured:,g} {unit}, limit {limit:,g} {unit}"
    return Check(line, (f"     {measured - limit:,g} {unit} too many: {advice}",) if measured > limit else ())
