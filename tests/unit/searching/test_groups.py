from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.model import AnnotatedArticle
from site_builder.searching import groups as groups_module
from site_builder.searching.counting import BEST, index_group
from site_builder.searching.documents import documents_of
from site_builder.searching.groups import groups_of
from site_builder.searching.numbers import write_numbers
from site_builder.searching.pieces import LARGEST, LARGEST_OF_ONE, Entries, cut
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


def test_pieces_have_every_entry_once_and_are_small() -> None:
    groups = [
        Entries([f"t{n:04}" for n in range(start, 9000, 7)], ["x" * (n % 97 + 1) for n in range(start, 9000, 7)])
        for start in range(5)
    ]
    pieces = cut([*groups, Entries([], []), Entries(["big"], ["x" * LARGEST_OF_ONE]), Entries(["big"], ["y" * 9])])
    for number, (terms, entries) in enumerate(groups):
        found = " ".join(text for _, texts in pieces if (text := texts[number]))
        assert found == " ".join(f"{term}={entry}" for term, entry in zip(terms, entries, strict=True))
    assert [start for start, _ in pieces] == sorted(start for start, _ in pieces)
    assert [start for start, _ in pieces].count("big") == 2
    assert all(sum(map(len, texts)) < 1.6 * LARGEST for start, texts in pieces if start != "big")


def test_a_frequent_term_has_its_best_documents_apart() -> None:
    bodies = [replace(article(n), title="Town clock" if n == 50 else "Something else") for n in range(150)]
    archive = archive_of(*bodies)
    index, files = index_group((documents_of(archive, entry) for entry in archive.articles), TermReader())
    assert len(files) == index.documents == 150
    assert "clock" in index.rest_terms.split()
    assert "town" not in index.rest_terms.split()
    clock = index.terms.split().index("clock")
    assert index.places[clock] == 151  # as a label of all, and in one title: both its places are among the best
    assert index.entries.split()[clock].startswith(write_numbers([151 - (BEST + 1)]))
