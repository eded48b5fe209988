from __future__ import annotations

import pytest

from site_builder.exchange.prose.attribution import find_attributions
from site_builder.exchange.prose.quotations import find_quotations, mask_quotations


def read(sentence: str) -> list[tuple[str, str, str]]:
    """Return the statements of a sentence: words, parts joined by ' / ', name of the mention, setting."""
    found = find_attributions(mask_quotations(sentence, find_quotations(sentence)))
    return [
        (" / ".join(sentence[start:end] for start, end in one.spans), one.mention.name, one.setting) for one in found
    ]


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        ("Bee said the road was shut.", [("the road was shut", "Bee", "")]),
        ("Bee has repeatedly warned that it floods.", [("it floods", "Bee", "")]),
        ("Bee told reporters on Monday that it floods.", [("it floods", "Bee", "")]),
        ("Bee told a packed hall in Harlow that it floods.", [("it floods", "Bee", "")]),
        ("Bee said, “It floods.”", [("“It floods.”", "Bee", "")]),
        ("Bee said: “It floods.”", [("“It floods.”", "Bee", "")]),
        ("“It floods,” Bee said.", [("“It floods,”", "Bee", "")]),
        ("“It floods,” said Ann Bee, the mayor.", [("“It floods,”", "Ann Bee", "")]),
        ("“It floods,” Bee said in an email.", [("“It floods,”", "Bee", "email")]),
        ("“It floods,” Bee said, “every spring.”", [("“It floods,” / “every spring.”", "Bee", "")]),
        ("“It floods,” said Bee, “every spring.”", [("“It floods,” / “every spring.”", "Bee", "")]),
        ("The road is shut, Bee said.", [("The road is shut", "Bee", "")]),
        ("The road, Bee said, is shut.", [("The road / is shut", "Bee", "")]),
        ("The road is shut, said Ann Bee.", [("The road is shut", "Ann Bee", "")]),
        ("The road is shut, according to Bee.", [("The road is shut", "Bee", "")]),
        ("According to Bee, the road is shut.", [("the road is shut", "Bee", "")]),
        ("In a statement, the company said it would pay.", [("it would pay", "company", "statement")]),
        ("Ann Bee, who runs the shop, said it floods.", [("it floods", "Ann Bee", "")]),
        ("Asked about the road, Bee laughed and said it floods.", [("it floods", "Bee", "")]),
        ("Bee slammed the council for the delay.", [("slammed the council for the delay", "Bee", "")]),
        ("Bee accused the council of lying in a letter.", [("accused the council of lying", "Bee", "letter")]),
        ("Bee called the plan “a joke.”", [("called the plan “a joke.”", "Bee", "")]),
        ("Critics say it floods.", [("it floods", "critics", "")]),
        (
            "Bee said it floods, adding that nobody listens.",
            [("it floods", "Bee", ""), ("nobody listens", "Bee", "")],
        ),
        (
            "Bee denied any blame but insisted that it floods.",
            [("denied any blame", "Bee", ""), ("it floods", "Bee", "")],
        ),
        ("Bee said nothing about it.", []),
        ("Bee did not say when it floods.", []),
        ("Bee is said to be rich.", []),
        ("He was booed, but he went on to say that it floods.", [("it floods", "he", "")]),
        ("Bee reported two cases that were new.", []),
    ],
)
def test_statements_of_a_sentence(sentence: str, statements: list[tuple[str, str, str]]) -> None:
    assert read(sentence) == statements
