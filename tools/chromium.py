"""Find the Chromium in which the browser tests and the audit run.

In: the variable CHROMIUM, PATH and the usual places. Out: its path; with `--install`, Debian's package where there is
none and the caller is root, else a sentence that names the command to run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")
WINDOWS_APPS = ("Chromium/Application/chrome.exe", "Google/Chrome/Application/chrome.exe")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""What the browser is started with: nothing that asks other hosts, or that a container does not have."""
DEBIAN_COMMANDS = (
    ("apt-get", "update", "--quiet=2"),
    ("apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", "chromium"),
)
HOW_TO_INSTALL = (
    "The tests in a browser and the audit need Chromium or Chrome. Install it:\n"
    "    sudo apt-get install chromium          (Debian)\n"
    "    sudo snap install chromium             (Ubuntu)\n"
    "    brew install --cask chromium           (macOS)\n"
    "    winget install Google.Chrome           (Windows)\n"
    "or name it: CHROMIUM=/path/to/chromium make test"
)


class ChromiumError(Exception):
    """There is no Chromium; the text says what to do."""


def app_paths() -> Iterator[Path]:
    """Yield where macOS and Windows keep the browser, installed for everyone or for one user."""
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        yield from (folder / app for app in MAC_APPS)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder_name := os.environ.get(variable):
            yield from (Path(folder_name) / app for app in WINDOWS_APPS)


def find_chromium() -> Path:
    """Return the browser's path; raises ChromiumError."""
    if named := os.environ.get("CHROMIUM"):
        if shutil.which(named) is None:
            raise ChromiumError(f"CHROMIUM={named} is not a program that can be run.")
        return Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    for path in app_paths():
        if path.is_file():
            return path
    raise ChromiumError(HOW_TO_INSTALL)


def may_install() -> bool:
    """Tell whether this is a Debian-like system and the caller its root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_chromium() -> Path:
    """Return the browser's path, after installing Debian's package where that is possible; raises ChromiumError."""
    try:
        return find_chromium()
    except ChromiumError:
        if os.environ.get("CHROMIUM") or not may_install():
            raise
    for words in DEBIAN_COMMANDS:
        print(" ".join(words), file=sys.stderr, flush=True)
        subprocess.run(words, check=True, stdout=sys.stderr, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    return find_chromium()


def main(arguments: Sequence[str]) -> int:
    """Print the browser's path, or what is missing, and return the exit status."""
    try:
        print(install_chromium() if "--install" in arguments else find_chromium())
    except ChromiumError as missing:
        print(missing, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"`{' '.join(failed.cmd)}` failed with status {failed.returncode}.\n{HOW_TO_INSTALL}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
