"""What a comparison measured, as records and as JSON; medians are taken here."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.processes import Cost

SITUATIONS = {
    "cold": "Cold build",
    "edited": "One article edited",
    "unchanged": "Nothing changed",
}
"""The situations of a build by key, in the order in which they are measured and shown."""


@dataclass(frozen=True, slots=True)
class Series:
    """The costs of one contender's builds of one size in one situation, a run after the other."""

    size: int
    situation: str
    contender: str
    costs: tuple[Cost, ...]

    @property
    def median(self) -> Cost:
        """The median of each cost by itself."""
        return Cost(*(statistics.median(column) for column in zip(*self.costs, strict=True)))

    @property
    def wall_range(self) -> tuple[float, float]:
        walls = [cost.wall for cost in self.costs]
        return min(walls), max(walls)


@dataclass(frozen=True, slots=True)
class Results:
    """One comparison: where and of what, what was measured, and who was not there (by key, with the reason)."""

    machine: str
    versions: tuple[str, ...]
    runs: int
    series: tuple[Series, ...]
    absent: dict[str, str]

    @property
    def sizes(self) -> list[int]:
        return sorted({series.size for series in self.series})

    def of(self, size: int, situation: str) -> dict[str, Series]:
        """Return the series of a size and situation by contender, in the order in which they were measured."""
        return {each.contender: each for each in self.series if (each.size, each.situation) == (size, situation)}

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8", newline="\n")


def series_of(costs: Iterable[tuple[int, str, str, Cost]]) -> tuple[Series, ...]:
    """Return the costs (size, situation, contender, cost), as they came, gathered into series."""
    gathered: dict[tuple[int, str, str], list[Cost]] = {}
    for *key, cost in costs:
        gathered.setdefault(tuple(key), []).append(cost)  # type: ignore[arg-type]
    return tuple(Series(*key, tuple(each)) for key, each in gathered.items())


def ratios(series: Series, ours: Series) -> tuple[float, float, float]:
    """Return how many times the wall time, the CPU time and the memory of ours it takes, by the medians."""
    theirs, own = series.median, ours.median
    return theirs.wall / own.wall, theirs.cpu / own.cpu, theirs.memory / own.memory
