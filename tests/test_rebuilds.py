"""What one edit makes anew: all that it affects, and nothing else.

Each case edits one small site, names every file that has to be made again, and holds the result against a build from
nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from site_builder import build as build_module
from site_builder.build import BuildOptions, Report, build
from site_builder.model import Archive
from site_builder.problems import Problem
from site_builder.publishing import collisions
from site_builder.publishing.page_plan import PagePlan
from site_builder.publishing.social_cards import SocialCards

CONTENT = {
    "site.yaml": "title: A small archive\nsearch: {engine: none}\n"
    "verdicts:\n  - {key: 'false', label: False, tone: negative}\n  - {key: 'true', label: True, tone: positive}\n",
    "speakers.yaml": "ada: {name: Ada Zet, role: Writer}\nbob: {name: Bob Ypsilon}\n",
    "contributors.yaml": "cy: {name: Cy Xylon, role: Editor}\n",
    "pages/about.md": "---\ntitle: About\n---\nWho we are. ![A dot](../assets/dot.svg)\n",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    "articles/bats.md": "---\ntitle: Bats\ndate: 2020-01-02\noutlet: The Sun\ntopics: [Moon]\n---\n"
    "The moon has bats. See [the other](stone.md).\n",
    "articles/bats.yaml": "annotations:\n  - id: has\n    quote: moon has bats\n    kind: claim\n    speaker: ada\n"
    "    verdict: 'false'\n    basis: There are none.\n    note: None at all.\n    reviewed_by: [cy]\n"
    "    sources: [{title: A book}]\n",
    "articles/stone.md": "---\ntitle: Stone\ndate: 2021-03-04\nauthors: [Jo]\ntopics: [Building]\n---\n"
    "Temples of stone.\n",
    "articles/stone.yaml": "annotations:\n  - id: temples\n    quote: Temples\n    kind: claim\n    speaker: bob\n"
    "    note: Of what?\n  - {id: stone, quote: stone, kind: context, note: It is hard.}\n",
}

BATS = {"articles/bats/index.html", "articles/bats/annotations.jsonld", "claims/bats/has/index.html", "archive.json"}
STONE = {
    "articles/stone/index.html",
    "articles/stone/annotations.jsonld",
    "claims/stone/temples/index.html",
    "archive.json",
}
LISTS_OF_ARTICLES = {"index.html", "archive/index.html"}
LISTS_OF_BATS = {*LISTS_OF_ARTICLES, "archive/2020/index.html", "topics/moon/index.html", "outlets/the-sun/index.html"}
CLAIMS_OF_BATS = {"claims/index.html", "speakers/ada/index.html", "topics/moon/index.html"}
EVERYTHING = {
    *BATS, *STONE, *LISTS_OF_BATS, *CLAIMS_OF_BATS,
    "archive/2021/index.html", "topics/index.html",
    "outlets/index.html", "topics/building/index.html", "speakers/index.html", "speakers/bob/index.html",
    "contributors/index.html", "corrections/index.html", "about/index.html", "404.html", "robots.txt",
    "annotations.jsonld",
}  # fmt: skip

NAMES_BOB = {
    "articles/stone/index.html", "claims/stone/temples/index.html", "claims/index.html", "topics/building/index.html",
    "speakers/bob/index.html", "speakers/index.html", "index.html", "archive.json",
}  # fmt: skip

GUILD = "guild: {name: The Guild, type: organisation, aliases: [the guild]}\n"

Replace = tuple[str, str, str]
"""A content file, words in it, and what they become."""


class Site:
    """A small site in a folder, which was built once."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root, self._patch = root, patch
        self._program = "1"
        self.content, self.templates = root / "content", root / "templates"
        for file, text in CONTENT.items():
            self.write(self.content / file, text)
        self.templates.mkdir()
        self.build("output")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.content / file).read_text(encoding="utf-8")
        assert old in text
        self.write(self.content / file, text.replace(old, new))

    def use_program(self, version: str) -> None:
        """Let builds from now on be those of another version of the program."""
        self._program = version

    def build(self, output: str, *, jobs: int = 1, fresh: bool = False) -> Report:
        with self._patch.context() as patch:
            patch.setattr(build_module, "program_version", lambda: self._program)
            if fresh:
                patch.setattr(build_module, "cache_file", lambda _content: self.root / "fresh.sqlite3")
            report = build(BuildOptions(self.content, self.templates, self.root / output, jobs=jobs, fresh=fresh))
        assert report.exit_status == 0, report.problems
        return report

    def rebuild(self) -> set[str]:
        """Build again; return what was made, once it is known to be what a build from nothing makes."""
        report = self.build("output")
        self.build("fresh", fresh=True)
        assert _bytes(self.root / "output") == _bytes(self.root / "fresh")
        return set(report.published.reasons) if report.published else set()


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("edit", "made"),
    [
        pytest.param(("articles/bats.md", "See", "Read"), BATS - {"claims/bats/has/index.html"}, id="the text"),
        pytest.param(("articles/bats.md", "bats.", "bats!"), BATS | CLAIMS_OF_BATS, id="the sentence of a note"),
        pytest.param(("articles/bats.yaml", "None at all", "Not one"), BATS | CLAIMS_OF_BATS, id="a note"),
        pytest.param(
            ("articles/bats.md", "title: Bats", "title: Apes"), BATS | LISTS_OF_BATS | CLAIMS_OF_BATS, id="a title"
        ),
        pytest.param(("speakers.yaml", "Bob Ypsilon", "Bob Y"), NAMES_BOB, id="a name"),
        pytest.param(
            ("speakers.yaml", "role: Writer", "role: Writer, bio: Born."),
            {"index.html", "speakers/index.html", "speakers/ada/index.html", "archive.json"},
            id="a biography",
        ),
        pytest.param(
            ("contributors.yaml", "Cy Xylon", "Cy X"),
            {"contributors/index.html", "articles/bats/index.html", "claims/bats/has/index.html", "archive.json"},
            id="a contributor",
        ),
        pytest.param(
            ("site.yaml", "title: A small", "title: A tiny"),
            EVERYTHING - {"robots.txt", "articles/bats/annotations.jsonld", "articles/stone/annotations.jsonld"},
            id="the site's title",
        ),
        pytest.param(
            ("site.yaml", "label: False", "label: Wrong"),
            {*BATS, *CLAIMS_OF_BATS, "index.html"},
            id="a verdict that is used",
        ),
        pytest.param(("site.yaml", "label: True", "label: Right"), {"archive.json"}, id="a verdict that is not used"),
        pytest.param(("pages/about.md", "Who", "What"), {"about/index.html"}, id="a page"),
        pytest.param(("assets/dot.svg", "4", "5"), {"about/index.html"}, id="a picture"),
        pytest.param(
            ("assets/dot.svg", "<svg", "<svg id='dot'"), {"about/index.html"}, id="a picture of the same size"
        ),
    ],
)
def test_an_edit_makes_what_it_affects(site: Site, edit: Replace, made: set[str]) -> None:
    site.replace(*edit)
    assert site.rebuild() == made


