"""Asking a server of our own: methods, statuses, redirects, one request per host at a time, and what is remembered."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from site_builder.workbench import link_answers
from site_builder.workbench.link_answers import Answer, ask_all


class Web:
    """A server that remembers what it was asked, and how many requests it had at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str | None] = set()
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                web.answer(self)

            def do_GET(self) -> None:
                web.answer(self)

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            self.asked.append((request.command, request.path))
            self.agents.add(request.headers["User-Agent"])
        time.sleep(0.02)
        path = request.path
        status = int(path[1:4]) if path[1:4].isdigit() else 200
        if path.startswith("/no-head") and request.command == "HEAD":
            status = 405
        request.send_response(status)
        target = {"/301": "/new", "/302": "/here", "/308": "/301", "/307": "/404", "/303": "/303"}.get(path)
        if target:
            request.send_header("Location", target)
        body = b"x" * (3_000_000 if path == "/no-head-large" else 2)
        request.send_header("Content-Length", str(len(body)))
        with self._lock:
            self._at_once -= 1  # before the answer leaves, upon which the next request may come
        request.end_headers()
        if request.command == "GET":
            with suppress(OSError):
                request.wfile.write(body)


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.server.shutdown()
    web.server.server_close()


def ask(web: Web, *paths: str, memory: Path | None = None) -> dict[str, Answer]:
    answers = ask_all([web.root + path for path in paths], memory, lambda _done, _total: None)
    return {url.removeprefix(web.root): answer for url, answer in answers.items()}


def test_head_comes_first_and_get_where_it_is_not_taken(web: Web) -> None:
    answers = ask(web, "/page", "/no-head", "/404")
    assert {path: answer.status for path, answer in answers.items()} == {"/page": 200, "/no-head": 200, "/404": 404}
    assert sorted(web.asked) == [
        ("GET", "/404"),
        ("GET", "/no-head"),
        *(("HEAD", path) for path in ("/404", "/no-head", "/page")),
    ]
    assert web.agents == {link_answers.AGENT}


def test_a_large_page_is_not_read_to_its_end(web: Web) -> None:
    assert ask(web, "/no-head-large")["/no-head-large"].status == 200


def test_redirects_are_followed_and_told_where_they_are_for_good(web: Web) -> None:
    answers = ask(web, "/301", "/302", "/308", "/307", "/303")
    assert answers["/301"] == Answer(200, "", f"{web.root}/new")
    assert answers["/302"] == Answer(200)
    assert answers["/308"] == Answer(200, "", f"{web.root}/new")
    assert answers["/307"].status == 404
    assert answers["/303"] == Answer(0, "it leads on and on")


def test_a_host_is_asked_one_thing_at_a_time(web: Web) -> None:
    ask(web, *(f"/page-{number}" for number in range(8)))
    assert web.most_at_once == 1
    assert len(web.asked) == 8


def test_what_cannot_be_asked_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_answers, "TIMEOUT", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        urls = [
            f"http://127.0.0.1:{silent.getsockname()[1]}/",
            "http://127.0.0.1:1/",
            "http://no.invalid/",
            "http://[x/",
        ]
        answers = ask_all(urls, None, lambda _done, _total: None)
    assert {answer.status for answer in answers.values()} == {0}
    assert [answers[url].reason for url in urls] == [
        "no answer within 0 seconds",
        "the host takes no connection",
        "there is no such host",
        "Invalid IPv6 URL",
    ]


def test_other_letters_in_an_address_are_encoded(web: Web) -> None:
    assert ask(web, "/größe?q=ü#ende")["/größe?q=ü#ende"].status == 200
    assert web.asked == [("HEAD", "/gr%C3%B6%C3%9Fe?q=%C3%BC")]


def test_good_answers_are_remembered_for_some_days_and_others_asked_again(web: Web, tmp_path: Path) -> None:
    memory = tmp_path / "cache" / "links.json"
    ask(web, "/page", "/404", memory=memory)
    web.asked.clear()
    assert ask(web, "/page", "/404", memory=memory)["/page"].status == 200
    assert {path for _, path in web.asked} == {"/404"}
    rows = json.loads(memory.read_text(encoding="utf-8"))
    memory.write_text(json.dumps({url: [status, to, at - 8 * 86_400] for url, (status, to, at) in rows.items()}))
    ask(web, "/page", memory=memory)
    assert ("HEAD", "/page") in web.asked


@pytest.mark.parametrize("text", ["", "[]", "{", '{"http://a/": []}', '{"http://a/": ["x", 1, 2]}', '{"a": 1}'])
def test_a_damaged_memory_is_none(web: Web, tmp_path: Path, text: str) -> None:
    memory = tmp_path / "links.json"
    memory.write_text(text, encoding="utf-8")
    assert ask(web, "/page", memory=memory)["/page"].status == 200
