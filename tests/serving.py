"""`site-builder serve` as its users run it: a process, what it prints, and its pages."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds: what has not come by then does not come, on a busy machine either."""


class Answer(NamedTuple):
    status: int
    text: str
    cache: str = ""
    """What its Cache-Control says."""


class Served:
    """A preview that runs in `folder`, which holds content/."""

    def __init__(self, folder: Path, *options: str, port: int = 0) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "site_builder", "serve", "--port", str(port or free_port()), *options]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={"PYTHONPATH": str(REPOSITORY), "PATH": "", "PYTHONUNBUFFERED": "1", "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.lines: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ""))

    @property
    def text(self) -> str:
        """All that it has printed by now."""
        return "".join(self.lines)

    @property
    def url(self) -> str:
        """The address that it tells."""
        self.wait_for(r"preview at (http://\S+)")
        return str(re.findall(r"preview at (http://\S+)", self.text)[0])

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def wait_for(self, pattern: str, times: int = 1) -> None:
        """Wait until it has printed something so many times."""
        deadline = time.monotonic() + PATIENCE
        while len(re.findall(pattern, self.text)) < times:
            assert time.monotonic() < deadline, f"{pattern} was not told {times} times:\n{self.text}"
            assert self.process.poll() is None, f"it ended with {self.process.returncode}:\n{self.text}"
            time.sleep(0.02)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something has happened."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, self.text
            time.sleep(0.05)

    def built(self, times: int = 1) -> None:
        """Wait until it was built so many times."""
        self.wait_for(r"(?m)^built: ", times)

    def get(self, path: str, host: str = "") -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": host} if host else {})
            response = connection.getresponse()
            return Answer(response.status, response.read().decode("utf-8"), response.headers.get("Cache-Control", ""))
        finally:
            connection.close()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.get("/.site-builder/state.json").text)
        return state

    @property
    def site(self) -> Path:
        """The folder that it builds into."""
        (site,) = self.folder.glob("site-builder-*/site")
        return site

    def end(self) -> int:
        """Interrupt it, as Ctrl-C does, and return its exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.wait()

    def wait(self) -> int:
        """Return the exit status once it has ended."""
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(folder: Path, *options: str, port: int = 0) -> Iterator[Served]:
    """Serve a preview, and end it in any case."""
    preview = Served(folder, *options, port=port)
    try:
        yield preview
    finally:
        if preview.process.poll() is None:
            preview.end()
        assert preview.process.stdout
        preview.process.stdout.close()


def write_archive(folder: Path) -> Path:
    """Write a small archive and return its content folder."""
    content = folder / "content"
    write(content / "site.yaml", "title: Small\nsearch: {engine: none}\n")
    write(content / "articles" / "moon.md", "---\ntitle: Moon\n---\n\nIt rose. Then it sank.\n")
    write(content / "articles" / "moon.yaml", SIDECAR)
    return content


SIDECAR = """\
annotations:
  - id: rose
    quote: It rose
    note: Up.
  - id: sank
    quote: it sank
    note: Down.
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
