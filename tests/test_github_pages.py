"""The site as GitHub Pages answers it, offline: under /repo-name/, case by case, with every address followed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import cli, terminal
from site_builder.build import BuildOptions, build
from tests.crawler import BASE, Page, crawl, follow
from tests.pages_server import Answer, answer

REPOSITORY = Path(__file__).resolve().parent.parent
MADE_FOR_ITS_PATH = {"404.html"}
"""Files that are not the same under another path, when their full addresses are put aside."""


def built(folder: Path, base_url: str, content: Path = REPOSITORY / "content") -> Path:
    assert build(BuildOptions(content, output=folder, base_url=base_url)).exit_status == 0
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("pages") / "site", BASE)


def files(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".")}


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/repo-name/", 200, ""),
        ("/repo-name", 301, "/repo-name/"),
        ("/repo-name/claims", 301, "/repo-name/claims/"),
        ("/repo-name/claims/", 200, ""),
        ("/repo-name/Claims/", 404, ""),
        ("/repo-name/404", 200, ""),
        ("/repo-name/feed.xml", 200, ""),
        ("/repo-name/feed.xml/", 404, ""),
        ("/repo-name/articles/no/such/article/", 404, ""),
        ("/repo-name//claims/", 404, ""),
        ("/repo-name/.site-builder.json", 404, ""),
        ("/repo-name/articles/%D9%82%D9%86%D9%88%D8%A7%D8%AA-%D8%A7%D9%84%D9%85%D8%B1%D9%8A%D8%AE/", 200, ""),
    ],
)
def test_the_server_answers_as_pages_does(site: Path, path: str, status: int, location: str) -> None:
    found = answer(site, path)
    assert (found.status, found.location) == (status, location)


def test_nothing_stands_outside_the_project(site: Path) -> None:
    assert answer(site, "/").status == answer(site, "/claims/").status == 404
    assert answer(site, "/claims/").body != (site / "404.html").read_bytes()


def test_every_address_answers(site: Path) -> None:
    assert crawl(site) == []


@pytest.mark.parametrize("depth", ["x", "x/", "articles/x/", "a/b/c/d/e"])
def test_the_page_for_what_is_not_there_works_at_any_depth(site: Path, depth: str) -> None:
    found = answer(site, f"/repo-name/{depth}")
    assert found.status == 404
    page = Page(found.body.decode())
    assert {one.removeprefix("#") for one in page.addresses if one.startswith("#")} <= page.ids
    addresses = [one for one in page.addresses if not one.startswith("#")]
    assert len(addresses) > 10
    answers: dict[str, Answer] = {}
    ids: dict[str, set[str]] = {}
    assert [fault for one in addresses for fault in follow(site, BASE + depth, one, answers, ids)] == []


def spoil(pattern: str, replacement: str, files: str = "*") -> Callable[[Path], None]:
    def change(site: Path) -> None:
        for path in sorted(site.rglob(files)):
            if path.suffix in {".html", ".css", ".xml", ".json", ".js"}:
                text = path.read_text(encoding="utf-8")
                if re.search(pattern, text):
                    path.write_text(re.sub(pattern, replacement, text, count=1), encoding="utf-8")
                    return
        pytest.fail(f"nothing has {pattern}")

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (spoil(r'href="\.\./claims/"', 'href="../Claims/"'), "answers 404"),
        (spoil(r'href="\.\./claims/"', 'href="../claims"'), "answers 301"),
        (spoil(r'href="\.\./claims/"', 'href="/claims/"'), "leads out of the project's path"),
        (spoil(r'href="#note-', 'href="#note-no-'), "has no such note"),
        (spoil(r'href="#main"', 'href="#mine"'), "has no such fragment"),
        (spoil(r"url\(\"?\.\./", "url(../no/"), "answers 404"),
        (spoil(r"<loc>https://site.example/repo-name/a", "<loc>https://site.example/repo-name/no"), "answers 404"),
        (spoil(r"https://site.example/repo-name/articles/[^<]*</id>", f"{BASE}no/</id>"), "answers 404"),
        (spoil(r'"articles/', '"articles/no-', "index.*.js"), "answers 404"),
        (spoil(r'src="[^"]*media/', 'src="no/media/'), "answers 404"),
    ],
)
def test_the_crawler_sees_a_broken_address(
    site: Path, tmp_path: Path, change: Callable[[Path], None], says: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    change(copy)
    found = crawl(copy)
    assert found
    assert any(says in fault for fault in found), found


def test_builds_for_a_domain_and_for_a_project_differ_where_they_must(site: Path, tmp_path: Path) -> None:
    at_a_domain = files(built(tmp_path / "domain", "https://site.example/"))
    in_a_project = files(site)
    assert at_a_domain.keys() == in_a_project.keys()
    full = b"https://site.example/repo-name/"
    differing = {
        path for path, data in in_a_project.items() if data.replace(full, b"https://site.example/") != at_a_domain[path]
    }
    assert differing == MADE_FOR_ITS_PATH
    untouched = {
        path
        for path in in_a_project
        if path.startswith(("assets/", "media/", "search/index.")) and path != "search/index.html"
    }
    assert len(untouched) > 20
    assert [path for path in untouched if in_a_project[path] != at_a_domain[path]] == []


def test_the_artifact_has_no_links_and_needs_no_hidden_file(site: Path) -> None:
    paths = list(site.rglob("*"))
    assert [path for path in paths if path.is_symlink()] == []
    assert [path for path in paths if path.is_file() and path.stat().st_nlink > 1] == []
    assert {path.name for path in paths if path.name.startswith(".")} == {".site-builder.json"}
    assert [path for path in paths if path.name.startswith("_")] == [], "Jekyll leaves these out"


@pytest.mark.parametrize(("share", "warned"), [(0.79, False), (0.81, True)])
def test_a_site_that_comes_near_the_limit_of_pages_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], share: float, *, warned: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: A\nsearch: {engine: none}\n", encoding="utf-8")
    assert cli.run(["build"]) == 0
    size = sum(len(data) for data in files(tmp_path / "output").values())
    capsys.readouterr()
    monkeypatch.setattr(terminal, "PAGES_LIMIT", size / share)
    assert cli.run(["build", "--base-url", "", "--fresh"]) == 0
    assert ("of the 1 GB that GitHub Pages takes" in capsys.readouterr().err) is warned
