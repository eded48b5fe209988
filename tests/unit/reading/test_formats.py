"""The declarations against the contract and against the records that they feed."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from site_builder import model
from site_builder.reading.format import ListOf, Mapping, Type
from site_builder.reading.formats import (
    ANNOTATION,
    ARTICLE,
    CLAIM_KEYS,
    CONTRIBUTOR,
    DEFAULTS,
    PAGE,
    SIDECAR,
    SITE,
    SOURCE,
    SPEAKER,
    TARGET,
    SourceUse,
)
from site_builder.reading.scalars import Choice

CONTRACT = Path(__file__).parents[4] / "shared" / "design" / "content-format.md"

KEYS = {
    "site": (
        SITE,
        """format title tagline description language text_direction base_url publisher report verdicts selection_policy
        license navigation source_required_for_verdict extra search outputs""",
    ),
    "speaker": (SPEAKER, "name type role affiliation aliases sort_name same_as born died image bio roles"),
    "contributor": (CONTRIBUTOR, "name sort_name role bio disclosure url"),
    "article": (
        ARTICLE,
        """title slug dek authors outlet date updated source_url archive_url retrieved language text_direction rights
        image topics series summary aliases selection_policy status withdrawn_because excerpt_only extra""",
    ),
    "sidecar": (SIDECAR, "defaults annotations"),
    "source": (SOURCE, "title url file publisher author date accessed archive_url quote locator stance primary"),
    "target": (TARGET, "quote prefix suffix occurrence part"),
}


def part(mapping: Mapping, name: str) -> Mapping:
    found: Type = next(key.type for key in mapping.keys if key.name == name)
    inner = found.item if isinstance(found, ListOf) else found
    inner = inner.mapping if isinstance(inner, SourceUse) else inner
    assert isinstance(inner, Mapping)
    return inner


PARTS = {
    "publisher": (part(SITE, "publisher"), "name url contact logo"),
    "report": (part(SITE, "report"), "email url"),
    "verdict": (part(SITE, "verdicts"), "key label definition tone rating"),
    "navigation": (part(SITE, "navigation"), "label page url"),
    "search": (part(SITE, "search"), "engine budget_kb"),
    "outputs": (part(SITE, "outputs"), "claim_pages annotations speaker_feeds social_cards archive_json citations"),
    "picture of a speaker": (part(SPEAKER, "image"), "src alt credit"),
    "role": (part(SPEAKER, "roles"), "title organisation from to"),
    "picture of an article": (part(ARTICLE, "image"), "src alt caption credit"),
    "use of a source": (part(ANNOTATION, "sources"), "source " + KEYS["source"][1]),
    "change": (part(ANNOTATION, "changes"), "date type field was text"),
    "reply": (part(ANNOTATION, "replies"), "from date text url"),
    "dissent": (part(ANNOTATION, "dissent"), "author text"),
}


@pytest.mark.parametrize("name", [*KEYS, *PARTS])
def test_every_key_of_the_contract_is_declared(name: str) -> None:
    mapping, names = (KEYS | PARTS)[name]
    assert {key.name for key in mapping.keys} == set(names.split())


def test_every_key_of_an_annotation_is_declared() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract is not at hand")
    rows = re.findall(r"^\| ([a-z_, ]+) \|", CONTRACT.read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for row in rows if row != "key" for name in row.split(", ")}
    assert {key.name for key in ANNOTATION.keys} == names | {"withdrawn_because"}


def test_defaults_take_every_key_that_notes_can_share() -> None:
    own = {"id", "former_ids", "quote", "prefix", "suffix", "occurrence", "targets"}
    assert {key.name for key in ANNOTATION.keys} - own == {key.name for key in DEFAULTS.keys}
    assert {key.name for key in DEFAULTS.keys} >= CLAIM_KEYS


FED = [
    (SITE, model.Config, {"report_url": "report"}, {"format"}, {"language_location"}),
    (PARTS["publisher"][0], model.Publisher, {}, set(), {"contact_url"}),
    (PARTS["verdict"][0], model.Verdict, {}, set(), set()),
    (PARTS["navigation"][0], model.NavigationItem, {}, set(), {"location"}),
    (PARTS["search"][0], model.SearchSettings, {}, set(), set()),
    (PARTS["outputs"][0], model.OutputSettings, {}, set(), set()),
    (SPEAKER, model.Speaker, {}, set(), {"id", "location"}),
    (PARTS["role"][0], model.Role, {}, set(), set()),
    (CONTRIBUTOR, model.Contributor, {}, set(), {"id", "location"}),
    (SOURCE, model.Source, {}, set(), set()),
    (PARTS["picture of an article"][0], model.Image, {"file": "src"}, set(), {"width", "height", "copy_widths"}),
    (ARTICLE, model.Article, {}, set(), {"file", "body", "images", "references", "annotations", "location"}),
    (PAGE, model.Page, {}, set(), {"file", "body", "images", "references", "location"}),
    (TARGET, model.Target, {}, set(), {"location"}),
    (
        ANNOTATION,
        model.Annotation,
        {},
        {"quote", "prefix", "suffix", "occurrence", "part"},
        {"note_text", "location", "spans", "passage"},
    ),
    (PARTS["change"][0], model.Change, {}, set(), set()),
    (PARTS["reply"][0], model.Reply, {}, set(), set()),
    (PARTS["dissent"][0], model.Dissent, {}, set(), set()),
]
"""A format, its record, fields of other names, keys that feed no field of their own, fields that no key feeds."""


@pytest.mark.parametrize(
    ("mapping", "record", "renamed", "unfed", "found"), FED, ids=lambda value: getattr(value, "__name__", "")
)
def test_every_field_of_a_record_is_fed(
    mapping: Mapping, record: Any, renamed: dict[str, str], unfed: set[str], found: set[str]
) -> None:
    fields = {field.name for field in dataclasses.fields(record)} - found
    fed = {key.field or key.name for key in mapping.keys} - unfed
    assert {renamed.get(field, field) for field in fields} == fed


CHOICES = [
    (ANNOTATION, "kind", model.Kind),
    (ANNOTATION, "attribution", model.Attribution),
    (ANNOTATION, "status", model.NoteStatus),
    (TARGET, "part", model.Part),
    (SOURCE, "stance", model.Stance),
    (PARTS["change"][0], "type", model.ChangeType),
    (SPEAKER, "type", model.SpeakerType),
    (ARTICLE, "status", model.ArticleStatus),
    (ARTICLE, "text_direction", model.Direction),
    (PARTS["verdict"][0], "tone", model.Tone),
]


@pytest.mark.parametrize(
    ("mapping", "name", "literal"), CHOICES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_choices_are_those_of_the_records(mapping: Mapping, name: str, literal: Any) -> None:
    choice = next(key.type for key in mapping.keys if key.name == name)
    assert isinstance(choice, Choice)
    assert set(choice.choices) == set(literal.__args__)


DEFAULT_TEXTS = {None: {""}, "": {""}, (): {"[]", ""}, True: {"true"}, False: {"false"}}


@pytest.mark.parametrize(
    ("mapping", "record"), [row[:2] for row in FED], ids=lambda value: getattr(value, "__name__", "")
)
def test_the_defaults_that_are_told_are_the_records(mapping: Mapping, record: Any) -> None:
    fields = {field.name: field for field in dataclasses.fields(record)}
    derived = {"format", "slug", "kind", "attribution", "claim", "language", "text_direction", "part"}
    for key in mapping.keys:
        field = fields.get(key.field or key.name)
        if field is None or key.required or key.name in derived:
            continue
        default = field.default
        if isinstance(default, (str, bool, tuple)) or default is None:
            expected = DEFAULT_TEXTS.get(default, {str(default)})
            assert key.default in expected, f"{mapping.name}.{key.name}"
