"""A site of a right-to-left script is a mirror image: pages say their direction, and style sheets name no side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.model import AnnotatedArticle, Config
from tests.archives import assemble
from tests.unit.publishing.sites import workshop_of

CSS = Path(__file__).parent.parent / "templates" / "assets" / "css"

_SIDE = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-(?:color|style|width))?\s*:"
    r"|(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def sides_in(css: str) -> list[str]:
    return _SIDE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_names_no_side(sheet: Path) -> None:
    assert sides_in(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("css", "count"),
    [
        ("a { margin-left: 0; padding-right : 1px }", 2),
        ("a{left:0;right:0}", 2),
        ("a { border-left-color: red; border-top-left-radius: 0 }", 2),
        ("a { text-align: right; float:left; clear: left }", 3),
        ("/* float: left */ a { margin-inline-start: 0; float: inline-end; text-align: start }", 0),
        ("a { mask-image: linear-gradient(to left, transparent, black) }", 0),
    ],
)
def test_sides_are_seen(css: str, count: int) -> None:
    assert len(sides_in(css)) == count


def test_every_page_of_a_right_to_left_site_says_its_language_and_direction() -> None:
    config = Config("أرشيف", language="ar", text_direction="rtl", base_url="https://example.org/")
    archive = assemble(config, AnnotatedArticle("articles/moon.md", "moon", "القمر", aliases=("/old/",)))
    workshop = workshop_of(archive)
    pages = [path for path in workshop.products if path.endswith(".html")]
    assert {"404.html", "index.html", "old/index.html"} <= set(pages)
    for path in pages:
        assert b'<html lang="ar" dir="rtl">' in workshop.make(path)[0], path
