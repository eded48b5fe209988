from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from site_builder.workbench.yaml_writer import UnreadableYamlError, append_entries, render_yaml

HARD = [
    "Careful: it rose",
    "Prop #8 passed",
    "“It rose,” he said",
    '"It rose," he said',
    "'Tis so",
    "[sic] as it was",
    "{curly}",
    "- a dash",
    "? a question",
    "& so on",
    "*starred*",
    "!important",
    "% of all",
    "@home",
    "`code`",
    "| bar",
    "> more",
    "ends in spaces  ",
    "  begins with spaces",
    "ends in a colon:",
    "yes",
    "No",
    "null",
    "~",
    "y",
    "007",
    "12:30",
    "3.5",
    "1e3",
    "2019-12-03",
    "<<",
    "=",
    "---",
    "...",
    "a\nb",
    "a\n\n  b\n",
    "\n",
    "tab\there",
    "both ' and \" in it",
    "back\\slash and ' and \"",
    "line\u2028separator",
    "next\x85line",
    "\ufeffmark",
    "no-break\xa0space",
    "bell\x07",
    "smile \U0001f600",
    "",
]


def read_with_ruamel(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def read_as_text(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


@pytest.mark.parametrize("text", HARD)
def test_hard_text_reads_back_the_same(text: str) -> None:
    written = render_yaml({"quote": text, "list": [text, "plain"]})
    assert read_with_ruamel(written) == {"quote": text, "list": [text, "plain"]}
    assert read_as_text(written) == {"quote": text, "list": [text, "plain"]}


@given(st.text(), st.text(min_size=1))
def test_any_text_reads_back_the_same(text: str, key: str) -> None:
    written = render_yaml({key: {"inner": text}, key + "x": [text]})
    expected = {key: {"inner": text}, key + "x": [text]}
    assert read_with_ruamel(written) == expected
    assert read_as_text(written) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("It rose by half", "quote: It rose by half\n"),
        ("“It rose”", "quote: “It rose”\n"),
        ("it's so", "quote: it's so\n"),
        ("Careful: it rose", "quote: 'Careful: it rose'\n"),
        ("it's no #8", 'quote: "it\'s no #8"\n'),
        ("it's: so", 'quote: "it\'s: so"\n'),
        ('it\'s "so": yes', 'quote: |-\n  it\'s "so": yes\n'),
        ("a\nb", "quote: |-\n  a\n  b\n"),
    ],
)
def test_style_is_the_plainest_that_is_safe(text: str, line: str) -> None:
    assert render_yaml({"quote": text}) == line


def test_long_text_stays_on_one_line() -> None:
    text = "word " * 100 + "end"
    assert render_yaml({"quote": text}).count("\n") == 1


def test_a_date_is_written_plain() -> None:
    assert render_yaml({"date": date(2019, 12, 3)}) == "date: 2019-12-03\n"


def test_appending_leaves_what_stands_there_untouched() -> None:
    text = "# Who speaks\nann-bee:   # the mayor\n    name:  'Ann Bee'\n\n# the end"
    appended = append_entries(text, {"no": {"name": "No"}})
    assert appended == text + "\n'no':\n  name: 'No'\n"


@pytest.mark.parametrize("text", ["{ann-bee: {name: Ann Bee}}  # flow\n", "ann-bee: {name: Ann Bee}\n...\n"])
def test_appending_to_other_forms_of_a_mapping(text: str) -> None:
    appended = append_entries(text, {"carl-dee": {"name": "Carl Dee"}})
    assert read_as_text(appended) == {"ann-bee": {"name": "Ann Bee"}, "carl-dee": {"name": "Carl Dee"}}


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_appending_to_nothing(text: str) -> None:
    assert append_entries(text, {"ann": {"name": "Ann"}}) == text + "ann:\n  name: Ann\n"


@pytest.mark.parametrize("text", ["- a list\n", "a: [\n", "just text\n", "a: 1\na: 2\n"])
def test_what_cannot_be_extended_says_so(text: str) -> None:
    with pytest.raises(UnreadableYamlError):
        append_entries(text, {"ann": {"name": "Ann"}})
