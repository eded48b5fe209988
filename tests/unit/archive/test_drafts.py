"""Drafts in a preview: shown after what is published, which stays as it is; and in a build for readers none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.archive.drafts import show_drafts
from site_builder.build import BuildOptions, Report, build
from site_builder.model import Article, ArticleOutline, NoteOutline

NOTES = (
    NoteOutline("first", 1, "context", "d1", "f1"),
    NoteOutline("gone", 2, "context", "d2", "f2", status="withdrawn"),
    NoteOutline("new", 0, "claim", "d3", "f3", status="draft"),
    NoteOutline("newer", 0, "claim", "d4", "f4", status="draft"),
)
OUTLINE = ArticleOutline(Article("articles/a.md", "a", "A"), NOTES, whole_digest="whole")


def test_drafts_get_the_numbers_that_follow() -> None:
    shown = show_drafts(OUTLINE)
    assert [(note.id, note.number) for note in shown.notes] == [("first", 1), ("gone", 2), ("new", 3), ("newer", 4)]
    assert shown.notes[:2] == NOTES[:2]


def test_what_a_draft_says_and_its_number_are_part_of_what_is_seen() -> None:
    edited = OUTLINE._replace(notes=(*NOTES[:3], NOTES[3]._replace(digest="other")))
    assert show_drafts(edited).whole_digest != show_drafts(OUTLINE).whole_digest
    one_less = show_drafts(OUTLINE._replace(notes=(NOTES[0], *NOTES[2:])))
    assert one_less.notes[1].face != show_drafts(OUTLINE).notes[2].face


def test_a_withdrawn_article_has_no_drafts() -> None:
    withdrawn = OUTLINE._replace(article=replace(OUTLINE.article, status="withdrawn"))
    assert show_drafts(withdrawn) is withdrawn


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Small\n", encoding="utf-8")
    (folder / "articles" / "moon.md").write_text("---\ntitle: Moon\n---\n\nIt rose. It sank.\n", encoding="utf-8")
    (folder / "articles" / "sun.md").write_text("---\ntitle: Sun\nstatus: draft\n---\n\nIt shone.\n", encoding="utf-8")
    write_sidecar(folder, "We do not know yet.")
    return folder


def write_sidecar(content: Path, draft: str) -> None:
    text = (
        "annotations:\n  - id: sank\n    quote: It sank\n    note: Down.\n"
        f"  - id: rose\n    quote: It rose\n    kind: claim\n    status: draft\n    note: {draft}\n"
    )
    (content / "articles" / "moon.yaml").write_text(text, encoding="utf-8")


def site_of(content: Path, name: str, *, drafts: bool) -> tuple[Path, Report]:
    output = content.parent / name
    report = build(BuildOptions(content, output=output, drafts=drafts, jobs=1))
    assert report.exit_status == 0
    return output, report


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_preview_shows_drafts_with_a_badge_and_a_build_none(content: Path) -> None:
    preview, _ = site_of(content, "preview", drafts=True)
    page = (preview / "articles" / "moon" / "index.html").read_text(encoding="utf-8")
    assert page.count('<span class="draft-badge">Draft</span>') == 2  # the summary and the whole note
    assert "We do not know yet." in page
    assert "draft-badge" in (preview / "articles" / "sun" / "index.html").read_text(encoding="utf-8")
    assert "draft-badge" in (preview / "claims" / "index.html").read_text(encoding="utf-8")
    assert "draft-badge" in (preview / "index.html").read_text(encoding="utf-8")
    site, _ = site_of(content, "site", drafts=False)
    assert not (site / "articles" / "sun").exists()
    for path, data in files(site).items():
        if not path.endswith(".css"):
            assert b"draft-badge" not in data, path
            assert b"We do not know yet" not in data, path


def test_builds_with_and_without_drafts_take_turns_and_are_what_they_are_alone(content: Path) -> None:
    for round_ in range(2):
        for drafts in (True, False):
            site, _ = site_of(content, f"site-{drafts}", drafts=drafts)
            fresh = build(BuildOptions(content, output=content.parent / "fresh", drafts=drafts, jobs=1, fresh=True))
            assert fresh.exit_status == 0
            assert files(site) == files(content.parent / "fresh"), (round_, drafts)
        write_sidecar(content, "Now we do.")


def test_what_a_preview_warns_of_is_not_told_by_a_build_of_nothing_new(content: Path) -> None:
    text = "annotations:\n  - id: shone\n    quote: It shone\n    note: Bright.\n    topics: [MOON]\n"
    (content / "articles" / "sun.yaml").write_text(text, encoding="utf-8")
    moon = content / "articles" / "moon.md"
    moon.write_text(moon.read_text(encoding="utf-8").replace("---\n\n", "topics: [Moon]\n---\n\n"), encoding="utf-8")
    site_of(content, "site", drafts=False)
    _, previewed = site_of(content, "preview", drafts=True)
    assert {problem.code for problem in previewed.problems} != set()
    _, built = site_of(content, "site", drafts=False)
    assert built.problems == ()
