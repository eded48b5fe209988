"""A preview that follows the editor: builds into a folder of its own, in a process of its own, and reloads the browser.

Comes in: BuildOptions. Goes out: pages on a port, and news to whoever told to listen. The published output folder is
never touched, so that drafts and what a preview adds to its pages cannot be published.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from site_builder.build import BuildOptions, Report
from site_builder.folders import find_templates
from site_builder.problems import FileError, SiteError, UsageError
from site_builder.workbench.preview.builder import Began, Ended, Phase, look_at_sources, watch_and_build
from site_builder.workbench.preview.sources import Snapshot
from site_builder.workers import Beside

PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self' ws:; form-action 'self'; base-uri 'none'"
)
"""The published policy, opened for the socket by which livereload reloads a page."""

LISTEN_EVERY = 0.008
"""Seconds between two looks for news of the process that builds."""

NEIGHBORS = 20
"""How many ports after one that is taken are tried before any that is free."""

_EVERYBODY = {"0.0.0.0": "localhost", "::": "localhost", "": "localhost"}  # noqa: S104 - a name, nothing listens
"""Addresses that stand for all of a machine, and the name by which it calls itself."""


class Address(NamedTuple):
    """Where a preview is found; `taken` is the port that was asked for and belongs to another program, or 0."""

    url: str
    taken: int = 0
    is_public: bool = False
    """Whether other machines can reach it."""


class Listener(Protocol):
    """Hears what becomes of a preview."""

    def listening(self, address: Address) -> None: ...

    def phase(self, done_to: str, what: str, done: int, total: int) -> None: ...

    def changed(self, files: tuple[str, ...]) -> None: ...

    def ended(self, outcome: Report | SiteError) -> None: ...


def serve(options: BuildOptions, host: str, port: int, listener: Listener) -> None:
    """Serve a preview at http://host:port/, or at another port where that is taken, until interrupted.

    `options.templates` is the folder that the user named, None for templates/ as soon as there is one. A build that
    fails leaves the last good pages in place. Raises UsageError where there is no content folder or no such template
    folder, FileError where host and port cannot be had, and KeyboardInterrupt for the signals INT and TERM.
    """
    if not options.content.is_dir():
        raise UsageError(f"there is no content folder '{options.content}'", "name it with --content")
    find_templates(options.templates)
    with (
        _listen(host, port) as listening,
        tempfile.TemporaryDirectory(prefix="site-builder-", ignore_cleanup_errors=True) as folder,
    ):
        address = _address(host, port, listening)
        preview = replace(
            options, output=Path(folder, "site"), base_url=address.url, policy=PREVIEW_POLICY, drafts=True
        )
        listener.listening(address)
        with suppress(ValueError):  # signals are the main thread's
            signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
        running = _Preview(preview, host, listening, listener)
        try:
            asyncio.run(running.run())
        finally:
            running.stop()


# ---------------------------------------------------------------- host and port


def _listen(host: str, port: int) -> socket.socket:
    for number in (*range(port, min(port + NEIGHBORS, 65535) + 1), 0):
        try:
            return _open(host, number)
        except socket.gaierror as fault:
            message = f"cannot listen at {host}: {fault.strerror}"
            raise FileError(message, "name another one with --host") from fault
        except UnicodeError as fault:  # from encoding the name for the resolver
            message = f"cannot listen at {host}: it is no name of a host"
            raise FileError(message, "name another one with --host") from fault
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                message = f"cannot listen at {host}, port {number}: {os.strerror(fault.errno or 0)}"
                raise FileError(message, "name others with --host and --port") from fault
    raise FileError(f"no port of {host} is free", "name another host with --host")


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.getaddrinfo(host, port, family)  # tells of a host that is none better than what follows
    listening = socket.create_server((host, port), family=family, backlog=128)
    listening.setblocking(False)
    return listening


def _address(host: str, port: int, listening: socket.socket) -> Address:
    from site_builder.workbench.preview.server import in_url, is_loopback

    found: int = listening.getsockname()[1]
    url = f"http://{in_url(_EVERYBODY.get(host, host))}:{found}/"
    return Address(url, port if found != port else 0, not is_loopback(host))


# ---------------------------------------------------------------- the preview


class _Preview:
    """The server, in this process, and what it hears of the builds, in another."""

    def __init__(self, options: BuildOptions, host: str, listening: socket.socket, listener: Listener) -> None:
        from site_builder.workbench.preview.state import PreviewState

        self._options, self._host, self._listening, self._listener = options, host, listening, listener
        self._state = PreviewState(options.content)
        self._builder = self._start_builder(None)  # before the server's loop runs, of which it would have a copy

    async def run(self) -> None:
        """Serve until cancelled."""
        from tornado.httpserver import HTTPServer

        from site_builder.workbench.preview.server import make_application

        server = HTTPServer(make_application(self._options.output, self._state, self._host))
        server.add_socket(self._listening)
        try:
            while True:
                self._hear()
                await asyncio.sleep(LISTEN_EVERY)
        finally:
            server.stop()

    def stop(self) -> None:
        """End the process that builds."""
        self._builder.stop()

    def _start_builder(self, built: Snapshot | None) -> Beside:
        return Beside(watch_and_build, self._options, self._options.templates, built)

    def _hear(self) -> None:
        try:
            for message in self._builder.news():
                self._take(message)
        except EOFError:
            self._builder.stop()
            # Before it is told: who reads that may change something at once, which the next one has to see.
            self._builder = self._start_builder(look_at_sources(self._options, self._options.templates))
            hint = "there may be too little memory; the next change is built again"
            self._take(Ended(FileError("the process that builds was killed", hint)))

    def _take(self, message: Began | Phase | Ended) -> None:
        if isinstance(message, Began):
            self._listener.changed(message.changed)
        elif isinstance(message, Phase):
            self._listener.phase(message.done_to, message.what, message.total, message.total)
        elif message.is_aside:
            self._state.take_aside()
        else:
            from site_builder.workbench.preview.server import tell_browsers

            self._state.take(message.outcome)
            self._listener.ended(message.outcome)
            tell_browsers(self._state.version if self._state.is_good else "")
