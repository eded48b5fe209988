from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.reading.schema import FORMATS, json_schema

CONTENT = Path(__file__).parents[3] / "content"


KEYWORDS = {
    *("$schema", "title", "description", "type", "enum", "pattern", "minimum"),
    *("properties", "additionalProperties", "required", "items", "anyOf"),
}


def errors(schema: dict[str, Any], value: Any, path: str = "") -> Iterator[str]:
    """Check a value by the part of JSON Schema that the schemas use (but for patterns of strings)."""
    assert schema.keys() <= KEYWORDS
    if "anyOf" in schema:
        if all(list(errors(option, value, path)) for option in schema["anyOf"]):
            yield f"{path}: nothing fits"
        return
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    if kinds and kind_of(value) not in {*kinds, *(["integer"] if "number" in kinds else [])}:
        yield f"{path}: {kind_of(value)} is none of {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value} is none of {schema['enum']}"
    if isinstance(value, dict):
        yield from errors_of_object(schema, value, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from errors(schema.get("items", {}), item, f"{path}/{index}")


def errors_of_object(schema: dict[str, Any], value: dict[str, Any], path: str) -> Iterator[str]:
    yield from (f"{path}: no {name}" for name in schema.get("required", []) if name not in value)
    for name, item in value.items():
        inner = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
        if inner is False:
            yield f"{path}: unknown {name}"
        else:
            yield from errors(inner, item, f"{path}/{name}")


def kind_of(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", dict: "object", list: "array"}
    return "null" if value is None else names.get(type(value), "string")  # a date is text to YAML 1.2


def test_schemas_are_json_and_say_which_they_are() -> None:
    for name in FORMATS:
        schema = json.loads(json.dumps(json_schema(name)))
        assert schema["title"] == name
        assert schema["$schema"].startswith("http://json-schema.org/")
        assert schema["type"] == "object"


def shipped() -> list[Any]:
    files = {
        "site": "site.yaml",
        "speakers": "speakers.yaml",
        "contributors": "contributors.yaml",
        "sources": "sources.yaml",
    }
    cases = [(name, CONTENT / file) for name, file in files.items()]
    cases += [("sidecar", path) for path in sorted(CONTENT.glob("articles/**/*.yaml"))]
    cases += [("article", path) for path in sorted(CONTENT.glob("articles/**/*.md"))]
    return [pytest.param(name, path, id=path.relative_to(CONTENT).as_posix()) for name, path in cases]


@pytest.mark.parametrize(("name", "path"), shipped())
def test_the_archive_that_ships_fits_its_schemas(name: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    value = yaml.safe_load(text.split("---\n")[1] if path.suffix == ".md" else text)
    assert list(errors(json_schema(name), value)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site", {"titel": "A"}),
        ("site", {"title": ["A"]}),
        ("site", {"title": "A", "outputs": {"annotations": "yes"}}),
        ("article", {"title": "A", "status": "gone"}),
        ("sidecar", {"annotations": [{"quote": "no id"}]}),
        ("speakers", {"luna": {"type": "person"}}),
        ("sidecar", {"annotations": [{"id": "a", "sources": [{"titel": "x"}]}]}),
    ],
)
def test_what_is_wrong_does_not_fit(name: str, value: Any) -> None:
    assert list(errors(json_schema(name), value)) != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site", {"title": 1984, "tagline": None, "verdicts": {"key": False, "label": "x"}}),
        ("article", {"title": "A", "date": 2020, "topics": "budget", "image": None}),
        ("sidecar", {"annotations": {"id": 7, "quote": "x", "sources": "almanac", "note": "y"}}),
    ],
)
def test_what_the_reader_accepts_fits(name: str, value: Any) -> None:
    assert list(errors(json_schema(name), value)) == []
