"""What is printed: problems on standard output, progress, summaries and faults on standard error.

Comes in: reports, problems and faults. Goes out: lines; nothing in the program but this and cli.py prints.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.problem_texts import STYLES, as_text, shown_first
from site_builder.problems import Problem, SiteError
from site_builder.progress import Bar, Lines

if TYPE_CHECKING:
    from site_builder.build import Report
    from site_builder.model import IndexSummary
    from site_builder.workbench.relinking import Answer, BrokenQuote, Choose
    from site_builder.workbench.serve import Address

PAGES_LIMIT = 1_000_000_000
"""The largest site that GitHub Pages publishes, in bytes (GitHub Docs, "GitHub Pages limits": 1 GB)."""

PAGES_WARNING = 0.8
SLOWEST = 3
CHANGED_TOLD = 5
PAGES_STAY = "not built: the preview stays as it was"
WORTH_TELLING = 1.0
"""From how many seconds of making files on the slowest are named."""


class PreviewLines(Lines):
    """Tells at the terminal what becomes of a preview."""

    def __init__(self, content: Path) -> None:
        super().__init__(tell)
        self._content = content
        self._is_first = True

    def listening(self, address: Address) -> None:
        if address.taken:
            tell(f"port {address.taken} is taken, the preview has another one")
        tell(f"preview at {address.url} (Ctrl-C ends it)")
        if address.is_public:
            tell("warning: others in this network can read it, with all drafts")

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        if self._is_first and total:
            super().phase(done_to, what, done, total)

    def changed(self, files: tuple[str, ...]) -> None:
        for file in files[:CHANGED_TOLD]:
            tell(f"changed: {file}")
        if len(files) > CHANGED_TOLD:
            tell(f"and {plural(len(files) - CHANGED_TOLD, 'file')} more")

    def ended(self, outcome: Report | SiteError) -> None:
        if isinstance(outcome, SiteError):
            tell_error(outcome)
            tell(PAGES_STAY)
            return
        for problem in outcome.problems:
            click.echo(as_text(problem, self._content, with_excerpt=True))
        tell_counts(outcome.problems)
        if outcome.exit_status or not outcome.summary:
            tell(PAGES_STAY)
        else:
            self._is_first = False
            written = outcome.written
            files = plural(written.written + written.removed, "file") if written else "nothing"
            tell(f"built: {plural(outcome.summary.pages, 'page')}, {files} changed")


def print_broken(broken: BrokenQuote, content: Path) -> None:
    from site_builder.workbench.relink_lines import lines_of

    mark = _highlight if sys.stdout.isatty() else None
    for line in lines_of(broken, content, mark):
        click.echo(line)


def _highlight(kind: str, words: str) -> str:
    return words if kind == "same" else click.style(words, fg="red" if kind == "quote" else "green", bold=True)


def ask_for_place(content: Path) -> Choose:
    """Return a function that shows a broken quote and asks which place it means; nothing is asked of a script."""

    def ask(broken: BrokenQuote) -> Answer:
        print_broken(broken, content)
        if not broken.candidates or not sys.stdin.isatty():
            return None
        choices = [str(number) for number in range(1, len(broken.candidates) + 1)]
        question = f"which place? {'1' if len(choices) == 1 else f'1 to {choices[-1]}'}, Enter for none"
        answer = ""
        while answer not in {*choices, "0"}:
            answer = click.prompt(question, default="0", show_default=False, err=True).strip()
        return broken.candidates[int(answer) - 1] if answer != "0" else None

    return ask


@contextmanager
def progress() -> Iterator[Lines]:
    """Tell how far a build has come, until it ends."""
    lines = Bar(tell) if sys.stderr.isatty() else Lines(tell)
    try:
        yield lines
    finally:
        lines.close()


def tell(line: str) -> None:
    click.echo(line, err=True)


def tell_script(script: str) -> None:
    """Print a script for a shell on standard output, where it is read from."""
    click.echo(script)


def tell_error(fault: SiteError) -> None:
    tell(f"error: {fault}")
    for line in fault.hint.splitlines():
        tell(f"    {line}")


def tell_built(report: Report, output: Path) -> None:
    tell_counts(report.problems)
    summary, written = report.summary, report.written
    if report.exit_status or summary is None:
        tell("nothing was written")
        return
    if written is None:
        tell(f"{output}: nothing has changed, {plural(summary.pages, 'page')} are in place")
        return
    tell(
        f"{output}: {plural(summary.pages, 'page')}, {plural(written.files, 'file')}"
        f" ({written.written} written, {written.kept} unchanged, {written.removed} removed),"
        f" {written.size / 1_000_000:.1f} MB"
    )
    _tell_made(report)
    _tell_size(written.size)
    if written.foreign:
        tell(f"{plural(written.foreign, 'file')} of others in {output} left alone")
    if summary.search:
        _tell_search(summary.search, summary.budget_kb)
    if not summary.has_base_url:
        tell("no base_url: no feeds, no sitemap, no canonical addresses; set it in site.yaml or with --base-url")


def _tell_made(report: Report) -> None:
    """Say how many files were made, and which took longest where that took a while."""
    published = report.published
    if published is None:
        return
    made = len(published.seconds)
    tell(f"{plural(made, 'file')} made, {published.kept:,} kept as nothing in them has changed")
    if sum(published.seconds.values()) >= WORTH_TELLING:
        slowest = sorted(published.seconds.items(), key=lambda item: -item[1])[:SLOWEST]
        tell("slowest: " + ", ".join(f"{path} {seconds * 1000:.0f} ms" for path, seconds in slowest))


def _tell_size(size: int) -> None:
    if size >= PAGES_LIMIT * PAGES_WARNING:
        tell(f"warning: the site is {size / PAGES_LIMIT:.0%} of the 1 GB that GitHub Pages takes")
        tell(
            "    leave out claim pages, annotations or archive.json under outputs in site.yaml, or publish it elsewhere"
        )


def _tell_search(index: IndexSummary, budget_kb: int) -> None:
    """Say how large the index is, in units of 1,000 bytes; rounded up, so that what is over the budget looks so."""
    size_kb = -(-index.size // 1000)
    contents = f"{plural(index.terms, 'term')} in {plural(index.documents, 'document')}"
    if index.pieces:
        tell(f"search: {contents}, in {plural(index.pieces, 'piece')}, of which a word loads {size_kb:,} kB compressed")
    else:
        tell(f"search: {contents}, {size_kb:,} kB compressed (budget {budget_kb:,} kB)")


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def tell_counts(problems: Iterable[Problem]) -> None:
    severities = [problem.severity for problem in problems]
    told = [plural(severities.count(kind), kind) for kind in ("error", "warning") if kind in severities]
    if told:
        tell(", ".join(told))


def print_problems(
    problems: Sequence[Problem], content: Path | None, style: str, *, all_: bool, again: Sequence[str]
) -> None:
    """Print the problems; as text at most MOST_SHOWN, and then the command that shows the rest: `again` with --all."""
    if style != "text":
        for problem in problems:
            click.echo(STYLES[style](problem, content))
        return
    shown = list(problems) if all_ else shown_first(problems)
    for problem in shown:
        click.echo(as_text(problem, content, with_excerpt=sys.stdout.isatty()))
    if hidden := len(problems) - len(shown):
        tell(f"and {plural(hidden, 'problem')} more: {shlex.join(['site-builder', *again, '--all'])}")


def print_fault(fault: SiteError, style: str) -> None:
    """Print what ended the run: as problems where a program reads them, else as a sentence on standard error."""
    if style == "text":
        tell_error(fault)
        return
    for problem in fault.problems:
        click.echo(STYLES[style](problem, None))
