"""Records of one kind by their ids, as articles refer to them.

A register also remembers the ids whose records could not be made: that one of them is wrong was told at its own place,
and is not told again at every place that names it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from site_builder.model import Reference
from site_builder.problems import Location, Problem, error

Record = TypeVar("Record")


@dataclass(slots=True)
class Register(Generic[Record]):
    """Records by id, with the references to files that stand in them and all problems."""

    records: dict[str, Record] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _written: set[str] = field(default_factory=set)
    _unreadable: bool = False

    def add(self, record_id: str, record: Record, location: Location) -> None:
        """Add a record under its id, which must be new."""
        if record_id in self.records:
            message = f"'{record_id}' was described already, in another file"
            self.problems.append(error("duplicate-id", message, location, "keep one of the two"))
        else:
            self.records[record_id] = record

    def note_written(self, record_ids: Iterable[str]) -> None:
        """Remember ids that stand in a file, whether their records can be made or not."""
        self._written.update(unicodedata.normalize("NFC", record_id) for record_id in record_ids)

    def note_unreadable(self) -> None:
        """Remember that a file could not be read: nobody knows which ids stand in it."""
        self._unreadable = True

    def knows(self, record_id: str) -> bool:
        """Tell whether an id is in order, or was reported already."""
        return record_id in self.records or record_id in self._written or self._unreadable
