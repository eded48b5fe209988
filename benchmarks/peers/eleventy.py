"""The corpus as a site of Eleventy: notes are front matter, lists are collections and pagination."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.content import write_text
from benchmarks.corpus import Article, Corpus, Headline
from benchmarks.peers.description import Description, front_matter
from benchmarks.peers.hugo import SITES


class EleventySite:
    """Writes a site below a folder; `eleventy`, run in the folder, builds it into `_site`."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self._folder = folder
        self._corpus = corpus
        self._description = Description(corpus)

    def begin(self) -> None:
        shutil.copytree(SITES / "eleventy", self._folder, dirs_exist_ok=True)
        shutil.copy(SITES / "style.css", self._folder)
        speakers = [{"id": speaker.id, "name": speaker.name, "role": speaker.role} for speaker in self._corpus.speakers]
        write_text(self._folder / "_data" / "speakers.json", json.dumps(speakers, ensure_ascii=False))

    def write(self, article: Article) -> None:
        values = {
            "title": article.headline.title,
            "dek": article.dek,
            "author": article.author,
            "date": article.headline.date,
            "outlet": article.outlet,
            "topics": article.topics,
            "notes": self._description.notes(article),
        }
        write_text(self.article_path(article.headline), front_matter(values) + self._description.body(article))

    def article_path(self, headline: Headline) -> Path:
        return self._folder / "articles" / f"{headline.slug}.md"
