"""Every content format, declared once: its keys with type, default and a sentence.

One long table, so that each key is found in one place; the order is that of the reference page. What keys mean together
(a verdict needs a basis) is said in the sentences and checked where the records are made.
"""

from __future__ import annotations

from typing import Any

from site_builder import model
from site_builder.reading.format import Key, ListOf, Mapping, Named, Place, Placed, Type, nullable
from site_builder.reading.scalars import (
    Bool,
    Choice,
    DateType,
    Email,
    FilePath,
    Free,
    Language,
    Markdown,
    Name,
    Number,
    OldAddress,
    PersonName,
    QuotedWords,
    Slug,
    Text,
    Url,
)
from site_builder.reading.yaml_source import Step, Value

TEXT = Text()
TEXTS = ListOf(TEXT)
PERSON = PersonName()
PEOPLE = ListOf(PERSON)
MARKDOWN = Markdown()
DATE = DateType()
WEB = Url()
FILE = FilePath()
TRUTH = Bool()
FREE = Free()
LANGUAGE = Language()
DIRECTION = Choice("ltr", "rtl")
PART = Choice("body", "title", "dek", "caption")
STATUS = Choice("published", "draft", "withdrawn")


# ---------------------------------------------------------------- content/site.yaml

SITE = Mapping(
    "site",
    Key("format", Number(whole=True), "The version of the content format.", default="1"),
    Key("title", TEXT, "The site's name.", required=True),
    Key("tagline", TEXT, "A few words below the name."),
    Key("description", TEXT, "What the site is, in a sentence or two."),
    Key("language", LANGUAGE, "The language of the site and of every article that names no other.", default="en"),
    Key("text_direction", DIRECTION, "The direction of its writing.", default="that of the language"),
    Key("base_url", WEB, "Where the site will stand; without it no feeds, sitemap or canonical addresses."),
    Key(
        "publisher",
        Mapping(
            "publisher",
            Key("name", TEXT, "Who publishes the site."),
            Key("url", WEB, "Their own site."),
            Key("contact", TEXT, "How to reach them: a web or mail address becomes a link, any other text is shown."),
            Key("logo", FILE, "A picture: in content/, or in content/assets with a leading /."),
        ),
        "Who answers for the site.",
    ),
    Key(
        "report",
        Mapping(
            "report",
            Key("email", Email(), "A mail address."),
            Key("url", Url(mail=True), "Or the address of a form."),
        ),
        "Where the 'report an error' link of each note leads.",
    ),
    Key(
        "verdicts",
        ListOf(
            Mapping(
                "verdict",
                Key("key", Name("key"), "The name that notes use.", required=True),
                Key("label", TEXT, "What readers see.", required=True),
                Key("definition", TEXT, "What it means, exactly."),
                Key(
                    "tone", Choice("positive", "mixed", "negative", "neutral"), "How it is coloured.", default="neutral"
                ),
                Key("rating", Number(), "A number of the site's own scale, for ClaimReview."),
            )
        ),
        "The site's own vocabulary, in the order in which it is shown.",
    ),
    Key("selection_policy", TEXT, "How claims are chosen: shown on every speaker page."),
    Key("license", TEXT, "The terms under which the site may be used."),
    Key(
        "navigation",
        ListOf(
            Mapping(
                "navigation entry",
                Key("label", TEXT, "The words of the link.", required=True),
                Key("page", Name("page"), "A page of the site, by its address: about/."),
                Key("url", Url(mail=True), "Or an address elsewhere."),
            )
        ),
        "The site's menu.",
    ),
    Key("source_required_for_verdict", TRUTH, "Whether a verdict without a source is an error.", default="true"),
    Key(
        "search",
        Mapping(
            "search",
            Key("engine", Choice("lunr", "none"), "What searches; none leaves the search out.", default="lunr"),
            Key(
                "budget_kb",
                Number(whole=True, least=1),
                "The largest compressed size of one whole index, in units of 1,000 bytes.",
                default="1024",
            ),
            make=model.SearchSettings,
        ),
        "How the site is searched.",
    ),
    Key(
        "outputs",
        Mapping(
            "outputs",
            Key(
                "claim_pages",
                TRUTH,
                "A page for each claim, and lists of all claims and of all notes of a topic.",
                default="true",
            ),
            Key("annotations", TRUTH, "A Web Annotation file for each article, and their collection.", default="true"),
            Key("speaker_feeds", TRUTH, "A feed for each speaker.", default="true"),
            Key(
                "social_cards",
                TRUTH,
                "A picture of each article for shared links; needs a base_url.",
                default="true",
            ),
            Key("archive_json", TRUTH, "The whole archive as JSON, for other programs.", default="true"),
            Key("citations", TRUTH, "How to cite each article and each claim, on its page.", default="true"),
            make=model.OutputSettings,
        ),
        "What is made besides the other pages.",
    ),
    Key("extra", FREE, "Free values for the site's own templates.", default="{}"),
)


