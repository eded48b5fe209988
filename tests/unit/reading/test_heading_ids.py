from __future__ import annotations

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
