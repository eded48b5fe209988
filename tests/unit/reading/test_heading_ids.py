from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.reading.heading_ids import PAGE_IDS, HeadingIds, heading_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The Moon, full", "the-moon-full"),
        ("Ⅳ ﬁne Straße", "iv-fine-strasse"),
        ("हिन्दी", "हिन्दी"),
        ("note-x", "section-note-x"),
        ("Ref", "ref"),
        ("Ref 2", "section-ref-2"),
        ("fnord", "section-fnord"),
        ("Notes", "section-notes"),
        ("…", "section"),
        ("", "section"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert heading_slug(text) == slug


TEMPLATES = Path(__file__).parents[3] / "templates"
SHOW_HEADINGS = [TEMPLATES / name for name in ("base.html", "article.html", "page.html")]


def test_no_heading_takes_an_id_of_its_page() -> None:
    """An id that a template makes from another, such as note-{{ id }}, is told by how it begins."""
    texts = [path.read_text(encoding="utf-8") for path in (*SHOW_HEADINGS, *sorted((TEMPLATES / "macros").glob("*")))]
    ids = {id_ for text in texts for id_ in re.findall(r'\bid="([^"{]*)', text)}
    assert {"main", "withdrawn-notes", "note-", "ref-"} <= ids, "the ids were looked for in the wrong places"
    assert {id_ for id_ in ids if heading_slug(id_ or "x") == id_} == set()
    assert "" not in ids


def test_ids_are_given_once() -> None:
    ids = HeadingIds()
    assert [ids.next(text) for text in ("A", "a", "A 2", "a", "!", "?")] == [
        "a",
        "a-2",
        "a-2-2",
        "a-3",
        "section",
        "section-2",
    ]


def test_no_id_of_the_page_is_given_out() -> None:
    ids = HeadingIds()
    assert not PAGE_IDS & {ids.next(text) for text in PAGE_IDS}
