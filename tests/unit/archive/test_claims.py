from __future__ import annotations

import itertools

from site_builder.archive.claims import link_claims
from site_builder.model import AnnotatedArticle, Annotation, Date, Kind, Note, Target
from tests.archives import note_of


def note(
    key: str,
    *same: str,
    said_on: Date | None = None,
    date: Date | None = None,
    verdict: str = "",
    kind: Kind = "claim",
    former: tuple[str, ...] = (),
) -> Note:
    slug, annotation_id = key.split("/")
    annotation = Annotation(
        annotation_id,
        (Target("words"),),
        kind,
        former,
        same_claim_as=same,
        said_on=said_on,
        verdict=verdict,
        speaker="x",
    )
    article = AnnotatedArticle(f"articles/{slug}.md", slug, slug, date=date)
    return note_of(annotation, article)


def linked(*notes: Note) -> dict[str, list[str]]:
    claims, _ = link_claims(notes)
    return {key: [appearance.key for appearance in claim.appearances] for key, claim in claims.items()}


def test_the_same_claim_is_read_both_ways_and_onwards() -> None:
    notes = [note("a/1", "b/1"), note("b/1"), note("c/1", "b/1"), note("d/1")]
    for order in itertools.permutations(notes):
        groups = linked(*order)
        assert groups["a/1"] == groups["b/1"] == groups["c/1"] == ["a/1", "b/1", "c/1"]
        assert groups["d/1"] == ["d/1"]


def test_a_former_id_stands_for_the_note_that_had_it() -> None:
    groups = linked(note("a/1", "b/old"), note("b/1", former=("older", "old")), note("c/old"))
    assert groups == {"a/1": ["a/1", "b/1"], "b/1": ["a/1", "b/1"], "c/old": ["c/old"]}


def test_the_earliest_appearance_is_canonical() -> None:
    year_only = note("a/1", "b/1", said_on=Date(1912))
    exact = note("b/1", "c/1", said_on=Date(1912, 4, 15))
    undated = note("c/1", date=Date(1900))
    assert linked(year_only, exact, undated)["a/1"] == ["b/1", "a/1", "c/1"]


def test_without_said_on_the_articles_date_and_then_the_slug_decide() -> None:
    notes = [note("z/1", "y/1", date=Date(1900)), note("y/1", "x/1"), note("x/1")]
    assert linked(*notes)["x/1"] == ["z/1", "x/1", "y/1"]


def test_what_is_no_shown_claim_is_passed_over() -> None:
    notes = [note("a/1", "b/1", "c/1"), note("b/1", kind="context")]
    claims, problems = link_claims(notes)
    assert problems == []
    assert claims.keys() == {"a/1"}
    assert [appearance.key for appearance in claims["a/1"].appearances] == ["a/1"]


def test_different_verdicts_are_told_at_each_appearance() -> None:
    notes = [note("a/1", "b/1", verdict="true"), note("b/1", verdict="false"), note("c/1", "a/1")]
    _, problems = link_claims(notes)
    assert [problem.code for problem in problems] == ["verdicts-differ"] * 2
    assert "'true' in a/1, 'false' in b/1" in problems[0].message
