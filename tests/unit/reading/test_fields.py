from __future__ import annotations

from typing import Any

from site_builder.model import Date, Image, Reference, Source
from site_builder.problems import Location
from site_builder.reading.fields import FieldReader
from site_builder.reading.format import Findings, Place, Placed
from site_builder.reading.links import Size
from site_builder.reading.register import Register
from site_builder.reading.yaml_source import YamlDocument

ALMANAC = Source("An almanac", date=Date(1835), locator="p. 1")


def reader(text: str = "") -> FieldReader:
    return FieldReader(YamlDocument(text, "articles/moon.md"), lambda _file: Size(3, 2), Register({"almanac": ALMANAC}))


def placed(findings: Findings | None = None, **values: Any) -> Placed:
    return Placed(Place(findings or Findings(), ("image",)), values, frozenset(values))


def test_pictures() -> None:
    fields = reader("image: {src: /moon.png}")
    assert fields.image(placed(src="/moon.png", alt="A moon")) == Image("assets/moon.png", "A moon", width=3, height=2)
    assert fields.references == [Reference("assets/moon.png", "", Location("articles/moon.md", 1, 14))]


def test_pictures_without_a_file() -> None:
    fields = reader()
    assert fields.image(placed(caption="The Moon")) == Image(caption="The Moon")
    assert fields.image(None) is None
    assert fields.references == []


def test_files_outside_the_content() -> None:
    findings = Findings()
    assert reader().image(placed(findings, src="../../moon.png")) == Image()
    assert [(finding.code, finding.path) for finding in findings.found] == [("outside-content", ("image", "src"))]


def test_files_that_records_are_made_from() -> None:
    findings = Findings()
    fields = reader()
    assert fields.image(placed(findings, src="sun.md")) == Image()
    assert fields.source(placed(findings, title="The Sun", file="../site.yaml")) == Source("The Sun")
    assert [(finding.code, finding.path[1]) for finding in findings.found] == [
        ("unpublished-file", "src"),
        ("unpublished-file", "file"),
    ]
    assert fields.references == []


def test_sources() -> None:
    fields = reader()
    assert fields.source(placed(source="almanac")) == ALMANAC
    assert fields.source(placed(source="almanac", locator="p. 2")) == Source(
        "An almanac", date=Date(1835), locator="p. 2"
    )
    assert fields.source(placed(title="Tables", file="t.pdf")) == Source("Tables", file="articles/t.pdf")
    assert [reference.file for reference in fields.references] == ["articles/t.pdf"]


def test_sources_that_are_none() -> None:
    findings = Findings()
    assert reader().source(placed(findings, source="almanach")) is None
    assert reader().source(placed(findings, url="https://example.org/")) is None
    assert [finding.code for finding in findings.found] == ["unknown-source", "missing-key"]
    assert findings.found[0].hint == "did you mean 'almanac'?"
