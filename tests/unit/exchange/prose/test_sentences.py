from __future__ import annotations

import pytest

from site_builder.exchange.prose.quotations import find_quotations, mask_quotations
from site_builder.exchange.prose.sentences import find_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "It snowed!", "Did it?", "Yes."],
        ["Dr. Bee met Sen. Dee of Harlow, Vt. on Dec. 9.", "It rained."],
        ["J. Bee of N.J. came."],
        ["“It rained. It snowed,” she said.", "It was cold."],
        ["“It rained,” she said.", "“It snowed.”", "“It thawed.”"],
        ["“It rained.”", "Bee then left."],
        ["“Did it rain?” Bee asked.", "It did."],
        ["“Did it rain?”", "The road was wet."],
        ["She said “no.”", "It rained."],
        ["He paused… and left.", "It rained."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    masked = mask_quotations(text, find_quotations(text))
    assert [text[start:end] for start, end in find_sentences(text, masked)] == sentences
