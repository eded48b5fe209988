"""A file of annotations to notes in sidecars: what other programs gathered, or what an archive of ours exported.

In go the file and the content folder, out come sidecars with more notes, and what an editor should look at. What has a
place and says something is published; all else becomes a draft. No annotation that is about an article is lost, none is
placed by likeness, and none is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.exchange.foreign.read import UnknownAnnotationsError, read_annotations
from site_builder.exchange.foreign.record import ForeignNote, ForeignReply, ForeignText
from site_builder.exchange.markdown_writer import escape_paragraph
from site_builder.model import Config, Target
from site_builder.problems import ContentError, FileError, UsageError
from site_builder.reading.scalars import slug_complaint
from site_builder.reading.yaml_source import Value
from site_builder.workbench.article_writer import readable_id
from site_builder.workbench.html_markdown import html_to_markdown
from site_builder.workbench.note_addresses import ArticleAddresses
from site_builder.workbench.note_places import explain, find_place, unplaced
from site_builder.workbench.sidecar import Entry, Sidecar, write_sidecar
from site_builder.workbench.workroom import OpenArticle, Workroom
from site_builder.workbench.yaml_writer import Unquoted

_SHOWN = 20  # addresses that no article has: who has read twenty knows what is missing


@dataclass(slots=True)
class ImportedNotes:
    """What an import of annotations wrote, and what an editor should look at.

    `known` counts annotations that were there already, `homeless` are the addresses of those that no article has.
    """

    paths: list[Path] = field(default_factory=list)
    published: int = 0
    drafts: int = 0
    known: int = 0
    homeless: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Return the report for a terminal, line by line."""
        yield from (f"wrote {path}" for path in self.paths)
        yield from (f"look at: {remark}" for remark in self.remarks)
        known = f", {self.known:,} there already" if self.known else ""
        yield f"{self.published:,} published, {self.drafts:,} as drafts{known}"
        if self.homeless:
            yield f"{len(self.homeless):,} not imported: no article has their address"
            for address in list(dict.fromkeys(self.homeless))[:_SHOWN]:
                yield f"    {address or '(none is given)'}"
            yield "    name the article with --article, or its source_url in the article"


def import_annotations(source: Path, content: Path, *, slug: str | None = None) -> ImportedNotes:
    """Write the annotations of a file into the sidecars of the articles that they are about, or all into one.

    Raises FileError where a file cannot be read or written, ContentError where the file has no annotations or a sidecar
    cannot be changed, and UsageError where there is no content folder. Articles before the one that fails are written.
    """
    if not content.is_dir():
        raise UsageError(f"there is no content folder {content}", "name it with --content")
    try:
        notes, remarks = read_annotations(source.read_bytes())
    except OSError as failure:
        raise FileError(f"cannot read {source}: {failure.strerror}") from failure
    except UnknownAnnotationsError as failure:
        message = f"{source} has no annotations: {failure}"
        raise ContentError(message, "export them from Hypothesis or as W3C annotations, as JSON") from failure
    room = Workroom(content)
    imported = ImportedNotes(remarks=list(remarks))
    addresses = None if slug else ArticleAddresses(room)
    by_file: dict[str, list[ForeignNote]] = {}
    for note in notes:
        file = room.file_of_slug(slug) if addresses is None and slug else ""
        file = addresses.file_at(note.sources) if addresses else file
        if file:
            by_file.setdefault(file, []).append(note)
        else:
            imported.homeless.append(next(iter(note.sources), ""))
    for file, about in by_file.items():
        _import_into(room, file, about, imported)
    return imported


def _import_into(room: Workroom, file: str, notes: list[ForeignNote], imported: ImportedNotes) -> None:
    opened, sidecar = room.open(file), room.sidecar(file)
    writer = _EntryWriter(room, opened, sidecar)
    for note in notes:
        entry, remarks = writer.entry(note)
        if entry is None:
            imported.known += 1
            continue
        if entry.get("status") == "draft":
            imported.drafts += 1
        else:
            imported.published += 1
        imported.remarks += [f"{sidecar.path}, note '{entry['id']}': {remark}" for remark in remarks]
    if writer.new:
        write_sidecar(sidecar, sidecar.revised([*sidecar.entries, *writer.new]))
        imported.paths.append(sidecar.path)


