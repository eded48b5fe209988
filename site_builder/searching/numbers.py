"""Whole numbers as short texts: one character up to 59, two up to 1,979, without a sign that JSON would escape.

templates/assets/js/search-index.js reads them.
"""

from __future__ import annotations

from collections.abc import Iterable

_SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
LAST = 60
"""How many signs end a number; the other 32 say that more of it follows."""
_MORE = len(_SIGNS) - LAST


class _Texts(dict[int, str]):
    """The text of each number, remembered: most of millions are the same few."""

    def __missing__(self, number: int) -> str:
        if number < 0:
            raise ValueError(f"{number} is less than nothing")
        rest, last = divmod(number, LAST)
        text = _SIGNS[last]
        while rest:
            rest, digit = divmod(rest - 1, _MORE)
            text = _SIGNS[LAST + digit] + text
        self[number] = text
        return text


text_of = _Texts().__getitem__
"""Returns a number from 0 on as text; raises ValueError for a negative one."""


def write_numbers(numbers: Iterable[int]) -> str:
    """Return numbers from 0 on as one text; raises ValueError for a negative one."""
    return "".join(map(text_of, numbers))
