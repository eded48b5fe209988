"""What the visits found, as checks: axe-core's violations, and what moved while pages loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tools.audit.axe import Violation, axe_version
from tools.audit.report import Check
from tools.audit.visits import Finding

SHOWN = 40
"""Violations that are printed; a rule that every page breaks would fill the screen."""


def check_axe(findings: Sequence[Finding]) -> Check:
    """Return the check that axe-core finds nothing; each violation is told once, with the first page and how many."""
    places: dict[Violation, list[str]] = defaultdict(list)
    for visit, violations, _ in findings:
        for look, found in violations.items():
            for violation in found:
                places[violation].append(f"{visit}, {look}")
    failures = [
        f"     {where[0]}{f' and {len(where) - 1} more' if len(where) > 1 else ''}\n       {violation}"
        for violation, where in places.items()
    ]
    if len(failures) > SHOWN:
        failures[SHOWN:] = [f"     … and {len(failures) - SHOWN} more violations"]
    kinds = len({visit.kind for visit, *_ in findings})
    runs = sum(len(violations) for _, violations, _ in findings)
    line = f"axe-core {axe_version()}: {kinds} kinds of page, {runs} runs, {len(places)} violations, limit 0"
    return Check(line, tuple(failures))


def check_shifts(findings: Sequence[Finding]) -> Check:
    """Return the check that nothing moves by itself while a page is loaded and read."""
    moved = [(sum(value for value, _ in shifts), visit, shifts[0][1]) for visit, _, shifts in findings if shifts]
    largest = max((sum_ for sum_, *_ in moved), default=0)
    failures = [
        f"     {visit}: {sum_:.4f}, first {element}\n       give it its place before what fills it has arrived"
        for sum_, visit, element in moved
    ]
    return Check(f"Layout shift: {len(findings)} visits, largest {largest:.4f}, limit 0", tuple(failures))
