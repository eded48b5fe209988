"""Whatever a page may look at has a digest, which is another when the thing is another, and the same when it is not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Change,
    Config,
    Contributor,
    Date,
    Html,
    Page,
    Span,
    Speaker,
    Target,
    Verdict,
)
from site_builder.publishing.digests import Digests, Names
from site_builder.publishing.recipes import _PHRASES
from tests.archives import assemble_with_problems, plain_body, read_archive
from tests.unit.publishing.sites import digests_of, workshop_of

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGE = REPOSITORY / "site_builder"
NAMES = Names(lambda name: f"template {name}", lambda name: f"asset {name}", lambda name: f"file {name}")


def note(annotation_id: str, **fields: Any) -> Annotation:
    plain = Annotation(annotation_id, (Target("Text"),), "claim", speaker="ada", spans=(Span("body", 0, 4),))
    return replace(plain, **fields)


def article(slug: str, *annotations: Annotation, **fields: Any) -> AnnotatedArticle:
    front: dict[str, Any] = {"date": Date(2020), "outlet": "The Sun", "topics": ("Moon",), "authors": ("jo",)}
    body = plain_body(f"Text of {slug}")
    return AnnotatedArticle(
        f"articles/{slug}.md", slug, slug.title(), annotations=annotations, **({"body": body} | front | fields)
    )


class Site:
    """A site of two articles, of which each test changes something."""

    def __init__(self) -> None:
        changes = (Change(Date(2021), "update", "x"),)
        withdrawn = note("gone", status="withdrawn", withdrawn_because="x")
        self.config = Config("Test", verdicts={"false": Verdict("false", "False")})
        self.moon = article("moon", note("bats", verdict="false", changes=changes, basis="No."), withdrawn)
        self.sun = article("sun", note("fire", same_claim_as=("moon/bats",), topics=("Fire",)))
        self.speakers = {"ada": Speaker("ada", "Ada"), "bob": Speaker("bob", "Bob")}
        self.contributors = {"jo": Contributor("jo", "Jo Doe")}
        self.pages = (Page("pages/about.md", "about", "About", body=plain_body("Us")),)

    def archive(self) -> Archive:
        return assemble_with_problems(
            self.config,
            self.moon,
            self.sun,
            speakers=self.speakers,
            contributors=self.contributors,
            pages=self.pages,
        )[0]

    def digests(self, everywhere: object = ()) -> Digests:
        return Digests(self.archive(), NAMES, everywhere)


ALL_NAMES = (
    *("note moon/bats", "note moon/gone", "note sun/fire", "text moon", "text sun", "article moon", "article sun"),
    *("article-with-claims moon", "article-with-claims sun"),
    *("notes moon", "withdrawn-notes moon", "claim moon/bats", "claim sun/fire"),
    *("claims-of ada", "claims-of bob", "articles-of ada", "articles-of bob"),
    *("articles-with topic moon", "notes-with topic moon", "notes-with topic fire", "articles-with outlet the sun"),
    *("number of claims-of ada", "number of articles-of ada", "number of articles-with topic moon"),
    *("number of notes-with topic moon", "number of notes-with topic fire"),
    *("topic moon", "topic fire", "outlet the sun", "speaker ada", "speaker bob", "name-of ada", "name-of bob"),
    *("verdict false", "person jo", "person Jo Doe", "setting title", "setting verdicts"),
)


def changed(site: Site, **fields: Any) -> set[str]:
    """Return the names whose digests differ once a site has other fields."""
    before = site.digests()
    assert all(before.of(name) for name in ALL_NAMES), [name for name in ALL_NAMES if not before.of(name)]
    for name, value in fields.items():
        setattr(site, name, value)
    after = site.digests()
    return {name for name in ALL_NAMES if before.of(name) != after.of(name)}


SITE = Site()
BATS, FIRE = SITE.moon.annotations[0], SITE.sun.annotations[0]
GONE = SITE.moon.annotations[1]
OF_MOON = {"articles-of ada", "articles-with topic moon", "articles-with outlet the sun", "article moon"}
OF_BATS = {
    "note moon/bats",
    "notes moon",
    "claim moon/bats",
    "claim sun/fire",
    "claims-of ada",
    "notes-with topic moon",
}


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, set()),
        (
            {"moon": replace(SITE.moon, body=plain_body("Text anew"))},
            {"text moon", "article moon", "article-with-claims moon"},
        ),
        (
            {"moon": replace(SITE.moon, annotations=(replace(BATS, basis="Not."), GONE))},
            {"note moon/bats", "article moon", "article-with-claims moon"},
        ),
        (
            {"moon": replace(SITE.moon, annotations=(replace(BATS, verdict=""), GONE))},
            OF_BATS | {"article moon", "article-with-claims moon", "article-with-claims sun"},
        ),
        (
            {"speakers": SITE.speakers | {"ada": Speaker("ada", "Ada", bio=Html("x"))}},
            {"speaker ada"},
        ),
        ({"speakers": SITE.speakers | {"ada": Speaker("ada", "Ada", role="Dr")}}, {"speaker ada", "name-of ada"}),
        ({"contributors": {"jo": Contributor("jo", "Jo Doe", role="x")}}, {"person jo", "person Jo Doe"}),
        ({"contributors": {"jo": Contributor("jo", "Jo Roe")}}, {"person jo", "person Jo Doe"}),
        ({"config": replace(SITE.config, title="Other")}, {"setting title"}),
        (
            {"config": replace(SITE.config, verdicts={"false": Verdict("false", "Wrong")})},
            {"verdict false", "setting verdicts"},
        ),
        (
            {"sun": replace(SITE.sun, annotations=(replace(FIRE, note_text="x"),))},
            {"note sun/fire", "article sun", "article-with-claims sun"},
        ),
        (
            {"moon": replace(SITE.moon, annotations=(BATS, replace(GONE, withdrawn_because="y")))},
            {"note moon/gone", "article moon", "article-with-claims moon"},
        ),
    ],
)
def test_what_changes_changes_the_digests_of_its_names_and_no_others(fields: dict[str, Any], names: set[str]) -> None:
    assert changed(Site(), **fields) == names


def test_a_title_changes_what_shows_it() -> None:
    names = changed(Site(), moon=replace(SITE.moon, title="Other"))
    assert names >= OF_MOON | OF_BATS - {"note moon/bats"}
    assert not names & {"text moon", "text sun", "note sun/fire", "note moon/bats", "topic moon", "claims-of bob"}


def test_a_note_more_changes_every_number_that_counts_it() -> None:
    names = changed(Site(), sun=replace(SITE.sun, annotations=(FIRE, note("more", topics=("Fire",)))))
    assert names >= {"number of claims-of ada", "number of notes-with topic moon", "number of notes-with topic fire"}
    assert not names & {"number of articles-of ada", "number of articles-with topic moon"}


COMMON: dict[str, dict[str, Any]] = {
    "a setting": {"config": replace(SITE.config, language="de")},
    "a speaker": {"speakers": SITE.speakers | {"ada": Speaker("ada", "Ada", role="Dr")}},
    "the order of speakers": {"speakers": dict(reversed(SITE.speakers.items()))},
    "a contributor": {"contributors": {}},
    "a page": {"pages": (replace(SITE.pages[0], body=plain_body("We")),)},
    "a title": {"moon": replace(SITE.moon, title="Other")},
    "an article less": {"moon": replace(SITE.moon, status="draft")},
    "a verdict": {"moon": replace(SITE.moon, annotations=(replace(BATS, verdict=""), GONE))},
    "a note less": {"moon": replace(SITE.moon, annotations=(BATS,))},
}


@pytest.mark.parametrize("what", sorted(COMMON.keys() - {"the order of speakers"}))
def test_what_can_be_seen_unopened_changes_the_common_digest(what: str) -> None:
    site = Site()
    before = site.digests().common
    for name, value in COMMON[what].items():
        setattr(site, name, value)
    assert site.digests().common != before


def test_what_can_be_seen_only_opened_does_not_change_the_common_digest() -> None:
    site = Site()
    before = site.digests()
    site.moon = replace(SITE.moon, body=plain_body("Text anew"), annotations=(replace(BATS, basis="Not."), GONE))
    after = site.digests()
    assert before.common == after.common
    assert {slug for slug in before.wholes if before.wholes[slug] != after.wholes[slug]} == {"moon"}
    assert set(after.of_article("moon")) >= {"article moon", "text moon", "note moon/bats", "note moon/gone"}
    assert Site().digests(("other",)).common != before.common


def test_what_is_no_longer_there_has_no_digest() -> None:
    digests = Site().digests()
    names = (
        "note moon/x",
        "text x",
        "article x",
        "claims-of x",
        "topic x",
        "verdict x",
        "setting x",
        "number of notes x",
    )
    assert [digests.of(name) for name in names if name != "setting x"] == [""] * (len(names) - 1)
    assert digests.of("person nobody") == ""
    assert digests.of("claim moon/gone") == ""


def test_what_stands_outside_of_the_archive_is_asked_for() -> None:
    digests = Site().digests()
    assert [digests.of(f"{kind} a b") for kind in ("template", "asset", "file")] == [
        "template a b",
        "asset a b",
        "file a b",
    ]


def test_of_what_cannot_be_seen_into_nothing_is_said() -> None:
    with pytest.raises(TypeError, match="what a page sees of object is not known"):
        Site().digests().given([object()])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1], [1, 1]),
        ([[1], [2]], [[1, 2]]),
        ({"a": 1}, {"b": 1}),
        ([True], [1]),
        (["1"], [1]),
        ([None], [""]),
        ((), [()]),
    ],
)
def test_what_differs_is_seen_to_differ(one: object, other: object) -> None:
    digests = Site().digests()
    assert digests.given(one) != digests.given(other)
    assert digests.given(one) == digests.given(one)


# ---------------------------------------------------------------- nothing is left out


@pytest.fixture(scope="module")
def heard() -> dict[str, set[str]]:
    """The names that are heard while the shipped archive is planned and made, by kind."""
    archive = read_archive(REPOSITORY / "content")
    workshop = workshop_of(archive, REPOSITORY / "content")
    names = archive.library.begin()
    paths = list(workshop.products)
    names |= set[str]().union(*(workshop.make(path)[1] for path in paths))
    digests = digests_of(workshop)
    kinds: dict[str, set[str]] = {}
    for name in names:
        assert digests.of(name) or name.partition(" ")[0] in MAY_BE_NOTHING, name
        kinds.setdefault(name.partition(" ")[0], set()).add(name)
    return kinds


MAY_BE_NOTHING = {"claim", "person"}
"""What may be asked for in vain: a note that is no claim, an author who is no contributor."""


def kinds_in_source() -> set[str]:
    """Return the first words of the names that the program has the library hear."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    said = re.findall(r"""saw\(\s*f?"([a-z-]+) """, text) + re.findall(r"""Listed\([^"]*f"([a-z-]+) """, text)
    said += re.findall(r"""\btold\b.*= f"([a-z-]+) """, text)  # of a setting the name is made once
    return set(said)


def test_every_name_that_is_heard_has_a_phrase(heard: dict[str, set[str]]) -> None:
    assert len(heard) > 15
    assert heard.keys() <= _PHRASES.keys()


def test_every_name_in_the_source_has_a_digest_and_a_phrase() -> None:
    known = Site().digests()._kinds.keys()
    kinds = kinds_in_source()
    assert {"note", "text", "claim", "number", "claims-of", "articles-with", "template", "file", "setting"} <= kinds
    assert kinds - known == set()
    assert kinds - _PHRASES.keys() == set()
    assert known == _PHRASES.keys()


def test_whatever_templates_are_given_can_be_seen() -> None:
    for archive in (read_archive(REPOSITORY / "content"), Site().archive()):
        workshop = workshop_of(archive, REPOSITORY / "content")
        digests = digests_of(workshop)
        given = {path: digests.given(product.given) for path, product in workshop.products.items()}
        assert len(given) > 20
        assert all(given.values())
