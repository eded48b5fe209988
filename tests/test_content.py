"""The shipped archive is an example of the format: it is in order, and every key of every format occurs in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, check
from site_builder.model import Archive, Date
from site_builder.reading.format import ListOf, Mapping, Named, Type
from site_builder.reading.formats import (
    ARTICLE,
    CONTRIBUTORS,
    DEFAULTS,
    PAGE,
    SIDECAR,
    SITE,
    SOURCES,
    SPEAKERS,
    SourceUse,
)
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.yaml_source import Value, YamlDocument
from tests.archives import read_archive

CONTENT = Path(__file__).resolve().parent.parent / "content"

FORMATS: dict[str, tuple[str, Type]] = {
    "site": ("site.yaml", SITE),
    "speakers": ("speakers.yaml", SPEAKERS),
    "contributors": ("contributors.yaml", CONTRIBUTORS),
    "sources": ("sources.yaml", SOURCES),
    "article": ("articles/**/*.md", ARTICLE),
    "page": ("pages/**/*.md", PAGE),
    "sidecar": ("articles/**/*.yaml", SIDECAR),
}


def values_of(path: Path) -> Value:
    if path.suffix == ".md":
        return read_markdown_file(path.read_bytes(), path.name).document.value
    return YamlDocument(path.read_text(encoding="utf-8"), path.name).value


def declared_keys(format_: Type, prefix: str) -> Iterator[str]:
    """Yield every key of a format; defaults take the keys of an annotation, so one of them is enough."""
    if isinstance(format_, ListOf | Named):
        yield from declared_keys(format_.item, prefix)
    elif isinstance(format_, SourceUse):
        yield from declared_keys(format_.mapping, prefix)
    elif isinstance(format_, Mapping):
        for key in format_.keys:
            yield f"{prefix}.{key.name}"
            if key.type is not DEFAULTS:
                yield from declared_keys(key.type, f"{prefix}.{key.name}")


def used_keys(format_: Type, value: Value, prefix: str) -> Iterator[str]:
    if isinstance(format_, ListOf):
        for item in value if isinstance(value, list) else [value]:
            yield from used_keys(format_.item, item, prefix)
    elif isinstance(format_, Named) and isinstance(value, dict):
        for item in value.values():
            yield from used_keys(format_.item, item, prefix)
    elif isinstance(format_, SourceUse):
        yield from used_keys(format_.mapping, value, prefix)
    elif isinstance(format_, Mapping) and isinstance(value, dict):
        types = {key.name: key.type for key in format_.keys}
        for name, inner in value.items():
            yield f"{prefix}.{name}"
            yield from used_keys(types[name], inner, f"{prefix}.{name}")


@pytest.mark.parametrize("name", FORMATS)
def test_every_key_of_every_format_occurs(name: str) -> None:
    pattern, format_ = FORMATS[name]
    used = {key for path in CONTENT.glob(pattern) for key in used_keys(format_, values_of(path), name)}
    declared = set(declared_keys(format_, name))
    assert len(declared) > 4
    assert declared - used == set()


@pytest.fixture(scope="module")
def archive() -> Archive:
    report = check(BuildOptions(content=CONTENT, strict=True))
    assert report.problems == ()
    return read_archive(CONTENT)


def test_the_archive_shows_what_it_should(archive: Archive) -> None:
    published = [entry for entry in archive.articles if entry.article.status == "published"]
    assert len(published) >= 6
    assert sum(note.annotation.status == "published" for note in archive.notes.values()) >= 40
    assert {note.annotation.kind for note in archive.notes.values()} == {
        "claim",
        "context",
        "definition",
        "source",
        "correction",
        "question",
    }
    assert sum(len(entry.articles) > 1 for entry in archive.speakers.values()) >= 3
    assert {"person", "organisation"} <= {entry.speaker.type for entry in archive.speakers.values()}
    assert len(archive.speakers) >= 8


def test_it_has_other_languages_and_inexact_dates(archive: Archive) -> None:
    articles = [entry.article for entry in archive.articles]
    assert any(article.text_direction == "rtl" for article in articles)
    assert any(article.language not in {"", "en"} and article.text_direction != "rtl" for article in articles)
    assert any(article.date is None for article in articles)
    assert any(article.date and article.date.month is None for article in articles)


def test_every_verdict_has_a_basis_and_a_source(archive: Archive) -> None:
    rated = [note for note in archive.notes.values() if note.annotation.verdict]
    assert len(rated) > 20
    assert [note.key for note in rated if not (note.annotation.basis and note.annotation.sources)] == []


def test_nothing_of_it_lies_in_the_future(archive: Archive) -> None:
    """What was checked, changed or read can have been so on the day of the newest article at the latest."""
    newest = max((entry.article.date for entry in archive.articles if entry.article.date), key=_chronological)
    for note in archive.notes.values():
        dates = [note.annotation.checked_on, *(change.date for change in note.annotation.changes)]
        assert all(_chronological(date) <= _chronological(newest) for date in dates if date), note.key


def _chronological(date: Date) -> tuple[int, int, int]:
    return date.chronological
