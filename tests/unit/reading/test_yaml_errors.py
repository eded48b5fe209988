"""What libyaml says is told in an editor's terms. The exact sentences stand in tests/sites_invalid."""

from __future__ import annotations

import pytest

from site_builder.reading.yaml_source import YamlDocument


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("quote: Careful: it rose\n", "unquoted-colon", 1, 15),
        ("- - quote: Careful: it rose\n", "unquoted-colon", 1, 19),
        ("{title: An: almanac}", "unquoted-colon", 1, 11),
        ("a: b\n  c: d\n", "bad-indentation", 2, 4),
        ("a: b\n c\n d: e\n", "bad-indentation", 3, 3),
        ("a:\n  - b\n c: d\n", "bad-indentation", 3, 2),
        ("- a\nb: c\n", "bad-indentation", 2, 1),
        ("a:\n\tb: c\n", "tab-indentation", 2, 1),
        ("a: b\n\tc: d\n", "tab-indentation", 2, 1),
        ("a: 'b\nc: d\n", "unclosed-quote", 1, 4),
        ('a: "b\n', "unclosed-quote", 1, 4),
        ("a: 'b\n---\n", "unclosed-quote", 1, 4),
        ("a: 'it's'\n", "text-after-quote", 1, 8),
        ('a: "b" c\n', "text-after-quote", 1, 8),
        ('a:\n  - "b", c\n', "text-after-quote", 2, 8),
        ("a: [sic] b\n", "text-after-quote", 1, 10),
        ('a: "\\q"\n', "bad-escape", 1, 5),
        ("a: [b\n", "unclosed-bracket", 1, 4),
        ("a: {b: c\nd: e\n", "unclosed-bracket", 1, 4),
        ("a: b\nfoo\nc: d\n", "missing-colon", 2, 1),
        ("a: | b\n", "text-after-bar", 1, 6),
        ("a: > b\n", "text-after-bar", 1, 6),
        ("a: *b\n", "unquoted-text", 1, 4),
        ("a: *\n", "unquoted-text", 1, 4),
        ("a: & b\n", "unquoted-text", 1, 4),
        ("a: !<b\n", "unquoted-text", 1, 4),
        ("a: @b\n", "unquoted-text", 1, 4),
        ("a: `b`\n", "unquoted-text", 1, 4),
        ("a: %b\n", "unquoted-text", 1, 4),
        ("a: , b\n", "unquoted-text", 1, 4),
        ("a: b\n---\nc: d\n", "yaml-syntax", 2, 1),
        ("a: - b\n", "unquoted-text", 1, 4),
        ("a: ? b\n", "unquoted-text", 1, 4),
        ("a:b\nc: d\n", "missing-space", 1, 3),
        ("- a:b\n  c: d\n", "missing-space", 1, 5),
        ("a: b\n-c: d\n- e\n", "missing-space", 2, 1),
        ("a:\n  -b: c\n   d: e\n", "missing-space", 2, 3),
        ("a:\n  \u2013 b: c\n    d: e\n", "not-a-hyphen", 2, 3),
        ("a:\n  \u00a0b: c\n d: e\n", "invisible-space", 2, 3),
        ("a:\u00a0b\nc: d\n", "invisible-space", 1, 3),
        ("a\uff1ab\nc: d\n", "missing-colon", 1, 2),
        ("a = b\nc: d\n", "missing-colon", 1, 1),
        ("a\n  - b: c\n", "missing-colon", 1, 1),
        ("a: |-\n   long\n  short\nb: c\n", "bad-indentation", 3, 3),
        ("a:\n<<<<<<< HEAD\n  - b\n", "merge-conflict", 2, 1),
        ("a: 'b\nc: it's\n", "unclosed-quote", 1, 4),
        ("a: 'b\n\nc: 'd'\n", "unclosed-quote", 1, 4),
        ("%YAML 3.0\n---\na: b\n", "unquoted-text", 1, 1),
        ("a: [", "unclosed-bracket", 1, 5),
        ("a: [b, ,]", "unclosed-bracket", 1, 8),
    ],
)
def test_complaints(text: str, code: str, line: int, column: int) -> None:
    (problem,) = YamlDocument(text, "moon.yaml", 11).problems
    assert (problem.code, problem.location.line - 10, problem.location.column) == (code, line, column)


def test_characters_that_yaml_refuses_are_explained() -> None:
    (problem,) = YamlDocument("a: \x07", "moon.yaml").problems
    assert problem.code == "yaml-syntax"
    assert problem.location.line == 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("  - note: Careful: it rose\n", "write - note: 'Careful: it rose'"),
        ("note: It's so: it rose\n", 'write note: "It\'s so: it rose"'),
        ('note: It\'s "so": it rose\n', ""),
        ("note: Careful: it rose\n  and fell\n", ""),
        ("note: Careful: it rose # by 3\n", ""),
        (f"note: Careful: {'it rose ' * 20}\n", ""),
    ],
)
def test_a_line_is_shown_repaired_where_that_is_sure(text: str, hint: str) -> None:
    (problem,) = YamlDocument(text, "moon.yaml").problems
    assert (problem.code, problem.hint) == ("unquoted-colon", hint)
