"""How a format is declared, and how values are read by a declaration.

In go the plain values of one file, out come typed values and every finding about them. A declaration names each key
once, with its type and one sentence about it; the JSON Schemas and the reference page come from the same declaration.
Nothing here knows YAML or files: a finding carries the path of the value it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from site_builder.problems import Problem, Severity, error, warning
from site_builder.reading.yaml_source import Path, Step, Value, YamlDocument
from site_builder.similar import nearest, without_invisible

Values = dict[str, Any]


class Finding(NamedTuple):
    """Something to report about the value (or the key) at a path."""

    severity: Severity
    code: str
    message: str
    hint: str
    path: Path
    at: Literal["key", "value"] = "value"


@dataclass(slots=True)
class Findings:
    """What was found while one file was read; `texts` lists the paths of free texts where comments could harm them."""

    found: list[Finding] = field(default_factory=list)
    texts: list[Path] | None = None


class Place(NamedTuple):
    """A mapping or a list within a file: where its parts report to; `at` says whether their keys or their values do."""

    findings: Findings
    path: Path = ()
    at: Literal["key", "value"] = "value"

    def inner(self, step: Step) -> Place:
        """Return the place of a part that has parts itself."""
        return Place(self.findings, (*self.path, step))

    def of_keys(self) -> Place:
        """Return the place to report to what is wrong with the keys of a mapping."""
        return self._replace(at="key")

    def error(self, step: Step, code: str, message: str, hint: str = "") -> None:
        """Report that a part is wrong."""
        self.findings.found.append(Finding("error", code, message, hint, (*self.path, step), self.at))

    def error_here(self, code: str, message: str, hint: str = "") -> None:
        """Report that this mapping or list is wrong as a whole."""
        self.findings.found.append(Finding("error", code, message, hint, self.path))


class Placed(NamedTuple):
    """The values of a mapping together with its place, for what can only be judged later.

    `given` are the names of the keys that were written, those with a wrong value or a slip in the name included: what
    was given and is wrong is not missing too.
    """

    place: Place
    values: Values
    given: frozenset[str]


class Type:
    """What a key holds. `parse` is given a value that is not empty and returns None where it reported an error."""

    label: str = ""

    def parse(self, value: Value, place: Place, step: Step) -> Any:
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what an editor may write."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping: name, type, a sentence about it; `field` is the record's field where that differs."""

    name: str
    type: Type
    says: str
    required: bool = False
    default: str = ""
    field: str = ""


class Mapping(Type):
    """A mapping with named keys; `make` builds the record from them, without it they come as Placed."""

    def __init__(self, name: str, *keys: Key, make: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.label = name
        self.keys = keys
        self._make = make
        self._types = {key.name: (key.field or key.name, key.type) for key in keys}
        self._required = tuple(key for key in keys if key.required)
        self._required_names = frozenset(key.name for key in self._required)
        self._required_fields = frozenset(key.field or key.name for key in self._required)

    def parse(self, value: Value, place: Place, step: Step) -> Any:
        return self.parse_at(value, place.inner(step))

    def parse_at(self, value: Value, place: Place) -> Any:
        """Read the mapping that stands at `place`."""
        if not isinstance(value, dict):
            message = f"here should stand {with_article(self.label)} with keys, not {kind_of(value)}"
            place.error_here("wrong-type", message, self._hint_of_list(value))
            return None
        values: Values = {}
        given = set()
        for name, raw in value.items():
            known = self._types.get(name)
            if known is None:
                given.add(self._unknown(name, place))
            elif is_given(raw):
                given.add(name)
                field_name, key_type = known
                parsed = key_type.parse(raw, place, name)
                if parsed is not None:
                    values[field_name] = parsed
            elif place.findings.texts is not None:
                place.findings.texts.append((*place.path, name))
        if not self._required_names <= given:
            self._report_missing(given, place)
        if not self._required_fields <= values.keys():
            return None
        return self._make(**values) if self._make else Placed(place, values, frozenset(given))

    def _report_missing(self, given: set[str], place: Place) -> None:
        for key in self._required:
            if key.name not in given:
                message = f"{with_article(self.label)} needs {with_article(key.name)}"
                place.error_here("missing-key", message, f"{key.name}: {key.says}")

    def _unknown(self, name: str, place: Place) -> str:
        """Report a key that there is not, and return the one that was probably meant, or ''."""
        near = nearest(name, self._types)
        code, message, hint = "unknown-key", f"{with_article(self.label)} has no key '{name}'", self._hint(name, near)
        if without_invisible(name) != name:
            beside = f"beside the key '{near}'" if near else "at the beginning of this line"
            code = "invisible-space"
            message = f"an invisible character, or no plain space, stands {beside}"
            hint = "delete the line and type it anew: indent with plain spaces"
        place.of_keys().error(name, code, message, hint)
        return near

    def _hint(self, name: str, near: str) -> str:
        """Say what may have been meant by a key that there is not."""
        if " " in name and near.replace("_", " ") != name.casefold():
            return "if this line goes on with the text above it, put that text in quotes and indent the line deeper"
        if near:
            return f"did you mean '{near}'?"
        owners = [key.name for key, inner in self._parts() if name in inner.key_names]
        if owners:
            return f"it is a key of an entry of '{owners[-1]}': write it there, indented deeper"
        return f"the keys are {', '.join(self._types)}"

    def _hint_of_list(self, value: Value) -> str:
        """Say how to write keys where none are; a list whose entries belong to one key only lacks that key."""
        first = value[0] if isinstance(value, list) and value else None
        owners = [
            key.name for key, inner in self._parts() if isinstance(first, dict) and first.keys() <= inner.key_names
        ]
        if owners:
            return f"write '{owners[-1]}:' in a line above it"
        return "write each key on a line of its own: key: value"

    def _parts(self) -> Iterator[tuple[Key, Mapping]]:
        """Yield the keys that hold mappings, or lists of them, with the mapping."""
        for key in self.keys:
            inner = key.type.item if isinstance(key.type, ListOf) else key.type
            if isinstance(inner, Mapping):
                yield key, inner

    @property
    def key_names(self) -> frozenset[str]:
        """The names of its keys."""
        return frozenset(self._types)

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key.name: {"description": key.says} | nullable(key.type.schema()) for key in self.keys},
        }
        if self._required:
            schema["required"] = [key.name for key in self._required]
        return schema


