"""The command line as a user meets it: exit statuses, what goes where, and that nothing is written by halves."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from site_builder import __version__, cli, cli_new, model
from site_builder.publishing.output import MANIFEST

REPOSITORY = Path(__file__).resolve().parent.parent

ARTICLE = "---\ntitle: The Moon\n---\n\nThe Moon rose over the harbour.\n"
SIDECAR = "annotations:\n  - id: rose\n    quote: The Moon rose\n    note: Up.\n"
BROKEN = "annotations:\n  - id: rose\n    quote: The Sun rose\n    note: Up.\n"


class Ended(NamedTuple):
    """How a command ended: its exit status and what it printed where."""

    status: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in a folder that holds a small archive."""
    write(tmp_path / "content" / "site.yaml", "title: Small\n")
    write(tmp_path / "content" / "articles" / "moon.md", ARTICLE)
    write(tmp_path / "content" / "articles" / "moon.yaml", SIDECAR)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Ended:
        status = cli.run(list(arguments))
        return Ended(status, *capsys.readouterr())

    return run


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of the last change of every file in a folder."""
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"site-builder {__version__}\n"


def test_a_build_says_on_standard_error_what_it_made(run: Run, tmp_path: Path) -> None:
    done = run("build")
    assert (done.status, done.stdout) == (0, "")
    assert re.match(r"read 1 article\nmade \d+ files\noutput: ", done.stderr)
    assert "no base_url: no feeds, no sitemap" in done.stderr
    assert (tmp_path / "output" / "articles" / "moon" / "index.html").is_file()
    assert not (tmp_path / "output" / "feed.xml").exists()


def test_a_base_url_brings_feeds_and_a_sitemap(run: Run, tmp_path: Path) -> None:
    assert run("build", "--base-url", "https://example.org/moon").status == 0
    made = files(tmp_path / "output")
    assert {"feed.xml", "feed.json", "corrections/feed.xml", "sitemap.xml"} <= made.keys()
    assert b"https://example.org/moon/articles/moon/" in made["sitemap.xml"]
    assert b'rel="canonical" href="https://example.org/moon/articles/moon/"' in made["articles/moon/index.html"]


def test_a_build_says_how_large_the_search_index_is(run: Run) -> None:
    done = run("build")
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("search")]
    assert re.fullmatch(r"search: \d+ terms in 2 documents, 1 kB compressed \(budget 1,024 kB\)", line)
    assert "warning" not in done.stderr


def test_a_search_index_over_its_budget_is_cut_into_pieces(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "site.yaml", "title: Small\nsearch: {budget_kb: 2}\n")
    assert "piece" not in run("build").stderr
    words = " ".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(100))
    write(tmp_path / "content" / "articles" / "moon.md", f"{ARTICLE}\n{words}\n")
    done = run("build")
    assert (done.status, done.stdout) == (0, "")
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("search")]
    pattern = r"search: \d+ terms in 2 documents, in 1 piece, of which a word loads \d+ kB compressed"
    assert re.fullmatch(pattern, line)


def test_no_search_no_budget(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "site.yaml", "title: Small\nsearch: {engine: none, budget_kb: 1}\n")
    assert "search" not in run("build").stderr


def test_a_second_build_writes_nothing(run: Run, tmp_path: Path) -> None:
    run("build")
    before = states(tmp_path / "output")
    assert run("build").stderr.startswith("output: nothing has changed, ")
    assert states(tmp_path / "output") == before
    assert "(0 written," in run("build", "--fresh").stderr
    assert states(tmp_path / "output") == before


def test_errors_in_the_content_are_status_1_and_leave_the_output_as_it_was(run: Run, tmp_path: Path) -> None:
    run("build")
    before = files(tmp_path / "output")
    write(tmp_path / "content" / "articles" / "moon.yaml", BROKEN)
    done = run("build")
    assert done.status == 1
    assert done.stdout.startswith("content/articles/moon.yaml:3:12: error[quote-not-found]: ")
    assert done.stderr == "read 1 article\n1 error\nnothing was written\n"
    assert files(tmp_path / "output") == before


def test_check_writes_nothing(run: Run, tmp_path: Path) -> None:
    assert run("check").status == 0
    assert not (tmp_path / "output").exists()


def test_problems_as_json_are_one_object_a_line_and_nothing_else(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "articles" / "moon.yaml", BROKEN + "  - id: x\n    quote: over\n    nota: Up.\n")
    done = run("check", "--format", "json")
    problems = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(problem) for problem in problems] == [
        ["file", "line", "column", "severity", "code", "message", "hint"]
    ] * len(problems)
    assert [(problem["line"], problem["code"]) for problem in problems] == [
        (3, "quote-not-found"),
        (7, "unknown-key"),
    ]


def test_of_many_problems_twenty_are_shown_and_the_command_for_all(run: Run, tmp_path: Path) -> None:
    entries = "".join(f"  - id: a{number}\n    quote: Sun\n    note: x\n" for number in range(24))
    write(tmp_path / "content" / "articles" / "moon.yaml", f"annotations:\n{entries}")
    few, every = run("check", "--strict"), run("check", "--strict", "--all")
    assert few.stdout.count("error[") == 20
    assert few.stderr.endswith("and 4 problems more: site-builder check --strict --all\n24 errors\n")
    assert every.stdout.count("error[") == 24
    assert "more" not in every.stderr
    assert len(run("check", "--format", "json").stdout.splitlines()) == 24


def test_errors_are_shown_before_warnings_where_not_all_are(run: Run, tmp_path: Path) -> None:
    cut = "".join(f"  - id: a{number}\n    quote: The Moon ros\n    note: x\n" for number in range(24))
    write(
        tmp_path / "content" / "articles" / "moon.yaml", f"annotations:\n{cut}  - id: b\n    quote: Sun\n    note: x\n"
    )
    shown = run("check").stdout
    assert (shown.count("error["), shown.count("warning[")) == (1, 19)
    assert shown.index("error[") > shown.index("warning[")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["check", "--content", "nowhere"], "wrong-usage", "there is no content folder 'nowhere'"),
        (["check", "--jobs", "0"], "wrong-usage", "Invalid value for '--jobs'"),
        (["chekc"], "wrong-usage", "No such command 'chekc': did you mean 'check'?"),
    ],
)
def test_wrong_usage_is_told_to_programs_too(run: Run, arguments: list[str], code: str, says: str) -> None:
    done = run(*arguments, "--format", "json")
    problem = json.loads(done.stdout)
    assert (done.status, problem["severity"], problem["file"], problem["code"]) == (2, "error", "", code)
    assert says in problem["message"]
    assert "error" not in done.stderr
    assert run(*arguments, "--format=github").stdout.startswith(f"::error title={code}::{says}")


def test_a_template_error_is_told_to_programs_with_its_place(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "templates" / "article.html", "first line\n{{ nothing.here }}\n")
    done = run("build", "--format", "json")
    problem = json.loads(done.stdout)
    assert (done.status, problem["file"], problem["line"]) == (2, "templates/article.html", 2)
    assert problem["code"] == "template-error"
    write(tmp_path / "templates" / "languages" / "en.yaml", "words:\n  speekers: Voices\n  speakers: [a]\n")
    problems = [json.loads(line) for line in run("build", "--format", "json").stdout.splitlines()]
    assert [(problem["file"], problem["line"]) for problem in problems] == [
        ("templates/languages/en.yaml", 2),
        ("templates/languages/en.yaml", 3),
    ]


def test_problems_as_workflow_commands(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "articles" / "moon.yaml", BROKEN)
    (line,) = run("check", "--format", "github").stdout.splitlines()
    assert line.startswith("::error file=content/articles/moon.yaml,line=3,col=12,title=quote-not-found::")
    assert "%0A" in line


def test_warnings_are_errors_when_strict(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "articles" / "moon.yaml", SIDECAR.replace("The Moon rose", "The Moon ros"))
    relaxed, strict = run("check"), run("check", "--strict")
    assert (relaxed.status, strict.status) == (0, 1)
    assert "warning[quote-cuts-word]" in relaxed.stdout
    assert "error[quote-cuts-word]" in strict.stdout


def test_errors_in_the_settings_are_status_2_and_all_are_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "site.yaml", "title: Small\ntagline: [a, b]\nlanguage: en\nlangauge: de\n")
    write(tmp_path / "content" / "articles" / "moon.yaml", BROKEN)
    done = run("check")
    assert done.status == 2
    assert "site.yaml:4:1: error[unknown-key]" in done.stdout
    assert "error[quote-not-found]" in done.stdout


def test_a_verdict_whose_settings_are_wrong_is_not_unknown_besides(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "content" / "site.yaml", "title: Small\nverdicts: [{key: so, labell: So}]\n")
    sidecar = SIDECAR.replace("note: Up.", "verdict: so\n    basis: Seen.\n    sources: [{title: Log}]")
    write(tmp_path / "content" / "articles" / "moon.yaml", sidecar)
    problems = [json.loads(line) for line in run("check", "--format", "json").stdout.splitlines()]
    assert [(problem["file"], problem["code"]) for problem in problems] == [("content/site.yaml", "unknown-key")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "--content", "nowhere"], "there is no content folder 'nowhere'"),
        (["build", "--templates", "nowhere"], "there is no template folder nowhere"),
        (["build", "--base-url", "example.org"], "'example.org' cannot be the base_url"),
        (["build", "--base-url", "https://example.org/?q=1"], "cannot be the base_url"),
        (["build", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["build", "--output", "content/site"], "lies in content, which the site is made from"),
        (["build", "--output", "content/site.yaml"], "lies in content"),
        (["check", "--output", "content/site"], "lies in content"),
        (["build", "--output", ""], "contains content, which the site is made from"),
        (["build", "--output", "."], "contains content"),
        (["build", "--format", "xml"], "Invalid value for '--format'"),
        (["biuld"], "No such command 'biuld'"),
        ([], "Usage: site-builder"),
    ],
)
def test_wrong_usage_is_status_2_and_says_so(run: Run, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_empty_content_folder_is_status_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("build", "--content", "empty")
    assert done.status == 2
    assert done.stdout.startswith("empty/site.yaml:1:1: error[missing-settings]: ")


def test_a_foreign_file_in_the_way_is_status_3(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "output" / "index.html", "mine")
    done = run("build")
    assert done.status == 3
    assert "output/index.html was not written by site-builder and is left alone" in done.stderr.replace("\\", "/")
    assert files(tmp_path / "output") == {"index.html": b"mine"}


def test_foreign_files_beside_the_site_stay(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "output" / "CNAME", "example.org")
    first = run("build")
    assert first.status == 0
    assert "1 file of others in output left alone" in first.stderr
    write(tmp_path / "content" / "articles" / "sun.md", ARTICLE.replace("Moon", "Sun"))
    run("build")
    (tmp_path / "content" / "articles" / "sun.md").unlink()
    assert " 0 removed)" not in run("build").stderr
    assert files(tmp_path / "output")["CNAME"] == b"example.org"


def test_a_folder_that_may_not_be_written_is_status_3(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", source, None, target)

    monkeypatch.setattr(os, "replace", refuse)
    done = run("build")
    assert done.status == 3
    assert done.stderr.count("error") == 1
    assert re.search(
        r"^error: cannot write into output \(output/\S+\): Permission denied\n\Z", done.stderr, re.MULTILINE
    )
    assert files(tmp_path / "output") == {}


def test_templates_that_are_a_file_are_not_passed_over(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "templates", "a file")
    done = run("build")
    assert done.status == 2
    assert "there is no template folder templates" in done.stderr


@pytest.mark.parametrize("file", ["article.html", "assets/css/base.css"])
def test_templates_and_style_sheets_are_utf8(run: Run, tmp_path: Path, file: str) -> None:
    path = tmp_path / "templates" / file
    path.parent.mkdir(parents=True)
    path.write_bytes("Gr\xfc\xdfe".encode("latin-1"))
    done = run("build")
    assert done.status == 2
    assert "is not UTF-8" in done.stderr


def test_a_picture_that_cannot_be_read_is_status_3(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "content" / "articles" / "moon.md", f"{ARTICLE}\n![Moon](moon.svg)\n")
    write(tmp_path / "content" / "articles" / "moon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "moon.svg":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = run("build")
    assert done.status == 3
    assert "moon.svg: Permission denied" in done.stderr


def test_a_template_error_names_template_line_and_page(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "templates" / "article.html", "first line\n{{ nothing.here }}\n")
    done = run("build")
    assert done.status == 2
    assert "templates/article.html:2: the template fails on page /articles/moon/: 'nothing' is undefined" in done.stderr
    assert not (tmp_path / "output" / "index.html").exists()


def test_a_template_with_wrong_syntax_names_its_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "templates" / "article.html", "first line\n{% endif %}\n")
    done = run("build")
    assert done.status == 2
    assert "templates/article.html:2: " in done.stderr


def test_templates_of_ones_own_shadow_files_blocks_and_assets(run: Run, tmp_path: Path) -> None:
    block = '{% extends "shipped/base.html" %}{% block footer %}<footer>Ours</footer>{% endblock %}'
    write(tmp_path / "templates" / "base.html", block)
    write(tmp_path / "templates" / "page.html", "whole")
    write(tmp_path / "templates" / "assets" / "img" / "favicon.svg", "<svg/>")
    write(tmp_path / "content" / "pages" / "about.md", "---\ntitle: About\n---\n\nUs.\n")
    assert run("build").status == 0
    made = files(tmp_path / "output")
    assert made["about/index.html"] == b"whole"
    assert b"<footer>Ours</footer>" in made["articles/moon/index.html"]
    assert [data for path, data in made.items() if path.startswith("assets/img/favicon.")] == [b"<svg/>"]


def test_two_builds_are_equal_byte_for_byte(run: Run, tmp_path: Path) -> None:
    run("build", "--output", "one")
    run("build", "--output", "two/three")
    one, two = files(tmp_path / "one"), files(tmp_path / "two" / "three")
    assert one == two
    assert MANIFEST in one


@pytest.mark.usefixtures("run")
def test_a_reader_that_goes_away_is_no_error_of_ours(tmp_path: Path) -> None:
    entries = "".join(f"  - id: a{number}\n    quote: Sun\n    note: x\n" for number in range(3000))
    write(tmp_path / "content" / "articles" / "moon.yaml", f"annotations:\n{entries}")
    command = [sys.executable, "-m", "site_builder", "check", "--all"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"error[quote-not-found]" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read().split() == [b"read", b"1", b"article"]


def test_the_module_can_be_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "site_builder", "check", "--content", "nowhere"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2


def test_the_choices_of_new_are_those_of_the_model() -> None:
    assert cli_new.PARTS == model.PARTS
    assert set(cli_new.SPEAKER_TYPES) == set(get_args(model.SpeakerType))
