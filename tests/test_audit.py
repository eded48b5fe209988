"""The audit can fail: each check on something broken, and a judge that sees nothing wrong with it is not trusted.

Judges and browser are stood for here; `make audit` itself shows its broken samples to the real ones each time.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from site_builder.build import BuildOptions, build
from tools.audit import __main__ as audit
from tools.audit import axe, editing, lighthouse, nu, pages, script_time, sites, visits, weight
from tools.audit.kinds import DOCUMENTS, KINDS, Kind
from tools.audit.report import AuditError, Check, at_most
from tools.audit.server import serve
from tools.audit.weight import File

PAGE = "<!DOCTYPE html>\n<html lang='en'><meta charset='utf-8'><title>A</title><h1>A</h1></html>\n"

# ---------------------------------------------------------------- lines


def test_a_figure_may_be_as_large_as_its_limit() -> None:
    assert str(at_most("Fonts", 45_000, 45_000, "bytes", "less")) == "ok   Fonts: 45,000 bytes, limit 45,000 bytes"


def test_a_figure_above_its_limit_fails_with_the_excess_and_advice() -> None:
    check = at_most("Fonts", 45_001, 45_000, "bytes", "load fewer")
    assert str(check) == "FAIL Fonts: 45,001 bytes, limit 45,000 bytes\n     1 bytes too many: load fewer"


# ---------------------------------------------------------------- Nu HTML checker


def message_record(path: Path, text: str, kind: str = "error") -> dict[str, str | int]:
    return {"type": kind, "url": path.as_uri(), "lastLine": 3, "firstColumn": 5, "message": text}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8", newline="\n")
    return folder


class Checker:
    """Stands for the Nu HTML checker: says what it is told to say, of the files that it is told to see."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, output: Path) -> None:
        self.samples = sorted(nu.judged_files(nu.BROKEN))
        self.seen = {*nu.judged_files(output), *self.samples}
        self.records = [message_record(path, "broken") for path in self.samples]
        monkeypatch.setattr(nu, "run_checker", lambda _folders: (self.messages, self.seen))

    @property
    def messages(self) -> list[nu.Message]:
        return [nu.read_message(record) for record in self.records]


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch, output: Path) -> Checker:
    return Checker(monkeypatch, output)


def test_nu_passes_a_site_without_errors(output: Path, checker: Checker) -> None:
    checker.records.append(message_record(output / "index.html", "CSS: “anchor-name”: Property doesn't exist."))
    checker.records.append(message_record(output / "index.html", "Consider a lang attribute.", kind="info"))
    check = nu.check_folder(output)
    assert not check.failures
    line, css, warning = check.line.splitlines()
    assert line == "Nu HTML checker: 1 pages, 0 SVG images, 0 errors, limit 0; 1 warnings"
    assert css.strip() == "not counted, 1 times: CSS: “anchor-name”: Property doesn't exist."
    assert warning.endswith("warning: Consider a lang attribute.")


def test_nu_fails_on_an_error(output: Path, checker: Checker) -> None:
    page = output / "index.html"
    checker.records.append(message_record(page, "Duplicate ID “a”."))
    assert nu.check_folder(output).failures == (f"{page.resolve()}:3:5: error: Duplicate ID “a”.",)


def test_nu_fails_on_a_page_that_could_not_be_read(output: Path, checker: Checker) -> None:
    checker.records.append(message_record(output / "index.html", "I/O error", kind="non-document-error"))
    assert nu.check_folder(output).failures


def test_a_nu_that_passes_a_broken_sample_is_not_trusted(output: Path, checker: Checker) -> None:
    checker.records.pop()
    with pytest.raises(AuditError) as failure:
        nu.check_folder(output)
    assert f"finds nothing wrong with {checker.samples[-1]}" in str(failure.value)


def test_a_nu_that_skips_a_page_is_not_trusted(output: Path, checker: Checker) -> None:
    checker.seen.remove((output / "index.html").resolve())
    with pytest.raises(AuditError, match="did not look at 1 files"):
        nu.check_folder(output)


def test_an_empty_folder_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([str(tmp_path)]) == 1
    assert "has no pages: run `make site` first" in capsys.readouterr().err


def test_without_java_the_package_is_named(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert audit.main([str(output)]) == 1
    assert "apt-get install default-jre-headless" in capsys.readouterr().err


# ---------------------------------------------------------------- axe-core, and what moves

HOME = Kind("home", "")
AXE_RESULT: dict[str, Any] = {
    "id": "image-alt",
    "nodes": [{"html": '<img src="a.png">', "failureSummary": "Fix any of the following:\n  Has no alt attribute"}],
}


@pytest.fixture
def _installed_axe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "axe_version", lambda: "4.0")


