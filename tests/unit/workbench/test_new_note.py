"""Notes that an editor begins with the words that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.build import BuildOptions, check
from site_builder.problems import ContentError, UsageError
from site_builder.workbench.new_note import NoteWords, create_note
from site_builder.workbench.schema_files import write_schemas

ARTICLE = "---\ntitle: The Moon rose\n---\n\nThe *Moon* rose.\nThe Moon set, and “nobody saw it”.\n"
SIDECAR = "annotations:\n  - id: set # of the Moon\n    quote: set\n    note: Down.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    for file, text in {"site.yaml": "title: A site\n", "articles/moon.md": ARTICLE}.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return folder


def sidecar_of(content: Path) -> str:
    return (content / "articles" / "moon.yaml").read_text(encoding="utf-8")


def test_the_note_stands_at_the_end_and_all_else_as_it_was(content: Path) -> None:
    (content / "articles" / "moon.yaml").write_text(SIDECAR, encoding="utf-8", newline="\n")
    note = create_note(content, "moon", NoteWords('"nobody saw it"'))
    assert note.note_id == "nobody-saw"
    added = "  - id: nobody-saw\n    quote: “nobody saw it”\n    status: draft\n"
    assert sidecar_of(content) in (SIDECAR + added, SIDECAR + "\n" + added)
    assert check(BuildOptions(content)).problems == ()


def test_a_first_note_makes_the_sidecar_with_the_comment(content: Path) -> None:
    write_schemas(content)
    create_note(content, str(content / "articles" / "moon.md"), NoteWords("The Moon set"), note_id="down")
    assert sidecar_of(content).startswith(
        "# yaml-language-server: $schema=../.schemas/sidecar.schema.json\nannotations:"
    )
    assert "- id: down\n" in sidecar_of(content)
    assert check(BuildOptions(content)).problems == ()


def test_one_of_several_places_is_told_apart(content: Path) -> None:
    with pytest.raises(ContentError, match="stands at 2 places") as failure:
        create_note(content, "moon", NoteWords("The Moon", part="body"))
    assert "--occurrence" in failure.value.hint
    create_note(content, "moon", NoteWords("The Moon", "body", 2))
    assert check(BuildOptions(content)).problems == ()
    assert "suffix: set" in sidecar_of(content) or "prefix" in sidecar_of(content)


def test_words_of_the_title_are_found_there(content: Path) -> None:
    create_note(content, "moon", NoteWords("The Moon rose", part="title"))
    assert "part: title" in sidecar_of(content)
    assert check(BuildOptions(content)).problems == ()


@pytest.mark.parametrize(
    ("article", "quote", "options", "says", "hint"),
    [
        ("moon", "The Sun rose", {}, "nearest is line 5", "copy the words"),
        ("mooon", "set", {}, "there is no article 'mooon'", "did you mean 'moon'?"),
        ("moon", "nobody", {"speaker": "luna"}, "there is no speaker 'luna'", "new speaker"),
        ("moon", "nobody", {"note_id": "set"}, "the id 'set' is taken", "--id"),
        ("moon", "nobody", {"note_id": "No!"}, "cannot be an id", "lower-case"),
        ("moon", "…", {}, "there is no word in the quote", "quote the words"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    content: Path, article: str, quote: str, options: dict[str, str], says: str, hint: str
) -> None:
    (content / "articles" / "moon.yaml").write_text(SIDECAR, encoding="utf-8", newline="\n")
    with pytest.raises((UsageError, ContentError), match=says) as failure:
        create_note(content, article, NoteWords(quote), **options)
    assert hint in failure.value.hint
    assert sidecar_of(content) == SIDECAR
