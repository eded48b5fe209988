"""Judge a loaded page with axe-core (npm's axe-core), in the state and the colors that it has.

In: a page in Chromium. Out: one violation for each rule and element. axe is put into the page by the browser's
debugger, so that the page's Content-Security-Policy stays as it is.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.audit.report import AuditError

if TYPE_CHECKING:
    from playwright.sync_api import Page

PACKAGE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core"
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""Every rule that axe has on, and the size of targets (WCAG 2.2, success criterion 2.5.8), which it has off."""
COLOR_RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""The rules that can find something else on a page that was judged already, when it is shown in other colors."""


class Violation(NamedTuple):
    """A rule that an element breaks, and what axe says is to be done."""

    rule: str
    element: str
    advice: str

    def __str__(self) -> str:
        """Return the three on lines of their own."""
        return f"{self.rule}: {self.element}\n         {self.advice}"


@cache
def axe_script() -> str:
    """Return the source of axe; raises AuditError where it is not installed."""
    try:
        return (PACKAGE / "axe.min.js").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AuditError("axe-core is not installed: run `make audit`, or `npm ci`.") from None


def axe_version() -> str:
    """Return the installed version of axe-core."""
    return str(json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"])


def read_violations(results: list[dict[str, Any]]) -> list[Violation]:
    """Return the violations of axe's own list, one for each element; several ways to mend one follow each other."""
    return [
        Violation(rule["id"], node["html"], " ".join(node["failureSummary"].split()))
        for rule in results
        for node in rule["nodes"]
    ]


def judge(page: Page) -> list[Violation]:
    """Return what axe finds on the page as it is now; at the second time, what has to do with colors."""
    again = page.evaluate("'axe' in window")
    if not again:
        page.evaluate(axe_script())
    options = COLOR_RULES if again else ALL_RULES
    return read_violations(page.evaluate("async options => (await axe.run(options)).violations", options))
