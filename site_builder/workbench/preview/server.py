"""The server of a preview: the built pages, with what reloads them put in, and a socket that says when.

Comes in: the folder of the site and the state. Goes out: answers to browsers. livereload carries the news; nothing here
builds, and nothing of what is added here stands in a file.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
from collections.abc import Awaitable
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from livereload.server import LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketHandler

from site_builder.publishing.journal import is_pending
from site_builder.publishing.staging import find_stage
from site_builder.workbench.preview.editing import GUARD_HEADERS, EditingHandler, EditingRights
from site_builder.workbench.preview.state import PreviewState

OWN_PATH = "/.site-builder/"
"""Where the preview's own files are found: no page of a site has an address with a dot in front."""

EDITING_SCRIPTS = ("edit", "relink", "form-controls", "source-rows", "note-form", "annotate")
"""The scripts by which pages edit, in the order in which they run."""

_ASSETS = Path(__file__).parent / "assets"
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_FOR_EVER = "max-age=31536000, immutable"
_WITH_DIGEST = re.compile(r"^(?:assets|media)/.*\.[0-9a-f]{8}\.\w+$")
_PATIENCE = 400
"""How many hundredths of a second a request waits while a build moves its files into place."""


def make_application(site: Path, state: PreviewState, host: str) -> Application:
    """Return the application that serves a site's folder to the readers at a host."""
    logging.getLogger("tornado").setLevel(logging.ERROR)  # what a browser asks for in vain is no news
    _Socket.live_css = False
    LiveReloadHandler.watcher = Watcher()
    hosts = allowed_hosts(host)
    rights = EditingRights(state.content, hosts) if hosts else None
    shared = {"state": state, "hosts": hosts}
    editing = [(rf"{OWN_PATH}edit/([a-z-]+)", EditingHandler, {"rights": rights})] if rights else []
    return Application(
        [
            *editing,
            (r"/livereload", _Socket),
            (r"/livereload\.js", _SocketScript),
            (rf"{OWN_PATH}state\.json", _StateHandler, shared),
            (rf"{OWN_PATH}([a-z-]+\.(?:js|css))", StaticFileHandler, {"path": str(_ASSETS)}),
            (r"/(.*)", _PageHandler, {"path": str(site), "default_filename": "index.html", "rights": rights, **shared}),
        ],
        log_function=lambda _handler: None,  # a line for each picture would hide what matters
        websocket_ping_interval=20,
    )


def tell_browsers(version: str) -> None:
    """Send word to all pages that are open, with the version that pages are of now: others are loaded anew."""
    LiveReloadHandler.reload_waiters(version)


def allowed_hosts(host: str) -> frozenset[str]:
    """Return the names by which pages may ask for a preview at a loopback address, or none where any name is fine.

    Another site's page could else read drafts, under a name of its own that leads here (DNS rebinding).
    """
    return frozenset((*_LOOPBACK, in_url(host))) if is_loopback(host) else frozenset()


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def in_url(host: str) -> str:
    """Return a host as addresses have it: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


class _Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    def check_origin(self, origin: str) -> bool:
        """Tell whether a page of this preview asks; livereload lets every page of the web listen."""
        return WebSocketHandler.check_origin(self, origin)


class _SocketScript(LiveReloadJSHandler):  # type: ignore[misc]
    def set_default_headers(self) -> None:
        """Let browsers keep the script: its address has the token of this run."""
        self.set_header("Cache-Control", _FOR_EVER)


def _refuse_other_names(request: HTTPServerRequest, hosts: frozenset[str]) -> None:
    name = _split(request)[0]
    if hosts and name not in hosts:
        raise HTTPError(403, reason="This preview is for this machine alone")


def _split(request: HTTPServerRequest) -> tuple[str, int]:
    """Return host and port by which a browser asked."""
    try:
        parts = urlsplit(f"//{request.host}")
        return in_url(parts.hostname or ""), parts.port or 80
    except ValueError:
        return "", 80


class _StateHandler(RequestHandler):
    """Answers what the preview is like now."""

    def initialize(self, state: PreviewState, hosts: frozenset[str]) -> None:
        self._state, self._hosts = state, hosts

    def get(self) -> None:
        _refuse_other_names(self.request, self._hosts)
        self.set_header("Cache-Control", "no-store")
        self.write(self._state.as_data())


class _PageHandler(StaticFileHandler):
    """Answers with the files of the site, all of one build, and the scripts of the preview in its pages."""

    def initialize(  # type: ignore[override]
        self, path: str, default_filename: str, state: PreviewState, hosts: frozenset[str], rights: EditingRights | None
    ) -> None:
        super().initialize(path, default_filename)
        self._rights = rights
        self._site, self._state, self._hosts = path, state, hosts

    def prepare(self) -> Awaitable[None]:
        _refuse_other_names(self.request, self._hosts)
        return self._until_files_rest()

    async def _until_files_rest(self) -> None:
        """Wait while a build moves its files: of what it moved and what it did not, no page is made."""
        for _ in range(_PATIENCE):
            try:
                if not is_pending(find_stage(self._site)):
                    return
            except OSError:  # the folder is not there
                return
            await asyncio.sleep(0.01)

    def set_extra_headers(self, path: str) -> None:
        """Let browsers keep what has a digest in its name, and nothing else: of twenty files they ask for one anew."""
        self.set_header("Cache-Control", _FOR_EVER if _WITH_DIGEST.search(path) else "no-store")

    def compute_etag(self) -> None:
        """Return none: what is stored is stored for ever, and what is not is never asked for again."""

    def should_return_304(self) -> bool:
        return False

    async def get(self, path: str, include_body: bool = True) -> None:
        page = self._page_at(path)
        if page:
            self._write_page(page.read_bytes())
        else:
            await super().get(path, include_body)

    def _page_at(self, path: str) -> Path | None:
        """Return the HTML file at a path of the site, None where there is none or something else."""
        site = Path(self._site).resolve()
        page = Path(self.get_absolute_path(self._site, self.parse_url_path(path)))
        if page.is_dir() and (not path or path.endswith("/")):
            page /= "index.html"
        return page if page.suffix == ".html" and page.is_file() and page.resolve().is_relative_to(site) else None

    def write_error(self, status_code: int, **_: object) -> None:
        if status_code != 404:
            self.finish(f"{status_code}: {escape(self._reason)}\n")
            return
        not_found = Path(self._site, "404.html")
        page = not_found if self._state.is_built and not_found.is_file() else _ASSETS / "waiting.html"
        self._write_page(page.read_bytes())
        self.finish()

    def _write_page(self, page: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        for name, value in GUARD_HEADERS.items() if self._rights else ():
            self.set_header(name, value)
        self.write(page.replace(b"</head>", self._scripts() + b"</head>", 1))

    def _scripts(self) -> bytes:
        """Return what a page of a preview has in its head; livereload's delays are in milliseconds."""
        host, port = _split(self.request)
        token = self._rights.token if self._rights else ""
        run = f"v={self._state.token}"  # with "v" tornado lets browsers keep its files
        editing = "".join(
            f'<script src="{OWN_PATH}{name}.js?{run}" data-token="{token}" defer></script>\n'
            for name in EDITING_SCRIPTS
            if token
        )
        return (
            f'{editing}<script src="{OWN_PATH}preview.js?{run}" data-version="{self._state.version}" defer></script>\n'
            f'<script src="/livereload.js?{run}&amp;host={escape(host)}&amp;port={port}'
            '&amp;mindelay=300&amp;maxdelay=2000" defer></script>\n'
        ).encode()
