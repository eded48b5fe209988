"""Which form of a word a number asks for: the plural rules that a language file can name.

The categories and rules are those of Unicode CLDR (plurals.xml, cardinals), for whole numbers from 0 on, which are
all that a page counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The categories of CLDR, of which a rule uses some."""


class PluralRule(NamedTuple):
    """The categories that a word needs a form for, and the function that tells that of a number."""

    categories: tuple[str, ...]
    category: Callable[[int], str]


def _other(_count: int) -> str:
    return "other"


def _one_other(count: int) -> str:
    return "one" if count == 1 else "other"


def _none_or_one_other(count: int) -> str:
    return "one" if count in (0, 1) else "other"


def _arabic(count: int) -> str:
    if count in (0, 1, 2):
        return ("zero", "one", "two")[count]
    if 3 <= count % 100 <= 10:
        return "few"
    return "many" if count % 100 >= 11 else "other"


def _hebrew(count: int) -> str:
    return {1: "one", 2: "two"}.get(count, "other")


def _czech(count: int) -> str:
    return "one" if count == 1 else "few" if count in (2, 3, 4) else "other"


def _ends_in_few(count: int) -> bool:
    return count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)


def _polish(count: int) -> str:
    return "one" if count == 1 else "few" if _ends_in_few(count) else "many"


def _russian(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if _ends_in_few(count) else "many"


PLURALS: Mapping[str, PluralRule] = {
    "other": PluralRule(("other",), _other),
    "one-other": PluralRule(("one", "other"), _one_other),
    "none-or-one-other": PluralRule(("one", "other"), _none_or_one_other),
    "arabic": PluralRule(CATEGORIES, _arabic),
    "hebrew": PluralRule(("one", "two", "other"), _hebrew),
    "czech": PluralRule(("one", "few", "other"), _czech),
    "polish": PluralRule(("one", "few", "many"), _polish),
    "russian": PluralRule(("one", "few", "many"), _russian),
}
"""The rules by name, as a language file gives them.

other              Chinese, Indonesian, Japanese, Korean, Thai, Vietnamese
one-other          Danish, Dutch, English, Finnish, German, Greek, Italian, Norwegian, Spanish, Swedish, Turkish
none-or-one-other  French, Hindi, Persian, Portuguese of Brazil
hebrew, arabic     what they are named after
czech              Slovak too
polish             what it is named after
russian            Belarusian and Ukrainian too

Italian, French, Portuguese and Spanish have a form for whole millions besides, which no page counts up to.
"""
