"""What a change makes anew, and why: builds of a small site, each compared with one from nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, Report, build, cache_file
from site_builder.publishing.output import MANIFEST
from site_builder.publishing.publish import WORTH_SHARING, Published
from site_builder.publishing.recipes import CHANGED_FILE, NEW, OTHER_SITE

SITE = "title: Test\nbase_url: https://example.org/\nverdicts: [{key: 'false', label: 'False'}]\n"
FILES = {
    "content/site.yaml": SITE,
    "content/speakers.yaml": "ada: {name: Ada}\nbob: {name: Bob}\n",
    "content/contributors.yaml": "jo: {name: Jo Doe}\n",
    "content/articles/moon.md": "---\ntitle: Moon\ndate: 2020\noutlet: Sun\nauthors: jo\n---\n\n"
    "It has bats. ![Map](map.svg)\n",
    "content/articles/moon.yaml": "annotations:\n  - id: bats\n    quote: has bats\n    speaker: ada\n    basis: No.\n"
    "    verdict: 'false'\n    sources: {title: A book}\n",
    "content/articles/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
    "content/articles/mars.md": "---\ntitle: Mars\ndate: 2021\ntopics: Sky\n---\n\nIt has canals.\n",
    "content/articles/mars.yaml": "annotations: [{id: canals, quote: canals, speaker: bob, note: None.}]\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\nUs.\n",
    "templates/not_found.html": "{% extends 'shipped/not_found.html' %}{% block footer %}Gone{% endblock %}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file, text in FILES.items():
        write(tmp_path / file, text)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        write(root / file, text.replace(old, new))

    return change


def run(root: Path, output: str = "output", *, fresh: bool = False, policy: str = "default-src 'self'") -> Report:
    options = BuildOptions(root / "content", root / "templates", root / output, policy=policy, jobs=1, fresh=fresh)
    report = build(options)
    assert report.problems == ()
    return report


def published(report: Report) -> Published:
    assert report.published is not None
    return report.published


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def equals_a_fresh_build(root: Path) -> bool:
    elsewhere = root / "elsewhere"
    for folder in ("content", "templates"):
        shutil.copytree(root / folder, elsewhere / folder)
    run(elsewhere)
    same = files(root / "output") == files(elsewhere / "output")
    shutil.rmtree(elsewhere)
    return same


def test_everything_is_new_at_first_and_nothing_is_made_twice(root: Path) -> None:
    first = published(run(root))
    assert set(map(tuple, first.reasons.values())) == {(NEW,)}
    assert first.kept == 0
    assert first.seconds.keys() == first.reasons.keys()
    assert run(root).published is None
    assert equals_a_fresh_build(root)


MOON, MARS = "articles/moon/index.html", "articles/mars/index.html"
BATS, CANALS = "claims/moon/bats/index.html", "claims/mars/canals/index.html"
ADA, BOB = "speakers/ada/index.html", "speakers/bob/index.html"
ELSEWHERE = {"about/index.html", "404.html", "robots.txt", "contributors/index.html"}


@pytest.mark.parametrize(
    ("change", "made", "kept"),
    [
        pytest.param(
            edit("content/articles/moon.md", "![Map](map.svg)", "![Map](map.svg)\n\nMore."),
            {MOON, "articles/moon/annotations.jsonld", "feed.xml", "feed.json"},
            {MARS, CANALS, BATS, ADA, BOB, "index.html", "archive/index.html", "sitemap.xml", *ELSEWHERE},
            id="text",
        ),
        pytest.param(
            edit("content/articles/moon.yaml", "No.", "None."),
            {MOON, BATS, "articles/moon/annotations.jsonld", "speakers/ada/feed.xml"},
            {MARS, CANALS, BOB, "sitemap.xml", "corrections/feed.xml", "speakers/bob/feed.xml", *ELSEWHERE},
            id="basis",
        ),
        pytest.param(
            edit("content/articles/moon.md", "title: Moon", "title: The Moon"),
            {MOON, BATS, ADA, "index.html", "archive/index.html", "feed.xml", "outlets/sun/index.html"},
            {MARS, CANALS, BOB, "topics/sky/index.html", "about/index.html", "404.html", "robots.txt"},
            id="title",
        ),
        pytest.param(
            edit("content/speakers.yaml", "name: Ada", "name: Ada, role: Writer"),
            {MOON, ADA, "speakers/index.html"},
            {MARS, CANALS, BOB, "about/index.html", "404.html", "robots.txt", "sitemap.xml", "archive/index.html"},
            id="role",
        ),
        pytest.param(
            edit("content/contributors.yaml", "Jo Doe", "Jo Roe"),
            {MOON, "contributors/index.html", "feed.xml"},
            {MARS, CANALS, BATS, ADA, BOB, "about/index.html", "404.html", "robots.txt", "sitemap.xml"},
            id="contributor",
        ),
        pytest.param(
            edit("content/articles/map.svg", 'width="2"', 'width="3"'),
            {MOON},
            {MARS, BATS, CANALS, ADA, BOB, "index.html", "archive/index.html", "sitemap.xml"},
            id="picture",
        ),
        pytest.param(
            edit("content/pages/about.md", "Us.", "We."),
            {"about/index.html"},
            {MOON, MARS, BATS, CANALS, ADA, BOB, "index.html", "feed.xml", "search/index.html"},
            id="page",
        ),
        pytest.param(
            edit("content/site.yaml", "title: Test", "title: Trial"),
            {MOON, MARS, "404.html", "feed.xml", "about/index.html"},
            set(),
            id="title of the site",
        ),
        pytest.param(
            edit("content/site.yaml", "'False'}", "'Wrong'}"),
            {MOON, BATS, ADA},
            {"about/index.html", "robots.txt"},
            id="verdict",
        ),
        pytest.param(
            edit("templates/not_found.html", "Gone", "Lost"),
            {"404.html"},
            {MOON, "index.html", "feed.xml"},
            id="template",
        ),
        pytest.param(
            lambda root: write(
                root / "templates/macros/note.html",
                "{% macro notes(items) %}{% endmacro %}"
                "{% macro explanation(note, on_claim_page=false) %}{% endmacro %}"
                "{% macro note_body(a, b) %}{% endmacro %}",
            ),
            {MOON, MARS, BATS, CANALS},
            {"index.html", "about/index.html", ADA, "feed.xml", "404.html"},
            id="macro",
        ),
        pytest.param(
            lambda root: write(root / "templates/assets/css/article.css", "p { color: red }"),
            {MOON, MARS},
            {"robots.txt", "feed.xml", "sitemap.xml"},
            id="style",
        ),
        pytest.param(
            lambda root: write(root / "content/articles/new.md", "---\ntitle: New\ndate: 2022\n---\n\nNew.\n"),
            {"articles/new/index.html", "index.html", "archive/index.html", "feed.xml", "sitemap.xml"},
            {MOON, MARS, BATS, CANALS, ADA, BOB, "about/index.html", "404.html"},
            id="article",
        ),
    ],
)
def test_a_change_makes_what_shows_it_and_nothing_else(
    root: Path, change: Callable[[Path], None], made: set[str], kept: set[str]
) -> None:
    run(root)
    known = files(root / "output").keys()
    change(root)
    report = published(run(root))
    assert made - report.reasons.keys() == set()
    assert kept & report.reasons.keys() == set()
    assert kept <= known
    assert NEW not in [reason for path in made & known for reason in report.reasons[path]]
    now = files(root / "output").keys()
    assert report.kept + len(report.reasons) == len(now - _beside(now))
    assert equals_a_fresh_build(root)


def _beside(paths: Iterable[str]) -> set[str]:
    """Return what of the output folder is copied, or built as a whole, and not made file by file."""
    return {path for path in paths if re.match(r"assets/|media/|search/index\.\w+\.js", path)} | {MANIFEST}


def test_reasons_say_what_has_changed(root: Path) -> None:
    run(root)
    edit("content/articles/moon.yaml", "No.", "None.")(root)
    edit("templates/not_found.html", "Gone", "Lost")(root)
    reasons = published(run(root)).reasons
    assert reasons[MOON] == ["the article moon, or where else its claims are made, changed"]
    assert reasons["404.html"] == ["the template not_found.html changed"]
    assert reasons["speakers/ada/feed.xml"] == ["the note moon/bats changed"]


def test_a_file_that_is_missing_or_was_changed_is_made_again(root: Path) -> None:
    run(root)
    before = files(root / "output")
    (root / "output" / MOON).unlink()
    (root / "output" / "feed.xml").write_text("spoiled", encoding="utf-8")
    shutil.rmtree(root / "output" / "media")
    report = published(run(root))
    assert report.reasons == {MOON: [CHANGED_FILE], "feed.xml": [CHANGED_FILE]}
    assert files(root / "output") == before


def test_what_stands_everywhere_makes_every_page(root: Path) -> None:
    run(root)
    reasons = published(run(root, policy="default-src https:")).reasons
    assert all(reasons[path][0] == OTHER_SITE for path in (MOON, "index.html", "404.html"))
    assert b'content="default-src https:"' in files(root / "output")[MOON]


def test_a_lost_cache_makes_nothing_anew(root: Path) -> None:
    run(root)
    cache_file(root / "content").unlink()
    edit("content/pages/about.md", "Us.", "We.")(root)
    assert set(published(run(root)).reasons) == {"about/index.html"}
    assert equals_a_fresh_build(root)


def test_two_output_folders_know_each_their_own(root: Path) -> None:
    run(root, "one")
    edit("content/pages/about.md", "Us.", "We.")(root)
    run(root, "two")
    assert set(published(run(root, "one")).reasons) == {"about/index.html"}
    assert files(root / "one") == files(root / "two")


def test_only_what_pages_show_is_published(root: Path) -> None:
    write(root / "content/assets/unused.svg", FILES["content/articles/map.svg"])
    edit("content/pages/about.md", "Us.", "Us. [Moon](../articles/moon.md)")(root)
    run(root)
    (published_picture,) = (root / "output" / "media").iterdir()
    assert published_picture.name.startswith("map.")
    edit("content/articles/moon.md", "![Map](map.svg)", "")(root)
    run(root)
    assert not (root / "output" / "media").exists()
    assert equals_a_fresh_build(root)


def test_files_that_are_no_longer_made_are_removed(root: Path) -> None:
    run(root)
    for suffix in ("md", "yaml"):
        (root / f"content/articles/mars.{suffix}").unlink()
    run(root)
    assert not (root / "output" / MARS).exists()
    assert not (root / "output" / CANALS).exists()
    assert equals_a_fresh_build(root)


@pytest.mark.parametrize("file", ["templates/mine.html", "templates/assets/own.css"])
def test_a_template_or_an_asset_that_was_gone_and_is_back(root: Path, file: str) -> None:
    use = "{% include ['mine.html'] ignore missing %}{{ assets.get('own.css', 'none') }}"
    write(root / "templates/not_found.html", FILES["templates/not_found.html"].replace("Gone", use))
    write(root / file, "own")
    run(root)
    (root / file).unlink()
    run(root)
    write(root / file, "own")
    run(root)
    assert equals_a_fresh_build(root)


def test_an_author_who_is_written_on_two_lines(root: Path) -> None:
    edit("content/articles/moon.md", "authors: jo", 'authors: ["Jo\\nDoe"]')(root)
    write(root / "content/contributors.yaml", 'jo: {name: "Jo\\nDoe"}\n')
    run(root)
    write(root / "content/contributors.yaml", "bo: {name: Bo}\n")
    run(root)
    assert equals_a_fresh_build(root)


def test_progress_is_told_of_what_is_made(root: Path) -> None:
    for number in range(WORTH_SHARING // 2):
        write(root / f"content/articles/a{number}.md", f"---\ntitle: A{number}\n---\n\nText.\n")
    told: list[tuple[str, str, int, int]] = []

    class Tell:
        def phase(self, done_to: str, what: str, done: int, total: int) -> None:
            told.append((done_to, what, done, total))

        def waiting(self) -> None:
            raise AssertionError("nobody else builds")

    report = build(BuildOptions(root / "content", root / "templates", root / "output", jobs=1), Tell())
    made = [(done, total) for done_to, _, done, total in told if done_to != "read"]
    assert len(made) > 2
    assert made == sorted(made)
    assert made[-1] == (len(published(report).reasons),) * 2
