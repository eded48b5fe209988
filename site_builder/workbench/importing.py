"""A raw article text to content files: an article that is ready to build, a sidecar of draft claims, new speakers.

In go a file and the content folder, out come the paths that were written and what an editor should look at. Nothing is
overwritten, and where anything is wrong nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.exchange.article import ImportedArticle, ImportedSpeaker
from site_builder.exchange.plain_text import read_plain_text
from site_builder.model import Speaker
from site_builder.problems import ContentError, FileError, UsageError
from site_builder.reading.folder import ContentFolder
from site_builder.reading.people import read_speakers
from site_builder.reading.scalars import slug_complaint
from site_builder.urls import fold_label
from site_builder.workbench.article_writer import render_article, render_sidecar, slug_of_title
from site_builder.workbench.content_files import write_content
from site_builder.workbench.people_files import plan_speakers
from site_builder.workbench.schema_files import schema_comment
from site_builder.workbench.slugs import free_slug
from site_builder.workbench.yaml_writer import Value


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import wrote, and what an editor should look at."""

    article_path: Path
    sidecar_path: Path
    speaker_paths: tuple[Path, ...]
    statement_count: int
    new_speakers: tuple[str, ...]
    known_speakers: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that were written or extended."""
        return (self.article_path, self.sidecar_path, *self.speaker_paths)

    def lines(self) -> Iterator[str]:
        """Return the report for a terminal, line by line."""
        yield from (f"wrote {path}" for path in self.paths)
        yield f"{_count(self.statement_count, 'draft claim')}, {_count(len(self.new_speakers), 'new speaker')}"
        yield from (f"look at: {remark}" for remark in self.remarks)


def import_file(source: Path, content_dir: Path, *, slug: str | None = None) -> ImportResult:
    """Write the article in `source` to the content folder.

    Raises FileError where a file cannot be read or written, ContentError where `source` is no article text or the
    speakers cannot be read, UsageError where there is no content folder or the slug cannot be used.
    """
    if not content_dir.is_dir():
        raise UsageError(f"there is no content folder {content_dir}", "name it with --content")
    article = read_plain_text(_read_source(source))
    if not article.paragraphs:
        raise ContentError(
            f"{source} has a title and no paragraphs", "the first line is the title, the text follows it"
        )
    folder = ContentFolder(content_dir)
    plan = _Plan(content_dir, folder, free_slug(folder, content_dir, slug or slug_of_title(article.title)))
    article = plan.add_speakers(article)
    plan.created[plan.article_path] = render_article(article)
    comment = schema_comment(content_dir, plan.sidecar_path.relative_to(content_dir).as_posix(), "sidecar")
    plan.created[plan.sidecar_path] = comment + render_sidecar(article)
    write_content(plan.created, plan.changed)
    return plan.result(article)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _read_source(source: Path) -> str:
    if source.is_dir():
        raise FileError(f"{source} is a folder", "name the text file of one article")
    try:
        data = source.read_bytes()
    except OSError as failure:
        raise FileError(f"cannot read {source}: {failure.strerror}") from failure
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        place = f"byte {failure.start} (0x{data[failure.start]:02X}, line {line})"
        raise ContentError(f"{source} is not UTF-8: {place}", "save it as UTF-8") from failure
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(f"{source} contains a NUL byte in line {line}", "is this really a text file?")
    if not text.strip("\ufeff \t\r\n"):
        raise ContentError(f"{source} is empty", "the first line is the title, the text follows it")
    return text


@dataclass(slots=True)
class _Plan:
    """The texts of the files to write; nothing is written before all of them are known."""

    content_dir: Path
    folder: ContentFolder
    slug: str
    created: dict[Path, str] = field(default_factory=dict)
    changed: dict[Path, str] = field(default_factory=dict)
    new_speakers: list[str] = field(default_factory=list)
    known_speakers: list[str] = field(default_factory=list)

    @property
    def article_path(self) -> Path:
        return self.content_dir / "articles" / f"{self.slug}.md"

    @property
    def sidecar_path(self) -> Path:
        return self.content_dir / "articles" / f"{self.slug}.yaml"

    def add_speakers(self, article: ImportedArticle) -> ImportedArticle:
        """Return the article with the ids that its speakers have in this archive, and plan the files of new ones."""
        speakers = self._speakers()
        ids = _archive_ids(article.speakers, speakers)
        new = [replace(one, id=ids[one.id][0]) for one in article.speakers if not ids[one.id][1]]
        self.new_speakers = [speaker.id for speaker in new]
        self.known_speakers = [id_ for id_, known in ids.values() if known]
        if new:
            entries = {speaker.id: _speaker_entry(speaker) for speaker in new}
            created, changed = plan_speakers(self.content_dir, self.folder, entries)
            self.created |= created
            self.changed |= changed
        statements = tuple(
            replace(one, speaker_id=ids[one.speaker_id][0]) if one.speaker_id else one for one in article.statements
        )
        doubtful = tuple(_doubt(one, speakers[ids[one.id][0]]) for one in article.speakers if ids[one.id][1])
        remarks = (*article.remarks, *filter(None, doubtful))
        return replace(article, speakers=tuple(new), statements=statements, remarks=remarks)

    def result(self, article: ImportedArticle) -> ImportResult:
        written = (*self.created, *self.changed)
        return ImportResult(
            article_path=self.article_path,
            sidecar_path=self.sidecar_path,
            speaker_paths=tuple(path for path in written if path not in (self.article_path, self.sidecar_path)),
            statement_count=len(article.statements),
            new_speakers=tuple(self.new_speakers),
            known_speakers=tuple(self.known_speakers),
            remarks=article.remarks,
        )

    def _speakers(self) -> dict[str, Speaker]:
        register = read_speakers(self.folder)
        for problem in register.problems:
            if problem.severity == "error":
                path = self.content_dir / problem.location.file
                raise ContentError(
                    f"{path}:{problem.location.line}: {problem.message}", "put it right, then import again"
                )
        return register.records


def _archive_ids(speakers: tuple[ImportedSpeaker, ...], known: Mapping[str, Speaker]) -> dict[str, tuple[str, bool]]:
    """Return each speaker's id in the archive, and whether the archive knows them: by id, by name or by an alias."""
    by_name = {fold_label(name): id_ for id_, one in known.items() for name in (*one.aliases, one.name)}
    ids: dict[str, tuple[str, bool]] = {}
    for speaker in speakers:
        if found := by_name.get(fold_label(speaker.name)) or (speaker.id if speaker.id in known else None):
            ids[speaker.id] = (found, True)
        else:
            ids[speaker.id] = (speaker.id if not slug_complaint(speaker.id) else f"{speaker.id}-1", False)
    return ids


def _doubt(speaker: ImportedSpeaker, known: Speaker) -> str:
    """Say what to check where the archive knows the id under another name; the empty text where it knows the name."""
    if fold_label(speaker.name) in map(fold_label, (known.name, *known.aliases)):
        return ""
    return f"'{speaker.name}' was taken for the speaker {known.id}, whose name is '{known.name}'"


def _speaker_entry(speaker: ImportedSpeaker) -> dict[str, Value]:
    entry = {"name": speaker.name, "type": speaker.type, "role": speaker.role, "affiliation": speaker.affiliation}
    return {key: value for key, value in entry.items() if value}
