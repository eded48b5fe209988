from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.problems import Location
from site_builder.reading.source_text import harmless_text
from site_builder.reading.yaml_source import MAX_DEPTH, Path, Plain, Value, YamlDocument


def document(text: str, first_line: int = 1) -> YamlDocument:
    return YamlDocument(text, "moon.yaml", first_line)


def codes(text: str) -> list[str]:
    return [problem.code for problem in document(text).problems]


@pytest.mark.parametrize(
    "scalar",
    ["no", "on", "12:30", "007", "1_000", "0x1F", "2020-02-07", "~", "null", "1e3", ".inf", "=", "2001-01-01 00:00:00"],
)
def test_scalars_are_text_as_written(scalar: str) -> None:
    read = document(f"a: {scalar}\n")
    assert read.value == {"a": scalar}
    assert isinstance(read.value, dict)
    assert isinstance(read.value["a"], Plain)
    assert read.problems == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("'no'", "no"), ('"no"', "no"), ("|-\n  no", "no"), (">\n  one\n  two", "one two"), ("''", "")],
)
def test_quoted_scalars_are_told_from_plain_ones(written: str, value: str) -> None:
    read = document(f"a: {written}").value
    assert read == {"a": value}
    assert isinstance(read, dict)
    assert not isinstance(read["a"], Plain)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""),
        ("# nothing\n", ""),
        ("a:\n", {"a": ""}),
        ("[a, [b], {c: d}]", ["a", ["b"], {"c": "d"}]),
        ('{"a": ["b", 1, null]}', {"a": ["b", "1", "null"]}),
        ("a: &x [b]\nc: *x\n", {"a": ["b"], "c": ["b"]}),
        ("a: &x b\nc: *x\n", {"a": "b", "c": "b"}),
        ("a: x & y &z\n", {"a": "x & y &z"}),
        ("a: !!str b", {"a": "b"}),
    ],
)
def test_values(text: str, value: Value) -> None:
    read = document(text)
    assert (read.value, read.problems) == (value, [])


def test_escapes_cannot_bring_control_characters() -> None:
    assert document('a: "\\0\\a\\u202e\\u2028"').value == {"a": "␀␇\ufffd "}


def test_what_is_wrong_with_one_entry_leaves_the_others() -> None:
    read = document("a: 1\nb: 2\na: 3\n<<: {c: 4}\n[d]: 5\ne: !x 6\nf: &y 7\ng: 8\n")
    assert read.value == {"a": "1", "b": "2", "e": "6", "f": "7", "g": "8"}
    assert [(problem.code, problem.location.line, problem.location.column) for problem in read.problems] == [
        ("duplicate-key", 3, 1),
        ("merge-key", 4, 1),
        ("wrong-type", 5, 1),
        ("yaml-tag", 6, 4),
        ("unused-anchor", 7, 4),
    ]


def test_quoted_merge_keys_are_keys() -> None:
    assert document("'<<': a").value == {"<<": "a"}


def test_places_in_a_long_mapping_are_found_in_linear_time() -> None:
    count = 20_000
    read = document("".join(f"k{number}: v\n" for number in range(count)))
    begin = time.process_time()
    lines = [read.locate((f"k{number}",)).line for number in range(count)]
    assert lines == list(range(1, count + 1))
    assert time.process_time() - begin < 2, "is every key looked at for each of them?"


def test_of_a_key_that_occurs_twice_the_first_place_counts() -> None:
    assert document("a: b\na: c\n").locate(("a",)) == Location("moon.yaml", 1, 4)


def test_aliases_may_not_expand_without_bound() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert codes("\n".join(lines)) == ["too-large", "unused-anchor"]


@pytest.mark.parametrize("text", ["a: &a [*a]\n", "a: &a {b: *a, c: *a}\n", "&a [*a, *a, *a]"])
def test_aliases_may_not_contain_themselves(text: str) -> None:
    assert codes(text) == ["too-large"]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 20_000 + "x", "{a: " * 20_000, "? " * 20_000])
def test_values_may_not_nest_without_bound(text: str) -> None:
    assert codes(text) == ["too-large"]


def test_values_may_nest() -> None:
    depth = MAX_DEPTH - 1
    assert codes("[" * depth + "x" + "]" * depth) == []