def findings(*violations: axe.Violation, shifts: tuple[tuple[float, str], ...] = ()) -> list[visits.Finding]:
    looks: tuple[visits.Look, ...] = ("light", "dark")
    visit = visits.Visit("repo-name", HOME, 390, looks)
    return [visits.Finding(visit, {look: list(violations) for look in looks}, list(shifts))]


@pytest.mark.usefixtures("_installed_axe")
def test_pages_without_violations_and_shifts_pass() -> None:
    assert pages.check_axe(findings()) == Check("axe-core 4.0: 1 kinds of page, 2 runs, 0 violations, limit 0")
    assert pages.check_shifts(findings()) == Check("Layout shift: 1 visits, largest 0.0000, limit 0")


@pytest.mark.usefixtures("_installed_axe")
def test_a_violation_is_told_once_with_page_rule_element_and_advice() -> None:
    check = pages.check_axe(findings(*axe.read_violations([AXE_RESULT])))
    assert str(check).splitlines() == [
        "FAIL axe-core 4.0: 1 kinds of page, 2 runs, 1 violations, limit 0",
        "     home (/repo-name/), 390 px, light and 1 more",
        '       image-alt: <img src="a.png">',
        "         Fix any of the following: Has no alt attribute",
    ]


@pytest.mark.usefixtures("_installed_axe")
def test_of_very_many_violations_the_rest_is_counted() -> None:
    many = [axe.Violation("rule", f"<p id=p{number}>", "mend it") for number in range(pages.SHOWN + 2)]
    check = pages.check_axe(findings(*many))
    assert len(check.failures) == pages.SHOWN + 1
    assert check.failures[-1].strip() == "… and 2 more violations"


def test_the_form_of_a_note_fails_with_each_violation_once() -> None:
    assert editing.make_check([]) == Check("axe-core: the form of a note, 6 runs, 0 violations, limit 0")
    (violation,) = axe.read_violations([AXE_RESULT])
    check = editing.make_check([f"     390 px, dark\n       {violation}"] * 2)
    assert "6 runs, 1 violations" in check.line
    assert "image-alt" in str(check)


def test_what_moves_fails_with_page_and_element() -> None:
    check = pages.check_shifts(findings(shifts=((0.02, "<p>"), (0.03, "<h2>"))))
    assert "largest 0.0500, limit 0" in check.line
    (failure,) = check.failures
    assert failure.startswith("     home (/repo-name/), 390 px: 0.0500, first <p>\n")


def test_visits_are_those_that_were_promised() -> None:
    planned = {(visit.site, visit.width, look) for visit in visits.plan_visits() for look in visit.looks}
    both = {("repo-name", width, scheme) for width in (390, 1280) for scheme in ("light", "dark")}
    assert both < planned
    assert {(site, look) for site, _, look in planned} >= {
        ("repo-name", "forced colors"),
        ("german", "light"),
        ("arabic", "light"),
        ("docs", "dark"),
    }
    assert len(visits.plan_visits()) == 4 * len(KINDS) + 2 * len(DOCUMENTS)
    assert len({kind.name for kind in (*KINDS, *DOCUMENTS)}) == len(KINDS) + len(DOCUMENTS)


# ---------------------------------------------------------------- weight


def incompressible(size: int) -> bytes:
    number, numbers = 1, bytearray()
    for _ in range(size):
        number = number * 6364136223846793005 % 2**64 | 1
        numbers.append(number >> 56)
    return bytes(numbers)


def test_a_page_is_weighed_as_it_travels() -> None:
    files = [
        File("http://a/x/", "document", b"a" * 500_000),
        File("http://a/x.woff2", "font", b"a" * weight.FONT_LIMIT),
        File("http://a/x.png", "image", incompressible(90_000)),
    ]
    assert [check.failures for check in weight.check_weight("article", files)] == [(), ()]


def test_a_page_that_is_too_heavy_fails_with_its_heaviest_files() -> None:
    files = [
        File("http://a/x/", "document", b"a"),
        File("http://a/much.js", "script", incompressible(weight.TEXT_LIMIT)),
        File("http://a/x.woff2", "font", b"a" * (weight.FONT_LIMIT + 1)),
    ]
    text, fonts = weight.check_weight("article", files)
    assert "the heaviest are /much.js (" in text.failures[0]
    assert fonts.failures[0].strip() == "1 bytes too many: the heaviest are /x.woff2 (45,001)"


