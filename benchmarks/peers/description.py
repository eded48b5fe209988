"""What the peers' sites are made of: the body of an article with its quotes marked, and its notes as plain data.

The peers do not find quotes: here each one is marked where it stands, and a comment after its block says that the next
note belongs there. The templates cut the body at these comments. All of it is done before the clock starts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from benchmarks.corpus import Article, Corpus, Note
from benchmarks.markup import Mark, block_markdown, passage_markdown

BASE_URL = "https://example.org"
TITLE = "A generated archive"
NOTE_PLACE = "<!--note-->"


class Description:
    """Describes the articles of a corpus in Markdown and in values that JSON has."""

    def __init__(self, corpus: Corpus) -> None:
        self._headline = lru_cache(corpus.headline)

    def link(self, number: int) -> str:
        return f"/articles/{self._headline(number).slug}/"

    def body(self, article: Article) -> str:
        """Return the body: each note's words in a `mark` with a link to the note, and a comment after their block."""
        parts = []
        for place, block in enumerate(article.blocks):
            here = [(count, note) for count, note in enumerate(article.notes, 1) if note.block == place]
            parts.append(block_markdown(block, self.link, [_mark(count, note) for count, note in here]))
            parts += [NOTE_PLACE] * len(here)
        return "\n\n".join(parts) + "\n"

    def notes(self, article: Article) -> list[dict[str, object]]:
        """Return the notes in the order of their places; an empty text or None stands for what a note has not."""
        return [self._note(note) for note in article.notes]

    def _note(self, note: Note) -> dict[str, object]:
        same = note.same_claim_as
        return {
            "id": note.id,
            "quote": note.quote,
            "speaker": note.speaker.id if note.speaker else "",
            "speaker_name": note.speaker.name if note.speaker else "",
            "said_on": note.said_on,
            "verdict": note.verdict,
            "basis": note.basis,
            "text": "\n\n".join(passage_markdown(passage, self.link) for passage in note.paragraphs),
            "sources": [source._asdict() for source in note.sources],
            "same": {"title": same.title, "url": f"/articles/{same.slug}/#note-1"} if same else None,
        }


def speaker_ids(article: Article) -> list[str]:
    """Return the ids of who speaks in the article's notes, each once."""
    return list(dict.fromkeys(note.speaker.id for note in article.notes if note.speaker))


def front_matter(values: Mapping[str, object]) -> str:
    """Return YAML front matter; each value is written as JSON, which is YAML too."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"---\n{''.join(lines)}---\n\n"


def _mark(count: int, note: Note) -> Mark:
    after = f'</mark><sup><a href="#{note.id}">{count}</a></sup>'
    return Mark(note.start, note.end, f'<mark id="ref-{note.id}">', after)