TEXT = """\
defaults:
  speaker: luna
annotations:
  - id: rose
    note: |
      See [the sun](sun.md)
      and the stars.
  - id: set
    topics: [a, 'b']
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 11, 1),
        (("defaults", "speaker"), 12, 12),
        (("annotations", 0), 14, 5),
        (("annotations", 1, "topics", 1), 19, 17),
        (("annotations", 1, "id", 0), 18, 9),
        (("annotations", 0, "missing"), 14, 5),
        (("annotations", 7), 14, 3),
        (("defaults", 3), 12, 3),
    ],
)
def test_places_of_values(path: Path, line: int, column: int) -> None:
    assert document(TEXT, 11).locate(path) == Location("moon.yaml", line, column)


def test_places_of_keys() -> None:
    read = document(TEXT)
    assert read.locate_key(("annotations", 1, "topics")) == Location("moon.yaml", 9, 5)
    assert read.locate_key(("annotations", 1)) == Location("moon.yaml", 8, 5)
    assert document("").locate_key(("a",)) == Location("moon.yaml", 1, 1)


def test_places_within_values() -> None:
    read = document(TEXT, 11)
    assert read.find("sun.md", ("annotations", 0, "note")) == Location("moon.yaml", 16, 21)
    assert read.find("moon.md", ("annotations", 0, "note")) == Location("moon.yaml", 15, 11)
    assert read.find("x", ("a",)) == Location("moon.yaml", 11, 1)


@pytest.mark.parametrize(
    ("path", "exists"),
    [
        ((), True),
        (("annotations", 1, "id"), True),
        (("annotations", 1, "id", 0), True),
        (("annotations", 1, "note"), False),
        (("annotations", 2), False),
        (("defaults", "speaker", 1), False),
        (("nothing",), False),
    ],
)
def test_whether_something_is_there(path: Path, exists: bool) -> None:
    assert document(TEXT).has(path) is exists


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("a: Prop #8 passed", ("#8 passed", 1, 9)),
        ("a: Prop\t# 8", ("# 8", 1, 9)),
        ("a: one\n  two # three\nb: c", ("# three", 2, 7)),
        ("a: one\n  # two\nb: c", ("# two", 2, 3)),
        ("a: #8 passed", ("#8 passed", 1, 4)),
        ("a: # to do", None),
        ("a: 'Prop' #8", None),
        ("a: |\n  Prop #8", None),
        ("a: Prop#8", None),
        ("a: one\n# two\nb: c", None),
        ("b: Prop #8", None),
        ("a: [b] # c", None),
    ],
)
def test_comments_that_take_text_along(text: str, lost: tuple[str, int, int] | None) -> None:
    expected = lost and (lost[0], Location("moon.yaml", *lost[1:]))
    assert document(text).lost_comment(("a",)) == expected


def test_comments_in_lists() -> None:
    assert document("a:\n  - Prop #8\n  - x").lost_comment(("a", 0)) == ("#8", Location("moon.yaml", 2, 10))
    assert document("a:\n  - Prop\n  # 8\n  - x").lost_comment(("a", 0)) is None


@given(st.text())
def test_any_text_is_read_or_explained(text: str) -> None:
    read = document(harmless_text(text.replace("\r", "\n")))
    assert read.failed == (
        read.value == "" and bool(read.problems) and read.problems[0].code not in {"yaml-tag", "unused-anchor"}
    )
    assert "\n" not in "".join(problem.message for problem in read.problems)


@given(st.text("a:- \n\t'\"[]{}|>#&*!?%@,", max_size=30))
def test_any_yaml_is_read_or_explained(text: str) -> None:
    read = document(text)
    lines = text.count("\n") + 1
    assert all(1 <= problem.location.line <= lines + 1 for problem in read.problems)
    assert all(problem.message for problem in read.problems)


@given(st.characters(exclude_categories=["Cs"], exclude_characters="'"))
def test_every_character_can_stand_in_a_text(character: str) -> None:
    written = harmless_text(character)
    read = document(f"a: 'x{written}y'")
    assert read.problems == []
    if not character.isspace():
        assert read.value == {"a": f"x{written}y"}


@pytest.mark.parametrize("count", [3, 300])
def test_the_first_of_two_equal_keys_is_found_in_short_and_long_mappings(count: int) -> None:
    keys = [*(f"key-{number}" for number in range(count)), "key-1"]
    document = YamlDocument("".join(f"{key}: a\n" for key in keys), "a.yaml")
    assert document.locate(("key-1",)) == Location("a.yaml", 2, 8)
    assert not document.has(("key",))
