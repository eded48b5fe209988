"""The shipped languages have the same words, and no page has words of its own.

A small site in Greek letters is built with a language whose words are their own names in brackets: what stands on a
page in Latin letters and outside brackets was written into a template or into the program.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import BuildOptions, build
from site_builder.exchange.citations.files import FORMATS
from site_builder.exchange.citations.styles import STYLES
from site_builder.folders import template_folders
from site_builder.language import Dated, Plural, Word
from site_builder.publishing import label_pages, list_filters, lists, pages
from site_builder.reading.language_file import placeholders
from tests.wording import ENGLISH, shipped_language

(TEMPLATES,) = template_folders(None)
PACKAGE = Path(__file__).parent.parent / "site_builder"
SHIPPED = sorted(path.stem for path in (TEMPLATES / "languages").glob("*.yaml"))
WORDS = ENGLISH.language.words


def test_english_german_and_arabic_are_shipped() -> None:
    assert {"ar", "de", "en"} <= set(SHIPPED)


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_shipped_language_has_every_word_with_its_placeholders(tag: str) -> None:
    text = (TEMPLATES / "languages" / f"{tag}.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^  (\w+):", text.partition("\nwords:\n")[2], re.MULTILINE) == list(WORDS)
    words = shipped_language(tag).words
    differing = [name for name, word in words.items() if placeholders(word) != placeholders(WORDS[name])]
    assert differing == []
    assert [name for name, word in words.items() if isinstance(word, dict) and word.keys() != _group(name).keys()] == []


def _group(name: str) -> dict[str, str]:
    word = WORDS[name]
    assert isinstance(word, dict)
    return word


@pytest.mark.parametrize("tag", [tag for tag in SHIPPED if tag != "en"])
def test_a_shipped_language_leaves_no_word_in_english(tag: str) -> None:
    same = {name for name, word in shipped_language(tag).words.items() if word == WORDS[name]}
    assert same <= {
        "comma",
        "semicolon",
        "title_of_year",
        "before",
        "in_article",
        "note_in_article",
        "feed",
        "normal_text",
        "system_colors",
    }


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    program = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "publishing").glob("*.py"))
    in_templates = set(re.findall(r"\bwords\.(\w+)", templates))
    assert in_templates - WORDS.keys() == set()
    assert [name for name in WORDS.keys() - in_templates if f'"{name}"' not in program] == []


# ---------------------------------------------------------------- a site whose data is Greek

GREEK = "αβγ δεζ"
WEB = "https://127.0.0.1/α"
SETTINGS: dict[str, Any] = {
    "title": GREEK,
    "tagline": GREEK,
    "language": "qps",
    "base_url": "https://127.0.0.1/",
    "publisher": {"name": GREEK, "contact": GREEK},
    "report": {"email": "a@127.0.0.1"},
    "verdicts": [{"key": key, "label": GREEK, "definition": GREEK} for key in ("yes", "no")],
    "selection_policy": GREEK,
    "license": GREEK,
}
PEOPLE = {
    "ada": {
        "name": GREEK,
        "role": GREEK,
        "affiliation": "ηθ",
        "aliases": ["α", "β"],
        "born": "1900-02-03",
        "same_as": [WEB, f"{WEB}β"],
        "bio": GREEK,
        "roles": [{"title": "α", "organisation": "β", "from": "1920"}, {"title": "α", "to": "1930-04"}],
    },
    "bank": {"name": GREEK, "type": "organisation", "aliases": ["ηθ"], "sort_name": "Ω", "died": "1950"},
}
TEAM = {"cy": {"name": GREEK, "role": GREEK, "disclosure": GREEK, "url": WEB}}
SOURCES = [
    {
        "title": GREEK,
        "author": GREEK,
        "publisher": GREEK,
        "date": "1901",
        "url": WEB,
        "archive_url": WEB,
        "file": "../assets/α.txt",
        "accessed": "2020-01-02",
        "stance": stance,
        "primary": True,
        "locator": "1",
    }
    for stance in ("supports", "contradicts", "context")
]
FULL = {
    "speaker": "ada",
    "claim": GREEK,
    "verdict": "yes",
    "basis": GREEK,
    "depends_on": GREEK,
    "said_on": "1901-02-03",
    "said_in": GREEK,
    "sources": SOURCES,
    "topics": ["ι"],
    "authors": ["α", "β", "cy"],
    "reviewed_by": ["cy"],
    "checked_on": "2020-01-02",
    "review_after": "2030",
    "dissent": [{"author": "cy", "text": GREEK}],
    "replies": [{"from": GREEK, "text": GREEK, "date": "2020", "url": WEB}],
    "changes": [
        {"date": f"202{year}-03-04", "type": sort, "text": GREEK, **more}
        for year, (sort, more) in enumerate(
            (
                ("correction", {"was": "no", "field": "verdict"}),
                ("clarification", {"was": GREEK}),
                ("update", {"was": GREEK, "field": "depends_on"}),
            )
        )
    ],
}
TEXT = "κλμ νξο πρσ τυφ χψω"
QUOTES = [{"quote": word} for word in TEXT.split()]
ARTICLE: dict[str, Any] = {"title": GREEK, "date": "2020-02-07"}


def note(number: int, **values: Any) -> dict[str, Any]:
    return {"id": f"n{number}", "kind": "claim", "note": GREEK, **QUOTES[number % len(QUOTES)], **values}


def a_whole_site(root: Path) -> None:
    """Write a site with everything that a page can show."""
    write(root, "site.yaml", SETTINGS)
    write(root, "speakers.yaml", PEOPLE)
    write(root, "contributors.yaml", TEAM)
    write(root, "assets/α.txt", GREEK)
    write_article(root, "pages/about", {"title": GREEK, "updated": "2020-01"})
    whole = {
        "dek": GREEK,
        "authors": ["α", "β", "cy"],
        "outlet": "ο",
        "updated": "2020-03",
        "source_url": WEB,
        "archive_url": WEB,
        "retrieved": "2021",
        "rights": GREEK,
        "topics": ["ι", *(f"κ{number}" for number in range(30))],
        "series": "σ",
        "summary": GREEK,
        "aliases": ["/old/"],
        "selection_policy": GREEK,
    }
    kinds = ("context", "definition", "source", "correction", "question")
    write_article(
        root,
        "articles/a1",
        ARTICLE | whole,
        note(0, **FULL),
        note(1, attribution="paraphrase", speaker="ada"),
        note(2, attribution="direct", speaker="ada", checkable=False, sources=SOURCES[:1]),
        note(3, status="withdrawn", withdrawn_because=GREEK),
    )
    write_article(root, "articles/a2", ARTICLE | {"archive_url": WEB, "retrieved": "2021", "series": "σ"})
    write_article(root, "articles/a3", {"title": GREEK, "retrieved": "2021-05-06"})
    for number, kind in enumerate(kinds):
        write_article(
            root, f"articles/k{number}", ARTICLE | {"topics": ["ι"]}, note(0, kind=kind, said_in=GREEK, topics=["ι"])
        )
    write_article(root, "articles/a4", ARTICLE | {"excerpt_only": True}, note(0, said_on="2020"))
    write_article(root, "articles/a5", ARTICLE | {"status": "withdrawn", "withdrawn_because": GREEK}, note(0))
    for number in range(22):
        other = {"verdict": "no", "basis": GREEK, "sources": SOURCES[:1]} if number == 5 else {}
        values = note(0, same_claim_as=["a1/n0"], speaker="ada", said_on=f"19{number + 10}-01-02", **other)
        write_article(root, f"articles/b{number}", ARTICLE | {"date": f"{1990 + number}-01-02"}, values)


def a_site_with_little(root: Path) -> None:
    """Write a site without search and corrections, with one article."""
    write(root, "site.yaml", {**SETTINGS, "search": {"engine": "none"}, "publisher": {"contact": WEB}})
    write_article(root, "articles/a1", ARTICLE, note(0, said_in=GREEK))


def a_site_with_drafts(root: Path) -> None:
    """Write a site with a draft among its articles and one among its notes, for a preview."""
    write(root, "site.yaml", {**SETTINGS, "search": {"engine": "none"}})
    write_article(root, "articles/a1", ARTICLE, note(0, said_in=GREEK, status="draft"))
    write_article(root, "articles/a2", {**ARTICLE, "status": "draft"})


def an_empty_site(root: Path) -> None:
    write(root, "site.yaml", SETTINGS)


def write(root: Path, file: str, content: object) -> None:
    path = root / "content" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def write_article(root: Path, file: str, front: dict[str, Any], *notes: dict[str, Any]) -> None:
    path = root / "content" / f"{file}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{TEXT}\n", encoding="utf-8", newline="\n")
    if notes:
        write(root, f"{file}.yaml", {"annotations": list(notes)})


# ---------------------------------------------------------------- a language of bracketed names


def bracketed(name: str, word: Word) -> object:
    """Return a word whose text is its name: ⟦by⟧{authors}."""
    if isinstance(word, Plural):
        return {form: bracketed(f"{name}.{form}", text) for form, text in word.forms.items()}
    if isinstance(word, str):
        return f"⟦{name}⟧" + "".join(f"{{{placeholder}}}" for placeholder in sorted(placeholders(word)))
    assert not isinstance(word, Dated)
    return {value: bracketed(f"{name}.{value}", text) for value, text in word.items()}


def write_language(folder: Path) -> None:
    language = {
        "months": [f"⟦month {number}⟧" for number in range(1, 13)],
        "words": {name: bracketed(name, word) for name, word in WORDS.items()},
    }
    (folder / "languages").mkdir(parents=True)
    text = json.dumps(language, ensure_ascii=False, indent=1)
    (folder / "languages/qps.yaml").write_text(text, encoding="utf-8", newline="\n")


CITED_IN = {*STYLES, *(form.name for form in FORMATS)}
"""Names of styles and formats, which no language translates."""


class Shown(HTMLParser):
    """All texts that a reader meets in a page: what is read out or put in by a script too.

    Citations are left out, whose words are those of the style and English everywhere.
    """

    READ_OUT = frozenset({"alt", "aria-label", "data-copied", "placeholder", "title"})
    NOT_WORDS = frozenset({"data-search-index", "data-dates", "data-months", "data-words"})
    MESSAGES = frozenset({"data-list-status", "data-search-status", "data-suggestions"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        messages = {name for name in given if name.startswith("data-")} if self.MESSAGES & given.keys() else set()
        names = (
            self.READ_OUT | messages | ({"content"} if given.get("name") == "description" else set())
        ) - self.NOT_WORDS
        for name in names & given.keys():
            forms = json.loads(given[name]).values() if given[name].startswith("{") else [given[name]]
            self.texts += forms
        is_citation = given.get("class") == "cite"
        if tag not in {"meta", "link", "input", "img", "br", "path", "circle"}:
            self._inside.append("data-moved" if "data-moved" in given else given["class"] if is_citation else tag)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser calls it so
        if self._inside:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not {"kbd", "script", "data-moved", "cite"} & set(self._inside) and data.strip() not in CITED_IN:
            self.texts.append(data)


def texts_of(file: Path) -> Iterator[str]:
    """Yield what is shown of a file of the site."""
    text = file.read_text(encoding="utf-8")
    if file.name == "box.js":
        yield from Shown(json.loads(text.strip().removeprefix("siteSearch.receive(").removesuffix(");"))).texts
    elif file.suffix == ".html":
        yield from Shown(text).texts
    elif file.name == "feed.xml":
        for element in ET.fromstring(text).iter():
            if element.tag.rpartition("}")[2] in {"title", "subtitle", "summary", "name"}:
                yield element.text or ""


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut lists wherever they can be cut."""
    monkeypatch.setattr(lists, "LIST_LIMIT", 2)  # two entries can be told apart by a filter
    monkeypatch.setattr(lists, "FEWEST_WITH_LETTERS", 1)
    monkeypatch.setattr(list_filters, "FEWEST", 1)
    monkeypatch.setattr(pages, "HOME_ARTICLES", 1)
    monkeypatch.setattr(label_pages, "LABEL_NOTES", 1)


@pytest.mark.usefixtures("one_at_a_time")
def test_no_page_has_a_word_of_its_own(tmp_path: Path) -> None:
    write_language(tmp_path / "templates")
    shown, found = set[str](), set[str]()
    for site in (a_whole_site, a_site_with_little, a_site_with_drafts, an_empty_site):
        root = tmp_path / site.__name__
        site(root)
        drafts = site is a_site_with_drafts
        report = build(BuildOptions(root / "content", tmp_path / "templates", root / "output", jobs=1, drafts=drafts))
        assert report.exit_status == 0, report.problems
        files = [file for file in (root / "output").rglob("*") if file.suffix in {".html", ".js", ".xml"}]
        for file in files:
            for text in texts_of(file):
                found |= set(re.findall("⟦([^⟧]*)⟧", text))
                rest = re.sub("⟦[^⟧]*⟧|[{]\\w+[}]|https://[^ >]*", "", text)
                if re.search("[A-Za-z]", rest):
                    shown.add(f"{file.relative_to(root)}: {text.strip()}")
    assert shown == set()
    wanted = {name for name, word in WORDS.items() if isinstance(word, str)}
    assert wanted - found == set()
