"""What the documentation shows as an example: commands that there are, with options that they take, and YAML that the
formats allow.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

from site_builder.cli import run, site_builder
from site_builder.workbench.schema_files import schema_texts

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = REPOSITORY / "docs" / "pages"
DOCUMENTS = [
    *(path for path in sorted(PAGES.rglob("*.md")) if path.parent.name not in {"problems", "decisions"}),
    REPOSITORY / "README.md",
    REPOSITORY / "site_builder" / "workbench" / "starter" / "README.md",
]
SCHEMAS = {name.partition(".")[0]: json.loads(text) for name, text in schema_texts().items()}
NO_COMMANDS = {"site-builder reading", "site-builder archive"}
"""A name in browsers' storage, and that of a format."""


def example_commands(text: str) -> list[str]:
    """The commands in blocks of code, which are fenced or indented, and those in the line."""
    lines = re.findall(r"^(?: {4})?(?:\$ )?(site-builder (?!\d).+?)(?: {2,}.*| &&.*)?$", text, re.MULTILINE)
    within = re.findall(r"`(site-builder [^`\n]+)`", text)
    return [command for command in (*lines, *within) if command not in NO_COMMANDS]


def complaint(command: str) -> str:
    """Return what is wrong with a command as it stands in a document, '' where nothing is."""
    words = shlex.split(re.sub(r"[()]|\$|>.*", " ", command), comments=True)[1:]
    group: click.Command = site_builder
    while words and isinstance(group, click.Group) and not words[0].startswith("-"):
        if words[0] not in group.commands:
            return "" if words[0].isupper() else f"there is no command {words[0]}"
        group = group.commands[words.pop(0)]
    options = {name for option in group.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
    unknown = [word for word in words if word.startswith("-") and word.partition("=")[0] not in options]
    return f"{group.name} has no {unknown[0]}" if unknown else ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_are_ones(document: Path) -> None:
    commands = example_commands(document.read_text(encoding="utf-8"))
    assert [f"{command}: {said}" for command in commands if (said := complaint(command))] == []


def test_there_are_examples_of_every_command() -> None:
    shown = {command for path in DOCUMENTS for command in example_commands(path.read_text(encoding="utf-8"))}
    assert len(shown) > 30
    assert {name for name in site_builder.commands if not any(f"site-builder {name}" in one for one in shown)} == set()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("site-builder buidl", "there is no command buidl"),
        ("site-builder new article --outlets X", "article has no --outlets"),
        ("site-builder new article 'A headline' --outlet X", ""),
    ],
)
def test_a_command_that_is_none_is_seen(command: str, said: str) -> None:
    assert complaint(command) == said


def yaml_examples() -> list[tuple[str, str]]:
    return [
        (path.name, block)
        for path in DOCUMENTS
        for block in re.findall(r"^```yaml\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    ]


def kind_of(example: Any) -> str:
    """Return the name of the format that an example is of, '' for what is none of ours."""
    keys = set(example)
    if "annotations" in keys:
        return "sidecar"
    if keys & {"verdicts", "title"}:
        return "site"
    return "speakers" if all(isinstance(value, dict) and "name" in value for value in example.values()) else ""


@pytest.mark.parametrize(("document", "block"), yaml_examples())
def test_yaml_is_what_the_formats_allow(document: str, block: str) -> None:
    example = yaml.safe_load(f"annotations:\n{block}" if block.startswith("  - id:") else block)
    kind = kind_of(example)
    if not kind:
        assert "words" in example or "jobs" in example, f"{document} has an example of nothing"
        return
    whole = {"title": "x", **example} if kind == "site" else example
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind])
    assert [error.message for error in validator.iter_errors(json.loads(json.dumps(whole, default=str)))] == []


def test_the_example_of_the_readme_is_in_order_and_its_mistake_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    files = dict(re.findall(r"^`(content/\S+)`:\n\n```\w+\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL))
    assert [Path(name).name for name in files] == ["budget.md", "budget.yaml"]
    for name, text in {**files, "content/site.yaml": "title: A\n"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--strict"]) == 0
    sidecar = tmp_path / "content" / "articles" / "2020" / "budget.yaml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("by 3.5% last", "by 35% last", 1), encoding="utf-8")
    capsys.readouterr()
    assert run(["check"]) == 1
    printed = " ".join(capsys.readouterr().out.split())
    for document in (REPOSITORY / "README.md", PAGES / "how-to" / "check.md"):
        shown = re.search(
            r"^    content/articles.*?\n\n", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        assert shown
        assert " ".join(shown[0].split()) == printed
