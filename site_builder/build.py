"""The pipeline from top to bottom: the one place that knows the order of the steps.

    files -> reading -> anchoring -> archive -> searching, publishing -> output/

Comes in: BuildOptions. Goes out: a Report with every problem and what was written. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder import config
from site_builder.anchoring.anchor import anchor_article
from site_builder.archive.assemble import assemble_archive
from site_builder.model import Archive
from site_builder.problems import Problem, UsageError, sort_problems
from site_builder.publishing.output import OutputFolder, Written
from site_builder.publishing.pages import PagePlan, plan_pages
from site_builder.publishing.publish import check_plan, publish
from site_builder.reading.content import read_content

if TYPE_CHECKING:
    from site_builder.searching.index import SearchIndex

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a published page may load and run: files of its own site, and nothing inline."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build is asked for; `templates` is the user's own folder, or None where the shipped ones serve alone."""

    content: Path = Path("content")
    templates: Path | None = None
    output: Path = Path("output")
    base_url: str | None = None
    strict: bool = False
    policy: str = CONTENT_SECURITY_POLICY


@dataclass(frozen=True, slots=True)
class Report:
    """How a build or a check ended: all problems, by place, and what stands in the output folder after a build.

    `search` is None after a check, and where the settings leave the search out.
    """

    problems: tuple[Problem, ...]
    archive: Archive | None = None
    pages: int = 0
    search: SearchIndex | None = None
    written: Written | None = None

    @property
    def exit_status(self) -> int:
        """0 where nothing is wrong, 2 where the site's settings have errors, 1 where the content has."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if any(problem.location.file == config.SETTINGS for problem in errors):
            return 2
        return 1 if errors else 0


def check(options: BuildOptions) -> Report:
    """Read, anchor and plan everything and write nothing; raises as `build` does."""
    _refuse_output_among_sources(options)
    report, _ = _prepare(options)
    return report


def build(options: BuildOptions) -> Report:
    """Build the site into the output folder; with errors in the content the folder is left as it was.

    Raises UsageError where folders or templates cannot be used and FileError where the system refuses.
    """
    _refuse_output_among_sources(options)
    report, plan = _prepare(options)
    if report.exit_status or report.archive is None:
        return report
    folders = template_folders(options.templates)
    with OutputFolder(options.output) as folder:
        search = _build_search(report.archive)
        search_files = search.files if search else []
        for file in publish(report.archive, plan, folders, options.content, search_files, options.policy):
            folder.put(*file)
        return replace(report, search=search, written=folder.finish())


def _prepare(options: BuildOptions) -> tuple[Report, list[PagePlan]]:
    settings, problems = config.load_config(options.content, base_url=options.base_url)
    if settings is None:
        return Report(_final(problems, strict=options.strict)), []
    content = read_content(options.content, settings)
    if any(problem.severity == "error" for problem in problems):
        # A verdict may be unknown because its entry in the settings is wrong, which is told already.
        problems.extend(problem for problem in content.problems if problem.code != "unknown-verdict")
    else:
        problems.extend(content.problems)
    articles = []
    for article in content.articles:
        anchored, unplaced = anchor_article(article)
        articles.append(anchored)
        problems.extend(unplaced)
    archive, unlinked = assemble_archive(replace(content, articles=tuple(articles)))
    problems.extend(unlinked)
    plan = sorted(plan_pages(archive), key=lambda page: page.address)
    told = {problem.location.file for problem in problems if problem.code == "duplicate-slug"}
    problems.extend(problem for problem in check_plan(archive, plan) if problem.location.file not in told)
    return Report(_final(problems, strict=options.strict), archive, len(plan)), plan


def _final(problems: Iterable[Problem], *, strict: bool) -> tuple[Problem, ...]:
    if strict:
        problems = [replace(problem, severity="error") for problem in problems]
    return tuple(sort_problems(problems))


def _build_search(archive: Archive) -> SearchIndex | None:
    if archive.config.search.engine == "none":
        return None
    from site_builder.searching.index import build_index

    return build_index(archive)


# ---------------------------------------------------------------- folders


def template_folders(templates: Path | None) -> list[Path]:
    """Return the folders in which templates and assets are looked for: the user's own first, the shipped one last."""
    package = Path(__file__).parent
    shipped = next(folder for folder in (package / "templates", package.parent / "templates") if folder.is_dir())
    if templates is None or templates.resolve() == shipped.resolve():
        return [shipped]
    return [templates, shipped]


def _refuse_output_among_sources(options: BuildOptions) -> None:
    """Raise UsageError where built pages would be read as content or templates by the next build."""
    output = options.output.resolve()
    for source in (options.content, *template_folders(options.templates)):
        there = source.resolve()
        if output == there or there in output.parents:
            message = f"the output folder {options.output} lies in {source}, which the site is made from"
            raise UsageError(message, "name a folder of its own with --output")
        if output in there.parents and source in (options.content, options.templates):
            message = f"the output folder {options.output} contains {source}, which the site is made from"
            raise UsageError(message, "name a folder of its own with --output")
    if options.output.exists() and not options.output.is_dir():
        raise UsageError(f"{options.output} is a file, not a folder", "name a folder with --output")
