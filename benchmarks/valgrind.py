"""Count the CPU instructions of a command with valgrind, and find or install valgrind.

Instructions are counted, not timed: the count does not depend on what else the machine does. In: a command. Out: a
number; with `install_valgrind`, Debian's package where there is none and the caller is root.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.chromium import may_install

COUNTER = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
DEBIAN_COMMANDS = (
    ("apt-get", "update", "--quiet=2"),
    ("apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", "valgrind"),
)
HOW_TO_INSTALL = (
    "Counting instructions needs valgrind. Install it: sudo apt-get install valgrind (Debian, Ubuntu). "
    "It does not run on Windows, and on macOS on old releases only."
)


class ValgrindError(Exception):
    """There is no valgrind, or what it ran failed; the text says what to do."""


def find_valgrind() -> str:
    """Return the program's path; raises ValgrindError."""
    if found := shutil.which("valgrind"):
        return found
    raise ValgrindError(HOW_TO_INSTALL)


def install_valgrind() -> str:
    """Return the program's path, after installing Debian's package where that is possible; raises ValgrindError."""
    if not shutil.which("valgrind") and may_install():
        for words in DEBIAN_COMMANDS:
            print(" ".join(words), file=sys.stderr, flush=True)
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            done = subprocess.run(words, check=False, stdout=sys.stderr, env=environment)
            if done.returncode:
                raise ValgrindError(f"`{' '.join(words)}` failed with status {done.returncode}.\n{HOW_TO_INSTALL}")
    return find_valgrind()


def count_instructions(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run the command in the folder and return its own instructions, not its children's; raises ValgrindError."""
    with tempfile.TemporaryDirectory() as temporary:
        log = Path(temporary, "log")
        words = [find_valgrind(), *COUNTER, f"--log-file={log}", *command]
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")
        said = log.read_text(encoding="utf-8") if log.exists() else ""
    counted = COUNTED.search(said)
    if done.returncode or not counted:
        last = f"{done.stdout}{done.stderr}{said}"[-2000:]
        raise ValgrindError(f"`{' '.join(command)}` under valgrind ended with {done.returncode}:\n{last}")
    return int(counted[1].replace(",", ""))
