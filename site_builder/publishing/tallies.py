"""How many claims have which verdict, and how many notes of each sort there are.

Comes in: notes. Goes out: counts in the order of the site's vocabulary. Never a share, a rank or an average.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder import model
from site_builder.model import Claim, Note, Verdict
from site_builder.publishing.wording import Wording

UNRATED, UNCHECKABLE = "", " "
"""What stands in place of a verdict's key, which is never empty and has no space."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims have a verdict; `verdict` is None for those without one, and `sort` tells what they have."""

    verdict: Verdict | None
    label: str
    definition: str
    tone: str
    count: int
    sort: str

    @property
    def key(self) -> str:
        """What lists are filtered by for these claims."""
        return {UNRATED: model.UNRATED, UNCHECKABLE: model.UNCHECKABLE}.get(self.sort, self.sort)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many notes of one sort an article has, and the first of them."""

    tone: str
    count: int
    first: Note


def count_verdicts(claims: Iterable[Claim], verdicts: Mapping[str, Verdict], wording: Wording) -> list[Count]:
    """Return how many claims have each verdict of the vocabulary, in its order, and how many have none.

    A claim whose appearances were rated differently counts once for each of its verdicts.
    """
    return _in_order(Counter(sort for claim in claims for sort in _sorts_of(claim)), verdicts.values(), wording)


def count_note_verdicts(notes: Sequence[Note], order: Iterable[str], wording: Wording) -> list[Count]:
    """Return how many notes have each verdict, in the order of the vocabulary's keys, and how many have none."""
    of_verdict = {note.outline.verdict: note for note in notes}
    used = (of_verdict[key].verdict for key in order if key in of_verdict)
    return _in_order(Counter(map(sort_of, notes)), filter(None, used), wording)


def _in_order(counts: Counter[str], verdicts: Iterable[Verdict], wording: Wording) -> list[Count]:
    rated = [
        Count(verdict, verdict.label, verdict.definition, verdict.tone, counts[verdict.key], verdict.key)
        for verdict in verdicts
    ]
    unrated = [
        Count(None, wording.text("not_rated"), wording.text("not_rated_means"), "none", counts[UNRATED], UNRATED),
        Count(
            None,
            wording.text("not_checkable"),
            wording.text("not_checkable_means"),
            "none",
            counts[UNCHECKABLE],
            UNCHECKABLE,
        ),
    ]
    return [count for count in (*rated, *unrated) if count.count]


def sort_of(note: Note) -> str:
    """Return the key of a note's verdict, or what stands in its place."""
    return note.outline.verdict or (UNRATED if note.outline.checkable else UNCHECKABLE)


def _sorts_of(claim: Claim) -> set[str]:
    """Return the verdicts of a claim; only where it has none, that it has none."""
    rated = {note.outline.verdict for note in claim.appearances if note.outline.verdict}
    return rated or {sort_of(claim.canonical)}


def tally_notes(notes: Iterable[Note], verdicts: Iterable[str]) -> list[Tally]:
    """Return the notes by verdict, then the claims without one, then the other kinds, each with its first note."""
    sorts: dict[str, list[Note]] = {key: [] for key in (*verdicts, UNRATED, UNCHECKABLE)}
    for note in notes:
        sort = sort_of(note) if note.outline.kind == "claim" else f"{note.outline.kind} "
        sorts.setdefault(sort, []).append(note)
    return [Tally(_tone(of_sort[0]), len(of_sort), of_sort[0]) for of_sort in sorts.values() if of_sort]


def _tone(note: Note) -> str:
    return note.verdict.tone if note.verdict else "none"
