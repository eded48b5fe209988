"""The JSON Schemas, judged by a validator that is not ours, on all content that there is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from site_builder.reading.core_schema import core_value
from site_builder.reading.schema import FORMATS, json_schema
from site_builder.reading.yaml_source import YamlDocument

REPOSITORY = Path(__file__).parents[3]
INVALID = REPOSITORY / "tests" / "sites_invalid"
STARTER = REPOSITORY / "site_builder" / "workbench" / "starter" / "content"

SHAPED = {
    *("unknown-key", "missing-key", "wrong-type", "unknown-choice", "unquoted-colon"),
    *("bad-date", "bad-url", "bad-slug", "bad-email", "bad-language", "bad-alias", "remote-file"),
}
"""Codes of what a schema can see: the shape of a file, and of single values."""

BEYOND = {
    "bad-slug": "it is the name of a file",
    "bad-slug.speaker": "Windows' names are no pattern",
    "bad-url.base": "that a base_url has no query is said nowhere else",
    "bad-url.host": "what a host may be is no pattern",
    "missing-key.annotation": "which keys go together is not a schema's to say",
    "missing-key.empty": "as above",
    "missing-key.source": "as above",
    "missing-key.withdrawn": "as above",
    "wrong-type.number-long": "JSON has numbers of any length",
    "unquoted-colon": "it is no YAML",
}
"""Cases of these codes that no schema refuses, and why."""

NAMES = {
    "site.yaml": "site",
    "speakers.yaml": "speakers",
    "contributors.yaml": "contributors",
    "sources.yaml": "sources",
    "speakers/": "speaker",
    "contributors/": "contributor",
    "pages/": "page",
}


def schema_of(path: Path, content: Path) -> str:
    file = path.relative_to(content).as_posix()
    if file.startswith("articles/"):
        return "article" if path.suffix == ".md" else "sidecar"
    return next(name for beginning, name in NAMES.items() if file.startswith(beginning))


def value_of(path: Path) -> Any:
    """Return what an editor's program sees: values by the core schema of YAML 1.2, of Markdown the front matter."""
    text = path.read_text(encoding="utf-8-sig")
    document = YamlDocument(text.split("---\n")[1] if path.suffix == ".md" else text, path.name)
    return core_value(document.value) if document.value else {}


def faults(name: str, value: Any) -> list[str]:
    return [fault.message for fault in jsonschema.Draft7Validator(json_schema(name)).iter_errors(value)]


def content_files(content: Path) -> Iterator[Path]:
    read = [*content.glob("*.yaml"), *content.glob("*/**/*.yaml"), *content.glob("*/**/*.md")]
    yield from sorted(path for path in read if path.relative_to(content).parts[0] != "assets")


def archives() -> list[Any]:
    contents = [REPOSITORY / "content", STARTER, *sorted((REPOSITORY / "tests" / "sites").glob("*/content"))]
    return [
        pytest.param(path, content, id=path.relative_to(REPOSITORY).as_posix())
        for content in contents
        for path in content_files(content)
    ]


def refused() -> list[Any]:
    """Return the cases with codes that a schema can see, each with the files at fault."""
    cases = []
    for case in sorted(INVALID.glob("*/content")):
        report = (case.parent / "expected.txt").read_text(encoding="utf-8")
        files = {
            file
            for file, code in re.findall(r"^(.+?):\d+:\d+: error\[([\w-]+)\]", report, re.MULTILINE)
            if code in SHAPED
        }
        if case.parent.name.partition(".")[0] in SHAPED and case.parent.name not in BEYOND:
            cases.append(pytest.param(case, sorted(files), id=case.parent.name))
    return cases


def test_schemas_are_json_and_say_which_they_are() -> None:
    for name in FORMATS:
        schema = json.loads(json.dumps(json_schema(name)))
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["title"] == name
        assert schema["$schema"] == jsonschema.Draft7Validator.META_SCHEMA["$schema"]
        assert schema["type"] == "object"


@pytest.mark.parametrize(("path", "content"), archives())
def test_every_file_of_every_archive_fits(path: Path, content: Path) -> None:
    assert faults(schema_of(path, content), value_of(path)) == []


@pytest.mark.parametrize(("content", "files"), refused())
def test_what_a_build_refuses_for_its_shape_does_not_fit(content: Path, files: list[str]) -> None:
    found = {file: faults(schema_of(content / file, content), value_of(content / file)) for file in files}
    assert files
    assert [file for file in files if not found[file]] == []


def test_what_no_schema_refuses_is_listed_rightly() -> None:
    assert {case.partition(".")[0] for case in BEYOND} <= SHAPED
    assert [case for case in BEYOND if not (INVALID / case).is_dir()] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site", {"title": 1984, "tagline": None, "verdicts": {"key": False, "label": "x"}}),
        ("article", {"title": "A", "date": 2020, "topics": "budget", "image": None, "language": "no"}),
        ("article", {"title": "A", "slug": "نمر-7", "topics": ["a", None]}),
        ("sidecar", {"annotations": {"id": 7, "quote": "x", "sources": "almanac", "note": "y"}}),
        ("sidecar", {"annotations": [None, {"id": "x", "quote": "x", "occurrence": None}]}),
    ],
)
def test_what_the_reader_accepts_fits(name: str, value: Any) -> None:
    assert faults(name, value) == []
