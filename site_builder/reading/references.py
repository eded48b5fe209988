"""What files say of each other: speakers, verdicts, other notes, links, and files that must exist.

In go all records that were read, out come the problems. Places of fields are looked up by reading their file once more,
and only where there is something to report: so reading one article needs to know nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import PurePosixPath

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Article,
    ArticleOutline,
    Config,
    Content,
    Kind,
    Page,
    Reference,
)
from site_builder.problems import NOWHERE, Location, Problem, error, warning
from site_builder.reading.content import Records
from site_builder.reading.folder import ContentFolder
from site_builder.reading.links import is_record
from site_builder.reading.places import FieldPlaces
from site_builder.reading.scalars import slug_complaint
from site_builder.similar import nearest, suggestion, suggestion_by

Reread = Callable[[str], AnnotatedArticle]
"""Reads an article's file and its sidecar again, for the places of what is wrong."""


def check_references(content: Content, records: Records, folder: ContentFolder, reread: Reread) -> list[Problem]:
    """Return what does not fit together.

    Articles are looked at by their outlines, and read again only where there is something to report.
    """
    check = _Check(content, records, folder, reread)
    articles = [outline.article for outline in content.articles]
    problems = [*check.slugs(articles), *check.slugs(content.pages), *check.logo()]
    for register in (records.speakers, records.contributors, records.sources):
        problems += check.links(register.references, None)
    for page in content.pages:
        problems += check.links(page.body.references, None)
    for file in check.doubtful_articles():
        problems += check.article(reread(file))
    return problems


