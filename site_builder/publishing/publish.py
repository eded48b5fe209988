"""The Archive to the files of the site: made where something that they show has changed, kept where nothing has.

Comes in: the Archive and its sources (templates, pictures). Goes out: files put into the output folder, and what is to
be told of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder import urls
from site_builder.model import IndexSummary
from site_builder.problems import FileError
from site_builder.publishing.digests import Digests, Names, notes_in
from site_builder.publishing.output import OutputFolder, Staged, Stager
from site_builder.publishing.put_media import put_media
from site_builder.publishing.recipes import CHANGED_FILE, DEFERRED, NEW, Ledger, Recipe, is_recipe, shorten
from site_builder.publishing.workshop import Workshop
from site_builder.workers import share_out

CHUNK = 32
"""Files that a worker makes at a time."""

FEW_NOTES = 8
"""So many notes of a list are recorded by their names; of more, all that they hold is one digest."""

WORTH_SHARING = 6 * CHUNK
"""From how many files on processes are started to make them: a process costs as much as sixty pages."""

Progress = Callable[[int, int], None]
"""Hears how many of how many files are made."""

Clock = Callable[[], float]


PutIndexFile = Callable[[str, Callable[[], bytes]], None]
"""Takes the path of a file of the search index, which tells its bytes, and what makes it."""

BuildIndex = Callable[[PutIndexFile], IndexSummary]


class PublishingState(NamedTuple):
    """What a build leaves to the next: its ledger, and what its search index was made of."""

    ledger: str = ""
    search: str = ""


class _KeptIndex(NamedTuple):
    """A search index and what it was made of."""

    recipe: Recipe
    summary: IndexSummary

    @property
    def memo(self) -> str:
        return json.dumps([self.recipe.memo, self.summary], ensure_ascii=False)

    @classmethod
    def parse(cls, memo: str) -> _KeptIndex | None:
        if not memo:
            return None
        memo, (paths, *sizes) = json.loads(memo)
        recipe = Recipe.parse(memo)
        return cls(recipe, IndexSummary(tuple(paths), *sizes)) if recipe else None


@dataclass(slots=True)
class Published:
    """What was made and why, and how many files were kept; `seconds` is how long each file took to make."""

    reasons: dict[str, list[str]] = field(default_factory=dict)
    kept: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    index: IndexSummary | None = None


class _Task(NamedTuple):
    """A file to be made, and the SHA-256 of the one that stands in its place, "" where there is none."""

    path: str
    in_place: str


class _Made(NamedTuple):
    """A file that was made and staged, the names of what was read for it, and the seconds that it took."""

    path: str
    staged: Staged
    names: set[str]
    seconds: float


def publish(
    workshop: Workshop,
    folder: OutputFolder,
    known: PublishingState,
    build_index: BuildIndex | None,
    jobs: int,
    clock: Clock,
    progress: Progress,
    *,
    pages_first: bool = False,
) -> tuple[Published, PublishingState]:
    """Put every file of the site into the output folder; return what was made, and the state for the next build.

    With `pages_first` a search index that is there and what else is no page stay as they are until the next build.

    `known` is what the build before returned; `build_index` builds the search index, None for a site without
    search; `clock` tells seconds.

    Raises UsageError where a template is wrong and FileError where a file cannot be read or written.
    """
    names = Names(workshop.template_digest, workshop.asset, workshop.media.address)
    digests = Digests(workshop.archive, names, workshop.everywhere)
    ledger = Ledger(known.ledger, digests)
    published = Published()
    index = None
    if build_index:
        kept = _KeptIndex.parse(known.search)
        index = _put_index(workshop, folder, kept, ledger, digests, build_index, defer=pages_first)
    due = _keep_what_can_be(workshop, folder, digests, ledger, published, pages_first=pages_first)
    for made in _make(workshop, folder, due, jobs, clock, progress):
        notes = notes_in(workshop.product(made.path).given)
        listed = {f"note {note.key}" for note in notes} if len(notes) > FEW_NOTES else set()
        opened = digests.opened(notes) if made.names & listed else ""
        before = _recorded_recipe(folder, made.path)
        recipe = ledger.note(due[made.path], opened, made.names - listed, before)
        folder.take(made.path, made.staged, recipe.memo)
        published.seconds[made.path] = made.seconds
    for file in workshop.assets:
        folder.put(*file)
    shown = (name.removeprefix("file ") for name in ledger.used if name.startswith("file "))
    put_media(workshop.media, folder, shown, jobs)
    published.index = index and index.summary
    return published, PublishingState(ledger.close(), index.memo if index else "")


def _keep_what_can_be(
    workshop: Workshop,
    folder: OutputFolder,
    digests: Digests,
    ledger: Ledger,
    published: Published,
    *,
    pages_first: bool,
) -> dict[str, str]:
    """Keep the files that would be made of the same again; return the others with the digest of what they are given."""
    due: dict[str, str] = {}
    everywhere = digests.given(workshop.everywhere)
    for path in _keep_at_a_glance(workshop, folder, ledger, published):
        recipe = _recorded_recipe(folder, path)
        known = recipe.given.removeprefix(DEFERRED).partition(" ")[0] if recipe and ledger.is_alike else ""
        given = f"{known or everywhere + digests.given(workshop.product(path).given)} {workshop.besides(path)}"
        opened = recipe.opened if recipe else ""
        if opened and not ledger.has_same_notes:
            opened = digests.opened(notes_in(workshop.product(path).given))
        reasons = ledger.reasons(recipe, given, opened) if recipe else [NEW]
        if recipe and not reasons and folder.is_intact(path):
            folder.keep(path)
            ledger.keep(recipe)
            published.kept += 1
        elif recipe and pages_first and not path.endswith(".html") and folder.is_intact(path):
            deferred = recipe._replace(given=given).deferred
            folder.keep(path, deferred.memo)
            ledger.keep(deferred)
            published.kept += 1
        else:
            due[path] = given
            published.reasons[path] = reasons or [CHANGED_FILE]
    return due


def _keep_at_a_glance(workshop: Workshop, folder: OutputFolder, ledger: Ledger, published: Published) -> Iterable[str]:
    """Keep the files that are seen to be made of the same without a plan; return the paths of the others.

    Where nothing has changed that can be seen unopened, the files that there are to make are those of the last time.
    """
    if not ledger.can_glance:
        return workshop.products
    others = []
    for path, entry in folder.recorded.items():
        if not is_recipe(entry.memo):
            continue
        memo = str(entry.memo)
        if ledger.is_untouched(memo, workshop.besides(path)) and folder.is_intact(path):
            folder.keep(path)
            ledger.leave(memo)
            published.kept += 1
        else:
            others.append(path)
    return others


def _put_index(
    workshop: Workshop,
    folder: OutputFolder,
    known: _KeptIndex | None,
    ledger: Ledger,
    digests: Digests,
    build_index: BuildIndex,
    *,
    defer: bool,
) -> _KeptIndex:
    """Put the search index into the folder, built anew only where something that can be found has changed.

    With `defer` one that is out of date is kept.
    """
    archive = workshop.archive
    given = known.recipe.given.removeprefix(DEFERRED) if known and ledger.is_alike else ""
    if not given:
        seen = (archive.articles, tuple(archive.speakers.values()), tuple(archive.contributors.values()))
        given = digests.given((workshop.everywhere, seen))  # another version of the program may make another index
    in_place = [path for path in folder.recorded if _is_of_index(path)]
    is_whole = known is not None and known.summary.paths[0] in in_place and all(map(folder.is_intact, in_place))
    is_current = known is not None and not ledger.reasons(known.recipe, given, "")
    if known and is_whole and defer and not is_current:
        known = known._replace(recipe=known.recipe._replace(given=given).deferred)
        is_current = True
    if known and is_whole and is_current:
        for path in in_place:
            folder.keep(path)
        ledger.keep(known.recipe)
        workshop.search_index = known.summary.paths[0]
        return known
    names = archive.library.begin()

    def put(path: str, make: Callable[[], bytes]) -> None:
        if path in folder.recorded and folder.is_intact(path):
            folder.keep(path)
        else:
            folder.put(path, make())

    summary = build_index(put)
    workshop.search_index = summary.paths[0]
    return _KeptIndex(ledger.note(given, "", shorten(names), known and known.recipe), summary)


def _is_of_index(path: str) -> bool:
    return path.startswith(urls.SEARCH) and path.endswith(".js") and path != urls.SEARCH_BOX


def _recorded_recipe(folder: OutputFolder, path: str) -> Recipe | None:
    entry = folder.recorded.get(path)
    return Recipe.parse(entry.memo) if entry else None


def _make(
    workshop: Workshop, folder: OutputFolder, due: Iterable[str], jobs: int, clock: Clock, progress: Progress
) -> Iterator[_Made]:
    paths = sorted(due, key=_together)
    for path in paths:
        workshop.product(path)  # here, so that no worker has to plan
    in_place = {path: folder.recorded[path].digest for path in paths if folder.is_intact(path)}
    tasks = [_Task(path, in_place.get(path, "")) for path in paths]
    chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    given = (workshop, folder.staging("made"), clock)
    done = 0
    for all_made in share_out(jobs if len(paths) >= WORTH_SHARING else 1, _maker, given, chunks):
        yield from all_made
        done += len(all_made)
        progress(done, len(paths))


def _together(path: str) -> tuple[str, str]:
    """Sort the pages of an article's claims after its own: what was opened for the one is at hand for the others."""
    return ("articles/" + path.removeprefix("claims/") if path.startswith("claims/") else path, path)


def _maker(workshop: Workshop, stager: Stager, clock: Clock) -> Callable[[Sequence[_Task]], list[_Made]]:
    """Return what a worker does: it makes some files of the site, and stages those that are not in place already."""

    def make(task: _Task) -> _Made:
        begin = clock()
        data, names = workshop.make(task.path)
        staged = Staged("", hashlib.sha256(data).hexdigest(), len(data))
        if staged.digest != task.in_place:
            try:
                staged = stager.write(data, staged.digest)
            except OSError as fault:
                raise FileError(f"cannot write {task.path}: {fault.strerror or fault}") from fault
        return _Made(task.path, staged, shorten(names), clock() - begin)

    return lambda tasks: [make(task) for task in tasks]
