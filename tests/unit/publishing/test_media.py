from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build
from site_builder.problems import FileError
from site_builder.publishing.media import Media

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'


def write(root: Path, files: dict[str, str]) -> Path:
    for file, text in files.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return root


def media_of(root: Path, addresses: dict[str, str] | None = None) -> tuple[Media, set[str]]:
    """Media, and the set of what it says that pages saw."""
    seen: set[str] = set()

    def digest(file: str) -> str:
        return hashlib.sha256((root / file).read_bytes()).hexdigest()

    return Media(root, addresses or {}, digest, seen.add), seen


def test_a_file_is_published_under_its_name_and_digest(tmp_path: Path) -> None:
    file = "articles/Über uns (1).SVG"
    media, seen = media_of(write(tmp_path, {file: SVG}))
    assert media.address(file) == media.publish(file) == media.published_path(file) == "media/Über-uns-1.cd9e7570.svg"
    assert media.read(file) == SVG.encode()
    assert not media.is_page(file)
    assert seen == {f"file {file}"}


@pytest.mark.parametrize("ask", [Media.address, Media.publish])
def test_every_way_to_an_address_is_heard(tmp_path: Path, ask: Callable[[Media, str], str]) -> None:
    media, seen = media_of(write(tmp_path, {"a.svg": SVG}))
    ask(media, "a.svg")
    assert seen == {"file a.svg"}


def test_the_address_of_a_page_is_its_own(tmp_path: Path) -> None:
    media, seen = media_of(tmp_path, {"articles/moon.md": "articles/moon/"})
    assert media.address("articles/moon.md") == "articles/moon/"
    assert media.is_page("articles/moon.md")
    assert seen == {"file articles/moon.md"}


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"cannot read .*gone.svg"):
        media_of(tmp_path)[0].read("gone.svg")


def test_what_pages_refer_to_is_published_and_nothing_else(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content",
        {
            "site.yaml": "title: Small\npublisher: {name: Us, logo: assets/logo.svg}\n",
            "speakers.yaml": "ada: {name: Ada, bio: 'See [her paper](assets/ada.pdf).'}\n",
            "articles/moon.md": "---\ntitle: Moon\n---\n\nA [map](map.pdf) of it.\n\n![Moon](moon.svg)\n",
            "articles/moon.yaml": "annotations: [{id: m, quote: A map, note: 'In [a table](table.csv).'}]\n",
            "articles/secret.md": "---\ntitle: Secret\nstatus: draft\n---\n\n![Secret](secret.svg)\n",
            "pages/about.md": "---\ntitle: About\n---\n\nOur [rules](rules.txt).\n",
            **dict.fromkeys(["articles/moon.svg", "articles/secret.svg", "assets/logo.svg", "assets/unused.svg"], SVG),
            **dict.fromkeys(["articles/map.pdf", "articles/table.csv", "pages/rules.txt", "assets/ada.pdf"], "text"),
        },
    )
    report = build(BuildOptions(content=content, output=tmp_path / "output"))
    assert report.problems == ()
    published = {path.name.split(".")[0] for path in (tmp_path / "output" / "media").iterdir()}
    assert published == {"moon", "logo", "map", "table", "rules", "ada"}
