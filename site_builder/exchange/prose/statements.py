"""The paragraphs of an article to its statements in text order, each with the character who made it.

This is where sentences, quotations, attributions and the cast meet; it returns spans and never words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from site_builder.exchange.prose.attribution import Attributed, find_attributions, is_quotation, leading_mention
from site_builder.exchange.prose.cast import Cast, Character
from site_builder.exchange.prose.quotations import MASK, Quotation, find_quotations, mask_quotations
from site_builder.exchange.prose.sentences import find_sentences
from site_builder.exchange.prose.vocabulary import EXAMPLES
from site_builder.model import Attribution

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """Spans in the body (paragraphs joined by line breaks), how they are worded and who made them, where that is told."""

    spans: tuple[Span, ...]
    attribution: Attribution
    character: Character | None = None
    setting: str = ""


class Story:
    """The masked body with its quotations and sentences."""

    def __init__(self, paragraphs: list[str], dateline: str) -> None:
        offsets = [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]
        self.text = "\n".join(paragraphs)
        self.quotations: dict[int, Quotation] = {}
        masked: list[str] = []
        self.paragraphs: list[list[Span]] = []
        for index, paragraph in enumerate(paragraphs):
            following = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
            found = find_quotations(paragraph, following)
            hidden = mask_quotations(paragraph, found)
            if index == 0:
                hidden = " " * len(dateline) + hidden[len(dateline) :]
            masked.append(hidden)
            offset = offsets[index]
            for start, end, is_open in found:
                self.quotations[offset + start] = Quotation(offset + start, offset + end, is_open)
            spans = ((s + len(hidden[s:e]) - len(hidden[s:e].lstrip()), e) for s, e in find_sentences(paragraph, hidden))
            self.paragraphs.append([(offset + start, offset + end) for start, end in spans])
        self.masked = "\n".join(masked)

    def words(self, span: Span) -> Span:
        """Return the words within the marks of a span that is a quotation."""
        return self.quotations[span[0]].words(self.text)


def find_statements(story: Story, cast: Cast) -> Iterator[Statement]:
    """Yield the statements of the story in text order."""
    in_examples = False
    previous: Character | None = None
    for paragraph in story.paragraphs:
        found: list[Statement] = []
        for sentence in paragraph:
            statements = list(_read_sentence(story, cast, sentence, previous))
            if statements:
                previous = statements[-1].character
            found += statements
        if in_examples and not found:
            yield from (Statement((sentence,), "article") for sentence in paragraph)
        else:
            yield from found
            in_examples = False
        in_examples |= bool(paragraph) and EXAMPLES.search(story.masked[slice(*paragraph[-1])]) is not None


def _read_sentence(story: Story, cast: Cast, sentence: Span, previous: Character | None) -> Iterator[Statement]:
    start, end = sentence
    masked = story.masked[start:end]
    attributed = find_attributions(masked)
    statements = [_resolved(story, cast, start, one) for one in attributed] or list(
        _unattributed(story, cast, sentence, previous)
    )
    cast.note_sentence(start, end)
    for statement in statements:
        if statement.character:
            cast.note(statement.character)
    yield from statements


def _resolved(story: Story, cast: Cast, offset: int, attributed: Attributed) -> Statement:
    spans = [(offset + start, offset + end) for start, end in attributed.spans]
    character = cast.resolve(attributed.mention, spans[0][0])
    if all(is_quotation(story.masked, span) and span[0] in story.quotations for span in spans):
        return Statement(tuple(story.words(span) for span in spans), "direct", character, attributed.setting)
    return Statement(tuple(spans), "paraphrase", character, attributed.setting)


def _unattributed(story: Story, cast: Cast, sentence: Span, previous: Character | None) -> Iterator[Statement]:
    """Read a quotation that is a sentence of its own: it goes on with the speaker before it, or with 'X was blunt: “…”'."""
    start, end = sentence
    masked = story.masked[start:end].rstrip(" .")
    if masked and not masked.strip(MASK + " "):
        yield Statement((story.words(sentence),), "direct", previous)
        return
    lead_in, colon, quotation = masked.rpartition(": ")
    mention = leading_mention(lead_in) if colon and quotation and not quotation.strip(MASK) else None
    if mention and (character := cast.resolve(mention, start)):
        yield Statement((story.words((start + len(lead_in) + 2, end)),), "direct", character)
