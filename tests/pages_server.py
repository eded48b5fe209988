"""A server that answers as GitHub Pages does for a project: nothing outside /repo-name/, and 404.html at any depth.

Comes in: the folder of a built site. Goes out: answers. Paths are case-sensitive; a folder without its slash is a
redirect; a page may be asked for without .html; files and folders whose names begin with a dot are not there, because
the artifact that is uploaded has none (actions/upload-pages-artifact, "hidden files").
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

PROJECT = "repo-name"


class Answer(NamedTuple):
    """What Pages answers: a status, the bytes, their media type, and where a redirect leads."""

    status: int
    body: bytes
    type: str = "text/html; charset=utf-8"
    location: str = ""


def answer(site: Path, address: str) -> Answer:
    """Return the answer for the path of an address, as it stands in a request."""
    path = unquote(urlsplit(address).path)
    if path == f"/{PROJECT}":
        return Answer(301, b"", location=f"/{PROJECT}/")
    if not path.startswith(f"/{PROJECT}/"):
        return Answer(404, b"There isn't a GitHub Pages site here.")
    below = path.removeprefix(f"/{PROJECT}/")
    if below and not below.endswith("/") and _find(site, below).is_dir():
        return Answer(301, b"", location=quote(f"{path}/"))
    place = _find(site, below)
    if not place.is_file():
        return Answer(404, (site / "404.html").read_bytes())
    return Answer(200, place.read_bytes(), mimetypes.guess_type(place.name)[0] or "application/octet-stream")


def _find(site: Path, below: str) -> Path:
    """Return the file or folder that a path means; one that is not there where it means none."""
    names = below.split("/")
    nothing = site / "nothing here"
    if any(name.startswith(".") for name in names) or "" in names[:-1] or not _is_spelled_so(site, names):
        return nothing
    place = site.joinpath(*names)
    if below.endswith("/") or not below:
        return place / "index.html" if place.is_dir() else nothing
    return place if place.exists() else place.with_name(f"{place.name}.html")


def _is_spelled_so(site: Path, names: list[str]) -> bool:
    """Tell whether the folders have these names letter by letter, on file systems too that do not mind."""
    place = site
    for name in filter(None, names[:-1]):
        if not place.is_dir() or name not in {child.name for child in place.iterdir()}:
            return False
        place /= name
    return True


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: object, site: Path) -> None:
        self._site = site
        super().__init__(*args)  # type: ignore[arg-type]  # as the base class wants them

    def do_GET(self) -> None:
        found = answer(self._site, self.path)
        self.send_response(found.status)
        self.send_header("Content-Type", found.type)
        self.send_header("Content-Length", str(len(found.body)))
        if found.location:
            self.send_header("Location", found.location)
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


class _Server(ThreadingHTTPServer):
    """A server that a browser may leave in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serve_as_pages(site: Path) -> Iterator[str]:
    """Serve a built site under /repo-name/ and give its address."""
    with _Server(("127.0.0.1", 0), partial(_Handler, site=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{PROJECT}/"
        server.shutdown()
