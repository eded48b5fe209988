"""The raw text of a news article to an `ImportedArticle`: its parts as they stand in the text, statements and speakers.

Pure: no file is read and none is written. The rules in prose/ are for English; of an article in another language the
layout is read and the statements are left to the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from site_builder.exchange.article import ImportedArticle, ImportedSpeaker, ImportedStatement, Passage
from site_builder.exchange.prose.cast import Cast
from site_builder.exchange.prose.characters import Character
from site_builder.exchange.prose.headlines import find_headline_statements
from site_builder.exchange.prose.layout import Layout, read_layout
from site_builder.exchange.prose.quotations import find_quotations, mask_quotations
from site_builder.exchange.prose.statements import Statement, Story, find_statements, read_story
from site_builder.model import Part
from site_builder.urls import slugify


class _PartStatements(NamedTuple):
    """The statements of one part, their spans in its text."""

    part: Part
    text: str
    statements: list[Statement]

    def quotable(self) -> Iterator[Statement]:
        """Yield the statements that can be found again: '“…”' has no words to find."""
        for statement in self.statements:
            if all(any(map(str.isalnum, self.text[start:end])) for start, end in statement.spans):
                yield statement


def read_plain_text(text: str) -> ImportedArticle:
    """Return the article that `text` is; a byte-order mark and any line ends are fine, and a missing part is empty."""
    return read_statements(read_layout(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")))


def read_statements(layout: Layout) -> ImportedArticle:
    """Return the article whose parts are known, with what it says that somebody said."""
    story = read_story(layout.paragraphs, layout.dateline)
    cast = Cast(story.masked)
    body = list(find_statements(story, cast))
    parts = (
        _PartStatements("title", layout.title, list(_headline_statements([layout.title], story, cast, body))),
        _PartStatements("dek", "\n".join(layout.deks), list(_headline_statements(layout.deks, story, cast, body))),
        _PartStatements("body", story.text, body),
    )
    ids = _speaker_ids(statement.character for part in parts for statement in part.quotable())
    return ImportedArticle(
        title=layout.title,
        deks=tuple(layout.deks),
        caption=layout.caption,
        credit=layout.credit,
        authors=tuple(layout.authors),
        outlet=layout.outlet,
        date=layout.date,
        updated=layout.updated,
        dateline=layout.dateline,
        paragraphs=tuple(layout.paragraphs),
        speakers=tuple(ImportedSpeaker(id_, c.name, c.type, c.role, c.affiliation) for c, id_ in ids.items()),
        statements=tuple(statement for part in parts for statement in _imported(part, ids)),
        remarks=tuple(_remarks(layout, body)),
    )


def _headline_statements(lines: list[str], story: Story, cast: Cast, body: list[Statement]) -> Iterator[Statement]:
    """Yield the statements of the title or the deks; their spans are in the lines joined by line breaks."""
    offset = 0
    for line in lines:
        quoted = _quoted_headline(line, story, cast, body)
        masked = mask_quotations(line, find_quotations(line))
        for statement in [quoted] if quoted else _attributed_headline(masked, cast):
            yield statement.moved(offset)
        offset += len(line) + 1


def _attributed_headline(masked: str, cast: Cast) -> Iterator[Statement]:
    for span, character in find_headline_statements(masked, cast):
        yield Statement((span,), "paraphrase", character)


def _quoted_headline(line: str, story: Story, cast: Cast, body: list[Statement]) -> Statement | None:
    """Read a line that is one quotation, alone or after 'Mayor:'; the body often tells whose words they are."""
    quotations = find_quotations(line)
    before = line[: quotations[0].start].strip() if quotations else ""
    if len(quotations) != 1 or quotations[0].end != len(line) or not (before == "" or before.endswith(":")):
        return None
    start, end = quotations[0].words(line)
    speaker = _speaker_of(line[start:end], story, body) or (cast.find_in_headline(before) if before else None)
    return Statement(((start, end),), "direct", speaker)


def _speaker_of(words: str, story: Story, body: list[Statement]) -> Character | None:
    """Return who says the words in the body."""
    sought = _only_words(words)
    for statement in body:
        if sought in _only_words(" ".join(story.text[start:end] for start, end in statement.spans)):
            return statement.character
    return None


def _only_words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _speaker_ids(characters: Iterable[Character | None]) -> dict[Character, str]:
    """Return an id for each character that speaks: the slug of the name, numbered where two have one name."""
    ids: dict[Character, str] = {}
    taken: set[str] = set()
    for character in characters:
        if character and character not in ids:
            slug = slugify(character.name) or "speaker"
            numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
            ids[character] = next(id_ for id_ in numbered if id_ not in taken)
            taken.add(ids[character])
    return ids


def _imported(part: _PartStatements, ids: dict[Character, str]) -> Iterator[ImportedStatement]:
    for statement in part.quotable():
        yield ImportedStatement(
            part=part.part,
            passages=tuple(Passage(start, end, part.text[start:end]) for start, end in statement.spans),
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
        what = "statement is attributed" if unnamed == 1 else "statements are attributed"
        yield f"{unnamed} {what} to nobody by name: add the speaker where you know one"
