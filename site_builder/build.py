"""The pipeline from top to bottom: the one place that knows the order of the steps.

    files -> reading -> anchoring -> archive -> searching, publishing -> output/

Comes in: BuildOptions. Goes out: a Report with every problem and what was written. Nothing here prints.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from site_builder.cache.store import FactStore
from site_builder.folders import refuse_output_among_sources, template_folders
from site_builder.inputs import Inputs, library_version, program_version
from site_builder.model import IndexSummary
from site_builder.problems import Location, Problem, UnusableCacheError, UsageError, sort_problems
from site_builder.publishing.output import peek
from site_builder.workers import available_jobs, share_out

if TYPE_CHECKING:
    from site_builder.language import Language
    from site_builder.model import Archive, Config, OutputFile
    from site_builder.publishing.output import Memo, Written
    from site_builder.publishing.page_plan import PagePlan
    from site_builder.publishing.publish import BuildIndex, Published, PutIndexFile
    from site_builder.publishing.workshop import Sources

SETTINGS = "site.yaml"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a published page may load and run: files of its own site, and nothing inline."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build is asked for.

    `templates` is the user's own folder, None where the shipped ones serve alone; `jobs` the number of processes, None
    for as many as can run at once; `fresh` makes everything anew, whatever is known from earlier builds; `drafts` shows
    drafts as if they were published, for a preview; `pages_first` makes pages alone, and leaves the search index, feeds
    and exports as they are, out of date, to the next build without.
    """

    content: Path = Path("content")
    templates: Path | None = None
    output: Path = Path("output")
    base_url: str | None = None
    strict: bool = False
    policy: str = CONTENT_SECURITY_POLICY
    jobs: int | None = None
    fresh: bool = False
    drafts: bool = False
    pages_first: bool = False


class Tell(Protocol):
    """Hears how a build gets on."""

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        """Hear how far a phase has come: "read" 40 of 100 of "article"."""

    def waiting(self) -> None:
        """Hear that another build holds the output folder, and is waited for."""


class Silence:
    """Tells nobody."""

    def phase(self, done_to: str, what: str, done: int, total: int) -> None:
        pass

    def waiting(self) -> None:
        pass


class Summary(NamedTuple):
    """What is told of a site at the end: how many articles, notes and pages it has, and its search index.

    `budget_kb` is the largest size of the index, in units of 1,000 bytes.
    """

    articles: int
    notes: int
    pages: int
    has_base_url: bool
    search: IndexSummary | None
    budget_kb: int


