"""A deterministic archive of any size: the same number of articles and seed give the same bytes.

Words follow a Zipf law (the most frequent word stands in a text twice as often as the second), articles have 600 words
in paragraphs with a heading, a list and a quotation, and five notes on exact words of theirs. None of it means a thing.

    python benchmarks/corpus.py 1000 /tmp/corpus
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from pathlib import Path

VOCABULARY = 20_000
WORDS = 600
NOTES = 5
VERDICTS = {"supported": "positive", "misleading": "mixed", "false": "negative"}


def make_words(rng: random.Random) -> list[str]:
    """Return distinct words, the shorter ones first, as languages have it."""
    onsets, vowels, endings = "b c d f g h l m n p r s t v br st tr".split(), "aeiou", ["", "n", "r", "s", "t", "nd"]
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = 1 + (len(words) > 100) + (len(words) > 4000)
        words["".join(rng.choice(onsets) + rng.choice(vowels) for _ in range(syllables)) + rng.choice(endings)] = None
    return list(words)


class Writer:
    """Writes texts of one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._words = make_words(self.rng)
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def words(self, count: int) -> list[str]:
        return self.rng.choices(self._words, cum_weights=self._weights, k=count)

    def sentence(self, count: int) -> str:
        return f"{' '.join(self.words(count)).capitalize()}."

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence(12) for _ in range(sentences))


def write_corpus(folder: Path, articles: int, seed: int = 1, *, search: bool = True, outputs: bool = True) -> None:
    """Write content/ below `folder`; `search` and `outputs` switch the index and the further outputs of the site."""
    writer = Writer(seed)
    people = [f"{' '.join(writer.words(2)).title()} {number}" for number in range(max(10, articles // 10))]
    content = folder / "content"
    (content / "articles").mkdir(parents=True)
    settings = {
        "title": "A generated archive",
        "base_url": "https://example.org/",
        "verdicts": [{"key": key, "label": key.title(), "tone": tone} for key, tone in VERDICTS.items()],
        "search": {"engine": "lunr" if search else "none"},
        "outputs": dict.fromkeys(["claim_pages", "annotations", "speaker_feeds", "social_cards"], outputs),
    }
    _write(content / "site.yaml", json.dumps(settings, indent=1))
    speakers = {f"speaker-{number}": {"name": name} for number, name in enumerate(people)}
    _write(content / "speakers.yaml", json.dumps(speakers, indent=1))
    for number in range(articles):
        _write_article(writer, content / "articles" / f"article-{number}", number, len(people))


def _write_article(writer: Writer, path: Path, number: int, people: int) -> None:
    rng = writer.rng
    paragraphs = [writer.paragraph(4) for _ in range((WORDS - 60) // 48)]
    quotes = [_quote(rng, paragraph) for paragraph in rng.sample(paragraphs, NOTES)]
    items = "\n".join(f"- {writer.sentence(8)}" for _ in range(3))
    parts = [*paragraphs[:4], f"## {writer.sentence(4)}", *paragraphs[4:8], items, f"> {writer.sentence(14)}"]
    front = {
        "title": f"{writer.sentence(6)} {number}",
        "dek": writer.sentence(12),
        "authors": [f"Author {rng.randrange(50)}"],
        "outlet": f"Outlet {rng.randrange(20)}",
        "date": f"{rng.randrange(2000, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
        "topics": [f"Topic {rng.randrange(100)}" for _ in range(2)],
    }
    front_matter = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
    _write(path.with_suffix(".md"), f"---\n{front_matter}\n---\n\n" + "\n\n".join([*parts, *paragraphs[8:]]) + "\n")
    notes = [_note(writer, place, quote, rng.randrange(people)) for place, quote in enumerate(quotes)]
    _write(path.with_suffix(".yaml"), "annotations:\n" + "".join(notes))


def _quote(rng: random.Random, paragraph: str) -> str:
    """Return eight words of a paragraph: too many to stand anywhere else."""
    words = paragraph.split(" ")
    start = rng.randrange(len(words) - 8)
    return " ".join(words[start : start + 8])


def _note(writer: Writer, number: int, quote: str, speaker: int) -> str:
    return f"""\
  - id: note-{number}
    quote: {json.dumps(quote)}
    speaker: speaker-{speaker}
    said_on: 2020-02-07
    verdict: {writer.rng.choice(list(VERDICTS))}
    basis: {writer.sentence(12)}
    note: |-
      {writer.paragraph(3)}

      {writer.paragraph(1)}
    sources:
      - title: {writer.sentence(5)}
        url: https://example.org/{number}
        publisher: Publisher {writer.rng.randrange(30)}
"""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_corpus(arguments.folder, arguments.articles, arguments.seed)
