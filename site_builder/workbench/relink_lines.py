"""A broken quote and its candidates to lines of text, with the words that differ set off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from site_builder.anchoring.candidates import Candidate, Run
from site_builder.anchoring.part_text import shorten
from site_builder.anchoring.weights import Weight
from site_builder.problem_texts import head_of
from site_builder.problems import error
from site_builder.workbench.relinking import BrokenQuote

Mark = Callable[[str, str], str]
"""Sets words off, by the kind of their run: "same", "quote" or "article"."""

WEIGHT_NAMES: dict[Weight, str] = {
    "number": "a number",
    "negation": "a negation",
    "name": "a name or another word with a capital",
    "date": "a date",
    "unit": "a unit",
}

_LONGEST_RUN = 80
"""Characters of words that both have: of more, the middle is left out."""


def lines_of(broken: BrokenQuote, content: Path, mark: Mark | None = None) -> Iterator[str]:
    """Yield what a terminal shows of a broken quote; without `mark` the words are set off by signs, as wdiff does."""
    code, message, _ = broken.finding
    yield head_of(error(code, message, broken.location, ""), content)
    yield f"    note '{broken.note_id}': “{shorten(broken.target.quote)}”"
    if not broken.candidates:
        yield "    nothing like it stands in the article"
    for number, candidate in enumerate(broken.candidates, 1):
        yield f"    {number}  {place_of(candidate)}: {words_of(candidate, mark or _signs)}"
        if warning := warning_of(candidate):
            yield f"       {warning}"


def place_of(candidate: Candidate) -> str:
    """Return where a candidate stands: 'line 12', 'the title'."""
    return f"line {candidate.line}" if candidate.line else f"the {candidate.span.part}"


def warning_of(candidate: Candidate) -> str:
    """Return what to look at twice before a candidate is chosen, or ""."""
    if not candidate.weights:
        return ""
    names = [WEIGHT_NAMES[weight] for weight in candidate.weights]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"look twice: {listed} {'differs' if len(names) == 1 else 'differ'}"


def words_of(candidate: Candidate, mark: Mark) -> str:
    """Return the words of a candidate with those of the quote that it has not, each set off.

    Where nothing differs a few words around them say which place it is.
    """
    if all(run.kind == "same" for run in candidate.runs):
        return f"{candidate.before}[{shorten(candidate.words)}]{candidate.after}"
    return "".join(
        " " * (run.spaced and number > 0) + mark(run.kind, _shown(run)) for number, run in enumerate(candidate.runs)
    )


def _shown(run: Run) -> str:
    return shorten(run.text, _LONGEST_RUN) if run.kind == "same" else run.text


def _signs(kind: str, words: str) -> str:
    return {"quote": f"[-{words}-]", "article": f"{{+{words}+}}"}.get(kind, words)
