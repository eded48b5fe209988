"""Write docs/pages/format.md from the declarations of the formats.

Run it after a change to site_builder/reading/formats.py: a test compares the page with the declarations.
"""

from __future__ import annotations

from pathlib import Path

from site_builder.reading.reference import reference_page

PAGE = Path(__file__).parent.parent / "docs" / "pages" / "format.md"

if __name__ == "__main__":
    PAGE.write_text(reference_page(), encoding="utf-8", newline="\n")
    print(f"wrote {PAGE.name}")
