"""Judge pages with Lighthouse (npm's lighthouse) as phones see them: a mobile screen, a slow line, a slow processor.

In: the address of a page. Out: its scores against their limits, and for each that is too low what costs points. One run
at a time, as whatever runs beside it would be measured too. Nothing is sent to anybody, and no report is kept.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tools.audit.report import AuditError, Check
from tools.chromium import ARGUMENTS, find_chromium
from tools.node import command

PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "lighthouse"
LIMITS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
"""The least that each category may have, of 100."""
SHIFT = "cumulative-layout-shift"
PAGES = {
    "home": "",
    "article": "articles/a-briefing-on-detainers/",
    "speaker": "speakers/philip-franklin/",
    "claims": "claims/",
}
SECONDS = 120
"""How long one run may take."""

Report = dict[str, Any]
Run = Callable[[str], Report]


def run_lighthouse(address: str, *options: str) -> Report:
    """Return Lighthouse's report about the page; raises AuditError where there is none, and ChromiumError."""
    script = PACKAGE / "cli" / "index.js"
    if not script.is_file():
        raise AuditError("Lighthouse is not installed: run `make audit`, or `npm ci`.")
    flags = f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}"
    fixed = ("--output=json", "--quiet", "--no-enable-error-reporting", "--disable-full-page-screenshot")
    words = [*command("node"), str(script), address, *fixed, flags, *options]
    environment = {**os.environ, "CHROME_PATH": str(find_chromium())}
    try:
        done = subprocess.run(
            words, capture_output=True, check=False, encoding="utf-8", env=environment, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise AuditError(f"Lighthouse did not come to an end with {address} in {SECONDS} s.") from None
    try:
        report: Report = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise AuditError(f"Lighthouse gave no report about {address}:\n{done.stdout}{done.stderr}") from None
    if error := report.get("runtimeError"):
        raise AuditError(f"Lighthouse could not judge {address}: {error['message']}")
    return report


def score(report: Report, category: str) -> int:
    """Return the points of a category, of 100; one that could not be scored has none."""
    return round(100 * (report["categories"][category]["score"] or 0))


def median_report(address: str, run: Run) -> Report:
    """Return the report with the median of three performance scores.

    Where two of them reach the limit, or two do not, so does the median, and the third run is spared; the lower of the
    two is then as low as the median can be said to be.
    """
    reports = [run(address), run(address)]
    if len({score(report, "performance") >= LIMITS["performance"] for report in reports}) > 1:
        reports.append(run(address))
    scores = [score(report, "performance") for report in reports]
    return reports[scores.index(statistics.median_low(scores))]


def lost_points(report: Report, category: str) -> list[str]:
    """Return what costs the category points: rule, figure, first element, and what Lighthouse says is to be done."""
    lines = []
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = audit.get("details", {}).get("items", [])
            nodes = [item["node"]["snippet"] for item in items if "snippet" in item.get("node", {})]
            first = f": {nodes[0]}" if nodes else ""
            shown = f" {audit['displayValue']}" if audit.get("displayValue") else ""
            lines += [
                f"       {category}, {audit['id']}{shown}{first}\n         {audit['title']} {audit['description']}"
            ]
    return lines


def check_report(name: str, report: Report) -> Check:
    """Return the check of one page's scores, and that nothing moved."""
    scores = {category: score(report, category) for category in LIMITS}
    shift = report["audits"][SHIFT]["numericValue"]
    figures = ", ".join(f"{category} {points} (limit {LIMITS[category]})" for category, points in scores.items())
    failures: list[str] = []
    for category, limit in LIMITS.items():
        if scores[category] < limit:
            failures += lost_points(report, category) or [f"       {category}: no rule says why"]
    if shift:
        failures.append(f"       {SHIFT} {shift:.4f}, limit 0")
    line = f"Lighthouse {report['lighthouseVersion']}, {name}: {figures}, shift {shift:.4f} (limit 0)"
    return Check(line, tuple([f"     {report['finalDisplayedUrl']}", *failures] if failures else ()))


def check_pages(site: str) -> Iterator[Check]:
    """Yield the check of each page as it is judged; raises AuditError and ChromiumError."""
    for name, path in PAGES.items():
        yield check_report(name, median_report(site + path, run_lighthouse))
