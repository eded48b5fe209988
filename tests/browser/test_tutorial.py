"""The tutorial, run: its commands in an empty folder with a new environment, its note in Chromium, its push to a bare
repository that answers for GitHub.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder import __version__
from tests.browser.annotating import SEEN_WITHIN, annotate, form, save
from tests.clean_environment import add_dependencies, build_wheel

REPOSITORY = Path(__file__).resolve().parents[2]
TUTORIAL = REPOSITORY / "docs" / "pages" / "tutorial.md"
PREVIEW = "site-builder serve"
PATIENCE = 60.0
"""Seconds that a preview may take to tell its address."""


class Terminal:
    """A shell in a folder: what one command changes of environment and place, the next one finds."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment
        self.previews: list[subprocess.Popen[str]] = []
        self._kept = folder.parent / "kept"

    def run(self, command: str, answer: str = "") -> str:
        """Run a command at a terminal, type an answer where it is asked, and return all that is printed."""
        keep = f'code=$?; {{ pwd; env -0; }} > "{self._kept}"; exit $code'
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            ["bash", "-c", f"{command}\n{keep}"],
            cwd=self.folder,
            env=self.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.STDOUT,
        )
        os.close(theirs)
        printed = self._read(ours, answer)
        os.close(ours)
        self.status = process.wait()
        place, _, variables = self._kept.read_text(encoding="utf-8").partition("\n")
        self.folder = Path(place)
        self.environment = dict(one.split("=", 1) for one in variables.split("\0") if "=" in one)
        return printed

    def _read(self, terminal: int, answer: str) -> str:
        printed = b""
        while True:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # how Linux says that nobody writes any more
                data = b""
            if not data:
                return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed.decode()).replace("\r\n", "\n")
            printed += data
            if answer and printed.endswith(b"none: "):
                os.write(terminal, f"{answer}\n".encode())
                answer = ""

    def start_preview(self) -> str:
        """Start the preview, which goes on, and return what it prints first."""
        log = self.folder.parent / "preview.log"
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                PREVIEW.split(),
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.previews.append(process)
        deadline = time.monotonic() + PATIENCE
        while "built: " not in (printed := log.read_text(encoding="utf-8")):
            assert time.monotonic() < deadline, printed
            assert process.poll() is None, printed
            time.sleep(0.05)
        return printed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def terminal(tmp_path: Path, wheel: Path) -> Iterator[Terminal]:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / wheel.name).write_bytes(wheel.read_bytes())
    programs = tmp_path / "programs"  # this Python alone: nothing else of the environment of the tests
    programs.mkdir()
    (programs / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (programs / "python3").chmod(0o755)
    github = tmp_path / "github"
    subprocess.run(["git", "init", "--quiet", "--bare", str(github / "my-archive.git")], check=True)
    config = f'[user]\nname = Jane Doe\nemail = jane@example.org\n[url "{github.as_uri()}/"]\ninsteadOf = https://github.com/you/\n'
    (tmp_path / "gitconfig").write_text(config, encoding="utf-8")
    environment = {
        "PATH": f"{programs}:{os.defpath}:/usr/local/bin",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "COLUMNS": "1000",
        "TERM": "dumb",
        "PIP_NO_INDEX": "1",  # what the wheel needs is there: add_dependencies
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    terminal = Terminal(folder, environment)
    yield terminal
    for preview in terminal.previews:
        preview.terminate()
        preview.wait()


def steps() -> list[tuple[str, str]]:
    """The fenced blocks of the tutorial by language, in order."""
    text = TUTORIAL.read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what the tutorial says that it prints."""
    parts = re.split(r"^\$ (.+)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", "a block begins with a command"
    return list(zip(parts[1::2], parts[2::2], strict=True))


def as_pattern(expected: str) -> str:
    """Return a pattern of what is printed: … in a line of its own is any lines, within a line any words."""
    lines = [
        "(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + "\n" for line in expected.splitlines()
    ]
    return "".join(lines)


def carry_out(terminal: Terminal, block: str) -> None:
    for command, expected in commands(block):
        asked = re.search(r"^which place\? .*: (\w+)$", expected, re.MULTILINE)
        printed = terminal.start_preview() if command == PREVIEW else terminal.run(command, asked[1] if asked else "")
        assert re.fullmatch(as_pattern(expected) or "(?:.*\n)*", printed), (
            f"$ {command}\n{printed}\n--- not as told:\n{expected}"
        )
        if command.startswith("python3 -m venv"):
            add_dependencies(terminal.folder / ".venv")


def write_note(page: Page, url: str, text: str) -> None:
    """Do what the tutorial says of the form, with the words that it gives."""
    fields = dict(re.findall(r"^\| (\w+) \| `(.+)` \|$", text, re.MULTILINE))
    words = re.findall(r"select the words “(.+?)”", text)[0]
    source = re.findall(r"press “Add a source”, write `(.+?)` as its title", text)[0]
    page.goto(url)
    page.get_by_role("navigation").get_by_role("link", name="Articles").first.click()
    page.get_by_role("link", name="Mayor opens the new pool").click()
    page.wait_for_load_state("networkidle")
    annotate(page, words)
    form(page).get_by_label("Speaker").fill(fields["Speaker"])
    form(page).get_by_label("Verdict").select_option(fields["Verdict"])
    form(page).get_by_label("Basis").fill(fields["Basis"])
    form(page).get_by_label("Note", exact=True).fill(fields["Note"])
    form(page).get_by_role("button", name="Add a source").click()
    form(page).get_by_label("Title").fill(source)
    save(page)
    expect(page.locator("[data-note=cost-4-2-million]")).to_be_attached(timeout=SEEN_WITHIN)


def test_the_tutorial_is_true_to_the_letter(terminal: Terminal, page: Page) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    assert text.count(f"site_builder-{__version__}-py3") == text.count("site_builder-")
    url = ""
    for language, block in steps():
        if language == "text":
            (terminal.folder / "pool.txt").write_text(block, encoding="utf-8")
        elif language == "yaml":
            write_note(page, url, text)
            sidecar = terminal.folder / "content" / "articles" / "mayor-opens-the-new-pool.yaml"
            assert sidecar.read_text(encoding="utf-8").endswith(block)
        else:
            assert language == "console"
            carry_out(terminal, block)
        if terminal.previews and not url:
            log = (terminal.folder.parent / "preview.log").read_text(encoding="utf-8")
            url = re.findall(r"http://\S+", log)[0]
    archive = terminal.folder
    page.goto((archive / "output" / "articles" / "mayor-opens-the-new-pool" / "index.html").as_uri())
    expect(page.locator("mark[data-notes=cost-4-2-million]")).to_have_text("It cost 4.3 million")
    assert (archive / "output.zip").is_file()
    pushed = terminal.run("git --git-dir ../../github/my-archive.git ls-tree -r --name-only main")
    assert {"content/site.yaml", ".github/workflows/site.yml", "requirements.txt"} <= set(pushed.split())
    assert "output/index.html" not in pushed
    installed = terminal.run("pip install --dry-run --requirement requirements.txt")
    assert terminal.status == 0, installed
