"""What reading and anchoring found out about one article, as text that can be kept.

Comes in: an anchored article and its problems. Goes out: ArticleFacts, of which the outline is needed at every build
and the rest only where a page shows it. What an archive shows always comes out of here, whether it was read just now
or long ago, so that a page cannot tell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
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
    article: AnnotatedArticle | None, problems: Iterable[Problem], pictures: Mapping[str, tuple[int, int]]
) -> ArticleFacts:
    """Return what is kept of an anchored article; `pictures` are the sizes that were asked for when it was read."""
    told = [[*problem.location, problem.severity, problem.code, problem.message, problem.hint] for problem in problems]
    if article is None:
        return ArticleFacts(_json({"problems": told, "pictures": pictures}))
    front = encode(article, Article)
    annotations = sorted(article.annotations, key=lambda annotation: annotation.reading_order)
    notes = [_json(encode(annotation)) for annotation in annotations]
    body = _json({"pieces": article.body.pieces, "headings": article.body.headings})
    outline = {
        "front": front,
        "place": article.location,
        "notes": [_outline(*pair) for pair in zip(annotations, map(digest, notes), strict=True)],
        "people": sorted({name for note in annotations for name in (*note.authors, *note.reviewed_by)}),
        "links": sorted({link[:2] for link in (*article.body.references, *article.references)}),
        "digest": digest(_json(front)),
        "body": digest(body),
        "problems": told,
        "pictures": pictures,
    }
    lines = "\n".join(f"{annotation.id}\t{line}" for annotation, line in zip(annotations, notes, strict=True))
    return ArticleFacts(_json(outline), lines, body)


def _outline(annotation: Annotation, its_digest: str) -> NoteOutline:
    days = tuple(change.date for change in annotation.changes)
    outline = NoteOutline(
        annotation.id,
        annotation.kind,
        annotation.status,
        annotation.speaker,
        annotation.verdict,
        annotation.checkable,
        annotation.said_on,
        annotation.topics,
        annotation.same_claim_as,
        annotation.former_ids,
        days,
        latest((annotation.checked_on, *days)),
    )
    return outline._replace(face=digest(_json(outline)), digest=its_digest, location=annotation.location)


def open_outline(data: dict[str, Any]) -> StudiedArticle:
    """Return what the outline of ArticleFacts says, once its JSON is parsed."""
    problems = [
        Problem(severity, code, message, Location(file, line, column), hint)
        for file, line, column, severity, code, message, hint in data["problems"]
    ]
    if "front" not in data:
        return StudiedArticle(None, problems, data["pictures"])
    article = decode(Article, {**data["front"], "location": Location(*data["place"])})
    notes = tuple(map(_open_note_outline, data["notes"]))
    links = tuple((file, fragment) for file, fragment in data["links"])
    outline = ArticleOutline(article, notes, tuple(data["people"]), links, data["digest"], data["body"])
    return StudiedArticle(outline, problems, data["pictures"])


def _open_note_outline(row: list[Any]) -> NoteOutline:
    """Written out, because there are more notes than anything else."""
    (identity, kind, status, speaker, verdict, checkable, said_on, topics, same, former, days, changed_on) = row[:12]
    face, mark, place = row[12:]
    return NoteOutline(
        identity,
        kind,
        status,
        speaker,
        verdict,
        checkable,
        Date(*said_on) if said_on else None,
        tuple(topics),
        tuple(same),
        tuple(former),
        tuple(Date(*day) for day in days) if days else (),
        Date(*changed_on) if changed_on else None,
        face,
        mark,
        Location(*place),
    )


def open_annotation(line: str) -> Annotation:
    """Return the annotation of one line of `ArticleFacts.notes`, without its id and tab."""
    return decode(Annotation, json.loads(line))


def open_body(text: str) -> Body:
    """Return the text of an article as far as pages need it: not where its lines stand in the file."""
    data = json.loads(text)
    pieces = tuple(map(Piece._make, data["pieces"]))
    plain = "".join(value for kind, value in pieces if kind in {"text", "gap"})
    return Body(pieces, headings=tuple(map(Heading._make, data["headings"])), text=plain)
