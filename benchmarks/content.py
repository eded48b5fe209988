"""The corpus as a content folder of this project: articles, sidecars, speakers and settings.

python -m benchmarks.content 1000 /tmp/site [--seed 1]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import VERDICTS, Article, Corpus, Headline, Note
from benchmarks.markup import block_markdown, passage_markdown

OUTPUTS = ("claim_pages", "annotations", "speaker_feeds", "social_cards", "citations", "archive_json")


class ContentFolder:
    """Writes content/ below a folder; `search` and `outputs` switch the index and the further outputs of the site."""

    def __init__(self, folder: Path, corpus: Corpus, *, search: bool = True, outputs: bool = True) -> None:
        self._content = folder / "content"
        self._corpus = corpus
        self._search, self._outputs = search, outputs

    def begin(self) -> None:
        settings = {
            "title": "A generated archive",
            "base_url": "https://example.org/",
            "verdicts": [
                {"key": key, "label": key.title(), "definition": f"Rated {key}.", "tone": tone}
                for key, tone in VERDICTS.items()
            ],
            "search": {"engine": "lunr" if self._search else "none"},
            "outputs": dict.fromkeys(OUTPUTS, self._outputs),
        }
        write_text(self._content / "site.yaml", json.dumps(settings, indent=2) + "\n")
        speakers = (
            f"{speaker.id}:\n  name: {speaker.name}\n  role: {speaker.role}\n" for speaker in self._corpus.speakers
        )
        write_text(self._content / "speakers.yaml", "".join(speakers))

    def write(self, article: Article) -> None:
        path = self.article_path(article.headline)
        write_text(path, "".join(self._article(article)))
        write_text(path.with_suffix(".yaml"), "".join(self._sidecar(article)))

    def article_path(self, headline: Headline) -> Path:
        return self._content / "articles" / headline.year / f"{headline.slug}.md"

    def _link(self, number: int) -> str:
        headline = self._corpus.headline(number)
        return f"../{headline.year}/{headline.slug}.md"

    def _article(self, article: Article) -> Iterator[str]:
        front_matter = {
            "title": article.headline.title,
            "dek": article.dek,
            "authors": [article.author],
            "outlet": article.outlet,
            "date": article.headline.date,
            "topics": article.topics,
        }
        yield "---\n"
        for key, value in front_matter.items():
            yield f"{key}: {_quoted(value)}\n"
        yield "---\n"
        for block in article.blocks:
            yield f"\n{block_markdown(block, self._link)}\n"

    def _sidecar(self, article: Article) -> Iterator[str]:
        yield "annotations:\n"
        for note in article.notes:
            for place, entry in enumerate(self._note(note)):
                yield f"{'    ' if place else '  - '}{entry}\n"

    def _note(self, note: Note) -> Iterator[str]:
        """Yield each key that a note has, with its value."""
        yield f"id: {note.id}"
        yield f"quote: {_quoted(note.quote)}"
        if note.prefix:
            yield f"prefix: {_quoted(note.prefix)}"
        if note.occurrence:
            yield f"occurrence: {note.occurrence}"
        if note.speaker:
            yield f"speaker: {note.speaker.id}"
        if note.said_on:
            yield f"said_on: {note.said_on}"
        if note.verdict:
            yield f"verdict: {note.verdict}"
            yield f"basis: {_quoted(note.basis)}"
        if note.same_claim_as:
            yield f"same_claim_as: {note.same_claim_as.slug}/note-1"
        paragraphs = [passage_markdown(passage, self._link) for passage in note.paragraphs]
        yield "note: |-\n      " + "\n\n      ".join(paragraphs)
        if note.sources:
            yield "sources:" + "".join(
                f"\n      - title: {source.title}\n        url: {source.url}\n        publisher: {source.publisher}"
                for source in note.sources
            )


def _quoted(value: object) -> str:
    """Return the value as JSON, which is YAML too: a bare `12:30` or `a: b` would not be the text that is meant."""
    return json.dumps(value, ensure_ascii=False)


def write_content(folder: Path, articles: int, seed: int = 1, *, search: bool = True, outputs: bool = True) -> None:
    """Write content/ of so many articles below `folder`."""
    corpus = Corpus(articles, seed)
    content = ContentFolder(folder, corpus, search=search, outputs=outputs)
    content.begin()
    for article in corpus.articles():
        content.write(article)


def write_text(path: Path, text: str) -> None:
    """Write a text file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_content(arguments.folder, arguments.articles, arguments.seed)
