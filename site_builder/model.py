"""The records that cross a border between steps, in the order in which data flows.

Files are read into Config, Speaker, Contributor, Source, Page and Article; anchoring adds the spans of the annotations;
the archive step links everything into one Archive. All of it is immutable and none of it does I/O.

Two conventions hold everywhere. A span is half-open, [start, end), in Unicode code points of its part's plain text. An
`Html` text is markup whose addresses within the site stand between two NUL characters (see `Html`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NewType, Protocol, TypeVar, get_args, overload

from site_builder import urls
from site_builder.problems import NOWHERE, Location

Direction = Literal["ltr", "rtl"]
Tone = Literal["positive", "mixed", "negative", "neutral"]
Kind = Literal["claim", "context", "definition", "source", "correction", "question"]
Attribution = Literal["direct", "paraphrase", "article"]
Part = Literal["title", "dek", "caption", "body"]
ArticleStatus = Literal["published", "draft", "withdrawn"]
NoteStatus = Literal["published", "draft", "withdrawn"]
Stance = Literal["supports", "contradicts", "context"]
ChangeType = Literal["correction", "clarification", "update"]
SpeakerType = Literal["person", "organisation", "document", "group"]

PARTS: tuple[Part, ...] = get_args(Part)
"""The parts of an article in the order in which they are read."""

Html = NewType("Html", str)
"""Markup made by the reading step: safe to print once its references are resolved.

A reference to something in the archive is written `NUL path NUL`, where `path` is the referenced file's posix path
relative to the content folder; Markdown cannot produce a NUL, so nothing else looks like one. Publishing replaces each
reference by the address that the file got, relative to the page that shows the markup; `path` may also be the name of a
smaller copy of a picture (`urls.picture_copy`).
"""


class Date(NamedTuple):
    """A day, a month or a year (Gregorian): `month` or `day` is None where the date is less exact."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The date as ISO 8601 writes it: 2020-02-07, 2020-02 or 2020."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def chronological(self) -> tuple[int, int, int]:
        """A key that sorts the earliest first and a less exact date last within its period."""
        return (self.year, self.month or 13, self.day or 32)

    @property
    def newest_first(self) -> tuple[int, int, int]:
        """A key that sorts the newest first and a less exact date last within its period."""
        return (-self.year, -(self.month or 0), -(self.day or 0))


def latest(dates: Iterable[Date | None]) -> Date | None:
    """Return the latest date, None where there is none; of a year and a day in it the day is the later."""
    return min((date for date in dates if date), key=lambda date: date.newest_first, default=None)


# ---------------------------------------------------------------- the site's settings


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry of the site's own vocabulary; `rating` is a number of the site's own scale."""

    key: str
    label: str
    definition: str = ""
    tone: Tone = "neutral"
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the site; `contact_url` is the http(s) or mailto address in `contact`, "" where that is text."""

    name: str = ""
    url: str = ""
    contact: str = ""
    logo: str = ""
    contact_url: str = ""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the site's menu: to a page of the site (`page`, an address) or elsewhere (`url`)."""

    label: str
    page: str = ""
    url: str = ""
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """`budget_kb` is the largest compressed size of one whole index, in units of 1,000 bytes."""

    engine: Literal["lunr", "none"] = "lunr"
    budget_kb: int = 1024


@dataclass(frozen=True, slots=True)
class OutputSettings:
    """What is made besides the pages that every site has."""

    claim_pages: bool = True
    annotations: bool = True
    speaker_feeds: bool = True
    social_cards: bool = True
    citations: bool = True
    archive_json: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """content/site.yaml, with the values that the command line overrides already in place.

    `base_url` is "" or ends in a slash; `report_url` is an http(s) or mailto address or "". `language_location` is
    where the language is named.
    """

    title: str
    tagline: str = ""
    description: str = ""
    language: str = "en"
    text_direction: Direction = "ltr"
    base_url: str = ""
    publisher: Publisher = Publisher()
    report_url: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    selection_policy: str = ""
    license: str = ""
    navigation: tuple[NavigationItem, ...] = ()
    source_required_for_verdict: bool = True
    search: SearchSettings = SearchSettings()
    outputs: OutputSettings = OutputSettings()
    extra: Mapping[str, object] = field(default_factory=dict)
    language_location: Location = field(default=NOWHERE, compare=False)


