"""The paragraphs of an article to its statements in text order, each with the character who made it.

This is where sentences, quotations, attributions and the cast meet; it returns spans and never words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from site_builder.exchange.prose.attribution import Attributed, find_attributions
from site_builder.exchange.prose.cast import Cast
from site_builder.exchange.prose.characters import Character
from site_builder.exchange.prose.circumstances import EXAMPLES
from site_builder.exchange.prose.clauses import Span, is_quotation
from site_builder.exchange.prose.quotations import MASK, Quotation, find_quotations, mask_quotations
from site_builder.exchange.prose.sentences import find_sentences
from site_builder.exchange.prose.subjects import leading_mention
from site_builder.model import Attribution

# Characters outside quotation marks; what is longer is a list or a text without full stops, and no sentence of prose.
_LONGEST_SENTENCE = 2000


@dataclass(frozen=True, slots=True)
class Statement:
    """Spans in the text of a part, whose paragraphs are joined by line breaks; who said the words, how and where."""

    spans: tuple[Span, ...]
    attribution: Attribution
    character: Character | None = None
    setting: str = ""

    def moved(self, offset: int) -> Statement:
        """Return the statement in a text that has `offset` characters before this one."""
        return replace(self, spans=tuple((offset + start, offset + end) for start, end in self.spans))


@dataclass(frozen=True, slots=True)
class Story:
    """The body: its text, the same masked, the sentences of each paragraph, the quotations by their start."""

    text: str
    masked: str
    paragraphs: tuple[tuple[Span, ...], ...]
    quotations: Mapping[int, Quotation]

    def words(self, span: Span) -> Span:
        """Return the words within the marks of a span that is a quotation."""
        return self.quotations[span[0]].words(self.text)


def read_story(paragraphs: list[str], dateline: str = "") -> Story:
    """Return the story of the paragraphs; a dateline, which begins the first one, is no part of its sentence."""
    masked: list[str] = []
    sentences: list[tuple[Span, ...]] = []
    quotations: dict[int, Quotation] = {}
    offset = 0
    for index, paragraph in enumerate(paragraphs):
        found = find_quotations(paragraph, "".join(paragraphs[index + 1 : index + 2]))
        hidden = mask_quotations(paragraph, found)
        if index == 0:
            hidden = " " * len(dateline) + hidden[len(dateline) :]
        masked.append(hidden)
        sentences.append(tuple((offset + start, offset + end) for start, end in find_sentences(paragraph, hidden)))
        quotations |= {offset + one.start: one.moved(offset) for one in found}
        offset += len(paragraph) + 1
    return Story("\n".join(paragraphs), "\n".join(masked), tuple(sentences), quotations)


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
        in_examples = in_examples and not found
        if in_examples:
            found = [Statement((sentence,), "article") for sentence in paragraph]
        yield from found
        in_examples = in_examples or _announces_examples(story, paragraph)


def _announces_examples(story: Story, paragraph: tuple[Span, ...]) -> bool:
    """Tell whether the paragraph ends with 'Then he gave several examples'; what follows is told as fact."""
    return bool(paragraph) and EXAMPLES.search(story.masked[slice(*paragraph[-1])]) is not None


def _read_sentence(story: Story, cast: Cast, sentence: Span, previous: Character | None) -> Iterator[Statement]:
    start, end = sentence
    masked = story.masked[start:end]
    is_prose = len(masked) - masked.count(MASK) <= _LONGEST_SENTENCE
    attributed = find_attributions(masked) if is_prose else []
    statements = [_resolved(story, cast, start, one) for one in attributed]
    if not statements:
        statements = list(_unattributed(story, cast, sentence, previous))
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
    """Read a quotation that is a sentence of its own, by the speaker before it, and one after 'X was blunt:'."""
    start, end = sentence
    masked = story.masked[start:end].rstrip(" .")
    if masked and not masked.strip(MASK + " "):
        yield Statement((story.words(sentence),), "direct", previous)
        return
    lead_in, colon, quotation = masked.rpartition(": ")
    mention = leading_mention(lead_in) if colon and quotation and not quotation.strip(MASK) else None
    if mention and (character := cast.resolve(mention, start)):
        yield Statement((story.words((start + len(lead_in) + 2, end)),), "direct", character)
