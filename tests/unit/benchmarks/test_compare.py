"""The comparison: that no figure counts of a site that is not whole, and what is made of given figures."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import compare
from benchmarks.chart import Bar, Panel, draw
from benchmarks.contenders import CONTENDERS, Contender
from benchmarks.content import ContentFolder
from benchmarks.corpus import Corpus
from benchmarks.processes import Cost, MeasureError
from benchmarks.report import chart_of, insert_figures, report
from benchmarks.results import Results, series_of

SVG = "{http://www.w3.org/2000/svg}"
REPOSITORY = Path(__file__).resolve().parents[3]


def cost(wall: float, memory: float = 100) -> Cost:
    return Cost(user=wall, system=wall / 2, wall=wall, memory=memory)


@pytest.fixture
def results() -> Results:
    costs = [
        (1000, "cold", "site-builder", cost(2, 50)),
        (1000, "cold", "hugo", cost(5, 400)),
        (1000, "cold", "site-builder+search", cost(4)),
        (1000, "cold", "hugo+pagefind", cost(16.2)),
        (1000, "cold", "site-builder", cost(3, 60)),
        (1000, "cold", "hugo", cost(6, 500)),
        (1000, "cold", "site-builder+search", cost(4)),
        (1000, "cold", "hugo+pagefind", cost(16.2)),
        (1000, "cold", "site-builder", cost(9, 90)),
        (1000, "cold", "hugo", cost(7, 300)),
        (1000, "unchanged", "site-builder", cost(0.25)),
        (1000, "unchanged", "hugo", cost(1)),
    ]
    return Results("a machine", ("this 1.0", "that 2.0"), 3, series_of(costs), {"pelican": "not installed (pelican)"})


def rows(text: str, heading: str) -> dict[str, list[str]]:
    section = text.partition(f"### {heading}\n")[2].partition("###")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line]
    return {row[0]: row[1:] for row in cells}


def test_the_table_has_medians_ranges_and_ratios(results: Results) -> None:
    cold = rows(report(results), "1,000 articles: cold build")
    assert cold["site-builder"] == ["3.00 s (2.00–9.00)", "4.50 s", "60 MB", ""]
    assert cold["Hugo"] == ["6.00 s (5.00–7.00)", "9.00 s", "400 MB", "2.00, 2.00, 6.67"]


def test_a_peer_with_a_search_is_compared_with_ours_with_a_search(results: Results) -> None:
    cold = rows(report(results), "1,000 articles: cold build")
    assert cold["Hugo + Pagefind"] == ["16.2 s (16.20–16.20)", "24.3 s", "100 MB", "4.05, 4.05, 1.00"]


def test_a_peer_that_is_not_there_is_said(results: Results) -> None:
    assert rows(report(results), "1,000 articles: cold build")["Pelican"][0] == "not installed (pelican)"
    assert "Eleventy" not in report(results), "nobody asked for it"


def test_the_report_says_where_and_of_what(results: Results) -> None:
    assert report(results).startswith("Measured on a machine. Medians of 3 runs.\nthis 1.0, that 2.0.\n")


def test_the_chart_shows_and_says_every_figure(results: Results) -> None:
    chart = ET.fromstring(chart_of(results))
    assert chart.get("role") == "img"
    assert [chart.find(f"{SVG}{name}").get("id") for name in ("title", "desc")] == chart.get("aria-labelledby").split()  # type: ignore[union-attr]
    assert chart.findtext(f"{SVG}title") == "Build times of 1,000 annotated articles"
    said = chart.findtext(f"{SVG}desc") or ""
    assert "Cold build: site-builder 3.00 s, site-builder + search 4.00 s, Hugo 6.00 s, Hugo + Pagefind 16.2 s." in said
    assert "Nothing changed: site-builder 0.25 s, Hugo 1.00 s." in said
    shown = [text.text for text in chart.iter(f"{SVG}text")]
    assert {"Hugo + Pagefind", "16.2 s", "0.25 s", "One article edited"} <= set(shown)


def test_bars_are_as_long_as_their_figures_and_ours_are_marked() -> None:
    chart = ET.fromstring(draw("A & B", [Panel("One", [Bar("<ours>", 1, True), Bar("theirs", 4, False)])]))
    ours, theirs = (bar for bar in chart.iter(f"{SVG}rect") if bar.get("class") in {"ours", "bar"})
    assert float(theirs.get("width", 0)) == 4 * float(ours.get("width", 0))
    assert (ours.get("class"), theirs.get("class")) == ("ours", "bar")


def test_the_chart_follows_light_and_dark_and_holds_nothing_foreign(results: Results) -> None:
    chart = chart_of(results)
    assert "@media (prefers-color-scheme: dark)" in chart
    assert "<script" not in chart
    assert chart.count("http") == 1, "the name of SVG alone"


def test_figures_replace_what_stands_between_the_marks_of_the_page() -> None:
    page = (REPOSITORY / "docs" / "pages" / "benchmarks.md").read_text(encoding="utf-8")
    once = insert_figures(page, "~one~\n")
    assert insert_figures(once, "~two~\n") == once.replace("~one~", "~two~")
    assert once.startswith(page.partition("[//]: # (figures)")[0])
    assert once.endswith(page.partition("[//]: # (end of figures)")[2])
    with pytest.raises(ValueError, match="needs a line"):
        insert_figures("no comments", "figures")


def test_the_page_names_every_contender() -> None:
    page = (REPOSITORY / "docs" / "pages" / "benchmarks.md").read_text(encoding="utf-8")
    assert all(f"| {contender.title} |" in page for contender in CONTENDERS)


def fake(code: str) -> Contender:
    """A contender that builds with a line of Python, in a folder that holds content/."""
    return Contender("fake", "Fake", "fake", ContentFolder, ([sys.executable, "-c", code],), "output")


BUILD = """
import pathlib
(source,) = pathlib.Path("content").rglob("*.md")
page = pathlib.Path("output/articles", source.stem, "index.html")
page.parent.mkdir(parents=True, exist_ok=True)
page.write_text('<p id="note-1"><p class="x" id="note-note-2"><p id="ref-note-1">' + source.read_text("utf-8"), "utf-8")
"""


def trial(code: str, folder: Path) -> tuple[compare.Trial, Corpus]:
    corpus = Corpus(1)
    trial = compare.Trial(fake(code), folder, corpus)
    trial.site.begin()
    trial.site.write(corpus.article(0))
    return trial, corpus


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no accounting of a process's children")
def test_a_trial_builds_in_three_situations(tmp_path: Path) -> None:
    tried, corpus = trial(BUILD, tmp_path)
    assert [situation for situation, _ in tried.builds(corpus.headline(0))] == ["cold", "edited", "unchanged"]
    tried.verify(articles=1, notes=2)
    with pytest.raises(MeasureError, match="Fake built 1 articles with 2 notes, not 1 with 3"):
        tried.verify(articles=1, notes=3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no accounting of a process's children")
def test_a_site_that_does_not_show_the_edit_does_not_count(tmp_path: Path) -> None:
    tried, corpus = trial(f"import os\nif not os.path.exists('output'):\n    exec({BUILD!r})", tmp_path)
    with pytest.raises(MeasureError, match="Fake did not build the article that was edited"):
        list(tried.builds(corpus.headline(0)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no accounting of a process's children")
def test_only_the_first_of_three_builds_is_cold(tmp_path: Path) -> None:
    count = (
        "counted = pathlib.Path('output/builds')\ncounted.write_text(f'{counted.exists() and counted.read_text()}.')"
    )
    tried, corpus = trial(f"{BUILD}\n{count}", tmp_path)
    for _ in range(2):
        list(tried.builds(corpus.headline(0)))
    assert (tmp_path / "output" / "builds").read_text(encoding="utf-8") == "False..."


def test_a_cold_build_finds_neither_output_nor_cache(tmp_path: Path) -> None:
    ours = CONTENDERS[0]
    for name in ("content", ours.output, ".cache"):
        (tmp_path / name).mkdir()
    ours.clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_results_are_kept_as_they_were_measured(results: Results, tmp_path: Path) -> None:
    results.write(tmp_path / "results.json")
    kept = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert kept["series"][0] == {
        "size": 1000,
        "situation": "cold",
        "contender": "site-builder",
        "costs": [list(cost(2, 50)), list(cost(3, 60)), list(cost(9, 90))],
    }


def test_a_contender_names_the_programs_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    contender = replace(fake(BUILD), programs=(tmp_path / "there", tmp_path / "absent"))
    assert contender.missing == ("absent",)


class Docs:
    """Stands for the documents and the builds of a whole comparison, in which Pelican is not installed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.page, self.chart = folder / "page.md", folder / "chart.svg"
        self.page.write_text("Before [//]: # (figures) yesterday [//]: # (end of figures) after", encoding="utf-8")
        for name, path in (("PAGE", self.page), ("CHART", self.chart), ("BENCH", folder)):
            monkeypatch.setattr(compare, name, path)
        monkeypatch.setattr(compare, "versions", lambda: ["this 1.0"])
        ours, hugo = (next(each for each in CONTENDERS if each.key == key) for key in ("site-builder", "hugo"))
        absent = replace(fake(BUILD), key="pelican", programs=(folder / "absent",))
        monkeypatch.setattr(compare, "CONTENDERS", (ours, replace(hugo, programs=()), absent))
        self.measured: list[str] = []
        monkeypatch.setattr(compare, "compare", self._compare)

    def _compare(self, contenders: list[Contender], size: int, _runs: int) -> list[tuple[int, str, str, Cost]]:
        self.measured = [contender.key for contender in contenders]
        return [(size, "cold", contender.key, cost(1)) for contender in contenders]

    def run(self, *arguments: str) -> int:
        self._monkeypatch.setattr(sys, "argv", ["compare", *arguments])
        return compare.main()


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Docs:
    return Docs(tmp_path, monkeypatch)


def test_a_run_of_everything_writes_the_documents_and_says_who_is_not_there(docs: Docs) -> None:
    assert docs.run("--sizes", "100", "--runs", "1") == 0
    assert docs.measured == ["site-builder", "hugo"]
    page = docs.page.read_text(encoding="utf-8")
    assert "| Hugo | 1.00 s |" in page
    assert "| Pelican | not installed (absent) |" in page
    assert "yesterday" not in page
    assert "100 annotated articles" in docs.chart.read_text(encoding="utf-8")


def test_a_run_of_some_prints_and_leaves_the_documents(docs: Docs, capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.run("--only", "hugo") == 0
    assert docs.measured == ["hugo"]
    assert "| Hugo | 1.00 s |" in capsys.readouterr().out
    assert "yesterday" in docs.page.read_text(encoding="utf-8")
    assert not docs.chart.exists()
