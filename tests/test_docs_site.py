"""The documentation as a site, made by the program of docs/: every address followed, every document in its list."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from site_builder import cli
from tests.crawler import BASE, crawl

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = DOCS / "pages"
BELOW_AN_INDEX = ("problems", "decisions")
"""Folders whose documents are listed by their README.md alone."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("docs")
    content = Path(shutil.copytree(DOCS, work / "docs"))
    options = ["--content", str(content), "--templates", str(content / "templates"), "--output", str(work / "site")]
    assert cli.run(["build", *options, "--base-url", BASE, "--strict"]) == 0
    return work / "site"


def front_matter(document: Path) -> dict[str, str]:
    text = document.read_text(encoding="utf-8")
    assert text.startswith("---\n"), f"{document.name} needs front matter"
    read: dict[str, str] = yaml.safe_load(text.split("---\n", 2)[1])
    return read


def address_of(document: Path) -> str:
    return f"{front_matter(document).get('slug', document.stem)}/"


def listed() -> list[tuple[str, str]]:
    """The documents in the order of the site's list: address and label."""
    settings = yaml.safe_load((DOCS / "site.yaml").read_text(encoding="utf-8"))
    return [(one["page"], one["label"]) for group in settings["extra"]["documents"] for one in group["pages"]]


def documents() -> list[Path]:
    """All documents but those that only an index lists."""
    found = sorted(PAGES.rglob("*.md"))
    return [one for one in found if one.parent.name not in BELOW_AN_INDEX or one.name == "README.md"]


def test_every_address_answers(site: Path) -> None:
    assert crawl(site) == []


def test_the_site_lists_every_document_once() -> None:
    assert sorted(address for address, _ in listed()) == sorted(map(address_of, documents()))


def test_the_readme_lists_them_in_the_same_order() -> None:
    readme = (DOCS / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"^- \[(.+)\]\((pages/.+\.md)\)", readme, re.MULTILINE)
    assert [(address_of(DOCS / path), label) for label, path in links] == listed()


@pytest.mark.parametrize("folder", BELOW_AN_INDEX)
def test_an_index_lists_its_folder(folder: str) -> None:
    index = (PAGES / folder / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([\w-]+\.md)\)", index)
    assert sorted(linked) == sorted(path.name for path in (PAGES / folder).glob("*.md") if path.name != "README.md")


def test_a_document_has_the_ways_to_the_others(site: Path) -> None:
    page = (site / "annotate" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="\.\./([\w-]+/)"( aria-current="page")?>', page.partition('class="documents"')[2])
    assert [address for address, _ in links[: len(listed())]] == [address for address, _ in listed()]
    assert [address for address, current in links if current] == ["annotate/"]
    assert 'rel="prev" href="../import/"' in page
    assert 'rel="next" href="../check/"' in page
    problem = (site / "quote-not-found" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../problems/" aria-current="page">' in problem


def test_every_column_of_a_table_has_a_name() -> None:
    nameless = [
        f"{document.name}: {head}"
        for document in PAGES.rglob("*.md")
        for head in re.findall(r"^(\|.*\|)\n\|[ :|-]+\|$", document.read_text(encoding="utf-8"), re.MULTILINE)
        if not all(cell.strip() for cell in head.strip("|").split("|"))
    ]
    assert nameless == [], "who hears the table must know what a cell is"


def test_the_worked_example_quotes_its_files() -> None:
    sidecar = (DOCS / "articles" / "the-busiest-library.yaml").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", (PAGES / "example.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 4
    assert [block for block in blocks if block not in sidecar] == []
