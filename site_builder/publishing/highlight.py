"""Cut a rendered text into runs and mark those that notes are about: pieces and notes in, chunks of markup out.

The text itself is never touched: without marks and markers, the chunks are the markup that the text has without notes.
A span begins and ends at a character that is not white space; anchoring sees to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from site_builder.model import Annotation, Body, Note, Part, Piece
from site_builder.publishing.wording import Wording

TONES = ("negative", "mixed", "neutral", "positive", "none")
"""Tones in the order of their say where notes overlap: warnings come first; a note without a verdict has 'none'."""


class Chunk(NamedTuple):
    """Markup up to a place where notes may stand, and the notes that stand there, by number."""

    html: Markup
    notes: tuple[Note, ...]


def highlight_body(body: Body, notes: Sequence[Note], wording: Wording) -> list[Chunk]:
    """Return the body with its marks and markers, cut where notes stand.

    A note stands at the first stop after the marker of its first target. One of the body that has no place, and one
    that no stop follows, stands after the last piece. A note of another part leaves only markers here.
    """
    writer = _Writer("body", notes, wording)
    writer.write(body.pieces)
    writer.end_text([note for note in notes if _is_lost(note.annotation)])
    return writer.chunks


def _is_lost(annotation: Annotation) -> bool:
    return not annotation.spans and annotation.targets[0].part == "body"


def highlight_text(text: str, part: Part, notes: Sequence[Note], wording: Wording) -> Markup:
    """Return the escaped text of a title, dek or caption with its marks and markers; no mark crosses a line end."""
    if not notes:
        return Markup(_escape(text))  # noqa: S704
    first, *others = text.split("\n")
    writer = _Writer(part, notes, wording)
    writer.write([Piece("text", first)])
    for line in others:
        writer.write([Piece("gap", "\n"), Piece("text", line)])
    writer.end_text([])
    return Markup("").join(chunk.html for chunk in writer.chunks)


def tone_of(note: Note) -> str:
    """Return one of `TONES`."""
    return note.verdict.tone if note.verdict else "none"


def marker_label(note: Note, wording: Wording) -> str:
    """Return what a screen reader says at a marker: 'Note 3, Misleading', 'Note 4, Context'."""
    if note.verdict:
        finding = note.verdict.label
    elif note.outline.kind == "claim":
        finding = wording.text("not_rated" if note.outline.checkable else "not_checkable")
    else:
        finding = wording.kind_label(note.outline.kind)
    return wording.text("marker", number=note.number, finding=finding)


_number = attrgetter("number")


class _Marker(NamedTuple):
    html: str
    note: Note
    is_first: bool


class _Cut(NamedTuple):
    """What happens at an offset: the markers that stand there, then the tag of the run that begins, or ""."""

    offset: int
    markers: list[_Marker]
    mark: str


def _plan_cuts(part: Part, notes: Iterable[Note], wording: Wording) -> list[_Cut]:
    """Return the places, in text order, at which the set of notes changes."""
    ordered = sorted(notes, key=_number)
    beginning: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    markers: dict[int, list[_Marker]] = defaultdict(list)
    for index, note in enumerate(ordered):
        for target, span in enumerate(note.annotation.spans):
            if span.part == part:
                beginning[span.start].append(index)
                ending[span.end].append(index)
                markers[span.end].append(_Marker(_marker_html(note, target, wording), note, target == 0))
    active: list[int] = []
    cuts = []
    for offset in sorted(beginning.keys() | ending.keys()):
        for index in ending.get(offset, ()):
            active.remove(index)
        active += beginning.get(offset, ())
        covering = [ordered[index] for index in sorted(set(active))]
        cuts.append(_Cut(offset, markers.get(offset, []), _mark_tag(covering) if covering else ""))
    return cuts


def _mark_tag(notes: Sequence[Note]) -> str:
    ids = " ".join(note.outline.id for note in notes)
    tone = min((tone_of(note) for note in notes), key=TONES.index)
    return f'<mark data-notes="{escape(ids)}" data-tone="{tone}">'


def _marker_html(note: Note, target: int, wording: Wording) -> str:
    annotation_id = escape(note.outline.id)
    place = f".{target + 1}" if target else ""
    label = f'aria-label="{escape(marker_label(note, wording))}"{wording.mark_in(note.article.language)}'
    return (
        f'<a class="marker" id="ref-{annotation_id}{place}" href="#note-{annotation_id}" role="doc-noteref"'
        f" {label} data-annotation-ui>{note.number}</a>"
    )


class _Writer:
    """One walk through the pieces of a text."""

    def __init__(self, part: Part, notes: Sequence[Note], wording: Wording) -> None:
        self.chunks: list[Chunk] = []
        self._cuts = _plan_cuts(part, notes, wording)[::-1]  # the next one last
        self._offset = 0
        self._mark = ""
        self._parts: list[str] = []
        self._links_open = 0
        self._waiting: list[_Marker] = []
        self._due: list[Note] = []

    def write(self, pieces: Iterable[Piece]) -> None:
        for kind, value in pieces:
            if kind == "text":
                if self._cuts and self._cuts[-1].offset <= self._offset + len(value):
                    self._write_cut_text(value)
                else:
                    self._write_run(value)
            elif kind == "markup":
                if "<a " in value or "</a>" in value:
                    self._write_link(value)
                else:
                    self._parts.append(value)
            elif kind == "gap":
                self._parts.append(value)
                self._offset += len(value)
            elif self._due:
                self._end_chunk()

    def end_text(self, unplaced: Iterable[Note]) -> None:
        """End the last chunk, with the notes that no stop followed and those that have no place."""
        self._due += unplaced
        if self._parts or self._due:
            self._end_chunk()

    def _write_cut_text(self, text: str) -> None:
        start, end = self._offset, self._offset + len(text)
        while self._cuts and self._cuts[-1].offset <= end:
            cut = self._cuts.pop()
            self._write_run(text[self._offset - start : cut.offset - start])
            self._waiting += cut.markers
            if not self._links_open:
                self._write_markers()
            self._mark = cut.mark
        self._write_run(text[self._offset - start :])

    def _write_run(self, text: str) -> None:
        if text:
            html = _escape(text)
            self._parts.append(f"{self._mark}{html}</mark>" if self._mark else html)
            self._offset += len(text)

    def _write_link(self, html: str) -> None:
        """Write tags that begin or end a link; a marker is a link itself, so that in one it waits for its end."""
        self._links_open += html.count("<a ") - html.count("</a>")
        if self._waiting and "</a>" in html:
            before, end_of_link, html = html.partition("</a>")
            self._parts += before, end_of_link
            self._write_markers()
        self._parts.append(html)

    def _write_markers(self) -> None:
        for marker in self._waiting:
            self._parts.append(marker.html)
            if marker.is_first:
                self._due.append(marker.note)
        self._waiting.clear()

    def _end_chunk(self) -> None:
        notes = tuple(sorted(self._due, key=_number))
        self.chunks.append(Chunk(Markup("".join(self._parts)), notes))  # noqa: S704 - text and labels are escaped above
        self._parts, self._due = [], []


def _escape(text: str) -> str:
    """Return a text as it stands between tags; `html.escape` is slower where there is nothing to escape."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