# ---------------------------------------------------------------- people and sources


def _picture(name: str, *more: Key) -> Mapping:
    return Mapping(
        name,
        Key("src", FILE, "The file: from this file's folder, or in content/assets with a leading /."),
        Key("alt", TEXT, "What the picture shows, for those who do not see it; a picture without one only decorates."),
        *more,
        Key("credit", TEXT, "Whose picture it is."),
    )


SPEAKER = Mapping(
    "speaker",
    Key("name", TEXT, "The name as readers know it.", required=True),
    Key("type", Choice("person", "organisation", "document", "group"), "What speaks.", default="person"),
    Key("role", TEXT, "What they are, in a few words."),
    Key("affiliation", TEXT, "Whom they speak for."),
    Key("aliases", TEXTS, "Other names.", default="[]"),
    Key("sort_name", TEXT, "The name by which lists are sorted, where that is not the last word first."),
    Key("same_as", ListOf(WEB), "Addresses about the same person.", default="[]"),
    Key("born", DATE, "A day, a month or a year."),
    Key("died", DATE, "A day, a month or a year."),
    Key("image", _picture("image"), "A picture."),
    Key("bio", MARKDOWN, "Who they are."),
    Key(
        "roles",
        ListOf(
            Mapping(
                "role",
                Key("title", TEXT, "The office.", required=True),
                Key("organisation", TEXT, "Where it was held."),
                Key("from", DATE, "When it began.", field="start"),
                Key("to", DATE, "When it ended.", field="end"),
                make=model.Role,
            )
        ),
        "Offices they held.",
        default="[]",
    ),
)

CONTRIBUTOR = Mapping(
    "contributor",
    Key("name", TEXT, "The name as readers know it.", required=True),
    Key(
        "sort_name",
        TEXT,
        "The name as citations list it, where they get it wrong: 'García Márquez, Gabriel'; without a comma, whole.",
    ),
    Key("role", TEXT, "What they do here."),
    Key("bio", MARKDOWN, "Who they are."),
    Key("disclosure", TEXT, "Interests that a reader should know of."),
    Key("url", Url(mail=True), "Where to learn more, or a mail address."),
)

_SOURCE_KEYS = (
    Key("url", WEB, "Where it can be read; a book or a document needs none."),
    Key("file", FILE, "A document of the content folder, published with the site."),
    Key("publisher", TEXT, "Who published it."),
    Key("author", TEXT, "Who wrote it."),
    Key("date", DATE, "When it was published."),
    Key("accessed", DATE, "When it was read."),
    Key("archive_url", WEB, "An archived copy."),
    Key("quote", TEXT, "The words that matter."),
    Key("locator", TEXT, "Where in it: a page, a section, a minute."),
    Key("stance", Choice("supports", "contradicts", "context"), "What it says about the claim."),
    Key("primary", TRUTH, "Whether it is the record itself rather than a report of it.", default="false"),
)

SOURCE = Mapping("source", Key("title", TEXT, "The title.", required=True), *_SOURCE_KEYS)

_SOURCE_KEY = Name("key")
_SOURCE_USE = Mapping(
    "source",
    Key("source", _SOURCE_KEY, "A key of content/sources.yaml; the keys below then say what differs here."),
    Key("title", TEXT, "The title; required where no `source` is given."),
    *_SOURCE_KEYS,
)


