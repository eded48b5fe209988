"""A sidecar to the annotations of its article: defaults merged in, and what keys mean together checked.

In go the bytes of the sidecar, out come its annotations in the order of the file. One that lacks what it cannot do
without is left out and reported; it never hides the next.
"""

from __future__ import annotations

from typing import NamedTuple

from site_builder.model import Annotation, Html, Image, Reference, Source, Target
from site_builder.problems import Problem
from site_builder.reading.bodies import read_note
from site_builder.reading.fields import FieldReader
from site_builder.reading.format import Findings, Place, Placed, Values, located, read_values
from site_builder.reading.formats import CLAIM_KEYS, SIDECAR
from site_builder.reading.links import SizeOf
from site_builder.reading.register import Register
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import YamlDocument

_SELECTOR = ("quote", "prefix", "suffix", "occurrence", "part")
_OF_TARGETS = frozenset({*_SELECTOR, "targets"})
_MAKE_A_CLAIM = frozenset({"verdict", "claim", "speaker", "attribution"})


class ReadAnnotations(NamedTuple):
    """The notes of one article with the files and the pictures that stand in them."""

    annotations: tuple[Annotation, ...]
    references: tuple[Reference, ...]
    images: tuple[Image, ...]
    problems: list[Problem]


def sidecar_of(article_file: str) -> str:
    """Return the file of an article's annotations."""
    return f"{article_file.removesuffix('.md')}.yaml"


def read_annotations(
    article_file: str, data: bytes | None, sources: Register[Source], size_of: SizeOf, *, source_required: bool = True
) -> ReadAnnotations:
    """Read the sidecar of an article; without one there are no annotations."""
    if data is None:
        return ReadAnnotations((), (), (), [])
    file = sidecar_of(article_file)
    text, problems = read_text(data, file)
    document = YamlDocument(text, file)
    placed, findings = read_values(SIDECAR, document)
    reading = _Reading(article_file, document, FieldReader(document, size_of, sources), findings)
    if placed:
        reading.read(placed.values, source_required=source_required)
    problems += reading.problems + located(findings, document)
    return ReadAnnotations(
        tuple(reading.annotations), tuple(reading.fields.references), tuple(reading.images), problems
    )


class _Reading:
    """One walk over the entries of a sidecar."""

    def __init__(self, article_file: str, document: YamlDocument, fields: FieldReader, findings: Findings) -> None:
        self.fields = fields
        self.annotations: list[Annotation] = []
        self.images: list[Image] = []
        self.problems: list[Problem] = []
        self._article_file = article_file
        self._document = document
        self._default_place = Place(findings, ("defaults",))
        self._ids: set[str] = set()

    def read(self, values: Values, *, source_required: bool) -> None:
        defaults = values.get("defaults", Placed(self._default_place, {}, frozenset()))
        for placed in values.get("annotations", ()):
            entry = _Entry(placed, defaults)
            self._check_ids(entry)
            entry.check(source_required=source_required)
            annotation = self._annotation(entry)
            if annotation:
                self.annotations.append(annotation)

    def _annotation(self, entry: _Entry) -> Annotation | None:
        targets = self._targets(entry)
        values = {key: value for key, value in entry.values.items() if key not in _OF_TARGETS}
        if "note" in values:
            values["note"], values["note_text"] = self._note(entry)
        sources = (self.fields.source(placed) for placed in values.pop("sources", ()))
        values["sources"] = tuple(source for source in sources if source)
        location = self._document.locate(entry.place.path)
        return Annotation(targets=targets, location=location, **values) if targets else None

    def _targets(self, entry: _Entry) -> tuple[Target, ...]:
        if "targets" in entry.values:
            shared = {"part": entry.values["part"]} if "part" in entry.values else {}
            return tuple(
                Target(**shared | target.values, location=self._document.locate((*target.place.path, "quote")))
                for target in entry.values["targets"]
            )
        if "quote" not in entry.values:
            return ()
        selector = {key: entry.values[key] for key in _SELECTOR if key in entry.values}
        return (Target(**selector, location=self._document.locate((*entry.place.path, "quote"))),)

    def _note(self, entry: _Entry) -> tuple[Html, str]:
        path = (*entry.place_of("note").path, "note")
        note = read_note(entry.values["note"], self._document, path, self._article_file, self.fields.size_of)
        self.fields.references += note.references
        self.images += note.images
        self.problems += note.problems
        return note.html, note.text

    def _check_ids(self, entry: _Entry) -> None:
        """Every id, a former one too, is an address: it stands for one note for ever."""
        for key, ids in (("id", (entry.values["id"],)), ("former_ids", entry.values.get("former_ids", ()))):
            for annotation_id in ids:
                if annotation_id in self._ids:
                    message = f"the id '{annotation_id}' is taken by another annotation of this article"
                    entry.place.error(key, "duplicate-id", message, "give this one an id of its own")
                self._ids.add(annotation_id)