def test_pages_are_planned_where_something_is_seen_that_was_not(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[str] = []
    check_plan = collisions.check_plan

    def checked(archive: Archive, plan: Iterable[PagePlan]) -> list[Problem]:
        plans.append("planned")
        return check_plan(archive, plan)

    monkeypatch.setattr(collisions, "check_plan", checked)
    for edit in (("articles/bats.md", "See", "Read"), ("articles/bats.yaml", "None at all", "Not one")):
        site.replace(*edit)
        report = site.build("output")
        assert not plans
        assert report.summary
        assert report.summary.pages == len(list((site.root / "output").rglob("index.html"))) + 1  # and 404.html
    site.replace("articles/bats.md", "title: Bats", "title: Apes")
    site.build("output")
    assert plans == ["planned"]


def test_cards_come_with_the_face_that_they_are_set_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.replace("site.yaml", "title:", "base_url: https://example.org/\ntitle:")
    with monkeypatch.context() as patch:
        patch.setattr(SocialCards, "is_made", property(lambda _: False))
        assert "articles/bats/card.png" not in site.rebuild()
    site.write(site.templates / "not_of_this_site.html", "")  # as it comes in the folder of templates
    assert "articles/bats/card.png" in site.rebuild()


def test_a_page_that_another_stands_in_the_way_of_is_told_until_it_is_moved(site: Site) -> None:
    site.replace("articles/bats.md", "date:", "aliases: [/about/]\ndate:")
    for _ in range(2):
        with pytest.raises(AssertionError, match="two-outputs"):
            site.build("output")
    site.replace("articles/bats.md", "/about/", "/bats/")
    assert "bats/index.html" in site.rebuild()


def test_a_note_that_makes_the_same_claim_changes_the_other_article(site: Site) -> None:
    site.replace("articles/stone.yaml", "    note: Of what?", "    note: Of what?\n    same_claim_as: [bats/has]")
    assert site.rebuild() == (
        BATS
        | STONE
        | {
            "index.html",
            "claims/index.html",
            "topics/building/index.html",
            "speakers/bob/index.html",
        }
    ) - {"articles/bats/annotations.jsonld"}


def test_another_spelling_changes_who_prints_the_label(site: Site) -> None:
    for slug in ("one", "two"):
        site.write(
            site.content / f"articles/{slug}.md",
            f"---\ntitle: {slug}\ndate: 2022\ntopics: [MOON]\noutlet: THE SUN\n---\nText.\n",
        )
    assert {"articles/bats/index.html", "topics/moon/index.html", "outlets/the-sun/index.html"} <= site.rebuild()


def test_a_new_article_changes_lists(site: Site) -> None:
    site.write(site.content / "articles/new.md", "---\ntitle: New\ndate: 2021-05-06\n---\nText.\n")
    made = {"articles/new/index.html", "articles/new/annotations.jsonld", *LISTS_OF_ARTICLES, "archive/2021/index.html"}
    made.add("archive.json")
    assert site.rebuild() == made


def test_an_article_that_is_gone_takes_its_pages_along(site: Site) -> None:
    (site.content / "articles/stone.md").unlink()
    (site.content / "articles/stone.yaml").unlink()
    site.replace("articles/bats.md", "See [the other](stone.md).", "")
    site.rebuild()
    assert not (site.root / "output/articles/stone").exists()
    assert not (site.root / "output/topics/building").exists()


@pytest.mark.parametrize(
    ("name", "source", "made"),
    [
        ("not_found.html", "{% extends 'shipped/not_found.html' %}", {"404.html"}),
        ("macros/unused.html", "nobody", set[str]()),
    ],
)
def test_a_template_changes_the_pages_that_use_it(site: Site, name: str, source: str, made: set[str]) -> None:
    site.write(site.templates / name, source)
    assert site.rebuild() == made


def test_a_word_changes_every_file(site: Site) -> None:
    site.write(site.templates / "languages/en.yaml", "words: {skip_to_text: To the text}")
    assert site.rebuild() == EVERYTHING
    assert "To the text" in (site.root / "output/index.html").read_text(encoding="utf-8")
    site.write(site.templates / "languages/en.yaml", "# all as shipped\n")
    assert site.rebuild() == EVERYTHING
    site.write(site.templates / "languages/fr.yaml", "words: {speakers: Voix}")
    assert site.rebuild() == set()


def test_the_warning_of_a_language_without_words_is_told_while_it_has_none(site: Site) -> None:
    site.replace("site.yaml", "search:", "language: fr\nsearch:")
    words = site.templates / "languages/fr.yaml"
    site.write(words, "words: {speakers: Voix}")
    assert site.build("output").problems == ()
    words.unlink()
    assert [problem.code for problem in site.build("fresh").problems] == ["untranslated-language"]
    site.write(words, "words: {speakers: Voix}")
    assert site.build("output").problems == ()  # nothing has changed in this folder, but what is known of the content


def test_macros_change_the_pages_that_import_them(site: Site) -> None:
    words = "{% macro claim_words(note) %}«{{ note.annotation.claim_text }}»{% endmacro %}"
    site.write(site.templates / "macros/claim.html", words)
    made = site.rebuild()
    assert {"claims/index.html", "claims/bats/has/index.html", "corrections/index.html"} <= made
    assert not made & {"articles/bats/index.html", "about/index.html", "404.html"}


def test_a_template_may_read_what_no_shipped_one_does(site: Site) -> None:
    listing = (
        "{% extends 'base.html' %}{% block main %}{% for group in groups %}{% for entry in group.items %}"
        "{{ entry.body.text }}{% for note in entry.notes %}{{ note.annotation.basis }}"
        "{{ note.speaker.role if note.speaker }}"
        "{% endfor %}{% endfor %}{% endfor %}{% endblock %}"
    )
    site.write(site.templates / "archive.html", listing)
    site.rebuild()
    site.replace("articles/bats.md", "See", "Read")
    assert {"archive/index.html", "archive/2020/index.html"} <= site.rebuild()
    site.replace("articles/stone.yaml", "note: Of what?", "note: Of what?\n    basis: It is said.")
    assert {"archive/index.html", "archive/2021/index.html"} <= site.rebuild()
    site.replace("speakers.yaml", "role: Writer", "role: Poet")
    assert {"archive/index.html", "archive/2020/index.html"} <= site.rebuild()


def test_a_template_may_read_what_is_seen_unopened(site: Site) -> None:
    listing = (
        "{% extends 'base.html' %}{% block main %}{% for group in groups %}{% for entry in group.items %}"
        "{% for note in entry.notes %}{{ note.said_on.iso }}{% endfor %}{% endfor %}{% endfor %}{% endblock %}"
    )
    site.write(site.templates / "archive.html", listing)
    site.rebuild()
    site.replace("articles/bats.yaml", "note: None", "said_on: 2019-05-06\n    note: None")
    assert {"archive/index.html", "archive/2020/index.html"} <= site.rebuild()


def test_another_budget_makes_another_search_index(site: Site) -> None:
    site.replace("articles/bats.md", "See", " ".join(f"{number}th" for number in range(1000)))
    site.replace("site.yaml", "{engine: none}", "{budget_kb: 1000}")
    site.rebuild()
    for old, new in (("1000", "1"), ("1", "1000"), ("1000", "1")):
        site.replace("site.yaml", f"budget_kb: {old}}}", f"budget_kb: {new}}}")
        site.rebuild()
    assert len(list((site.root / "output" / "search").glob("*.js"))) > 1


def test_results_show_what_the_settings_say(site: Site) -> None:
    """The search box shows verdicts, and results lead to claims' pages, where there are any."""
    site.replace("site.yaml", "search: {engine: none}\n", "outputs: {claim_pages: false}\n")
    site.rebuild()
    site.replace("site.yaml", "outputs: {claim_pages: false}\n", "outputs: {claim_pages: true}\n")
    assert "search/box.js" in site.rebuild()
    site.replace("site.yaml", "label: False", "label: Wrong")
    assert "search/box.js" in site.rebuild()


def test_a_review_of_a_claim_has_the_numbers_of_the_settings(site: Site) -> None:
    site.replace("site.yaml", "label: False,", "label: False, rating: 1,")
    site.replace("site.yaml", "label: True,", "label: True, rating: 5,")
    site.replace("site.yaml", "search:", "base_url: https://example.org/\nsearch:")
    site.rebuild()
    site.replace("site.yaml", "rating: 5", "rating: 7")
    reviews = [path for path in site.rebuild() if path.startswith("claims/") and path.count("/") == 3]
    pages = [(site.root / "output" / path).read_text(encoding="utf-8") for path in reviews]
    assert pages
    assert all('"bestRating":7' in page for page in pages)


def test_another_version_of_the_program_makes_another_search_index(site: Site) -> None:
    site.replace("site.yaml", "search: {engine: none}\n", "")
    site.rebuild()
    site.use_program("2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("site_builder.searching.index.LUNR_VERSION", "another")
        site.rebuild()


def test_nothing_is_made_where_nothing_was_edited(site: Site) -> None:
    written = {path: path.stat().st_mtime_ns for path in (site.root / "output").rglob("*")}
    assert site.build("output").written is None
    assert {path: path.stat().st_mtime_ns for path in (site.root / "output").rglob("*")} == written


def test_a_file_that_was_changed_in_the_output_is_made_again(site: Site) -> None:
    page = site.root / "output/about/index.html"
    page.write_text("spoiled", encoding="utf-8")
    report = site.build("output")
    assert report.published
    assert report.published.reasons == {"about/index.html": ["its file is missing or was changed"]}


def test_what_is_read_after_an_error_is_put_right_is_read_anew(site: Site) -> None:
    before = _bytes(site.root / "output")
    site.replace("articles/bats.yaml", "moon has bats", "moon has cats")
    assert build(BuildOptions(site.content, site.templates, site.root / "output", jobs=1)).exit_status == 1
    assert _bytes(site.root / "output") == before
    site.replace("articles/bats.yaml", "moon has cats", "moon has bats")
    assert site.rebuild() == set()


def test_many_processes_make_the_same_site(site: Site) -> None:
    one = _bytes(site.root / "output")
    shutil.rmtree(site.root / "output")
    site.build("output", jobs=3, fresh=True)
    assert _bytes(site.root / "output") == one


def test_a_picture_has_its_new_size_where_it_is_shown(site: Site) -> None:
    site.replace(
        "articles/stone.md", "topics: [Building]", "topics: [Building]\nimage: {src: ../assets/dot.svg, alt: A dot}"
    )
    site.rebuild()
    site.replace("assets/dot.svg", 'width="4"', 'width="9"')
    assert {"about/index.html", "articles/stone/index.html"} <= site.rebuild()
    assert 'width="9"' in (site.root / "output/articles/stone/index.html").read_text(encoding="utf-8")


def test_an_organisation_is_made_anew_with_what_it_shows_of_its_people(site: Site) -> None:
    site.replace("speakers.yaml", "role: Writer", "role: Writer, affiliation: the guild")
    guild, ada = "speakers/guild/index.html", "speakers/ada/index.html"
    site.write(site.content / "speakers.yaml", (site.content / "speakers.yaml").read_text() + GUILD)
    assert {guild, ada} <= site.rebuild()
    site.replace("speakers.yaml", "role: Writer", "role: Poet")
    assert {guild, ada} <= site.rebuild()
    site.replace("speakers.yaml", "role: Poet", "role: Poet, bio: Born.")
    made = site.rebuild()
    assert ada in made
    assert guild not in made
    site.replace("speakers.yaml", "name: The Guild", "name: The Old Guild")
    assert {guild, ada} <= site.rebuild()


def test_the_names_of_a_filter_change_the_lists_that_have_it(site: Site) -> None:
    quotes = "".join(f"  - {{id: {word}-, quote: {word}, kind: claim, note: N}}\n" for word in "abcdef").replace(
        "-,", "1,"
    )
    for slug, topic in (("one", "Sea"), ("two", "Sky")):
        site.write(site.content / f"articles/{slug}.md", f"---\ntitle: {slug}\ntopics: [{topic}]\n---\na b c d e f\n")
        site.write(site.content / f"articles/{slug}.yaml", f"annotations:\n{quotes}")
    assert "claims/index.html" in site.rebuild()
    site.write(site.content / "articles/three.md", "---\ntitle: three\ntopics: [SEA]\n---\nText.\n")
    site.write(site.content / "articles/four.md", "---\ntitle: four\ntopics: [SEA]\n---\nText.\n")
    assert "claims/index.html" in site.rebuild()  # most write the topic in capitals now


def test_the_notes_of_a_topic_change_with_what_they_show(site: Site) -> None:
    words = [3 * letter for letter in "abcdefghijklmn"]
    notes = "".join(f"  - {{id: {word}, quote: {word}, kind: claim, note: About {word}}}\n" for word in words)
    site.write(site.content / "articles/many.md", f"---\ntitle: Many\ntopics: [Sea]\n---\n{' '.join(words)}\n")
    site.write(site.content / "articles/many.yaml", f"annotations:\n{notes}")
    assert {"topics/sea/index.html", "topics/sea/notes/index.html"} <= site.rebuild()
    site.replace("articles/many.yaml", "About nnn}", "About nnn again}")
    made = site.rebuild()
    assert "topics/sea/notes/index.html" in made
    assert "topics/sea/index.html" not in made  # it shows the newest twelve


def test_a_speaker_is_made_anew_with_the_verdicts_and_dates_of_the_claims(site: Site) -> None:
    site.replace("articles/bats.yaml", "    verdict: 'false'", "    verdict: 'true'")
    assert "speakers/ada/index.html" in site.rebuild()
    site.replace("articles/bats.yaml", "    verdict: 'true'", "    said_on: 1835-08-25\n    verdict: 'true'")
    made = site.rebuild()
    assert "speakers/ada/index.html" in made
    assert "speakers/bob/index.html" not in made
