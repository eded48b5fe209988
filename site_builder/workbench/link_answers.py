"""What the web answers for addresses: asked politely, and remembered for a while.

In go addresses, out come answers. One host is asked one thing at a time; HEAD comes first, and GET where a server does
not take it or says that there is nothing: some know HEAD badly. What cannot be asked is an answer too, with status 0.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.httputil import HTTPHeaders

from site_builder import __version__

AGENT = f"site-builder/{__version__} (checks the links of an archive)"
TIMEOUT = 20.0
"""Seconds that an answer may take, the connection included: slow servers of archives do answer by then."""

AT_ONCE = 8
"""How many hosts are asked at the same time."""

MOST_REDIRECTS = 8
LARGEST = 1_000_000
"""Bytes of a page that are read, where a server sends one: its status is all that is wanted."""

FRESH_DAYS = 7
"""Days for which a good answer is believed; one that is not good is asked again at every run."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_HEAD_MAY_LIE = frozenset({0, 400, 403, 404, 405, 406, 410, 500, 501, 503})


class Answer(NamedTuple):
    """The status that an address ends in, 0 where there was no answer, and why; `moved_to` where it moved for good."""

    status: int
    reason: str = ""
    moved_to: str = ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


Ask = Callable[[str], Awaitable[Answer]]
Heard = Callable[[int, int], None]
"""Hears how many addresses of how many were asked."""


def ask_all(urls: Iterable[str], memory: Path | None, heard: Heard, ask: Ask | None = None) -> dict[str, Answer]:
    """Return the answer for each address; `memory` is a file of what was answered before, None to ask everything.

    `ask` stands in for the web in tests. A memory that cannot be read or written is done without.
    """
    wanted = sorted(set(urls))
    known = _recall(memory, time.time())
    answers = {url: known[url][0] for url in wanted if url in known}
    asked = asyncio.run(_ask([url for url in wanted if url not in answers], ask or ask_web, heard))
    now = time.time()
    _keep(memory, known | {url: (answer, now) for url, answer in asked.items() if answer.is_good})
    return {url: answers.get(url) or asked[url] for url in wanted}


async def _ask(urls: list[str], ask: Ask, heard: Heard) -> dict[str, Answer]:
    """Ask hosts side by side, and each host for one address after the other."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(_host_of(url), []).append(url)
    answers: dict[str, Answer] = {}
    few = asyncio.Semaphore(AT_ONCE)

    async def ask_host(of_host: list[str]) -> None:
        async with few:
            for url in of_host:
                answers[url] = await ask(url)
                heard(len(answers), len(urls))

    await asyncio.gather(*map(ask_host, hosts.values()))
    return answers


def _host_of(url: str) -> str:
    """Return the host of an address, with its port; what is no address is a host of its own."""
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return url


async def ask_web(url: str) -> Answer:
    """Ask for one address, and follow where it moved."""
    here, moved_to, is_for_good = url, "", True
    for _ in range(MOST_REDIRECTS):
        status, target = await _ask_once(here)
        if status not in _MOVED or not target:
            reason = target if status == 0 else ""
            return Answer(status, reason, moved_to if 200 <= status < 300 else "")
        here = urljoin(here, target)
        is_for_good = is_for_good and status in _FOR_GOOD
        moved_to = here if is_for_good else moved_to
        if urlsplit(here).scheme not in {"http", "https"}:
            return Answer(0, f"it leads to {here}")
    return Answer(0, "it leads on and on")


async def _ask_once(url: str) -> tuple[int, str]:
    """Return a status, and where the answer leads; with status 0 why there is none."""
    status, target = await _request(url, "HEAD")
    return await _request(url, "GET") if status in _HEAD_MAY_LIE else (status, target)


async def _request(url: str, method: str) -> tuple[int, str]:
    lines: list[str] = []
    headers = HTTPHeaders({"Accept": "text/html,*/*;q=0.5", "Accept-Language": "*"})
    try:
        request = HTTPRequest(
            _ascii(url),
            method,
            headers,
            user_agent=AGENT,
            follow_redirects=False,
            connect_timeout=TIMEOUT,
            request_timeout=TIMEOUT,
            header_callback=lines.append,
            streaming_callback=lambda _chunk: None,
            decompress_response=False,
        )
        client = AsyncHTTPClient(force_instance=True, max_body_size=LARGEST)
        try:
            response = await client.fetch(request, raise_error=False)
        finally:
            client.close()
    except (HTTPError, OSError, ValueError) as fault:
        status = _status_in(lines)  # a body that is too long ends the connection, after the status
        return (status, "") if status else (0, _reason_of(fault))
    return response.code, response.headers.get("Location", "")


def _status_in(lines: list[str]) -> int:
    parts = lines[0].split() if lines else []
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0


def _reason_of(fault: Exception) -> str:
    """Return why there is no answer, in a reader's words where there are any."""
    if isinstance(fault, socket.gaierror):
        return "there is no such host"
    if isinstance(fault, ssl.SSLError):
        return "its certificate is not valid"
    if isinstance(fault, ConnectionRefusedError):
        return "the host takes no connection"
    said = str(fault).removeprefix("HTTP 599: ")
    return f"no answer within {TIMEOUT:.0f} seconds" if "Timeout" in said else said or type(fault).__name__


def _ascii(url: str) -> str:
    """Return an address as it goes over the line: letters of other alphabets are encoded."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    netloc = parts.netloc.replace(host, host.encode("idna").decode(), 1) if not host.isascii() else parts.netloc
    rest = "".join(character if character.isascii() else _percent(character) for character in parts.path)
    query = "".join(character if character.isascii() else _percent(character) for character in parts.query)
    return parts._replace(netloc=netloc, path=rest, query=query, fragment="").geturl()


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


# ---------------------------------------------------------------- memory


def _recall(memory: Path | None, now: float) -> dict[str, tuple[Answer, float]]:
    """Return good answers that are young enough, with the time at which they came."""
    if memory is None:
        return {}
    try:
        rows: Mapping[str, list[object]] = json.loads(memory.read_bytes())
        found = {url: (Answer(int(str(row[0])), "", str(row[1])), float(str(row[2]))) for url, row in rows.items()}
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return {}
    return {url: (answer, at) for url, (answer, at) in found.items() if 0 <= now - at <= FRESH_DAYS * 86_400}


def _keep(memory: Path | None, answers: Mapping[str, tuple[Answer, float]]) -> None:
    if memory is None:
        return
    rows = {url: [answer.status, answer.moved_to, at] for url, (answer, at) in sorted(answers.items())}
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        beside = memory.with_name(f".{memory.name}.new")
        beside.write_text(json.dumps(rows, indent=0) + "\n", encoding="utf-8", newline="\n")
        beside.replace(memory)
    except OSError:
        return
