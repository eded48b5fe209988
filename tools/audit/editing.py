"""Judge the form in which an editor writes a note, in a preview of the shipped archive: axe-core in each look.

In: content/ and the browser. Out: one check. The form is judged with problems told and with its question asked, where
it has the most to show.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.audit import axe
from tools.audit.report import AuditError, Check
from tools.audit.visits import DESKTOP, HEIGHT, PHONE, put_on
from tools.chromium import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tools.audit.visits import Look

REPOSITORY = Path(__file__).resolve().parents[2]
ARTICLE = "articles/the-great-moon-hoax/"
PORT = 5510
"""Where the preview is looked for first: it takes the next that is free."""

LOOKS: tuple[Look, ...] = ("light", "dark", "forced colors")


def check_editing() -> Check:
    """Return the check that axe-core finds nothing in the form of a note; raises AuditError and ChromiumError."""
    from playwright.sync_api import Error, sync_playwright

    failures: list[str] = []
    with previewed() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        try:
            for width in (PHONE, DESKTOP):
                failures += judge_form(browser, address, width)
        except Error as failure:
            raise AuditError(f"the form of a note cannot be judged\n{failure}") from None
        finally:
            browser.close()
    return make_check(failures)


def make_check(failures: list[str]) -> Check:
    """Return the check with what was found, each once."""
    runs = 2 * len(LOOKS)
    told = tuple(dict.fromkeys(failures))
    return Check(f"axe-core: the form of a note, {runs} runs, {len(told)} violations, limit 0", told)


def judge_form(browser: Browser, address: str, width: int) -> Iterator[str]:
    """Yield what axe finds in the form at a width, in each look."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce")
    page.goto(address + ARTICLE, wait_until="networkidle")
    open_form(page)
    for look in LOOKS:
        put_on(page, look)
        for violation in axe.judge(page):
            yield f"     {width} px, {look}\n       {violation}"
    page.close()


def open_form(page: Page) -> None:
    """Open the form of a note with all that it can show: problems, a source, a rendered note, its question."""
    page.locator("[data-note]").first.evaluate("note => { note.open = true; }")
    page.get_by_role("button", name="Edit note 1").click()
    form = page.get_by_role("dialog")
    form.locator("summary").click()
    form.get_by_role("button", name="Add a source").click()
    form.get_by_role("button", name="Preview").click()
    form.get_by_label("Speaker").fill("Nobody")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("There is no speaker").wait_for()
    page.keyboard.press("Escape")
    form.get_by_role("button", name="Discard").wait_for()


@contextmanager
def previewed() -> Iterator[str]:
    """Serve a preview of a copy of content/ and give its address; raises AuditError where it does not come."""
    with tempfile.TemporaryDirectory(prefix="audit-editing-") as folder:
        shutil.copytree(REPOSITORY / "content", Path(folder, "content"))
        command = [sys.executable, "-m", "site_builder", "serve", "--content", str(Path(folder, "content"))]
        process = subprocess.Popen(
            [*command, "--port", str(PORT)], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    address = ""
    for line in process.stderr:
        found = re.search(r"preview at (http://\S+)", line)
        address = found[1] if found else address
        if line.startswith("built: "):
            return address
    raise AuditError("the preview ended before it was built")
