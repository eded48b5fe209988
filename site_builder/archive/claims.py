"""Claims that are the same: `same_claim_as` read both ways and onwards, the earliest appearance first.

Comes in: the notes that are shown. Goes out: one Claim for each group, and warnings where its appearances are rated
differently. A name that leads to no shown claim is passed over: that it leads somewhere was checked when it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.model import Claim, Date, Note
from site_builder.problems import Problem, warning

_NEVER = (10_000, 0, 0)


def link_claims(notes: Iterable[Note]) -> tuple[dict[str, Claim], list[Problem]]:
    """Return the claim of each claim note by the note's key, and a warning at each verdict that another one opposes."""
    claims = {note.key: note for note in notes if note.outline.kind == "claim"}
    linking = [note for note in claims.values() if note.outline.same_claim_as]
    former = dict(name for note in claims.values() if note.outline.former_ids for name in _former_names(note))
    group: dict[str, list[str]] = {}
    for note in linking:
        for name in note.outline.same_claim_as:
            key = name if name in claims else former.get(name)
            if key:
                _join(group, note.key, key)
    shared = {id(members): Claim(_in_order(claims[key] for key in members)) for members in group.values()}
    problems = [problem for claim in shared.values() for problem in _disagreements(claim)]
    return {key: shared[id(group[key])] if key in group else Claim((note,)) for key, note in claims.items()}, problems


def _former_names(note: Note) -> Iterator[tuple[str, str]]:
    """Yield the names that a note had before, by which others may still refer to it, with its key."""
    for annotation_id in note.outline.former_ids:
        yield f"{note.article.slug}/{annotation_id}", note.key


def _join(group: dict[str, list[str]], one: str, other: str) -> None:
    """Make one group of two; every member's entry is the same list object."""
    groups = (group.setdefault(key, [key]) for key in (one, other))
    larger, smaller = sorted(groups, key=len, reverse=True)
    if larger is not smaller:
        larger.extend(smaller)
        for key in smaller:
            group[key] = larger


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=_canonical_order))


def _canonical_order(note: Note) -> tuple[tuple[int, int, int], tuple[int, int, int], str, str]:
    """Sort by the earliest said_on, then the earliest article, then the slug; what has no date comes last."""
    outline, article = note.outline, note.article
    return (_earliest(outline.said_on), _earliest(article.date), article.slug, outline.id)


def _earliest(date: Date | None) -> tuple[int, int, int]:
    return date.chronological if date else _NEVER


def _disagreements(claim: Claim) -> list[Problem]:
    rated = [note for note in claim.appearances if note.outline.verdict]
    if len({note.outline.verdict for note in rated}) < 2:
        return []
    verdicts = ", ".join(f"'{note.outline.verdict}' in {note.key}" for note in rated)
    return [
        warning(
            "verdicts-differ",
            f"the same claim has different verdicts: {verdicts}",
            note.location,
            "both are shown side by side; rate them alike, or say in the basis why they differ",
        )
        for note in rated
    ]
