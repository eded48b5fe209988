"""What the documentation says of the program is compared with the program."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from site_builder.build import template_folders
from site_builder.cli import site_builder
from site_builder.publishing.pages import PagePlan, plan_pages
from tests.archives import read_archive

REPOSITORY = Path(__file__).resolve().parent.parent
DOCS = REPOSITORY / "docs"


EVERY_PAGE = {"title", "description"}
"""What every page has and some find out late: see "What every template sees"."""


def plans() -> list[PagePlan]:
    return list(plan_pages(read_archive(REPOSITORY / "content")))


def documented_contexts() -> dict[str, set[str]]:
    """What docs/templates.md says that each template is given, from the table of pages."""
    contexts = {}
    section = (DOCS / "templates.md").read_text(encoding="utf-8").partition("## Pages")[2]
    for names, given in re.findall(r"^\| (`.+?\.html`.*?) \| (.+) \|$", section, re.MULTILINE):
        for name in re.findall(r"`([a-z_]+\.html)`", names):
            contexts[name] = set(re.findall(r"`(\w+)`", given)) - {"root"}
    return contexts


def test_every_template_is_given_what_the_documentation_says() -> None:
    given: dict[str, set[str]] = {}
    for plan in plans():
        context = {**plan.given, **(plan.prepare() if plan.prepare else {})}
        given.setdefault(plan.template, set()).update(context.keys() - EVERY_PAGE)
    assert given == documented_contexts()


def test_every_shipped_template_is_documented() -> None:
    (shipped,) = template_folders(None)
    assert {path.name for path in shipped.glob("*.html")} - {"base.html"} == documented_contexts().keys()


@pytest.mark.parametrize("command", sorted(site_builder.commands))
def test_every_command_and_option_is_in_the_guide(command: str) -> None:
    guide = (DOCS / "guide.md").read_text(encoding="utf-8")
    assert f"site-builder {command}" in guide
    for option in site_builder.commands[command].params:
        if isinstance(option, click.Option):
            assert f"`{option.opts[0]}" in guide, f"{command} {option.opts[0]}"


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")]
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert len(documents) > 5
    assert broken == []
