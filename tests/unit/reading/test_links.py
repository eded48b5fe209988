from __future__ import annotations

import pytest

from site_builder.model import Image, Reference
from site_builder.problems import Location
from site_builder.reading.links import FileLinks, Size, TextPlaces, content_path


@pytest.mark.parametrize(
    ("address", "folder", "path"),
    [
        ("sun.md", "articles/sky", "articles/sky/sun.md"),
        ("./sun.md", "articles/sky", "articles/sky/sun.md"),
        ("../sea/tide.md", "articles/sky", "articles/sea/tide.md"),
        ("../../pages/about.md", "articles/sky", "pages/about.md"),
        ("/logo.svg", "articles/sky", "assets/logo.svg"),
        ("/a/../logo.svg", "", "assets/logo.svg"),
        ("logo.svg", "", "logo.svg"),
        ("e\u0301.png", "", "é.png"),
        ("../x", "", None),
        ("../../../x", "articles/sky", None),
        ("/../../x", "articles", None),
        ("..", "", None),
    ],
)
def test_what_file_an_address_means(address: str, folder: str, path: str | None) -> None:
    assert content_path(address, folder) == path


def place(_address: str, line: int) -> Location:
    return Location("articles/moon.md", line + 1, 7)


def links(own_file: str = "articles/moon.md", *, own_page: bool = True) -> FileLinks:
    return FileLinks("articles", own_file, lambda _file: Size(3, 2), place, own_page=own_page)


@pytest.mark.parametrize(
    ("address", "shown", "references"),
    [
        ("https://example.org/?a=1&b=%22", "https://example.org/?a=1&amp;b=%22", []),
        ("mailto:a@example.org", "mailto:a@example.org", []),
        ("sun.md", "\0articles/sun.md\0", [("articles/sun.md", "")]),
        ("sun.md#note-%C3%BC&", "\0articles/sun.md\0#note-%C3%BC&amp;", [("articles/sun.md", "note-ü&")]),
        ("s%20un.md?x=1", "\0articles/s un.md\0", [("articles/s un.md", "")]),
        ("#tides", "#tides", [("articles/moon.md", "tides")]),
    ],
)
def test_links(address: str, shown: str, references: list[tuple[str, str]]) -> None:
    found = links()
    assert found.link(address, 4) == shown
    assert found.references == [Reference(*reference, Location("articles/moon.md", 5, 7)) for reference in references]
    assert found.problems == []


def test_a_note_names_the_article_whose_place_it_means() -> None:
    found = links(own_page=False)
    assert found.link("#tides", 0) == "\0articles/moon.md\0#tides"


@pytest.mark.parametrize(("address", "code"), [("", "broken-link"), ("../../x.md", "outside-content")])
def test_links_that_lead_nowhere(address: str, code: str) -> None:
    found = links()
    assert found.link(address, 0) == ""
    assert [problem.code for problem in found.problems] == [code]
    assert found.references == []


@pytest.mark.parametrize("address", ["http://[x/", "http://%5Bx/", "https://", "https://a:b/", "https://a:99999/"])
def test_addresses_that_no_browser_can_follow(address: str) -> None:
    found = links()
    found.link(address, 0)
    assert [problem.code for problem in found.problems] == ["bad-url"]


def test_a_place_in_a_text_that_stands_on_several_pages_leads_nowhere() -> None:
    found = links("")
    assert found.link("#tides", 0) == ""
    assert [problem.code for problem in found.problems] == ["broken-link"]


def test_pictures() -> None:
    found = links()
    assert found.picture("/m%20n.png", 2) == Image("assets/m n.png", width=3, height=2)
    assert found.references == [Reference("assets/m n.png", "", Location("articles/moon.md", 3, 7))]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/a.png", "remote-file"),
        ("", "remote-file"),
        ("../../a.png", "outside-content"),
        ("sun.md", "unpublished-file"),
        ("/a.yaml", "unpublished-file"),
    ],
)
def test_pictures_from_elsewhere(address: str, code: str) -> None:
    found = links()
    assert found.picture(address, 0) == Image()
    assert [problem.code for problem in found.problems] == [code]


def test_places_in_a_text() -> None:
    places = TextPlaces("one\n[a](b.md) [c](d e.md)\n[a](b.md)\n", "moon.md", 11)
    assert places.find("b.md", 0) == Location("moon.md", 12, 5)
    assert places.find("b.md", 2) == Location("moon.md", 13, 5)
    assert places.find("d%20e.md", 1) == Location("moon.md", 12, 15)
    assert places.find("x.md", 1) == Location("moon.md", 12)
    assert places.find_anywhere("x", "[c]") == Location("moon.md", 12, 11)
    assert places.find_anywhere("one", "[c]") == Location("moon.md", 11, 1)
    assert places.find_anywhere("x", "y") == Location("moon.md", 11)
