"""The claims of an archive as a table, for spreadsheets and statistics: one line for each appearance of a claim.

Comes in: the Archive. Goes out: CSV (RFC 4180) in UTF-8, after a byte-order mark, without which Excel takes it for
another encoding. Texts are as the archive has them: a program that opens the file must not take them for formulas.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from site_builder import urls
from site_builder.model import Archive, Note

COLUMNS = (
    "claim", "canonical", "article", "id", "address", "speaker", "speaker_name", "attribution", "quote", "said_on",
    "said_in", "verdict", "verdict_label", "rating", "basis", "checkable", "checked_on", "sources", "topics",
    "article_title", "article_date", "outlet",
)  # fmt: skip
"""The columns; docs/pages/archive-json.md says what is in them."""


def claims_csv(archive: Archive) -> bytes:
    """Return all claims, the newest first."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for key in archive.claims:
        table.writerow(_row(archive, archive.notes[key]))
    return text.getvalue().encode("utf-8-sig")


def _row(archive: Archive, note: Note) -> Iterator[object]:
    annotation, article, verdict, base_url = note.annotation, note.article, note.verdict, archive.config.base_url
    yield annotation.claim_text
    yield archive.claims[note.key].canonical.key
    yield article.slug
    yield annotation.id
    yield urls.absolute_url(base_url, note.address)
    yield note.speaker.id if note.speaker else ""
    yield note.speaker.name if note.speaker else ""
    yield annotation.attribution
    yield annotation.quote
    yield note.said_on.iso if note.said_on else ""
    yield annotation.said_in
    yield annotation.verdict
    yield verdict.label if verdict else ""
    yield "" if verdict is None or verdict.rating is None else f"{verdict.rating:g}"
    yield annotation.basis
    yield "true" if annotation.checkable else "false"
    yield annotation.checked_on.iso if annotation.checked_on else ""
    yield " ".join(source.url for source in annotation.sources if source.url)
    yield "; ".join(annotation.topics)
    yield article.title
    yield article.date.iso if article.date else ""
    yield archive.outlet(article.outlet).text if article.outlet else ""
