"""Runs tests/cases/markdown, and tests what a case cannot show."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from site_builder.model import Body, Heading, Image
from site_builder.problems import Location
from site_builder.reading.links import FileLinks, Size
from site_builder.reading.markdown import Flavour, RenderedMarkdown, render_markdown

CASES = Path(__file__).parents[2] / "cases" / "markdown"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def links(*, flavour: Flavour = "article") -> FileLinks:
    return FileLinks(
        "articles",
        "articles/moon.md",
        lambda _file: Size(30, 20),
        lambda _address, line: Location("articles/moon.md", line + 1),
        own_page=flavour == "article",
    )


def shown(body: Body) -> str:
    html = ""
    for kind, value in body.pieces:
        html += escape(value, quote=False) if kind == "text" else "¶" if kind == "stop" else value
    return "".join(part if number % 2 == 0 else f"‹{part}›" for number, part in enumerate(html.split("\0")))


def render(markdown: str) -> RenderedMarkdown:
    return render_markdown(markdown, links())


@pytest.mark.parametrize("case", cases())
def test_cases(case: dict[str, str]) -> None:
    assert case.keys() <= {"name", "markdown", "html", "text", "flavour"}
    flavour: Flavour = "note" if case.get("flavour") == "note" else "article"
    assert case.get("flavour", "article") in get_args(Flavour)
    body = render_markdown(case["markdown"], links(flavour=flavour), flavour).body
    assert shown(body) == case["html"]
    if "text" in case:
        assert body.text == case["text"]


def test_headings_are_listed_as_they_are_shown() -> None:
    assert render("# One *two*\n\n## Three").body.headings == (
        Heading(2, "one-two", "One two"),
        Heading(3, "three", "Three"),
    )


def test_pictures_are_listed_with_their_texts() -> None:
    rendered = render('![One `two`](a.png "Three")\n\nfour ![](b.png)')
    assert rendered.images == (
        Image("articles/a.png", "One two", "Three", "", 30, 20),
        Image("articles/b.png", "", "", "", 30, 20),
    )


def test_lines_are_those_of_the_file() -> None:
    body = render_markdown("one\ntwo\n\n```\nthree\nfour\n```\n\n- five", links(), "article", 11).body
    lines = {body.text[start.offset :].split("\n")[0]: start.line for start in body.lines}
    assert lines == {"one": 11, "two": 12, "three": 15, "four": 16, "five": 19}


def test_footnotes_stand_in_the_line_where_they_are_written() -> None:
    body = render("one[^a]\n\ntwo^[beta]\n\n[^a]: alpha\n").body
    lines = {body.text[start.offset :].split("\n")[0]: start.line for start in body.lines}
    assert lines == {"one": 1, "two": 3, "alpha": 5, "beta": 3}


def test_a_footnote_within_the_text_has_no_lines_of_its_own() -> None:
    body = render("one^[alpha\nbeta]").body
    lines = {body.text[start.offset :].split("\n")[0]: start.line for start in body.lines}
    assert lines == {"one": 1, "alpha": 1, "beta": 1}


def test_refused_addresses_are_told_once_each() -> None:
    rendered = render("[a](javascript:x) [b](javascript:x) <data:y> [c](https://example.org/) [d](e.md)")
    assert rendered.refused == ("javascript:x", "data:y")


def test_one_text_s_refusals_are_not_another_s() -> None:
    render("[a](javascript:x)")
    assert render("[a](b.md)").refused == ()


def test_footnotes_that_nothing_refers_to_are_told() -> None:
    assert render("one[^a]\n\n[^a]: alpha\n[^b c]: no\n[^beta]: beta").unused == ("beta",)


def test_a_nul_cannot_forge_a_reference() -> None:
    assert shown(render("\0sun.md\0 `\0sun.md\0`").body) == "<p>�sun.md� <code>�sun.md�</code></p>¶"
