"""Copy what the site uses in the browser from node_modules/ into templates/assets/vendor/, with the licences.

In: the table below and the packages that package-lock.json pins. Out: the vendor folder, made anew; its list of
libraries is written last, so that a folder with the list is a complete one. Nothing is downloaded here.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MODULES = REPOSITORY / "node_modules"
VENDOR = REPOSITORY / "templates" / "assets" / "vendor"
LIST_NAME = "LIBRARIES.txt"


@dataclass(frozen=True)
class Library:
    """An npm package, and which of its files the site needs under which name."""

    package: str
    files: dict[str, str]


FACE = "source-serif-4"
FACE_FILES = [
    f"{FACE}-{subset}-400-{style}.woff2" for subset in ("latin", "latin-ext") for style in ("normal", "italic")
]

LIBRARIES = (
    Library("lunr", {"lunr.min.js": "lunr.min.js", "LICENSE": "lunr.LICENSE.txt"}),
    Library(f"@fontsource/{FACE}", {f"files/{name}": name for name in FACE_FILES} | {"LICENSE": f"{FACE}.LICENSE.txt"}),
)


def copy_library(library: Library, modules: Path, vendor: Path) -> str:
    """Copy the library's files and return its line for the list; raises FileNotFoundError for a missing file."""
    package = modules / library.package
    facts = json.loads((package / "package.json").read_text(encoding="utf-8"))
    for source, name in library.files.items():
        shutil.copyfile(package / source, vendor / name)
    return f"{library.package} {facts['version']} ({facts['license']}): {', '.join(library.files.values())}\n"


def copy_libraries(modules: Path, vendor: Path) -> None:
    """Make the vendor folder anew from the installed packages; raises FileNotFoundError for what is not installed."""
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    lines = [copy_library(library, modules, vendor) for library in LIBRARIES]
    (vendor / LIST_NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> int:
    """Copy all libraries and return the exit status."""
    try:
        copy_libraries(MODULES, VENDOR)
    except FileNotFoundError as missing:
        print(
            f"{missing.filename} is missing: run `python tools/node.py npm ci --ignore-scripts` first", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