class _EntryWriter:
    """Writes annotations about one article as entries of its sidecar."""

    def __init__(self, room: Workroom, opened: OpenArticle, sidecar: Sidecar) -> None:
        self._config: Config = room.config
        self._contributors = {one.name: one.id for one in room.records.contributors.records.values()}
        self._opened, self._sidecar = opened, sidecar
        self._taken = dict.fromkeys(sidecar.ids, 1)
        self._faces = {_face(entry) for entry in sidecar.entries}
        self._new_faces = set[str]()
        self.new: list[Entry] = []

    def entry(self, note: ForeignNote) -> tuple[Entry | None, list[str]]:
        """Return the entry of an annotation with remarks about it, None where it is there already."""
        remarks: list[str] = []
        targets = self._targets(note, remarks)
        verdict = self._verdict(note, remarks)
        text = "\n\n".join(map(_markdown, note.texts))
        if not (text or note.basis):
            remarks.append("it says nothing: write a note")
        values: dict[str, Value] = {
            **(_selector(targets[0]) if len(targets) == 1 else {"targets": list(map(_selector, targets))}),
            "kind": self._kind(note, verdict),
            "verdict": verdict,
            "basis": note.basis,
            "note": text,
            "sources": [{"title": link, "url": link} for link in note.links],
            "topics": list(note.tags if verdict or not note.verdict else (*note.tags, note.verdict)),
            "authors": [self._contributors.get(author, author) for author in note.authors],
            "checked_on": Unquoted(note.changed) if note.changed else "",
            "replies": list(map(_reply, note.replies)),
            "dissent": [{"author": one.sender, "text": one.text} for one in note.dissent],
            "status": "draft" if remarks else "",
        }
        entry: Entry = {key: value for key, value in values.items() if value}
        face, own = _face(entry), _own_id(note)
        if face in self._faces or (not own and face in self._new_faces):
            return None, []
        self._new_faces.add(face)
        entry = {"id": self._id(own, targets), **entry}
        self.new.append(entry)
        return entry, remarks

    def _id(self, own: str, targets: list[Target]) -> str:
        """Return the id that a note of ours had, where it is free, else one of the words that it is about."""
        if own and own not in self._taken and not slug_complaint(own):
            self._taken[own] = 1
            return own
        return readable_id(" ".join(target.quote for target in targets), self._taken)

    def _targets(self, note: ForeignNote, remarks: list[str]) -> list[Target]:
        if not note.targets:
            what = "it answers an annotation that is not in the file" if note.answers else "it is about the whole page"
            remarks.append(f"{what}, and stands at the title")
            return [Target(self._opened.article.title, part="title")]
        targets = []
        for quote in note.targets:
            target = find_place(self._opened, quote)
            if target is None:
                remarks.append(explain(self._opened, quote))
            targets.append(target or unplaced(quote))
        return targets

    def _kind(self, note: ForeignNote, verdict: str) -> str:
        """Return the kind of a note, "" where the format would take it for that anyhow."""
        if note.kind == "claim":
            return "" if verdict else "claim"
        return note.kind or ("context" if self._sidecar.defaults else "")

    def _verdict(self, note: ForeignNote, remarks: list[str]) -> str:
        """Return the key of a verdict that can be published, else "", and say why."""
        if not note.verdict:
            return ""
        labels = {verdict.label.casefold(): key for key, verdict in self._config.verdicts.items()}
        key = labels.get(note.verdict.casefold(), "")
        if not key:
            remarks.append(f"the site has no verdict '{note.verdict}', which is kept as a topic")
        elif not note.basis or (self._config.source_required_for_verdict and not note.links):
            remarks.append(f"the verdict '{note.verdict}' needs a basis and a source, and is kept as a topic")
            key = ""
        return key


def _own_id(note: ForeignNote) -> str:
    """Return the id of a note that an archive of this program exported, "" for any other."""
    return note.id.rpartition("#note-")[2] if "#note-" in note.id else ""


def _markdown(text: ForeignText) -> str:
    if text.markup == "html":
        return html_to_markdown(text.value)
    if text.markup == "markdown":
        return text.value
    paragraphs = text.value.replace("\r\n", "\n").split("\n\n")
    return "\n\n".join(escape_paragraph(paragraph) for paragraph in paragraphs if paragraph.strip())


def _selector(target: Target) -> Entry:
    occurrence = "" if target.occurrence is None else Unquoted(target.occurrence)
    part = "" if target.part == "body" else target.part
    values: dict[str, Value] = {
        "quote": target.quote,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "occurrence": occurrence,
        "part": part,
    }
    return {key: value for key, value in values.items() if value}


def _reply(reply: ForeignReply) -> Entry:
    url = reply.url if reply.url.startswith(("http://", "https://")) else ""
    values: dict[str, Value] = {
        "from": reply.sender,
        "date": Unquoted(reply.date) if reply.date else "",
        "text": reply.text,
        "url": url,
    }
    return {key: value for key, value in values.items() if value}


def _face(entry: Entry) -> str:
    """Return what tells an annotation from all others of its article: its place, what it says and who says it."""
    keys = ("quote", "prefix", "suffix", "occurrence", "targets", "basis", "note", "authors")
    return repr([_settled(entry.get(key)) for key in keys])


def _settled(value: object) -> object:
    """Return a value as it reads back: one text stands for a list of one, and line ends at the end of a text may go."""
    if isinstance(value, list):
        return _settled(value[0]) if len(value) == 1 else list(map(str, value))
    return str(value or "").rstrip("\n")
