"""Files for reference managers, read back by programs of others: bibtexparser and rispy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from site_builder.exchange.citations.files import FORMATS, bibtex, csl_json, ris
from site_builder.exchange.citations.names import parse_name
from tests.unit.exchange.citations.test_styles import ARTICLE, CLAIM, URL

_UNESCAPED = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}

LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))).map(lambda text: " ".join(text.split()))


def read_bibtex(text: str) -> list[dict[str, str]]:
    library = parse_string(text)
    assert library.failed_blocks == []
    return [
        {"kind": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    ]


def unescape(text: str) -> str:
    """Return what TeX prints of an escaped text."""
    for name, sign in _UNESCAPED.items():
        text = text.replace(f"\\text{name}{{}}", f"\0{ord(sign)}\0")
    for sign in "&%$#_":
        text = text.replace(f"\\{sign}", sign)
    for sign in _UNESCAPED.values():
        text = text.replace(f"\0{ord(sign)}\0", sign)
    return text


def read_ris(text: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = rispy.loads(text)
    return entries


def test_bibtex() -> None:
    (entry,) = read_bibtex(bibtex([ARTICLE]))
    assert entry == {
        "kind": "article",
        "key": "budget",
        "title": "{Mayor defends the budget}",
        "author": "Doe, Jane Q.",
        "journal": "The Daily Example",
        "date": "2020-02-07",
        "year": "2020",
        "month": "feb",
        "url": URL,
        "note": "Annotated in The Record, version of 2021-03-04",
        "version": "2021-03-04",
        "language": "en",
    }


def test_bibtex_of_a_claim() -> None:
    (entry,) = read_bibtex(bibtex([CLAIM]))
    assert (entry["kind"], entry["key"], entry["author"]) == ("misc", "budget:fell", "{The editors}")
    assert (entry["howpublished"], entry["note"]) == ("The Record", "Claim, rated “False”")


def test_authors_of_bibtex_are_told_apart() -> None:
    names = ("Jane Doe", "Ludwig van Beethoven", "Martin Luther King, Jr.", "Smith and Sons", "李小龙")
    (entry,) = read_bibtex(bibtex([replace(ARTICLE, authors=tuple(map(parse_name, names)))]))
    assert entry["author"] == (
        "Doe, Jane and van Beethoven, Ludwig and King, Jr., Martin Luther and {Smith and Sons} and {李小龙}"
    )


def test_ris() -> None:
    (entry,) = read_ris(ris([ARTICLE]))
    assert entry == {
        "type_of_reference": "NEWS",
        "id": "budget",
        "title": "Mayor defends the budget",
        "authors": ["Doe, Jane Q."],
        "secondary_title": "The Daily Example",
        "year": "2020",
        "date": "2020/02/07/",
        "urls": [URL],
        "notes": ["Annotated in The Record, version of 2021-03-04"],
        "edition": "2021-03-04",
        "language": "en",
    }


def test_ris_has_lines_that_end_in_cr_lf() -> None:
    assert ris([ARTICLE, CLAIM]).count("\r\n") == ris([ARTICLE, CLAIM]).count("\n") == 22
    assert ris([replace(ARTICLE, date=None)]).count("DA  -") == 0


def test_csl_json() -> None:
    (item,) = json.loads(csl_json([ARTICLE]))
    assert item == {
        "id": "budget",
        "type": "article-newspaper",
        "title": "Mayor defends the budget",
        "author": [{"family": "Doe", "given": "Jane Q."}],
        "container-title": "The Daily Example",
        "issued": {"date-parts": [[2020, 2, 7]]},
        "URL": URL,
        "version": "2021-03-04",
        "note": "Annotated in The Record, version of 2021-03-04",
        "language": "en",
    }
    (claim,) = json.loads(csl_json([CLAIM]))
    assert (claim["type"], claim["author"]) == ("webpage", [{"literal": "The editors"}])


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_several_works_are_one_file(form: Any) -> None:
    text = form.write([ARTICLE, CLAIM])
    readers: dict[str, Callable[[str], list[Any]]] = {"BibTeX": read_bibtex, "RIS": read_ris, "CSL-JSON": json.loads}
    assert len(readers[form.name](text)) == 2


@given(title=LINES, outlet=LINES)
def test_no_text_breaks_a_file(title: str, outlet: str) -> None:
    title = f"A {title}".strip()
    work = replace(ARTICLE, title=title, container=outlet)
    (entry,) = read_bibtex(bibtex([work]))
    assert unescape(entry["title"]) == f"{{{title}}}"
    (found,) = read_ris(ris([work]))
    assert found["title"] == title
    (item,) = json.loads(csl_json([work]))
    assert item["title"] == title


def test_the_judges_see_what_is_broken() -> None:
    assert parse_string(bibtex([ARTICLE]).replace("Mayor", "Mayor {")).failed_blocks
    assert read_ris(ris([ARTICLE]).replace("TY  - NEWS\r\n", "")) == []
