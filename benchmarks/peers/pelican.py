"""The corpus as a site of Pelican: its authors serve as the speakers, its categories as the outlets.

Notes are JSON files of their own, for Pelican's metadata are lines of text; its settings read them when a page asks.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.content import write_text
from benchmarks.corpus import Article, Corpus, Headline
from benchmarks.peers.description import Description, speaker_ids
from benchmarks.peers.hugo import SITES


class PelicanSite:
    """Writes a site below a folder; `pelican --settings pelicanconf.py`, run there, builds it into `output`."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self._folder = folder
        self._names = {speaker.id: speaker.name for speaker in corpus.speakers}
        self._roles = {speaker.name: speaker.role for speaker in corpus.speakers}
        self._description = Description(corpus)

    def begin(self) -> None:
        shutil.copytree(SITES / "pelican", self._folder, dirs_exist_ok=True)
        write_text(self._folder / "content" / "style.css", (SITES / "style.css").read_text(encoding="utf-8"))
        write_text(self._folder / "roles.json", json.dumps(self._roles, ensure_ascii=False))

    def write(self, article: Article) -> None:
        headline = article.headline
        metadata = {
            "Title": headline.title,
            "Slug": headline.slug,
            "Date": headline.date,
            "Summary": article.dek,
            "Byline": article.author,
            "Category": article.outlet,
            "Tags": ", ".join(article.topics),
            "Authors": "; ".join(self._names[name] for name in speaker_ids(article)),
        }
        header = "".join(f"{key}: {value}\n" for key, value in metadata.items())
        write_text(self.article_path(headline), f"{header}\n{self._description.body(article)}")
        notes = json.dumps(self._description.notes(article), ensure_ascii=False)
        write_text(self._folder / "notes" / f"{headline.slug}.json", notes)

    def article_path(self, headline: Headline) -> Path:
        return self._folder / "content" / "articles" / f"{headline.slug}.md"
