"""The commands that begin something: an archive, an article, a speaker, a note, schemas for editors' programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli_options import FOLDER, complete_articles, complete_speakers, content_option
from site_builder.terminal import plural, tell

if TYPE_CHECKING:
    from site_builder.model import Part, SpeakerType

SPEAKER_TYPES = ("person", "organisation", "document", "group")
PARTS = ("title", "dek", "caption", "body")  # not taken from the model: to load it takes as long as the command line


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--title", default=None, help="The archive's title.")
def init(folder: Path, title: str | None) -> None:
    """Begin an archive: a folder with content, a first annotated article, and a workflow that publishes it."""
    from site_builder.workbench.starter_files import TITLE, start_archive

    started = start_archive(folder, title or TITLE)
    tell(f"wrote {plural(len(started.paths), 'file')} into {folder}")
    for path in started.kept:
        tell(f"{path} was there and stays as it is")
    if not started.has_origin:
        tell("before you publish: say in requirements.txt where the program comes from")
    tell("next:")
    if folder.resolve() != Path.cwd():
        tell(f"    cd {folder}")
    tell("    site-builder serve")


@click.group()
def new() -> None:
    """Begin an article, a note or a speaker."""


@new.command("article")
@content_option
@click.argument("title")
@click.option("--outlet", default="", help="Where it was first published.")
@click.option("--date", default="", help="When: 2020-02-07, 2020-02 or 2020.")
@click.option("--author", "authors", multiple=True, help="Who wrote it; may be given several times.")
@click.option("--source-url", default="", metavar="URL", help="Where the original stands.")
@click.option("--slug", default=None, help="Its part of the address; the title's by default.")
@click.option("--folder", default="", help="A folder below articles/.")
def new_article(content: Path, title: str, slug: str | None, folder: str, **given: str | tuple[str, ...]) -> None:
    """Begin an article, as a draft, with a file for its notes."""
    from site_builder.workbench.scaffolds import NewArticle, create_article

    for path in create_article(content, NewArticle(title, **given), slug=slug, folder=folder):  # type: ignore[arg-type]
        tell(f"wrote {path}")


@new.command("speaker")
@content_option
@click.argument("name")
@click.option("--id", "speaker_id", default=None, help="The id that notes use; made from the name by default.")
@click.option("--type", "type_", type=click.Choice(SPEAKER_TYPES), default="person", show_default=True)
@click.option("--role", default="", help="What they are known as.")
@click.option("--affiliation", default="", help="Where they belong.")
def new_speaker(
    content: Path, name: str, speaker_id: str | None, type_: SpeakerType, role: str, affiliation: str
) -> None:
    """Add somebody who is quoted."""
    from site_builder.workbench.scaffolds import NewSpeaker, create_speaker

    new_id, path = create_speaker(content, NewSpeaker(name, type_, role, affiliation), speaker_id=speaker_id)
    tell(f"added to {path}; notes name the speaker so: speaker: {new_id}")


@new.command("note")
@content_option
@click.argument("article", shell_complete=complete_articles)
@click.argument("quote")
@click.option("--id", "note_id", default=None, help="The note's id; made from the words by default.")
@click.option("--part", type=click.Choice(PARTS), default=None, help="Where the words stand, if it is not plain.")
@click.option("--occurrence", type=click.IntRange(min=1), default=None, metavar="N", help="Which of several places.")
@click.option("--speaker", default="", metavar="ID", shell_complete=complete_speakers, help="Who said the words.")
def new_note(
    content: Path,
    article: str,
    quote: str,
    note_id: str | None,
    part: Part | None,
    occurrence: int | None,
    speaker: str,
) -> None:
    """Begin a note on words of an article, as a draft: ARTICLE is its file or its slug."""
    from site_builder.workbench.new_note import NoteWords, create_note

    words = NoteWords(quote, part, occurrence)
    note = create_note(content, article, words, note_id=note_id, speaker=speaker)
    tell(f"wrote '{note.note_id}' into {note.path}, on “{note.quote}”")
    tell("    write note: … below it, and delete the line status: draft when it may be published")


@click.command()
@content_option
@click.argument("folder", metavar="[DIR]", type=FOLDER, required=False)
def schema(content: Path, folder: Path | None) -> None:
    """Write JSON Schemas, with which editors' programs complete keys; into the content folder's .schemas by default."""
    from site_builder.workbench.schema_files import write_schemas

    paths = write_schemas(content, folder)
    tell(f"wrote {plural(len(paths), 'schema')} into {paths[0].parent}")
