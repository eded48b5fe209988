from __future__ import annotations

from pathlib import Path

from site_builder.reading.reference import reference_page

PAGE = Path(__file__).parents[3] / "docs" / "pages" / "format.md"


def test_the_reference_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == reference_page(), "run: python tools/format_reference.py"


def test_every_table_has_four_columns() -> None:
    rows = [line for line in reference_page().splitlines() if line.startswith("|")]
    assert len(rows) > 150
    assert {row.replace("\\|", "").count("|") for row in rows} == {5}
