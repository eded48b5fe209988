"""What is known of the pictures that pages show, each looked at once: again only where its bytes changed.

Comes in: files of the content folder, and what an earlier build found out, by digest. Goes out: sizes, and what is
wrong with a picture, to be told where it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from site_builder.pictures.facts import PictureFacts, examine_picture
from site_builder.problems import FileError, Location, Problem, error, warning
from site_builder.reading.links import Size

DigestOf = Callable[[str], str]


class Pictures:
    """The pictures of one content folder, by file."""

    def __init__(self) -> None:
        self._known: Mapping[str, Any] = {}
        self._digest_of: DigestOf | None = None
        self._facts: dict[str, PictureFacts] = {}

    def recall(self, known: Mapping[str, Any], digest_of: DigestOf) -> None:
        """Take what an earlier build found out; `known` is what its `kept` returned."""
        self._known, self._digest_of = known, digest_of

    def size_of(self, file: str, path: str) -> Size:
        """Return the size of a picture; raises FileError where it cannot be read."""
        if file not in self._facts:
            self._facts[file] = self._look(file, path)
        facts = self._facts[file]
        return Size(facts.width, facts.height, facts.can_be_scaled)

    def note(self, facts: Mapping[str, PictureFacts]) -> None:
        """Take what another process found out."""
        self._facts.update(facts)

    def facts_of(self, file: str) -> PictureFacts:
        """Return what is known of a picture that was looked at, nothing of another file."""
        return self._facts.get(file, PictureFacts())

    def kept(self) -> dict[str, PictureFacts]:
        """Return what the next build may know, by digest."""
        if not self._digest_of:
            return {}
        return {self._digest_of(file): facts for file, facts in sorted(self._facts.items())}

    def problem(self, file: str, place: Location) -> Problem | None:
        """Return what is wrong with a picture that is named at a place, None where nothing is.

        One whose name says another kind is shown all the same, but for SVG, which browsers know by its name alone.
        """
        facts = self.facts_of(file)
        if not facts.code:
            return None
        message = f"'{file}' {facts.complaint}"
        if facts.code == "picture-name" and "SVG" not in facts.complaint:
            return warning("picture-name", message, place, facts.hint)
        if facts.code == "picture-name":
            return error("picture-name", message, place, facts.hint)
        if facts.code == "picture-too-large":
            return error("picture-too-large", message, place, facts.hint)
        return error("unreadable-picture", message, place, facts.hint)

    def _look(self, file: str, path: str) -> PictureFacts:
        digest = self._digest_of(file) if self._known and self._digest_of else ""
        if digest in self._known:
            return PictureFacts(*self._known[digest])
        try:
            return examine_picture(Path(path))
        except OSError as failure:
            raise FileError(f"cannot read {path}: {failure.strerror}") from failure
