"""Articles and speakers that an editor begins: what stands in the files, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.build import BuildOptions, check
from site_builder.problems import UsageError
from site_builder.workbench.scaffolds import NewArticle, NewSpeaker, create_article, create_speaker
from site_builder.workbench.schema_files import write_schemas


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text("title: A site\n", encoding="utf-8", newline="\n")
    return folder


def test_an_article_begins_as_a_draft_with_what_is_known_and_room_for_the_rest(content: Path) -> None:
    new = NewArticle("Mayor: it is safe", "The Daily", "2020-02-07", ["Jane Doe"], "https://example.org/a")
    article, sidecar = create_article(content, new, folder="2020")
    assert article == content / "articles" / "2020" / "mayor-it-is-safe.md"
    assert article.read_text(encoding="utf-8").startswith(
        "---\ntitle: 'Mayor: it is safe'\nauthors:\n  - Jane Doe\noutlet: The Daily\ndate: 2020-02-07\n"
        "source_url: https://example.org/a\ntopics:\nstatus: draft # published without this line\n---\n\n"
    )
    assert sidecar.read_text(encoding="utf-8").endswith("annotations:\n")
    assert check(BuildOptions(content)).problems == ()


def test_the_sidecar_names_its_schema_where_the_archive_has_schemas(content: Path) -> None:
    _, without = create_article(content, NewArticle("One"))
    write_schemas(content)
    _, with_schema = create_article(content, NewArticle("Two"), folder="a/b")
    assert "$schema" not in without.read_text(encoding="utf-8")
    first = with_schema.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../../.schemas/sidecar.schema.json"
    assert (with_schema.parent / first.partition("=")[2]).is_file()
    _, speakers = create_speaker(content, NewSpeaker("Jane Doe"))
    assert "$schema=.schemas/speakers.schema.json" in speakers.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("new", "options", "says"),
    [
        (NewArticle("One"), {}, "the slug 'one' is taken"),
        (NewArticle("Two", date="7.2.2020"), {}, "'7.2.2020' is not a date"),
        (NewArticle("Two", date="2020-02-30"), {}, "has no day 30"),
        (NewArticle("Two", source_url="example.org"), {}, "is not a web address"),
        (NewArticle("Two"), {"slug": "Two!"}, "cannot be a slug"),
        (NewArticle("Two"), {"folder": "../pages"}, "is no folder below articles/"),
        (NewArticle("Two"), {"folder": "/tmp"}, "is no folder below articles/"),
        (NewArticle(" "), {}, "needs a title"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    content: Path, new: NewArticle, options: dict[str, str], says: str
) -> None:
    create_article(content, NewArticle("One"))
    before = sorted(content.rglob("*"))
    with pytest.raises(UsageError, match=says):
        create_article(content, new, **options)
    assert sorted(content.rglob("*")) == before


def test_a_speaker_is_added_below_the_others_whose_lines_stay(content: Path) -> None:
    path = content / "speakers.yaml"
    path.write_text("# Who speaks.\nann-bee: {name: Ann Bee} # mayor\n", encoding="utf-8", newline="\n")
    assert create_speaker(content, NewSpeaker("The Council", "group", "Council")) == ("the-council", path)
    assert path.read_text(encoding="utf-8") == (
        "# Who speaks.\nann-bee: {name: Ann Bee} # mayor\n"
        "the-council:\n  name: The Council\n  role: Council\n  type: group\n"
    )
    assert check(BuildOptions(content)).problems == ()


def test_where_speakers_have_files_a_new_one_has_one_too(content: Path) -> None:
    (content / "speakers").mkdir()
    (content / "speakers" / "ann-bee.yaml").write_text("name: Ann Bee\n", encoding="utf-8", newline="\n")
    new_id, path = create_speaker(content, NewSpeaker("Żaneta Nowak"))
    assert path == content / "speakers" / f"{new_id}.yaml"
    assert check(BuildOptions(content)).problems == ()


@pytest.mark.parametrize(
    ("name", "speaker_id", "says"),
    [
        ("ann bee", None, "is known: the id is 'ann-bee'"),
        ("A. Bee", None, "is known: the id is 'ann-bee'"),
        ("Other", "ann-bee", "is taken by 'Ann Bee'"),
        ("Other", "Other", "cannot be a speaker's id"),
    ],
)
def test_a_speaker_who_is_known_is_not_added(content: Path, name: str, speaker_id: str | None, says: str) -> None:
    text = "ann-bee:\n  name: Ann Bee\n  aliases: [A. Bee]\n"
    (content / "speakers.yaml").write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(UsageError, match=says):
        create_speaker(content, NewSpeaker(name), speaker_id=speaker_id)
    assert (content / "speakers.yaml").read_text(encoding="utf-8") == text
