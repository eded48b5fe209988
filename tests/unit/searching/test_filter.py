"""Filters and phrases without a page: addresses, counts, what is left, and what stands in quotation marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.archives import plain_body
from tests.unit.searching.conftest import ARTICLE, OPEN, PIECES, WHOLE, RunJavascript, archive_of, files_of

LATE = "articles/clock/#note-late"
FIND = f"""async (input) => {{ {OPEN}
  const facets = await siteSearch.facets(opened);
  const chosen = siteSearch.chosenIn(input.search);
  const {{ unknown, known }} = siteSearch.knownOf(facets, chosen);
  const typed = siteSearch.queryIn(input.search);
  const found = await siteSearch.search(opened, typed, {{ all: true }});
  const documents = found.results.map(({{ document }}) => document);
  const {{ kept, counts }} = siteSearch.filtered(facets, known, documents);
  const {{ results, phrase }} = await siteSearch.phrasesFirst(opened, typed, found.results);
  const addresses = async (list) => (await siteSearch.cards(opened, list)).map(({{ address }}) => address);
  return {{
    unknown, phrase, counts: Object.fromEntries(Object.entries(facets.names).map(([facet, values]) =>
      [facet, Object.fromEntries(values.map(({{ key }}, place) => [key, counts[facet][place]]))])),
    kept: await addresses(Array.from(kept)),
    results: await addresses(results.map(({{ document }}) => document)),
    sorts: results.map(({{ document }}) => siteSearch.sortOf(opened, document)),
  }};
}}"""


@pytest.fixture(scope="module", params=[WHOLE, PIECES], ids=["whole", "pieces"])
def index_files(request: pytest.FixtureRequest) -> dict[str, Any]:
    body = plain_body("The clock stood still. A minute late, never was it. “The key”, he said, was lost.")
    other = replace(ARTICLE, file="articles/key.md", slug="key", title="The key", body=body, annotations=(), topics=())
    return files_of(archive_of(ARTICLE, other), request.param)


def find(run_javascript: RunJavascript, index_files: dict[str, Any], search: str) -> dict[str, Any]:
    found = run_javascript(FIND, {**index_files, "search": search})
    assert isinstance(found, dict)
    return found


def test_values_of_one_facet_mean_any_and_facets_mean_all(
    run_javascript: RunJavascript, index_files: dict[str, Any]
) -> None:
    one = find(run_javascript, index_files, "?q=clock&kind=claim")
    assert one["kept"] == [LATE]
    two = find(run_javascript, index_files, "?q=clock&kind=claim&kind=article")
    assert set(two["kept"]) == {LATE, "articles/clock/", "articles/key/"}
    both = find(run_javascript, index_files, "?q=clock&kind=article&verdict=false")
    assert both["kept"] == []


def test_counts_leave_out_what_is_chosen_in_the_facet_itself(
    run_javascript: RunJavascript, index_files: dict[str, Any]
) -> None:
    found = find(run_javascript, index_files, "?q=clock&kind=claim")
    assert found["counts"]["kind"]["article"] == 2
    assert found["counts"]["verdict"] == {"false": 1}
    assert found["counts"]["topic"]["clocks"] == 1


def test_values_that_the_archive_lacks_are_named_and_left_out(
    run_javascript: RunJavascript, index_files: dict[str, Any]
) -> None:
    found = find(run_javascript, index_files, "?q=clock&speaker=<b>&speaker=__proto__&year=9999")
    assert found["unknown"] == ["<b>", "__proto__", "9999"]
    assert len(found["kept"]) == len(found["results"])


def test_results_are_sorted_without_their_cards(run_javascript: RunJavascript, index_files: dict[str, Any]) -> None:
    found = find(run_javascript, index_files, "?q=clock")
    sorts = dict(zip(found["results"], found["sorts"], strict=True))
    assert set(sorts.values()) == {"article", "note", "speaker"}
    for address, sort in sorts.items():
        assert sort == ("note" if "#note-" in address else address.split("/")[0].removesuffix("s"))


@pytest.mark.parametrize("query", ["was never a minute late", "WAS NEVER: a  minute “late”", '"never a minute late"'])
def test_a_quotation_finds_its_text_first(
    run_javascript: RunJavascript, index_files: dict[str, Any], query: str
) -> None:
    found = find(run_javascript, index_files, "?q=" + query)
    assert found["results"][0] in {"articles/clock/", LATE}
    assert "articles/key/" not in found["results"][:1]


def test_words_in_quotation_marks_must_stand_so(run_javascript: RunJavascript, index_files: dict[str, Any]) -> None:
    found = find(run_javascript, index_files, '?q="a minute late"')
    assert "articles/key/" in found["results"]
    found = find(run_javascript, index_files, '?q="never a minute')
    assert (found["phrase"], "articles/key/" in found["results"]) == (True, False)
    found = find(run_javascript, index_files, '?q="late minute clock"')
    assert found["phrase"] is False


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("a b", []),
        ('say "one two" and “drei vier”', [" one two ", " drei vier "]),
        ('left "open', [" open "]),
        ('""', []),
        ('"?!"', []),
        ("„eins“ «deux» 「三四」", [" eins ", " deux ", " 三四 "]),
        ('"' * 10_000, []),
    ],
)
def test_phrases_of_a_query(run_javascript: RunJavascript, typed: str, phrases: list[str]) -> None:
    assert run_javascript("(typed) => siteSearch.phrasesIn(typed)", typed) == phrases


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", "/search/?q=a#x"),
        ("?kind=note&x=1", "/search/?x=1&q=a#x"),
        ("?q=old&speaker=b", "/search/?q=a#x"),
    ],
)
def test_an_address_forgets_old_filters(run_javascript: RunJavascript, search: str, expected: str) -> None:
    source = "(location) => siteSearch.addressFor('a', {}, location)"
    assert run_javascript(source, {"pathname": "/search/", "search": search, "hash": "#x"}) == expected


def test_an_address_carries_filters(run_javascript: RunJavascript) -> None:
    source = """(search) => siteSearch.addressFor(siteSearch.queryIn(search), siteSearch.chosenIn(search),
      { pathname: "/", search, hash: "" })"""
    search = "?q=a+b&speaker=x&speaker=y%26&year=1893"
    assert run_javascript(source, search) == "/" + search
    assert run_javascript("(search) => Object.keys(siteSearch.chosenIn(search))", "?kind=&Speaker=a&nosuch=b") == []