@dataclass(frozen=True, slots=True)
class Report:
    """How a build or a check ended: all problems, by place, and what stands in the output folder after a build.

    `published` tells what was made and why; it is None where nothing had changed.
    """

    problems: tuple[Problem, ...]
    summary: Summary | None = None
    written: Written | None = None
    published: Published | None = None

    @property
    def exit_status(self) -> int:
        """0 where nothing is wrong, 2 where the site's settings have errors, 1 where the content has."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if any(problem.location.file == SETTINGS for problem in errors):
            return 2
        return 1 if errors else 0


def check(options: BuildOptions, tell: Tell | None = None) -> Report:
    """Read, anchor and plan everything and write nothing; raises as `build` does."""
    refuse_output_among_sources(options.output, options.content, options.templates)
    return _with_cache(options, lambda cache: _Run(options, cache, tell or Silence()).check(), read_only=True)


def build(options: BuildOptions, tell: Tell | None = None) -> Report:
    """Build the site into the output folder; with errors in the content the folder is left as it was.

    Raises UsageError where folders or templates cannot be used and FileError where the system refuses.
    """
    refuse_output_among_sources(options.output, options.content, options.templates)
    return _with_cache(options, lambda cache: _Run(options, cache, tell or Silence()).build(), read_only=False)


def export(options: BuildOptions, tell: Tell | None = None) -> tuple[Report, list[OutputFile]]:
    """Read everything as `check` does; return the archive in every format, no file where the content has errors.

    Raises as `build` does.
    """
    refuse_output_among_sources(options.output, options.content, options.templates)
    files: list[OutputFile] = []
    report = _with_cache(options, lambda cache: _Run(options, cache, tell or Silence()).export(files), read_only=True)
    return report, files


def pack(options: BuildOptions, target: Path) -> int:
    """Write the site that stands in the output folder into a zip file; return its size in bytes.

    Raises UsageError where the file would be read as content by the next build, FileError where it cannot be written.
    """
    from site_builder.publishing.offline import write_zip

    place = target.resolve()
    for source in (options.content, *template_folders(options.templates)):
        if source.resolve() in place.parents:
            message = f"the file {target} lies in {source}, which the site is made from"
            raise UsageError(message, "name another place with --zip")
    return write_zip(options.output, target)


class _Run:
    """One run of the pipeline, from top to bottom."""

    def __init__(self, options: BuildOptions, store: FactStore, tell: Tell) -> None:
        self._options, self._store, self._tell = options, store, tell
        self._jobs = options.jobs or available_jobs()
        self._known = {} if options.fresh else store.state()

    def build(self) -> Report:
        if not self._options.content.is_dir():
            return self.check()
        inputs = self._look()
        return self._unchanged(inputs) or self._build(inputs)

    def check(self) -> Report:
        from site_builder.config import load_config

        settings, problems = load_config(self._options.content, base_url=self._options.base_url)
        if settings is None:
            return Report(_final(problems, strict=self._options.strict))
        with _without_collecting():
            return self._prepare(self._look(), settings, problems).report

    def export(self, files: list[OutputFile]) -> Report:
        from site_builder.config import load_config
        from site_builder.publishing.workshop import Workshop

        settings, problems = load_config(self._options.content, base_url=self._options.base_url)
        if settings is None:
            return Report(_final(problems, strict=self._options.strict))
        with _without_collecting():
            inputs = self._look()
            prepared = self._prepare(inputs, settings, problems)
            if not prepared.report.exit_status:
                workshop = Workshop(prepared.archive, self._sources(inputs, prepared), plan=prepared.plan)
                files[:] = workshop.exports()
        return prepared.report

    def _look(self) -> Inputs:
        options = self._options
        given = (repr(options.base_url), options.policy, *(["drafts"] if options.drafts else []))
        folders = template_folders(options.templates)
        return Inputs(
            options.content,
            folders,
            given,
            self._store.program,
            self._known.get("files", {}),
            self._known.get("pictures", {}),
        )

    def _unchanged(self, inputs: Inputs) -> Report | None:
        """Return how the last build ended, where this one would end the same and all that it made is in place."""
        known = (self._known.get("content"), self._known.get("languages"), self._known.get("drafts"))
        if self._options.fresh or known != (inputs.content_digest, inputs.languages, self._options.drafts):
            return None
        memo, is_intact = peek(self._options.output)
        state = _State.parse(memo)
        if not is_intact or state.inputs != inputs.digest:
            return None
        problems = [_read_problem(row) for row in self._known["problems"]]
        report = Report(_final(problems, strict=self._options.strict), _read_summary(state.summary))
        return None if report.exit_status else report

    def _build(self, inputs: Inputs) -> Report:
        from site_builder.config import load_config

        settings, problems = load_config(self._options.content, base_url=self._options.base_url)
        if settings is None:
            return Report(_final(problems, strict=self._options.strict))
        inputs.folder.compare(SETTINGS)
        with _without_collecting():
            prepared = self._prepare(inputs, settings, problems)
            return prepared.report if prepared.report.exit_status else self._publish(inputs, prepared)

    def _prepare(self, inputs: Inputs, settings: Config, problems: list[Problem]) -> _Prepared:
        """Read, anchor and link everything, plan the pages, and keep what was found out."""
        from site_builder.archive.assemble import assemble_archive
        from site_builder.cache.library import CachedLibrary
        from site_builder.config import load_language
        from site_builder.study import Desk

        language, untranslated = load_language(settings, template_folders(self._options.templates))
        kept = {} if self._options.fresh else self._store.outlines()
        desk = Desk(inputs.folder, settings, inputs.digests)
        desk.recall(kept)
        self._store.begin(empty=not kept)
        desk.read(self._store, self._jobs, partial(self._tell.phase, "read", "article"))
        content, found = desk.finish()
        if any(problem.severity == "error" for problem in problems):
            # A verdict may be unknown because its entry in the settings is wrong, which is told already.
            found = [problem for problem in found if problem.code != "unknown-verdict"]
        library = CachedLibrary(self._store)
        watched = replace(content, config=library.watch(settings))
        archive, unlinked = assemble_archive(watched, library, drafts=self._options.drafts)
        content_digest = inputs.content_digest
        plan, colliding = self._plan(archive, language)
        problems = [*problems, *untranslated, *found, *unlinked]
        told = {problem.location.file for problem in problems if problem.code == "duplicate-slug"}
        problems += [problem for problem in colliding if problem.location.file not in told]
        state = {
            "plan": None if colliding else plan.memo,
            "content": content_digest,
            "languages": inputs.languages,
            "drafts": self._options.drafts,
            "files": inputs.digests.kept(),
            "pictures": inputs.folder.pictures.kept(),
            "problems": _rows(problems),
        }
        self._store.finish(kept.keys() - set(desk.files), state)
        budget = settings.search.budget_kb
        summary = Summary(len(archive.articles), len(archive.notes), plan.size, bool(settings.base_url), None, budget)
        report = Report(_final(problems, strict=self._options.strict), summary)
        return _Prepared(report, summary, archive, language, plan.pages, inputs.digest_with(content_digest))

    def _plan(self, archive: Archive, language: Language) -> tuple[_Plan, list[Problem]]:
        """Plan the pages, and look whether they can stand where they should; not where they were planned already."""
        from site_builder.publishing.collisions import check_plan
        from site_builder.publishing.digests import face_of
        from site_builder.publishing.pages import plan_pages
        from site_builder.publishing.wording import Wording

        face = f"{face_of(archive)} {language.digest}"
        match self._known.get("plan"):
            case [known, int(size)] if known == face:
                return _Plan(face, size), []
        pages = sorted(plan_pages(archive, Wording(language)), key=lambda page: page.address)
        return _Plan(face, len(pages), pages), check_plan(archive, pages)

    def _publish(self, inputs: Inputs, prepared: _Prepared) -> Report:
        from site_builder.publishing.output import OutputFolder
        from site_builder.publishing.publish import PublishingState, publish
        from site_builder.publishing.workshop import Workshop

        options = self._options
        made = self._store.made_files()
        sources = self._sources(inputs, prepared)._replace(made=made)
        workshop = Workshop(prepared.archive, sources, plan=prepared.plan)
        progress = partial(self._tell.phase, "made", "file")
        gc.freeze()
        gc.enable()
        with OutputFolder(options.output, self._tell.waiting) as output:
            before = _State() if options.fresh else _State.parse(output.state)
            known = PublishingState(before.ledger, before.search)
            index = _index_builder(prepared.archive, self._store, self._jobs)
            pages_first = options.pages_first
            published, state = publish(
                workshop, output, known, index, self._jobs, time.perf_counter, progress, pages_first=pages_first
            )
            summary = prepared.summary._replace(search=published.index)
            # A site of which only the pages were made is never taken for the whole.
            written = output.finish(_State("" if pages_first else prepared.inputs, json.dumps(summary), *state))
            made.sweep(sum(path.startswith("media/") or path.endswith(".png") for path in output.recorded))
        return replace(prepared.report, summary=summary, written=written, published=published)

    def _sources(self, inputs: Inputs, prepared: _Prepared) -> Sources:
        from site_builder.publishing.workshop import Sources

        return Sources(
            tuple(template_folders(self._options.templates)),
            self._options.content,
            inputs.digests.__getitem__,
            self._options.policy,
            inputs.program,
            prepared.language,
            scaler=library_version("pillow"),
        )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage among what is read: all of it lives until the build ends, and there is much of it.

    What works later with it may call gc.freeze and gc.enable: it is left alone then, too.
    """
    was_enabled, was_frozen = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    try:
        yield
    finally:
        if not was_frozen:
            gc.unfreeze()
        if was_enabled:
            gc.enable()
        else:
            gc.disable()


