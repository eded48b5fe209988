"""Every problem that a site can have: the smallest site that has it, and the exact report.

A case is a folder `<code>/` or `<code>.<variant>/` of sites_invalid/ with `content/` and `expected.txt`; one with a
`templates/` is built, of one with `answers.txt` the web links are asked for, others are checked. `UPDATE_INVALID=1`
writes the reports anew: review the diff. A site that some systems cannot keep on disk (names that Windows refuses,
symbolic links) has its report there and is made when its test runs. `<code>/about.md` says what the code means and how
to repair it: docs/pages/problems/ is made from all of this.
"""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build, check
from site_builder.problems import ContentError, FileError, Problem, SiteError, UsageError
from site_builder.workbench.link_answers import Answer
from site_builder.workbench.link_check import check_links

CASES = Path(__file__).parent / "sites_invalid"
WITH_CONTENT = sorted(path for path in CASES.iterdir() if (path / "content").is_dir())
PACKAGE = Path(__file__).parent.parent / "site_builder"

SITE = "title: Invalid\n"
ARTICLE = "---\ntitle: The Moon\n---\n\nThe Moon rose.\n"


def report_of(content: Path) -> str:
    return "".join(map(as_text, check(BuildOptions(content=content)).problems))


def as_text(problem: Problem) -> str:
    file, line, column = problem.location
    hint = "".join(f"    {hint_line}\n" for hint_line in problem.hint.splitlines())
    return f"{file}:{line}:{column}: {problem.severity}[{problem.code}]: {problem.message}\n{hint}"


def report_of_build(case: Path, copy: Path) -> str:
    """Return what a build of a copy of the case reports: templates are used by builds alone."""
    shutil.copytree(case, copy)
    options = BuildOptions(copy / "content", copy / "templates", copy / "output")
    try:
        problems = build(options).problems
    except SiteError as fault:
        problems = fault.problems
    return "".join(map(as_text, problems)).replace(f"{copy.as_posix()}/", "")


def report_of_links(case: Path, copy: Path) -> str:
    """Return what is said of the web addresses of a copy of the case, where the web answers as answers.txt says."""
    shutil.copytree(case, copy)
    lines = (case / "answers.txt").read_text(encoding="utf-8").splitlines()
    answers = {url: Answer(int(status), "", *moved_to) for url, status, *moved_to in map(str.split, lines)}

    async def answer(url: str) -> Answer:
        return answers.get(url, Answer(200))

    return "".join(map(as_text, check_links(copy / "content", lambda _done, _total: None, ask=answer).problems))


@pytest.mark.parametrize("case", [pytest.param(path, id=path.name) for path in WITH_CONTENT])
def test_the_report_is_exactly_as_expected(case: Path, tmp_path: Path) -> None:
    if (case / "templates").is_dir():
        report = report_of_build(case, tmp_path / "copy")
    elif (case / "answers.txt").is_file():
        report = report_of_links(case, tmp_path / "copy")
    else:
        report = report_of(case / "content")
    if os.environ.get("UPDATE_INVALID"):
        (case / "expected.txt").write_text(report, encoding="utf-8", newline="\n")
    assert report == (case / "expected.txt").read_text(encoding="utf-8")
    assert f"[{case.name.partition('.')[0]}]: " in report


def write(root: Path, files: dict[str, str]) -> Path:
    for file, text in {"site.yaml": SITE, **files}.items():
        path = root / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return root / "content"


def reserved_name(root: Path) -> Path:
    return write(root, {"assets/con.txt": "", "assets/a:b.txt": ""})


def same_name(root: Path) -> Path:
    return write(root, {"assets/Moon.txt": "", "assets/moon.txt": ""})


def decomposed_name(root: Path) -> Path:
    content = write(root, {"assets/re\u0301/a.txt": "", "assets/u\u0308.txt": "", "assets/\u00fc.txt": ""})
    if (content / "assets" / "r\u00e9").exists():
        raise OSError("it takes the two forms of a name for one")
    return content


def link_out_of_content(root: Path) -> Path:
    content = write(root, {"articles/moon.md": ARTICLE})
    (root / "secret.md").write_text(ARTICLE, encoding="utf-8", newline="\n")
    (content / "articles" / "secret.md").symlink_to(root / "secret.md")
    (content / "articles" / "up").symlink_to(root)
    return content


def link_to_the_folder_around_it(root: Path) -> Path:
    content = write(root, {"articles/moon.md": ARTICLE})
    (content / "articles" / "again").symlink_to(content / "articles")
    return content


def link_to_nothing(root: Path) -> Path:
    content = write(root, {"articles/moon.md": ARTICLE})
    (content / "articles" / "sun.md").symlink_to(content / "articles" / "star.md")
    return content


def link_in_a_circle(root: Path) -> Path:
    content = write(root, {"articles/moon.md": ARTICLE})
    (content / "articles" / "self").symlink_to(content / "articles" / "self")
    return content


def pipe(root: Path) -> Path:
    content = write(root, {"articles/moon.md": ARTICLE})
    if not hasattr(os, "mkfifo"):
        raise OSError("no named pipes here")
    os.mkfifo(content / "articles" / "pipe.md")
    return content


MADE: dict[str, Callable[[Path], Path]] = {
    "reserved-name": reserved_name,
    "same-name": same_name,
    "decomposed-name": decomposed_name,
    "outside-content.link": link_out_of_content,
    "outside-content.circle": link_to_the_folder_around_it,
    "missing-file.circle": link_in_a_circle,
    "wrong-kind.pipe": pipe,
    "missing-file.link": link_to_nothing,
}
"""Sites that are made when their test runs, by the case that holds their report."""


@pytest.mark.parametrize("case", MADE)
def test_the_report_of_a_site_that_only_some_systems_can_keep(case: str, tmp_path: Path) -> None:
    try:
        content = MADE[case](tmp_path)
    except OSError as failure:
        pytest.skip(f"this system cannot keep such a file: {failure}")
    report = report_of(content)
    assert report == (CASES / case / "expected.txt").read_text(encoding="utf-8")


# ---------------------------------------------------------------- no code without a case

OF_GESTURES = {"nothing-selected"}
"""Codes of what an editor does in the preview, and no site can have: tests/unit/workbench/ has their tests."""

REPORTING = {"error", "warning", "error_here", "Finding", "Meaning", "_report", "_rule", "_error"}
"""What problems are made with: a code is the first or the second argument of one of these."""


def codes_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in REPORTING:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and _is_code(argument.value):
                    yield argument.value


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _is_code(text: str) -> bool:
    return "-" in text and text.replace("-", "").isalnum() and text == text.lower()


def test_every_report_is_compared() -> None:
    assert {report.parent.name for report in CASES.glob("*/expected.txt")} == {
        *MADE,
        *(case.name for case in WITH_CONTENT),
    }


def test_every_code_is_explained() -> None:
    codes = {code for path in PACKAGE.rglob("*.py") for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))}
    codes |= {fault.code for fault in (ContentError, FileError, UsageError)}
    assert {about.parent.name for about in CASES.glob("*/about.md")} == codes


def test_every_code_has_a_case() -> None:
    codes = {code for path in PACKAGE.rglob("*.py") for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))}
    reports = [report.read_text(encoding="utf-8") for report in CASES.glob("*/expected.txt")]
    cases = {code for code in codes if any(f"[{code}]: " in report for report in reports)}
    assert codes - cases == OF_GESTURES
    assert len(codes) > 50, "the codes were looked for in the wrong places"
