"""What unquoted scalars mean by the core schema of YAML 1.2 (section 10.3.2): null, truth values and numbers.

In go values as they were written, out come Python's. PyYAML's own rules are those of YAML 1.1, to which `no` is false
and 12:30 a number of minutes.
"""

from __future__ import annotations

import re

from site_builder.reading.yaml_source import Plain, Value

TRUTH_VALUES = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)", re.ASCII)
_LONGEST = 200
"""Numbers have no more characters: 198 hexadecimal digits still fit into a float, whose largest is about 16^256."""

_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)


def core_number(text: str) -> int | float | None:
    """Return the number that the core schema of YAML 1.2 (section 10.3.2) sees, if a float can hold it."""
    if len(text) > _LONGEST:
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    based = _BASED.fullmatch(text)
    if based:
        return int(based[1], 8) if based[1] else int(based[2], 16)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else None
    return None


def core_value(value: Value) -> object:
    """Resolve unquoted scalars by the core schema of YAML 1.2; infinities and NaN, which JSON lacks, stay text."""
    if isinstance(value, dict):
        return {key: core_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [core_value(item) for item in value]
    if not isinstance(value, Plain):
        return value
    if value in _NULLS:
        return None
    if value in TRUTH_VALUES:
        return TRUTH_VALUES[value]
    number = core_number(value)
    return str(value) if number is None else number