class _Check:
    """The records by the names that others use for them, and one method for each kind of reference."""

    def __init__(self, content: Content, records: Records, folder: ContentFolder, reread: Reread) -> None:
        self._config: Config = content.config
        self._speakers = records.speakers
        self._contributors = records.contributors
        self._files = folder.files
        self._pictures = folder.pictures
        self._reread = reread
        self._places = FieldPlaces(folder.read)
        self._articles = {outline.article.file: outline for outline in content.articles}
        self._pages = {page.file: page for page in content.pages}
        self._outlines = content.articles
        self._fragments: dict[tuple[str, bool], frozenset[str]] = {}

    @cached_property
    def _kinds(self) -> Mapping[str, Kind]:
        """The kind of each annotation by the names that others have for it."""
        return _kinds_of(self._outlines)

    @cached_property
    def _speaker_ids(self) -> Mapping[str, str]:
        """The id of each speaker by all that one may write for it."""
        speakers = self._speakers.records.items()
        return {name: id_ for id_, speaker in speakers for name in (*speaker.aliases, speaker.name, id_)}

    # ---------------------------------------------------------------- whole articles

    # What all articles name is looked at together: a thousand of them name the same few speakers and verdicts.

    def doubtful_articles(self) -> list[str]:
        """Return the files of the articles in which something may be wrong: `article` looks closer at them."""
        links, people, names = self._doubtful_links(), self._doubtful_people(), self._unknown_names()
        if not (links or people or names):
            return []

        def is_doubtful(outline: ArticleOutline) -> bool:
            source = outline.article
            named = (name for note in outline.notes for name in (note.speaker, note.verdict, *note.same_claim_as))
            leading = (Reference(*link, NOWHERE) for link in outline.links if link in links)
            return not (people.isdisjoint((*source.authors, *outline.people)) and names.isdisjoint(named)) or any(
                self.links(leading, source)
            )

        return [outline.article.file for outline in self._outlines if is_doubtful(outline)]

    def _doubtful_links(self) -> AbstractSet[tuple[str, str]]:
        """Return the links but those to published articles as a whole, as most are: they may lead nowhere."""
        named = set[tuple[str, str]]().union(*(outline.links for outline in self._outlines))
        return named - {(file, "") for file, outline in self._articles.items() if outline.article.status != "draft"}

    def _doubtful_people(self) -> AbstractSet[str]:
        """Return the names of authors and reviewers that look like a slip in a contributor's id."""
        authors = (outline.article.authors for outline in self._outlines)
        named = set[str]().union(*authors, *(outline.people for outline in self._outlines))
        return {name for name in named if any(self._people([name], lambda: NOWHERE))}

    def _unknown_names(self) -> AbstractSet[str]:
        """Return what notes name that there is not: speakers, verdicts, and claims."""
        notes = [note for outline in self._outlines for note in outline.notes]
        speakers = {note.speaker for note in notes} - {""}
        verdicts = {note.verdict for note in notes} - {""}
        claims = {name for note in notes if note.same_claim_as for name in note.same_claim_as}
        slugs = {name.rpartition("/")[0] for name in claims}
        kinds = _kinds_of(outline for outline in self._outlines if outline.article.slug in slugs)
        return {
            *(speaker for speaker in speakers if not self._speakers.knows(speaker)),
            *(verdicts - self._config.verdicts.keys()),
            *(name for name in claims if kinds.get(name) != "claim"),
        }

    def article(self, article: AnnotatedArticle) -> Iterator[Problem]:
        """Yield what is wrong with all that an article refers to."""
        yield from self.links(article.body.references + article.references, article)
        yield from self.contributors(article.authors, article)
        for annotation in article.annotations:
            yield from self.annotation(annotation, article)

    # ---------------------------------------------------------------- addresses

    def slugs(self, records: Sequence[Article] | Sequence[Page]) -> Iterator[Problem]:
        """Yield an error for each slug that is taken: on many systems case makes no difference."""
        first: dict[str, Article | Page] = {}
        for record in records:
            other = first.setdefault(record.slug.casefold(), record)
            if other is not record:
                message = f"the slug '{record.slug}' is taken by {other.file}"
                place = self._places.in_front_matter(record.file, ("slug",))
                hint = "rename one of the two files, or give it a slug of its own"
                yield error("duplicate-slug", message, place, hint)

    def logo(self) -> Iterator[Problem]:
        """Yield an error where the publisher's logo is no file of the content folder."""
        logo = self._config.publisher.logo
        if logo and logo not in self._files:
            yield self._missing_file(Reference(logo, "", self._places.in_settings(("publisher", "logo"))))

    def links(self, references: Iterable[Reference], source: Article | None) -> Iterator[Problem]:
        """Yield an error for each link, picture or document that leads to nothing that is published."""
        for reference in references:
            fault = self._pictures.problem(reference.file, reference.location)
            if fault:
                yield fault
            elif reference.file not in self._files:
                yield self._missing_file(reference)
            elif reference.file in self._articles:
                yield from self._link_to_article(reference, self._articles[reference.file], source)
            elif reference.file in self._pages:
                yield from self._fragment(reference, frozenset(_headings(self._pages[reference.file])))
            elif is_record(reference.file) and not self._may_be_broken(reference.file):
                message = f"'{reference.file}' is not published"
                hint = "link to an article, a page, a picture or a document"
                yield error("broken-link", message, reference.location, hint)

    def _may_be_broken(self, file: str) -> bool:
        """Whether a file would be an article or a page if it could be read: that it cannot was said already."""
        return file.endswith(".md") and file.startswith(("articles/", "pages/"))

    def _missing_file(self, reference: Reference) -> Problem:
        path = PurePosixPath(reference.file)
        by_name = {PurePosixPath(file).name: file for file in self._files if file.endswith(path.suffix)}
        near = by_name.get(nearest(path.name, by_name))
        hint = f"did you mean '{near}'?" if near else "a path begins at the folder of the file that names it"
        if path.suffix == ".md":
            return error("broken-link", f"there is no article or page '{path}'", reference.location, hint)
        return error("missing-file", f"there is no file '{path}'", reference.location, hint)

    def _link_to_article(
        self, reference: Reference, target: ArticleOutline, source: Article | None
    ) -> Iterator[Problem]:
        from_draft = source is not None and source.status == "draft"
        to_itself = source is not None and source.file == reference.file
        if target.article.status == "draft" and not from_draft and not to_itself:
            message = f"'{reference.file}' is a draft: it will not be there"
            yield error("link-to-draft", message, reference.location, "publish it first, or remove the link")
        elif reference.fragment and not _is_note_of(target, reference.fragment):
            yield from self._fragment(reference, self._article_fragments(reference.file, with_drafts=from_draft))

    def _article_fragments(self, file: str, *, with_drafts: bool) -> frozenset[str]:
        key = (file, with_drafts)
        if key not in self._fragments:
            self._fragments[key] = frozenset(fragments_of(self._reread(file), with_drafts=with_drafts))
        return self._fragments[key]

    def _fragment(self, reference: Reference, known: frozenset[str]) -> Iterator[Problem]:
        if reference.fragment and reference.fragment not in known:
            message = f"'{reference.file}' has no place '#{reference.fragment}'"
            hint = "a note is #note- and its id, a heading its words with hyphens"
            yield error("broken-link", message, reference.location, suggestion(reference.fragment, known) or hint)

    # ---------------------------------------------------------------- annotations

    def annotation(self, annotation: Annotation, article: AnnotatedArticle) -> Iterator[Problem]:
        """Yield what is wrong with the speakers, verdicts, claims and people that an annotation names."""

        def place(key: str) -> Location:
            return self._places.in_annotation(article.file, annotation, key)

        if annotation.speaker and not self._speakers.knows(annotation.speaker):
            hint = suggestion_by(annotation.speaker, self._speaker_ids) or "add it to speakers.yaml"
            yield error("unknown-speaker", f"there is no speaker '{annotation.speaker}'", place("speaker"), hint)
        if annotation.verdict:
            yield from self._verdict(annotation.verdict, place)
        for name in annotation.same_claim_as:
            yield from self._claim(name, place)
        for field, names in (("authors", annotation.authors), ("reviewed_by", annotation.reviewed_by)):
            yield from self._people(names, lambda field=field: place(field))  # type: ignore[misc]

    def _verdict(self, verdict: str, place: Callable[[str], Location]) -> Iterator[Problem]:
        verdicts = self._config.verdicts
        if verdict not in verdicts:
            known = f"the verdicts are {', '.join(verdicts)}" if verdicts else "site.yaml lists no verdicts"
            keys = {name: key for key, one in verdicts.items() for name in (one.label, key)}
            hint = suggestion_by(verdict, keys) or known
            yield error("unknown-verdict", f"there is no verdict '{verdict}'", place("verdict"), hint)

    def _claim(self, name: str, place: Callable[[str], Location]) -> Iterator[Problem]:
        if name not in self._kinds:
            hint = suggestion(name, self._kinds) or "write it as article-slug/annotation-id"
            yield error("unknown-claim", f"there is no annotation '{name}'", place("same_claim_as"), hint)
        elif self._kinds[name] != "claim":
            message = f"'{name}' is a {self._kinds[name]} note: only a claim can be the same claim"
            hint = "name a claim, or link to the note in the text"
            yield error("unknown-claim", message, place("same_claim_as"), hint)

    def contributors(self, names: Sequence[str], article: Article) -> Iterator[Problem]:
        """Yield warnings about the authors of an article."""
        return self._people(names, lambda: self._places.in_front_matter(article.file, ("authors",)))

    def _people(self, names: Sequence[str], place: Callable[[], Location]) -> Iterator[Problem]:
        """Report what looks like a contributor's id with a slip: anything else is a name."""
        for name in names:
            if not self._contributors.knows(name) and not slug_complaint(name):
                hint = suggestion(name, self._contributors.records)
                if hint:
                    yield warning("unknown-contributor", f"there is no contributor '{name}'", place(), hint)