# ---------------------------------------------------------------- the time of scripts


def event(name: str, start: int, end: int) -> script_time.Event:
    return {"name": name, "ts": start, "dur": end - start, "tdur": (end - start) / 2}


def test_scripts_count_once_with_what_they_ask_for() -> None:
    """Half of each time is the processor's: the rest waits. A layout that no script asked for is none of its time."""
    events = [event("EvaluateScript", 0, 8_000), event("Layout", 2_000, 6_000), event("FunctionCall", 7_000, 8_000)]
    assert script_time.script_ms([*events, event("Layout", 9_000, 90_000)]) == 4


def test_the_slowest_screen_counts() -> None:
    check = script_time.make_check("in a folder", {1440: 100.04, 390: 60.0})
    name = "Script of an article with 600 notes, in a folder, processor slowed 4 times"
    assert check == Check(f"{name}: 100 ms, limit 100 ms")
    (failure,) = script_time.make_check("in a folder", {1440: 60, 390: 112.5}).failures
    assert failure.strip().startswith("12.5 ms too many: at 390 px; do less")


def test_a_page_whose_scripts_were_not_seen_is_not_trusted() -> None:
    with pytest.raises(AuditError, match="the figures mean nothing"):
        script_time.make_check("in a folder", {1440: 60, 390: 0})


# ---------------------------------------------------------------- Lighthouse


def report(performance: float, shift: float = 0, **others: float) -> lighthouse.Report:
    scores = {category: others.get(category.replace("-", "_"), 1) for category in lighthouse.LIMITS}
    audits = {
        category: {
            "id": f"rule-of-{category}",
            "title": "Something is slow.",
            "description": "Make it fast.",
            "score": points,
            "displayValue": "3.4 s",
            "details": {"items": [{"node": {"snippet": "<img>"}}]},
        }
        for category, points in {**scores, "performance": performance}.items()
    }
    return {
        "lighthouseVersion": "12.0",
        "finalDisplayedUrl": "http://127.0.0.1/repo-name/",
        "categories": {
            category: {"score": audits[category]["score"], "auditRefs": [{"id": category, "weight": 1}]}
            for category in lighthouse.LIMITS
        },
        "audits": {**audits, lighthouse.SHIFT: {"numericValue": shift}},
    }


def test_a_page_with_the_scores_passes() -> None:
    check = lighthouse.check_report("home", report(0.95))
    assert not check.failures
    assert check.line == (
        "Lighthouse 12.0, home: accessibility 100 (limit 100), best-practices 100 (limit 100), seo 100 (limit 100),"
        " performance 95 (limit 95), shift 0.0000 (limit 0)"
    )


@pytest.mark.parametrize("category", ["accessibility", "best_practices", "seo"])
def test_a_page_that_lacks_a_point_fails_with_rule_element_and_advice(category: str) -> None:
    check = lighthouse.check_report("home", report(1, **{category: 0.99}))
    address, failure = check.failures
    assert address.strip() == "http://127.0.0.1/repo-name/"
    name = category.replace("_", "-")
    assert failure.split("\n") == [
        f"       {name}, rule-of-{name} 3.4 s: <img>",
        "         Something is slow. Make it fast.",
    ]


def test_a_page_that_moves_or_is_slow_fails() -> None:
    assert lighthouse.check_report("home", report(1, shift=0.001)).failures[1:] == (
        "       cumulative-layout-shift 0.0010, limit 0",
    )
    assert "performance, rule-of-performance" in lighthouse.check_report("home", report(0.94)).failures[1]


def test_a_category_that_could_not_be_scored_has_no_points() -> None:
    broken = report(1)
    broken["categories"]["seo"]["score"] = None
    assert lighthouse.check_report("home", broken).failures[1:] == ("       seo: no rule says why",)


@pytest.mark.parametrize(
    ("scores", "median", "runs"),
    [
        ([0.99, 0.97], 0.97, 2),
        ([0.5, 0.6], 0.5, 2),
        ([0.94, 0.99, 0.96], 0.96, 3),
        ([0.99, 0.90, 0.94], 0.94, 3),
    ],
)
def test_the_median_of_three_runs_counts(scores: list[float], median: float, runs: int) -> None:
    asked: list[str] = []

    def run(address: str) -> lighthouse.Report:
        asked.append(address)
        return report(scores[len(asked) - 1])

    found = lighthouse.median_report("http://127.0.0.1/", run)
    assert found["categories"]["performance"]["score"] == median
    assert len(asked) == runs


