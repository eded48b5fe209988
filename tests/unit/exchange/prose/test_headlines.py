from __future__ import annotations

import pytest

from site_builder.exchange.prose.cast import Cast
from site_builder.exchange.prose.headlines import find_headline_statements

STORY = "Mayor Ann Bee, acting director of Border and Coast Matters, met Halden Energy. Bee left."


@pytest.mark.parametrize(
    ("headline", "statements"),
    [
        ("Mayor Says Bridge Is Safe", [("Bridge Is Safe", "Ann Bee")]),
        ("Bridge Is Safe, Mayor Says", [("Bridge Is Safe", "Ann Bee")]),
        ("Mayor: Bridge Is Safe", [("Bridge Is Safe", "Ann Bee")]),
        ("Mayor Slams Council for Delay", [("Slams Council for Delay", "Ann Bee")]),
        ("Mayor Tells Court Bridge Is Safe", [("Bridge Is Safe", "Ann Bee")]),
        ("Residents Say Bridge Is Not Safe", [("Bridge Is Not Safe", None)]),
        ("Critics call the bridge a trap", [("call the bridge a trap", None)]),
        ("Company Admits Cracks but Says Bridge Is Safe", [("Bridge Is Safe", "Halden Energy")]),
        ("Bridge Is Shut; Mayor Blames Rain for It", [("Blames Rain for It", "Ann Bee")]),
        ("Insurance Claims Rise by Half", []),
        ("Mayor Accused of Lying", []),
        ("Bridge Is Shut", []),
    ],
)
def test_statements_of_a_headline(headline: str, statements: list[tuple[str, str | None]]) -> None:
    found = find_headline_statements(headline, Cast(STORY))
    assert [(headline[slice(*one.span)], one.character.name if one.character else None) for one in found] == statements
