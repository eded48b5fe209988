from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from site_builder.model import AnnotatedArticle
from site_builder.searching import groups as groups_module
from site_builder.searching.counting import BEST, index_group
from site_builder.searching.documents import documents_of
from site_builder.searching.groups import groups_of
from site_builder.searching.numbers import write_numbers
from site_builder.searching.pieces import LARGEST, LARGEST_OF_ONE, Entries, cut, tally
from site_builder.searching.terms import TermReader
from tests.archives import assemble
from tests.unit.searching.conftest import ARTICLE, CONFIG, SPEAKER, archive_of


def article(number: int) -> AnnotatedArticle:
    return replace(ARTICLE, file=f"articles/a{number}.md", slug=f"a{number}", annotations=())


def keys(*articles: AnnotatedArticle) -> list[str]:
    return [group.key for group in groups_of(archive_of(*articles))]


def test_an_article_more_or_less_changes_one_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups_module, "ARTICLES", 3)
    articles = [article(number) for number in range(10)]
    before = keys(*articles)
    assert len(before) == 4 + 1  # with the speakers
    changed = set()
    for number in range(90, 100):
        after = keys(article(number), *articles)
        changes = [place for place, key in enumerate(before) if key != after[place]]
        assert len(changes) == 1
        changed.update(changes)
    assert len(changed) > 1


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
