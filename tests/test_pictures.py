"""Pictures from the content folder to the pages: which copies are published, kept, made again and removed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, Report, build
from site_builder.publishing import put_media, social_cards
from tests.unit.pictures.pictures import moving, picture

SITE = "title: A\nbase_url: https://example.org/\noutputs: {social_cards: false}\n"
ARTICLE = """\
---
title: A
image: {src: lead.jpg, alt: The Moon, caption: A caption, credit: A credit}
---

![Wide](wide.png "Its caption")

![Moving](moving.gif) and ![small](small.png).
"""
SIDECAR = "annotations:\n  - {id: a, quote: and, note: '![In a note](wide.png)'}\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "articles" / "a.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "articles" / "a.yaml").write_text(SIDECAR, encoding="utf-8")
    pictures = {
        "lead.jpg": picture("JPEG", 2500, 1000),
        "wide.png": picture("PNG", 1000, 500),
        "small.png": picture("PNG", 300, 200),
        "moving.gif": moving("GIF"),
    }
    for name, data in pictures.items():
        (folder / "articles" / name).write_bytes(data)
    return folder


def made(content: Path, output: Path, *, fresh: bool = False) -> Report:
    report = build(BuildOptions(content=content, output=output, fresh=fresh))
    assert report.problems == ()
    return report


def files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def media(output: Path) -> list[str]:
    """Return the published names, without digests."""
    return sorted(re.sub(r"\.[0-9a-f]{8}\.", ".", path.name) for path in (output / "media").iterdir())


def cards(output: Path) -> list[str]:
    return [path for path in files(output) if path.endswith("card.png")]


def test_an_article_has_a_card_that_its_page_names(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    (content / "site.yaml").write_text("title: A\nbase_url: https://example.org/\n", encoding="utf-8")
    made(content, output)
    assert cards(output) == ["articles/a/card.png"]
    page = (output / "articles" / "a" / "index.html").read_text(encoding="utf-8")
    for line in (
        '<meta property="og:image" content="https://example.org/articles/a/card.png">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="A">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert line in page
    assert "og:image" not in (output / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("settings", [SITE, "title: A\n"])
def test_cards_that_are_not_wanted_or_have_no_address_are_not_made(
    content: Path, tmp_path: Path, settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(social_cards, "CardPress", lambda _: pytest.fail("a card was drawn"))
    (content / "site.yaml").write_text(settings, encoding="utf-8")
    made(content, tmp_path / "output")
    assert cards(tmp_path / "output") == []
    assert "og:image" not in (tmp_path / "output" / "articles" / "a" / "index.html").read_text(encoding="utf-8")


def test_a_card_is_drawn_again_only_where_it_would_be_another(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    article, sidecar = content / "articles" / "a.md", content / "articles" / "a.yaml"
    (content / "site.yaml").write_text("title: A\nbase_url: https://example.org/\n", encoding="utf-8")
    made(content, output)
    first = files(output)["articles/a/card.png"]
    with monkeypatch.context() as patched:
        patched.setattr(social_cards, "CardPress", lambda _: pytest.fail("a card was drawn again"))
        article.write_text(ARTICLE + "\nMore.\n", encoding="utf-8")
        made(content, output)
    changes: list[Callable[[], object]] = [
        lambda: article.write_text(ARTICLE.replace("title: A", "title: Another"), encoding="utf-8"),
        lambda: sidecar.write_text(SIDECAR.replace("id: a,", "id: a, kind: claim,"), encoding="utf-8"),
        lambda: (content / "site.yaml").write_text("title: B\nbase_url: https://example.org/\n", encoding="utf-8"),
    ]
    seen = {first}
    for change in changes:
        change()
        made(content, output)
        seen.add(files(output)["articles/a/card.png"])
    assert len(seen) == 4
    shutil.rmtree(tmp_path / ".cache")
    made(content, tmp_path / "fresh", fresh=True)
    assert files(output) == files(tmp_path / "fresh")


COPIES = ["lead-1200.jpg", "lead-1600.jpg", "lead-400.jpg", "lead-800.jpg"]
REST = ["moving.gif", "small.png", "wide-400.png", "wide-800.png", "wide.png"]


def test_pages_name_the_copies_that_are_published(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    made(content, output)
    assert media(output) == COPIES + REST
    page = (output / "articles" / "a" / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r"media/([\w.-]+)", page))
    assert named == {path.name for path in (output / "media").iterdir()}
    (lead,) = re.findall(r'<img src="[^"]*lead[^>]*>', page)
    plain = re.sub(r"\.[0-9a-f]{8}\.", ".", lead)
    assert plain == (
        '<img src="../../media/lead-1600.jpg" srcset="../../media/lead-400.jpg 400w, ../../media/lead-800.jpg 800w, '
        '../../media/lead-1200.jpg 1200w, ../../media/lead-1600.jpg 1600w" sizes="(min-width: 44rem) 41rem, 100vw" '
        'alt="The Moon" width="2500" height="1000" fetchpriority="high" decoding="async">'
    )
    others = [image for image in re.findall(r"<img [^>]*>", page) if "lead" not in image]
    assert len(others) == 4
    assert all('loading="lazy"' in image and ' width="' in image and ' height="' in image for image in others)
    assert [" 400w, " in image for image in others] == [True, False, False, True]


def test_originals_are_published_as_they_are(content: Path, tmp_path: Path) -> None:
    made(content, tmp_path / "output")
    published = {data for path, data in files(tmp_path / "output").items() if path.startswith("media/")}
    for name in ("wide.png", "small.png", "moving.gif"):
        assert (content / "articles" / name).read_bytes() in published


def test_a_build_with_nothing_new_writes_nothing_and_scales_nothing(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(content, tmp_path / "output")
    before = files(tmp_path / "output")
    monkeypatch.setattr(put_media, "make_copies", lambda *_: pytest.fail("a copy was made again"))
    report = made(content, tmp_path / "output", fresh=True)
    assert report.written
    assert report.written.written == 0
    made(content, tmp_path / "another")  # copies come out of the cache
    assert {path: data for path, data in files(tmp_path / "another").items() if path != ".site-builder.json"} == {
        path: data for path, data in before.items() if path != ".site-builder.json"
    }


def test_another_picture_gives_other_copies_and_the_old_ones_go(content: Path, tmp_path: Path) -> None:
    output, fresh = tmp_path / "output", tmp_path / "fresh"
    made(content, output)
    old = {path.name for path in (output / "media").iterdir() if "wide" in path.name}
    (content / "articles" / "wide.png").write_bytes(picture("PNG", 1000, 600))
    (content / "articles" / "lead.jpg").write_bytes(picture("JPEG", 700, 300))
    made(content, output)
    assert media(output) == ["lead-400.jpg", "lead.jpg", *REST]
    assert old.isdisjoint(path.name for path in (output / "media").iterdir())
    shutil.rmtree(tmp_path / ".cache")
    made(content, fresh, fresh=True)
    assert files(output) == files(fresh)


def test_many_pictures_are_scaled_in_processes_and_come_out_the_same(content: Path, tmp_path: Path) -> None:
    names = [f"p{number}.png" for number in range(put_media.WORTH_SHARING)]
    for number, name in enumerate(names):
        (content / "articles" / name).write_bytes(picture("PNG", 900, 100 + number))
    text = ARTICLE + "".join(f"\n![{name}]({name})\n" for name in names)
    (content / "articles" / "a.md").write_text(text, encoding="utf-8")
    outputs = [tmp_path / "one", tmp_path / "two"]
    for jobs, output in enumerate(outputs, start=1):
        build(BuildOptions(content=content, output=output, jobs=jobs, fresh=True))
        shutil.rmtree(tmp_path / ".cache")
    assert len(media(outputs[0])) == 9 + 3 * len(names)
    assert files(outputs[0]) == files(outputs[1])
