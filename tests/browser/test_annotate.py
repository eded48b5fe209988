"""Annotating in a preview: select, write, save; edit and withdraw; what is wrong, and who else may write."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.annotating import (
    MOON,
    SEEN_WITHIN,
    SIDECAR,
    TEXT,
    annotate,
    form,
    open_article,
    save,
    select,
    sidecar,
    write_moon,
)
from tests.browser.conftest import REPOSITORY, NewPage
from tests.serving import Served, served, write


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_moon(tmp_path)


@pytest.fixture
def preview(content: Path) -> Iterator[Served]:
    with served(content.parent) as running:
        running.built()
        yield running


def test_selected_words_become_a_note_that_every_other_byte_survives(preview: Served, page: Page) -> None:
    open_article(page, preview)
    annotate(page, "It’s over")
    expect(form(page).get_by_label("Words of the article")).to_have_value("It’s over")
    expect(form(page)).to_contain_text("line 6: …")
    form(page).get_by_label("Speaker").fill("Jane Doe")
    form(page).get_by_label("Verdict").select_option("False")
    expect(form(page)).to_contain_text("It is not so.")
    form(page).get_by_label("Basis").fill("It was not: it rose again.")
    form(page).get_by_label("Note", exact=True).fill("See *below*.\n\n- once\n- twice")
    form(page).get_by_role("button", name="Preview").click()
    expect(form(page).locator(".rendered em")).to_have_text("below")
    expect(form(page).locator(".rendered li")).to_have_count(2)
    form(page).get_by_role("button", name="Add a source").click()
    form(page).get_by_label("Title").fill("The Almanac")
    form(page).get_by_label("Where in it").fill("p. 3")
    save(page)
    expect(form(page)).to_have_count(0)
    expect(page.locator("[data-note=its-over]")).to_be_attached(timeout=SEEN_WITHIN)
    assert sidecar(preview) == SIDECAR + (
        "\n  - id: its-over\n    quote: It’s over\n    speaker: jane-doe\n    verdict: false\n"
        "    basis: 'It was not: it rose again.'\n    note: |-\n      See *below*.\n\n      - once\n      - twice\n"
        "    sources:\n      - source: almanac\n        locator: p. 3\n"
    )
    expect(page.locator("#ref-its-over")).to_be_focused()


def test_words_that_stand_twice_are_told_apart(preview: Served, page: Page) -> None:
    open_article(page, preview)
    annotate(page, "moon rose", last=True)
    form(page).get_by_label("Note", exact=True).fill("Again.")
    save(page)
    expect(page.locator("[data-note=moon-rose]")).to_be_attached(timeout=SEEN_WITHIN)
    assert re.search(r"quote: moon rose\n    (prefix: too\. The|suffix: again)", sidecar(preview))
    paragraph = page.locator("[data-article-text] > p", has=page.locator("mark[data-notes~=moon-rose]"))
    expect(paragraph).to_contain_text("The sea rose too")


def test_a_selection_within_and_across_marks_is_the_plain_text(preview: Served, page: Page) -> None:
    open_article(page, preview)
    annotate(page, "rose over")
    expect(form(page).get_by_label("Words of the article")).to_have_value("rose over")
    page.keyboard.press("Escape")
    annotate(page, "town. “It’s over,” said the mayor.\nThe sea")
    expect(form(page)).to_contain_text("town. “It’s over,” said the mayor. The sea")
    form(page).get_by_label("Note", exact=True).fill("Two marks, two paragraphs.")
    save(page)
    expect(page.locator("mark[data-notes~=sea]").first).to_be_attached(timeout=SEEN_WITHIN)
    expect(page.locator("mark[data-notes~=town-said-mayor-sea]").first).to_be_attached(timeout=SEEN_WITHIN)
    assert "quote: town. “It’s over,” said the mayor. The sea\n" in sidecar(preview)


def test_a_selection_in_the_title(preview: Served, page: Page) -> None:
    open_article(page, preview)
    select(page, "moon", part="[data-article-title]")
    page.get_by_role("button", name="Annotate").click()
    form(page).get_by_label("Note", exact=True).fill("Which one?")
    save(page)
    expect(page.locator("h1 mark")).to_have_text("moon", timeout=SEEN_WITHIN)
    assert "    quote: moon\n    part: title\n" in sidecar(preview)


def test_the_whole_article_and_nothing(preview: Served, page: Page) -> None:
    open_article(page, preview)
    page.get_by_role("button", name="Annotate").click()
    expect(form(page).get_by_label("Words of the article")).to_be_focused()
    form(page).get_by_label("Note", exact=True).fill("About what?")
    save(page)
    expect(form(page)).to_contain_text("A note needs words of the article")
    expect(form(page).get_by_label("Words of the article")).to_be_focused()
    page.keyboard.press("Escape")
    form(page).get_by_role("button", name="Discard").click()
    text = page.evaluate(TEXT, "[data-article-text]")
    annotate(page, text.strip())
    expect(form(page)).to_contain_text("line 6")
    page.keyboard.press("Escape")
    expect(form(page)).to_have_count(0)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-reading]'))")
    page.get_by_role("button", name="Annotate").click()
    expect(page.get_by_role("status").filter(has_text="choose words of one of them")).to_be_visible()
    assert sidecar(preview) == SIDECAR


def test_a_right_to_left_article(preview: Served, page: Page) -> None:
    open_article(page, preview, "qamar")
    annotate(page, "قال الوزير", last=True)
    expect(form(page)).to_have_css("direction", "ltr")
    form(page).get_by_label("Speaker").fill("jane-doe")
    form(page).get_by_label("Note", exact=True).fill("نعم")
    save(page)
    expect(page.locator("mark[data-notes]")).to_have_text("قال الوزير", timeout=SEEN_WITHIN)
    assert "quote: قال الوزير\n    prefix: ثم\n" in sidecar(preview, "qamar")
    before = page.evaluate(TEXT, "[data-article-text]").index("ثم")
    assert (
        page.locator("mark").evaluate(
            "mark => mark.closest('p').textContent.indexOf(mark.textContent, " + str(before) + ")"
        )
        > before
    )


def test_the_page_stays_where_it_is_when_the_form_opens(preview: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    open_article(page, preview)
    page.evaluate("scrollTo(0, 40)")
    styles: list[Route] = []
    page.route("**/note-form.css", lambda route: styles.extend([route]))
    select(page, "moon rose")
    page.get_by_role("button", name="Annotate").click()
    page.wait_for_timeout(500)
    expect(form(page)).to_be_hidden()
    for route in styles:
        route.continue_()
    expect(form(page).get_by_label("Kind")).to_be_focused()
    assert page.evaluate("scrollY") == 40


# ---------------------------------------------------------------- by keyboard


def test_all_of_it_by_keyboard(preview: Served, page: Page) -> None:
    open_article(page, preview)
    page.keyboard.press("a")
    expect(form(page)).to_have_accessible_name("New note")
    expect(form(page).get_by_label("Words of the article")).to_be_focused()
    page.keyboard.type("the moon ROSE")
    page.keyboard.press("Tab")
    expect(form(page)).to_contain_text("The quote is not in moon.md")
    form(page).get_by_label("Words of the article").fill("moon rose")
    page.keyboard.press("Tab")
    expect(form(page)).to_contain_text("These words stand at 3 places")
    page.keyboard.press("Control+Enter")
    expect(form(page)).to_contain_text("Say which of the places is meant")
    page.get_by_role("radio").last.focus()
    page.keyboard.press("Space")
    form(page).get_by_label("Note", exact=True).focus()
    page.keyboard.type("in nap no one")  # keys of the page, n and p among them, are letters here
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1 mark")).to_have_text("moon rose", timeout=SEEN_WITHIN)
    assert "    part: title\n    kind: claim\n    note: in nap no one\n" in sidecar(preview)


def test_escape_closes_and_asks_where_something_was_typed(preview: Served, page: Page) -> None:
    open_article(page, preview)
    edit = page.locator("#note-sea").get_by_role("button", name="Edit note 2")
    page.locator("[data-note=sea]").evaluate("note => note.open = true")
    edit.focus()
    page.keyboard.press("Enter")
    expect(form(page)).to_have_accessible_name("Edit note 2")
    page.keyboard.press("Escape")
    expect(form(page)).to_have_count(0)
    expect(edit).to_be_focused()
    page.keyboard.press("Enter")
    form(page).get_by_label("Basis").fill("Typed.")
    page.keyboard.press("Escape")
    question = page.get_by_role("alertdialog", name="Discard what you typed?")
    expect(question.get_by_role("button", name="Discard")).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(form(page).get_by_label("Basis")).to_be_focused()
    expect(form(page).get_by_label("Basis")).to_have_value("Typed.")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(form(page)).to_have_count(0)
    assert sidecar(preview) == SIDECAR


# ---------------------------------------------------------------- editing


def test_a_note_is_edited_and_withdrawn_from_where_it_stands(preview: Served, page: Page) -> None:
    open_article(page, preview)
    page.locator("[data-note=sea]").evaluate("note => note.open = true")
    page.get_by_role("button", name="Edit note 2").click()
    expect(form(page).get_by_label("Speaker")).to_have_value("Jane Doe")
    form(page).get_by_label("Note", exact=True).fill("It is so.")
    save(page)
    expect(page.locator("#note-sea")).to_contain_text("It is so.", timeout=SEEN_WITHIN)
    assert sidecar(preview) == SIDECAR.replace("So it is said.", "It is so.")
    page.locator("[data-note=sea]").evaluate("note => note.open = true")
    page.get_by_role("button", name="Withdraw note 2").click()
    expect(form(page).get_by_label("Why it is withdrawn")).to_be_focused()
    save(page)
    expect(form(page)).to_contain_text("needs a withdrawn_because")
    form(page).get_by_label("Why it is withdrawn").fill("It was another sea.")
    save(page)
    expect(page.locator(".withdrawn-list")).to_contain_text("It was another sea.", timeout=SEEN_WITHIN)
    assert sidecar(preview) == SIDECAR.replace("So it is said.", "It is so.") + (
        "    status: withdrawn\n    withdrawn_because: It was another sea.\n"
    )


def test_a_speaker_who_is_not_known_is_added(preview: Served, page: Page) -> None:
    open_article(page, preview)
    annotate(page, "saw it")
    form(page).get_by_label("Speaker").fill("John Roe")
    form(page).get_by_label("Note", exact=True).fill("Who?")
    save(page)
    expect(form(page).get_by_label("Speaker")).to_be_focused()
    form(page).get_by_role("button", name="Add “John Roe” as a new speaker").click()
    expect(form(page).get_by_label("Speaker")).to_be_focused()
    save(page)
    expect(page.locator("mark", has_text="saw it")).to_be_attached(timeout=SEEN_WITHIN)
    assert "speaker: john-roe\n" in sidecar(preview)
    assert "john-roe:\n  name: John Roe\n" in (preview.folder / "content" / "speakers.yaml").read_text()


# ---------------------------------------------------------------- quotes that no longer match


def test_a_broken_quote_is_given_its_place_in_the_panel(preview: Served, content: Path, page: Page) -> None:
    open_article(page, preview)
    write(content / "articles" / "moon.md", MOON.replace("The sea rose too", "The sea rose 4 times"))
    panel = page.get_by_role("alertdialog")
    expect(panel).to_be_visible(timeout=SEEN_WITHIN)
    panel.get_by_role("button", name="Find the words").click()
    first = panel.locator(".candidate").first
    expect(first.locator("ins")).to_contain_text("4")
    expect(first.locator("del")).to_contain_text("too")
    expect(first).to_contain_text("look twice: a number differs")
    first.get_by_role("button", name="Take this place").click()
    expect(panel).to_be_hidden(timeout=SEEN_WITHIN)
    expect(page.locator("mark", has_text="The sea rose 4")).to_be_attached(timeout=SEEN_WITHIN)
    assert "# the sea\n  - id: sea\n    quote: The sea rose 4" in sidecar(preview)


# ---------------------------------------------------------------- how it looks to assistive software


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_every_control_has_a_label_and_none_is_out_of_sight(
    preview: Served, new_page: NewPage, scheme: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    open_article(page, preview)
    page.locator("[data-note=sea]").evaluate("note => note.open = true")
    page.get_by_role("button", name="Edit note 2").click()
    form(page).get_by_role("button", name="Add a source").click()
    form(page).locator("summary").click()
    controls = form(page).locator("input, select, textarea, button")
    assert controls.count() > 15
    for control in controls.all():
        if control.is_visible():
            expect(control).to_have_accessible_name(re.compile("."))
            box = control.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    form(page).get_by_label("Speaker").fill("Nobody")
    save(page)
    expect(form(page).get_by_label("Speaker")).to_have_accessible_description(re.compile("There is no speaker"))
    expect(form(page).get_by_label("Speaker")).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---------------------------------------------------------------- the first ten minutes

SIGNS_OF_EDITING = (b"siteBuilder", b".site-builder/edit", b"note-form", b"data-token", b"note-edit")

TEXT_TO_IMPORT = """\
The bridge that nobody built

