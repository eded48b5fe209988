"""Serve a folder as GitHub Pages does: compressed, kept by browsers for ten minutes, 404.html for what is not there.

In: a folder of sites, each below a path of its own. Out: answers to a browser on this machine, and nothing in the log.
"""

from __future__ import annotations

import gzip
import mimetypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

COMPRESSED = {".css", ".html", ".js", ".json", ".jsonld", ".svg", ".txt", ".xml"}
LATE = {".jpg", ".png", ".svg", ".webp", ".woff2"}
LEVEL = 6
"""How hard gzip tries, of 9: the level of nginx and of zlib where nobody says another."""


def compressed(body: bytes) -> bytes:
    """Return the bytes as they travel; equal bytes give equal bytes."""
    return gzip.compress(body, LEVEL, mtime=0)


class PagesHandler(SimpleHTTPRequestHandler):
    """Answers to one browser; fonts and pictures may be late, so that what moves when they arrive is seen to."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, delay: float, directory: str) -> None:
        self.delay = delay
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = urlsplit(self.path).path
        path = Path(self.translate_path(address))
        if path.is_dir() and address.endswith("/"):
            path /= "index.html"
        if path.suffix in LATE:
            time.sleep(self.delay)
        if path.is_file():
            self._answer(HTTPStatus.OK, path)
        elif path.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{address}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._answer(HTTPStatus.NOT_FOUND, Path(self.directory, *address.split("/")[1:2], "404.html"))

    def _answer(self, status: HTTPStatus, path: Path) -> None:
        body = path.read_bytes() if path.is_file() else b"not found"
        self.send_response(status)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if path.suffix in COMPRESSED else kind)
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in COMPRESSED:
            body = compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


class PagesServer(ThreadingHTTPServer):
    """A server that a browser may leave in the middle of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def serve(folder: Path, *, delay: float = 0) -> Iterator[str]:
    """Serve the folder and give its address; fonts and pictures are late by so many seconds."""
    handler = partial(PagesHandler, directory=str(folder), delay=delay)
    with PagesServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
