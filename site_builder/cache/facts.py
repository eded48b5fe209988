"""What reading and anchoring found out about one article, as text that can be kept.

Comes in: an anchored article and its problems. Goes out: ArticleFacts, of which the outline is needed at every build
and the rest only where a page shows it. What an archive shows always comes out of here, whether it was read just now
or long ago, so that a page cannot tell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    article: AnnotatedArticle | None, problems: Iterable[Problem], pictures: Mapping[str, tuple[int, int]]
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
    faces = [digests for note in notes if note.number for digests in (note.digest, note.face)]
    whole = digest(" ".join((front_digest, body_digest, *faces)))
    outline = {
        "place": article.location,
        "notes": notes,
        "people": sorted({name for note in article.annotations for name in (*note.authors, *note.reviewed_by)}),
        "links": sorted({link[:2] for link in (*article.body.references, *article.references)}),
        "digests": (front_digest, body_digest, whole),
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
    face = digest(front_digest + _json(outline))
    return outline._replace(place=annotation.location[1:], digest=its_digest, face=face)


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
    links = tuple((file, fragment) for file, fragment in data["links"])
    outline = ArticleOutline(article, notes, tuple(data["people"]), links, *data["digests"])
    return StudiedArticle(outline, problems, data["pictures"])


def _open_note_outline(row: list[Any]) -> NoteOutline:
    """Make tuples of lists, most of which are empty: there are more notes than anything else."""
    said_on, topics, same_claim_as, former_ids, changes, changed_on, place = row[7:14]
    row[7] = said_on and Date(*said_on)
    row[8:14] = (
        tuple(topics) if topics else (),
        tuple(same_claim_as) if same_claim_as else (),
        tuple(former_ids) if former_ids else (),
        tuple(Date(*day) for day in changes) if changes else (),
        changed_on and Date(*changed_on),
        tuple(place),
    )
    return NoteOutline._make(row)


def open_annotation(line: str) -> Annotation:
    """Return the annotation of one line of `ArticleFacts.notes`, without its id and tab."""
    return decode(Annotation, json.loads(line))


def open_body(text: str) -> Body:
    """Return the text of an article as far as pages need it: not where its lines stand in the file."""
    data = json.loads(text)
    pieces = tuple(map(Piece._make, data["pieces"]))
    plain = "".join(value for kind, value in pieces if kind in {"text", "gap"})
    return Body(pieces, headings=tuple(map(Heading._make, data["headings"])), text=plain)
