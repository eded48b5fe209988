"""Annotations of other programs become notes; what has no place becomes a draft, and nothing is lost or doubled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_builder import cli
from site_builder.build import BuildOptions, check
from site_builder.model import Annotation
from site_builder.problems import ContentError, FileError, UsageError
from site_builder.workbench.annotation_import import ImportedNotes, import_annotations
from site_builder.workbench.workroom import Workroom

FIXTURES = Path(__file__).resolve().parents[4] / "shared" / "fixtures" / "hypothesis"

MOON = """---
title: The Moon
dek: A dek of its own
source_url: https://www.sun.example/moon/
aliases: [/old/moon/]
---
The moon has *bats*. It is said that the moon has trees.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    write(folder / "site.yaml", "title: A\nverdicts: [{key: wrong, label: 'False'}]\n")
    write(folder / "contributors.yaml", "jo: {name: Jo Doe}\n")
    write(folder / "articles" / "moon.md", MOON)
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def row(exact: str = "", prefix: str = "", suffix: str = "", **fields: Any) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    target = {"source": "https://sun.example/moon", **({"selector": [quote]} if exact else {})}
    plain = {"uri": "https://sun.example/moon", "text": "Says who?", "user": "acct:mark@h", "target": [target]}
    return {**plain, **fields}


def bring(content: Path, *rows: dict[str, Any], slug: str | None = None) -> ImportedNotes:
    source = content.parent / "annotations.json"
    write(source, json.dumps({"rows": rows}))
    return import_annotations(source, content, slug=slug)


def notes(content: Path) -> list[Annotation]:
    """Return the notes as a build reads them, once it is known that it finds no error."""
    report = check(BuildOptions(content))
    assert [problem for problem in report.problems if problem.severity == "error"] == []
    return list(Workroom(content).open("articles/moon.md").article.annotations)


def test_an_annotation_becomes_a_note(content: Path) -> None:
    result = bring(content, row("moon has bats", "The ", ".", tags=["Bats"], user_info={"display_name": "Jo Doe"}))
    assert (result.published, result.drafts, result.homeless) == (1, 0, [])
    (note,) = notes(content)
    assert (note.id, note.quote, note.status) == ("moon-bats", "moon has bats", "published")
    assert (note.note_text, note.topics, note.authors) == ("Says who?", ("Bats",), ("jo",))
    assert [(span.part, span.start) for span in note.spans] == [("body", 4)]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (("bats", "The moon  has\n ", "."), ("body", 13)),
        (("moon has", "The ", " bats"), ("body", 4)),
        (("moon has", "that the ", " trees"), ("body", 39)),
        (("bats", "what another page has", "around it"), ("body", 13)),
        (("A dek of its own", "", ""), ("dek", 0)),
        (("The Moon", "Menu\n\n", "\nHome"), ("title", 0)),
    ],
)
def test_a_place_is_found_by_the_words_around_it_or_if_it_is_the_only_one(
    content: Path, quote: tuple[str, str, str], found: tuple[str, int]
) -> None:
    bring(content, row(*quote))
    (note,) = notes(content)
    assert [(span.part, span.start) for span in note.spans] == [found]


def test_of_several_places_that_is_taken_where_the_annotation_stood(content: Path) -> None:
    two = row("moon has", "elsewhere", "elsewhere")
    two["target"][0]["selector"].append({"type": "TextPositionSelector", "start": 39, "end": 47})
    bring(content, two)
    (note,) = notes(content)
    assert [span.start for span in note.spans] == [39]


@pytest.mark.parametrize(
    ("exact", "says"),
    [("moon had bats", "the quote is not in moon.md"), ("moon has", "stands")],
)
def test_what_has_no_place_is_a_draft_with_its_problem(content: Path, exact: str, says: str) -> None:
    result = bring(content, row(exact, tags=["Bats"]))
    assert (result.published, result.drafts) == (0, 1)
    (remark,) = result.remarks
    assert says in remark
    (note,) = notes(content)
    assert (note.status, note.quote, note.spans, note.note_text) == ("draft", exact, (), "Says who?")
    assert check(BuildOptions(content)).problems[0].severity == "warning"


def test_a_note_on_a_whole_page_is_a_draft_at_the_title(content: Path) -> None:
    result = bring(content, row())
    assert "about the whole page" in result.remarks[0]
    (note,) = notes(content)
    assert (note.status, note.quote, note.spans[0].part) == ("draft", "The Moon", "title")


def test_a_highlight_is_a_draft(content: Path) -> None:
    assert "it says nothing" in bring(content, row("bats", text="")).remarks[0]
    assert notes(content)[0].status == "draft"


def test_nothing_is_written_twice(content: Path) -> None:
    rows = [row("bats"), row("trees"), row("had bats"), row("bats", text="Another thing")]
    assert bring(content, *rows).known == 0
    before = (content / "articles" / "moon.yaml").read_bytes()
    again = bring(content, *rows)
    assert (again.known, again.paths) == (4, [])
    assert (content / "articles" / "moon.yaml").read_bytes() == before


def test_notes_that_are_there_stay_as_they_are(content: Path) -> None:
    sidecar = content / "articles" / "moon.yaml"
    before = "# Mine\ndefaults: {said_in: a letter}\nannotations:\n  - id: bats   # first\n    quote: bats\n"
    before += "    note: Mine.\n"
    write(sidecar, before)
    bring(content, row("bats"))
    assert sidecar.read_text(encoding="utf-8").startswith(before)
    assert [(note.id, note.kind) for note in notes(content)] == [("bats", "context"), ("bats-2", "context")]


