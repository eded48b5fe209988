"""Fields that need more than their own text: pictures, documents and sources."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace

from site_builder.model import Image, Reference, Source
from site_builder.reading.format import Place, Placed, Values
from site_builder.reading.links import UNPUBLISHED, Size, SizeOf, content_path, is_record
from site_builder.reading.register import Register
from site_builder.reading.yaml_source import YamlDocument
from site_builder.similar import suggestion


@dataclass(slots=True)
class FieldReader:
    """Reads the fields of one file and collects the references to other files that stand in them."""

    document: YamlDocument
    size_of: SizeOf
    sources: Register[Source] = field(default_factory=Register)
    references: list[Reference] = field(default_factory=list)

    def image(self, placed: Placed | None) -> Image | None:
        """Return a picture; one of caption and credit alone has no file."""
        if placed is None:
            return None
        values = dict(placed.values)
        file = self.file(values.pop("src", ""), placed.place, "src")
        size = self.size_of(file) if file else Size()
        return Image(file=file, width=size.width, height=size.height, copy_widths=size.copy_widths, **values)

    def file(self, address: str, place: Place, key: str) -> str:
        """Return the content file that a field means, '' where there is none."""
        if not address:
            return ""
        path = content_path(address, posixpath.dirname(self.document.file))
        if path is None:
            message = f"'{address}' leads out of the content folder"
            place.error(key, "outside-content", message, "copy the file into the content folder")
            return ""
        if is_record(path):
            hint = "name a picture or a document; a note's text can link to an article"
            place.error(key, "unpublished-file", f"'{address}' {UNPUBLISHED}", hint)
            return ""
        self.references.append(Reference(path, "", self.document.locate((*place.path, key))))
        return path

    def source(self, placed: Placed) -> Source | None:
        """Return a source: by its key, by its key with what differs, or as it is written out."""
        place, values = placed.place, dict(placed.values)
        key = values.pop("source", "")
        if "file" in values:
            values["file"] = self.file(values["file"], place, "file")
        if key:
            return self._known_source(key, values, place)
        if "title" not in placed.given:
            place.error_here("missing-key", "a source needs a title", "or name a key of sources.yaml: source: …")
        return Source(**values) if "title" in values else None

    def _known_source(self, key: str, values: Values, place: Place) -> Source | None:
        known = self.sources.records.get(key)
        if known:
            return replace(known, **values)
        if not self.sources.knows(key):
            hint = suggestion(key, self.sources.records) or "add it to sources.yaml, or write title: … here"
            place.error("source", "unknown-source", f"there is no source '{key}'", hint)
        return None