class SourceUse(Type):
    """A source where it is used: a key of content/sources.yaml, that key with what differs, or a source in full."""

    label = "source"
    mapping = _SOURCE_USE

    def parse(self, value: Value, place: Place, step: Step) -> Any:
        if isinstance(value, str):
            return Placed(place.inner(step), {"source": _SOURCE_KEY.parse(value, place, step)}, frozenset({"source"}))
        return self.mapping.parse(value, place, step)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, nullable(self.mapping.schema())]}


# ---------------------------------------------------------------- content/articles/…/<slug>.md

ARTICLE = Mapping(
    "article",
    Key("title", TEXT, "The headline.", required=True),
    Key("slug", Slug(), "Its part of the address.", default="the file's stem"),
    Key("dek", TEXTS, "The lines between headline and text: one text or several.", default="[]", field="deks"),
    Key("authors", PEOPLE, "Who wrote it: names, or ids of contributors.", default="[]"),
    Key("outlet", TEXT, "Where it was first published."),
    Key("date", DATE, "When it was published: a day, a month, a year, or nothing where that is not known."),
    Key("updated", DATE, "When it was last changed."),
    Key("source_url", WEB, "Where the original stands."),
    Key("archive_url", WEB, "An archived copy of the original."),
    Key("retrieved", DATE, "When the text was taken from there."),
    Key("language", LANGUAGE, "The article's language.", default="the site's"),
    Key("text_direction", DIRECTION, "The direction of its writing.", default="that of the language"),
    Key("rights", TEXT, "Under which terms the text is published here."),
    Key(
        "image",
        _picture(
            "image", Key("caption", TEXT, "The words below the picture; notes may stand on them (part: caption).")
        ),
        "The picture at the top; without a src, caption and credit still show.",
    ),
    Key("topics", TEXTS, "What it is about: free labels.", default="[]"),
    Key("series", TEXT, "The series that it belongs to."),
    Key("summary", TEXT, "A sentence for lists, feeds and search engines."),
    Key(
        "aliases",
        ListOf(OldAddress()),
        "Addresses that it had before, folders/ or .html files: they lead here.",
        default="[]",
    ),
    Key("selection_policy", TEXT, "How the claims of this article were chosen."),
    Key(
        "status",
        STATUS,
        "A draft is not published; of what is withdrawn the address stays and the text goes.",
        default="published",
    ),
    Key("withdrawn_because", TEXT, "Why; required with status withdrawn."),
    Key(
        "excerpt_only",
        TRUTH,
        "Whether the text stays unpublished, and only the notes and their quoted words are.",
        default="false",
    ),
    Key("extra", FREE, "Free values for the site's own templates.", default="{}"),
)

PAGE = Mapping(
    "page",
    Key("title", TEXT, "The headline.", required=True),
    Key("slug", Slug(), "Its address.", default="the file's stem"),
    Key("summary", TEXT, "A sentence for search engines."),
    Key("language", LANGUAGE, "The page's language.", default="the site's"),
    Key("text_direction", DIRECTION, "The direction of its writing.", default="that of the language"),
    Key("updated", DATE, "When it was last changed."),
)


# ---------------------------------------------------------------- content/articles/…/<slug>.yaml

_SELECTOR_KEYS = (
    Key("prefix", QuotedWords(), "Words directly before; they narrow the choice and are always checked."),
    Key("suffix", QuotedWords(), "Words directly after; they narrow the choice and are always checked."),
    Key("occurrence", Number(whole=True, least=1), "Which of the places that are left, counted from 1."),
    Key("part", PART, "Where the words stand.", default="body"),
)

TARGET = Mapping(
    "target", Key("quote", QuotedWords(), "The words as the reader sees them.", required=True), *_SELECTOR_KEYS
)

_IDENTITY_KEYS = (
    Key(
        "id",
        Slug("id"),
        "Lower-case letters, digits, hyphens; permanent: the address of the note and of its claim page; never reused.",
        required=True,
    ),
    Key("former_ids", ListOf(Slug("id")), "Old ids; their addresses lead here.", default="[]"),
    Key(
        "quote", QuotedWords(), "The words as the reader sees them; markup is not part of them. Required, or `targets`."
    ),
    *_SELECTOR_KEYS[:3],
    Key("targets", ListOf(TARGET), "Instead of `quote`: one note on several places."),
)