@pytest.mark.parametrize(
    "address", ["http://sun.example/moon", "https://www.sun.example/moon/#x", "https://sun.example/moon/index.html"]
)
def test_addresses_are_compared_as_readers_do(content: Path, address: str) -> None:
    assert bring(content, row("bats", uri=address, target=row("bats")["target"])).published == 1


def test_the_address_of_the_article_here_counts_too(content: Path) -> None:
    write(content / "site.yaml", "title: A\nbase_url: https://example.org/x/\n")
    for address in ("https://example.org/x/articles/moon/", "https://example.org/x/old/moon/"):
        plain = row("bats", text=address)
        plain["target"][0]["source"] = plain["uri"] = address
        assert bring(content, plain).published == 1


def test_an_address_that_no_article_has_is_told(content: Path) -> None:
    other = row("bats")
    other["target"][0]["source"] = other["uri"] = "https://elsewhere.example/"
    result = bring(content, other, row("trees"))
    assert (result.published, result.homeless) == (1, ["https://elsewhere.example/"])
    assert bring(content, other, slug="moon").published == 1


def test_replies_come_along(content: Path) -> None:
    answer = row(text="I do.", id="r", references=["a"], updated="2020-02-07T10:00:00+00:00")
    bring(content, row("bats", id="a"), {**answer, "links": {"html": "https://hypothes.is/a/r"}})
    (note,) = notes(content)
    (reply,) = note.replies
    assert (reply.sender, reply.text, reply.url) == ("mark", "I do.", "https://hypothes.is/a/r")
    assert reply.date
    assert reply.date.iso == "2020-02-07"


def annotation(**fields: Any) -> dict[str, Any]:
    target = {"source": "https://sun.example/moon", "selector": {"type": "TextQuoteSelector", "exact": "bats"}}
    return {"type": "Annotation", "target": target, **fields}


@pytest.mark.parametrize(
    ("label", "basis", "verdict", "topics"),
    [("False", "None.", "wrong", ()), ("False", "", "", ("False",)), ("Odd", "None.", "", ("Odd",))],
)
def test_a_verdict_is_taken_where_it_can_be_published(
    content: Path, label: str, basis: str, verdict: str, topics: tuple[str, ...]
) -> None:
    bodies = [
        {"purpose": "classifying", "value": label},
        {"purpose": "describing", "value": "See."},
        {"type": "SpecificResource", "purpose": "linking", "source": "https://example.net/"},
        *([{"purpose": "assessing", "value": basis}] if basis else []),
    ]
    write(content.parent / "a.json", json.dumps(annotation(motivation="assessing", body=bodies)))
    import_annotations(content.parent / "a.json", content)
    (note,) = notes(content)
    assert (note.kind, note.verdict, note.topics) == ("claim", verdict, topics)
    assert note.status == ("published" if verdict else "draft")


def test_text_of_others_is_text(content: Path) -> None:
    nasty = "*stars* [x](javascript:y) <script>\n\n# head\n\n1. one"
    write(content.parent / "a.json", json.dumps(annotation(body={"value": nasty, "format": "text/plain"})))
    import_annotations(content.parent / "a.json", content)
    assert " ".join(notes(content)[0].note_text.split()) == " ".join(nasty.split())


def test_errors_are_sentences(content: Path) -> None:
    with pytest.raises(FileError, match="cannot read"):
        import_annotations(content / "none.json", content)
    write(content.parent / "a.json", "{}")
    with pytest.raises(ContentError, match="has no annotations: it is neither"):
        import_annotations(content.parent / "a.json", content)
    with pytest.raises(UsageError, match="no content folder"):
        import_annotations(content.parent / "a.json", content / "none")
    with pytest.raises(ContentError, match="no article"):
        bring(content, row("bats"), slug="sun")


def test_the_command_says_what_became_of_each(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = row("bats")
    other["target"][0]["source"] = other["uri"] = "https://elsewhere.example/"
    write(content.parent / "a.json", json.dumps({"rows": [row("trees"), row("had bats"), other]}))
    arguments = ["import", "--content", str(content), "--annotations", str(content.parent / "a.json")]
    assert cli.run(arguments) == 1
    told = capsys.readouterr().err
    assert "1 published, 1 as drafts" in told
    assert "note 'bats': the quote is not in moon.md" in told
    assert "1 not imported: no article has their address\n    https://elsewhere.example/" in told
    assert cli.run(["import", "--content", str(content)]) == 2
    assert "--annotations" in capsys.readouterr().err


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the annotations of Hypothesis are not beside the repository")
def test_the_annotations_of_hypothesis_own_tests(content: Path) -> None:
    data = json.loads((FIXTURES / "wikipedia-regression-testing.json").read_text(encoding="utf-8"))
    quotes = [
        selector["exact"] for one in data["rows"] for selector in one["target"][0]["selector"] if "exact" in selector
    ]
    assert len(quotes) == 5
    body = "\n\n".join(f"{quote}." for quote in quotes[1:4])
    write(
        content / "articles" / "testing.md",
        f"---\ntitle: Regression testing\nsource_url: https://en.wikipedia.org/wiki/Regression_testing\n---\n{body}\n",
    )
    result = import_annotations(FIXTURES / "wikipedia-regression-testing.json", content)
    assert (result.published, result.drafts, result.homeless) == (4, 1, [])
    article = Workroom(content).open("articles/testing.md").article
    assert {note.note_text for note in article.annotations if note.spans} == {
        "Heading",
        "Introduction",
        "Body",
        "Quote",
    }
    assert [note.note_text for note in article.annotations if note.status == "draft"] == ["Footer"]
    write(content / "articles" / "minimal.md", "---\ntitle: Minimal\n---\nOne Two Three\n")
    minimal = import_annotations(FIXTURES / "minimal.json", content, slug="minimal")
    assert (minimal.published, minimal.drafts) == (0, 1)  # it says nothing
