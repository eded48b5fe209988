"""An article of any kind that can be read to content files: the article, a sidecar of draft claims, new speakers.

In go a file or a folder and the content folder, out come the paths that were written and what an editor should look at.
Nothing is overwritten, and where anything is wrong with an article nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.config import load_config
from site_builder.exchange.article import ImportedArticle, ImportedSpeaker
from site_builder.exchange.plain_text import read_statements
from site_builder.exchange.prose.layout import Layout
from site_builder.model import Speaker
from site_builder.problems import ContentError, FileError, SiteError, UsageError
from site_builder.reading.articles import read_article
from site_builder.reading.folder import ContentFolder
from site_builder.reading.people import read_speakers
from site_builder.reading.register import Register
from site_builder.reading.scalars import slug_complaint
from site_builder.urls import fold_label
from site_builder.workbench.article_writer import render_article, render_sidecar, slug_of_title
from site_builder.workbench.content_files import write_content
from site_builder.workbench.import_sources import read_source, sources_in
from site_builder.workbench.people_files import plan_speakers
from site_builder.workbench.schema_files import schema_comment
from site_builder.workbench.slugs import free_slug
from site_builder.workbench.workroom import size_unknown
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
    article = _in_language_of(content_dir, read_source(source))
    folder = ContentFolder(content_dir)
    plan = _Plan(content_dir, folder, free_slug(folder, content_dir, slug or slug_of_title(article.title)))
    article = plan.add_speakers(_with_statements(article, plan.article_path) if article.markdown else article)
    plan.created[plan.article_path] = render_article(article)
    comment = schema_comment(content_dir, plan.sidecar_path.relative_to(content_dir).as_posix(), "sidecar")
    plan.created[plan.sidecar_path] = comment + render_sidecar(article)
    write_content(plan.created, plan.changed)
    return plan.result(article)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def import_folder(source: Path, content_dir: Path) -> Iterator[tuple[Path, ImportResult | SiteError]]:
    """Import each article of a folder and of those in it, and yield what became of it: one that fails stops no other.

    Raises UsageError where there is no content folder, FileError where the folder cannot be read.
    """
    for path in sources_in(source):
        try:
            yield path, import_file(path, content_dir)
        except (ContentError, FileError, UsageError) as fault:
            if not content_dir.is_dir():
                raise
            yield path, fault


def _in_language_of(content_dir: Path, article: ImportedArticle) -> ImportedArticle:
    """Return an article without its language where the archive has the same: only another one needs to be said."""
    config, _ = load_config(content_dir)
    site = config.language if config else "en"
    is_same = article.language.partition("-")[0].casefold() == site.partition("-")[0].casefold()
    return replace(article, language="") if is_same else article


def _with_statements(article: ImportedArticle, path: Path) -> ImportedArticle:
    """Return an article whose body is Markdown with the statements of its text, as a build will read it.

    What a build will refuse in it is a remark.
    """
    read = read_article(f"articles/{path.name}", render_article(article).encode(), None, Register(), size_unknown)
    told = [f"{path}:{one.location.line}: {one.message}" for one in read.problems if one.severity == "error"]
    text = read.article.text_of("body") if read.article else ""
    parts = Layout(title=article.title, deks=list(article.deks), paragraphs=text.split("\n"))
    found = read_statements(parts)
    return replace(
        article,
        paragraphs=found.paragraphs,
        speakers=found.speakers,
        statements=found.statements,
        remarks=(*article.remarks, *told),
    )


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
