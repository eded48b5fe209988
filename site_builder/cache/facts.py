"""What reading and anchoring found out about one article, as text that can be kept.

Comes in: an anchored article and its problems. Goes out: ArticleFacts, of which the outline is needed at every build
and the rest only where a page shows it. What an archive shows always comes out of here, whether it was read just now
or long ago, so that a page cannot tell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from site_builder.cache.codec import decode, encode
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Article,
    ArticleOutline,
    Body,
    Date,
    Heading,
    NoteOutline,
    NoteStatus,
    Piece,
    latest,
)
from site_builder.problems import Location, Problem

DIGEST_BYTES = 12
"""96 bits: two of a million articles have the same digest once in 10^17 archives."""

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class ArticleFacts(NamedTuple):
    """All that is kept of an article: its outline with the problems, its notes and its text, each as JSON.

    `notes` has one annotation a line, each after its id and a tab.
    """

    outline: str
    notes: str = ""
    body: str = ""


class StudiedArticle(NamedTuple):
    """An article's outline, None where its front matter is not enough to make one, and what is wrong with it."""

    outline: ArticleOutline | None
    problems: list[Problem]
    pictures: Mapping[str, Sequence[int]]


def digest(text: str) -> str:
    """Return a short digest of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


def condense(
    article: AnnotatedArticle | None, problems: Iterable[Problem], pictures: Mapping[str, tuple[int, int, bool]]
) -> ArticleFacts:
    """Return what is kept of an anchored article; `pictures` are the sizes that were asked for when it was read."""
    told = [[*problem.location, problem.severity, problem.code, problem.message, problem.hint] for problem in problems]
    if article is None:
        return ArticleFacts(_json({"problems": told, "pictures": pictures}))
    front = _json(encode(article, Article))
    body = _json({"pieces": article.body.pieces, "headings": article.body.headings})
    front_digest, body_digest = digest(front), digest(body)
    lines, notes = [], []
    for number, annotation in _numbered(article):
        line = _json(encode(annotation))
        lines.append(f"{annotation.id}\t{line}")
        notes.append(_outline(annotation, number, digest(line), front_digest))
    shown = [note for note in notes if note.number]
    face = digest(" ".join((front_digest, *(note.face for note in notes))))
    notes_digest = digest(" ".join(note.digest for note in shown))
    whole = digest(f"{face} {body_digest} {notes_digest}")
    changed = (note.changed_on for note in shown)
    outline = {
        "place": article.location,
        "notes": [_note_row(note) for note in notes],
        "people": sorted({name for note in article.annotations for name in (*note.authors, *note.reviewed_by)}),
        "links": sorted({link[:2] for link in (*article.body.references, *article.references)}),
        "digests": (front_digest, body_digest, notes_digest, face, whole),
        "updated": latest((article.updated, article.date, article.retrieved, *changed)),
        "problems": told,
        "pictures": pictures,
    }
    return ArticleFacts(f'{{"front":{front},{_json(outline)[1:]}', "\n".join(lines), body)


def _numbered(article: AnnotatedArticle) -> Iterator[tuple[int, Annotation]]:
    """Yield the notes that are shown in reading order, then the withdrawn ones, with their numbers, then the drafts."""
    groups: dict[NoteStatus, list[Annotation]] = {"published": [], "withdrawn": [], "draft": []}
    for annotation in sorted(article.annotations, key=lambda annotation: annotation.reading_order):
        gone = article.status == "withdrawn" and annotation.status == "published"
        groups["withdrawn" if gone else annotation.status].append(annotation)
    yield from enumerate((*groups["published"], *groups["withdrawn"]), start=1)
    yield from ((0, annotation) for annotation in groups["draft"])


def _outline(annotation: Annotation, number: int, its_digest: str, front_digest: str) -> NoteOutline:
    days = tuple(change.date for change in annotation.changes)
    outline = NoteOutline(
        annotation.id,
        number,
        annotation.kind,
        digest="",
        face="",
        status=annotation.status,
        speaker=annotation.speaker,
        verdict=annotation.verdict,
        checkable=annotation.checkable,
        said_on=annotation.said_on,
        changed_on=latest((annotation.checked_on, *days)),
        topics=annotation.topics,
        same_claim_as=annotation.same_claim_as,
        former_ids=annotation.former_ids,
        changes=days,
    )
    face = digest(front_digest + _json(outline))
    _, line, column = annotation.location
    return outline._replace(digest=its_digest, face=face, line=line, column=column)


def _note_row(note: NoteOutline) -> list[Any]:
    """Return an outline as JSON data, without the fields at its end that are as most notes have them."""
    row = list(note)
    while row[-1] == _COMMON[len(row) - 1]:
        del row[-1]
    return row


_COMMON = NoteOutline("", 0, "claim", "", "")
_DATES = range(NoteOutline._fields.index("said_on"), NoteOutline._fields.index("topics"))
_LISTS = range(NoteOutline._fields.index("topics"), len(NoteOutline._fields))


def open_outline(data: dict[str, Any]) -> StudiedArticle:
    """Return what the outline of ArticleFacts says, once its JSON is parsed."""
    problems = [
        Problem(severity, code, message, Location(file, line, column), hint)
        for file, line, column, severity, code, message, hint in data["problems"]
    ]
    if "front" not in data:
        return StudiedArticle(None, problems, data["pictures"])
    data["front"]["location"] = Location(*data["place"])
    article = decode(Article, data["front"])
    notes = tuple(map(_open_note_outline, data["notes"]))
    links = tuple(map(tuple, data["links"]))
    updated = data["updated"] and _make_date(data["updated"])
    front, body, noted, face, whole = data["digests"]
    outline = ArticleOutline(article, notes, tuple(data["people"]), links, front, body, noted, face, whole, updated)
    return StudiedArticle(outline, problems, data["pictures"])


def _open_note_outline(row: list[Any]) -> NoteOutline:
    """Make dates and tuples of lists, as far as there are any: there are more notes than anything else."""
    given = len(row)
    row += _COMMON[given:]
    if given > _DATES.start:
        for place in _DATES:
            if row[place]:
                row[place] = _make_date(row[place])
        if given > _LISTS.start:
            for place in _LISTS:
                row[place] = tuple(row[place])
            row[-1] = tuple(map(_make_date, row[-1]))
    return _make_note_outline(row)


def open_annotation(line: str) -> Annotation:
    """Return the annotation of one line of `ArticleFacts.notes`, without its id and tab."""
    return decode(Annotation, json.loads(line))


# As `_make` of each, without its check of the length, in a third of the time: there are many of them.
_make_piece: Callable[[Sequence[str]], Piece] = partial(tuple.__new__, Piece)
_make_date: Callable[[Sequence[int | None]], Date] = partial(tuple.__new__, Date)
_make_note_outline: Callable[[Sequence[Any]], NoteOutline] = partial(tuple.__new__, NoteOutline)


def open_body(text: str) -> Body:
    """Return the text of an article as far as pages need it: not where its lines stand in the file."""
    data = json.loads(text)
    pieces = tuple(map(_make_piece, data["pieces"]))
    plain = "".join([value for kind, value in pieces if kind in {"text", "gap"}])
    return Body(pieces, headings=tuple(map(Heading._make, data["headings"])), text=plain)
