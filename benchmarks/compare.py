"""Measure this project and its peers side by side: cold builds, one article edited, nothing changed.

    python -m benchmarks.compare [--sizes 1000 10000] [--runs 3] [--only hugo ...]

Comes in: the generated corpus. Goes out: Markdown tables; a run of everything also rewrites the figures of
docs/pages/benchmarks.md and its chart. The contenders take turns, run after run, so that what else the machine does
falls on all of them. A site whose articles or notes are not all there stops the comparison: what builds nothing is
fast.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.contenders import BENCH, CONTENDERS, REPOSITORY, Contender, Site, versions
from benchmarks.corpus import Corpus, Headline
from benchmarks.processes import Cost, MeasureError, measure
from benchmarks.report import chart_of, insert_figures, report
from benchmarks.results import Results, series_of

PAGE = REPOSITORY / "docs" / "pages" / "benchmarks.md"
CHART = REPOSITORY / "docs" / "pages" / "benchmarks.svg"
NOTE_ID = re.compile(r'<[^>]* id="(?:note-)?note-[1-9]"')


class Trial:
    """One contender's site of one size, and its builds."""

    def __init__(self, contender: Contender, folder: Path, corpus: Corpus) -> None:
        self.contender = contender
        self.site: Site = contender.site(folder, corpus)
        self._folder = folder
        self._edits = 0

    def builds(self, headline: Headline) -> Iterator[tuple[str, Cost]]:
        """Build cold, with the article of that headline edited, and with nothing changed; yield each one's cost."""
        self.contender.clear(self._folder)
        yield "cold", self._build()
        path = self.site.article_path(headline)
        self._edits += 1
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\nA sentence that was not there, number {self._edits}.\n")
        yield "edited", self._build()
        self._refuse_stale(headline)
        yield "unchanged", self._build()

    def _build(self) -> Cost:
        return measure(self.contender.commands, self._folder)

    def verify(self, articles: int, notes: int) -> None:
        """Raise MeasureError where the built site has not that many articles and notes."""
        pages = list((self._folder / self.contender.output / "articles").glob("*/index.html"))
        found = sum(len(NOTE_ID.findall(page.read_text(encoding="utf-8"))) for page in pages)
        if (len(pages), found) != (articles, notes):
            raise MeasureError(
                f"{self.contender.title} built {len(pages)} articles with {found} notes, not {articles} with {notes}."
            )

    def _refuse_stale(self, headline: Headline) -> None:
        page = self._folder / self.contender.output / "articles" / headline.slug / "index.html"
        if f"not there, number {self._edits}." not in page.read_text(encoding="utf-8"):
            raise MeasureError(f"{self.contender.title} did not build the article that was edited.")


def compare(contenders: Sequence[Contender], size: int, runs: int) -> Iterator[tuple[int, str, str, Cost]]:
    """Write the sites of that many articles and yield (size, situation, contender, cost) of each build."""
    folder = BENCH / "sites" / str(size)
    shutil.rmtree(folder, ignore_errors=True)
    corpus = Corpus(size)
    trials = [Trial(contender, folder / contender.key, corpus) for contender in contenders]
    notes = _write_sites([trial.site for trial in trials], corpus)
    edited = corpus.headline(size // 2)
    for run in range(runs):
        for trial in trials:
            for situation, cost in trial.builds(edited):
                print(f"{size:,} articles, run {run + 1}: {trial.contender.title}, {situation}: {cost.wall:.2f} s")
                yield size, situation, trial.contender.key, cost
            if run == 0:
                trial.verify(size, notes)
    shutil.rmtree(folder)


def _write_sites(sites: Sequence[Site], corpus: Corpus) -> int:
    """Write every site in one pass over the corpus and return the number of notes."""
    for site in sites:
        site.begin()
    notes = 0
    for article in corpus.articles():
        notes += len(article.notes)
        for site in sites:
            site.write(article)
    return notes


def machine() -> str:
    """Return what the figures were measured on, without its name."""
    processor = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists() and (model := re.search(r"^model name\s*: (.+)$", cpus.read_text(encoding="utf-8"), re.MULTILINE)):
        processor = model[1]
    return f"{os.cpu_count()} cores of {processor}, {platform.system()}"


def main() -> int:
    """Measure, print the tables and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000], help="articles; 1000")
    parser.add_argument("--runs", type=int, default=3, help="builds of which the median is taken; 3")
    parser.add_argument(
        "--only", nargs="+", choices=[each.key for each in CONTENDERS], help="measure these, write no docs"
    )
    arguments = parser.parse_args()
    chosen = [each for each in CONTENDERS if not arguments.only or each.key in arguments.only]
    absent = {each.key: f"not installed ({', '.join(each.missing)})" for each in chosen if each.missing}
    present = [each for each in chosen if each.key not in absent]
    try:
        costs = [cost for size in arguments.sizes for cost in compare(present, size, arguments.runs)]
    except MeasureError as failure:
        print(failure, file=sys.stderr)
        return 1
    results = Results(machine(), tuple(versions()), arguments.runs, series_of(costs), absent)
    results.write(BENCH / "results.json")
    figures = report(results)
    print(f"\n{figures}")
    if not arguments.only:
        PAGE.write_text(insert_figures(PAGE.read_text(encoding="utf-8"), figures), encoding="utf-8", newline="\n")
        CHART.write_text(chart_of(results), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
