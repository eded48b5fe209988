"""Archives with many claims for the tests of lists and speakers' pages, written as content folders and built."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.browser.conftest import REPOSITORY, BuiltSite

LONG_LABEL = " ".join(["true as far as it goes and yet not the whole of it"] * 3 + ["so that care is needed here"])
"""A verdict's label of some forty words."""

LONG_TITLE = "A title that goes on " * 14
"""Some three hundred characters."""

TWELVE = [
    ("right", "Right", "positive"), ("mostly", "Mostly right", "positive"), ("half", "Half right", "mixed"),
    ("stretched", "Stretched", "mixed"), ("misleading", "Misleading", "mixed"), ("outdated", "Outdated", "neutral"),
    ("disputed", "Disputed", "neutral"), ("unproven", "Unproven", "neutral"), ("weak", "Unsupported", "negative"),
    ("wrong", "Wrong", "negative"), ("invented", "Invented", "negative"), ("careful", LONG_LABEL, "mixed"),
]  # fmt: skip
"""Verdicts: key, label, tone."""

CLAIMS_AN_ARTICLE = 10

SPEAKERS = """\
ada: {name: Ada Zet, role: Clerk, affiliation: The Guild, aliases: [A. Zet], bio: Kept the books.}
bob: {name: Bob Ypsilon, roles: [{title: Master, organisation: the guild, from: 1990, to: 1999}]}
cyd: {name: Cyd Xylon, role: Nobody yet}
dot: {name: Dot Wye}
guild: {name: The Guild, type: organisation}
"""


def settings(verdicts: Sequence[tuple[str, str, str]], more: str = "") -> str:
    """Return a site.yaml with a vocabulary."""
    listed = "".join(f"  - {{key: {key}, label: '{label}', tone: {tone}}}\n" for key, label, tone in verdicts)
    vocabulary = f"verdicts:\n{listed}" if listed else ""
    policy = "selection_policy: We took every tenth.\n"
    return f"title: A record of claims\nsource_required_for_verdict: false\n{policy}{vocabulary}{more}"


def write_archive(folder: Path, site: str, speakers: Sequence[str], verdicts: Sequence[str]) -> None:
    """Write an archive with a claim for each item of `speakers`, ten an article, over thirty years from 1990 on.

    The verdicts go round; where there are some, each seventh claim has none. Each fifth has a topic of its own, and
    no note where it has a verdict.
    """
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text(site, encoding="utf-8")
    (folder / "speakers.yaml").write_text(SPEAKERS, encoding="utf-8")
    for start in range(0, len(speakers), CLAIMS_AN_ARTICLE):
        number = start // CLAIMS_AN_ARTICLE
        title = LONG_TITLE if number == 1 else f"Report {number}"
        labels = f"outlet: Paper {number % 3}\ntopics: [Topic {number % 2}]"
        head = f"title: {title}\ndate: {1990 + number % 30}-03-04\n{labels}"
        sentences, notes = [], []
        for place, speaker in enumerate(speakers[start : start + CLAIMS_AN_ARTICLE], start=start):
            sentences.append(f"It is said that number {place} holds, and nobody asked.")
            note = f"  - id: n{place}\n    quote: number {place} holds\n    kind: claim\n    speaker: {speaker}\n"
            rated = bool(verdicts) and place % 7 > 0
            if rated:
                note += f"    verdict: {verdicts[place % len(verdicts)]}\n    basis: Somebody looked at {place}.\n"
            if place % 5 or not rated:
                note += f"    note: About {place}.\n"
            notes.append(note if place % 5 else f"{note}    topics: [Fives]\n")
        (folder / f"articles/report-{number}.md").write_text(
            f"---\n{head}\n---\n" + "\n\n".join(sentences) + "\n", encoding="utf-8"
        )
        (folder / f"articles/report-{number}.yaml").write_text("annotations:\n" + "".join(notes), encoding="utf-8")


def build_site(content: Path, output: Path) -> BuiltSite:
    """Build an archive, to be opened from its folder."""
    command = [sys.executable, "-m", "site_builder", "build", "--content", str(content), "--output", str(output)]
    built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False, encoding="utf-8")
    assert built.returncode == 0, built.stdout + built.stderr
    return BuiltSite(output, output.as_uri() + "/", output)
