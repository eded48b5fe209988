from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from site_builder.exchange.article import ImportedArticle, ImportedStatement, Passage
from site_builder.workbench.article_writer import render_article, render_sidecar, slug_of_title

ARTICLE = ImportedArticle("It rose", paragraphs=("It rose, he said. It rose.", "*So* it is: it rose."))


def statement(*quotes: str, text: str = ARTICLE.text_of("body"), **fields: Any) -> ImportedStatement:
    """Return a statement of which each quote is the first such words of the text."""
    passages = tuple(Passage(text.index(quote), text.index(quote) + len(quote), quote) for quote in quotes)
    return ImportedStatement(**{"part": "body", "attribution": "direct", "passages": passages} | fields)


def read_sidecar(*statements: ImportedStatement) -> list[dict[str, Any]]:
    text = render_sidecar(replace(ARTICLE, statements=statements))
    annotations: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)["annotations"]
    return annotations


def read_front_matter(article: ImportedArticle) -> dict[str, Any]:
    front_matter: dict[str, Any] = yaml.load(render_article(article).split("---\n")[1], yaml.BaseLoader)
    return front_matter


def test_a_statement_is_a_draft_claim_with_what_is_known_of_it() -> None:
    (annotation,) = read_sidecar(statement("It rose", speaker_id="carl-dee", said_in="letter"))
    assert list(annotation.items()) == [
        ("id", "rose"),
        ("quote", "It rose"),
        ("suffix", ","),
        ("kind", "claim"),
        ("speaker", "carl-dee"),
        ("attribution", "direct"),
        ("said_in", "letter"),
        ("status", "draft"),
    ]


def test_a_statement_in_two_passages_has_two_targets() -> None:
    (annotation,) = read_sidecar(statement("he said", "it is"))
    assert annotation["targets"] == [{"quote": "he said"}, {"quote": "it is"}]
    assert annotation["id"] == "said"
    assert "quote" not in annotation


def test_a_quote_is_told_apart_in_its_own_part() -> None:
    (annotation,) = read_sidecar(statement("It rose", text=ARTICLE.title, part="title"))
    assert (annotation["quote"], annotation["part"]) == ("It rose", "title")
    assert not {"prefix", "suffix", "occurrence"} & annotation.keys()


def test_each_annotation_has_an_id_of_its_own() -> None:
    annotations = read_sidecar(statement("it rose"), statement("It rose"), statement("it is"))
    assert [annotation["id"] for annotation in annotations] == ["rose", "rose-2", "it-is"]


def test_an_article_has_the_keys_that_are_known() -> None:
    assert read_front_matter(ARTICLE) == {"title": "It rose"}
    full = replace(
        ARTICLE, deks=("One",), authors=("Ann Bee",), outlet="Gazette", date="2019-12", caption="Hill", credit="C. Dee"
    )
    assert read_front_matter(full) == {
        "title": "It rose",
        "dek": "One",
        "authors": ["Ann Bee"],
        "outlet": "Gazette",
        "date": "2019-12",
        "image": {"caption": "Hill", "credit": "C. Dee"},
    }
    assert read_front_matter(replace(ARTICLE, deks=("One", "Two")))["dek"] == ["One", "Two"]


def test_the_paragraphs_are_escaped() -> None:
    assert render_article(ARTICLE).endswith("---\n\nIt rose, he said. It rose.\n\n\\*So\\* it is: it rose.\n")


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Mayor’s Bridge Is in the", "mayors-bridge"), ("Nul", "nul-1"), ("?!", "article-1"), ("x" * 80, "x" * 60)],
)
def test_slugs_of_titles(title: str, slug: str) -> None:
    assert slug_of_title(title) == slug
