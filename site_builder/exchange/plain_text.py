"""The raw text of a news article to an `ImportedArticle`: its parts as they stand in the text, statements and speakers.

Pure: no file is read and none is written. The rules in prose/ are for English; of an article in another language the
layout is read and the statements are left to the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_builder.exchange.article import ImportedArticle, ImportedSpeaker, ImportedStatement
from site_builder.exchange.prose.cast import Cast
from site_builder.exchange.prose.characters import Character
from site_builder.exchange.prose.headlines import find_headline_statements
from site_builder.exchange.prose.layout import Layout, read_layout
from site_builder.exchange.prose.quotations import find_quotations, mask_quotations
from site_builder.exchange.prose.statements import Statement, Story, find_statements, read_story
from site_builder.exchange.selectors import PartText
from site_builder.model import Part
from site_builder.urls import slugify


def read_plain_text(text: str) -> ImportedArticle:
    """Return the article that `text` is; a byte-order mark and any line ends are fine, and a missing part is empty."""
    layout = read_layout(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    story = read_story(layout.paragraphs, layout.dateline)
    cast = Cast(story.masked)
    body = list(find_statements(story, cast))
    title = list(_headline_statements(layout.title, 0, story, cast, body))
    deks = [
        statement
        for offset, dek in _with_offsets(layout.deks)
        for statement in _headline_statements(dek, offset, story, cast, body)
    ]
    by_part: dict[Part, tuple[PartText, list[Statement]]] = {
        "title": (PartText(layout.title), title),
        "dek": (PartText("\n".join(layout.deks)), deks),
        "body": (PartText(story.text), body),
    }
    ids = _speaker_ids(statement.character for _, statements in by_part.values() for statement in statements)
    return ImportedArticle(
        title=layout.title,
        deks=tuple(layout.deks),
        caption=layout.caption,
        credit=layout.credit,
        authors=tuple(layout.authors),
        outlet=layout.outlet,
        date=layout.date,
        dateline=layout.dateline,
        paragraphs=tuple(layout.paragraphs),
        speakers=tuple(ImportedSpeaker(id_, c.name, c.type, c.role, c.affiliation) for c, id_ in ids.items()),
        statements=tuple(
            _imported(part, part_text, statement, ids)
            for part, (part_text, statements) in by_part.items()
            for statement in statements
        ),
        remarks=tuple(_remarks(layout, body)),
    )


def _headline_statements(
    line: str, offset: int, story: Story, cast: Cast, body: list[Statement]
) -> Iterator[Statement]:
    quotations = find_quotations(line)
    before = line[: quotations[0].start].strip() if quotations else ""
    if len(quotations) == 1 and quotations[0].end == len(line) and (not before or before.endswith(":")):
        start, end = quotations[0].words(line)
        speaker = _speaker_of(line[start:end], story, body) or (cast.find_in_headline(before) if before else None)
        yield Statement(((offset + start, offset + end),), "direct", speaker)
        return
    for (start, end), character in find_headline_statements(mask_quotations(line, quotations), cast):
        yield Statement(((offset + start, offset + end),), "paraphrase", character)


def _speaker_of(words: str, story: Story, body: list[Statement]) -> Character | None:
    """Return who says the words in the body: a dek often repeats a quotation without saying whose it is."""
    sought = re.sub(r"\W+", " ", words).strip().lower()
    for statement in body:
        said = " ".join(story.text[start:end] for start, end in statement.spans)
        if sought in re.sub(r"\W+", " ", said).lower():
            return statement.character
    return None


def _with_offsets(lines: list[str]) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in lines:
        yield offset, line
        offset += len(line) + 1


def _speaker_ids(characters: Iterable[Character | None]) -> dict[Character, str]:
    """Return an id for each character that speaks: the slug of the name, numbered where two have one name."""
    ids: dict[Character, str] = {}
    for character in characters:
        if character is None or character in ids:
            continue
        slug = slugify(character.name) or "speaker"
        taken = set(ids.values())
        ids[character] = next(id_ for id_ in _numbered(slug) if id_ not in taken)
    return ids


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def _imported(part: Part, part_text: PartText, statement: Statement, ids: dict[Character, str]) -> ImportedStatement:
    return ImportedStatement(
        part=part,
        targets=tuple(part_text.select(start, end) for start, end in statement.spans),
        attribution=statement.attribution,
        speaker_id=ids[statement.character] if statement.character else None,
        said_in=statement.setting,
    )


def _remarks(layout: Layout, body: list[Statement]) -> Iterator[str]:
    if not layout.authors and not layout.outlet:
        yield "no byline was found: add authors and outlet"
    if not layout.date:
        yield "no date was found: an undated article is fine and says so"
    if not body:
        yield "no attributed statement was found in the text"
    unnamed = sum(1 for statement in body if statement.character is None and statement.attribution != "article")
    if unnamed:
        yield f"{unnamed} statements are attributed to nobody by name: give each its speaker, or leave it without"