class _State(NamedTuple):
    """What is recorded with the output: the digest of all inputs, the summary, and what publishing has to remember."""

    inputs: str = ""
    summary: str = ""
    ledger: str = ""
    search: str = ""

    @classmethod
    def parse(cls, memo: Memo) -> _State:
        parts = memo if isinstance(memo, tuple) else ()
        return cls(*map(str, parts)) if len(parts) == len(cls._fields) else cls()


class _Plan(NamedTuple):
    """The pages of a site, and how many there are; `face` is the digest of all that they were planned of.

    `pages` is None where it is known that they are those of the last build, which could stand where they should.
    """

    face: str
    size: int
    pages: list[PagePlan] | None = None

    @property
    def memo(self) -> list[str | int]:
        return [self.face, self.size]


class _Prepared(NamedTuple):
    """What is known of a site before anything of it is made."""

    report: Report
    summary: Summary
    archive: Archive
    language: Language
    plan: list[PagePlan] | None
    inputs: str


def _index_builder(archive: Archive, store: FactStore, jobs: int) -> BuildIndex | None:
    if archive.config.search.engine == "none":
        return None

    def build(put: PutIndexFile) -> IndexSummary:
        from site_builder.searching.index import build_index

        with _without_collecting():
            budget = (
                archive.config.search.budget_kb * 1000
            )  # looked at here, where it is heard what the index is made of
            return build_index(archive, budget, put, store, partial(share_out, jobs))

    return build


def _final(problems: Iterable[Problem], *, strict: bool) -> tuple[Problem, ...]:
    if strict:
        problems = [replace(problem, severity="error") for problem in problems]
    return tuple(sort_problems(problems))


def _rows(problems: Iterable[Problem]) -> list[list[object]]:
    """Return problems as JSON data, in the order of their fields."""
    return [
        [problem.severity, problem.code, problem.message, problem.location, problem.hint]
        for problem in sort_problems(problems)
    ]


def _read_problem(row: list[Any]) -> Problem:
    severity, code, message, place, hint = row
    return Problem(severity, code, message, Location(*place), hint)


def _read_summary(data: str) -> Summary:
    summary = Summary(*json.loads(data))
    if not summary.search:
        return summary
    paths, *sizes = summary.search
    return summary._replace(search=IndexSummary(tuple(paths), *sizes))


# ---------------------------------------------------------------- the cache


def _with_cache(options: BuildOptions, run: Callable[[FactStore], Report], *, read_only: bool) -> Report:
    """Run with the cache, or, where it is damaged or takes nothing, without one: slower, and the same."""
    program = program_version()
    store = FactStore(cache_file(options.content), program, read_only=read_only)
    try:
        return run(store)
    except UnusableCacheError:
        return run(FactStore(None, program))
    finally:
        store.close()


def cache_file(content: Path) -> Path:
    """Return the cache of a content folder: beside it, under its name."""
    folder = content.resolve()
    return folder.parent / ".cache" / "site-builder" / f"{folder.name}.sqlite3"
