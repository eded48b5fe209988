from __future__ import annotations

from site_builder.model import Annotation, Claim, Kind, Note, Target, Verdict
from site_builder.publishing.tallies import count_note_verdicts, count_verdicts, tally_notes
from tests.archives import note_of
from tests.wording import ENGLISH

VERDICTS = {
    "true": Verdict("true", "True", "It is so.", tone="positive"),
    "false": Verdict("false", "False", tone="negative"),
    "mixed": Verdict("mixed", "Mixed", tone="mixed"),
}


def note(number: int, verdict: str = "", kind: Kind = "claim", *, checkable: bool = True) -> Note:
    annotation = Annotation(f"n{number}", (Target("words"),), kind, verdict=verdict, checkable=checkable)
    return note_of(annotation, number=number, verdicts=VERDICTS)


def counts(*claims: Claim) -> list[tuple[str, str, int]]:
    return [(count.label, count.tone, count.count) for count in count_verdicts(claims, VERDICTS, ENGLISH)]


def test_verdicts_are_counted_in_the_order_of_the_vocabulary_and_those_without_one_last() -> None:
    notes = [note(1, "false"), note(2), note(3, "true"), note(4, "false"), note(5, checkable=False)]
    assert counts(*(Claim((each,)) for each in notes)) == [
        ("True", "positive", 1),
        ("False", "negative", 2),
        ("Not rated", "none", 1),
        ("Not checkable", "none", 1),
    ]


def test_a_claim_counts_once_for_each_of_its_verdicts() -> None:
    assert counts(Claim((note(1, "true"), note(2, "false"), note(3, "false"), note(4)))) == [
        ("True", "positive", 1),
        ("False", "negative", 1),
    ]


def test_notes_are_counted_each_by_itself() -> None:
    notes = [note(1, "false"), note(2, "false"), note(3, checkable=False), note(4)]
    assert [(count.label, count.count) for count in count_note_verdicts(notes, VERDICTS, ENGLISH)] == [
        ("False", 2),
        ("Not rated", 1),
        ("Not checkable", 1),
    ]


def test_a_tally_leads_to_the_first_note_of_each_sort() -> None:
    notes = [
        note(1, kind="context"),
        note(2, "false"),
        note(3),
        note(4, "false"),
        note(5, kind="context"),
        note(6, checkable=False),
    ]
    assert [(tally.tone, tally.count, tally.first.number) for tally in tally_notes(notes, VERDICTS)] == [
        ("negative", 2, 2),
        ("none", 1, 3),
        ("none", 1, 6),
        ("none", 2, 1),
    ]