def answer_of_lighthouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "index.js").write_text("", encoding="utf-8")
    monkeypatch.setattr(lighthouse, "PACKAGE", tmp_path)
    monkeypatch.setattr(lighthouse, "find_chromium", lambda: Path("chromium"))
    monkeypatch.setattr(lighthouse, "command", lambda _program: ["node"])
    done = subprocess.CompletedProcess([], 1, stdout=text, stderr="no browser")
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_options: done)


def test_a_lighthouse_without_a_report_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer_of_lighthouse(monkeypatch, tmp_path, "")
    with pytest.raises(AuditError, match="no report about http://a/:\nno browser"):
        lighthouse.run_lighthouse("http://a/")


def test_a_page_that_lighthouse_could_not_load_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer_of_lighthouse(monkeypatch, tmp_path, json.dumps({"runtimeError": {"message": "Status code: 404"}}))
    with pytest.raises(AuditError, match="could not judge http://a/: Status code: 404"):
        lighthouse.run_lighthouse("http://a/")


@pytest.mark.parametrize("ask", [axe.axe_script.__wrapped__, lambda: lighthouse.run_lighthouse("http://a/")])
def test_judges_that_are_not_installed_name_the_command(
    ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for judge in (axe, lighthouse):
        monkeypatch.setattr(judge, "PACKAGE", tmp_path)
    with pytest.raises(AuditError, match="not installed: run `make audit`"):
        ask()


# ---------------------------------------------------------------- the sites, and how they are served


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    site = tmp_path / "repo-name"
    (site / "about").mkdir(parents=True)
    (site / "about" / "index.html").write_text(PAGE, encoding="utf-8", newline="\n")
    (site / "404.html").write_text("lost", encoding="utf-8", newline="\n")
    (site / "a.woff2").write_bytes(b"font")
    with serve(tmp_path) as root:
        yield f"{root}repo-name/"


@pytest.mark.parametrize("path", ["about/", "about"])
def test_pages_are_served_compressed(address: str, path: str) -> None:
    with urlopen(Request(address + path)) as answer:
        assert answer.url == f"{address}about/"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert gzip.decompress(answer.read()).decode() == PAGE


def test_fonts_are_served_as_they_are(address: str) -> None:
    with urlopen(f"{address}a.woff2") as answer:
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == b"font"


def test_what_is_not_there_is_answered_with_the_sites_own_page(address: str) -> None:
    with pytest.raises(HTTPError) as failure:
        urlopen(f"{address}deep/nothing/")
    with failure.value:
        assert failure.value.code == 404
        assert gzip.decompress(failure.value.read()) == b"lost"


def test_the_judged_site_is_the_shipped_archive_and_what_it_lacks(tmp_path: Path) -> None:
    sites.write_content(tmp_path / "content", "ar")
    settings = (tmp_path / "content" / "site.yaml").read_text(encoding="utf-8")
    assert "\nlanguage: ar\n" in settings
    assert "text_direction" not in settings
    speakers = (tmp_path / "content" / "speakers.yaml").read_text(encoding="utf-8")
    assert speakers.startswith((sites.REPOSITORY / "content" / "speakers.yaml").read_text(encoding="utf-8"))
    assert "\na-silent-witness:\n" in speakers
    assert (tmp_path / "content" / "articles" / "a-sheet-that-was-withdrawn.md").is_file()


def test_every_page_that_may_be_listed_describes_itself(tmp_path: Path) -> None:
    """Lighthouse asks it of the four pages that it sees."""
    sites.write_content(tmp_path / "content", "en")
    build(BuildOptions(tmp_path / "content", output=tmp_path / "output"))
    texts = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "output").rglob("index.html")}
    listed = {path: text for path, text in texts.items() if 'name="robots" content="noindex"' not in text}
    assert len(listed) > 100
    assert [path for path, text in listed.items() if '<meta name="description" content="' not in text] == []


# ---------------------------------------------------------------- all of it


@pytest.mark.parametrize(("failures", "status"), [((), 0), (("     too many",), 1)])
def test_one_failed_check_fails_the_audit(
    failures: tuple[str, ...], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checks = [Check("one"), Check("two", failures), Check("three")]
    monkeypatch.setattr(audit, "check_all", lambda outputs: iter(checks if outputs == [Path("a"), Path("b")] else ()))
    assert audit.main(["a", "b"]) == status
    printed = capsys.readouterr().out
    assert printed == "".join(f"{check}\n" for check in checks)


def test_the_audit_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([]) == 2
    assert capsys.readouterr().err == "usage: python -m tools.audit OUTPUT_FOLDER…\n"
