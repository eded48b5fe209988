from __future__ import annotations

import pytest

from site_builder.exchange.prose.quotations import MASK, find_quotations, mask_quotations


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“One,” he said. “Two.”", ["One", "Two."]),
        ('"One," he said. "Two."', ["One", "Two."]),
        ("‘You can’t fake roots,’ he said.", ["You can’t fake roots"]),
        ("‘The officers’ claims are false,’ he said.", ["The officers’ claims are false"]),
        ("Cuts Aren't 'Cuts,' They're 'Savings'", ["Cuts", "Savings"]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me"]),
        ("The dogs' owner can't say 'tis so.", []),
        ("the ’90s and the '90s", []),
        ("6' 2\" tall", []),
        ("an unclosed “quotation", []),
        ("«Oui», dit-il", ["Oui"]),
    ],
)
def test_quotations_of_a_paragraph(text: str, words: list[str]) -> None:
    found = [one.words(text) for one in find_quotations(text)]
    assert [text[start:end] for start, end in found] == words


def test_an_unclosed_quotation_goes_on_in_a_paragraph_that_begins_with_a_mark() -> None:
    text = "He said, “It was cold."
    (quotation,) = find_quotations(text, "“It is cold.”")
    assert quotation.is_open
    assert text[slice(*quotation.words(text))] == "It was cold."


def test_a_masked_text_has_the_same_length() -> None:
    text = f"“One” {MASK} two"
    assert mask_quotations(text, find_quotations(text)) == f"{MASK * 5} \ufffd two"
