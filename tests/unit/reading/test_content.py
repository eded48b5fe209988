from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.config import load_config
from site_builder.model import Config, Content
from site_builder.problems import Problem
from site_builder.reading.articles import read_article
from site_builder.reading.links import Size
from site_builder.reading.register import Register
from tests.unit.reading.content_folders import ReadFolder, article, png, read_folder, write_content

REPOSITORY = Path(__file__).parents[3]

NOTE = """\
annotations:
  - id: rose
    quote: rose
    note: See [the sun](../sun.md).
    speaker: luna
    authors: desk
"""


def read(root: Path, files: dict[str, str | bytes], config: Config | None = None) -> ReadFolder:
    return read_folder(write_content(root, files), config or Config("A"))


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.location.file, problem.code) for problem in problems]


def test_a_whole_folder(tmp_path: Path) -> None:
    config = Config("A")
    content, articles, problems = read(
        tmp_path,
        {
            "site.yaml": "title: A",
            "speakers.yaml": "luna: {name: Luna}",
            "contributors/desk.yaml": "name: The desk",
            "sources.yaml": "a: {title: A}",
            "articles/sun.md": article(),
            "articles/sky/moon.md": article(text="The Moon rose. ![](moon.png)"),
            "articles/sky/moon.yaml": NOTE,
            "articles/sky/moon.png": png(3, 2),
            "assets/doc.pdf": b"",
            "pages/about.md": article("title: About", "[Moon](../articles/sky/moon.md#note-rose)"),
        },
        config,
    )
    assert problems == []
    assert content.config is config
    assert [found.article.file for found in content.articles] == ["articles/sky/moon.md", "articles/sun.md"]
    assert [note.id for note in content.articles[0].notes] == ["rose"]
    assert [note.id for note in articles[0].annotations] == ["rose"]
    assert articles[0].images[0].width == 3
    assert list(content.speakers) == ["luna"]
    assert list(content.contributors) == ["desk"]
    assert [page.slug for page in content.pages] == ["about"]
    assert content.files == ("articles/sky/moon.png", "assets/doc.pdf")


def test_an_empty_folder_has_no_content(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == (Content(Config("A")), (), [])


def test_every_bad_file_is_told_in_one_run(tmp_path: Path) -> None:
    content, _, problems = read(
        tmp_path,
        {
            "speakers.yaml": "luna: {}",
            "contributors.yaml": "desk: [",
            "sources.yaml": "a: {titel: A}",
            "articles/a.md": "no front matter",
            "articles/b.md": article("title: B\ndate: never"),
            "articles/b.yaml": "annotations:\n\t- id: x",
            "articles/c.yaml": NOTE,
            "articles/d.yml": NOTE,
            "pages/e.md": article("titel: E", "[x](f.md)"),
        },
    )
    assert codes(problems) == [
        ("articles/a.md", "no-front-matter"),
        ("articles/b.md", "bad-date"),
        ("articles/b.yaml", "tab-indentation"),
        ("articles/c.yaml", "orphan-sidecar"),
        ("articles/d.yml", "wrong-suffix"),
        ("contributors.yaml", "unclosed-bracket"),
        ("pages/e.md", "unknown-key"),
        ("sources.yaml", "unknown-key"),
        ("speakers.yaml", "missing-key"),
    ]
    assert [found.article.slug for found in content.articles] == ["b"]


def test_files_that_nothing_reads_are_told(tmp_path: Path) -> None:
    files = ["moon.md", "speeker.yaml", "pages/about.yaml", "contributors/a/b.yaml", "sources/a.yaml", "articles.md"]
    quiet: dict[str, str | bytes] = {
        "README.md": b"",
        "assets/a.yaml": b"",
        "notes.txt": b"",
        "speakers/a.yaml": "name: A",
    }
    _, _, problems = read(tmp_path, {**quiet, **dict.fromkeys(files, b"")})
    assert codes(problems) == [(file, "overlooked-file") for file in sorted(files)]


def test_reading_the_same_folder_gives_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"articles/moon.md": article(text="[x](y.md)"), "articles/moon.yaml": NOTE}
    assert read(tmp_path, files) == read(tmp_path, files)


def test_the_archive_that_ships_has_no_problems() -> None:
    config, settings_problems = load_config(REPOSITORY / "content")
    assert config is not None
    content, _, problems = read_folder(REPOSITORY / "content", config)
    assert (settings_problems, problems) == ([], [])
    assert len(content.articles) >= 6


# ---------------------------------------------------------------- whatever is in the files


def read_bytes(markdown: bytes, sidecar: bytes) -> None:
    read_article("articles/moon.md", markdown, sidecar, Register(), lambda _file: Size())


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_bytes_make_an_article_or_problems(markdown: bytes, sidecar: bytes) -> None:
    read_bytes(markdown, sidecar)


@given(st.data())
def test_any_damage_to_good_files_is_told_or_harmless(data: st.DataObject) -> None:
    files = [
        article("title: A\ndate: 2020\nimage: {src: a.png}", "*a* [b](c.md)[^1]\n\n[^1]: d").encode(),
        NOTE.encode(),
    ]
    damaged = []
    for good in files:
        start = data.draw(st.integers(0, len(good)))
        end = data.draw(st.integers(start, min(start + 6, len(good))))
        damaged.append(
            good[:start]
            + data.draw(st.binary(max_size=4) | st.sampled_from([b"\t", b": ", b" #", b"'", b"- ", b"["]))
            + good[end:]
        )
    read_bytes(*damaged)


@pytest.mark.parametrize(
    "repeated",
    [
        "The *Moon* [rose](https://example.org/)\n",
        "# Moon\n\n",
        "[a](b.md) ",
        "- `x`\n",
        "[",
        "![",
        "*a **b ",
        "^[",
        "|a|b|\n|-|-|\n\n",
    ],
)
def test_time_is_in_proportion_to_length(repeated: str) -> None:
    """So that an article of 20 MB is fine; a quadratic step would take 64 times as long for 8 times the text."""

    def seconds(count: int) -> float:
        data = article(text=repeated * count).encode()
        gc.disable()  # as timeit does: it would look through all that the tests before have left in memory
        try:
            start = time.process_time()
            read_bytes(data, b"")
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(10)
    assert min(seconds(4000) for _ in range(2)) < 24 * max(min(seconds(500) for _ in range(3)), 0.01)
