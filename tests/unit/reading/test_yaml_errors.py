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
        ("a: - b\n", "yaml-syntax", 1, 4),
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
