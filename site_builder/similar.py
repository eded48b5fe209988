"""The known name that somebody probably meant: keys, ids, files, commands.

In goes what was written and the names that there are, out comes the nearest of them, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like a name, or '' where none is like it.

    Capital letters, spaces for hyphens and invisible characters make no difference: they are how one mostly slips.
    """
    names = list(known)
    folded = _folded(name)
    same = next((one for one in names if _folded(one) == folded), "")
    from difflib import get_close_matches  # here: every command imports this file, and few have to guess

    return same or next(iter(get_close_matches(name, names, n=1)), "")


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest known name, or ''."""
    near = nearest(name, known)
    return f"did you mean '{near}'?" if near else ""


def suggestion_by(name: str, ids: Mapping[str, str]) -> str:
    """Return a question that names the id of the nearest known name, or ''; `ids` has the id of each name."""
    near = nearest(name, ids)
    return f"did you mean '{ids[near]}'?" if near else ""


def without_invisible(name: str) -> str:
    """Return a name without the characters that nobody sees, and without white space at its ends."""
    return _INVISIBLE.sub("", name).strip()


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", without_invisible(name).strip("\"'“”‘’").casefold())