class _Entry:
    """One annotation as it stands in the file, with the defaults that apply to it."""

    def __init__(self, placed: Placed, defaults: Placed) -> None:
        self.place = placed.place
        self._own = placed
        self._defaults = defaults
        unused = _unused_defaults(placed.values)
        self.values = {key: value for key, value in defaults.values.items() if key not in unused} | placed.values
        self._given = (defaults.given - unused) | placed.given
        if "kind" not in self.values:
            is_claim = not self.values.keys().isdisjoint(_MAKE_A_CLAIM)
            self.values["kind"] = "claim" if is_claim else "context"
        if "attribution" not in self.values and "speaker" in self.values:
            self.values["attribution"] = "direct"

    def place_of(self, key: str) -> Place:
        """Return the place of the mapping that a key was taken from."""
        return self.place if key in self._own.values else self._defaults.place

    def check(self, *, source_required: bool) -> None:
        """Report what keys do not go together."""
        self._check_selector()
        if "verdict" in self.values:
            self._check_verdict(source_required=source_required)
        self._check_status()

    def _check_selector(self) -> None:
        if "targets" not in self._given:
            if "quote" not in self._given:
                message = "an annotation needs a quote, or targets"
                self.place.error_here("missing-key", message, "quote the words that it is about")
            return
        for key in ("quote", "prefix", "suffix", "occurrence"):
            if key in self._own.given:
                message = f"{key} and targets cannot stand side by side"
                self.place.of_keys().error(key, "quote-and-targets", message, "write it in the target")

    def _check_verdict(self, *, source_required: bool) -> None:
        kind = self.values["kind"]
        if kind != "claim":
            message = f"a note of kind {kind} has no verdict"
            self._error("verdict", "verdict-without-claim", message, "only a claim is rated")
        elif self.values.get("checkable") is False:
            message = "what is not checkable has no verdict"
            self._error("verdict", "verdict-without-claim", message, "leave out one of the two")
        if "basis" not in self._given:
            hint = "say in one sentence why this verdict"
            self._error("verdict", "verdict-without-basis", "a verdict needs a basis", hint)
        if source_required and "sources" not in self._given:
            hint = "name at least one, or set source_required_for_verdict: false in site.yaml"
            self._error("verdict", "verdict-without-source", "a verdict needs a source", hint)

    def _check_status(self) -> None:
        status = self.values.get("status", "published")
        if status == "withdrawn" and "withdrawn_because" not in self._given:
            message = "a withdrawn annotation needs a withdrawn_because"
            self._error("status", "missing-key", message, "say why")
        if status == "published" and self._given.isdisjoint({"note", "basis"}):
            hint = "explain the words, or give a basis, or make it a draft"
            self.place.error_here("missing-key", "an annotation needs a note", hint)

    def _error(self, key: str, code: str, message: str, hint: str) -> None:
        """Report what a key lacks: at the annotation where it is a default, since each one has its own to mend."""
        if key in self._own.values:
            self.place.error(key, code, message, hint)
        else:
            self.place.error_here(code, message, hint)


def _unused_defaults(own: Values) -> frozenset[str]:
    """Return the defaults that an annotation does not take.

    A note of another kind than claim takes nothing that speaks of a claim; one whose wording is the article's own has
    no speaker unless it names one.
    """
    if own.get("kind", "claim") != "claim":
        return CLAIM_KEYS
    return frozenset({"speaker"}) if own.get("attribution") == "article" else frozenset()
