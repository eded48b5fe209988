"""Notes from a form: what is written, what is told field by field; where anything is wrong nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.build import BuildOptions, check
from site_builder.model import Target
from site_builder.problems import ContentError
from site_builder.workbench.annotating import NoteRequest, SaveResult, proposed_id, save_note, vocabulary_of
from site_builder.workbench.note_fields import fields_of
from site_builder.workbench.sidecar import ConflictError
from site_builder.workbench.workroom import Workroom
from tests.serving import write

FILE = "articles/moon.md"
SITE = """\
title: Small
search: {engine: none}
verdicts:
  - {key: false, label: False, definition: It is not so., tone: negative}
  - {key: fair, label: Fair, tone: positive}
"""
SPEAKERS = """\
jane-doe: {name: Jane Doe, role: Mayor, aliases: [the mayor]}
ann-1: {name: Ann}
ann-2: {name: Ann}
"""
SOURCES = "almanac: {title: The Almanac, url: 'https://example.org/almanac'}\n"
SIDECAR = """\
# about the moon
defaults: {said_in: A speech}

annotations:
  - id: rose
    quote: It rose
    suffix: . Then
    speaker: jane-doe
    note: 'Up.'  # checked
    sources:
      - almanac
      - title: Tides
        publisher: 'The Press'   # of the town
        url: https://example.org/tides
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    write(content / "site.yaml", SITE)
    write(content / "speakers.yaml", SPEAKERS)
    write(content / "sources.yaml", SOURCES)
    write(content / "articles" / "moon.md", "---\ntitle: Moon\n---\n\nIt rose. Then it sank. It rose again.\n")
    write(content / "articles" / "moon.yaml", SIDECAR)
    return content


def sidecar(content: Path) -> str:
    return (content / "articles" / "moon.yaml").read_text(encoding="utf-8")


def save(content: Path, note_id: str = "", quote: str = "", digest: str | None = None, **fields: Any) -> SaveResult:
    room = Workroom(content)
    seen = room.sidecar(FILE).digest if digest is None else digest
    target = Target(quote) if quote else None
    return save_note(room, NoteRequest(FILE, seen, note_id, target=target, fields=fields))


def faults(result: SaveResult) -> list[str]:
    return [f"{one.field}: {one.message}" for one in result.problems]


def test_a_rated_claim_is_written_as_an_editor_would(content: Path) -> None:
    result = save(
        content,
        quote="Then it sank",
        kind="claim",
        speaker="Jane Doe",
        verdict="false",
        basis="It did: not sink.  ",
        note="First line.  \r\n\r\n- a\r\n",
        said_on="2019",
        sources=[
            {"title": "The Almanac", "locator": "p. 3"},
            {"title": "Moons", "url": "https://example.org/"},
            {"title": ""},
        ],
        status="published",
    )
    assert (result.note_id, result.problems) == ("sank", ())
    text = sidecar(content)
    assert text == SIDECAR + (
        "\n  - id: sank\n"
        "    quote: Then it sank\n"
        "    speaker: jane-doe\n"
        "    said_on: 2019\n"
        "    verdict: false\n"
        "    basis: 'It did: not sink.'\n"
        "    note: |-\n      First line.\n\n      - a\n"
        "    sources:\n"
        "      - source: almanac\n        locator: p. 3\n"
        "      - title: Moons\n        url: https://example.org/\n"
    )
    assert check(BuildOptions(content)).exit_status == 0


def test_the_kind_is_written_where_the_rest_does_not_say_it(content: Path) -> None:
    save(content, quote="Then it sank", kind="claim", note="n: n")
    assert "quote: Then it sank\n    kind: claim\n    note: 'n: n'\n" in sidecar(content)
    save(content, quote="rose again", kind="context", note="Again.", status="draft")
    assert sidecar(content).endswith("quote: rose again\n    note: Again.\n    status: draft\n")


def test_one_field_changes_one_line(content: Path) -> None:
    before = sidecar(content)
    assert save(content, "rose", note="Up: high.").note_id == "rose"
    assert sidecar(content) == before.replace("'Up.'", "'Up: high.'")


def test_a_note_that_is_saved_as_it_is_stays_as_it_is(content: Path) -> None:
    room = Workroom(content)
    before = sidecar(content)
    fields: Any = fields_of(room.sidecar(FILE).entry("rose"), vocabulary_of(room))
    assert fields["speaker"] == "Jane Doe"
    assert [source["title"] for source in fields["sources"]] == ["The Almanac", "Tides"]
    assert save(content, "rose", **{**fields, "kind": "claim", "status": "published"}).note_id == "rose"
    assert sidecar(content) == before


def test_sources_are_changed_one_by_one(content: Path) -> None:
    before = sidecar(content)
    rows = [
        {"index": 1, "title": "Tides", "url": "https://example.org/tides", "locator": "p. 9", "stance": ""},
        {"title": "https://example.org/new", "url": "https://example.org/new", "locator": "", "stance": "supports"},
    ]
    save(content, "rose", sources=rows)
    assert sidecar(content) == before.replace("      - almanac\n", "") + (
        "        locator: p. 9\n      - title: https://example.org/new\n        url: https://example.org/new\n"
        "        stance: supports\n"
    )


