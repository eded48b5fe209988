"""What the browser loads besides places: filters, cards, suggestions; and what it does when a file does not load."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.archives import plain_body
from tests.unit.searching.conftest import ARTICLE, CLAIM, OPEN, PIECES, WHOLE, RunJavascript, archive_of, files_of

BRIDGE = replace(
    ARTICLE,
    file="articles/bridge.md",
    slug="bridge",
    title="The bridge over the river",
    body=plain_body("Happiness is a bridge. Nobody was happier, and the happiness of bridges lasts."),
    annotations=(),
    outlet="The Weekly",
    topics=("Bridges", "clocks"),
)


@pytest.fixture(params=[WHOLE, PIECES], ids=["whole", "pieces"])
def files(request: pytest.FixtureRequest) -> dict[str, Any]:
    return files_of(archive_of(replace(ARTICLE, annotations=(CLAIM,)), BRIDGE), request.param)


def test_every_document_has_its_values(run_javascript: RunJavascript, files: dict[str, Any]) -> None:
    source = f"""async (input) => {{ {OPEN}
      const {{ names, of }} = await siteSearch.facets(opened);
      const cards = await siteSearch.cards(opened, [0, 1, 2, 3]);
      const labels = (document) => Object.entries(of(document)).map(
        ([facet, places]) => [facet, places.map((place) => names[facet][place].label || names[facet][place].key)],
      );
      return cards.map((card, document) => [card.address, Object.fromEntries(labels(document))]);
    }}"""
    everything = {"outlet": ["The Hourly"], "year": ["1893"], "topic": ["clocks"]}
    nothing: dict[str, list[str]] = {"speaker": [], "verdict": [], "topic": [], "outlet": [], "year": []}
    assert dict(run_javascript(source, files)) == {
        "articles/clock/": {**nothing, "kind": ["article"], **everything},
        "articles/clock/#note-late": {
            **everything,
            "kind": ["claim"],
            "speaker": ["Ada Zet"],
            "verdict": ["Not so"],
            "topic": ["clocks", "punctuality"],
        },
        "articles/bridge/": {
            **nothing,
            "kind": ["article"],
            "outlet": ["The Weekly"],
            "topic": ["Bridges", "clocks"],
            "year": ["1893"],
        },
        "speakers/ada/": {**nothing, "kind": ["speaker"], "speaker": ["Ada Zet"]},
    }


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("hapiness", ["happiness"]),
        ("brigde", ["bridge"]),
        ("noboddy", ["nobody"]),
        ("Noboddy's brigde, hapiness", ["nobody bridge, happiness"]),
        ("nobody’s brigde", ["nobody’s bridge"]),
        ("the brígde", ["the bridge"]),
        ("zzzzzz", []),
        ("", []),
        ("x", []),
        ("x" * 500, []),
    ],
)
def test_suggestions_are_words(
    run_javascript: RunJavascript, files: dict[str, Any], typed: str, suggested: list[str]
) -> None:
    source = f"""async (input) => {{ {OPEN}
      const {{ missing, similar }} = await siteSearch.search(opened, input.typed);
      return siteSearch.suggestions(opened, input.typed, [...missing, ...similar]);
    }}"""
    assert run_javascript(source, {**files, "typed": typed})[:1] == suggested


def test_each_word_has_further_suggestions(run_javascript: RunJavascript) -> None:
    body = plain_body("A bridge, a fridge. A ledge and a lodge.")
    files = files_of(archive_of(replace(BRIDGE, title="Nothing", deks=(), body=body, topics=())), WHOLE)
    source = f"async (input) => {{ {OPEN} return siteSearch.suggestions(opened, 'bidge ladge', ['bidge', 'ladge']) }}"
    assert run_javascript(source, files) == ["bridge ledge", "bridge lodge"]


def test_a_piece_that_does_not_load_is_told_and_tried_again(run_javascript: RunJavascript) -> None:
    files = files_of(archive_of(ARTICLE, BRIDGE), PIECES)
    source = f"""async (input) => {{ {OPEN}
      const first = `search/${{opened.head.first[0][1]}}.js`;
      const whole = opened.load;
      opened.load = (path) => (path === first ? Promise.reject(new Error(path)) : whole(path));
      const one = await siteSearch.search(opened, "bridge");
      opened.load = whole;
      const other = await siteSearch.search(opened, "bridge");
      const told = one.failed.length === 1 && one.failed[0] === first;
      return [told, one.results.length, other.failed, other.results.length];
    }}"""
    assert run_javascript(source, files) == [True, 0, [], 1]


def test_a_card_that_does_not_load_is_none(run_javascript: RunJavascript) -> None:
    files = files_of(archive_of(ARTICLE, BRIDGE), PIECES)
    source = f"""async (input) => {{ {OPEN}
      const whole = opened.load;
      opened.load = (path) => (path.endsWith("/0.js") ? Promise.reject(new Error(path)) : whole(path));
      const one = await siteSearch.cards(opened, [0, 3]);
      opened.load = whole;
      return [one.map((card) => card && card.address), (await siteSearch.cards(opened, [0]))[0].address];
    }}"""
    cards, again = run_javascript(source, files)
    assert cards[0] is None
    assert cards[1]
    assert again
