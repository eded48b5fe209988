"""The command line: arguments and exit statuses. What is printed stands in terminal.py; nothing else prints.

Exit status 0 fine, 1 the content has errors, 2 wrong usage or settings, 3 reading or writing failed, 130 interrupted.
Problems go to standard output, everything else to standard error.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder import __version__
from site_builder.cli_new import init, new, schema
from site_builder.cli_options import FILE, FOLDER, complete_articles, content_option
from site_builder.problem_texts import STYLES
from site_builder.problems import SiteError, UsageError, sort_problems
from site_builder.progress import Lines
from site_builder.similar import suggestion
from site_builder.terminal import (
    PreviewLines,
    ask_for_place,
    plural,
    print_broken,
    print_fault,
    print_problems,
    progress,
    tell,
    tell_built,
    tell_counts,
    tell_error,
    tell_script,
)

if TYPE_CHECKING:
    from site_builder.build import BuildOptions
    from site_builder.workbench.link_check import CheckedLinks

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
        return int(site_builder.main(arguments, prog_name="site-builder", standalone_mode=False, obj=arguments) or 0)
    except click.ClickException as fault:
        return _tell_wrong_usage(fault, _style_of(arguments))
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted")
        return 130
    except SiteError as fault:
        print_fault(fault, _style_of(arguments))
        return fault.exit_status
    except UnicodeEncodeError:
        if sys.getfilesystemencoding() == "utf-8":
            raise
        tell("error: names of files with other letters than A to Z cannot be used here")
        tell("    the locale has no UTF-8: set LC_ALL=C.UTF-8, or PYTHONUTF8=1")
        return 3
    except OSError as fault:
        # What was printed cannot be: the disk under it is full, or its reader is gone (`site-builder check | head`), of
        # whom there is nobody to tell. What the steps read and write has sentences of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(fault, BrokenPipeError):
            tell(f"error: cannot print: {fault.strerror or fault}")
        return 3


def _tell_wrong_usage(fault: click.ClickException, style: str) -> int:
    if style == "text":
        fault.show()
    else:
        print_fault(UsageError(fault.format_message()), style)
    return UsageError.exit_status


def _style_of(arguments: Sequence[str]) -> str:
    """Return how problems are to look, also where the arguments cannot be read as a whole."""
    style = "text"
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--format":
            style = following
        elif argument.startswith("--format="):
            style = argument.removeprefix("--format=")
    return style if style in STYLES else "text"


# ---------------------------------------------------------------- commands


class _Commands(click.Group):
    """Commands whose names may be mistyped."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as fault:
            if near := suggestion(args[0], self.list_commands(ctx)):
                raise click.UsageError(f"{fault.message.removesuffix('.')}: {near}", ctx) from fault
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="site-builder", message="%(prog)s %(version)s")
def site_builder() -> None:
    """Build a static site from articles and their annotations."""


_templates_option = click.option(
    "--templates", type=FOLDER, default=None, metavar="DIR", help="Your own templates and assets.  [default: templates]"
)


def _options_for(output: str, holds: str) -> Callable[[Command], Command]:
    """Return what adds the options of a command that reads everything: where its output goes, and what that holds."""
    options = [
        content_option,
        _templates_option,
        click.option(
            "--output", type=FOLDER, default=Path(output), metavar="DIR", help=f"Where {holds} go.", show_default=True
        ),
        click.option("--base-url", default=None, metavar="URL", help="The site's address; overrides site.yaml."),
        click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N", help="Worker processes."),
        click.option("--strict", is_flag=True, help="Treat warnings as errors."),
        click.option("--fresh", is_flag=True, help="Make everything anew, whatever earlier builds left."),
        click.option("--format", "style", type=click.Choice(list(STYLES)), default="text", help="How problems look."),
        click.option("--all", "all_", is_flag=True, help="Show all problems; without it at most 20, as text."),
    ]

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_build_options = _options_for("output", "the files of the site")
_export_options = _options_for("export", "the files")


@site_builder.command()
@_build_options
@click.option("--explain", is_flag=True, help="Say of each file that is made why it is made.")
@click.option(
    "--zip",
    "zip_",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Put the whole site into one file, too, to be read without a server; beside the folder by default.",
)
@click.pass_obj
def build(arguments: list[str], /, style: str, *, all_: bool, explain: bool, zip_: str | None, **options: Any) -> int:
    """Build the site into the output folder."""
    from site_builder.build import build

    given = _options(**options)
    with progress() as lines:
        report = build(given, lines)
    print_problems(report.problems, given.content, style, all_=all_, again=arguments)
    if explain and report.published:
        for path, reasons in sorted(report.published.reasons.items()):
            tell(f"{path}: {'; '.join(reasons)}")
    tell_built(report, given.output)
    if zip_ is not None and not report.exit_status:
        from site_builder.build import pack

        target = Path(zip_) if zip_ else given.output.with_name(f"{given.output.name}.zip")
        tell(f"{target}: the whole site in one file, {pack(given, target) / 1_000_000:.1f} MB")
    return report.exit_status


