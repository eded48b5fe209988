"""What the declarations say to editors' programs: a JSON Schema for each format.

In goes the name of a format, out comes plain data. Nothing here reads content.
"""

from __future__ import annotations

from typing import Any

from site_builder.reading.format import Mapping, Named
from site_builder.reading.formats import (
    ARTICLE,
    CONTRIBUTOR,
    CONTRIBUTORS,
    PAGE,
    SIDECAR,
    SITE,
    SOURCES,
    SPEAKER,
    SPEAKERS,
)

FORMATS: dict[str, Mapping | Named] = {
    "site": SITE,
    "speakers": SPEAKERS,
    "speaker": SPEAKER,
    "contributors": CONTRIBUTORS,
    "contributor": CONTRIBUTOR,
    "sources": SOURCES,
    "article": ARTICLE,
    "page": PAGE,
    "sidecar": SIDECAR,
}
"""Every format by its name: one schema each."""

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors' YAML extensions support in full."""


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a format of FORMATS."""
    return {"$schema": DIALECT, "title": name, **FORMATS[name].schema()}
