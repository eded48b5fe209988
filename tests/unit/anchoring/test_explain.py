"""What each finding says. That it is found where it should be, tests/cases/matching/ shows."""

from __future__ import annotations

from functools import cache

import pytest

from site_builder.anchoring.explain import Finding, explain_cut_words, explain_unplaced
from site_builder.anchoring.match import match_target
from site_builder.anchoring.part_text import PartText
from site_builder.model import Part, Target
from tests.unit.anchoring.plain_article import plain_article

TEXT = "It rose by 3.5%.\nHe rose."
BOTH = "line 1: It [rose] by 3.5%. He rose.; line 2: It rose by 3.5%. He [rose]."

COPY = "copy the words from the article as a reader sees them, without Markdown's signs"
QUOTE_WORDS = "quote the words that the note is about"


def explain(target: Target, text: str = TEXT, title: str = "") -> Finding:
    article = plain_article(text, title=title)

    @cache
    def text_of(part: Part) -> PartText:
        return PartText.from_article(article, part)

    match = match_target(text_of(target.part).folded, target)
    assert match.place is None
    return explain_unplaced(text_of, target, match)


@pytest.mark.parametrize(
    ("target", "code", "message", "hint"),
    [
        (Target(""), "quote-without-words", "the quote is empty", QUOTE_WORDS),
        (Target(" … "), "quote-without-words", "there is no word in the quote “…”", QUOTE_WORDS),
        (
            Target("rose", part="caption"),
            "quote-part-empty",
            "the quote is looked for in the article's caption, but the article has none",
            "name the part that the words stand in: title, dek, caption or body",
        ),
        (
            Target("It also rose by 3.5%"),
            "quote-not-found",
            "the quote is not in article.md; nearest is line 1, “It rose by 3.5%”: it lacks the quote's “also”",
            COPY,
        ),
        (
            Target("by 9.5%."),
            "quote-not-found",
            "the quote is not in article.md; nearest is line 1, “by 3.5%.”: it has “3.5%” where the quote has “9.5%”",
            "a number or a negation differs: find out which is right before you change the quote",
        ),
        (Target("Xylophones"), "quote-not-found", "the quote is not in article.md, and nothing like it is", COPY),
        (
            Target("rose", prefix="It", suffix="slowly"),
            "quote-context",
            f"the quote is in article.md, but not before “slowly”: {BOTH}",
            "give as prefix and suffix the words directly before and after the quote, or leave them out",
        ),
        (
            Target("rose", occurrence=3),
            "quote-occurrence",
            f"there is no occurrence 3: the quote stands at 2 places in article.md: {BOTH}",
            "give an occurrence from 1 to 2",
        ),
        (
            Target("It", occurrence=2),
            "quote-occurrence",
            "there is no occurrence 2: the quote stands at 1 place in article.md: line 1: [It] rose by 3.5%. He rose.",
            "leave occurrence out",
        ),
        (
            Target("rose"),
            "quote-ambiguous",
            f"the quote stands at 2 places in article.md: {BOTH}",
            "add prefix or suffix (the words directly before or after the quote), or occurrence (1 is the first place)",
        ),
    ],
)
def test_why_a_target_has_no_place(target: Target, code: str, message: str, hint: str) -> None:
    assert explain(target) == (code, message, hint)


def test_a_quote_of_another_part_is_sent_there() -> None:
    finding = explain(Target("Moon over"), title="Moon over town")
    assert finding.hint == "it stands in the article's title: write part: title"


def test_of_many_places_the_first_ten_are_shown() -> None:
    message = explain(Target("so"), "so " * 13).message
    assert message.count("[so]") == 10
    assert message.endswith("; and 3 more")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("rose", None),
        ("ose", "the quote starts inside “rose” (line 1 of article.md)"),
        ("ro", "the quote ends inside “rose” (line 1 of article.md)"),
        ("os", "the quote starts inside “rose” and ends inside “rose” (line 1 of article.md)"),
        ("3", "the quote ends inside “3.5” (line 1 of article.md)"),
    ],
)
def test_cut_words(words: str, says: str | None) -> None:
    text = PartText.from_article(plain_article(TEXT), "body")
    start = text.folded.text.index(words)
    finding = explain_cut_words(text, start, start + len(words))
    assert finding == (says and Finding("quote-cuts-word", says, "quote whole words and numbers"))