@site_builder.command()
@_build_options
@click.option("--links", is_flag=True, help="Ask for all web addresses in the content, too.")
@click.pass_obj
def check(arguments: list[str], /, style: str, *, all_: bool, links: bool, **options: Any) -> int:
    """Read and anchor everything and write nothing."""
    from site_builder.build import check

    given = _options(**options)
    with progress() as lines:
        report = check(given, lines)
        asked = _check_links(given, lines) if links else None
    if asked:
        found = [replace(one, severity="error") if given.strict else one for one in asked.problems]
        report = replace(report, problems=tuple(sort_problems([*report.problems, *found])))
    print_problems(report.problems, given.content, style, all_=all_, again=arguments)
    tell_counts(report.problems)
    if asked:
        tell(f"{plural(asked.asked, 'web link')} looked at")
    if not report.exit_status and report.summary:
        articles, notes = report.summary.articles, report.summary.notes
        tell(f"{plural(articles, 'article')} and {plural(notes, 'note')} are in order")
    return report.exit_status


def _check_links(options: BuildOptions, lines: Lines) -> CheckedLinks:
    from site_builder.workbench.link_check import check_links

    return check_links(options.content, partial(lines.phase, "asked", "web page"), fresh=options.fresh)


@site_builder.command()
@_export_options
@click.pass_obj
def export(arguments: list[str], /, style: str, *, all_: bool, **options: Any) -> int:
    """Write the whole archive for other programs: JSON, CSV, Web Annotations, citations."""
    from site_builder.build import export
    from site_builder.workbench.content_files import write_content

    given = _options(**options)
    with progress() as lines:
        report, files = export(given, lines)
    print_problems(report.problems, given.content, style, all_=all_, again=arguments)
    tell_counts(report.problems)
    if report.exit_status:
        tell("nothing was written")
    else:
        write_content({}, {given.output / file.path: file.data for file in files})
        for file in files:
            tell(f"wrote {given.output / file.path}, {-(-len(file.data) // 1000):,} kB")
    return report.exit_status


@site_builder.command()
@content_option
@_templates_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=5500, show_default=True, help="The port to listen at.")
def serve(content: Path, templates: Path | None, host: str, port: int) -> None:
    """Preview the site with its drafts, rebuild what changes, reload the browser."""
    from site_builder.build import BuildOptions
    from site_builder.workbench.serve import serve

    serve(BuildOptions(content, templates), host, port, PreviewLines(content))


@site_builder.command("import")
@content_option
@click.argument("source", metavar="[FILE|FOLDER]", type=FILE, required=False)
@click.option("--slug", default=None, help="The article's slug; the title's by default.")
@click.option(
    "--annotations", type=FILE, metavar="FILE", help="Annotations of Hypothesis or the W3C's, instead of an article."
)
@click.option(
    "--article",
    default=None,
    metavar="SLUG",
    shell_complete=complete_articles,
    help="The article that all these annotations are about.",
)
def import_(content: Path, source: Path | None, slug: str | None, annotations: Path | None, article: str | None) -> int:
    """Take over an article, or a folder of them: raw text, Markdown, saved web pages; or annotations as notes.

    Of an article all that it says that somebody said becomes a draft of a claim.
    """
    if annotations is None and source is not None:
        return _import_articles(content, source, slug)
    if annotations is None or source is not None:
        raise click.UsageError("name an article or a folder of them, or a file of annotations with --annotations")
    from site_builder.workbench.annotation_import import import_annotations

    imported = import_annotations(annotations, content, slug=article)
    for line in imported.lines():
        tell(line)
    return 1 if imported.homeless else 0


def _import_articles(content: Path, source: Path, slug: str | None) -> int:
    from site_builder.workbench.importing import import_file, import_folder

    if not source.is_dir():
        for line in import_file(source, content, slug=slug).lines():
            tell(line)
        return 0
    if slug is not None:
        raise UsageError("a folder of articles cannot have one slug", "leave --slug out")
    failed = imported = 0
    for path, outcome in import_folder(source, content):
        tell(f"{path}:")
        if isinstance(outcome, SiteError):
            failed += 1
            tell_error(outcome)
        else:
            imported += 1
            for line in outcome.lines():
                tell(f"    {line}")
    tell(f"{plural(imported, 'article')} imported" + (f", {failed:,} not" if failed else ""))
    return 1 if failed or not imported else 0


@site_builder.command()
@content_option
@click.argument("files", type=FILE, nargs=-1)
@click.option("--accept-folded", is_flag=True, help="Take places where the same words stand, and ask nothing.")
def relink(content: Path, files: tuple[Path, ...], *, accept_folded: bool) -> int:
    """Find the place of quotes that no longer match, in some articles or in all."""
    from site_builder.workbench import relinking

    choose = relinking.accept_folded if accept_folded else ask_for_place(content)
    result = relinking.relink(content, files, choose)
    if accept_folded:
        for broken in result.left:
            print_broken(broken, content)
    tell(f"{plural(result.repaired, 'quote')} relinked, {len(result.left):,} left")
    return 1 if result.left else 0


@site_builder.command()
@click.argument("shell", type=click.Choice(["bash", "fish", "zsh"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options, articles and speakers."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    tell_script(complete(site_builder, {}, "site-builder", "_SITE_BUILDER_COMPLETE").source())


for command in (init, new, schema):
    site_builder.add_command(command)


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
    from site_builder.build import BuildOptions
    from site_builder.folders import find_templates

    return BuildOptions(content, find_templates(templates), output, base_url, strict, jobs=jobs, fresh=fresh)
