"""Filters of lists: which facets tell entries apart, and what each entry has."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model import AnnotatedArticle, Annotation, Archive, Config, Date, Span, Speaker, Target, Verdict
from site_builder.publishing.list_filters import FEWEST, Entry, ListFilter, filter_list
from tests.archives import assemble, plain_body

VERDICTS = {key: Verdict(key, key.upper()) for key in ("b-first", "a-second")}
SPEAKERS = {"zoe": Speaker("zoe", "Ada"), "ada": Speaker("ada", "Zoë")}


def archive_of(*annotations: Annotation) -> Archive:
    placed = tuple(
        replace(each, id=f"n{place}", targets=(Target("Word"),), spans=(Span("body", 0, 4),))
        for place, each in enumerate(annotations)
    )
    article = AnnotatedArticle(
        "articles/a.md", "a", "A", date=Date(2020), topics=("Moon",), outlet="The Sun", body=plain_body("Word."),
        annotations=placed,
    )  # fmt: skip
    return assemble(Config("A site", verdicts=VERDICTS), article, speakers=SPEAKERS)


def claim(**fields: object) -> Annotation:
    return replace(Annotation("a", (), "claim"), **fields)  # type: ignore[arg-type]


def found(archive: Archive, *years: str) -> ListFilter | None:
    notes = sorted(archive.notes.values(), key=lambda note: note.number)
    listed = years or tuple("2020" for _ in notes)
    return filter_list(archive, [Entry(note.key, (note,), year) for note, year in zip(notes, listed, strict=True)])


def test_facets_have_their_values_in_order_and_entries_their_places() -> None:
    claims = [
        claim(verdict="a-second", speaker="ada"), claim(verdict="b-first", speaker="zoe"), claim(topics=("Bats",)),
        claim(), claim(checkable=False), claim(speaker="ada", topics=("Moon", "Bats")),
    ]  # fmt: skip
    filters = found(archive_of(*claims), "2019", "2020", "2020", "2020", "2020", "2020")
    assert filters
    assert {facet: [value.key for value in values] for facet, values in filters.facets.items()} == {
        "verdict": ["b-first", "a-second", "unrated", "uncheckable"],
        "speaker": ["zoe", "ada"],
        "topic": ["bats", "moon"],
        "year": ["2020", "2019"],
    }
    assert filters.places == {
        "a/n0": "1,1,1,1", "a/n1": "0,0,1,0", "a/n2": "2,,0 1,0",
        "a/n3": "2,,1,0", "a/n4": "3,,1,0", "a/n5": "2,1,0 1,0",
    }  # fmt: skip


def test_a_claim_has_the_values_of_all_its_appearances() -> None:
    archive = archive_of(*[claim(verdict=key) for key in ("b-first", "a-second")], *[claim()] * (FEWEST - 1))
    first, second, *others = sorted(archive.notes.values(), key=lambda note: note.number)
    entries = [Entry("both", (first, second), ""), *(Entry(note.key, (note,), "") for note in others)]
    filters = filter_list(archive, entries)
    assert filters
    assert list(filters.facets) == ["verdict"]
    assert filters.places["both"] == "0 1"


def test_a_short_list_has_no_filter() -> None:
    assert found(archive_of(claim(verdict="b-first"), claim(verdict="a-second"))) is None


def test_what_all_entries_have_alike_is_no_choice() -> None:
    assert found(archive_of(*[claim(speaker="ada", topics=("Bats",))] * FEWEST)) is None


def test_a_claim_that_was_rated_somewhere_is_not_one_without_a_verdict() -> None:
    archive = archive_of(claim(), claim(verdict="b-first"), *[claim()] * (FEWEST - 1))
    first, second, *others = sorted(archive.notes.values(), key=lambda note: note.number)
    filters = filter_list(archive, [Entry("both", (first, second), ""), *(Entry(n.key, (n,), "") for n in others)])
    assert filters
    assert [value.key for value in filters.facets["verdict"]] == ["b-first", "unrated"]
    assert filters.places["both"] == "0"


def test_other_kinds_have_no_verdict_and_do_not_lack_one() -> None:
    notes = [claim(kind="context"), claim(checkable=False), *[claim()] * (FEWEST - 2)]
    filters = found(archive_of(*notes))
    assert filters
    assert [value.key for value in filters.facets["verdict"]] == ["unrated", "uncheckable"]
    assert [filters.places[f"a/n{number}"].split(",")[1] for number in range(3)] == ["", "1", "0"]
