"""The words of pages, ready to be printed: looked up once for a site, so that a template asks an attribute for each.

Comes in: a Language. Goes out: what templates see as `words`, the filters that print dates and names of values, and the
same words as plain text for titles and feeds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from site_builder.language import Dated, Language, Plural, Word
from site_builder.model import Date
from site_builder.plurals import PLURALS
from site_builder.publishing.lists import UNDATED

_MEMORY = 4096
"""How many dates are remembered: an archive prints the same few thousand again and again."""


class Words:
    """Words as attributes: Markup, or, where something is put in, a Phrase, PluralPhrase or DatedPhrase.

    The words for values of one sort, such as `kinds`, are a mapping.
    """

    def __init__(self, words: Mapping[str, object]) -> None:
        vars(self).update(words)


class Phrase:
    """A text with placeholders, called with what replaces them: `words.by(authors=…)`. Printed alone it shows them."""

    __slots__ = ("_html", "parts")

    def __init__(self, text: str) -> None:
        self._html = str(escape(text))
        self.parts = _parts(self._html)
        """Escaped texts and, between each two of them, the name of a placeholder."""

    def __call__(self, **values: object) -> Markup:
        return _filled(self._html, values)

    def __html__(self) -> str:
        return self._html


class PluralPhrase:
    """A text that counts, called with the number and what replaces its other placeholders.

    `forms` are the texts by CLDR's categories, for scripts.
    """

    __slots__ = ("_category", "_html", "forms")

    def __init__(self, plural: Plural) -> None:
        self.forms = dict(plural.forms)
        self._category = PLURALS[plural.rule].category
        self._html = {category: str(escape(text)) for category, text in plural.forms.items()}

    def __call__(self, count: int, **values: object) -> Markup:
        return _filled(self._html[self._category(count)], {"count": count, **values})


class DatedPhrase:
    """A text with a date in it, called with the date and what replaces its other placeholders."""

    __slots__ = ("_print", "_texts", "parts")

    def __init__(self, dated: Dated, print_date: Callable[[Date], Markup]) -> None:
        self._texts = Dated(*(str(escape(text)) for text in dated))
        self._print = print_date
        self.parts = _parts(self._texts.day) if len(set(self._texts)) == 1 else []
        """As those of a Phrase; none where the text depends on the date."""

    def __call__(self, date: Date, **values: object) -> Markup:
        return _filled(_of_date(self._texts, date), {"date": self._print(date), **values})


def _parts(html: str) -> list[str]:
    return re.split(r"\{(\w+)\}", html)


def _of_date(forms: Dated, date: Date) -> str:
    return forms.day if date.day else forms.month if date.month else forms.year


def _filled(html: str, values: Mapping[str, object]) -> Markup:
    """Return escaped text with its placeholders replaced; values are escaped unless they are markup."""
    return Markup(html.format(**{name: escape(value) for name, value in values.items()}))  # noqa: S704


class Wording:
    """The words of one site."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.date: Callable[[Date], Markup] = lru_cache(maxsize=_MEMORY)(self._time_element)
        """The filter `date`: a date in words within a <time> element that carries it in ISO 8601."""
        own = Words({name: self._printed(word) for name, word in language.own.items()})
        self.words = Words({name: self._printed(word) for name, word in language.words.items()} | {"own": own})

    def _printed(self, word: Word) -> object:
        if isinstance(word, Plural):
            return PluralPhrase(word)
        if isinstance(word, str):
            if "{date}" in word:
                return DatedPhrase(Dated(word, word, word), self.date)
            return Phrase(word) if "{" in word else escape(word)
        if isinstance(word, Dated):
            return DatedPhrase(word, self.date)
        return {name: escape(text) for name, text in word.items()}

    def text(self, name: str, **values: object) -> str:
        """Return a word as plain text, its placeholders replaced. Raises KeyError where there is none of this name."""
        word = self.language.words[name]
        assert isinstance(word, str), f"'{name}' has forms"
        return word.format(**values)

    def name_of(self, group: str, value: str) -> str:
        """Return the word for a value of the content format. Raises KeyError where there is no such group or value."""
        words = self.language.words[group]
        assert isinstance(words, Mapping), f"'{group}' is a text"
        return words[value]

    def mark_in(self, language: str) -> str:
        """Return the attribute of an element with these words among those of another language; "" means the site's."""
        tag = self.language.tag
        is_same = not language or language.lower().partition("-")[0] == tag.lower().partition("-")[0]
        return "" if is_same else f' lang="{tag}"'

    # ---------------------------------------------------------------- filters

    def kind_label(self, kind: str) -> str:
        return self.name_of("kinds", kind)

    def year_label(self, year: str) -> str:
        """Return the name of a year of a list: "2020", or what is said of things without a date."""
        return self.text("undated") if year == UNDATED else year

    def date_text(self, date: Date) -> str:
        """Return a date in words: "7 February 2020", "February 2020" or "2020"."""
        month = self.language.months[date.month - 1] if date.month else ""
        return _of_date(self.language.dates, date).format(day=date.day, month=month, year=date.year)

    def _time_element(self, date: Date) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(date.iso, self.date_text(date))
