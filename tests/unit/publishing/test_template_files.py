from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from site_builder.problems import FileError
from site_builder.publishing.template_files import TemplateFiles


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for path, text in {
        own / "page.html": "own page",
        own / "mine" / "new.xml": "own xml",
        own / "notes.txt": "no template",
        shipped / "page.html": "shipped page",
        shipped / "base.html": "shipped base",
        shipped / "assets" / "css" / "base.css": "no template either",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [own, shipped]


def source(files: TemplateFiles, name: str) -> str | None:
    file = files.find(name)
    return file.source.decode() if file else None


def test_the_users_own_stand_before_the_shipped_ones(folders: list[Path]) -> None:
    files = TemplateFiles(folders)
    assert source(files, "page.html") == "own page"
    assert source(files, "base.html") == "shipped base"
    assert source(files, "mine/new.xml") == "own xml"
    found = files.find("page.html")
    assert found is not None
    assert found.path == folders[0] / "page.html"


def test_the_shipped_ones_have_a_name_of_their_own(folders: list[Path]) -> None:
    files = TemplateFiles(folders)
    assert source(files, "shipped/page.html") == "shipped page"
    assert source(files, "shipped/mine/new.xml") is None
    assert source(TemplateFiles(folders[1:]), "shipped/page.html") == "shipped page"


@pytest.mark.parametrize("name", ["gone.html", "notes.txt", "assets/css/base.css", "../shipped/base.html", ""])
def test_what_is_no_template_is_not_found(folders: list[Path], name: str) -> None:
    files = TemplateFiles(folders)
    assert files.find(name) is None
    assert files.digest(name) == ""


def test_a_digest_is_that_of_the_source_that_is_used(folders: list[Path]) -> None:
    before = TemplateFiles(folders)
    assert before.digest("page.html") == hashlib.blake2b(b"own page", digest_size=12).hexdigest()
    assert before.digest("page.html") != before.digest("shipped/page.html")
    (folders[0] / "page.html").unlink()
    after = TemplateFiles(folders)
    assert after.digest("page.html") == after.digest("shipped/page.html") == before.digest("shipped/page.html")


def test_all_sources_are_read_at_once(folders: list[Path]) -> None:
    """So that what pages are made of is what is recorded of them, whoever edits meanwhile."""
    files = TemplateFiles(folders)
    (folders[0] / "page.html").write_text("edited", encoding="utf-8")
    assert source(files, "page.html") == "own page"


def test_a_template_that_cannot_be_read_is_a_sentence(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileError, match=r"cannot read .*\.(html|xml)"):
        TemplateFiles(folders)
