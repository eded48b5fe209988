"""A raw article text to content files: an article that is ready to build, a sidecar of draft claims, new speakers.

In go a file and the content folder, out come the paths that were written and what an editor should look at. Nothing is
overwritten, and where anything is wrong nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from site_builder.exchange.article import ImportedArticle, ImportedSpeaker, ImportedStatement
from site_builder.exchange.plain_text import read_plain_text
from site_builder.model import Speaker
from site_builder.problems import ContentError, FileError, UsageError
from site_builder.reading.folder import ContentFolder
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.people import read_speakers
from site_builder.reading.scalars import SLUG_HINT, slug_complaint
from site_builder.urls import fold_label, is_reserved_name, slugify
from site_builder.workbench.content_files import write_content
from site_builder.workbench.markdown_writer import write_markdown
from site_builder.workbench.yaml_writer import UnreadableYamlError, Value, append_entries, render_yaml

_SLUG_LENGTH = 60  # characters: an address that still fits a line
_ID_WORDS = 5
_MINOR_WORDS = frozenset(
    """a an the and or but nor so of in on at to for from by with as into over is are was were be been being am do does
    did has have had that this these those it its he she they we i you his her their our my your there then than who
    which what""".split()
)
_DRAFTS_COMMENT = """\
# Drafts: what the text says that somebody said. Nothing of this is published yet. For each, check the words and the
# speaker, write a note (or a verdict with its basis and sources), and delete the line `status: draft`.
"""


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
    plan = _Plan(content_dir, folder, _free_slug(article, content_dir, folder, slug))
    article = plan.add_speakers(article)
    plan.created[plan.article_path] = _render_article(article)
    plan.created[plan.sidecar_path] = _render_sidecar(article)
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


def _free_slug(article: ImportedArticle, content_dir: Path, folder: ContentFolder, wanted: str | None) -> str:
    """Return the slug of the new article; raises UsageError where it is not one, or taken."""
    slug = wanted or _slug_of_title(article.title)
    if complaint := slug_complaint(slug):
        raise UsageError(f"'{slug}' cannot be a slug: {complaint}", SLUG_HINT)
    for file in folder.files:
        path = PurePosixPath(file)
        if path.parts[0] == "articles" and slug.casefold() in _slugs_of(path, folder):
            raise UsageError(f"the slug '{slug}' is taken by {content_dir / file}", "name another with --slug")
    return slug


def _slugs_of(path: PurePosixPath, folder: ContentFolder) -> set[str]:
    """Return the slugs that a file takes: its stem, and for an article the one of its front matter."""
    if path.suffix not in (".md", ".yaml"):
        return set()
    slugs = {path.stem.casefold()}
    if path.suffix == ".md" and re.search(rb"^slug\s*:", data := folder.read(str(path)), re.MULTILINE):
        values = read_markdown_file(data, str(path)).document.value
        slugs |= {str(values["slug"]).casefold()} if isinstance(values, dict) and "slug" in values else set()
    return slugs


def _slug_of_title(title: str) -> str:
    """Return the words of the title up to the length of a slug, without a minor word at the end."""
    words = slugify(_without_apostrophes(title)).split("-")
    while len(words) > 1 and len("-".join(words)) > _SLUG_LENGTH:
        words.pop()
    while len(words) > 1 and words[-1] in _MINOR_WORDS:
        words.pop()
    slug = "-".join(words)[:_SLUG_LENGTH]
    return f"{slug or 'article'}-1" if is_reserved_name(slug) or not slug else slug


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
        ids = _archive_ids(article.speakers, self._speakers())
        new = [replace(one, id=ids[one.id][0]) for one in article.speakers if not ids[one.id][1]]
        self.new_speakers = [speaker.id for speaker in new]
        self.known_speakers = [id_ for id_, known in ids.values() if known]
        if new:
            self._plan_speakers({speaker.id: _speaker_entry(speaker) for speaker in new})
        statements = tuple(
            replace(one, speaker_id=ids[one.speaker_id][0]) if one.speaker_id else one for one in article.statements
        )
        return replace(article, speakers=tuple(new), statements=statements)

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

    def _plan_speakers(self, entries: Mapping[str, Value]) -> None:
        if any(file.startswith("speakers/") for file in self.folder.files):
            for speaker_id, entry in entries.items():
                assert isinstance(entry, Mapping)
                self.created[self.content_dir / "speakers" / f"{speaker_id}.yaml"] = render_yaml(entry)
            return
        path = self.content_dir / "speakers.yaml"
        if "speakers.yaml" not in self.folder.files:
            self.created[path] = render_yaml(entries)
            return
        try:
            self.changed[path] = append_entries(self.folder.read("speakers.yaml").decode("utf-8-sig"), entries)
        except UnreadableYamlError as failure:
            raise ContentError(f"{path} cannot be extended: {failure}") from failure


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


def _speaker_entry(speaker: ImportedSpeaker) -> dict[str, Value]:
    entry = {"name": speaker.name, "type": speaker.type, "role": speaker.role, "affiliation": speaker.affiliation}
    return {key: value for key, value in entry.items() if value}


def _render_article(article: ImportedArticle) -> str:
    deks: Value = article.deks[0] if len(article.deks) == 1 else article.deks
    image = {key: text for key, text in (("caption", article.caption), ("credit", article.credit)) if text}
    values: dict[str, Value] = {
        "title": article.title,
        "dek": deks,
        "authors": article.authors,
        "outlet": article.outlet,
        "date": date.fromisoformat(article.date) if len(article.date) == len("2019-12-03") else article.date,
        "image": image,
    }
    front_matter = render_yaml({key: value for key, value in values.items() if value})
    return f"---\n{front_matter}---\n\n{write_markdown(article.paragraphs)}"


def _render_sidecar(article: ImportedArticle) -> str:
    taken: set[str] = set()
    annotations = [_annotation(statement, taken) for statement in article.statements]
    # A blank line between two drafts: each is a thing to work on.
    entries = "\n".join(render_yaml({"annotations": [entry]}).removeprefix("annotations:\n") for entry in annotations)
    listed = "\n" + entries if entries else " []\n"
    return f"{_DRAFTS_COMMENT}annotations:{listed}"


def _annotation(statement: ImportedStatement, taken: set[str]) -> dict[str, Value]:
    targets: list[dict[str, Value]] = [
        {key: value for key, value in _selector(target.quote, target.prefix, target.suffix, target.occurrence) if value}
        for target in statement.targets
    ]
    values: dict[str, Value] = {
        "id": _annotation_id(" ".join(target.quote for target in statement.targets), taken),
        **(targets[0] if len(targets) == 1 else {"targets": targets}),
        "part": "" if statement.part == "body" else statement.part,
        "kind": "claim",
        "speaker": statement.speaker_id or "",
        "attribution": statement.attribution,
        "said_in": statement.said_in,
        "status": "draft",
    }
    return {key: value for key, value in values.items() if value}


def _selector(quote: str, prefix: str, suffix: str, occurrence: int) -> tuple[tuple[str, Value], ...]:
    return (("quote", quote), ("prefix", prefix), ("suffix", suffix), ("occurrence", occurrence))


def _annotation_id(words: str, taken: set[str]) -> str:
    """Return a readable id from the first words that carry meaning; numbered where it is taken."""
    all_words = slugify(_without_apostrophes(words)).split("-")
    chosen = [word for word in all_words if word not in _MINOR_WORDS][:_ID_WORDS] or all_words[:_ID_WORDS]
    stem = "-".join(chosen)[:_SLUG_LENGTH] or "statement"
    number = 1
    while (candidate := stem if number == 1 else f"{stem}-{number}") in taken or is_reserved_name(candidate):
        number += 1
    taken.add(candidate)
    return candidate


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=\w)[’'](?=\w)", "", text)
