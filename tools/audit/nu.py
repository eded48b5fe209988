"""Judge a built site with the Nu HTML checker (npm's vnu-jar, run by Java): every page and every SVG image.

In: the output folder. Out: the count of files and errors, and each error; AuditError where the checker did not see
every file or passed the broken samples beside this file. Nothing is written.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from tools.audit.report import AuditError, Check

REPOSITORY = Path(__file__).resolve().parents[2]
CHECKER = REPOSITORY / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
BROKEN = Path(__file__).resolve().parent / "broken"
JUDGED = (".html", ".svg")
JAVA_OPTIONS = ("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8")
# Not told: that other files are not judged, and that files are of another origin than a page's policy names ('self' is
# nobody there; the browser tests see a broken policy in the console).
UNTOLD = ".*(File was not checked|Resource violates Content Security Policy).*"
CHECKER_OPTIONS = (
    *("--format", "json", "--stdout", "--verbose", "--exit-zero-always"),
    *("--skip-non-html", "--also-check-svg", "--also-check-css", "--filterpattern", UNTOLD),
)
HOW_TO_INSTALL_JAVA = (
    "The Nu HTML checker needs Java 17 or newer. Install it:\n"
    "    sudo apt-get install default-jre-headless   (Debian, Ubuntu)\n"
    "    brew install openjdk                        (macOS)\n"
    "    winget install Microsoft.OpenJDK.21         (Windows)"
)


class Message(NamedTuple):
    """One message of the checker about one place."""

    path: Path
    line: int
    column: int
    is_error: bool
    text: str

    @property
    def is_about_css(self) -> bool:
        """Whether it speaks of CSS, of which the checker does not know today's (anchor positioning, @container)."""
        return self.text.startswith("CSS: ")

    def __str__(self) -> str:
        """Return the message as compilers print theirs."""
        return f"{self.path}:{self.line}:{self.column}: {'error' if self.is_error else 'warning'}: {self.text}"


def judged_files(folder: Path) -> set[Path]:
    """Return every page and image of the folder that the checker has to look at."""
    return {path.resolve() for path in folder.rglob("*") if path.suffix in JUDGED and path.is_file()}


def run_checker(folders: Iterable[Path]) -> tuple[list[Message], set[Path]]:
    """Return what the checker says about the folders, and the files that it saw; raises AuditError.

    One Java process for all of them: its start costs more than a hundred pages.
    """
    java = shutil.which("java")
    if java is None:
        raise AuditError(HOW_TO_INSTALL_JAVA)
    words = [java, *JAVA_OPTIONS, "-jar", str(CHECKER), *CHECKER_OPTIONS, *map(str, folders)]
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
    }  # elsewhere Java cannot open a file with another letter in its name
    done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8", env=environment)
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise AuditError(
            f"The Nu HTML checker gave no report:\n{done.stdout}{done.stderr}\n{HOW_TO_INSTALL_JAVA}"
        ) from None
    return [read_message(record) for record in report["messages"]], {
        Path(line).resolve() for line in done.stderr.splitlines()
    }


def read_message(record: dict[str, str | int]) -> Message:
    """Return the message of one record of the checker's JSON; what is not 'info' (errors, failures to read) counts."""
    path = Path(url2pathname(urlsplit(str(record.get("url", ""))).path)).resolve()
    line, column = int(record.get("lastLine", 0)), int(record.get("firstColumn", record.get("lastColumn", 0)))
    return Message(path, line, column, record["type"] != "info", str(record["message"]))


def judge(folder: Path) -> list[Message]:
    """Return the checker's messages about the folder; raises AuditError where they would be worth nothing."""
    expected = judged_files(folder)
    if not any(path.suffix == ".html" for path in expected):
        raise AuditError(f"{folder} has no pages: run `make site` first.")
    messages, seen = run_checker([folder, BROKEN])
    if unseen := expected - seen:
        raise AuditError(f"The Nu HTML checker did not look at {len(unseen)} files, such as {min(unseen)}.")
    passed = judged_files(BROKEN) - {message.path for message in messages if message.is_error}
    if passed:
        raise AuditError(f"The Nu HTML checker finds nothing wrong with {min(passed)}: its silence means nothing.")
    return [message for message in messages if BROKEN not in message.path.parents]


def check_folder(folder: Path) -> Check:
    """Return the check that no page and no image has an error; raises AuditError.

    Messages about CSS are told once each, below the line, and neither they nor warnings fail it.
    """
    messages = judge(folder)
    css = Counter(message.text for message in messages if message.is_about_css)
    rest = sorted(message for message in messages if not message.is_about_css)
    errors = [message for message in rest if message.is_error]
    warnings = [message for message in rest if not message.is_error]
    count = Counter(path.suffix for path in judged_files(folder))
    files = f"{count['.html']} pages, {count['.svg']} SVG images"
    line = f"Nu HTML checker: {files}, {len(errors)} errors, limit 0; {len(warnings)} warnings"
    notes = [f"     not counted, {times} times: {text}" for text, times in sorted(css.items())]
    return Check("\n".join([line, *notes, *map(str, warnings)]), tuple(map(str, errors)))
