"""Articles are read again where something that they are made of has changed, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder import study, workers
from site_builder.cache.facts import ArticleFacts
from site_builder.cache.store import FactStore
from site_builder.inputs import Inputs
from site_builder.model import Config, Content, Speaker
from site_builder.problems import Location, Problem
from site_builder.study import WORTH_SHARING, Desk
from tests.unit.reading.content_folders import article, png, write_content

CONFIG = Config("Test")
SIDECAR = "annotations:\n  - {id: rose, quote: rose, note: x, sources: almanac}\n"
FILES: dict[str, str | bytes] = {
    "site.yaml": "title: Test",
    "speakers.yaml": "luna: {name: Luna}",
    "sources.yaml": "almanac: {title: An almanac}",
    "articles/moon.md": article("title: Moon", "The Moon rose. ![](moon.png)"),
    "articles/moon.yaml": SIDECAR,
    "articles/moon.png": png(3, 2),
    "articles/sun.md": article("title: Sun", "The Sun rose."),
    "articles/bare.md": article("title: Bare", "Nothing."),
    "pages/about.md": article("title: About"),
}


def kept(cache: Path) -> dict[str, tuple[str, str, ArticleFacts]]:
    """Return all that a cache holds of articles."""
    store = FactStore(cache, "1")
    found = {file: (*outline, store.facts(file)) for file, outline in store.outlines().items()}
    store.close()
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content", FILES)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite3"


class Read:
    """How one build read a content folder."""

    def __init__(self, root: Path, cache: Path, config: Config = CONFIG, jobs: int = 1) -> None:
        store = FactStore(cache, "1")
        kept = store.outlines()
        inputs = Inputs(root, (), (), "1", {})
        desk = Desk(inputs.folder, config, inputs.digests)
        desk.recall(kept)
        self.unread = desk.unread
        store.begin(empty=not kept)
        self.told: list[tuple[int, int]] = []
        desk.read(store, jobs, lambda done, total: self.told.append((done, total)))
        self.content, self.problems = desk.finish()
        store.finish(kept.keys() - set(desk.files), {"some": "state"})
        store.close()

    @property
    def found(self) -> tuple[Content, list[Problem]]:
        return self.content, self.problems


def test_all_articles_are_read_once(root: Path, cache: Path) -> None:
    first = Read(root, cache)
    assert first.unread == ["articles/bare.md", "articles/moon.md", "articles/sun.md"]
    assert first.told == [(3, 3)]
    second = Read(root, cache)
    assert (second.unread, second.told) == ([], [])
    assert second.found == first.found


def test_what_was_read_is_all_content(root: Path, cache: Path) -> None:
    content, problems = Read(root, cache).found
    assert problems == []
    assert [outline.article.title for outline in content.articles] == ["Bare", "Moon", "Sun"]
    assert [note.id for note in content.articles[1].notes] == ["rose"]
    assert content.config is CONFIG
    assert content.speakers == {"luna": Speaker("luna", "Luna", location=Location("speakers.yaml", 1, 1))}
    assert [page.slug for page in content.pages] == ["about"]
    assert content.files == ("articles/moon.png",)
    assert '"note_text":"x"' in kept(cache)["articles/moon.md"][2].notes


MOON, ALL = ["articles/moon.md"], ["articles/bare.md", "articles/moon.md", "articles/sun.md"]
CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "its text": (lambda root: write_content(root, {"articles/moon.md": article("title: Moon", "It rose.")}), MOON),
    "its notes": (lambda root: write_content(root, {"articles/moon.yaml": SIDECAR + "# x\n"}), MOON),
    "notes that are gone": (lambda root: (root / "articles/moon.yaml").unlink(), MOON),
    "notes that are new": (lambda root: write_content(root, {"articles/sun.yaml": SIDECAR}), ["articles/sun.md"]),
    "the size of its picture": (lambda root: write_content(root, {"articles/moon.png": png(4, 2)}), MOON),
    "a picture that is gone": (lambda root: (root / "articles/moon.png").unlink(), MOON),
    "the sources": (lambda root: write_content(root, {"sources.yaml": "almanac: {title: Another}"}), ALL),
    "sources that are gone": (lambda root: (root / "sources.yaml").unlink(), ALL),
    "its name": (lambda root: (root / "articles/sun.md").rename(root / "articles/star.md"), ["articles/star.md"]),
    "another article": (lambda root: write_content(root, {"articles/new.md": article()}), ["articles/new.md"]),
    "an article less": (lambda root: (root / "articles/sun.md").unlink(), []),
    "a speaker": (lambda root: write_content(root, {"speakers.yaml": "sol: {name: Sol}"}), []),
    "a page": (lambda root: write_content(root, {"pages/about.md": article("title: Us")}), []),
    "the same bytes": (lambda root: write_content(root, FILES), []),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_read_again_is_what_it_was_made_of(root: Path, cache: Path, what: str, tmp_path: Path) -> None:
    change, unread = CHANGES[what]
    Read(root, cache)
    change(root)
    again = Read(root, cache)
    assert again.unread == unread
    fresh = tmp_path / "fresh.sqlite3"
    assert again.found == Read(root, fresh).found
    assert kept(cache) == kept(fresh)


def test_whether_sources_are_required_is_part_of_it(root: Path, cache: Path) -> None:
    rated = "annotations: [{id: rose, quote: rose, basis: x, verdict: 'true'}]\n"
    write_content(root, {"articles/moon.yaml": rated})
    strict, lax = CONFIG, Config("Test", source_required_for_verdict=False)
    codes = [[problem.code for problem in Read(root, cache, config).problems] for config in (strict, lax, strict)]
    assert codes == [["verdict-without-source", "unknown-verdict"], ["unknown-verdict"], codes[0]]


def test_problems_are_told_again_without_reading_again(root: Path, cache: Path) -> None:
    write_content(
        root, {"articles/moon.yaml": SIDECAR.replace("quote: rose", "quote: fell"), "articles/sun.md": "---\n"}
    )
    first = Read(root, cache)
    again = Read(root, cache)
    assert again.unread == []
    assert again.problems == first.problems
    assert "quote-not-found" in {problem.code for problem in again.problems}


def test_what_articles_say_of_each_other_is_looked_at_anew(root: Path, cache: Path) -> None:
    write_content(root, {"articles/sun.md": article("title: Sun", "[x](moon.md#note-rose)")})
    assert Read(root, cache).problems == []
    write_content(root, {"articles/moon.yaml": SIDECAR.replace("id: rose", "id: rise")})
    again = Read(root, cache)
    assert again.unread == MOON
    assert [(problem.code, problem.location.file) for problem in again.problems] == [("broken-link", "articles/sun.md")]


def test_a_picture_that_cannot_be_read_is_told_at_every_build(root: Path, cache: Path) -> None:
    write_content(root, {"articles/moon.png": b"no picture"})
    for _ in range(2):
        assert [problem.code for problem in Read(root, cache).problems] == ["unreadable-picture"]


def test_a_picture_that_a_worker_could_not_read_is_told_where_it_is_named(root: Path, cache: Path) -> None:
    pictured = {f"articles/a{number:03}.md": article("title: A", "![](moon.png)") for number in range(WORTH_SHARING)}
    write_content(root, {**pictured, "articles/moon.png": b"no picture"})
    problems = [problem for problem in Read(root, cache, jobs=2).problems if problem.code == "unreadable-picture"]
    assert {problem.location.file for problem in problems} >= set(pictured)


def test_many_articles_are_read_in_processes_and_come_out_the_same(
    root: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_content(root, {f"articles/a{number:03}.md": article(f"title: A{number}") for number in range(WORTH_SHARING)})
    shared = Read(root, cache, jobs=2)
    assert shared.told[-1] == (WORTH_SHARING + 3, WORTH_SHARING + 3)
    assert [done for done, _ in shared.told] == sorted(done for done, _ in shared.told)
    alone = tmp_path / "alone.sqlite3"
    asked: list[int] = []

    def ask(jobs: int, *others: Any) -> Any:
        asked.append(jobs)
        return workers.share_out(jobs, *others)

    monkeypatch.setattr(study, "share_out", ask)
    assert Read(root, alone, jobs=1).found == shared.found
    assert kept(alone) == kept(cache)
    (root / "articles/sun.md").write_text("---\ntitle: S\n---\n\nS.\n", encoding="utf-8")
    Read(root, alone, jobs=4)
    assert asked == [1, 1], "one article is not worth a process"
