"""Saved pages, Markdown and folders of them become articles, and no word of them is lost."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import BuildOptions, build, check
from site_builder.problems import ContentError, FileError, SiteError, UsageError
from site_builder.workbench.importing import ImportResult, import_file, import_folder

REPOSITORY = Path(__file__).parents[3]
PAGES = REPOSITORY / "tests" / "cases" / "saved_pages"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text("title: A site\n", encoding="utf-8", newline="\n")
    return folder


def import_text(content: Path, name: str, text: str) -> ImportResult:
    source = content.parent / name
    source.write_text(text, encoding="utf-8", newline="\n")
    return import_file(source, content)


@pytest.mark.parametrize("name", ["ferry", "awkward"])
def test_a_page_becomes_the_article_beside_it(content: Path, name: str) -> None:
    result = import_file(PAGES / f"{name}.html", content)
    assert result.article_path.read_text(encoding="utf-8") == (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert check(BuildOptions(content)).problems == ()


def test_what_a_page_says_that_somebody_said_is_a_draft(content: Path) -> None:
    result = import_file(PAGES / "ferry.html", content)
    sidecar = result.sidecar_path.read_text(encoding="utf-8")
    assert result.new_speakers == ("ann-bee",)
    assert "quote: Nine in ten crossings are on time\n    kind: claim\n    speaker: ann-bee\n" in sidecar
    assert sidecar.count("    status: draft") == result.statement_count == 3


def test_an_editor_hears_what_was_not_taken_over(content: Path) -> None:
    assert any("pictures are not taken over" in line for line in import_file(PAGES / "awkward.html", content).lines())
    page = (PAGES / "ferry.html").read_text(encoding="utf-8").replace("https://gazette.example/2024/05/ferry.html", "")
    assert "add source_url" in " ".join(import_text(content, "ferry.html", page.replace("late again", "late")).remarks)


def test_a_page_of_our_own_is_read_without_its_notes(content: Path, tmp_path: Path) -> None:
    article = (REPOSITORY / "content" / "articles" / "sky" / "canals-on-mars.md").read_text(encoding="utf-8")
    build(BuildOptions(REPOSITORY / "content", output=tmp_path / "output"))
    result = import_file(tmp_path / "output" / "articles" / "canals-on-mars" / "index.html", content)
    assert words(result.article_path.read_text(encoding="utf-8").split("---\n", 2)[2]) == words(
        article.split("---\n", 2)[2]
    )


def words(markdown: str) -> list[str]:
    """Return the words of a text without addresses and pictures, which are not taken over."""
    return re.findall(r"\w+", re.sub(r"!\[.*?\]\(.*?\)|\]\(.*?\)", "]", markdown, flags=re.DOTALL))


def test_a_page_without_an_article_is_refused_and_nothing_written(content: Path) -> None:
    with pytest.raises(ContentError, match=r"empty\.html: no article is found"):
        import_text(content, "empty.html", "<html><body></body></html>")
    assert not (content / "articles").exists()


def test_without_the_library_the_error_says_what_to_install(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def refuse(name: str, *arguments: Any, **options: Any) -> Any:
        if name.startswith("trafilatura"):
            raise ImportError("No module named 'trafilatura'")
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match="saved pages are read by trafilatura, which is not there") as failure:
        import_file(PAGES / "ferry.html", content)
    assert "pip install trafilatura" in failure.value.hint


def test_markdown_stays_as_it_stands_with_its_front_matter_under_our_names(content: Path) -> None:
    text = (
        "---\nlayout: post\nheadline: 'Harbor: a post'\nAuthor: Jane Doe\npubDate: 2024-05-06T08:00:00Z\n"
        "tags: [Ferries]\nlink: https://blog.example/post\nsubtitle: By the sea\nrating: 5\nupdated: soon\n---\n\n"
        "# Harbor: a post\n\nThe pier is *safe* — “quite safe”, said Ann Bee.\n\n* one\n* two\n"
    )
    result = import_text(content, "post.md", text)
    assert result.article_path.read_text(encoding="utf-8") == (
        "---\ntitle: 'Harbor: a post'\ndek: By the sea\nauthors:\n  - Jane Doe\ndate: 2024-05-06\n"
        "source_url: https://blog.example/post\ntopics:\n  - Ferries\n"
        "extra:\n  layout: post\n  rating: 5\n  updated: soon\n"
        "---\n\nThe pier is *safe* — “quite safe”, said Ann Bee.\n\n* one\n* two\n"
    )
    assert result.statement_count == 1
    assert check(BuildOptions(content)).problems == ()


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# A *heading*\n\nText.\n", "A heading", "Text.\n"),
        ("A heading\n=========\n\nText.\n", "A heading", "Text.\n"),
        ("Text alone.\n", "some file", "Text alone.\n"),
        ("---\ntitle: One\n---\n# Another\n\nText.\n", "One", "# Another\n\nText.\n"),
    ],
)
def test_the_title_is_found(content: Path, text: str, title: str, body: str) -> None:
    article = import_text(content, "some-file.md", text).article_path.read_text(encoding="utf-8")
    assert article == f"---\ntitle: {title}\n---\n\n{body}"


@pytest.mark.parametrize(
    ("text", "says"),
    [("---\ntitle: a: b\n---\nx\n", "post.md:2: this text has a colon"), ("---\ntitle: One\n---\n", "has no text")],
)
def test_markdown_that_cannot_be_read_is_refused(content: Path, text: str, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        import_text(content, "post.md", text)
    assert not (content / "articles").exists()


def test_a_folder_is_imported_article_by_article(content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    texts = {
        "a.md": "# One\n\nText.\n",
        "b.md": "---\n[\n---\n",
        "deep/c.txt": "Two\n\nBy Ann Bee\n\nText of it.\n",
        "page_files/d.html": "<p>x</p>",
        ".hidden/e.md": "# Hidden\n\nText.\n",
        "f.pdf": "x",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    outcomes = {path.name: outcome for path, outcome in import_folder(folder, content)}
    assert outcomes.keys() == {"a.md", "b.md", "c.txt"}
    assert isinstance(outcomes["b.md"], SiteError)
    assert sorted(path.name for path in (content / "articles").glob("*.md")) == ["one.md", "two.md"]
    again = [outcome for _, outcome in import_folder(folder, content)]
    assert all(isinstance(outcome, SiteError) for outcome in again), "nothing is overwritten"


def test_a_folder_that_is_not_there(content: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        list(import_folder(tmp_path / "nowhere", content))
    with pytest.raises(UsageError):
        list(import_folder(PAGES, tmp_path / "nowhere"))
