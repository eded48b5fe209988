"""Hold the CPU instructions of a build within 15 % of the figures that were committed last.

    python -m benchmarks.instructions [--install] [--update]

Comes in: the program, and figures.json beside this file. Goes out: each figure beside the committed one, and exit
status 1 where one is off by more, in either direction: a build that got cheaper fails too, for figures that are left
behind would let the next one become dearer unseen. `--update` writes the figures.

A figure is a count of instructions divided by that of the reference workload, counted in the same run: counts differ
from one build of Python and one machine to the next, their quotient hardly. They are kept by minor version of Python.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from benchmarks.content import write_content
from benchmarks.processes import MeasureError, measure
from benchmarks.valgrind import ValgrindError, count_instructions, install_valgrind

FIGURES = Path(__file__).resolve().parent / "figures.json"
REFERENCE = Path(__file__).resolve().parent / "reference.py"
TOLERANCE = 0.15
FEW, MANY = 8, 24  # articles: their difference is what an article costs, without what a start costs
REPEATS = (2, 12)
BUILD = ("-m", "site_builder", "build", "--jobs", "1")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted with one Python: instructions by name, in units of the reference workload.

    `python` and `packages` say with what: another version of these may explain another figure.
    """

    python: str
    packages: Mapping[str, str]
    figures: Mapping[str, float]


class Counter:
    """Counts the instructions of Python commands, with their sites below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {**os.environ, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}

    def count(self, *words: str) -> int:
        return count_instructions([sys.executable, *words], self._folder, self._environment)

    def reference(self) -> float:
        """Return the instructions of one unit of the reference workload."""
        low, high = (self.count(str(REFERENCE), str(repeats)) for repeats in REPEATS)
        return (high - low) / (REPEATS[1] - REPEATS[0])

    def start(self) -> int:
        return self.count("-m", "site_builder", "--version")

    def build(self, articles: int, *, everything: bool) -> int:
        """Return the instructions of a build without a cache."""
        site = self._site(articles, everything=everything)
        write_content(site, articles, search=everything, outputs=everything)
        return self.count(*BUILD, "--fresh", *_where(site))

    def build_twice(self, articles: int) -> tuple[int, int]:
        """Return the instructions of a build of everything without a cache, and of one more with nothing changed."""
        first = self.build(articles, everything=True)
        return first, self.count(*BUILD, *_where(self._site(articles, everything=True)))

    def _site(self, articles: int, *, everything: bool) -> Path:
        return self._folder / f"{articles}-{'all' if everything else 'plain'}"


def _where(site: Path) -> list[str]:
    return ["--content", str(site / "content"), "--output", str(site / "output")]


def count_figures() -> Figures:
    """Count and return the figures, on two cores in about a minute; raises ValgrindError and MeasureError."""
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(2) as pool:
        folder = Path(temporary)
        counter = Counter(folder)
        _compile(folder)
        twice = pool.submit(counter.build_twice, MANY)  # what takes longest first
        many, few = (pool.submit(counter.build, articles, everything=False) for articles in (MANY, FEW))
        few_of_all = pool.submit(counter.build, FEW, everything=True)
        reference, start = pool.submit(counter.reference), pool.submit(counter.start)
        many_of_all, unchanged = twice.result()
        article = (many.result() - few.result()) / (MANY - FEW)
        counts = {
            "start": start.result(),
            "build before its first article": few.result() - FEW * article,
            "article": article,
            "article with every output and search": (many_of_all - few_of_all.result()) / (MANY - FEW),
            f"nothing changed in {MANY} articles": unchanged,
        }
        unit = reference.result()
    figures = {name: round(count / unit, 2) for name, count in counts.items()}
    return Figures(sys.version.split()[0], dict(_packages()), figures)


def _compile(folder: Path) -> None:
    """Build once, so that no counted run compiles a module that was changed."""
    write_content(folder / "warm", 1)
    measure([[sys.executable, *BUILD], [sys.executable, str(REFERENCE), "1"]], folder / "warm")


def _packages() -> Iterator[tuple[str, str]]:
    """Yield name and version of each package that the program requires."""
    for requirement in metadata.requires("site-builder") or []:
        if ";" not in requirement:
            name = re.split(r"[^\w.-]", requirement)[0]
            yield name, metadata.version(name)


def differences(committed: Figures, counted: Figures) -> list[str]:
    """Return a sentence for each figure that is off by more than the tolerance, then one for what else is different."""
    told = [sentence for name in counted.figures if (sentence := _difference(name, committed, counted))]
    told += [
        f"The figure of '{name}' is counted no more." for name in committed.figures.keys() - counted.figures.keys()
    ]
    changed = [
        f"{name} {committed.packages.get(name, 'absent')} became {counted.packages.get(name, 'absent')}"
        for name in sorted(committed.packages.keys() | counted.packages.keys())
        if committed.packages.get(name) != counted.packages.get(name)
    ]
    if told and changed:
        told.append(f"What is installed differs: {', '.join(changed)}.")
    return told


def _difference(name: str, committed: Figures, counted: Figures) -> str:
    if name not in committed.figures:
        return f"There is no figure of '{name}' yet."
    change = counted.figures[name] / committed.figures[name] - 1
    if change > TOLERANCE:
        return f"'{name}' takes {change:.0%} more instructions than committed: find out why."
    if change < -TOLERANCE:
        return f"'{name}' takes {-change:.0%} fewer instructions than committed: commit the gain, so that it is held."
    return ""


def read_figures(path: Path) -> dict[str, Figures]:
    """Return the committed figures by minor version of Python, none where there is no file."""
    if not path.exists():
        return {}
    return {version: Figures(**each) for version, each in json.loads(path.read_text(encoding="utf-8")).items()}


def write_figures(path: Path, figures: Mapping[str, Figures]) -> None:
    """Write the figures by minor version of Python."""
    text = json.dumps({version: asdict(each) for version, each in sorted(figures.items())}, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Count, print and compare the figures, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--install", action="store_true", help="as root on Debian, install valgrind where it is missing"
    )
    parser.add_argument("--update", action="store_true", help="write the figures of this Python into figures.json")
    arguments = parser.parse_args()
    try:
        if arguments.install:
            install_valgrind()
        counted = count_figures()
    except (ValgrindError, MeasureError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return _report(counted, update=arguments.update)


def _report(counted: Figures, *, update: bool) -> int:
    version = ".".join(counted.python.split(".")[:2])
    every = read_figures(FIGURES)
    committed = every.get(version)
    for name, figure in counted.figures.items():
        before = committed.figures.get(name) if committed else None
        print(f"{name}: {figure:.2f}, committed {before if before is not None else 'nothing'}")
    if update:
        write_figures(FIGURES, {**every, version: counted})
        return 0
    told = differences(committed, counted) if committed else [f"There are no figures of Python {version} yet."]
    for sentence in told:
        print(sentence, file=sys.stderr)
    if told:
        print(f"`{Path(sys.executable).name} -m benchmarks.instructions --update` writes the figures.", file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
