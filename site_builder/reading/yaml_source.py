"""YAML text to plain values whose places can be looked up: the one module that knows PyYAML.

In goes one document, out come text, lists and mappings with every scalar as it was written: nothing is resolved here,
so `no`, `12:30` and `007` stay text. What cannot be read is a problem in the editor's terms, never an exception.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Literal, NamedTuple

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from site_builder.problems import Location, Problem, error
from site_builder.reading.source_text import harmless_text
from site_builder.reading.yaml_errors import TOO_DEEP, Complaint, explain

Step = str | int
Path = tuple[Step, ...]

MAX_DEPTH = 50
"""How deep values may nest: no format needs ten, and a reader should not run out of stack."""


_FEW = 50
"""Up to so many keys are looked through; a list of thousands of people is looked up often and gets an index."""


class Plain(str):
    """A scalar that was written without quotes: what YAML 1.2 may take for a number, a truth value or null."""

    __slots__ = ()


Value = str | list["Value"] | dict[str, "Value"]


class Shape(NamedTuple):
    """Where a value stands in its text, [start, end) in code points, and how it is written.

    `style` is the sign of a text ("", ', ", | or >), "block" or "flow" of a list or a mapping. A block ends with the
    last sign of its last part; of an empty value start and end are one. `keys` are those of a mapping, in the order of
    `parts`.
    """

    kind: Literal["text", "list", "mapping"]
    style: str
    start: int
    end: int
    parts: tuple[Shape, ...] = ()
    keys: tuple[Shape, ...] = ()


class _NodeParser(yaml.CBaseLoader):
    """libyaml's parser without PyYAML's resolver, whose YAML 1.1 rules take `no` for a truth value.

    It counts how deep nodes nest: PyYAML composes them by recursion in C, which ends the process where the stack does.
    """

    depth = 0

    def resolve(self, _kind: type[Node], _value: object, _implicit: object) -> None:
        """Leave every node without a tag that has none."""

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        """Enter a node."""
        self.depth += 1
        if self.depth > MAX_DEPTH and parent is not None:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        """Leave a node."""
        self.depth -= 1


class _Found(NamedTuple):
    """The nodes at a path, or nearest to it where nothing stands there."""

    key: Node | None
    value: Node | None
    exists: bool


class YamlDocument:
    """One YAML text, parsed once: its value, its problems, and the places of its parts.

    `first_line` is the line of the file in which the text begins.
    """

    def __init__(self, text: str, file: str, first_line: int = 1) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self._first_line = first_line
        self._root: Node | None = None
        self._entries: dict[MappingNode, dict[str, tuple[Node, Node]]] = {}
        self.value: Value = ""
        try:
            self._root = _NodeParser(text).get_single_node()
        except yaml.YAMLError as failure:
            self.problems.append(explain(_complaint(failure, text), text, file, first_line))
            return
        if self._root is not None:
            self.value = _Conversion(self).value(self._root, 0)

    @property
    def failed(self) -> bool:
        """Whether the text could not be read at all."""
        return self._root is None and bool(self.problems)

    @property
    def shape(self) -> Shape | None:
        """How the document is written; None where it is empty or could not be read."""
        return _shape_of(self._root, self.text) if self._root is not None else None

    def has(self, path: Path) -> bool:
        """Say whether something stands at a path."""
        return self._nodes(path).exists

    def locate(self, path: Path) -> Location:
        """Return the place of a value, or of the nearest thing around it that exists."""
        return self.location_of(self._nodes(path).value)

    def locate_key(self, path: Path) -> Location:
        """Return the place of a value's key, or of the value where it has none."""
        found = self._nodes(path)
        return self.location_of(found.key or found.value)

    def find(self, needle: str, path: Path) -> Location:
        """Return the place of the first `needle` within a value as it is written, else the place of the value."""
        node = self._nodes(path).value
        if node is None:
            return self.location_of(None)
        index = self.text.find(needle, node.start_mark.index, node.end_mark.index)
        return self._location(index) if index >= 0 else self.location_of(node)

    def lost_comment(self, path: Path) -> tuple[str, Location] | None:
        """Return the comment that took the end of an unquoted text, or None."""
        key, node, _ = self._nodes(path)
        if not isinstance(node, ScalarNode) or node.style:
            return None
        indentation = key.start_mark.column if key else node.start_mark.column - 1
        end = node.end_mark.index
        lost = rf"[ \t]+#.*|[ \t]*\n {{{indentation + 1},}}#.*" if node.value else r"[ \t]+#\S.*"
        match = re.compile(lost).match(self.text, end)
        if not match:
            return None
        return match[0].strip(), self._location(self.text.index("#", end))

    def location_of(self, node: Node | None) -> Location:
        """Return where a node begins; without one, where the document begins."""
        if node is None:
            return Location(self.file, self._first_line)
        return Location(self.file, node.start_mark.line + self._first_line, node.start_mark.column + 1)

    def _location(self, index: int) -> Location:
        line = self.text.count("\n", 0, index)
        return Location(self.file, line + self._first_line, index - self.text.rfind("\n", 0, index))

    def _nodes(self, path: Path) -> _Found:
        """Return what stands at a path, or nearest to it; an index into what is not a list means the value itself."""
        key, node = None, self._root
        for step in path:
            if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                key, node = None, node.value[step]
            elif isinstance(node, MappingNode) and isinstance(step, str):
                entry = self._entry(node, step)
                if entry is None:
                    return _Found(key, node, exists=False)
                key, node = entry
            elif step != 0:
                return _Found(key, node, exists=False)
        return _Found(key, node, exists=True)

    def _entry(self, mapping: MappingNode, key: str) -> tuple[Node, Node] | None:
        """Return the nodes of a key, the first of them, and of its value."""
        pairs = mapping.value
        if len(pairs) <= _FEW:
            return next((pair for pair in pairs if pair[0].value == key and isinstance(pair[0], ScalarNode)), None)
        if mapping not in self._entries:
            self._entries[mapping] = {
                pair[0].value: pair for pair in reversed(pairs) if isinstance(pair[0], ScalarNode)
            }
        return self._entries[mapping].get(key)


class _Conversion:
    """One walk over composed nodes that turns them into values and notes what is wrong with them."""

    def __init__(self, document: YamlDocument) -> None:
        self._document = document
        self._text = document.text
        # A node takes at least one character, so only aliases can take a document beyond this.
        self._budget = 1000 + 2 * len(document.text)
        self._anchored: dict[int, Node] | None = {} if "&" in document.text else None
        self._visited_twice: set[int] = set()

    def value(self, node: Node, depth: int) -> Value:
        result = self._value(node, depth)
        for key, anchored in (self._anchored or {}).items():
            if key not in self._visited_twice:
                self._report(
                    "unused-anchor",
                    "the word after & is taken for the name of an anchor and lost",
                    anchored,
                    "put the text in quotes",
                )
        return result

    def _value(self, node: Node, depth: int) -> Value:
        self._budget -= 1
        if self._budget < 0 or depth > MAX_DEPTH:
            self._refuse(node)
            return ""
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:"):
            self._report("yaml-tag", f"{node.tag} is taken for a tag and lost", node, "put the text in quotes")
        if self._anchored is not None and self._text[node.start_mark.index : node.start_mark.index + 1] == "&":
            self._note_anchor(node)
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, SequenceNode):
            return [self._value(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: Node, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, ScalarNode):
                self._report("wrong-type", "a key must be text", key_node, "put it in quotes")
            elif key == "<<" and not key_node.style:
                self._report("merge-key", "the merge key << is not supported", key_node, "write the keys out")
                self._value(value_node, depth + 1)
            elif key in values:
                self._report("duplicate-key", f"the key '{key}' occurs twice", key_node, "keep one of the two")
            else:
                values[key] = self._value(value_node, depth + 1)
        return values

    def _note_anchor(self, node: Node) -> None:
        assert self._anchored is not None
        if id(node) in self._anchored:
            self._visited_twice.add(id(node))
        self._anchored[id(node)] = node

    def _refuse(self, node: Node) -> None:
        if not any(problem.code == "too-large" for problem in self._document.problems):
            self._report("too-large", "aliases expand beyond all bounds", node, "write the values out")

    def _report(self, code: str, message: str, node: Node, hint: str) -> None:
        self._document.problems.append(error(code, message, self._document.location_of(node), hint))


def _shape_of(node: Node, text: str) -> Shape:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        if node.style in ("|", ">"):  # which takes along the empty lines below
            end = start + len(text[start:end].rstrip())
        return Shape("text", node.style or "", start, end)
    keys: tuple[Shape, ...] = ()
    kind: Literal["list", "mapping"] = "mapping"
    if isinstance(node, MappingNode):
        keys = tuple(_shape_of(key, text) for key, _ in node.value)
        parts = tuple(_shape_of(value, text) for _, value in node.value)
    else:
        kind = "list"
        parts = tuple(_shape_of(item, text) for item in node.value)
    if isinstance(node, CollectionNode) and node.flow_style:
        return Shape(kind, "flow", start, end, parts, keys)
    return Shape(kind, "block", start, max((part.end for part in (*keys, *parts)), default=end), parts, keys)


def _scalar(node: ScalarNode) -> str:
    text: str = node.value
    if not node.style:
        return Plain(text)
    return harmless_text(text) if node.style == '"' else text


def _complaint(failure: yaml.YAMLError, text: str) -> Complaint:
    if not isinstance(failure, yaml.MarkedYAMLError) or failure.problem_mark is None:
        return Complaint(str(failure), "", 0, 0, 0, 0)
    mark, start = failure.problem_mark, failure.context_mark or failure.problem_mark
    places = (mark.line, mark.column, start.line, start.column)
    return Complaint(failure.problem or "", failure.context or "", *places, _quoted_before(text, mark.line))


def _quoted_before(text: str, line: int) -> tuple[int, int] | None:
    """Return where a text in quotes begins that goes over several lines and ends in this one, counted from 0."""
    found = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if token.start_mark.line > line:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'"):
                is_long = token.start_mark.line < token.end_mark.line == line
                found = (token.start_mark.line, token.start_mark.column) if is_long else None
    return found
