"""Labels (topics, outlets) to slugs: spellings that differ by case are one label, and no two labels share an address.

What comes in is texts with the places where they were written; what goes out is slugs and warnings. No records of the
archive are made here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from site_builder.problems import Location, Problem, warning
from site_builder.urls import fold_label, is_reserved_name, slugify

LONGEST_SLUG = 200
"""How long a slug of a label may be, in bytes of UTF-8: with its digest it is still a file name everywhere."""


class Writer(Protocol):
    """What may carry a label: it knows its own place."""

    @property
    def location(self) -> Location: ...


class LabelUse(NamedTuple):
    """A label as it was written, and on what."""

    text: str
    writer: Writer


def assign_slugs(labels: Iterable[str]) -> dict[str, str]:
    """Return the slug of each folded label; the order of the labels does not matter.

    A label that is its own slug has the first right to it, then the alphabet decides.
    """
    plain = {label: slugify(label) for label in labels}
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for label in sorted(plain, key=lambda label: (plain[label] != label, label)):
        slug = plain[label]
        if len(slug.encode()) > LONGEST_SLUG:
            slug = slug.encode()[:LONGEST_SLUG].decode(errors="ignore").rstrip("-")
        if slug != plain[label] or not slug or slug in taken or is_reserved_name(slug):
            slug = f"{slug}-{hashlib.sha256(label.encode()).hexdigest()[:6]}"
        taken.add(slug)
        slugs[label] = slug
    return slugs


def choose_spellings(
    counts: Mapping[str, int], what: str, uses: Callable[[], Iterable[LabelUse]]
) -> tuple[dict[str, str], list[Problem]]:
    """Return the spelling to show for each folded label, the most frequent one, and a warning at every other one.

    `counts` is how often each text is written, `uses` where: that is asked only where there is something to report.
    """
    spellings: dict[str, list[str]] = {}
    for text in counts:
        spellings.setdefault(fold_label(text), []).append(text)
    shown = {label: min(texts, key=lambda text: (-counts[text], text)) for label, texts in spellings.items()}
    other = {text for label, texts in spellings.items() for text in texts if text != shown[label]}
    return shown, [_spelling_problem(use, shown, what) for use in uses() if use.text in other] if other else []


def _spelling_problem(use: LabelUse, shown: Mapping[str, str], what: str) -> Problem:
    chosen = shown[fold_label(use.text)]
    return warning(
        "label-spelling",
        f"the {what} '{use.text}' is written '{chosen}' elsewhere",
        use.writer.location,
        f"both are one {what}; write '{chosen}' everywhere",
    )
