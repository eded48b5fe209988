"""Web addresses in the content: which there are, where they stand, and what is said of those that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.problems import FileError
from site_builder.reading.folder import ContentFolder
from site_builder.workbench.link_answers import Answer
from site_builder.workbench.link_check import check_links
from site_builder.workbench.web_links import find_web_links

FILES = {
    "site.yaml": "title: A site\nbase_url: https://own.example/archive/\npublisher: {url: 'https://publisher.example/'}\n",
    "articles/moon.md": (
        "---\ntitle: The Moon\nsource_url: https://source.example/a\narchive_url: https://web.archive.org/web/1/x\n---\n\n"
        "A [link](https://linked.example/a_(b)?c=1&d=2), <https://auto.example/>, and `https://code.example/`.\n"
        "[Own](https://own.example/archive/articles/sun/)\n"
    ),
    "articles/moon.yaml": (
        "# https://comment.example/\nannotations:\n  - id: rose\n    quote: link\n"
        "    note: 'See https://note.example/x. And [this](https://noted.example/a_(b)), or (https://bracket.example/).'\n"
        "    sources:\n      - title: Log\n        url: https://log.example/1\n        archive_url: https://copy.example/1\n"
    ),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for file, text in FILES.items():
        path = tmp_path / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path / "content"


def test_all_addresses_are_found_with_their_places(content: Path) -> None:
    links = find_web_links(ContentFolder(content))
    assert {url: tuple(place) for url, place in links.places.items()} == {
        "https://own.example/archive/": ("site.yaml", 2, 11),
        "https://publisher.example/": ("site.yaml", 3, 19),
        "https://source.example/a": ("articles/moon.md", 3, 13),
        "https://web.archive.org/web/1/x": ("articles/moon.md", 4, 14),
        "https://linked.example/a_(b)?c=1&d=2": ("articles/moon.md", 7, 10),
        "https://auto.example/": ("articles/moon.md", 7, 50),
        "https://own.example/archive/articles/sun/": ("articles/moon.md", 8, 7),
        "https://note.example/x": ("articles/moon.yaml", 5, 16),
        "https://noted.example/a_(b)": ("articles/moon.yaml", 5, 51),
        "https://bracket.example/": ("articles/moon.yaml", 5, 85),
        "https://log.example/1": ("articles/moon.yaml", 8, 14),
        "https://copy.example/1": ("articles/moon.yaml", 9, 22),
    }
    assert links.copies == {
        "https://source.example/a": "https://web.archive.org/web/1/x",
        "https://log.example/1": "https://copy.example/1",
    }


ANSWERS = {
    "https://log.example/1": Answer(404),
    "https://note.example/x": Answer(410),
    "https://source.example/a": Answer(0, "Timeout while connecting"),
    "https://auto.example/": Answer(503),
    "https://bracket.example/": Answer(200, "", "https://other.example/"),
    "https://noted.example/a_(b)": Answer(200, "", "http://www.noted.example/a_(b)/"),
}


async def answer(url: str) -> Answer:
    assert not url.startswith("https://own.example/"), "what is built now may not be there yet"
    return ANSWERS.get(url, Answer(200))


def test_what_leads_nowhere_is_a_warning_with_the_copy_that_is_named(content: Path) -> None:
    heard = []
    checked = check_links(content, lambda done, total: heard.append((done, total)), ask=answer)
    told = {one.message.split("'")[1]: (one.code, one.severity, one.hint) for one in checked.problems}
    assert told.keys() == ANSWERS.keys() - {"https://noted.example/a_(b)"}
    assert told["https://log.example/1"] == (
        "dead-link",
        "warning",
        "readers find the archived copy that you name: https://copy.example/1",
    )
    assert told["https://note.example/x"][0] == "dead-link"
    assert "https://web.archive.org/web/*/https://note.example/x" in told["https://note.example/x"][2]
    assert told["https://source.example/a"][0] == told["https://auto.example/"][0] == "unsure-link"
    assert "https://web.archive.org/web/1/x" in told["https://source.example/a"][2]
    assert told["https://bracket.example/"][0] == "moved-link"
    assert checked.asked == 10
    assert heard[-1] == (10, 10)


def test_a_second_run_asks_only_for_what_was_not_good(content: Path) -> None:
    check_links(content, lambda _done, _total: None, ask=answer)
    asked = []

    async def listen(url: str) -> Answer:
        asked.append(url)
        return await answer(url)

    check_links(content, lambda _done, _total: None, ask=listen)
    assert set(asked) == {url for url, one in ANSWERS.items() if not one.is_good}
    check_links(content, lambda _done, _total: None, ask=listen, fresh=True)
    assert len(asked) == 4 + 10


def test_where_nothing_answers_it_is_the_network(content: Path) -> None:
    async def silence(_url: str) -> Answer:
        return Answer(0, "there is no such host")

    with pytest.raises(FileError, match="none of 10 web addresses gave an answer"):
        check_links(content, lambda _done, _total: None, ask=silence)
