"""Measure how long the scripts of an article with very many notes run after it loads, on a slow processor.

In: the address of the page, on a server or in a folder. Out: milliseconds of the page's main thread, against their
limit. What is measured is the processor's time, so that a machine which does other things too says nearly the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tools.audit.report import AuditError, Check, at_most
from tools.chromium import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

NOTES = 600
SLOWER = 4
"""By how much the processor is slowed down: Lighthouse's measure of a middling phone."""
LIMIT = 100
"""Milliseconds of script after load, with the layouts that scripts ask for: issue 4, "Figures"."""
LEAST = 1
"""Milliseconds below which nothing was measured: a page of scripts takes more."""
RUNS = 3
VIEWPORTS = ((1440, 900), (390, 844))
REST = 500
"""Milliseconds after load in which a page comes to rest."""
WAITING = """() => getComputedStyle(document.querySelector("[data-reading]")).getPropertyValue("--notes-in-margin")
  && !document.querySelector("details[data-note]").style.getPropertyValue("--top")"""
"""Whether notes that are to stand in the margin still float there."""

Event = dict[str, Any]
"""What the browser tells of a thread: name, beginning (ts), time (dur), processor's time (tdur), in microseconds."""


class Trace:
    """What a page's main thread does from now on, on a processor that is slowed down."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._events: list[Event] = []
        self._ended = False
        self._session.on("Tracing.dataCollected", lambda data: self._events.extend(data["value"]))
        self._session.on("Tracing.tracingComplete", lambda _: setattr(self, "_ended", True))
        self._session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        categories = {"includedCategories": ["devtools.timeline"]}
        self._session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": categories})

    def end(self) -> list[Event]:
        """Return the scripts and layouts of the thread that did most, in the order of their beginnings."""
        self._session.send("Tracing.end")
        while not self._ended:
            self._page.wait_for_timeout(20)
        threads: dict[tuple[int, int], list[Event]] = defaultdict(list)
        for event in self._events:
            if event.get("ph") == "X" and event["name"] in {"EvaluateScript", "FunctionCall", "Layout"}:
                threads[event["pid"], event["tid"]].append(event)
        busiest = max(threads.values(), key=lambda events: sum(event["dur"] for event in events), default=[])
        return sorted(busiest, key=lambda event: (event["ts"], -event["dur"]))


def script_ms(events: list[Event]) -> float:
    """Return how long scripts ran, with the layouts that they asked for; not how long they waited for the processor."""
    end = total = 0
    for event in events:
        if event["name"] != "Layout" and event["ts"] >= end:
            end = event["ts"] + event["dur"]
            total += event["tdur"]
    return total / 1000


def measure(browser: Browser, address: str, viewport: tuple[int, int]) -> float:
    """Return the milliseconds of script of one load; raises AuditError where the page has no notes."""
    width, height = viewport
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    trace = Trace(page)
    page.goto(address)
    page.wait_for_timeout(REST)
    while page.evaluate(WAITING):
        page.wait_for_timeout(REST)
    events = trace.end()
    found = page.locator("details[data-note]").count()
    context.close()
    if found != NOTES:
        raise AuditError(f"{address} has {found} notes, and not {NOTES}: its scripts say nothing.")
    return script_ms(events)


def check_scripts(addresses: Mapping[str, str]) -> list[Check]:
    """Return a check of each address, by name, with the slowest screen's best of a few runs; raises ChromiumError."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        figures = {
            name: {viewport[0]: min(measure(browser, address, viewport) for _ in range(RUNS)) for viewport in VIEWPORTS}
            for name, address in addresses.items()
        }
        browser.close()
    return [make_check(name, by_width) for name, by_width in figures.items()]


def make_check(name: str, by_width: Mapping[int, float]) -> Check:
    """Return the check of one address's figures by the width of the screen; raises AuditError where nothing ran."""
    if min(by_width.values()) < LEAST:
        raise AuditError(f"no script was seen to run ({name}): the figures mean nothing.")
    width = max(by_width, key=lambda each: by_width[each])
    line = f"Script of an article with {NOTES} notes, {name}, processor slowed {SLOWER} times"
    advice = f"at {width} px; do less while the page loads, or only for notes that are near the screen"
    return at_most(line, round(by_width[width], 1), LIMIT, "ms", advice)
