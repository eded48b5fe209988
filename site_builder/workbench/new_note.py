"""A note on some words of an article: the draft of it at the end of the sidecar, with a quote that fits there alone.

In go the content folder, the article and the words, out comes what was written. The words are looked for as a build
does it, and nothing is written where they are not found, or stand at several places.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from site_builder.anchoring.explain import explain_unplaced
from site_builder.anchoring.match import match_target
from site_builder.model import PARTS, Part, Target
from site_builder.problems import ContentError, UsageError
from site_builder.reading.scalars import SLUG_HINT, slug_complaint
from site_builder.similar import suggestion
from site_builder.workbench.article_writer import readable_id
from site_builder.workbench.schema_files import schema_comment
from site_builder.workbench.selectors import QuotableText, in_one_line
from site_builder.workbench.sidecar import Entry, write_sidecar
from site_builder.workbench.workroom import OpenArticle, Workroom
from site_builder.workbench.yaml_writer import Unquoted


class NoteWords(NamedTuple):
    """The words that a note is about; `occurrence` counts from 1 where they stand several times."""

    quote: str
    part: Part | None = None
    occurrence: int | None = None


class NewNote(NamedTuple):
    """A note that was written: its id, its file and the words as they stand there."""

    note_id: str
    path: Path
    quote: str


def create_note(
    content: Path, article: str, words: NoteWords, *, note_id: str | None = None, speaker: str = ""
) -> NewNote:
    """Add a draft note; `article` is a path, or an article's slug.

    Raises UsageError where there is no such article or speaker or the id cannot be one, ContentError where the words
    have no place or the sidecar cannot be changed, FileError as Workroom does.
    """
    room = Workroom(content)
    file = _find_article(room, article)
    if speaker and not room.records.speakers.knows(speaker):
        hint = suggestion(speaker, room.records.speakers.records) or f'add one: new speaker "{speaker}"'
        raise UsageError(f"there is no speaker '{speaker}'", hint)
    sidecar = room.sidecar(file)
    target = in_one_line(_place(room.open(file), words))
    taken = dict.fromkeys(sidecar.ids, 1)
    new_id = note_id or readable_id(target.quote, taken)
    if note_id in sidecar.ids:
        raise UsageError(f"the id '{new_id}' is taken by another note of this article", "name another one with --id")
    if complaint := slug_complaint(new_id):
        raise UsageError(f"'{new_id}' cannot be an id: {complaint}", SLUG_HINT)
    data = sidecar.with_note(_entry(new_id, target, speaker)).rstrip(b"\n") + b"\n"
    if sidecar.data is None:
        data = schema_comment(content, sidecar.document.file, "sidecar").encode() + data
    write_sidecar(sidecar, data)
    return NewNote(new_id, sidecar.path, target.quote)


def _find_article(room: Workroom, article: str) -> str:
    path = Path(article)
    if path.exists():
        return room.file_at(path)
    try:
        return room.file_of_slug(Path(article).stem)
    except ContentError as failure:
        stems = {Path(file).stem for file in room.articles}
        hint = suggestion(Path(article).stem, stems) or "name its file, or its slug"
        raise UsageError(f"there is no article '{article}'", hint) from failure


def _place(opened: OpenArticle, words: NoteWords) -> Target:
    """Return the target of the words in the part that was named, else in the body or another part that has them."""
    parts = [words.part] if words.part else sorted(PARTS, key=lambda part: part != "body")
    for part in parts:
        text = opened.text_of(part)
        match = match_target(text.folded, Target(words.quote, occurrence=words.occurrence, part=part))
        if match.place is not None:
            span = text.span(match.place, match.place + len(match.selector.text.quote))
            return QuotableText(opened.article.text_of(span.part), span.part).select(span.start, span.end)
    found = next((part for part in parts if match_target(opened.text_of(part).folded, Target(words.quote)).found), None)
    target = Target(words.quote, occurrence=words.occurrence, part=found or parts[0])
    finding = explain_unplaced(opened.text_of, target, match_target(opened.text_of(target.part).folded, target))
    several = "say which: --occurrence 1 is the first; or quote more words"
    hint = several if finding.code == "quote-ambiguous" else finding.hint
    raise ContentError(finding.message, hint)


def _entry(note_id: str, target: Target, speaker: str) -> Entry:
    values: Entry = {
        "id": note_id,
        "quote": target.quote,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "occurrence": Unquoted(target.occurrence) if target.occurrence else "",
        "part": "" if target.part == "body" else target.part,
        "speaker": speaker,
        "status": "draft",
    }
    return {key: value for key, value in values.items() if value}