_NOTE_KEYS = (
    _SELECTOR_KEYS[3],
    Key(
        "kind",
        Choice("claim", "context", "definition", "source", "correction", "question"),
        "What the note is.",
        default="claim where verdict, claim, speaker or attribution is given, else context",
    ),
    Key("speaker", Name("speaker id"), "Who said it: a key of content/speakers.yaml."),
    Key(
        "attribution",
        Choice("direct", "paraphrase", "article"),
        "Whose wording the quote is.",
        default="direct with a speaker, else article",
    ),
    Key("claim", TEXT, "What exactly is judged.", default="the quote"),
    Key("said_on", DATE, "When it was said."),
    Key("said_in", TEXT, "Where it was said."),
    Key(
        "verdict",
        Name("verdict"),
        "A key of the site's vocabulary; only a claim has one, and without it reads 'not rated'.",
    ),
    Key("basis", TEXT, "One sentence: why this verdict; what a reader sees first. Required with a verdict."),
    Key("depends_on", TEXT, "What the verdict hangs on: a definition, a measure."),
    Key("checkable", TRUTH, "False for opinion and prediction: listed, never rated.", default="true"),
    Key("note", MARKDOWN, "The explanation. Required once published, unless `basis` is given."),
    Key("sources", ListOf(SourceUse()), "What it rests on; at least one with a verdict.", default="[]"),
    Key("topics", TEXTS, "Topics besides the article's.", default="[]"),
    Key("authors", PEOPLE, "Who wrote the note: names, or ids of contributors.", default="[]"),
    Key("reviewed_by", PEOPLE, "Who reviewed it: names, or ids of contributors.", default="[]"),
    Key("checked_on", DATE, "When it was last checked."),
    Key("review_after", DATE, "When it should be checked again."),
    Key(
        "same_claim_as",
        ListOf(Name("article-slug/annotation-id")),
        "The same claim elsewhere; read both ways and onwards.",
        default="[]",
    ),
    Key(
        "status",
        STATUS,
        "A draft is not published; what is withdrawn keeps its address and says why.",
        default="published",
    ),
    Key("withdrawn_because", TEXT, "Why; required with status withdrawn."),
    Key(
        "changes",
        ListOf(
            Mapping(
                "change",
                Key("date", DATE, "When.", required=True),
                Key("type", Choice("correction", "clarification", "update"), "What kind of change.", required=True),
                Key("field", TEXT, "What was changed."),
                Key("was", TEXT, "How it read before."),
                Key("text", TEXT, "What was changed and why.", required=True),
                make=model.Change,
            )
        ),
        "The public history of this note.",
        default="[]",
    ),
    Key(
        "replies",
        ListOf(
            Mapping(
                "reply",
                Key("from", TEXT, "Who replied.", required=True, field="sender"),
                Key("date", DATE, "When."),
                Key("text", TEXT, "What they said.", required=True),
                Key("url", Url(mail=True), "Where it can be read."),
                make=model.Reply,
            )
        ),
        "Right of reply.",
        default="[]",
    ),
    Key(
        "dissent",
        ListOf(
            Mapping(
                "dissent",
                Key("author", PERSON, "Who disagrees.", required=True),
                Key("text", TEXT, "Why.", required=True),
                make=model.Dissent,
            )
        ),
        "Reviewers who disagree, on the record.",
        default="[]",
    ),
)

ANNOTATION = Mapping("annotation", *_IDENTITY_KEYS, *_NOTE_KEYS)

DEFAULTS = Mapping("set of defaults", *_NOTE_KEYS)

CLAIM_KEYS = frozenset({"speaker", "attribution", "claim", "said_on", "said_in", "verdict", "depends_on", "checkable"})
"""Defaults that say something of claims alone: a note that is given another kind does not take them."""

SIDECAR = Mapping(
    "sidecar",
    Key("defaults", DEFAULTS, "What holds for every annotation of this file that does not say otherwise."),
    Key("annotations", ListOf(ANNOTATION), "The notes."),
)

SPEAKERS = Named(Slug("speaker id"), SPEAKER)
CONTRIBUTORS = Named(Slug("contributor id"), CONTRIBUTOR)
SOURCES = Named(_SOURCE_KEY, SOURCE)
