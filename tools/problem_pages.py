"""Write docs/pages/problems/: a page for every problem code, from what stands beside its smallest broken site.

In: tests/sites_invalid/<code>/, with about.md (what it means, how to repair it), the site, and the report that a test
compares with what the program says. Run it after a change there: a test compares the pages with what this makes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
CASES = REPOSITORY / "tests" / "sites_invalid"
PAGES = REPOSITORY / "docs" / "pages" / "problems"

LONGEST_LINE = 160
"""Characters of a line that a page shows."""

MOST_LINES = 40
"""Lines of a file that a page shows: a longer one does not show the smallest case."""

BARE_SETTINGS = "title: Invalid\n"
"""The site.yaml that most cases have, and no page needs to show."""

LANGUAGES = {".md": "markdown", ".yaml": "yaml", ".html": "jinja"}

HEADING = "## How to repair it\n"


def problem_pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    cases = sorted(path for path in CASES.iterdir() if path.is_dir())
    by_code = {code: list(group) for code, group in groupby(cases, key=lambda case: case.name.partition(".")[0])}
    pages = {f"{code}.md": "\n\n".join(_page(code, group)) + "\n" for code, group in by_code.items()}
    return {"README.md": _index(by_code), **pages}


def _page(code: str, cases: list[Path]) -> Iterator[str]:
    meaning, repair = _about(code)
    yield f"---\ntitle: {code}\n---"
    yield meaning
    examples = [example for case in cases if (example := list(_example(case)))]
    for number, example in enumerate(examples, start=1):
        yield "## Example" if len(examples) == 1 else f"## Example {number}"
        yield from example
    yield HEADING.strip()
    yield repair


def _about(code: str) -> tuple[str, str]:
    text = (CASES / code / "about.md").read_text(encoding="utf-8")
    meaning, heading, repair = text.partition(HEADING)
    if not heading:
        sys.exit(f"{code}/about.md has no line '{HEADING.strip()}'")
    return meaning.strip(), repair.strip()


def _example(case: Path) -> Iterator[str]:
    """Yield the files of a case and what is said of them."""
    if not (case / "expected.txt").is_file():
        return
    for file in sorted(path for path in case.rglob("*") if path.is_file() and path.parent != case):
        name = file.relative_to(case).as_posix().removeprefix("content/")
        shown = _shown(file)
        if shown == BARE_SETTINGS:
            continue
        yield f"`{name}`:"
        yield _block(LANGUAGES.get(file.suffix, "text"), shown) if shown else "(not shown: it is long, or no text)"
    yield "The program says:"
    yield _block("text", _harmless((case / "expected.txt").read_text(encoding="utf-8")))


def _shown(file: Path) -> str:
    """Return the text of a file, or '' where it is none, or long."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
    return _harmless(text) if text.count("\n") <= MOST_LINES and file.suffix != ".svg" else ""


def _harmless(text: str) -> str:
    """Return a text without what would hide or reorder, and with long lines cut."""
    visible = re.sub("[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\ufeff]", "\N{REPLACEMENT CHARACTER}", text)
    lines = (line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in visible.split("\n"))
    return "\n".join(lines)


def _block(language: str, text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _index(by_code: dict[str, list[Path]]) -> str:
    rows = [
        f"| [{code}]({code}.md) | {_severity(cases)} | {_first_sentence(code)} |" for code, cases in by_code.items()
    ]
    return "\n".join([_PREFACE, *rows]) + "\n"


def _severity(cases: list[Path]) -> str:
    reports = "".join(path.read_text(encoding="utf-8") for case in cases for path in case.glob("expected.txt"))
    code = cases[0].name.partition(".")[0]
    return " or ".join(kind for kind in ("error", "warning") if f"{kind}[{code}]" in reports) or "error"


def _first_sentence(code: str) -> str:
    meaning = " ".join(_about(code)[0].split())
    return re.split(r"(?<=[.]) (?=[A-Z`])", meaning)[0].replace("|", "\\|")


_PREFACE = """\
---
title: Problems
slug: problems
summary: What each message means, the smallest site that has it, and how to repair it.
---

Every message of `site-builder` has a code in brackets: `error[quote-not-found]`. Each has a page here: what it means,
the smallest site that has it, what is said, and how to repair it. An error stops the build; a warning does so with
`--strict` alone.

The pages are made by `python tools/problem_pages.py` from `tests/sites_invalid/`, where a test holds the messages to
what the program says.

| code | severity | what it means |
| --- | --- | --- |"""


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    pages = problem_pages()
    for old in PAGES.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {len(pages)} pages")
