"""Which language the parts of a page say that they are in."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Change,
    Config,
    Date,
    Source,
    Span,
    Speaker,
    Target,
    Verdict,
)
from tests.archives import assemble, plain_body
from tests.unit.publishing.sites import workshop_of

CONFIG = Config("Site", verdicts={"no": Verdict("no", "Not so", "It is not.")}, selection_policy="We choose.")
NOTE = Annotation(
    "n",
    (Target("قمر"),),
    "claim",
    speaker="ada",
    attribution="paraphrase",
    claim="قمر",
    verdict="no",
    basis="أساس",
    depends_on="شرط",
    spans=(Span("body", 0, 3),),
    sources=(Source("كتاب", accessed=Date(2020, 1, 2), primary=True, stance="supports"),),
    authors=("Jo",),
    checked_on=Date(2020, 1, 2),
    changes=(Change(Date(2020), "update", "نص", "basis", "قديم"),),
)


def archive() -> Archive:
    article = AnnotatedArticle(
        "articles/moon.md",
        "moon",
        "القمر",
        language="ar",
        text_direction="rtl",
        date=Date(2020, 2, 7),
        updated=Date(2020, 3),
        authors=("Jo",),
        source_url="https://example.org/",
        retrieved=Date(2021),
        rights="حقوق",
        body=plain_body("قمر"),
        annotations=(NOTE,),
    )
    return assemble(CONFIG, article, speakers={"ada": Speaker("ada", "Ada")})


class Spoken(HTMLParser):
    """The texts of a page, each with the language that the element around it says, and its direction."""

    EMPTY = frozenset({"meta", "link", "input", "img", "br", "path", "circle"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.spoken: list[tuple[str, str]] = []
        self._languages = [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self._languages[-1])
        self.spoken += [(language, given[name]) for name in ("aria-label", "placeholder") if name in given]
        if tag not in self.EMPTY:
            self._languages.append(language)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            self._languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.spoken.append((self._languages[-1], data.strip()))


def letters(text: str) -> Iterator[str]:
    return (character for character in text if character.isalpha())


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("articles/moon/index.html", "ar"), ("claims/moon/n/index.html", "ar"),
        ("corrections/index.html", "en"), ("index.html", "en"), ("speakers/ada/index.html", "en"),
    ],
)  # fmt: skip
def test_words_of_the_site_are_spoken_in_its_language_and_those_of_an_article_in_its_own(path: str, own: str) -> None:
    page, _ = workshop_of(archive()).make(path)
    spoken = Spoken(page.decode().partition("<body")[2].join((f"<body lang={own}", "")))
    names = {"Ada", "Jo", "example.org", "<https://example.org/>"}
    latin = {
        text for language, text in spoken.spoken if language == "ar" and any("a" <= c.lower() <= "z" for c in text)
    }
    arabic = {text for language, text in spoken.spoken if language == "en" and any(map("\u0600".__le__, letters(text)))}
    assert latin - names == set()
    assert arabic == set()


def test_a_marker_speaks_the_language_of_the_site() -> None:
    page, _ = workshop_of(archive()).make("articles/moon/index.html")
    assert 'aria-label="Note 1, Not so" lang="en" data-annotation-ui>1</a>' in page.decode()


def test_a_page_in_the_language_of_the_site_marks_nothing() -> None:
    article = AnnotatedArticle("articles/a.md", "a", "A", body=plain_body("moon"), annotations=(NOTE,))
    page, _ = workshop_of(assemble(CONFIG, article, speakers={"ada": Speaker("ada", "Ada")})).make(
        "articles/a/index.html"
    )
    assert page.decode().count(" lang=") == 1
