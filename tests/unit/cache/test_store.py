"""The cache's file: what was put comes back, or nothing does. A build with a damaged cache is a build without one."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.build import BuildOptions, Report, build, cache_file, check
from site_builder.cache import store as store_module
from site_builder.cache.facts import ArticleFacts
from site_builder.cache.store import FactStore, Kept
from site_builder.problems import UnusableCacheError

FACTS = {"a.md": ArticleFacts('{"a":"ü🌙"}', "x\t{}", "body\n\0"), "b.md": ArticleFacts("{}", "", "")}
STATE = {"files": {"a.md": [1, 2, 3, 4, "x"]}, "content": "ü"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "cache.sqlite3"


def fill(path: Path, program: str = "1", facts: dict[str, ArticleFacts] = FACTS) -> None:
    store = FactStore(path, program)
    store.begin(empty=True)
    for file, kept in facts.items():
        store.put(file, f"key of {file}", kept)
    store.finish((), STATE)
    store.close()


def holds(path: Path, program: str = "1") -> bool:
    """Tell whether a cache is of use; what it then says must be what was put."""
    store = FactStore(path, program)
    state, outlines = store.state(), store.outlines()
    if outlines or state:
        assert state in ({}, STATE)
    for file, kept in outlines.items():
        assert kept == Kept(f"key of {file}", FACTS[file].outline)
        try:
            assert store.facts(file) == FACTS[file]._replace(outline="")
        except UnusableCacheError:
            store.close()
            return False
    store.close()
    return state == STATE and outlines.keys() == FACTS.keys()


def test_what_was_put_comes_back(path: Path) -> None:
    fill(path)
    assert holds(path)


def test_what_was_not_finished_is_not_there(path: Path) -> None:
    fill(path)
    store = FactStore(path, "1")
    store.begin(empty=False)
    store.put("a.md", "another key", ArticleFacts("other", "other", "other"))
    store.put("c.md", "key", ArticleFacts("c", "c", "c"))
    store.close()
    assert holds(path)


def test_articles_that_are_gone_are_forgotten_and_others_kept(path: Path) -> None:
    fill(path)
    store = FactStore(path, "1")
    store.begin(empty=False)
    store.finish(["a.md"], STATE)
    assert store.outlines().keys() == {"b.md"}
    with pytest.raises(UnusableCacheError):
        store.facts("a.md")
    store.close()
    assert sqlite3.connect(path).execute("select file from texts").fetchall() == [("b.md",)]


def test_a_cache_of_another_version_is_an_empty_one(path: Path) -> None:
    fill(path, program="1")
    assert FactStore(path, "2").state() == {}
    assert FactStore(path, "2").outlines() == {}
    fill(path, program="2")
    assert holds(path, program="2")
    assert not holds(path, program="1")


def test_a_cache_of_another_layout_is_an_empty_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    monkeypatch.setattr(store_module, "LAYOUT", "another")
    assert FactStore(path, "1").state() == {}


def test_an_empty_beginning_forgets_everything(path: Path) -> None:
    fill(path)
    store = FactStore(path, "1")
    store.begin(empty=True)
    store.finish((), STATE)
    assert store.outlines() == {}
    store.close()


def test_a_cache_that_is_not_there_is_an_empty_one(path: Path) -> None:
    store = FactStore(path, "1")
    assert (store.state(), store.outlines()) == ({}, {})
    assert not path.parent.exists()


def test_without_a_file_facts_are_kept_in_memory() -> None:
    store = FactStore(None, "1")
    assert (store.state(), store.outlines()) == ({}, {})
    store.begin(empty=True)
    store.put("a.md", "key", FACTS["a.md"])
    store.finish((), STATE)
    copy = pickle.loads(pickle.dumps(store))
    assert store.facts("a.md") == copy.facts("a.md") == FACTS["a.md"]._replace(outline="")


def test_reading_alone_leaves_the_file_as_it_was(path: Path) -> None:
    fill(path)
    before = path.read_bytes()
    store = FactStore(path, "1", read_only=True)
    assert store.outlines().keys() == FACTS.keys()
    store.begin(empty=True)
    store.put("a.md", "key", ArticleFacts("new", "new", "new"))
    store.finish(["b.md"], {})
    assert store.facts("a.md") == ArticleFacts("", "new", "new")
    assert store.facts("b.md") == FACTS["b.md"]._replace(outline="")
    store.close()
    assert path.read_bytes() == before


def test_another_process_opens_the_file_itself(path: Path) -> None:
    fill(path)
    store = FactStore(path, "1")
    assert store.outlines()
    copy = pickle.loads(pickle.dumps(store))
    assert copy.facts("a.md").body == FACTS["a.md"].body
    copy.close()
    store.close()


# ---------------------------------------------------------------- damage


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "cache.sqlite3"
    fill(path)
    return path.read_bytes()


def damaged(path: Path, data: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_cache_cut_off_anywhere_is_an_empty_one_or_says_so(path: Path, good: bytes) -> None:
    assert holds(damaged(path, good))
    places = {*range(0, len(good), 509), *range(200), len(good) - 1}
    assert [at for at in sorted(places) if holds(damaged(path, good[:at]))] == []


@settings(max_examples=300)
@given(data=st.data())
def test_flipped_bytes_are_never_told_as_facts(
    tmp_path_factory: pytest.TempPathFactory, good: bytes, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "flipped.sqlite3"
    garbled = bytearray(good)
    for _ in range(data.draw(st.integers(1, 3))):
        garbled[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    holds(damaged(path, bytes(garbled)))  # asserts that what is told is what was put


@pytest.mark.parametrize("table", ["about", "outlines", "texts"])
@pytest.mark.parametrize(
    "change", ["delete from {}", "drop table {}", "update {} set seal = x'00'", "alter table {} add x"]
)
def test_tables_that_were_changed_are_never_told_as_facts(path: Path, table: str, change: str) -> None:
    fill(path)
    with sqlite3.connect(path) as database:
        database.execute(change.format(table))
    assert not holds(path)


@pytest.mark.parametrize("column", ["key", "outline"])
def test_an_outline_that_was_changed_is_not_there(path: Path, column: str) -> None:
    fill(path)
    with sqlite3.connect(path) as database:
        database.execute(f"update outlines set {column} = 'x' where file = 'a.md'")
    assert FactStore(path, "1").outlines().keys() == {"b.md"}


def test_rows_that_were_exchanged_are_not_there(path: Path) -> None:
    fill(path)
    with sqlite3.connect(path) as database:
        database.execute("update texts set file = 'c.md' where file = 'a.md'")
        database.execute("update texts set file = 'a.md' where file = 'b.md'")
    with pytest.raises(UnusableCacheError, match=r"another text of a\.md"):
        FactStore(path, "1").facts("a.md")


def test_a_folder_that_takes_no_cache_is_told(path: Path) -> None:
    path.parent.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UnusableCacheError):
        FactStore(path, "1").begin(empty=True)


def test_a_cache_that_another_build_writes_is_waited_for_and_then_done_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "WAIT_SECONDS", 0.1)
    fill(path)
    first, second = FactStore(path, "1"), FactStore(path, "1")
    first.begin(empty=False)
    assert second.outlines().keys() == FACTS.keys()
    with pytest.raises(UnusableCacheError):
        second.begin(empty=False)
    first.finish((), STATE)
    second.begin(empty=False)
    second.finish((), STATE)
    for store in (first, second):
        store.close()


def test_a_text_that_another_build_has_replaced_is_not_taken_for_that_of_the_outline(path: Path) -> None:
    fill(path)
    first = FactStore(path, "1")
    assert first.outlines()["a.md"].key == "key of a.md"
    other = FactStore(path, "1")
    other.begin(empty=False)
    other.put("a.md", "key of other bytes", ArticleFacts("other", "other", "other"))
    other.finish((), STATE)
    with pytest.raises(UnusableCacheError):
        first.facts("a.md")


# ---------------------------------------------------------------- builds


SIDECAR = "annotations: [{id: bats, quote: has bats, note: It has none., speaker: ada}]\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    files = {
        "site.yaml": "title: Test\n",
        "speakers.yaml": "ada: {name: Ada}\n",
        "articles/moon.md": "---\ntitle: Moon\ndate: 2020\n---\n\nThe moon has bats.\n",
        "articles/moon.yaml": SIDECAR,
    }
    for file, text in files.items():
        place = tmp_path / "content" / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path / "content"


def site(content: Path, output: str) -> dict[str, bytes]:
    folder = content.parent / output
    report = build(BuildOptions(content=content, output=folder, jobs=1))
    assert report.problems == ()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cut(cache: Path) -> None:
    cache.write_bytes(cache.read_bytes()[:5000])


def garble(cache: Path) -> None:
    data = cache.read_bytes()
    cache.write_bytes(data[: len(data) // 2] + b"\0" * 500 + data[len(data) // 2 + 500 :])


def change_text(cache: Path) -> None:
    with sqlite3.connect(cache) as database:
        database.execute("update texts set notes = replace(notes, 'It has none', 'It has some')")


def make_a_folder(cache: Path) -> None:
    cache.unlink()
    cache.mkdir()


@pytest.mark.parametrize("damage", [cut, garble, change_text, make_a_folder, Path.unlink])
def test_a_build_with_a_damaged_cache_is_a_build_without_one(content: Path, damage: Callable[[Path], None]) -> None:
    site(content, "first")
    damage(cache_file(content))
    (content / "articles" / "sun.md").write_text("---\ntitle: Sun\n---\n\nThe sun.\n", encoding="utf-8")
    made = site(content, "second")
    shutil.copytree(content, content.parent / "elsewhere" / "content")
    assert made == site(content.parent / "elsewhere" / "content", "output")
    assert any(b"It has none" in data for data in made.values())


def test_a_cache_that_may_not_be_written_is_done_without(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site(content, "first")
    before = cache_file(content).read_bytes()
    (content / "articles" / "moon.yaml").unlink()
    connect = sqlite3.connect

    def connect_to_read(path: Path, **options: Any) -> Any:
        return connect(f"{path.as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_to_read)
    made = site(content, "second")
    assert cache_file(content).read_bytes() == before
    monkeypatch.undo()
    assert made == site(content, "third")


@pytest.mark.parametrize("when", ["begin", "put", "finish", "facts"])
def test_a_cache_that_is_lost_while_a_site_is_built(content: Path, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site(content, "first")
    sidecar = SIDECAR.replace("It has none", "None at all")
    (content / "articles" / "moon.yaml").write_text(sidecar, encoding="utf-8", newline="\n")
    call = getattr(FactStore, when)
    lost: list[str] = []

    def lose(self: FactStore, *args: object, **options: object) -> object:
        if not lost:
            lost.append(when)
            self.close()
            shutil.rmtree(cache_file(content).parent)
        return call(self, *args, **options)

    monkeypatch.setattr(FactStore, when, lose)
    made = site(content, "second")
    assert lost == [when]
    assert made == site(content, "third")


def test_a_check_leaves_the_cache_as_it_was(content: Path) -> None:
    report: Report = check(BuildOptions(content=content))
    assert report.exit_status == 0
    assert not cache_file(content).parent.exists()
    site(content, "first")
    before = cache_file(content).read_bytes()
    (content / "articles" / "moon.yaml").unlink()
    assert check(BuildOptions(content=content)).exit_status == 0
    assert cache_file(content).read_bytes() == before


def test_a_cache_does_not_grow_with_what_is_gone(content: Path) -> None:
    for number in range(5):
        article = content / "articles" / f"a{number}.md"
        article.write_text(f"---\ntitle: A{number}\n---\n\nText.\n", encoding="utf-8", newline="\n")
        site(content, "output")
        article.unlink()
    site(content, "output")
    for table in ("outlines", "texts"):
        rows = sqlite3.connect(cache_file(content)).execute(f"select file from {table}").fetchall()
        assert rows == [("articles/moon.md",)]


# ---------------------------------------------------------------- groups of the search index


def test_what_was_kept_of_a_group_comes_back_under_its_key(path: Path) -> None:
    fill(path)
    store = FactStore(path, "1")
    assert store.state()
    store.keep_group("0", "key", "data")
    store.keep_group("0", "other key", "other data")
    assert store.group("0", "key") is None
    assert store.group("0", "other key") == "other data"
    assert store.group("1", "other key") is None
    store.close()
    sqlite3.connect(path, isolation_level=None).execute("update search_groups set data = 'damaged'")
    assert FactStore(path, "1").group("0", "other key") is None


def test_groups_that_are_gone_are_forgotten(path: Path) -> None:
    store = FactStore(path, "1")
    store.begin(empty=True)
    store.finish([], {})
    for name in "abc":
        store.keep_group(name, "key", "data")
    store.forget_groups({"b", "d"})
    assert [store.group(name, "key") for name in "abc"] == [None, "data", None]
    FactStore(path, "1", read_only=True).forget_groups(set())
    assert store.group("b", "key") == "data"


def test_without_a_file_no_group_is_kept(tmp_path: Path) -> None:
    store = FactStore(None, "1")
    store.keep_group("0", "key", "data")
    assert store.group("0", "key") is None
    assert FactStore(tmp_path / "none.sqlite3", "1").group("0", "key") is None
