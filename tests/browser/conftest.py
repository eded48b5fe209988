"""The shipped archive, built once and served under a project path, and pages in the system's Chromium.

A page fails its test for what stands in a reader's console (errors, warnings), for scripts that end in an error, and
for requests to other hosts; a test that provokes such a thing takes it out of `complaints` itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.pages_server import PROJECT, serve_as_pages
from tools.chromium import ARGUMENTS, ChromiumError, find_chromium

REPOSITORY = Path(__file__).resolve().parents[2]
NewPage = Callable[..., Page]


@dataclass(frozen=True)
class BuiltSite:
    """A built site: its folder, the address at which it is served, and a build without an address, to be opened."""

    folder: Path
    url: str
    unserved: Path

    @property
    def page_paths(self) -> list[str]:
        """Every page's address in the site, as in 'articles/moon/', without those that only lead to another."""
        return [path for path in self._index_paths if not self._leads_on(path)]

    @property
    def redirect_paths(self) -> list[str]:
        """The addresses that lead to where a page stands now."""
        return [path for path in self._index_paths if self._leads_on(path)]

    @property
    def _index_paths(self) -> list[str]:
        folders = (path.parent.relative_to(self.folder).as_posix() for path in self.folder.rglob("index.html"))
        return sorted("" if folder == "." else f"{folder}/" for folder in folders)

    def _leads_on(self, page_path: str) -> bool:
        return 'http-equiv="refresh"' in (self.folder / page_path / "index.html").read_text(encoding="utf-8")

    def file_url(self, page_path: str = "") -> str:
        """Return where the page is found when the folder is opened without a server."""
        return (self.unserved / page_path / "index.html").as_uri()


def build(content: Path, folder: Path, *options: str) -> str:
    """Build a site as its users do; return what the program says of it."""
    command = [sys.executable, "-m", "site_builder", "build", "--content", str(content), "--output", str(folder)]
    built = subprocess.run([*command, *options], cwd=REPOSITORY, capture_output=True, check=False, encoding="utf-8")
    assert built.returncode == 0, f"{content} does not build:\n{built.stdout}{built.stderr}"
    return built.stderr


def build_site(work: Path, files: Mapping[str, str]) -> BuiltSite:
    """Build a site of these content files, for use from a folder."""
    content = work / "content"
    for name, text in {"site.yaml": "title: A test\n", **files}.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build(content, work / "output")
    return BuiltSite(work / "output", (work / "output").as_uri() + "/", work / "output")


@pytest.fixture(scope="session")
def torture(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """tests/sites/torture, built from a copy and opened from its folder."""
    work = tmp_path_factory.mktemp("torture")
    shutil.copytree(REPOSITORY / "tests" / "sites" / "torture" / "content", work / "content")
    build(work / "content", work / "site")
    return BuiltSite(work / "site", (work / "site").as_uri() + "/", work / "site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The repository's content/, built from a copy (its cache stands beside it) and served under /repo-name/."""
    work = tmp_path_factory.mktemp("site")
    shutil.copytree(REPOSITORY / "content", work / "content")
    folder, unserved = work / "served" / PROJECT, work / "unserved"
    build(work / "content", unserved)
    build(work / "content", folder, "--base-url", f"https://example.org/{PROJECT}/")
    with serve_as_pages(folder) as url:
        yield BuiltSite(folder, url, unserved)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless, with a new profile; where there is none the tests fail, and say what to do."""
    try:
        chromium = find_chromium()
    except ChromiumError as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test complained of so far."""
    return []


@pytest.fixture
def new_page(browser: Browser, complaints: list[str]) -> Iterator[NewPage]:
    """A function that opens a watched page; it takes Playwright's context options (viewport, color_scheme …)."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        watch(page, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(["the page complained:", *complaints])


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A watched page as most readers have it: 1280 px wide, light, with scripts."""
    return new_page(viewport={"width": 1280, "height": 900})


def watch(page: Page, complaints: list[str]) -> None:
    """Note what the page complains of."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"console {message.type}: {message.text} {message.location['url']} ({page.url})")

    def on_request(request: Request) -> None:
        if urlsplit(request.url).hostname not in {None, "127.0.0.1"}:
            complaints.append(f"request to another host: {request.url} ({page.url})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error} ({page.url})"))
    page.on("request", on_request)
