"""A deterministic archive of any size, described apart from every program that makes a site of it.

Comes in: a number of articles and a seed. Goes out: speakers, and articles one at a time, so that their number costs no
memory; the same number and seed give the same ones on every Python. None of it means a thing. What writes files is
`content.py` for this project and `peers/` for others.

Words follow a Zipf-Mandelbrot law over an invented vocabulary. An article has about 600 words in paragraphs, headings
and a list, with emphasis, links and people who speak, and 3 to 8 notes on exact words. In one article of five such
words stand twice: a quotation repeats them.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

VOCABULARY = 30_000
FIRST_YEAR, YEARS = 2006, 20
TOPICS, OUTLETS, AUTHORS = 120, 20, 80
NOTES = (3, 3, 4, 4, 5, 5, 5, 6, 7, 8)
"""How many notes an article has, each number as often as it stands here: five on average."""
VERDICTS = {"supported": "positive", "misleading": "mixed", "unsupported": "negative", "false": "negative"}
"""The keys of the vocabulary of verdicts, and the tone of each."""

StyleKind = Literal["emphasis", "strong", "link", "article"]
BlockKind = Literal["paragraph", "heading", "list", "quotation"]


class Style(NamedTuple):
    """Words [start, end) of a passage that are set off; `value` is a link's address, or an article's number."""

    start: int
    end: int
    kind: StyleKind
    value: str = ""


class Passage(NamedTuple):
    """Words as a reader sees them, with one space between, and the styles of some, which do not overlap."""

    words: tuple[str, ...]
    styles: tuple[Style, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.words)


class Block(NamedTuple):
    """A block of an article: one passage, or the items of a list."""

    kind: BlockKind
    passages: tuple[Passage, ...]


class Source(NamedTuple):
    title: str
    url: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Headline:
    """What other articles may know of an article without its text."""

    number: int
    slug: str
    title: str
    date: str
    verdict: str
    """The verdict on the article's first note, which is always a claim and the one that others repeat."""

    @property
    def year(self) -> str:
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the words [start, end) of the only passage of the article's block number `block`.

    Where the quote stands elsewhere too, `prefix` holds the words before it, or `occurrence` counts, from 1.
    """

    id: str
    block: int
    start: int
    end: int
    quote: str
    prefix: str
    occurrence: int | None
    speaker: Speaker | None
    verdict: str
    basis: str
    said_on: str
    paragraphs: tuple[Passage, ...]
    sources: tuple[Source, ...]
    same_claim_as: Headline | None


@dataclass(frozen=True, slots=True)
class Article:
    headline: Headline
    dek: str
    author: str
    outlet: str
    topics: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    @property
    def text(self) -> str:
        """The words of the body, a line a passage."""
        return "\n".join(passage.text for block in self.blocks for passage in block.passages)


class Dice:
    """Draws made of `random()` alone: for a seed Python keeps its sequence, and no other method's, between versions."""

    def __init__(self, *seed: int | str) -> None:
        self._random = random.Random("/".join(map(str, seed))).random

    def below(self, limit: int) -> int:
        return int(self._random() * limit)

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def chance(self, probability: float) -> bool:
        return self._random() < probability

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` different ones of the items."""
        pool = list(items)
        return [pool.pop(self.below(len(pool))) for _ in range(count)]

    def draw(self, law: Zipf[T]) -> T:
        return law.items[bisect(law.cumulative, self._random() * law.cumulative[-1])]


class Zipf(Generic[T]):
    """Items of which that of rank r, from 0, has a weight of 1 / (r + shift): Zipf's law as Mandelbrot has it."""

    def __init__(self, items: Iterable[T], shift: float) -> None:
        self.items = list(items)
        # Divisions and sums are the same on every machine; a power would not be.
        self.cumulative = list(accumulate(1 / (rank + shift) for rank in range(len(self.items))))


def make_words(dice: Dice, count: int) -> list[str]:
    """Return distinct words, shorter ones first, as languages have it."""
    onsets, vowels = "b c d f g h l m n p r s t v br cl dr st th tr".split(), "a e i o u ai ea ou".split()
    endings = ["", "", "", "l", "n", "r", "s", "t", "nd", "st"]
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = 1 + (len(words) > 120) + (len(words) > 5000 and dice.chance(0.6))
        words["".join(dice.pick(onsets) + dice.pick(vowels) for _ in range(syllables)) + dice.pick(endings)] = None
    return list(words)


class Prose:
    """Makes sentences with the words and links of a corpus, one draw after another."""

    def __init__(self, dice: Dice, words: Zipf[str], articles: int) -> None:
        self.dice = dice
        self._words = words
        self._articles = articles

    def words(self, count: int) -> list[str]:
        return [self._word() for _ in range(count)]

    def _word(self) -> str:
        if self.dice.chance(0.01):
            return self.dice.pick([f"{self.dice.between(1000, 99_999):,}", f"{self.dice.below(990) / 10}%"])
        return self.dice.draw(self._words)

    def sentence(self, fewest: int, most: int) -> list[str]:
        """Return words with a capital, a full stop, and commas now and then."""
        count = self.dice.between(fewest, most)
        body = [f"{word}," if self.dice.chance(0.06) else word for word in self.words(count - 2)]
        return [self.dice.draw(self._words).capitalize(), *body, f"{self.dice.draw(self._words)}."]

    def plain(self, fewest: int, most: int) -> str:
        return " ".join(self.sentence(fewest, most))

    def title(self, fewest: int, most: int) -> str:
        return " ".join([self.dice.draw(self._words).capitalize(), *self.words(self.dice.between(fewest, most) - 1)])

    def spoken(self, speaker: Speaker) -> tuple[list[str], int]:
        """Return a sentence that somebody says, and how many of its words are theirs."""
        first, *rest, last = self.sentence(9, 22)
        said = [f"“{first}", *rest, f"{last[:-1]},”"]
        return [*said, "said", *f"{speaker.name}.".split()], len(said)

    def style(self, start: int, end: int) -> Style | None:
        """Return a style for one to four of the words [start, end), for about one sentence in four."""
        if end - start < 8 or not self.dice.chance(0.25):
            return None
        first = start + self.dice.below(end - start - 4)
        last = first + self.dice.between(1, 4)
        match self.dice.below(5):
            case 0 | 1:
                return Style(first, last, "emphasis")
            case 2:
                return Style(first, last, "strong")
            case 3:
                return Style(first, last, "link", f"https://example.org/{self.dice.below(10_000)}/")
            case _:
                return Style(first, last, "article", str(self.dice.below(self._articles)))

    def passage(self, sentences: Iterable[list[str]]) -> Passage:
        words: list[str] = []
        styles = []
        for sentence in sentences:
            styles.append(self.style(len(words), len(words) + len(sentence)))
            words += sentence
        return Passage(tuple(words), tuple(style for style in styles if style))


class Quotable(NamedTuple):
    """A sentence of a paragraph, or what of it somebody says, on which a note may stand."""

    block: int
    start: int
    end: int
    speaker: Speaker | None


@dataclass(slots=True)
class Body:
    """An article's blocks while they are written, and what may be quoted from them, in order."""

    prose: Prose
    cast: Sequence[Speaker]
    blocks: list[Block] = field(default_factory=list)
    quotables: list[Quotable] = field(default_factory=list)

    def write(self) -> None:
        dice = self.prose.dice
        paragraphs = dice.between(9, 15)
        list_at, headings = dice.below(paragraphs), {3, 7, 11}
        for number in range(paragraphs):
            if number in headings:
                self._add("heading", Passage(tuple(self.prose.title(3, 6).split())))
            self._add_paragraph()
            if number == list_at:
                items = (self.prose.passage([self.prose.sentence(6, 12)]) for _ in range(dice.between(3, 5)))
                self._add("list", *items)

    def _add(self, kind: BlockKind, *passages: Passage) -> None:
        self.blocks.append(Block(kind, passages))

    def _add_paragraph(self) -> None:
        sentences: list[list[str]] = []
        start = 0
        for _ in range(self.prose.dice.between(2, 4)):
            speaker = self.prose.dice.pick(self.cast) if self.prose.dice.chance(0.3) else None
            sentence, quotable = self._sentence(speaker)
            self.quotables.append(Quotable(len(self.blocks), start, start + quotable, speaker))
            sentences.append(sentence)
            start += len(sentence)
        self._add("paragraph", self.prose.passage(sentences))

    def _sentence(self, speaker: Speaker | None) -> tuple[list[str], int]:
        if speaker:
            return self.prose.spoken(speaker)
        sentence = self.prose.sentence(9, 21)
        return sentence, len(sentence)

    def choose_spans(self, count: int) -> list[Quotable]:
        """Return words of that many sentences, in their order; no two overlap, for no sentence is taken twice."""
        dice = self.prose.dice
        chosen = []
        for place in sorted(dice.some(range(len(self.quotables)), count)):
            block, low, high, speaker = self.quotables[place]
            length = min(high - low, dice.between(6, 18))
            start = low + dice.below(high - low - length + 1)
            chosen.append(Quotable(block, start, start + length, speaker))
        return chosen

    def quote_again(self, span: Quotable) -> list[Block]:
        """Return the blocks and a quotation of the span's words, as newspapers pull them out, before or after them."""
        quotation = Block("quotation", (Passage(self.words(span)),))
        place = span.block if self.prose.dice.chance(0.5) else len(self.blocks)
        return [*self.blocks[:place], quotation, *self.blocks[place:]]

    def words(self, span: Quotable) -> tuple[str, ...]:
        return self.blocks[span.block].passages[0].words[span.start : span.end]


class Corpus:
    """An archive of so many articles; everything that they share is made from the seed at once."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self.seed = seed
        dice = Dice(seed, "world")
        vocabulary = make_words(dice, VOCABULARY)
        self._words = Zipf(vocabulary, 2.7)  # Mandelbrot's shift for English
        prose = Prose(dice, self._words, size)
        names = [word.capitalize() for word in vocabulary[200:5000]]
        self.speakers = [
            Speaker(name.lower().replace(" ", "-"), name, prose.title(3, 5))
            for name in _names(dice, names, max(10, size // 10))
        ]
        self._people = Zipf(self.speakers, 10)  # the busiest speaks in a fiftieth of what is said, not in a tenth
        self._topics = Zipf(_names(dice, names, TOPICS), 10)
        self._outlets = [f"The {name}" for name in _names(dice, names, OUTLETS)]
        self._authors = _names(dice, names, AUTHORS)

    def headline(self, number: int) -> Headline:
        """Return the headline of an article by its number, from 0."""
        dice = Dice(self.seed, "headline", number)
        title = Prose(dice, self._words, self.size).title(5, 10)
        slug = "-".join([*(word for word in title.lower().split() if word.isalpha()), str(number)])
        date = f"{FIRST_YEAR + dice.below(YEARS)}-{dice.between(1, 12):02}-{dice.between(1, 28):02}"
        return Headline(number, slug, title, date, dice.pick(list(VERDICTS)))

    def articles(self) -> Iterator[Article]:
        return map(self.article, range(self.size))

    def article(self, number: int) -> Article:
        """Return an article by its number, from 0; it depends on no other one's text."""
        dice = Dice(self.seed, "article", number)
        prose = Prose(dice, self._words, self.size)
        body = Body(prose, [dice.draw(self._people) for _ in range(dice.between(2, 5))])
        body.write()
        spans = body.choose_spans(dice.pick(NOTES))
        blocks = body.blocks
        if dice.chance(0.2):
            again = dice.pick(spans)
            blocks = body.quote_again(again)
            spans = [_moved(span, blocks, body.blocks) for span in spans]
        writer = NoteWriter(self, prose, self.headline(number), blocks, body.cast)
        return Article(
            headline=writer.headline,
            dek=prose.plain(12, 22),
            author=dice.pick(self._authors),
            outlet=dice.pick(self._outlets),
            topics=tuple(dict.fromkeys(dice.draw(self._topics) for _ in range(dice.between(1, 3)))),
            blocks=tuple(blocks),
            notes=tuple(writer.write(count, span) for count, span in enumerate(spans, 1)),
        )


class NoteWriter:
    """Writes the notes of one article."""

    def __init__(
        self, corpus: Corpus, prose: Prose, headline: Headline, blocks: Sequence[Block], cast: Sequence[Speaker]
    ) -> None:
        self.headline = headline
        self._corpus, self._prose, self._blocks, self._cast = corpus, prose, blocks, cast

    @cached_property
    def _text(self) -> str:
        """The article in one line: what stands before a quote is looked for across blocks."""
        return " ".join(passage.text for block in self._blocks for passage in block.passages)

    def write(self, count: int, span: Quotable) -> Note:
        """Return the note of that count, from 1: the first is a rated claim, of the others three in four are claims."""
        dice, prose = self._prose.dice, self._prose
        is_claim = count == 1 or dice.chance(0.75)
        verdict = dice.pick(list(VERDICTS)) if is_claim and dice.chance(0.85) else ""
        same = None
        if count == 1:
            verdict = self.headline.verdict
        elif verdict and self.headline.number and dice.chance(0.05):
            same = self._corpus.headline(dice.below(self.headline.number))
            verdict = same.verdict
        quote, prefix, occurrence = self._selector(span)
        return Note(
            id=f"note-{count}",
            block=span.block,
            start=span.start,
            end=span.end,
            quote=quote,
            prefix=prefix,
            occurrence=occurrence,
            speaker=(span.speaker or dice.pick(self._cast)) if is_claim else None,
            verdict=verdict,
            basis=prose.plain(12, 18) if verdict else "",
            said_on=self.headline.date if is_claim and dice.chance(0.5) else "",
            paragraphs=self._paragraphs(),
            sources=tuple(self._source() for _ in range(dice.between(1 if verdict else 0, 3))),
            same_claim_as=same,
        )

    def _paragraphs(self) -> tuple[Passage, ...]:
        """Return a note's own text: 30 words on average and up to 90, as in the archive that ships with the program."""
        dice = self._prose.dice
        counts = [dice.between(1, 3)] if dice.chance(0.9) else [2, dice.between(1, 3)]
        return tuple(self._prose.passage(self._prose.sentence(8, 18) for _ in range(count)) for count in counts)

    def _source(self) -> Source:
        dice, prose = self._prose.dice, self._prose
        url = f"https://example.com/{dice.below(5000)}/{dice.below(100_000)}"
        return Source(prose.title(4, 8), url, f"{prose.title(1, 2)} Press")

    def _selector(self, span: Quotable) -> tuple[str, str, int | None]:
        """Return quote, prefix and occurrence, the one or the other of these where the words stand elsewhere too."""
        words = self._blocks[span.block].passages[0].words
        quote = " ".join(words[span.start : span.end])
        if self._text.count(quote) == 1:
            return quote, "", None
        prefix = " ".join(words[max(0, span.start - 4) : span.start])
        if prefix and self._text.count(f"{prefix} {quote}") == 1 and self._prose.dice.chance(0.5):
            return quote, prefix, None
        before = [passage.text for block in self._blocks[: span.block] for passage in block.passages]
        return quote, "", 1 + " ".join([*before, " ".join(words[: span.start])]).count(quote)


def _names(dice: Dice, words: Sequence[str], count: int) -> list[str]:
    """Return different names of two words each."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{dice.pick(words)} {dice.pick(words)}"] = None
    return list(names)


def _moved(span: Quotable, blocks: Sequence[Block], before: Sequence[Block]) -> Quotable:
    """Return the span with the number that its block has now that another one was put in."""
    moved = span.block if blocks[span.block] is before[span.block] else span.block + 1
    return span._replace(block=moved)
