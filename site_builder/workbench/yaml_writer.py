"""Values to YAML text: the one module that writes YAML, and that knows ruamel.yaml.

What it writes reads back the same under YAML 1.2 and under a reader that takes every scalar as text; a person can go on
editing it. New text is set by hand, as ruamel.yaml would set it in thirty times the time; that is kept for texts that
somebody wrote, because it keeps their comments. No file is touched here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, SingleQuotedScalarString

Value = str | int | date | Sequence["Value"] | Mapping[str, "Value"]

# Words that some YAML takes for a truth value or for nothing (YAML 1.1, 10.2 of YAML 1.2.2).
_NOT_TEXT = frozenset("y n yes no on off true false null nan inf".split())
# Nothing that begins so is a number, a date, an alias, a tag, a comment or a collection.
_BEGINS_AS_TEXT = re.compile(r"[“‘«]?[^\W\d_]")
# Nothing that has none of these is a key, ends in a comment or goes on in the next line.
_HAS_SIGNS = re.compile(r":(?:\s|$)|\s#|[\n\t]|\s$")
# YAML 1.1 takes these for line ends, and a byte-order mark for the beginning of a text.
_BREAKS_ELSEWHERE = re.compile("[\x85\u2028\u2029\ufeff]")
_NEVER_WRAPPED = 1 << 30


class Unquoted(str):
    """A date, a number, a truth value or a name that the format takes as it is written: it needs no quotes."""

    __slots__ = ()


class UnreadableYamlError(ValueError):
    """A YAML text that has to be extended cannot be read; `str()` of it says where and why."""


def render_yaml(value: Mapping[str, Value]) -> str:
    """Return the mapping as a block of YAML, one key a line, in the order given."""
    return "".join(f"{line}\n" for line in _lines(value))


def append_entries(text: str, entries: Mapping[str, Value]) -> str:
    """Return the YAML mapping `text` with the entries added at its end, all that stands there untouched.

    Raises UnreadableYamlError where `text` is no mapping or cannot be read.
    """
    known = _read_mapping(text)
    separated = text if not text or text.endswith("\n") else text + "\n"
    appended = separated + render_yaml(entries)
    if _reads_as(appended, [*known, *entries]):
        return appended
    # `{…}` in flow style, or a document that ends in '...': written anew, with its comments.
    stream = StringIO()
    known.update({key: _styled(value) for key, value in entries.items()})
    _yaml().dump(known, stream)
    return stream.getvalue()


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _NEVER_WRAPPED
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _read_mapping(text: str) -> dict[str, Value]:
    try:
        value = _yaml().load(text)
    except YAMLError as failure:
        raise UnreadableYamlError(" ".join(str(failure).split())) from failure
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnreadableYamlError("it is not a mapping of keys to values")
    return value


def _lines(value: Value) -> list[str]:
    """Return the lines of a value at the margin; one of many lines that is no collection begins with its sign, |-."""
    if isinstance(value, str):
        return scalar_lines(value)
    if isinstance(value, Mapping):
        return [line for key, item in value.items() for line in _entry(_key(key), item)] or ["{}"]
    if isinstance(value, Sequence):
        return [line for item in value for line in _hung("- ", _lines(item))] or ["[]"]
    return [str(value)]  # of a date that is its ISO form


def _entry(key: str, item: Value) -> list[str]:
    lines = _lines(item)
    is_block = isinstance(item, Mapping | Sequence) and not isinstance(item, str) and bool(item)
    return [f"{key}:", *map(_indented, lines)] if is_block else _hung(f"{key}: ", lines)


def _hung(head: str, lines: list[str]) -> list[str]:
    return [head + lines[0], *map(_indented, lines[1:])]


def _indented(line: str) -> str:
    return f"  {line}" if line else ""


def _key(text: str) -> str:
    lines = scalar_lines(text)
    return lines[0] if len(lines) == 1 else _double_quoted(text)


def scalar_lines(text: str) -> list[str]:
    """Return the lines of a text at the margin; one of several lines begins with its sign, |-."""
    style = None if isinstance(text, Unquoted) or _is_plain(text) else _style_of(text)
    if style is None:
        return [text]
    if style is LiteralScalarString:
        return ["|-", *text.split("\n")]
    return [f"'{text}'" if style is SingleQuotedScalarString else _double_quoted(text)]


def _double_quoted(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character.isprintable() and not _BREAKS_ELSEWHERE.match(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _reads_as(text: str, keys: list[str]) -> bool:
    try:
        return list(_read_mapping(text)) == keys
    except UnreadableYamlError:
        return False


def _styled(value: Value) -> Value:
    if isinstance(value, str):
        return _styled_text(value)
    if isinstance(value, Mapping):
        return {_styled_text(key): _styled(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_styled(item) for item in value]
    return value


def _styled_text(text: str) -> str:
    """Return the text as a scalar that carries its style to ruamel.yaml."""
    if _is_plain(text):
        return text
    style = _style_of(text)
    styled: str = style(text)
    return styled


def _style_of(text: str) -> type[DoubleQuotedScalarString | LiteralScalarString | SingleQuotedScalarString]:
    if not _is_printable(text):
        return DoubleQuotedScalarString  # the only style that can escape
    if "\n" not in text and "'" not in text:
        return SingleQuotedScalarString
    if "\n" not in text and '"' not in text and "\\" not in text:
        return DoubleQuotedScalarString
    return LiteralScalarString if _fits_block(text) else DoubleQuotedScalarString


def _is_plain(text: str) -> bool:
    is_word = text.lower() not in _NOT_TEXT and _BEGINS_AS_TEXT.match(text) is not None
    return is_word and not _HAS_SIGNS.search(text) and _is_printable(text)


def _is_printable(text: str) -> bool:
    """Tell whether every reader of YAML sees the characters as they are, and a person too."""
    return text.replace("\n", "").isprintable() and not _BREAKS_ELSEWHERE.search(text)


def _fits_block(text: str) -> bool:
    """Tell whether the text can stand after |-: white space at its ends and in empty lines would need more signs."""
    return text == text.strip() and re.search(r"^[ \t]+$", text, re.MULTILINE) is None
