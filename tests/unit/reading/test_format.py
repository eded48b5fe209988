from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from site_builder.reading.format import Key, ListOf, Mapping, Named, Placed, located, nullable, read_values
from site_builder.reading.scalars import Choice, DateType, Number, Slug, Text
from site_builder.reading.yaml_source import YamlDocument


class Role(NamedTuple):
    title: str
    start: object = None


ROLE = Mapping(
    "role",
    Key("title", Text(), "The office.", required=True),
    Key("from", DateType(), "Since.", field="start"),
    make=Role,
)
PERSON = Mapping(
    "person",
    Key("name", Text(), "The name.", required=True),
    Key("roles", ListOf(ROLE), "Offices."),
    Key("aliases", ListOf(Text()), "Names."),
    Key("age", Number(whole=True), "Years."),
)
PEOPLE = Named(Slug("id"), PERSON)


def read(format_: Mapping | Named, text: str) -> tuple[Any, list[tuple[str, int, int]]]:
    document = YamlDocument(text, "people.yaml")
    values, findings = read_values(format_, document)
    problems = located(findings, document)
    return values, [(problem.code, problem.location.line, problem.location.column) for problem in problems]


def values_of(text: str) -> dict[str, Any]:
    placed, problems = read(PERSON, text)
    assert problems == []
    assert isinstance(placed, Placed)
    return placed.values


def test_values_are_those_that_were_given() -> None:
    assert values_of("name: Luna\naliases: [Selene]\nroles:\n  - title: Moon\n    from: 2020") == {
        "name": "Luna",
        "aliases": ("Selene",),
        "roles": (Role("Moon", (2020, None, None)),),
    }


@pytest.mark.parametrize("empty", ["", "''", '" "', "[]", "{}", "# none"])
def test_an_empty_value_means_absent(empty: str) -> None:
    assert values_of(f"name: Luna\nage: {empty}") == {"name": "Luna"}


def test_one_value_stands_for_a_list_of_one() -> None:
    assert values_of("name: Luna\naliases: Selene\nroles: {title: Moon}") == {
        "name": "Luna",
        "aliases": ("Selene",),
        "roles": (Role("Moon"),),
    }


def test_empty_entries_of_a_list_are_absent() -> None:
    assert values_of("name: Luna\naliases:\n  -\n  - Selene\n  - ''") == {"name": "Luna", "aliases": ("Selene",)}


def test_a_list_of_nothing_is_absent() -> None:
    assert values_of("name: Luna\naliases: ['', ' ', []]") == {"name": "Luna"}
    assert read(PERSON, "name: ['']") == (None, [("missing-key", 1, 1)])


def test_ids_are_composed_and_two_that_are_equal_then_are_duplicates() -> None:
    people, problems = read(PEOPLE, '"rene\\u0301": {name: A}\n"ren\\u00e9": {name: B}\n" luna ": {name: C}\n')
    assert {person_id: placed.values["name"] for person_id, placed in people.items()} == {"rené": "A", "luna": "C"}
    assert problems == [("duplicate-key", 2, 1)]


def test_all_problems_are_told_at_once_and_the_rest_is_read() -> None:
    values, problems = read(
        PEOPLE,
        "luna:\n  name: Luna\n  age: old\n  nam: Selene\n  roles:\n    - from: 2020-13\n    - title: Moon\n"
        "Sol:\n  name: Sol\nstar:\n  age: 3\nsea: wet\nsky:\n",
    )
    assert list(values) == ["luna"]
    assert values["luna"].values == {"name": "Luna", "roles": (Role("Moon"),)}
    assert problems == [
        ("wrong-type", 3, 8),
        ("unknown-key", 4, 3),
        ("bad-date", 6, 13),
        ("missing-key", 6, 7),
        ("bad-slug", 8, 1),
        ("missing-key", 11, 3),
        ("wrong-type", 12, 6),
        ("missing-key", 13, 5),
    ]


def test_what_is_given_and_wrong_is_not_missing_too() -> None:
    assert read(PERSON, "name: [Luna, Selene]") == (None, [("wrong-type", 1, 7)])
    assert read(PERSON, "nane: Luna") == (None, [("unknown-key", 1, 1)])
    assert read(PERSON, "colour: white") == (None, [("unknown-key", 1, 1), ("missing-key", 1, 1)])


def test_what_was_given_is_told() -> None:
    placed, _ = read(PERSON, "name: Luna\nage: old\naliases:\nrole: {title: Moon}")
    assert placed.given == {"name", "age", "roles"}


def test_an_unknown_key_names_the_nearest_or_all() -> None:
    document = YamlDocument("name: Luna\nalias: Selene\nshape: round", "people.yaml")
    _, findings = read_values(PERSON, document)
    assert [problem.hint for problem in located(findings, document)] == [
        "did you mean 'aliases'?",
        "the keys are name, roles, aliases, age",
    ]


def test_a_document_that_could_not_be_read_has_no_values() -> None:
    assert read(PERSON, "name: [\n") == (None, [("unclosed-bracket", 2, 1)])


def test_an_empty_document_is_an_empty_mapping() -> None:
    assert read(PEOPLE, "") == ({}, [])
    assert read(PERSON, "") == (None, [("missing-key", 1, 1)])


def test_comments_that_take_text_along_are_errors_in_free_text_alone() -> None:
    _, problems = read(PERSON, "name: Luna # the Moon\nage: 4 # billion\naliases:\n  - Moon #1\n  - 'x' # y")
    assert problems == [("lost-comment", 1, 12), ("lost-comment", 4, 10)]


def test_schemas() -> None:
    assert PEOPLE.schema() == {"type": "object", "additionalProperties": PERSON.schema()}
    schema = PERSON.schema()
    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["age"] == {"description": "Years.", "type": ["integer", "null"]}
    roles = schema["properties"]["roles"]
    assert roles["anyOf"] == [{"type": "array", "items": nullable(ROLE.schema())}, ROLE.schema(), {"type": "null"}]


def test_empty_values_are_allowed_by_schemas() -> None:
    assert nullable(Choice("a", "b").schema()) == {"type": ["string", "null"], "enum": ["a", "b", None]}
