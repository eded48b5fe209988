from __future__ import annotations

from site_builder.model import Image, Reference
from site_builder.problems import Location
from site_builder.reading.bodies import read_body, read_note
from site_builder.reading.links import Size
from site_builder.reading.yaml_source import YamlDocument
from tests.unit.reading.content_folders import places

NOTE = """\
- id: rose
  note: |
    See [the sun](sun.md#note-x),
    ![](sun.png) and [x](javascript:x).
"""


def no_size(_file: str) -> Size:
    return Size()


def test_a_body_carries_its_references_with_their_places() -> None:
    read = read_body("one\n\n[two](sun.md) *and* [three](sun.md#x)\n![](sun.png)", "articles/moon.md", 11, no_size)
    assert read.body.references == (
        Reference("articles/sun.md", "", Location("articles/moon.md", 13, 7)),
        Reference("articles/sun.md", "x", Location("articles/moon.md", 13, 29)),
        Reference("articles/sun.png", "", Location("articles/moon.md", 14, 5)),
    )
    assert read.images == (Image("articles/sun.png"),)
    assert read.body.text == "one\ntwo and three\n"
    assert read.problems == []


def test_warnings_of_a_body_have_places() -> None:
    text = "one\n\n[two](JavaScript:x) [three](data:%20x)\n\n[^a]: alpha\n\n[^c]: gamma"
    read = read_body(text, "articles/moon.md", 11, no_size)
    assert places(read.problems) == [
        ("refused-address", 13, 7),
        ("refused-address", 13, 29),
        ("unused-footnote", 15, 1),
        ("unused-footnote", 17, 1),
    ]


def test_a_note_is_markup_and_text() -> None:
    document = YamlDocument(NOTE, "articles/moon.yaml")
    read = read_note("See [the sun](sun.md#note-x),\n![](sun.png)", document, (0, "note"), "articles/moon.md", no_size)
    link = '<a href="\0articles/sun.md\0#note-x">'
    assert read.html == f'<p>See {link}the sun</a>,\n<img src="\0articles/sun.png\0" alt="" loading="lazy"></p>'
    assert read.text == "See the sun,\n"
    assert read.references == [
        Reference("articles/sun.md", "note-x", Location("articles/moon.yaml", 3, 19)),
        Reference("articles/sun.png", "", Location("articles/moon.yaml", 4, 9)),
    ]
    assert read.images == (Image("articles/sun.png"),)


def test_warnings_of_a_note_have_places() -> None:
    document = YamlDocument(NOTE, "articles/moon.yaml")
    read = read_note("[x](javascript:x)", document, (0, "note"), "articles/moon.md", no_size)
    assert places(read.problems) == [("refused-address", 4, 26)]
