"""An imported article to the texts of its files: front matter with Markdown, and the sidecar of draft claims.

Texts and names only; which files exist and where these go is decided in importing.py.
"""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from site_builder.exchange.article import ImportedArticle, ImportedStatement
from site_builder.exchange.markdown_writer import write_markdown
from site_builder.model import PARTS, Target
from site_builder.urls import is_reserved_name, slugify
from site_builder.workbench.places import QuotePlaces
from site_builder.workbench.yaml_writer import Value, render_yaml

_SLUG_LENGTH = 60  # characters: an address that still fits a line
_ID_WORDS = 5
_MINOR_WORDS = frozenset(
    """a an the and or but nor so of in on at to for from by with as into over is are was were be been being am do does
    did has have had that this these those it its he she they we i you his her their our my your there then than who
    which what""".split()
)
_DRAFTS_COMMENT = """\
# Drafts: what the text says that somebody said. Nothing of this is published yet. For each, check the words and the
# speaker, write a note (or a verdict with its basis and sources), and delete the line `status: draft`.
"""


def slug_of_title(title: str) -> str:
    """Return the words of the title up to the length of a slug, without a minor word at the end."""
    words = slugify(_without_apostrophes(title)).split("-")
    while len(words) > 1 and len("-".join(words)) > _SLUG_LENGTH:
        words.pop()
    while len(words) > 1 and words[-1] in _MINOR_WORDS:
        words.pop()
    slug = "-".join(words)[:_SLUG_LENGTH]
    return f"{slug or 'article'}-1" if is_reserved_name(slug) or not slug else slug


def render_article(article: ImportedArticle) -> str:
    """Return the article's file: without a status, so ready to build, the paragraphs exactly as they were read."""
    deks: Value = article.deks[0] if len(article.deks) == 1 else article.deks
    image = {key: text for key, text in (("caption", article.caption), ("credit", article.credit)) if text}
    values: dict[str, Value] = {
        "title": article.title,
        "dek": deks,
        "authors": article.authors,
        "outlet": article.outlet,
        "date": date_value(article.date),
        "updated": date_value(article.updated),
        "source_url": article.source_url,
        "archive_url": article.archive_url,
        "language": article.language,
        "image": image,
        "topics": article.topics,
        "summary": article.summary,
        "extra": cast("Value", article.extra),
    }
    front_matter = render_yaml({key: value for key, value in values.items() if value})
    return f"---\n{front_matter}---\n\n{article.markdown or write_markdown(article.paragraphs)}"


def date_value(text: str) -> Value:
    """Return a day as a date, which is written without quotes; a month, a year and what is none of these as it is."""
    try:
        return date.fromisoformat(text) if len(text) == len("2019-12-03") else text
    except ValueError:
        return text


def render_sidecar(article: ImportedArticle) -> str:
    """Return the sidecar: a draft for each statement, without a note, so that it cannot be published without one."""
    taken: dict[str, int] = {}
    places = {part: QuotePlaces(article.text_of(part), part) for part in PARTS}
    annotations = [_annotation(statement, places[statement.part], taken) for statement in article.statements]
    # A blank line between two drafts: each is a thing to work on.
    entries = "\n".join(render_yaml({"annotations": [entry]}).removeprefix("annotations:\n") for entry in annotations)
    listed = "\n" + entries if entries else " []\n"
    return f"{_DRAFTS_COMMENT}annotations:{listed}"


def _annotation(statement: ImportedStatement, places: QuotePlaces, taken: dict[str, int]) -> dict[str, Value]:
    targets = [_selector(places.select(passage.start, passage.end)) for passage in statement.passages]
    values: dict[str, Value] = {
        "id": readable_id(" ".join(passage.quote for passage in statement.passages), taken),
        **(targets[0] if len(targets) == 1 else {"targets": targets}),
        "part": "" if statement.part == "body" else statement.part,
        "kind": "claim",
        "speaker": statement.speaker_id or "",
        "attribution": statement.attribution,
        "said_in": statement.said_in,
        "status": "draft",
    }
    return {key: value for key, value in values.items() if value}


def _selector(target: Target) -> dict[str, Value]:
    values = {
        "quote": target.quote,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "occurrence": target.occurrence,
    }
    return {key: value for key, value in values.items() if value}


def readable_id(words: str, taken: dict[str, int]) -> str:
    """Return a readable id from the first words that carry meaning; numbered where it is taken.

    `taken` has the ids given so far, each with the number at which to look for the next free one.
    """
    all_words = slugify(_without_apostrophes(words)).split("-")
    chosen = [word for word in all_words if word not in _MINOR_WORDS][:_ID_WORDS] or all_words[:_ID_WORDS]
    stem = "-".join(chosen)[:_SLUG_LENGTH] or "statement"
    number = taken.get(stem, 1)
    while (candidate := stem if number == 1 else f"{stem}-{number}") in taken or is_reserved_name(candidate):
        number += 1
    taken[stem] = number  # where to go on: counting from 1 each time is slow where a statement recurs
    taken.setdefault(candidate, 1)
    return candidate


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=\w)[’'](?=\w)", "", text)
