"""The words of the shipped languages, for tests of what prints them."""

from __future__ import annotations

from site_builder.folders import template_folders
from site_builder.language import Language
from site_builder.publishing.wording import Wording
from site_builder.reading.languages import read_language


def shipped_language(tag: str) -> Language:
    found = read_language(template_folders(None), tag)
    assert found.is_known
    assert found.problems == []
    return found.language


ENGLISH = Wording(shipped_language("en"))