# ---------------------------------------------------------------- people, sources, pictures


LARGEST_SHOWN = 2400
"""How many pixels wide a picture may be that pages show as it is; of a wider one they show copies."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. `file` is its posix path in the content folder, "" where only caption and credit are known.

    Width and height are in CSS pixels, 0 where the file does not tell; `copy_widths` are those of the smaller copies
    that are published beside it.
    """

    file: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    copy_widths: tuple[int, ...] = ()

    @property
    def choices(self) -> tuple[tuple[str, int], ...]:
        """What a browser may choose from, as files or copies (urls.picture_copy) with their widths, the smallest first.

        A file that is much wider than any page is not among them: its largest copy stands for it.
        """
        copies = tuple((urls.picture_copy(self.file, width), width) for width in self.copy_widths)
        return copies if copies and self.width > LARGEST_SHOWN else (*copies, (self.file, self.width))

    @property
    def shown(self) -> str:
        """The file or the copy that a browser shows which chooses none."""
        return self.choices[-1][0]


@dataclass(frozen=True, slots=True)
class Role:
    """An office that a speaker held."""

    title: str
    organisation: str = ""
    start: Date | None = None
    end: Date | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    name: str
    type: SpeakerType = "person"
    role: str = ""
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    sort_name: str = ""
    same_as: tuple[str, ...] = ()
    born: Date | None = None
    died: Date | None = None
    image: Image | None = None
    bio: Html = Html("")
    roles: tuple[Role, ...] = ()
    location: Location = NOWHERE

    @property
    def address(self) -> str:
        return urls.speaker_address(self.id)


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who writes articles or writes and reviews notes; `sort_name` is "family name, given name", or ""."""

    id: str
    name: str
    role: str = ""
    bio: Html = Html("")
    disclosure: str = ""
    url: str = ""
    location: Location = NOWHERE
    sort_name: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a note rests on; `file` is a local document's posix path in the content folder."""

    title: str
    url: str = ""
    file: str = ""
    publisher: str = ""
    author: str = ""
    date: Date | None = None
    accessed: Date | None = None
    archive_url: str = ""
    quote: str = ""
    locator: str = ""
    stance: Stance | None = None
    primary: bool = False


# ---------------------------------------------------------------- annotations


@dataclass(frozen=True, slots=True)
class Target:
    """A quote selector as the editor wrote it; `occurrence` counts from 1."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int | None = None
    part: Part = "body"
    location: Location = NOWHERE


class Span(NamedTuple):
    """The characters [start, end) of one part of an article."""

    part: Part
    start: int
    end: int


class Passage(NamedTuple):
    """The words of a note's targets as the article has them, with the rest of the sentence around them."""

    before: str = ""
    words: tuple[str, ...] = ()
    after: str = ""


NO_PASSAGE = Passage()


