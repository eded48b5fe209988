"""The command line: arguments, printing and exit statuses. Nothing else in the program prints.

Exit status 0 fine, 1 the content has errors, 2 wrong usage or settings, 3 reading or writing failed, 130 interrupted.
Problems go to standard output, everything else to standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder import __version__
from site_builder.problem_texts import STYLES, as_text
from site_builder.problems import Problem, SiteError
from site_builder.progress import Bar, Lines

if TYPE_CHECKING:
    from site_builder.build import BuildOptions, Report
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

Command = TypeVar("Command", bound=Callable[..., Any])


def main() -> None:
    """Run the command and leave with its exit status.

    At once: to take apart all that a build has in memory would take a sixth of a second in a large archive, and the
    system does it anyhow.
    """
    # A build keeps almost all that it makes until it ends: looking for garbage seldom saves it a fifteenth of its time.
    gc.set_threshold(50_000, 20, 50)
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # of whom should it be told?
            stream.flush()
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(site_builder.main(arguments, prog_name="site-builder", standalone_mode=False) or 0)
    except click.ClickException as fault:
        fault.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        _tell("interrupted")
        return 130
    except SiteError as fault:
        _tell_error(fault)
        return fault.exit_status
    except UnicodeEncodeError:
        if sys.getfilesystemencoding() == "utf-8":
            raise
        _tell("error: names of files with other letters than A to Z cannot be used here")
        _tell("    the locale has no UTF-8: set LC_ALL=C.UTF-8, or PYTHONUTF8=1")
        return 3
    except OSError as fault:
        # What was printed cannot be: the disk under it is full, or its reader is gone (`site-builder check | head`), of
        # whom there is nobody to tell. What the steps read and write has sentences of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(fault, BrokenPipeError):
            _tell(f"error: cannot print: {fault.strerror or fault}")
        return 3


# ---------------------------------------------------------------- commands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="site-builder", message="%(prog)s %(version)s")
def site_builder() -> None:
    """Build a static site from articles and their annotations."""


_content_option = click.option(
    "--content", type=Path, default=Path("content"), metavar="DIR", help="The archive's folder.", show_default=True
)
_templates_option = click.option(
    "--templates", type=Path, default=None, metavar="DIR", help="Your own templates and assets.  [default: templates]"
)


def _build_options(command: Command) -> Command:
    """Add the options that build and check share."""
    options = [
        _content_option,
        _templates_option,
        click.option(
            "--output", type=Path, default=Path("output"), metavar="DIR", help="Where the site goes.", show_default=True
        ),
        click.option("--base-url", default=None, metavar="URL", help="The site's address; overrides site.yaml."),
        click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="Worker processes."),
        click.option("--strict", is_flag=True, help="Treat warnings as errors."),
        click.option("--fresh", is_flag=True, help="Make everything anew, whatever earlier builds left."),
        click.option("--format", "style", type=click.Choice(list(STYLES)), default="text", help="How problems look."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@site_builder.command()
@_build_options
@click.option("--explain", is_flag=True, help="Say of each file that is made why it is made.")
def build(style: str, *, explain: bool, **options: Any) -> int:
    """Build the site into the output folder."""
    from site_builder.build import build

    given = _options(**options)
    with _progress() as progress:
        report = build(given, progress)
    _print_problems(report.problems, given.content, style)
    if explain and report.published:
        for path, reasons in sorted(report.published.reasons.items()):
            _tell(f"{path}: {'; '.join(reasons)}")
    _tell_built(report, given.output)
    return report.exit_status


@site_builder.command()
@_build_options
def check(style: str, **options: Any) -> int:
    """Read and anchor everything and write nothing."""
    from site_builder.build import check

    given = _options(**options)
    with _progress() as progress:
        report = check(given, progress)
    _print_problems(report.problems, given.content, style)
    _tell_counts(report.problems)
    if not report.exit_status and report.summary:
        articles, notes = report.summary.articles, report.summary.notes
        _tell(f"{_plural(articles, 'article')} and {_plural(notes, 'note')} are in order")
    return report.exit_status


@site_builder.command()
@_content_option
@_templates_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=5500, show_default=True, help="The port to listen at.")
def serve(content: Path, templates: Path | None, host: str, port: int) -> None:
    """Preview the site with its drafts, rebuild what changes, reload the browser."""
    from site_builder.build import BuildOptions
    from site_builder.workbench.serve import serve

    serve(BuildOptions(content, templates), host, port, _PreviewLines(content))


@site_builder.command("import")
@_content_option
@click.argument("file", type=Path)
@click.option("--slug", default=None, help="The article's slug; the title's by default.")
def import_(content: Path, file: Path, slug: str | None) -> None:
    """Turn the raw text of an article into an article and a sidecar of draft claims."""
    from site_builder.workbench.importing import import_file

    result = import_file(file, content, slug=slug)
    for line in result.lines():
        _tell(line)


@site_builder.command()
@_content_option
@click.argument("files", type=Path, nargs=-1)
@click.option("--accept-folded", is_flag=True, help="Take places where the same words stand, and ask nothing.")
def relink(content: Path, files: tuple[Path, ...], *, accept_folded: bool) -> int:
    """Find the place of quotes that no longer match, in some articles or in all."""
    from site_builder.workbench import relinking

    choose = relinking.accept_folded if accept_folded else _ask_for_place(content)
    result = relinking.relink(content, files, choose)
    if accept_folded:
        for broken in result.left:
            _print_broken(broken, content)
    _tell(f"{_plural(result.repaired, 'quote')} relinked, {len(result.left):,} left")
    return 1 if result.left else 0


def _options(
    *,
    content: Path,
    templates: Path | None,
    output: Path,
    base_url: str | None,
    strict: bool,
    jobs: int | None,
    fresh: bool,
) -> BuildOptions:
    from site_builder.build import BuildOptions, find_templates

    return BuildOptions(content, find_templates(templates), output, base_url, strict, jobs=jobs, fresh=fresh)


# ---------------------------------------------------------------- printing


class _PreviewLines(Lines):
    """Tells at the terminal what becomes of a preview."""

    def __init__(self, content: Path) -> None:
        super().__init__(_tell)
        self._content = content
        self._is_first = True

    def listening(self, address: Address) -> None:
        if address.taken:
            _tell(f"port {address.taken} is taken, the preview has another one")
        _tell(f"preview at {address.url} (Ctrl-C ends it)")
        if address.is_public:
            _tell("warning: others in this network can read it, with all drafts")

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        if self._is_first and total:
            super().phase(done_to, what, done, total)

    def changed(self, files: tuple[str, ...]) -> None:
        for file in files[:CHANGED_TOLD]:
            _tell(f"changed: {file}")
        if len(files) > CHANGED_TOLD:
            _tell(f"and {_plural(len(files) - CHANGED_TOLD, 'file')} more")

    def ended(self, outcome: Report | SiteError) -> None:
        if isinstance(outcome, SiteError):
            _tell_error(outcome)
            _tell(PAGES_STAY)
            return
        for problem in outcome.problems:
            click.echo(as_text(problem, self._content, with_excerpt=True))
        _tell_counts(outcome.problems)
        if outcome.exit_status or not outcome.summary:
            _tell(PAGES_STAY)
        else:
            self._is_first = False
            written = outcome.written
            files = _plural(written.written + written.removed, "file") if written else "nothing"
            _tell(f"built: {_plural(outcome.summary.pages, 'page')}, {files} changed")


def _print_broken(broken: BrokenQuote, content: Path) -> None:
    from site_builder.workbench.relink_lines import lines_of

    mark = _highlight if sys.stdout.isatty() else None
    for line in lines_of(broken, content, mark):
        click.echo(line)


def _highlight(kind: str, words: str) -> str:
    return words if kind == "same" else click.style(words, fg="red" if kind == "quote" else "green", bold=True)


def _ask_for_place(content: Path) -> Choose:
    """Return a function that shows a broken quote and asks which place it means; nothing is asked of a script."""

    def ask(broken: BrokenQuote) -> Answer:
        _print_broken(broken, content)
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
def _progress() -> Iterator[Lines]:
    """Tell how far a build has come, until it ends."""
    progress = Bar(_tell) if sys.stderr.isatty() else Lines(_tell)
    try:
        yield progress
    finally:
        progress.close()


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _tell_error(fault: SiteError) -> None:
    _tell(f"error: {fault}")
    for line in fault.hint.splitlines():
        _tell(f"    {line}")


def _tell_built(report: Report, output: Path) -> None:
    _tell_counts(report.problems)
    summary, written = report.summary, report.written
    if report.exit_status or summary is None:
        _tell("nothing was written")
        return
    if written is None:
        _tell(f"{output}: nothing has changed, {_plural(summary.pages, 'page')} are in place")
        return
    _tell(
        f"{output}: {_plural(summary.pages, 'page')}, {_plural(written.files, 'file')}"
        f" ({written.written} written, {written.kept} unchanged, {written.removed} removed),"
        f" {written.size / 1_000_000:.1f} MB"
    )
    _tell_made(report)
    _tell_size(written.size)
    if written.foreign:
        _tell(f"{_plural(written.foreign, 'file')} of others in {output} left alone")
    if summary.search:
        _tell_search(summary.search, summary.budget_kb)
    if not summary.has_base_url:
        _tell("no base_url: no feeds, no sitemap, no canonical addresses; set it in site.yaml or with --base-url")


def _tell_made(report: Report) -> None:
    """Say how many files were made, and which took longest where that took a while."""
    published = report.published
    if published is None:
        return
    made = len(published.seconds)
    _tell(f"{_plural(made, 'file')} made, {published.kept:,} kept as nothing in them has changed")
    if sum(published.seconds.values()) >= WORTH_TELLING:
        slowest = sorted(published.seconds.items(), key=lambda item: -item[1])[:SLOWEST]
        _tell("slowest: " + ", ".join(f"{path} {seconds * 1000:.0f} ms" for path, seconds in slowest))


def _tell_size(size: int) -> None:
    if size >= PAGES_LIMIT * PAGES_WARNING:
        _tell(f"warning: the site is {size / PAGES_LIMIT:.0%} of the 1 GB that GitHub Pages takes")
        _tell("    leave out claim pages or annotations under outputs in site.yaml, or publish it elsewhere")


def _tell_search(index: IndexSummary, budget_kb: int) -> None:
    """Say how large the index is, in units of 1,000 bytes; rounded up, so that what is over the budget looks so."""
    size_kb = -(-index.size // 1000)
    contents = f"{_plural(index.terms, 'term')} in {_plural(index.documents, 'document')}"
    if index.pieces:
        _tell(
            f"search: {contents}, in {_plural(index.pieces, 'piece')}, of which a word loads {size_kb:,} kB compressed"
        )
    else:
        _tell(f"search: {contents}, {size_kb:,} kB compressed (budget {budget_kb:,} kB)")


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _tell_counts(problems: Iterable[Problem]) -> None:
    severities = [problem.severity for problem in problems]
    told = [_plural(severities.count(kind), kind) for kind in ("error", "warning") if kind in severities]
    if told:
        _tell(", ".join(told))


def _print_problems(problems: Iterable[Problem], content: Path, style: str) -> None:
    for problem in problems:
        if style == "text":
            click.echo(as_text(problem, content, with_excerpt=sys.stdout.isatty()))
        else:
            click.echo(STYLES[style](problem, content))
