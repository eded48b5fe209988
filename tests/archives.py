"""Archives for tests, made of articles as reading and anchoring leave them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from site_builder.archive.assemble import assemble_archive
from site_builder.cache.facts import ArticleFacts, condense, open_outline
from site_builder.cache.library import CachedLibrary
from site_builder.cache.store import FactStore
from site_builder.config import load_config
from site_builder.inputs import Inputs
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    ArticleOutline,
    Body,
    Config,
    Content,
    Contributor,
    Note,
    Page,
    Piece,
    Speaker,
    SpeakerName,
    Surroundings,
    Verdict,
)
from site_builder.problems import Problem
from site_builder.study import Desk


def plain_body(text: str) -> Body:
    """Return the body of an article whose text is one piece."""
    return Body((Piece("text", text),), text=text)


class Shelf:
    """The facts of some articles by file."""

    def __init__(self, *articles: AnnotatedArticle) -> None:
        self.by_file = {article.file: condense(article, (), {}) for article in articles}
        assert len(self.by_file) == len(articles), "each article has a file of its own"

    def facts(self, file: str) -> ArticleFacts:
        return self.by_file[file]

    def outlines(self) -> tuple[ArticleOutline, ...]:
        studied = (open_outline(json.loads(facts.outline)).outline for facts in self.by_file.values())
        return tuple(filter(None, studied))


def assemble_with_problems(
    config: Config,
    *articles: AnnotatedArticle,
    speakers: Mapping[str, Speaker] | None = None,
    contributors: Mapping[str, Contributor] | None = None,
    pages: tuple[Page, ...] = (),
) -> tuple[Archive, list[Problem]]:
    """Return the archive of some articles, and what is wrong with it as a whole."""
    shelf = Shelf(*articles)
    library = CachedLibrary(shelf)
    content = Content(library.watch(config), shelf.outlines(), speakers or {}, contributors or {}, pages)
    return assemble_archive(content, library)


def assemble(
    config: Config,
    *articles: AnnotatedArticle,
    speakers: Mapping[str, Speaker] | None = None,
    contributors: Mapping[str, Contributor] | None = None,
    pages: tuple[Page, ...] = (),
) -> Archive:
    """Return the archive of some articles with which nothing is wrong as a whole."""
    others = {"speakers": speakers, "contributors": contributors}
    archive, problems = assemble_with_problems(config, *articles, **others, pages=pages)  # type: ignore[arg-type]
    assert problems == []
    return archive


def note_of(
    annotation: Annotation,
    article: AnnotatedArticle | None = None,
    number: int = 1,
    verdicts: Mapping[str, Verdict] | None = None,
    speakers: Mapping[str, SpeakerName] | None = None,
) -> Note:
    """Return an annotation as a note that has this number, whatever other notes there are."""
    article = article or AnnotatedArticle("articles/a.md", "a", "A")
    shelf = Shelf(replace(article, annotations=(annotation,)))
    (outline,) = shelf.outlines()
    (found,) = outline.notes
    around = Surroundings(verdicts or {}, speakers or {}, CachedLibrary(shelf))
    return Note(found._replace(number=number), outline, around)


def read_archive(folder: Path) -> Archive:
    """Return the archive of a content folder with which nothing is wrong, without a cache."""
    config, problems = load_config(folder)
    assert config
    inputs = Inputs(folder, (), (), "test", {})
    desk = Desk(inputs.folder, config, inputs.digests)
    store = FactStore(None, "test")
    desk.read(store, 1, lambda _done, _total: None)
    content, found = desk.finish()
    library = CachedLibrary(store)
    archive, unlinked = assemble_archive(replace(content, config=library.watch(config)), library)
    assert [*problems, *found, *unlinked] == []
    return archive