@dataclass(frozen=True, slots=True)
class Change:
    date: Date
    type: ChangeType
    text: str
    field: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody whom a note concerns answered (right of reply)."""

    sender: str
    text: str
    date: Date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A reviewer's disagreement, on the record."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One entry of a sidecar, defaults merged in.

    `spans` is what anchoring found, one for each target, or empty; `passage` is what stands there.
    """

    id: str
    targets: tuple[Target, ...]
    kind: Kind
    former_ids: tuple[str, ...] = ()
    speaker: str = ""
    attribution: Attribution = "article"
    claim: str = ""
    said_on: Date | None = None
    said_in: str = ""
    verdict: str = ""
    basis: str = ""
    depends_on: str = ""
    checkable: bool = True
    note: Html = Html("")
    note_text: str = ""
    sources: tuple[Source, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    checked_on: Date | None = None
    review_after: Date | None = None
    same_claim_as: tuple[str, ...] = ()
    status: NoteStatus = "published"
    withdrawn_because: str = ""
    changes: tuple[Change, ...] = ()
    replies: tuple[Reply, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    location: Location = NOWHERE
    spans: tuple[Span, ...] = ()
    passage: Passage = NO_PASSAGE

    @property
    def quote(self) -> str:
        """The words of all targets; places that stand apart are joined by an ellipsis."""
        return " … ".join(target.quote for target in self.targets)

    @property
    def claim_text(self) -> str:
        """What exactly is judged: the claim as the editor put it, else the quote."""
        return self.claim or self.quote

    @property
    def reading_order(self) -> tuple[int, int, int]:
        """A key that sorts as readers meet the notes: by part, end and start of the first target, the unplaced last."""
        if not self.spans:
            return (len(PARTS), 0, 0)
        first = self.spans[0]
        return (PARTS.index(first.part), first.end, first.start)


# ---------------------------------------------------------------- articles and pages

PieceKind = Literal["markup", "text", "gap", "stop"]


class Piece(NamedTuple):
    """One step through a rendered text.

    markup  tags, printed as they are
    text    characters that a reader sees, not yet escaped
    gap     white space between blocks: part of the plain text, never marked
    stop    the end of a block (empty): the notes of the words so far may stand here
    """

    kind: PieceKind
    value: str


class LineStart(NamedTuple):
    """From `offset` of the plain text on, characters stand in line `line` of the article's file."""

    offset: int
    line: int


class Heading(NamedTuple):
    level: int
    id: str
    text: str


class Reference(NamedTuple):
    """A link from one content file to another: `file` as in an `Html` reference, `fragment` without '#'."""

    file: str
    fragment: str
    location: Location


@dataclass(frozen=True, slots=True)
class Body:
    """A Markdown text, parsed once: the pieces to print and the plain text that quotes are found in.

    `gaps` are the offsets of the gap pieces in the plain text: there one block ends and another begins.
    """

    pieces: tuple[Piece, ...] = ()
    gaps: tuple[int, ...] = ()
    lines: tuple[LineStart, ...] = ()
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What the front matter of an article says; `file` is the posix path of the Markdown file in the content folder."""

    file: str
    slug: str
    title: str
    deks: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    outlet: str = ""
    date: Date | None = None
    updated: Date | None = None
    source_url: str = ""
    archive_url: str = ""
    retrieved: Date | None = None
    language: str = ""
    text_direction: Direction | None = None
    rights: str = ""
    image: Image | None = None
    topics: tuple[str, ...] = ()
    series: str = ""
    summary: str = ""
    aliases: tuple[str, ...] = ()
    selection_policy: str = ""
    status: ArticleStatus = "published"
    withdrawn_because: str = ""
    excerpt_only: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class AnnotatedArticle(Article):
    """An article with its text and its notes: all that stands in its file and its sidecar.

    The text's own links stand in `body.references`; `references` are those of notes and fields: links, pictures and
    documents. `images` are the pictures of the text, then of the notes.
    """

    body: Body = Body()
    images: tuple[Image, ...] = ()
    references: tuple[Reference, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    def text_of(self, part: Part) -> str:
        """Return the plain text of a part."""
        return self.body.text if part == "body" else text_of_front(self, part)


def text_of_front(article: Article, part: Part) -> str:
    """Return the plain text of a part that stands in the front matter; the lines of a dek are joined by line feeds."""
    if part == "title":
        return article.title
    if part == "dek":
        return "\n".join(article.deks)
    return article.image.caption if article.image else ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site's own, from content/pages/."""

    file: str
    slug: str
    title: str
    summary: str = ""
    language: str = ""
    text_direction: Direction | None = None
    updated: Date | None = None
    body: Body = Body()
    images: tuple[Image, ...] = ()
    references: tuple[Reference, ...] = ()
    location: Location = NOWHERE


# ---------------------------------------------------------------- what is known of an article without opening it


class FileStat(NamedTuple):
    """What the system says of a file: if nothing of it is other than before, the file was most probably not touched.

    Size in bytes, times in nanoseconds.
    """

    size: int
    modified: int
    changed: int
    inode: int


class NoteOutline(NamedTuple):
    """What an archive is linked by of one annotation.

    `number` is its place on the article's page, from 1, or 0 for a draft. `digest` is that of all that the annotation
    holds but its place; `face` that of what can be seen of it unopened, its article's front matter included. `changes`
    are the days of its history; line and column are its place in the sidecar.
    """

    id: str
    number: int
    kind: Kind
    digest: str
    face: str
    line: int = 1
    column: int = 1
    status: NoteStatus = "published"
    speaker: str = ""
    verdict: str = ""
    checkable: bool = True
    said_on: Date | None = None
    changed_on: Date | None = None
    topics: tuple[str, ...] = ()
    same_claim_as: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    changes: tuple[Date, ...] = ()


class ArticleOutline(NamedTuple):
    """What is known of an article while its text and its notes stay in the cache.

    `notes` stand in reading order: those that are shown, the withdrawn ones, the drafts. `people` are the authors and
    reviewers of the notes, `links` the files and fragments that text, notes and fields refer to. `digest` is that of
    the front matter, `body_digest` that of the text, `notes_digest` that of the notes that are shown, `face` that of
    all that can be seen unopened, `whole_digest` that of everything. `updated` is the latest of updated, date,
    retrieved, and the notes' checked_on and changes.
    """

    article: Article
    notes: tuple[NoteOutline, ...] = ()
    people: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    body_digest: str = ""
    notes_digest: str = ""
    face: str = ""
    whole_digest: str = ""
    updated: Date | None = None

    @property
    def sidecar(self) -> str:
        """The content file in which the notes stand."""
        return f"{self.article.file.removesuffix('.md')}.yaml"


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read from a content folder.

    `files` are the posix paths of all files that are not read: pictures and documents, whether anything refers to them
    or not.
    """

    config: Config
    articles: tuple[ArticleOutline, ...] = ()
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    contributors: Mapping[str, Contributor] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    files: tuple[str, ...] = ()


class Library(Protocol):
    """Opens what an archive does not hold in memory, and hears of all that is read of it.

    A name of something read is a word for what it is and the name of whose it is: "note moon-hoax/bats". Pages that
    read the same things with the same digests are the same pages: publishing/digests.py knows the digest of each name.
    """

    names: set[str]

    def begin(self) -> set[str]:
        """Return an empty set, into which go the names of all that is read from now on."""

    def saw(self, name: str) -> None:
        """Take down that something was read."""

    def annotation(self, file: str, annotation_id: str) -> Annotation:
        """Open an annotation of the article in a content file."""

    def body(self, file: str) -> Body:
        """Open the text of the article in a content file."""


# ---------------------------------------------------------------- the archive
# What is linked is compared by identity: two entries are one only where they are the same record.

Item = TypeVar("Item")


class Listed(Sequence[Item]):
    """The members of something, which tell the library when they are looked at.

    When they are counted, too, but where `is_counted` says that whoever sees them sees their number. `items` may be
    what returns them: it is asked when they are first looked at.
    """

    __slots__ = ("_given", "_is_counted", "_name", "_saw")

    def __init__(
        self,
        items: Sequence[Item] | Callable[[], Sequence[Item]],
        name: str,
        saw: Callable[[str], None],
        *,
        is_counted: bool = False,
    ) -> None:
        self._given, self._name, self._saw, self._is_counted = items, name, saw, is_counted

    @property
    def _items(self) -> Sequence[Item]:
        if callable(self._given):
            self._given = self._given()
        return self._given

    def __len__(self) -> int:
        if not self._is_counted:
            self._saw(f"number of {self._name}")
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        self._saw(self._name)
        return iter(self._items)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        self._saw(self._name)
        return self._items[place]


class SpeakerName(NamedTuple):
    """What a note says of its speaker."""

    id: str
    name: str
    role: str = ""
    affiliation: str = ""
    type: SpeakerType = "person"

    @property
    def address(self) -> str:
        return urls.speaker_address(self.id)


@dataclass(slots=True, eq=False)
class Surroundings:
    """What the notes of an archive share: the vocabulary, the names of speakers, and the library."""

    verdicts: Mapping[str, Verdict]
    speakers: Mapping[str, SpeakerName]
    library: Library


UNRATED, UNCHECKABLE = "unrated", "uncheckable"
"""What a claim without a verdict is filtered by, in place of a verdict's key: it can be checked, or it cannot."""


class Note:
    """An annotation in its article, as readers meet it."""

    __slots__ = ("_around", "article", "key", "outline", "said_on", "source")

    def __init__(self, outline: NoteOutline, source: ArticleOutline, around: Surroundings) -> None:
        article = source.article
        self.outline, self.source, self.article, self._around = outline, source, article, around
        self.key = f"{article.slug}/{outline.id}"
        """The name by which other articles refer to it: article-slug/annotation-id."""
        self.said_on = outline.said_on or article.date
        """When it was said, or else when it was reported."""

    @property
    def number(self) -> int:
        """Its place on the article's page, from 1."""
        return self.outline.number

    @property
    def annotation(self) -> Annotation:
        """The whole annotation, which is opened."""
        library = self._around.library
        library.saw(f"note {self.key}")
        return library.annotation(self.article.file, self.outline.id)

    @property
    def verdict(self) -> Verdict | None:
        if not self.outline.verdict:
            return None
        self._around.library.saw(f"verdict {self.outline.verdict}")
        return self._around.verdicts.get(self.outline.verdict)

    @property
    def rating(self) -> str:
        """What a claim is filtered by: the key of its verdict, UNRATED or UNCHECKABLE; "" for any other kind."""
        without = (UNRATED if self.outline.checkable else UNCHECKABLE) if self.outline.kind == "claim" else ""
        return self.outline.verdict or without

    @property
    def speaker(self) -> SpeakerName | None:
        if not self.outline.speaker:
            return None
        self._around.library.saw(f"name-of {self.outline.speaker}")
        return self._around.speakers.get(self.outline.speaker)

    @property
    def location(self) -> Location:
        return Location(self.source.sidecar, self.outline.line, self.outline.column)

    @property
    def address(self) -> str:
        return urls.note_address(self.article.slug, self.outline.id)

    @property
    def words_address(self) -> str:
        """Where its words stand in the text."""
        return urls.words_address(self.article.slug, self.outline.id)

    @property
    def claim_address(self) -> str:
        return urls.claim_address(self.article.slug, self.outline.id)

    @property
    def changed_on(self) -> Date | None:
        """The latest of checked_on and changes."""
        return self.outline.changed_on


@dataclass(slots=True, eq=False)
class Claim:
    """One claim with all its appearances, the canonical (earliest) one first."""

    appearances: tuple[Note, ...]

    @property
    def canonical(self) -> Note:
        return self.appearances[0]

    @property
    def address(self) -> str:
        return self.canonical.claim_address


class ArticleEntry:
    """An article of the archive with its notes in reading order.

    Withdrawn notes keep their addresses and nothing else; of an article that was withdrawn all notes are.
    """

    __slots__ = ("_notes", "_withdrawn_notes", "article", "library", "outline")

    def __init__(
        self, outline: ArticleOutline, notes: Sequence[Note], withdrawn_notes: Sequence[Note], library: Library
    ) -> None:
        self.outline, self.article, self.library = outline, outline.article, library
        self._notes, self._withdrawn_notes = notes, withdrawn_notes

    @property
    def notes(self) -> Sequence[Note]:
        return Listed(self._notes, f"notes {self.article.slug}", self.library.saw, is_counted=True)

    @property
    def withdrawn_notes(self) -> Sequence[Note]:
        return Listed(self._withdrawn_notes, f"withdrawn-notes {self.article.slug}", self.library.saw, is_counted=True)

    @property
    def body(self) -> Body:
        """The text, which is opened."""
        self.library.saw(f"text {self.outline.article.slug}")
        return self.library.body(self.outline.article.file)

    def text_of(self, part: Part) -> str:
        """Return the plain text of a part."""
        return self.body.text if part == "body" else text_of_front(self.article, part)

    @property
    def address(self) -> str:
        return urls.article_address(self.outline.article.slug)

    @property
    def updated(self) -> Date | None:
        return self.outline.updated


@dataclass(frozen=True, slots=True, eq=False)
class SpeakerEntry:
    """A speaker with every claim, newest first, and the articles they speak in."""

    speaker: Speaker
    notes: Sequence[Note] = ()
    articles: Sequence[ArticleEntry] = ()

    @property
    def address(self) -> str:
        return urls.speaker_address(self.speaker.id)


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A topic or an outlet: its text as most often written, its slug, and what carries it, newest first."""

    text: str
    slug: str
    address: str
    articles: Sequence[ArticleEntry] = ()
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """One entry of a note's public history; `number` is its place in it, from 1."""

    note: Note
    date: Date
    number: int

    @property
    def change(self) -> Change:
        """What was changed, for which the note is opened."""
        return self.note.annotation.changes[self.number - 1]


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """Everything that is published, in order and linked: newest articles first, speakers and labels by name.

    `withdrawn` are articles of which only the address and the reason are left: nothing else here knows of them. `notes`
    holds what is shown, by `Note.key`. `topics`, `outlets` and `series` (the earliest article first) are keyed by
    case-folded label, `claims` by the key of each appearance's note, `addresses` by content file (articles and pages).
    """

    config: Config
    library: Library
    articles: tuple[ArticleEntry, ...] = ()
    withdrawn: tuple[ArticleEntry, ...] = ()
    pages: tuple[Page, ...] = ()
    speakers: Mapping[str, SpeakerEntry] = field(default_factory=dict)
    contributors: Mapping[str, Contributor] = field(default_factory=dict)
    topics: Mapping[str, Label] = field(default_factory=dict)
    outlets: Mapping[str, Label] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    series: Mapping[str, tuple[ArticleEntry, ...]] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    verdict_keys: tuple[str, ...] = ()

    def person_name(self, author: str) -> str:
        """Return the name of an author or reviewer, who may be named by a contributor's id."""
        self.library.saw(f"person {author}")
        return self.contributors[author].name if author in self.contributors else author

    def sort_name(self, author: str) -> str:
        """Return the name by which an author who is a contributor is sorted, "" where none is given."""
        self.library.saw(f"person {author}")
        return self.contributors[author].sort_name if author in self.contributors else ""

    @property
    def verdict_order(self) -> tuple[str, ...]:
        """The keys of the vocabulary, in its order."""
        self.library.saw("verdicts in-order")
        return self.verdict_keys

    def topic(self, label: str) -> Label:
        folded = urls.fold_label(label)
        self.library.saw(f"topic {folded}")
        return self.topics[folded]

    def outlet(self, label: str) -> Label:
        folded = urls.fold_label(label)
        self.library.saw(f"outlet {folded}")
        return self.outlets[folded]

    def distinct_claims(self) -> Iterator[Claim]:
        """Yield every claim once, newest first."""
        for key, claim in self.claims.items():
            if claim.canonical.key == key:
                yield claim


class OutputFile(NamedTuple):
    """A finished file of the site: its posix path in the output folder and its bytes."""

    path: str
    data: bytes


class IndexSummary(NamedTuple):
    """The file of a search index that the search page loads first, and how large the index is.

    `pieces` is in how many files the index is cut, 0 where it is one file. `size` is what a reader loads for a word, in
    bytes, compressed; at most, if a word is in two pieces and shown results are left out.
    """

    paths: tuple[str, ...]
    documents: int
    terms: int
    size: int
    pieces: int = 0