def is_given(value: Value) -> bool:
    """Tell whether a value is more than white space, and a list more than a list of nothing."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    return any(map(is_given, value)) if isinstance(value, list) else bool(value)


class ListOf(Type):
    """A list of one type; one value that is no list stands for a list of one."""

    def __init__(self, item: Type) -> None:
        self.item = item
        self.label = f"{item.label}, or a list"

    def parse(self, value: Value, place: Place, step: Step) -> tuple[Any, ...]:
        inner = place.inner(step)
        values = value if isinstance(value, list) else [value]
        parsed = (self.item.parse(item, inner, index) for index, item in enumerate(values) if is_given(item))
        return tuple(item for item in parsed if item is not None)

    def schema(self) -> dict[str, Any]:
        item = self.item.schema()
        return {"anyOf": [{"type": "array", "items": nullable(item)}, item]}


class Named(Type):
    """A mapping from ids that editors choose to values of one type."""

    def __init__(self, name: Type, item: Type) -> None:
        self.name = name
        self.item = item
        self.label = f"mapping of {item.label}s"

    def parse(self, value: Value, place: Place, step: Step) -> Any:
        return self.parse_at(value, place.inner(step))

    def parse_at(self, value: Value, place: Place) -> dict[str, Any]:
        """Read the mapping that stands at `place`."""
        if not isinstance(value, dict):
            message = f"here should stand a {self.label}, not {kind_of(value)}"
            place.error_here("wrong-type", message, f"write each {self.name.label}, a colon, and what belongs to it")
            return {}
        parsed = {}
        for written, raw in value.items():
            name = self.name.parse(written, place.of_keys(), written)
            if name in parsed:
                message = f"'{name}' occurs twice, in two Unicode forms that look alike"
                place.of_keys().error(written, "duplicate-key", message, "keep one of the two")
            elif name is not None:
                parsed[name] = self.item.parse(raw or {}, place, written)
        return {name: item for name, item in parsed.items() if item is not None}

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.item.schema()}


def read_values(format_: Mapping | Named, document: YamlDocument) -> tuple[Any, Findings]:
    """Read a document by its format; return what was read, None where that is nothing, and what was found."""
    findings = Findings(texts=[] if "#" in document.text else None)
    return (None if document.failed else format_.parse_at(document.value or {}, Place(findings))), findings


def located(findings: Findings, document: YamlDocument) -> list[Problem]:
    """Return all problems of a document: its own, the findings with their places, and comments that took text along."""
    problems = list(document.problems)
    for severity, code, message, hint, path, at in findings.found:
        place = document.locate_key(path) if at == "key" else document.locate(path)
        problems.append((error if severity == "error" else warning)(code, message, place, hint))
    for path in findings.texts or ():
        lost = document.lost_comment(path)
        if lost:
            comment, place = lost
            message = f"'{comment}' is taken for a comment and lost"
            problems.append(
                error("lost-comment", message, place, "put the text in quotes, or the comment on a line of its own")
            )
    return problems


def kind_of(value: Value) -> str:
    """Name what stands where something else was expected."""
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else "text"


def with_article(noun: str) -> str:
    """Return the noun after 'a' or 'an', which Markdown does not take."""
    if noun == "Markdown":
        return noun
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that allows an empty value too."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    kinds = schema.get("type")
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None], "type": ["string", "null"]}
    if isinstance(kinds, str):
        return {**schema, "type": [kinds, "null"]}
    return {**schema, "type": [*kinds, "null"]} if kinds else schema
