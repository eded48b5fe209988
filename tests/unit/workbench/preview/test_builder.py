"""A preview's builds put the search index off, and the index is right in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build
from tests.serving import SIDECAR, served, write, write_archive


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = write_archive(tmp_path)
    write(content / "site.yaml", "title: Small\n")
    return content


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def index_of(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in files(site).items() if path.startswith("search/") and path.endswith(".js")}


def test_what_is_no_page_is_put_off_and_the_next_build_makes_it(content: Path, tmp_path: Path) -> None:
    """A title that is changed and changed back: what was put off is never taken for what it should have become."""
    site, article = tmp_path / "site", content / "articles" / "moon.md"
    text = article.read_text(encoding="utf-8")

    def built(*, pages_first: bool = False) -> dict[str, bytes]:
        build(BuildOptions(content, output=site, base_url="https://example.org/", jobs=1, pages_first=pages_first))
        return files(site)

    first = built()
    for title in ("Another moon", "The moon"):
        write(article, text.replace("title: ", f"title: {title}, ", 1))
        before, after = files(site), built(pages_first=True)
        changed = {path for path in after if after[path] != before.get(path)}
        assert "articles/moon/index.html" in changed
        assert {path for path in changed if not path.endswith((".html", ".site-builder.json"))} == set()
    whole = built()
    assert {path for path in whole if whole[path] != first.get(path)} >= {"articles/moon/card.png", "archive.json"}
    write(article, text)
    built(pages_first=True)
    again = built()
    build(BuildOptions(content, output=tmp_path / "fresh", base_url="https://example.org/", jobs=1, fresh=True))
    assert again == files(tmp_path / "fresh")


def test_an_index_that_is_put_off_stays_and_the_next_build_makes_it(content: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(BuildOptions(content, output=site, jobs=1))
    before = index_of(site)
    for round_ in range(2):  # twice: what was put off once is not forgotten by putting it off again
        write(content / "articles" / "moon.yaml", SIDECAR.replace("Up.", f"Upwards {round_}, as zeppelins do."))
        assert build(BuildOptions(content, output=site, jobs=1, pages_first=True)).exit_status == 0
        assert index_of(site) == before
        assert "zeppelins" in (site / "articles" / "moon" / "index.html").read_text(encoding="utf-8")
    build(BuildOptions(content, output=site, jobs=1))
    build(BuildOptions(content, output=tmp_path / "fresh", jobs=1, fresh=True))
    assert index_of(site) != before
    assert files(site) == files(tmp_path / "fresh")


def test_the_first_build_has_an_index_though_it_might_be_put_off(content: Path, tmp_path: Path) -> None:
    build(BuildOptions(content, output=tmp_path / "site", jobs=1, pages_first=True))
    assert index_of(tmp_path / "site")


def test_the_index_follows_when_nothing_changes_and_no_page_is_reloaded(content: Path, tmp_path: Path) -> None:
    with served(tmp_path) as preview:
        preview.built()
        before = index_of(preview.site)
        write(content / "articles" / "moon.yaml", SIDECAR.replace("Up.", "Upwards, as zeppelins do."))
        preview.built(2)
        version = preview.state()["version"]
        assert index_of(preview.site) == before
        preview.until(lambda: index_of(preview.site) != before)
        assert preview.state()["version"] == version
        assert preview.text.count("built: ") == 2
        write(content / "articles" / "moon.yaml", SIDECAR)
        preview.built(3)
        assert preview.state()["version"] != version
