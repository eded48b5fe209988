"""Our annotations before a foreign judge: the JSON Schemas of the W3C's own tests of the Web Annotation model.

They stand outside the repository; where they are not, tests/unit/exchange/test_web_annotation.py alone holds the form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from site_builder.build import BuildOptions, build

REPOSITORY = Path(__file__).resolve().parent.parent
SCHEMAS = REPOSITORY.parent / "shared" / "fixtures" / "web-annotation"

pytestmark = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the W3C's schemas are not beside the repository")


@cache
def registry() -> Registry[Any]:
    paths = (SCHEMAS / "definitions").glob("*.json")
    pairs = ((path.name, json.loads(path.read_text(encoding="utf-8"))) for path in paths)
    return Registry().with_resources(
        (name, Resource.from_contents(schema, default_specification=DRAFT4)) for name, schema in pairs
    )


FORMATS = jsonschema.FormatChecker(formats=())
"""What the schemas ask of an address and of a moment: without these jsonschema takes any text for one."""


@FORMATS.checks("uri", raises=ValueError)
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value))


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@cache
def musts(test: str) -> list[tuple[str, dict[str, Any]]]:
    """The assertions of one of the W3C's tests, each with the sentence that it fails with."""
    listed = json.loads((SCHEMAS / test).read_text(encoding="utf-8"))["assertions"]
    schemas = [json.loads((SCHEMAS / name).read_text(encoding="utf-8")) for name in listed]
    return [(schema["errorMessage"], {**schema, "id": name}) for name, schema in zip(listed, schemas, strict=True)]


def faults(data: dict[str, Any], test: str) -> list[str]:
    """Return what is wrong with an annotation, a page or a collection."""
    found = []
    for message, schema in musts(test):
        content = {key: value for key, value in schema.items() if key != "id"}
        validator = jsonschema.Draft4Validator(content, registry=registry(), format_checker=FORMATS)
        if not validator.is_valid(data):
            found.append(message)
    return found


ANNOTATION = "annotations/annotationMusts.test"
PAGE = "collections/pages/pageMusts.test"
COLLECTION = "collections/collectionMusts.test"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("annotations") / "output"
    report = build(BuildOptions(REPOSITORY / "content", output=output, base_url="https://example.org/archive/"))
    assert report.exit_status == 0
    return output


def read(path: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parsed


def every_annotation(site: Path) -> Iterator[dict[str, Any]]:
    for path in site.glob("articles/*/annotations.jsonld"):
        page = read(path)
        for item in page["items"]:
            yield {"@context": page["@context"], **item}


def test_every_annotation_is_valid(site: Path) -> None:
    made = list(every_annotation(site))
    assert len(made) > 20
    assert {item["id"]: found for item in made if (found := faults(item, ANNOTATION))} == {}


def test_every_page_is_valid(site: Path) -> None:
    pages = [read(path) for path in site.glob("articles/*/annotations.jsonld")]
    assert len(pages) > 5
    assert {page["id"]: found for page in pages if (found := faults(page, PAGE))} == {}


def test_the_collection_is_valid(site: Path) -> None:
    assert faults(read(site / "annotations.jsonld"), COLLECTION) == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda item: item.pop("@context"), "context"),
        (lambda item: item.pop("target"), "target"),
        (lambda item: item.update(id="not an address"), "id"),
        (lambda item: item.update(bodyValue="A note"), "body"),
        (lambda item: item.update(modified="yesterday"), "modified"),
        (lambda item: item["target"]["selector"][0].pop("exact"), "exact"),
        (lambda item: item["target"]["selector"][1].update(start=-1), "position selector"),
    ],
)
def test_the_judge_sees_a_broken_annotation(site: Path, spoil: Callable[[Any], object], told: str) -> None:
    item = next(item for item in every_annotation(site) if isinstance(item["target"], dict))
    spoil(item)
    found = " ".join(faults(item, ANNOTATION))
    assert told in found.casefold()


def test_the_judge_sees_a_broken_page_and_a_broken_collection(site: Path) -> None:
    page = read(next(site.glob("articles/*/annotations.jsonld")))
    assert faults({**page, "items": "none"}, PAGE)
    collection = read(site / "annotations.jsonld")
    del collection["first"]
    assert faults(collection, COLLECTION)