def _kinds_of(outlines: Iterable[ArticleOutline]) -> dict[str, Kind]:
    """Return the kind of each annotation by the names that others have for it."""
    return {
        f"{outline.article.slug}/{note_id}": note.kind
        for outline in outlines
        for note in outline.notes
        for note_id in (*note.former_ids, note.id)
    }


def _headings(record: AnnotatedArticle | Page) -> Iterator[str]:
    for heading in record.body.headings:
        yield heading.id


def _is_note_of(target: ArticleOutline, fragment: str) -> bool:
    """Tell whether a fragment is a published note's: most are, and then the article need not be read for it."""
    return any(
        note.status == "published" and fragment in {f"note-{note.id}", f"ref-{note.id}"} for note in target.notes
    ) and (fragment.startswith("note-") or target.article.status != "withdrawn")


def fragments_of(article: AnnotatedArticle, *, with_drafts: bool) -> Iterator[str]:
    """Yield the places that the templates article.html and withdrawn.html print."""
    if article.status != "withdrawn" and not article.excerpt_only:
        yield from _headings(article)
    for annotation in article.annotations:
        if annotation.status == "draft" and not with_drafts:
            continue
        for annotation_id in (annotation.id, *annotation.former_ids):
            yield f"note-{annotation_id}"
        if "withdrawn" not in (article.status, annotation.status):
            yield from _markers(annotation, with_body=not article.excerpt_only)


def _markers(annotation: Annotation, *, with_body: bool) -> Iterator[str]:
    """Yield the places of the words; without the body, of the words there the first alone are quoted."""
    for number, target in enumerate(annotation.targets, start=1):
        if number == 1:
            yield f"ref-{annotation.id}"
        elif with_body or target.part != "body":
            yield f"ref-{annotation.id}.{number}"
