"""tests/cases/search/terms.txt, read: the texts and the terms that both sides must make of them."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "cases" / "search" / "terms.txt"


def _read() -> list[tuple[str, list[str]]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    cases = [line.partition("=>") for line in lines if line and not line.startswith("#")]
    return [(text.strip(), terms.split()) for text, _, terms in cases]


TERM_CASES = _read()
