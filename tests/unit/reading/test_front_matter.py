from __future__ import annotations

import pytest

from site_builder.reading.front_matter import read_markdown_file


@pytest.mark.parametrize(
    ("data", "value", "text", "first_line"),
    [
        ("---\ntitle: A\n---\n\nOne.\n", {"title": "A"}, "\nOne.\n", 4),
        ("---\r\ntitle: A\r\n---\r\nOne.", {"title": "A"}, "One.", 4),
        ("\ufeff--- \ntitle: A\n---\t\nOne.", {"title": "A"}, "One.", 4),
        ("---\n---\nOne.\n---\n", "", "One.\n---\n", 3),
        ("---\ntitle: A\n---", {"title": "A"}, "", 4),
        ("---\ntitle: |-\n  --- A\n---\nOne.", {"title": "--- A"}, "One.", 5),
    ],
)
def test_the_parts_of_a_file(data: str, value: object, text: str, first_line: int) -> None:
    read = read_markdown_file(data.encode(), "moon.md")
    assert (read.document.value, read.text, read.first_line, read.problems) == (value, text, first_line, [])


def test_places_are_those_of_the_file() -> None:
    read = read_markdown_file(b"---\n\ntitle: A\n---\n", "moon.md")
    assert read.document.locate(("title",)) == ("moon.md", 3, 8)


@pytest.mark.parametrize(
    "data", ["", "One.\n", "\n---\ntitle: A\n---\n", "---- \n", "---\ntitle: A\n", "---\ntitle: A\n----\n"]
)
def test_a_file_without_front_matter(data: str) -> None:
    read = read_markdown_file(data.encode(), "moon.md")
    assert [problem.code for problem in read.problems] == ["no-front-matter"]
    assert read.document.value == ""
