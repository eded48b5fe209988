"""A small archive with notes, and what an editor does in its preview: select words, open the form, save."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.serving import Served, write

SEEN_WITHIN = 15_000
"""Milliseconds from a save to the page that shows it, on a busy machine."""

MOON = """\
---
title: The moon rose
dek: And the sea with it
---

The moon *rose* over the town. “It’s over,” said the mayor.

The sea rose too. The moon rose again, and 3.5% of the people saw it.
"""
ARABIC = "---\ntitle: القمر\nlanguage: ar\n---\n\nقال الوزير إن القمر طلع. ثم قال الوزير إن البحر هدأ.\n"
SIDECAR = """\
# about the moon
annotations:
  - id: over
    quote: The moon rose over the town
    note: >-
      It did.

  # the sea
  - id: sea
    quote: The sea rose too
    speaker: jane-doe
    note: So it is said.
"""
SITE = """\
title: Small
search: {engine: none}
verdicts:
  - {key: false, label: False, definition: It is not so., tone: negative}
  - {key: fair, label: Fair, tone: positive}
"""


def write_moon(folder: Path) -> Path:
    """Write the archive and return its content folder."""
    content = folder / "content"
    write(content / "site.yaml", SITE)
    write(content / "speakers.yaml", "jane-doe: {name: Jane Doe, role: Mayor}\n")
    write(content / "sources.yaml", "almanac: {title: The Almanac, url: 'https://example.org/almanac'}\n")
    write(content / "articles" / "moon.md", MOON)
    write(content / "articles" / "moon.yaml", SIDECAR)
    write(content / "articles" / "qamar.md", ARABIC)
    return content


def sidecar(preview: Served, name: str = "moon") -> str:
    return (preview.folder / "content" / "articles" / f"{name}.yaml").read_text(encoding="utf-8")


def open_article(page: Page, preview: Served, slug: str = "moon") -> None:
    page.goto(f"{preview.url}articles/{slug}/")
    page.wait_for_load_state("networkidle")


SELECT = """([part, from, to]) => {
  const nodes = [];
  const walker = document.createTreeWalker(document.querySelector(part), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest('[data-annotation-ui]')) nodes.push(walker.currentNode);
  }
  const place = (at, isEnd) => {
    for (const node of nodes) {
      if (at < node.length || (isEnd && at === node.length)) return [node, at];
      at -= node.length;
    }
    return [nodes.at(-1), nodes.at(-1).length];
  };
  const range = document.createRange();
  range.setStart(...place(from, false));
  range.setEnd(...place(to, true));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""

TEXT = """(part) => {
  const copy = document.querySelector(part).cloneNode(true);
  copy.querySelectorAll('[data-annotation-ui]').forEach((one) => one.remove());
  return copy.textContent;
}"""


def select(page: Page, words: str, *, last: bool = False, part: str = "[data-article-text]") -> None:
    """Select words of a part, as a mouse would, wherever marks and markers stand in them."""
    text = page.evaluate(TEXT, part)
    start = text.rindex(words) if last else text.index(words)
    page.evaluate(SELECT, [part, start, start + len(words)])


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


def save(page: Page) -> None:
    form(page).get_by_role("button", name="Save").click()


def annotate(page: Page, words: str, *, last: bool = False) -> None:
    select(page, words, last=last)
    page.get_by_role("button", name="Annotate").click()
    expect(form(page)).to_be_visible()
