"""What the documentation says of the program is compared with the program."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click
import jinja2
import pytest

from site_builder.cli import site_builder
from site_builder.folders import template_folders
from site_builder.model import (
    Annotation,
    Article,
    ArticleEntry,
    Body,
    Change,
    Claim,
    Config,
    Contributor,
    Correction,
    Date,
    Dissent,
    Heading,
    Image,
    Label,
    Note,
    Page,
    Passage,
    Publisher,
    Reply,
    Role,
    Source,
    Speaker,
    SpeakerEntry,
    SpeakerName,
    Target,
    Verdict,
)
from site_builder.publishing.highlight import Chunk
from site_builder.publishing.lists import Group, Pager
from site_builder.publishing.render import Renderer
from site_builder.publishing.site_context import Feed, MenuItem, site_context
from site_builder.publishing.tallies import Count, Tally
from site_builder.publishing.template_files import TemplateFiles
from site_builder.publishing.workshop import Sources, Workshop
from site_builder.quotations import Quotation
from site_builder.urls import SEARCH_BOX
from tests.archives import read_archive
from tests.wording import ENGLISH
from tools.problem_pages import problem_pages
from tools.screenshots import LARGEST, SHOTS

REPOSITORY = Path(__file__).resolve().parent.parent
DOCS = REPOSITORY / "docs" / "pages"


OF_CONTENT = (
    Config,
    Publisher,
    Verdict,
    Article,
    Page,
    Body,
    Heading,
    Annotation,
    Target,
    Source,
    Change,
    Reply,
    Dissent,
    Speaker,
    Role,
    Contributor,
    Image,
    Date,
)
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    folder = REPOSITORY / "content"
    sources = Sources(tuple(template_folders(None)), folder, lambda _file: "0" * 64, "", "", ENGLISH.language)
    return Workshop(read_archive(folder), sources)


@pytest.fixture(scope="module")
def contexts(workshop: Workshop) -> dict[str, set[str]]:
    """The names that each template is given somewhere in the shipped site, besides what every template sees."""
    names: dict[str, set[str]] = {}

    def render(_: Renderer, template: str, address: str, root: str, context: Mapping[str, object]) -> bytes:
        names.setdefault(template, set()).update(context)
        return f"{address}{root}".encode()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Renderer, "render", render)
        for product in workshop.products.values():
            if product.path.endswith((".html", SEARCH_BOX)):
                product.make()
    return names


def documented_contexts() -> dict[str, set[str]]:
    """What docs/pages/templates.md says that each template is given, from the table of pages."""
    contexts = {}
    section = (DOCS / "templates.md").read_text(encoding="utf-8").partition("## Pages")[2]
    for names, given in re.findall(r"^\| (`.+?\.html`.*?) \| (.+) \|$", section, re.MULTILINE):
        for name in re.findall(r"`([a-z_]+\.html)`", names):
            contexts[name] = set(re.findall(r"`(\w+)`", given)) - {"root"}
    return contexts


def section(title: str) -> str:
    """Return a section of docs/pages/templates.md."""
    text = (DOCS / "templates.md").read_text(encoding="utf-8")
    return re.split("^## ", text.partition(f"\n## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def names_in(cells: Iterable[str]) -> set[str]:
    return {name for cell in cells for name in re.findall(r"`(\w+)[^`]*`", cell)}


def test_every_template_is_given_what_the_documentation_says(workshop: Workshop, contexts: dict[str, set[str]]) -> None:
    table, _, rest = section("What every template sees").partition("\n\nPage templates, ")
    site_wide = site_context(workshop.archive, {}, workshop.media, "", ENGLISH).keys()
    assert names_in(re.findall("^\\| (`.+?) \\|", table, re.MULTILINE)) == site_wide | {"root"}
    on_every_page = names_in([rest])
    pages = [names for template, names in contexts.items() if template != "search_box.html"]
    assert on_every_page == set.intersection(*pages)
    assert {template: names - on_every_page for template, names in contexts.items()} == documented_contexts()


def test_every_filter_is_documented(workshop: Workshop) -> None:
    renderer = Renderer(TemplateFiles([]), str, {}, workshop.archive.library, ENGLISH)
    ours = renderer._environment.filters.keys() - jinja2.filters.FILTERS.keys()
    assert names_in(re.findall("^\\| (`.+?) \\|", section("Filters"), re.MULTILINE)) == ours


OF_PROGRAMS = {
    "outline",
    "source",
    "location",
    "library",
    "text_of",
    "images",
    "references",
    "spans",
    "reading_order",
    "language_location",
    "gaps",
    "lines",
    "pieces",
    "chronological",
    "newest_first",
}
"""What records have for the program alone."""


def parts_of(record: type) -> set[str]:
    of_tuples = {"count", "index"} if issubclass(record, tuple) else set()
    return {name for name in (*dir(record), *getattr(record, "__slots__", ())) if name[0] != "_"} - of_tuples


@pytest.mark.parametrize(
    ("title", "records"),
    [
        ("Articles and notes", (ArticleEntry, Note, Claim, SpeakerEntry, Label, Correction)),
        ("What files of the content say", OF_CONTENT),
    ],
)
def test_records_have_what_the_documentation_says(title: str, records: tuple[type, ...]) -> None:
    rows = dict(re.findall(r"^\| ([A-Z]\w+) \| (.+) \|$", section(title), re.MULTILINE))
    assert rows.keys() == {record.__name__ for record in records}
    for record in records:
        without_remarks = re.sub(r" \([^)]*\)", "", rows[record.__name__])
        assert names_in([without_remarks]) == parts_of(record) - OF_PROGRAMS, record.__name__


def test_every_block_is_documented() -> None:
    (shipped,) = template_folders(None)
    rows = dict(re.findall(r"^\| `(\w+\.html)` \| (.+) \|$", section("Blocks"), re.MULTILINE))
    of_all = names_in([rows["base.html"]])
    for path in shipped.glob("*.html"):
        has = set(re.findall(r"{% block (\w+)", path.read_text(encoding="utf-8")))
        assert has - (of_all if path.name != "base.html" else set()) == names_in([rows.get(path.name, "")]), path.name


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (Group, r"for each year: ([^.]+)\."),
        (Pager, r"`pager` \(([^)]+)\)"),
        (Chunk, r"chunks\. Print each chunk's ([^.]+)\."),
        (Tally, r"`tally` counts the notes: ([^,]+, [^,]+), by which"),
        (Count, r"`verdicts` are counts: ([^.]+)\."),
        (Quotation, r"`quotation` \| of a note: ([^|]+) \|"),
        (Passage, r"`annotation.passage` has the ([^.]+)\."),
        (SpeakerName, r"`note.speaker` has the speaker's (.+?), or is none"),
        (MenuItem, r"\| the menu: ([^|]+) \|"),
        (Feed, r"\| the site's feeds: ([^;]+);"),
    ],
)
def test_parts_have_what_the_documentation_says(record: type, sentence: str) -> None:
    text = " ".join((DOCS / "templates.md").read_text(encoding="utf-8").split())
    (said,) = re.findall(sentence, text)
    has = {name for name in vars(record) if name[0] != "_"} - {"count", "index"} | set(getattr(record, "_fields", ()))
    has |= {field.name for field in dataclasses.fields(record)} if dataclasses.is_dataclass(record) else set()
    assert names_in([said]) == has


def test_every_shipped_template_is_documented() -> None:
    (shipped,) = template_folders(None)
    assert {path.name for path in shipped.glob("*.html")} - {"base.html"} == documented_contexts().keys()


def commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield all commands by their names, those of groups too."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


@pytest.mark.parametrize(("name", "command"), [pytest.param(*pair, id=pair[0]) for pair in commands(site_builder)])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^    site-builder {name}\b", readme, re.MULTILINE)
    assert re.search(rf"^\| `site-builder {name}\b", COMMANDS, re.MULTILINE)
    options = {option.opts[0] for option in command.params if isinstance(option, click.Option)}
    assert options - documented_options(name) == {"--version", "--help"} & options


def test_no_option_is_documented_that_there_is_not() -> None:
    for name, command in commands(site_builder):
        options = {option.opts[0] for option in command.params if isinstance(option, click.Option)}
        assert documented_options(name) <= options, name


def documented_options(command: str) -> set[str]:
    """What the table of options says that a command takes."""
    options = set()
    for names, of in re.findall(r"^\| (`--.+?) \| ([^|]*) \|", COMMANDS, re.MULTILINE):
        everywhere = of.startswith("all but")
        if (command in re.split(", | and ", of.removeprefix("all but "))) != everywhere:
            options |= set(re.findall(r"`(--[a-z-]+)", names))
    return options - {"--version", "--help"}


def test_every_problem_has_its_page_as_it_is_made() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "problems").glob("*.md")}
    made = problem_pages()
    assert written.keys() == made.keys()
    assert [name for name, text in made.items() if written[name] != text] == [], "python tools/problem_pages.py"


def test_the_readme_shows_every_picture_that_was_taken_and_says_what_is_on_it() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    marked_down = {path: alt for alt, path in re.findall(r"!\[([^]]*)\]\(([^)]+)\)", readme)}
    shown = {*marked_down, *re.findall(r'<(?:img|source)[^>]* src(?:set)?="([^"]+)"', readme)}
    taken = {f"docs/pictures/{shot.name}.webp" for shot in SHOTS}
    assert shown == taken == {f"docs/pictures/{path.name}" for path in (REPOSITORY / "docs" / "pictures").iterdir()}
    said = [*marked_down.values(), *re.findall(r'<img[^>]* alt="([^"]*)"', readme)]
    assert len(said) == len(taken) - 1, "the dark picture says what the light one says"
    assert [alt for alt in said if len(alt) < 60] == []
    assert [path for path in taken if (REPOSITORY / path).stat().st_size > LARGEST] == []


def without_examples(markdown: str) -> str:
    return re.sub(r"^(```+)\w*\n.*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*DOCS.parent.rglob("*.md"), *REPOSITORY.glob("*.md")]
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", without_examples(document.read_text(encoding="utf-8")))
        if not (document.parent / target).exists()
    ]
    assert len(documents) > 5
    assert broken == []
