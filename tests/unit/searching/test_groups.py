from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from site_builder.model import AnnotatedArticle, Date
from site_builder.searching import counting
from site_builder.searching import groups as groups_module
from site_builder.searching import pieces as pieces_module
from site_builder.searching.counting import BEST, index_group
from site_builder.searching.documents import documents_of
from site_builder.searching.groups import groups_of
from site_builder.searching.numbers import write_numbers
from site_builder.searching.pieces import LARGEST, LARGEST_OF_ONE, Entries, cut, tally
from site_builder.searching.terms import TermReader
from tests.archives import assemble
from tests.unit.searching.conftest import ARTICLE, CONFIG, OPEN, PIECES, SPEAKER, RunJavascript, archive_of, files_of


def article(number: int) -> AnnotatedArticle:
    date = Date(1900 + number // 12, number % 12 + 1)
    return replace(ARTICLE, file=f"articles/a{number}.md", slug=f"a{number}", date=date, annotations=())


def keys(*articles: AnnotatedArticle) -> dict[str, str]:
    return {group.name: group.key for group in groups_of(archive_of(*articles))}


@pytest.fixture
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FEWEST": 3, "MOST": 9, "_END_AFTER": 4}.items():
        monkeypatch.setattr(groups_module, name, value)


@pytest.mark.usefixtures("small_groups")
def test_groups_are_runs_in_the_order_of_the_archive() -> None:
    archive = archive_of(*map(article, range(200)))
    *groups, speakers = groups_of(archive)
    assert [entry for group in groups for entry in group.members] == list(archive.articles)
    assert [len(group.members) for group in groups[1:]] == [max(3, min(9, len(group.members))) for group in groups[1:]]
    assert len({len(group.members) for group in groups}) > 3
    assert len({group.name for group in (*groups, speakers)}) == len(groups) + 1


@pytest.mark.usefixtures("small_groups")
def test_an_article_more_or_less_changes_few_groups() -> None:
    articles = [article(number) for number in range(200)]
    before = keys(*articles).items()
    changes = []
    for number in range(0, 200, 5):
        after = keys(*articles[:number], *articles[number + 1 :]).items()
        changes.append(len(after - before))
    assert max(changes) < 8
    assert sum(changes) / len(changes) < 2
    assert all(len(keys(*articles, article(number)).items() - before) == 1 for number in range(200, 220))


@pytest.mark.usefixtures("small_groups")
def test_results_of_equal_score_stand_by_date(run_javascript: RunJavascript) -> None:
    bodies = [replace(article(number), title=f"{number}") for number in range(60)]
    source = f"""async (input) => {{ {OPEN}
      const {{ results }} = await siteSearch.search(opened, "clock", {{ all: true }});
      const cards = await siteSearch.cards(opened, results.map(({{ document }}) => document));
      return cards.filter(({{ kind }}) => kind === "article").map(({{ title }}) => Number(title));
    }}"""
    assert run_javascript(source, files_of(archive_of(*bodies), PIECES)) == list(reversed(range(60)))


def test_a_group_depends_on_names_that_stand_elsewhere() -> None:
    before = groups_of(archive_of(ARTICLE))[0].key
    other = replace(SPEAKER, name="Ada Y")
    assert groups_of(assemble(CONFIG, ARTICLE, speakers={other.id: other}))[0].key != before
    verdict = replace(CONFIG.verdicts["false"], label="Wrong")
    config = replace(CONFIG, verdicts={"false": verdict})
    assert groups_of(assemble(config, ARTICLE, speakers={SPEAKER.id: SPEAKER}))[0].key != before
    assert groups_of(archive_of(replace(ARTICLE, title="Another")))[0].key != before
    assert groups_of(archive_of(ARTICLE))[0].key == before


def entries(places: dict[str, int]) -> Entries:
    """Return terms with so many places each, in as many characters as those have on average."""
    text = " ".join(f"{term}={'x' * 5 * count}" for term, count in places.items())
    return Entries(" ".join(places), list(places.values()), text)


def test_pieces_have_every_entry_once_and_are_small() -> None:
    groups = [entries({f"t{n:04}": n % 20 + 1 for n in range(start, 9000, 7)}) for start in range(5)]
    big = entries({"big": LARGEST_OF_ONE // 5})
    every = [*groups, entries({}), big, entries({"big": 9}), entries({"a": 1, "zz": 1})]
    pieces = list(cut(every, tally(every)))
    for number, group in enumerate(every):
        assert " ".join(text for _, texts in pieces if (text := texts[number])) == group.text
    assert [start for start, _ in pieces] == sorted(start for start, _ in pieces)
    assert [start for start, _ in pieces].count("big") == 2
    assert all(sum(map(len, texts)) < 1.6 * LARGEST for start, texts in pieces if start != "big")
    for start, other in pairwise(dict.fromkeys(start for start, _ in pieces)):
        found = [entry.split("=")[0] for at, texts in pieces if at == start for text in texts for entry in text.split()]
        assert all(start <= term < other for term in found)


def test_places_are_counted_over_all_groups() -> None:
    assert tally([entries({"a": 1, "b": 2}), entries({}), entries({"b": 3, "c": 4})]) == {"a": 1, "b": 5, "c": 4}


@pytest.mark.parametrize("longest", [7, 10_000])
def test_a_term_with_very_many_places_stands_in_several_small_pieces(
    run_javascript: RunJavascript, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(counting, "LONGEST", longest)
    monkeypatch.setattr(pieces_module, "LARGEST", 50)
    monkeypatch.setattr(pieces_module, "LARGEST_OF_ONE", 60)
    files = files_of(archive_of(*map(article, range(140))), PIECES)
    source = f"""async (input) => {{ {OPEN}
      const {{ results }} = await siteSearch.search(opened, "clock", {{ all: true }});
      const pieces = opened.head.rest.filter(([start]) => start === "clock");
      const sizes = pieces.map(([, name]) => input.files[`search/${{name}}.js`].length);
      return [results.length, pieces.length, Math.max(...sizes) < 150];
    }}"""
    found, pieces, are_small = run_javascript(source, files)
    assert found == 140 + 1  # and the speaker
    assert (pieces > 5, are_small) == (longest == 7, longest == 7)


def test_a_frequent_term_has_its_best_documents_apart() -> None:
    bodies = [replace(article(n), title="Town clock" if n == 50 else "Something else") for n in range(150)]
    archive = archive_of(*bodies)
    index, files = index_group((documents_of(archive, entry) for entry in archive.articles), TermReader())
    assert len(files) == index.documents == 150
    assert "clock" in index.rest.terms.split()
    assert "town" not in index.rest.terms.split()
    clock = index.first.terms.split().index("clock")
    rest = index.rest.places[index.rest.terms.split().index("clock")]
    assert (index.first.places[clock], rest) == (
        BEST + 1,
        150 - BEST,
    )  # a label of all, and in one title among the best
    assert index.first.text.split()[clock].startswith(f"clock={write_numbers([rest])}")
