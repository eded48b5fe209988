"""The corpus as a site of Hugo: notes are front matter, speakers, topics, outlets and years are taxonomies."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.content import write_text
from benchmarks.corpus import Article, Corpus, Headline
from benchmarks.peers.description import Description, front_matter, speaker_ids

SITES = Path(__file__).resolve().parent / "sites"


class HugoSite:
    """Writes a site below a folder; `hugo --source FOLDER` builds it into `FOLDER/public`."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self._folder = folder
        self._corpus = corpus
        self._description = Description(corpus)

    def begin(self) -> None:
        shutil.copytree(SITES / "hugo", self._folder, dirs_exist_ok=True)
        write_text(self._folder / "static" / "style.css", (SITES / "style.css").read_text(encoding="utf-8"))
        for speaker in self._corpus.speakers:
            page = front_matter({"title": speaker.name, "role": speaker.role})
            write_text(self._folder / "content" / "speakers" / speaker.id / "_index.md", page)

    def write(self, article: Article) -> None:
        values = {
            "title": article.headline.title,
            "description": article.dek,
            "author": article.author,
            "date": article.headline.date,
            "outlets": [article.outlet],
            "topics": article.topics,
            "archive": [article.headline.year],
            "speakers": speaker_ids(article),
            "notes": self._description.notes(article),
        }
        write_text(self.article_path(article.headline), front_matter(values) + self._description.body(article))

    def article_path(self, headline: Headline) -> Path:
        return self._folder / "content" / "articles" / f"{headline.slug}.md"