def test_a_note_is_withdrawn_with_its_reason(content: Path) -> None:
    assert faults(save(content, "rose", status="withdrawn")) == [
        "withdrawn_because: a withdrawn annotation needs a withdrawn_because"
    ]
    save(content, "rose", status="withdrawn", withdrawn_because="It was another moon.")
    assert sidecar(content).endswith("    status: withdrawn\n    withdrawn_because: It was another moon.\n")
    save(content, "rose", status="published", withdrawn_because="")
    assert check(BuildOptions(content)).exit_status == 0


def test_a_public_change_says_what_was(content: Path) -> None:
    room = Workroom(content)
    change = {"type": "correction", "text": "It was higher.", "date": "2026-01-02"}
    request = NoteRequest(FILE, room.sidecar(FILE).digest, "rose", fields={"note": "High."}, change=change)
    save_note(room, request)
    assert sidecar(content).endswith(
        "    changes:\n      - date: 2026-01-02\n        type: correction\n        field: note\n        was: Up.\n"
        "        text: It was higher.\n"
    )
    assert check(BuildOptions(content)).exit_status == 0


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"note": ""}, "note: an annotation needs a note"),
        ({"note": "n", "verdict": "wrong"}, "verdict: there is no verdict 'wrong'"),
        ({"note": "n", "verdict": "false"}, "basis: a verdict needs a basis"),
        ({"note": "n", "verdict": "false", "basis": "b"}, "sources: a verdict needs a source"),
        ({"note": "n", "speaker": "Jane Do"}, "speaker: there is no speaker 'Jane Do'"),
        ({"note": "n", "speaker": "Ann"}, "speaker: several speakers are called 'Ann'"),
        ({"note": "n", "said_on": "soon"}, "said_on: "),
        ({"note": "n", "sources": [{"url": "https://example.org/"}]}, "sources: a source needs a title"),
        ({"note": "n", "sources": [{"title": "t", "url": "example"}]}, "sources: "),
        ({"note": "[x](gone.pdf)"}, "note: there is no file"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(
    content: Path, fields: dict[str, Any], fault: str
) -> None:
    before = sidecar(content)
    result = save(content, quote="Then it sank", kind="claim", **fields)
    assert result.note_id == ""
    assert any(one.startswith(fault) for one in faults(result)), faults(result)
    assert sidecar(content) == before


def test_all_that_is_wrong_is_told_at_once(content: Path) -> None:
    result = save(content, quote="Then it sank", kind="claim", speaker="Nobody", verdict="false", said_on="soon")
    assert {"basis", "sources", "speaker", "said_on"} <= {one.field for one in result.problems}


def test_what_is_wrong_with_other_notes_keeps_none_from_being_saved(content: Path) -> None:
    broken = "\n  - id: one\n    quote: gone\n    note: x\n\n  - id: two\n    quote: It rose\n    verdict: fair\n"
    write(content / "articles" / "moon.yaml", SIDECAR + broken)
    assert save(content, quote="Then it sank", kind="context", note="n: n").note_id == "sank"
    assert save(content, "rose", note="High.").note_id == "rose"
    assert save(content, "one", note="y").problems[0].field == "quote"


def test_speakers_are_known_by_id_name_and_alias(content: Path) -> None:
    for called in ("jane-doe", "JANE DOE", "The Mayor"):
        save(content, "rose", speaker=called)
        assert "speaker: jane-doe" in sidecar(content)
    save(content, "rose", speaker="ann-2")
    assert "speaker: ann-2" in sidecar(content)


def test_a_note_without_words_is_told(content: Path) -> None:
    assert faults(save(content, note="n")) == ["quote: a note needs words of the article"]
    (fault,) = faults(save(content, quote="not there", note="n"))
    assert fault.startswith("quote: the quote is not in moon.md")


def test_an_edit_meanwhile_is_a_conflict(content: Path) -> None:
    before = sidecar(content)
    with pytest.raises(ConflictError, match="was changed meanwhile"):
        save(content, "rose", digest="0" * 64, note="Mine.")
    assert sidecar(content) == before


def test_a_note_that_is_gone_is_told(content: Path) -> None:
    with pytest.raises(ContentError, match="has no note 'sank'"):
        save(content, "sank", note="Mine.")


def test_ids_are_readable_and_never_used_twice(content: Path) -> None:
    room = Workroom(content)
    assert proposed_id(room.sidecar(FILE), "It rose") == "rose-2"
    target = Target("Then it sank")
    for wanted, message in (("rose", "is taken"), ("Not So", "cannot be an id")):
        request = NoteRequest(FILE, room.sidecar(FILE).digest, wanted_id=wanted, target=target, fields={"note": "n"})
        (problem,) = save_note(room, request).problems
        assert problem.field == "id"
        assert message in problem.message


def test_what_comes_from_the_defaults_cannot_be_emptied_silently(content: Path) -> None:
    text = sidecar(content).replace("    note", "    said_in: A letter\n    note")
    write(content / "articles" / "moon.yaml", text)
    (fault,) = faults(save(content, "rose", said_in=""))
    assert fault == "said_in: left empty it would be that of all notes in this file: 'A speech'"
    assert sidecar(content) == text


def test_a_claim_that_becomes_context_is_no_longer_rated(content: Path) -> None:
    save(content, "rose", verdict="fair", basis="So it is.", claim="It did rise")
    save(content, "rose", kind="context")
    text = sidecar(content)
    assert "kind: context" in text
    assert "verdict" not in text
    assert "claim:" not in text
