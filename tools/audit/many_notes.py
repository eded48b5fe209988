"""Write an archive of one article with very many notes, each with all that notes usually have.

In: an empty folder. Out: content/ of a site, in which every paragraph has two notes: one is a claim with a verdict, a
basis, a speaker and two sources, the other is context.
"""

from __future__ import annotations

from pathlib import Path

ARTICLE = "articles/many/"
"""The article's address below its site."""

FIRST = 100
"""The number of the first paragraph: all have three digits, so that no number begins like another."""

WORDS = "The board kept its own accounts of the harbour, and for years nobody asked which of the two was right. "

SETTINGS = """\
title: Many
verdicts:
  - {key: right, label: Right, tone: positive}
  - {key: wrong, label: Wrong, tone: negative}
outputs: {claim_pages: false}
"""
SPEAKERS = "ada:\n  name: Ada Zet\n"
CLAIM = """\
  - id: first-{number}
    quote: First word {number}
    speaker: ada
    verdict: {verdict}
    claim: The word {number} stands here.
    basis: The accounts say so.
    note: '{note}'
    sources:
      - {{title: The accounts, url: "https://example.org/{number}", archive_url: "https://archive.example.org/{number}"}}
      - {{title: The other accounts, publisher: The board, date: 1938-10-30}}
"""
CONTEXT = "  - {{id: other-{number}, quote: Other word {number}, kind: context, note: '{note}'}}\n"


def write_archive(content: Path, notes: int) -> None:
    """Write the archive; `notes` is an even number of at most 1,800."""
    text, sidecar = ["---\ntitle: Many notes\n---\n"], ["annotations:\n"]
    for number in range(FIRST, FIRST + notes // 2):
        note = (WORDS * (1 + number % 3)).strip()
        text.append(f"First word {number} stands here. {WORDS * 2}Other word {number} does, too. {WORDS}\n\n")
        sidecar.append(CLAIM.format(number=number, verdict="wrong" if number % 2 else "right", note=note))
        sidecar.append(CONTEXT.format(number=number, note=note))
    files = {
        "site.yaml": SETTINGS,
        "speakers.yaml": SPEAKERS,
        "articles/many.md": "".join(text),
        "articles/many.yaml": "".join(sidecar),
    }
    for name, data in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8", newline="\n")
