"""The preview: its builds, with livereload's loop taken out, and what it says of hosts and ports, with the real one."""

from __future__ import annotations

import gc
import socket
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import livereload
import pytest

from site_builder.build import BuildOptions, Report
from site_builder.problems import FileError, SiteError, UsageError
from site_builder.workbench.serve import serve

Session = Callable[[Path, Callable[[], None]], None]
"""What happens while the preview is served: given the folder that is served and the callable that builds anew."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Small\nsearch: {engine: none}\n", encoding="utf-8", newline="\n")
    write_article(folder, "It rose.")
    return folder


def write_article(content: Path, text: str) -> None:
    (content / "articles" / "moon.md").write_text(f"---\ntitle: Moon\n---\n\n{text}\n", encoding="utf-8", newline="\n")


def write_sidecar(content: Path, quote: str) -> None:
    text = f"annotations:\n  - id: rose\n    quote: {quote}\n    note: Up.\n"
    (content / "articles" / "moon.yaml").write_text(text, encoding="utf-8", newline="\n")


def article_page(site: Path) -> str:
    return (site / "articles" / "moon" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def preview(content: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Session], list[Report | SiteError]]:
    """A function that plays a session and returns how its builds ended."""

    def run(session: Session) -> list[Report | SiteError]:
        watched: dict[str, Callable[[], None]] = {}

        def watch(_server: livereload.Server, path: str, build: Callable[[], None]) -> None:
            watched[path] = build

        def play(_server: livereload.Server, *, root: str, **_address: object) -> None:
            session(Path(root), watched[content.as_posix()])

        monkeypatch.setattr(livereload.Server, "watch", watch)
        monkeypatch.setattr(livereload.Server, "serve", play)
        told: list[Report | SiteError] = []
        serve(BuildOptions(content, output=content.parent / "output"), "127.0.0.1", 5500, told.append)
        return told

    return run


def test_a_change_is_built_in_a_folder_of_its_own(
    content: Path, preview: Callable[[Session], list[Report | SiteError]]
) -> None:
    folders: list[Path] = []

    def session(site: Path, rebuild: Callable[[], None]) -> None:
        folders.append(site)
        assert "It rose." in article_page(site)
        assert "unsafe-inline" in article_page(site)
        assert "http://127.0.0.1:5500/articles/moon/" in article_page(site)
        write_article(content, "It set.")
        rebuild()
        assert "It set." in article_page(site)

    reports = preview(session)
    assert [report.exit_status for report in reports] == [0, 0]
    assert not (content.parent / "output").exists()
    assert [folder.exists() for folder in folders] == [False]


def test_a_build_that_fails_is_told_and_leaves_the_last_good_pages(
    content: Path, preview: Callable[[Session], list[Report | SiteError]]
) -> None:
    def session(site: Path, rebuild: Callable[[], None]) -> None:
        good = article_page(site)
        write_sidecar(content, "It sank.")
        rebuild()
        (content / "site.yaml").write_bytes(b"title: Small\nverdicts: \xff\n")
        rebuild()
        content.rename(content.with_name("moved"))
        rebuild()
        assert article_page(site) == good

    _, misquoted, unreadable, gone = preview(session)
    assert isinstance(misquoted, Report)
    assert [problem.code for problem in misquoted.problems] == ["quote-not-found"]
    assert unreadable.exit_status == 2
    assert isinstance(gone, SiteError)
    assert str(gone).startswith("there is no content folder")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def refusal(content: Path, host: str, port: int) -> tuple[str, str]:
    """Return the sentence and the hint with which host and port are refused."""
    try:
        serve(BuildOptions(content), host, port, lambda _: None)
    except FileError as fault:
        return str(fault), fault.hint
    raise AssertionError("it was served, and then ended")


@pytest.fixture
def left_open() -> Iterator[None]:
    """Let tornado leave the socket open that it could not bind: the program ends there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


@pytest.mark.usefixtures("left_open")
def test_a_port_that_is_taken(content: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert refusal(content, "127.0.0.1", port) == (f"port {port} is taken", "name another one with --port")


@pytest.mark.usefixtures("left_open")
def test_an_address_of_another_machine(content: Path) -> None:
    port = free_port()
    message, hint = refusal(content, "203.0.113.7", port)  # RFC 5737: nobody's address
    assert message.startswith(f"cannot listen at 203.0.113.7, port {port}: ")
    assert not message.endswith(": None")
    assert hint == "name others with --host and --port"


def test_what_is_no_host(content: Path) -> None:
    message, hint = refusal(content, "no..host", free_port())
    assert message == "cannot listen at no..host: it is no name of a host"
    assert hint == "name another one with --host"


@pytest.mark.parametrize("host", ["::1", "[::1]", "::"])
def test_an_ipv6_address_is_refused_before_anything_is_built(content: Path, host: str) -> None:
    told: list[Report | SiteError] = []
    with pytest.raises(UsageError) as caught:
        serve(BuildOptions(content), host, free_port(), told.append)
    assert str(caught.value) == f"no page is reloaded at the IPv6 address {host}"
    assert told == []
