"""Archives for tests, made of articles as reading and anchoring leave them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from site_builder.archive.assemble import assemble_archive
from site_builder.cache.facts import ArticleFacts, condense, open_outline
from site_builder.cache.library import CachedLibrary
from site_builder.model import AnnotatedArticle, Archive, Config, Content, Contributor, Note, Page, Speaker
from site_builder.problems import Problem


class Shelf:
    """The facts of some articles by file."""

    def __init__(self, articles: tuple[AnnotatedArticle, ...]) -> None:
        self.by_file = {article.file: condense(article, (), {}) for article in articles}

    def facts(self, file: str) -> ArticleFacts:
        return self.by_file[file]


def assemble_with_problems(
    config: Config,
    *articles: AnnotatedArticle,
    speakers: Mapping[str, Speaker] | None = None,
    contributors: Mapping[str, Contributor] | None = None,
    pages: tuple[Page, ...] = (),
) -> tuple[Archive, list[Problem]]:
    """Return the archive of some articles, and what is wrong with it as a whole."""
    shelf = Shelf(articles)
    outlines = (open_outline(json.loads(facts.outline)).outline for facts in shelf.by_file.values())
    library = CachedLibrary(shelf)
    content = Content(library.watch(config), tuple(filter(None, outlines)), speakers or {}, contributors or {}, pages)
    return assemble_archive(content, library)


def assemble(config: Config, *articles: AnnotatedArticle, **others: object) -> Archive:
    """Return the archive of some articles with which nothing is wrong as a whole."""
    archive, problems = assemble_with_problems(config, *articles, **others)  # type: ignore[arg-type]  # as there
    assert problems == []
    return archive


def only_note(article: AnnotatedArticle, config: Config | None = None) -> Note:
    """Return the note of an article that has one."""
    (note,) = assemble(config or Config("Test"), article).articles[0].notes
    return note