A council's promise, and what became of it

By Ann Example
May 3, 2021

The council said on Monday that the bridge would open in 2019.

"We will spend 40 million on it," said Mayor Jane Doe. "It is the largest bridge in the country."

The bridge was never built. The council spent the money on a road.
"""


def site_builder(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "site_builder", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": ""},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_the_first_ten_minutes(tmp_path: Path, page: Page) -> None:
    begun = site_builder(tmp_path, "init", "archive")
    assert begun.returncode == 0, begun.stderr
    archive = tmp_path / "archive"
    write(archive / "bridge.txt", TEXT_TO_IMPORT)
    with served(archive) as preview:
        preview.built()
        imported = site_builder(archive, "import", "bridge.txt")
        assert imported.returncode == 0, imported.stderr
        sidecar_path = archive / "content" / "articles" / "the-bridge-that-nobody-built.yaml"
        drafts = sidecar_path.read_text(encoding="utf-8")
        preview.built(2)
        open_article(page, preview, sidecar_path.stem)
        for words, basis in (("bridge would open in 2019", "It was never built."), ("spent the money", "On a road.")):
            annotate(page, words)
            form(page).get_by_label("Verdict").select_option(index=1)
            form(page).get_by_label("Basis").fill(basis)
            form(page).get_by_role("button", name="Add a source").click()
            form(page).get_by_label("Title").fill("Minutes of the council")
            save(page)
            expect(page.locator("mark", has_text=words)).to_be_attached(timeout=SEEN_WITHIN)
        assert sidecar_path.read_text(encoding="utf-8").startswith(drafts)
        article = sidecar_path.with_suffix(".md")
        edited = article.read_text(encoding="utf-8").replace("spent the money", "spent [the] money")
        article.write_text(edited, encoding="utf-8")
        expect(page.get_by_role("alertdialog")).to_contain_text("the quote is not in", timeout=SEEN_WITHIN)
        assert site_builder(archive, "build").returncode == 1
        relinked = site_builder(archive, "relink", "--accept-folded")
        assert relinked.returncode == 0, relinked.stdout
        expect(page.get_by_role("alertdialog")).to_be_hidden(timeout=SEEN_WITHIN)
        page.close()
    built = site_builder(archive, "build")
    assert built.returncode == 0, built.stdout
    published = (archive / "output" / "articles" / sidecar_path.stem / "index.html").read_text(encoding="utf-8")
    assert published.count('class="note"') == 2
    assert "It was never built." in published
    for file in (archive / "output").rglob("*"):
        if file.is_file():
            assert not any(sign in file.read_bytes() for sign in SIGNS_OF_EDITING), file
