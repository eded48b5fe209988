"""The beginning of an article, and a speaker: files with what is known, and room for the rest.

In go the content folder and what an editor said, out come the paths that were written. Nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from site_builder.model import SpeakerType
from site_builder.problems import ContentError, UsageError
from site_builder.reading.articles import read_article
from site_builder.reading.people import read_speakers
from site_builder.reading.scalars import SLUG_HINT, slug_complaint
from site_builder.urls import fold_label, slugify
from site_builder.workbench.article_writer import date_value, slug_of_title
from site_builder.workbench.content_files import write_content
from site_builder.workbench.people_files import plan_speakers
from site_builder.workbench.schema_files import schema_comment
from site_builder.workbench.slugs import free_slug
from site_builder.workbench.workroom import Workroom, size_unknown
from site_builder.workbench.yaml_writer import Value, render_yaml

_BODY = """\
The text of the article stands here, as Markdown: a blank line between two paragraphs, *emphasis*, a [link](https://example.org/).
"""

_SIDECAR = """\
# The notes on {file}. Each has an id, the words that it is about, and a note:
#
#   - id: a-short-name
#     quote: the words as a reader sees them
#     note: What one should know about them.
annotations:
"""


class NewArticle(NamedTuple):
    """What the front matter of a new article begins with; '' and nothing stand for what is not known yet."""

    title: str
    outlet: str = ""
    date: str = ""
    authors: Sequence[str] = ()
    source_url: str = ""


class NewSpeaker(NamedTuple):
    """What is known of a new speaker."""

    name: str
    type: SpeakerType = "person"
    role: str = ""
    affiliation: str = ""


def create_article(content: Path, new: NewArticle, *, slug: str | None = None, folder: str = "") -> list[Path]:
    """Write an article as a draft, with a sidecar for its notes, and return both paths.

    `folder` is a folder below articles/. Raises UsageError where the slug is taken or a value cannot be used,
    ContentError and FileError as Workroom and write_content do.
    """
    room = Workroom(content)
    if not new.title.strip():
        raise UsageError("an article needs a title", 'write it in quotes: new article "A headline"')
    slug = free_slug(room.folder, content, slug or slug_of_title(new.title))
    stem = (PurePosixPath("articles") / _folder(folder) / slug).as_posix()
    text = f"---\n{_front_matter(new)}---\n\n{_BODY}"
    _refuse_wrong(room, f"{stem}.md", text)
    sidecar = schema_comment(content, f"{stem}.yaml", "sidecar") + _SIDECAR.format(file=f"{slug}.md")
    files = {content / f"{stem}.md": text, content / f"{stem}.yaml": sidecar}
    write_content(files, {})
    return list(files)


def create_speaker(content: Path, new: NewSpeaker, *, speaker_id: str | None = None) -> tuple[str, Path]:
    """Add a speaker, and return the id and the file.

    Raises UsageError where the id is taken or cannot be one or the archive knows the name, ContentError and FileError
    as Workroom, plan_speakers and write_content do.
    """
    folder = Workroom(content).folder
    new_id = speaker_id or slugify(new.name) or "speaker"
    if complaint := slug_complaint(new_id):
        raise UsageError(f"'{new_id}' cannot be a speaker's id: {complaint}", f"{SLUG_HINT}: --id jane-doe")
    known = read_speakers(folder)
    if problem := next((problem for problem in known.problems if problem.severity == "error"), None):
        file, line, column = problem.location
        raise ContentError(f"{content / file}:{line}:{column}: {problem.message}", problem.hint)
    for id_, speaker in known.records.items():
        if fold_label(new.name) in map(fold_label, (speaker.name, *speaker.aliases)):
            raise UsageError(f"'{new.name}' is known: the id is '{id_}'", "another person of that name needs --id")
        if id_ == new_id:
            raise UsageError(f"the id '{id_}' is taken by '{speaker.name}'", "name another one with --id")
    values: dict[str, Value] = {"name": new.name, "role": new.role, "affiliation": new.affiliation}
    values["type"] = "" if new.type == "person" else new.type
    planned = plan_speakers(content, folder, {new_id: {key: value for key, value in values.items() if value}})
    write_content(*planned)
    return new_id, next(iter({**planned.created, **planned.changed}))


def _folder(folder: str) -> PurePosixPath:
    """Return a folder below articles/, however it was named; raises UsageError where it leads elsewhere."""
    path = PurePosixPath(folder)
    if path.is_absolute() or any(part == ".." or part.startswith(".") for part in path.parts):
        raise UsageError(f"'{folder}' is no folder below articles/", "name one such as 2020 or sea/ferries")
    return path


def _front_matter(new: NewArticle) -> str:
    """Return the keys that an article begins with, also those without a value: they remind of what is to be found."""
    given: dict[str, Value] = {
        "title": new.title.strip(),
        "authors": list(new.authors),
        "outlet": new.outlet,
        "date": date_value(new.date),
        "source_url": new.source_url,
        "topics": [],
    }
    lines = (render_yaml({key: value}) if value else f"{key}:\n" for key, value in given.items())
    return "".join(lines) + "status: draft # published without this line\n"


def _refuse_wrong(room: Workroom, file: str, text: str) -> None:
    """Raise UsageError where a value that was given cannot stand in the front matter."""
    read = read_article(file, text.encode(), None, room.records.sources, size_unknown)
    if problem := next((problem for problem in read.problems if problem.severity == "error"), None):
        raise UsageError(problem.message, problem.hint)
