"""The words of pages in one language, as its language files have them, and the direction of a language's writing.

A language file stands in templates/languages/; the shipped English one has every word that there is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from site_builder.model import Direction


class Plural(NamedTuple):
    """A word in the forms that numbers ask for, by the categories of a rule in `site_builder.plurals`."""

    rule: str
    forms: Mapping[str, str]


class Dated(NamedTuple):
    """A word with a date in it, in the forms that a day, a month and a year ask for; a date: how they are written."""

    day: str
    month: str
    year: str


Group = Mapping[str, str]
"""The words for values of the content format, such as those of the kinds of notes, by value."""

Word = str | Plural | Dated | Group
"""A text may have placeholders in braces, which are replaced where it is printed."""


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is that of the file that the words were found in: "de" for a site in "de-AT". `months` begin with January.

    `words` has a word for each key of the English file, `own` those of the site's own templates.
    """

    tag: str
    words: Mapping[str, Word]
    own: Mapping[str, Word]
    months: tuple[str, ...]
    dates: Dated

    @property
    def digest(self) -> str:
        """A digest of everything that is said in this language."""
        return hashlib.blake2b(repr(self).encode(), digest_size=12).hexdigest()


_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ks lrc mzn nqo pnb ps sd sdh skr syr ug ur yi ji".split())
"""Languages that are written from right to left where nothing is said of their script (CLDR, likelySubtags.xml)."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset("adlm arab aran hebr mand mend nkoo rohg samr syrc syre syrj syrn thaa yezi".split())
"""Scripts that are written from right to left and in use today (CLDR, scriptMetadata.txt), by their ISO 15924 codes."""


def direction_of(tag: str) -> Direction:
    """Return the direction in which the language with a tag (BCP 47) is written: its script's, if the tag names one."""
    language, *others = tag.lower().split("-")
    if others and len(others[0]) == 4 and others[0].isalpha():
        return "rtl" if others[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"
