"""Quotes that no longer match, where they may stand now, and the sidecar with the place that somebody chose.

Comes in: the content folder. Goes out: broken quotes with candidates, and sidecars with other selectors. Nothing is
chosen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from site_builder.anchoring.candidates import Candidate, find_candidates
from site_builder.anchoring.explain import Finding, explain_unplaced
from site_builder.anchoring.fold import fold
from site_builder.anchoring.match import match_target
from site_builder.build import BuildOptions, check
from site_builder.model import Target
from site_builder.problems import ContentError, Location
from site_builder.reading.yaml_source import Value
from site_builder.workbench.selectors import QuotableText, in_one_line
from site_builder.workbench.sidecar import ConflictError, Entry, Sidecar, write_sidecar
from site_builder.workbench.workroom import OpenArticle, Workroom
from site_builder.workbench.yaml_writer import Unquoted

CODES = frozenset({"quote-not-found", "quote-context", "quote-occurrence", "quote-ambiguous", "quote-part-empty"})
"""The problems that choosing a place solves."""


class BrokenQuote(NamedTuple):
    """A quote that has no place: of which note, what is said of it, and where it may stand."""

    file: str
    note_id: str
    target_index: int
    target: Target
    finding: Finding
    candidates: tuple[Candidate, ...]

    @property
    def location(self) -> Location:
        return self.target.location


class Relinked(NamedTuple):
    """How many quotes were given a place, and those that have none."""

    repaired: int
    left: tuple[BrokenQuote, ...]


Answer = Candidate | None
"""The place that a quote means, None where that is not decided."""

Choose = Callable[[BrokenQuote], Answer]


def relink(content: Path, paths: Iterable[Path], choose: Choose) -> Relinked:
    """Ask for the place of each broken quote of some articles, or of all, and write the sidecars as it is answered.

    Raises UsageError, FileError and ContentError as Workroom and sidecars do; what was chosen before stays written.
    """
    repaired, left = 0, []
    room = Workroom(content)
    files = [room.file_at(path) for path in paths] or _files_with_broken_quotes(content, room)
    for file in dict.fromkeys(files):
        for broken in list(find_broken(file, room.open(file))):
            chosen = choose(broken)
            if chosen is None:
                left.append(broken)
            else:
                repair(Workroom(content), broken, chosen)
                repaired += 1
    return Relinked(repaired, tuple(left))


def accept_folded(broken: BrokenQuote) -> Candidate | None:
    """Return the one place where the same words stand, with other signs at their edges at most; see `is_folded`."""
    return next((one for one in broken.candidates if one.is_folded and not one.weights), None)


def find_broken(file: str, opened: OpenArticle) -> Iterator[BrokenQuote]:
    """Yield the quotes of an article that have no place, in the order of the file."""
    if opened.article.status == "withdrawn":
        return
    for annotation in opened.article.annotations:
        if annotation.spans or annotation.status == "withdrawn":
            continue
        for index, target in enumerate(annotation.targets):
            match = match_target(opened.text_of(target.part).folded, target)
            if match.place is None:
                finding = explain_unplaced(opened.text_of, target, match)
                candidates = tuple(find_candidates(opened.text_of, target))
                yield BrokenQuote(file, annotation.id, index, target, finding, candidates)


def repair(room: Workroom, broken: BrokenQuote, chosen: Candidate) -> None:
    """Write into the sidecar that a quote means the chosen place.

    Raises ConflictError where the article or the note is no longer what it was, and as sidecars do.
    """
    sidecar = room.sidecar(broken.file)
    opened = room.open(broken.file)
    span = chosen.span
    text = opened.article.text_of(span.part)
    if fold(text[span.start : span.end]).plain.strip(" ") != chosen.words:
        raise ConflictError(f"{broken.file} was changed meanwhile", "look for the words again")
    entry = sidecar.entry(broken.note_id)
    selector = _selector(text, chosen, broken.target)
    data = sidecar.with_changes(broken.note_id, _changes(entry, broken, selector, sidecar))
    if not _is_placed(room.open(broken.file, data), broken, chosen):
        message = f"note '{broken.note_id}' cannot be placed there"
        raise ContentError(message, f"change its quote in {sidecar.path} itself")
    write_sidecar(sidecar, data)


def _selector(text: str, chosen: Candidate, old: Target) -> Target:
    """Return the target of the chosen place: with the old words around it where these still fit, else new ones."""
    span = chosen.span
    quotable = QuotableText(text, span.part)
    new = in_one_line(quotable.select(span.start, span.end))
    kept = Target(new.quote, old.prefix, old.suffix, part=span.part)
    return kept if (old.prefix or old.suffix) and quotable.is_fit(kept, span.start, span.end) else new


def _changes(entry: Entry, broken: BrokenQuote, selector: Target, sidecar: Sidecar) -> dict[str, Value]:
    occurrence = "" if selector.occurrence is None else Unquoted(selector.occurrence)
    values: dict[str, Value] = {"prefix": selector.prefix, "suffix": selector.suffix, "occurrence": occurrence}
    if selector.part != broken.target.part:
        inherits = "part" in sidecar.defaults or ("targets" in entry and "part" in entry)
        values["part"] = selector.part if selector.part != "body" or inherits else ""
    targets = entry.get("targets")
    if targets is None:
        _expect(entry, broken)
        return _with_quote(entry, selector.quote) | values
    targets = list(targets) if isinstance(targets, list) else [targets]
    target = targets[broken.target_index] if broken.target_index < len(targets) else ""
    if not isinstance(target, dict):
        raise ConflictError(f"note '{broken.note_id}' was changed meanwhile", "look for the words again")
    _expect(target, broken)
    changed = {**target, **_with_quote(target, selector.quote), **values}
    targets[broken.target_index] = {key: value for key, value in changed.items() if value}
    return {"targets": targets}


def _with_quote(target: Entry, quote: str) -> dict[str, Value]:
    """Return the quote where it is another, so that one which only moved keeps its quotation marks in the file."""
    return {} if target.get("quote") == quote else {"quote": quote}


def _expect(target: Entry, broken: BrokenQuote) -> None:
    if str(target.get("quote", "")).rstrip("\n") != broken.target.quote:
        raise ConflictError(f"note '{broken.note_id}' was changed meanwhile", "look for the words again")


def _is_placed(opened: OpenArticle, broken: BrokenQuote, chosen: Candidate) -> bool:
    annotation = next((one for one in opened.article.annotations if one.id == broken.note_id), None)
    if annotation is None or broken.target_index >= len(annotation.targets):
        return False
    target = annotation.targets[broken.target_index]
    text = opened.text_of(target.part)
    match = match_target(text.folded, target)
    if match.place is None:
        return False
    span = text.span(match.place, match.place + len(match.selector.text.quote))
    return span.part == chosen.span.part and span.start < chosen.span.end and chosen.span.start < span.end


def _files_with_broken_quotes(content: Path, room: Workroom) -> list[str]:
    """Return the articles with quotes that have no place, as a check finds them: it knows most from the cache."""
    report = check(BuildOptions(content))
    sidecars = {problem.location.file for problem in report.problems if problem.code in CODES}
    return [file for file in room.articles if file.removesuffix(".md") + ".yaml" in sidecars]
