"""Annotating where somebody else writes too, where nothing can be written, and where another site would like to."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.annotating import SEEN_WITHIN, SIDECAR, annotate, form, open_article, save, sidecar, write_moon
from tests.serving import Served, served, write


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_moon(tmp_path)


@pytest.fixture
def preview(content: Path) -> Iterator[Served]:
    with served(content.parent) as running:
        running.built()
        yield running


def test_two_editors_at_once(preview: Served, page: Page) -> None:
    open_article(page, preview)
    page.locator("[data-note=sea]").evaluate("note => note.open = true")
    page.get_by_role("button", name="Edit note 2").click()
    form(page).get_by_label("Note", exact=True).fill("Mine.")
    theirs = SIDECAR.replace("It did.", "Theirs.").replace("So it is said.", "Theirs too.")
    write(preview.folder / "content" / "articles" / "moon.yaml", theirs)
    preview.built(2)
    expect(form(page).get_by_label("Note", exact=True)).to_have_value("Mine.")  # the page did not reload under it
    save(page)
    expect(form(page)).to_contain_text("was changed meanwhile")
    expect(form(page)).to_contain_text("In the file it reads now: Theirs too.")
    assert sidecar(preview) == theirs
    save(page)
    expect(page.locator("#note-sea")).to_contain_text("Mine.", timeout=SEEN_WITHIN)
    assert sidecar(preview) == theirs.replace("Theirs too.", "Mine.")
    expect(page.locator("#note-over")).to_contain_text("Theirs.")


def test_a_page_that_waited_for_its_form_reloads_when_it_is_closed(preview: Served, page: Page) -> None:
    open_article(page, preview)
    page.get_by_role("button", name="Annotate").click()
    write(preview.folder / "content" / "articles" / "moon.yaml", SIDECAR.replace("It did.", "Theirs."))
    preview.built(2)
    page.wait_for_timeout(300)
    expect(form(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#note-over")).to_contain_text("Theirs.", timeout=SEEN_WITHIN)


@pytest.mark.parametrize("fault", ["not ours", "read-only"])
def test_what_cannot_be_written_is_told_and_nothing_is_lost(preview: Served, page: Page, fault: str) -> None:
    open_article(page, preview)
    annotate(page, "saw it")
    path = preview.folder / "content" / "articles" / "moon.yaml"
    if fault == "read-only":
        path.chmod(0o444)
        left = SIDECAR
    else:
        left = "- a list\n"
        write(path, left)
    form(page).get_by_label("Note", exact=True).fill("Who?")
    save(page)
    told = "is read-only" if fault == "read-only" else "is no sidecar"
    expect(form(page).get_by_role("alert")).to_contain_text(told)
    expect(form(page).get_by_label("Note", exact=True)).to_have_value("Who?")
    assert path.read_text() == left


def test_a_server_that_is_gone_is_told_and_nothing_is_lost(preview: Served, page: Page, complaints: list[str]) -> None:
    open_article(page, preview)
    annotate(page, "saw it")
    form(page).get_by_label("Note", exact=True).fill("Who?")
    preview.end()
    save(page)
    expect(form(page).get_by_role("alert")).to_contain_text("The preview does not answer.")
    expect(form(page).get_by_label("Note", exact=True)).to_have_value("Who?")
    page.close()
    complaints[:] = [told for told in complaints if "ERR_CONNECTION" not in told]


# ---------------------------------------------------------------- other sites


class ForeignPage(BaseHTTPRequestHandler):
    """A page of another site that tries to write into the preview."""

    target = ""

    def do_GET(self) -> None:
        page = f"""<!doctype html><title>Elsewhere</title><iframe src="{self.target}articles/moon/"></iframe>
<iframe name="sink"></iframe>
<form method="post" enctype="text/plain" target="sink" action="{self.target}.site-builder/edit/save">
<input name='{{"slug": "moon", "note": "sea", "fields": {{"note": "Theirs"}}, "x": "' value='"}}'></form>
<script>
const send = (options) => fetch('{self.target}.site-builder/edit/save', {{
  method: 'POST', body: '{{"slug": "moon", "note": "sea", "fields": {{"note": "Theirs"}}}}', ...options,
}}).then((answer) => `answered ${{answer.status}} ${{answer.type}}`, () => 'failed');
document.forms[0].submit();
(async () => {{
  window.results = [
    await send({{}}), await send({{ mode: 'no-cors' }}), await send({{ mode: 'no-cors', credentials: 'include' }}),
    await send({{ headers: {{ 'Content-Type': 'application/json', 'X-Site-Builder-Token': 'guess' }} }}),
    await fetch('{self.target}articles/moon/').then((answer) => answer.text(), () => 'failed'),
  ];
}})();
</script>"""
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


def test_a_page_of_another_site_changes_and_reads_nothing(preview: Served, page: Page, complaints: list[str]) -> None:
    handler = type("Foreign", (ForeignPage,), {"target": preview.url})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_function("window.results?.length === 5")
        plain, blind, blind_too, with_token, text = page.evaluate("window.results")
        assert (plain, with_token, text) == ("failed", "failed", "failed")
        assert {blind, blind_too} <= {"failed", "answered 0 opaque"}
        framed = page.frames[1]
        assert "chrome-error" in framed.url or not framed.query_selector("[data-reading]")
        server.shutdown()
    assert sidecar(preview) == SIDECAR
    complaints.clear()  # that these are refused is told in the console, which is as it should be
