"""The places of fields in files that were read before, for what turns out to be wrong only later.

In go a file and the path of a field in it, out comes its place. A file is read once more and remembered; the records
need not carry the place of every field.
"""

from __future__ import annotations

from collections.abc import Callable

from site_builder.model import Annotation
from site_builder.problems import Location
from site_builder.reading.annotations import sidecar_of
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.settings import SETTINGS
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import Path, YamlDocument


class FieldPlaces:
    """Looks places up; `read` gives the bytes of a content file."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._documents: dict[str, YamlDocument] = {}
        self._indexes: dict[str, dict[Location, int]] = {}

    def in_settings(self, path: Path) -> Location:
        """Return the place of a setting."""
        return self._document(SETTINGS).locate(path)

    def in_front_matter(self, file: str, path: Path) -> Location:
        """Return the place of a field, or the file's beginning where it is not given."""
        document = self._document(file)
        return document.locate(path) if document.has(path) else Location(file)

    def in_annotation(self, article_file: str, annotation: Annotation, key: str) -> Location:
        """Return the place of an annotation's field, which may stand among the defaults, else of the annotation."""
        path = self._path(article_file, annotation, key)
        return self._document(sidecar_of(article_file)).locate(path) if path else annotation.location

    def _path(self, article_file: str, annotation: Annotation, key: str) -> Path | None:
        file = sidecar_of(article_file)
        index = self._index(file).get(annotation.location)
        paths: list[Path] = [("defaults", key)] if index is None else [("annotations", index, key), ("defaults", key)]
        return next((path for path in paths if self._document(file).has(path)), None)

    def _index(self, file: str) -> dict[Location, int]:
        if file not in self._indexes:
            document = self._document(file)
            entries = document.value.get("annotations", []) if isinstance(document.value, dict) else []
            count = len(entries) if isinstance(entries, list) else 1
            self._indexes[file] = {document.locate(("annotations", index)): index for index in range(count)}
        return self._indexes[file]

    def _document(self, file: str) -> YamlDocument:
        if file not in self._documents:
            data = self._read(file)
            if file.endswith(".md"):
                self._documents[file] = read_markdown_file(data, file).document
            else:
                self._documents[file] = YamlDocument(read_text(data, file)[0], file)
        return self._documents[file]
