from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.problems import Location
from site_builder.reading.annotations import read_annotations
from site_builder.reading.links import Size
from site_builder.reading.places import FieldPlaces
from site_builder.reading.register import Register

FILES = {
    "site.yaml": "title: A\nnavigation:\n  - label: B\n",
    "articles/moon.md": "---\ntitle: The Moon\nauthors: Luna\n---\n",
    "articles/moon.yaml": (
        "defaults: {speaker: luna}\nannotations:\n  - {id: a, quote: a, note: x, speaker: sol}\n"
        "  - {quote: dropped}\n  - {id: b, quote: b, note: x}\n"
    ),
    "articles/sun.yaml": "annotations: {id: a, quote: a, note: x}\n",
}


class Reads:
    """Counts how often a file is read."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def __call__(self, file: str) -> bytes:
        self.files.append(file)
        return FILES[file].encode()


def test_settings() -> None:
    assert FieldPlaces(Reads()).in_settings(("navigation", 0, "label")) == Location("site.yaml", 3, 12)


def test_front_matter() -> None:
    places = FieldPlaces(Reads())
    assert places.in_front_matter("articles/moon.md", ("authors",)) == Location("articles/moon.md", 3, 10)
    assert places.in_front_matter("articles/moon.md", ("slug",)) == Location("articles/moon.md")


@pytest.mark.parametrize(
    ("number", "key", "line", "column"),
    [(0, "speaker", 3, 41), (1, "speaker", 1, 21), (1, "id", 5, 10), (1, "verdict", 5, 5)],
)
def test_annotations_and_their_defaults(number: int, key: str, line: int, column: int) -> None:
    reads = Reads()
    places = FieldPlaces(reads)
    read = read_annotations("articles/moon.md", FILES["articles/moon.yaml"].encode(), Register(), lambda _file: Size())
    for _ in range(2):
        place = places.in_annotation("articles/moon.md", read.annotations[number], key)
        assert place == Location("articles/moon.yaml", line, column)
    assert reads.files == ["articles/moon.yaml"]


def test_one_annotation_that_stands_for_a_list() -> None:
    (note,) = read_annotations(
        "articles/sun.md", FILES["articles/sun.yaml"].encode(), Register(), lambda _file: Size()
    ).annotations
    places = FieldPlaces(Reads())
    assert places.in_annotation("articles/sun.md", note, "quote") == Location("articles/sun.yaml", 1, 29)


def test_an_annotation_that_moved_since_keeps_its_own_place() -> None:
    (note,) = read_annotations(
        "articles/sun.md", FILES["articles/sun.yaml"].encode(), Register(), lambda _file: Size()
    ).annotations
    moved = replace(note, location=Location("articles/sun.yaml", 99, 1))
    assert FieldPlaces(Reads()).in_annotation("articles/sun.md", moved, "quote") == moved.location
