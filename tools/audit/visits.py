"""Visit every kind of page in Chromium: what axe-core finds in each look, and whether anything moves while it loads.

In: the address of the sites. Out: a record for each visit. A visit loads a page once at one width, with fonts and
pictures that come late, and judges it in one look after the other (light, dark, forced colors).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tools.audit import axe
from tools.audit.kinds import DOCUMENTS, KINDS, Kind
from tools.audit.report import AuditError
from tools.chromium import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Look = Literal["light", "dark", "forced colors"]

BROKEN = Path(__file__).resolve().parent / "broken" / "page.html"
PHONE, DESKTOP = 390, 1280
HEIGHT = 900
WORKERS = min(4, os.cpu_count() or 1)

OBSERVE_SHIFTS = """
window.auditShifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const [source] = entry.sources;
    const element = source?.node?.nodeType === 1 ? source.node : source?.node?.parentElement;
    window.auditShifts.push([entry.value, element?.cloneNode().outerHTML ?? "an element that is gone"]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
READ_DOWN = """async () => {
  await document.fonts.ready;
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo(0, top);
    await painted();
    await painted();
  }
  await document.fonts.ready;
  scrollTo(0, 0);
  await painted();
  await painted();
  return window.auditShifts;
}"""


@dataclass(frozen=True)
class Visit:
    """A kind of page of one site at one width, and the looks that it is judged in."""

    site: str
    kind: Kind
    width: int
    looks: tuple[Look, ...]

    def __str__(self) -> str:
        """Return how a report names the visit."""
        return f"{self.kind.name} (/{self.site}/{self.kind.path}), {self.width} px"


class Finding(NamedTuple):
    """What was found at a visit: what axe says by look, and how far elements moved, with the first that did."""

    visit: Visit
    violations: dict[Look, list[axe.Violation]]
    shifts: list[tuple[float, str]]


def plan_visits() -> list[Visit]:
    """Return every visit: both widths light and dark, forced colors once, the other languages once."""
    plan: list[tuple[str, Sequence[Kind], int, tuple[Look, ...]]] = [
        ("repo-name", KINDS, PHONE, ("light", "dark")),
        ("repo-name", KINDS, DESKTOP, ("light", "dark", "forced colors")),
        ("german", KINDS, PHONE, ("light",)),
        ("arabic", KINDS, DESKTOP, ("light",)),
        ("docs", DOCUMENTS, PHONE, ("light", "dark")),
        ("docs", DOCUMENTS, DESKTOP, ("light", "dark", "forced colors")),
    ]
    return [Visit(site, kind, width, looks) for site, kinds, width, looks in plan for kind in kinds]


def put_on(page: Page, look: Look) -> None:
    """Show the page in these colors, at once: a color on its way to another would be judged in between."""
    forced = look == "forced colors"
    page.emulate_media(
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if forced else "none",
        reduced_motion="reduce",
    )
    page.evaluate("() => { for (const animation of document.getAnimations()) animation.finish(); }")


def load(page: Page, address: str) -> list[tuple[float, str]]:
    """Load the page and read it down to its end; return what moved."""
    page.add_init_script(OBSERVE_SHIFTS)
    page.goto(address)
    return [(float(value), str(element)) for value, element in page.evaluate(READ_DOWN)]


def make_visit(browser: Browser, address: str, visit: Visit) -> Finding:
    """Return what is found at a visit; raises AuditError where the page is not there or cannot be judged."""
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": visit.width, "height": HEIGHT}, reduced_motion="reduce")
    try:
        page = context.new_page()
        visit.kind.before(page)
        shifts = load(page, f"{address}{visit.site}/{visit.kind.address}")
        visit.kind.after(page)
        violations = {}
        for look in visit.looks:
            put_on(page, look)
            violations[look] = axe.judge(page)
    except Error as failure:
        raise AuditError(f"{visit} cannot be judged; is its address in tools/audit/kinds.py?\n{failure}") from None
    finally:
        context.close()
    return Finding(visit, violations, shifts)


def judge_broken(browser: Browser) -> None:
    """Raise AuditError where a page that breaks rules and moves passes: the silence about others would mean nothing."""
    from playwright.sync_api import TimeoutError as TooLate

    page = browser.new_page()
    load(page, BROKEN.as_uri())
    try:
        shifts = page.wait_for_function("window.auditShifts.length > 0", timeout=15_000)
    except TooLate:
        shifts = None
    rules = {violation.rule for violation in axe.judge(page)}
    page.close()
    if not {"image-alt", "color-contrast"} <= rules:
        raise AuditError(f"axe-core finds nothing wrong with {BROKEN}: its silence means nothing.")
    if not shifts:
        raise AuditError(f"Chromium sees nothing move on {BROKEN}: its silence means nothing.")


def make_some(address: str, visits: Sequence[Visit]) -> list[Finding]:
    """Make some visits in a browser of their own, the broken page first; raises AuditError and ChromiumError."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        judge_broken(browser)
        findings = [make_visit(browser, address, visit) for visit in visits]
        browser.close()
    return findings


def make_visits(address: str) -> list[Finding]:
    """Make every visit, in as many browsers as there are processors; raises AuditError and ChromiumError."""
    visits = plan_visits()
    with ThreadPoolExecutor(WORKERS) as workers:
        shares = workers.map(make_some, [address] * WORKERS, [visits[first::WORKERS] for first in range(WORKERS)])
        return [finding for share in shares for finding in share]
