"""What a cold build costs: CPU time an article, peak memory, and the reading of one sidecar.

    python -m benchmarks.core [--articles 1000] [--runs 3]

Each build is a process of its own; what the system says of it is printed, the median of the runs. What was aimed at
and what was reached stands in docs/pages/decisions/0008-speed.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.content import write_content
from benchmarks.processes import Cost, measure
from site_builder.reading.annotations import read_annotations
from site_builder.reading.links import Size
from site_builder.reading.register import Register

SITES = [
    ("articles and lists", False, False),
    ("and claim pages, annotations, feeds", False, True),
    ("and the search index", True, True),
]
"""What is built: a name, whether with search, and whether with the outputs that can be switched off."""


def build(content: Path, output: Path) -> Cost:
    """Build in a process of its own and return what it cost; raises MeasureError where the build fails."""
    command = [
        sys.executable,
        "-m",
        "site_builder",
        "build",
        "--fresh",
        "--jobs",
        "1",  # two processes on the two halves of a core would each count the time that they wait for the other
        "--content",
        str(content),
        "--output",
        str(output),
    ]
    return measure([command], Path.cwd())


def measure_site(name: str, folder: Path, articles: int, runs: int, *, search: bool, outputs: bool) -> None:
    """Print the medians of some cold builds of one kind of site."""
    write_content(folder, articles, search=search, outputs=outputs)
    costs = [build(folder / "content", folder / f"output-{run}") for run in range(runs)]
    user, system, wall, memory = (statistics.median(column) for column in zip(*costs, strict=True))
    each = f"{1000 * user / articles:.1f} ms + {1000 * system / articles:.1f} ms"
    print(f"| {name} | {each} | {wall:.1f} s | {memory:.0f} MB |")


def measure_sidecar(folder: Path) -> None:
    """Print how long one sidecar of five notes takes to be read and validated."""
    sidecars = sorted(folder.glob("content/articles/*/*.yaml"))
    data = next(text for text in map(Path.read_bytes, sidecars) if text.count(b"  - id: ") == 5)
    times = []
    for _ in range(200):
        start = time.process_time()
        read_annotations("articles/2020/article.md", data, Register(), lambda _file: Size())
        times.append(time.process_time() - start)
    median = 1000 * statistics.median(times)
    print(f"\nA sidecar of five notes ({len(data):,} bytes) is read in {median:.2f} ms of CPU.")


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{arguments.articles:,} articles of 600 words with five notes, cold build, median of {arguments.runs}\n")
    print("| site | CPU an article, program + system | wall | memory |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as temporary:
        for number, (name, search, outputs) in enumerate(SITES):
            site = Path(temporary, str(number))
            measure_site(name, site, arguments.articles, arguments.runs, search=search, outputs=outputs)
        measure_sidecar(Path(temporary, "0"))


if __name__ == "__main__":
    main()
