"""The types of single values: text, names, dates, addresses, numbers.

In goes one scalar as it was written, out comes its value, or None and an error that says what should stand there.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from functools import lru_cache
from typing import Any

from site_builder import urls
from site_builder.model import Date
from site_builder.reading import addresses
from site_builder.reading.core_schema import TRUTH_VALUES, core_number, core_value
from site_builder.reading.format import Place, Type, kind_of, with_article
from site_builder.reading.yaml_slips import QUOTE_IT
from site_builder.reading.yaml_source import Step, Value
from site_builder.similar import suggestion


class Scalar(Type):
    """One value; subclasses read its text."""

    hint_of_kind = "only one is possible; a text that begins with [ or { must be quoted"

    def parse(self, value: Value, place: Place, step: Step) -> Any:
        if not isinstance(value, str):
            self._no_scalar(value, place, step)
            return None
        text = value.strip()
        return self.read(text, place, step) if text else None

    def read(self, text: str, place: Place, step: Step) -> Any:
        """Return the value of the text, which is not empty, or report an error and return None."""
        raise NotImplementedError

    def _no_scalar(self, value: Value, place: Place, step: Step) -> None:
        if isinstance(value, dict) and len(value) == 1 and isinstance(text := next(iter(value.values())), str) and text:
            place.error(step, "unquoted-colon", f"this text has a colon: {QUOTE_IT}")
            return
        message = f"here should stand {with_article(self.label)}, not {kind_of(value)}"
        place.error(step, "wrong-type", message, self.hint_of_kind)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Text(Scalar):
    """Free text, taken as written: `title: 1984` and `verdict: false` are text."""

    label = "text"

    def parse(self, value: Value, place: Place, step: Step) -> str | None:
        if not isinstance(value, str):
            self._no_scalar(value, place, step)
            return None
        texts = place.findings.texts
        if texts is not None:
            texts.append((*place.path, step))
        return value.strip() or None

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"]}


class QuotedWords(Text):
    """Words of the article: white space at their ends counts, but for the line end that | adds."""

    def parse(self, value: Value, place: Place, step: Step) -> str | None:
        return value.removesuffix("\n") if super().parse(value, place, step) and isinstance(value, str) else None


class Markdown(Text):
    """Markdown: rendered where it is read."""

    label = "Markdown"
    hint_of_kind = "write |- after the colon and the Markdown below it; a text that begins with [ or { must be quoted"

    def parse(self, value: Value, place: Place, step: Step) -> str | None:
        return value if super().parse(value, place, step) and isinstance(value, str) else None


class PersonName(Text):
    """A person's name, or the id by which another file knows them: composed, as ids are."""

    def parse(self, value: Value, place: Place, step: Step) -> str | None:
        text = super().parse(value, place, step)
        return text and unicodedata.normalize("NFC", text)


class Name(Scalar):
    """A name that another file gives: a key of a vocabulary, an id, a path; letters and their accents are composed."""

    def __init__(self, label: str) -> None:
        self.label = label

    def read(self, text: str, _place: Place, _step: Step) -> str | None:
        return unicodedata.normalize("NFC", text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number", "boolean"]}


class Slug(Scalar):
    """Lower-case letters and digits of any script, and hyphens: part of an address."""

    def __init__(self, label: str = "slug") -> None:
        self.label = label

    def read(self, text: str, place: Place, step: Step) -> str | None:
        complaint = slug_complaint(text)
        if complaint:
            place.error(step, "bad-slug", f"'{text}' cannot be {with_article(self.label)}: {complaint}", SLUG_HINT)
            return None
        return unicodedata.normalize("NFC", text)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": _SLUG_PATTERN}


# What a schema can say of slug_complaint: no capital letter, sign or space of ASCII. JSON Schema has no categories.
_SLUG_PATTERN = r"^[^A-Z\u0000-,./:-@\[-`{-\u007f]+$"

SLUG_HINT = "use lower-case letters, digits and hyphens"


_ASCII_SLUG = re.compile(r"-*[a-z0-9][a-z0-9-]*")


def slug_complaint(slug: str) -> str:
    """Say why a text cannot be part of an address, or return ''."""
    if urls.is_reserved_name(slug):
        return "Windows reserves this name"
    if _ASCII_SLUG.fullmatch(slug):  # as most do, and need no look at each character
        return ""
    if slug != slug.lower():
        return "it has capital letters"
    wrong = next((character for character in slug if not _may_stand_in_slug(character)), None)
    if wrong:
        return f"it contains {'a space' if wrong == ' ' else wrong}"
    return "" if any(character != "-" for character in slug) else "it has no letter or digit"


def _may_stand_in_slug(character: str) -> bool:
    # Marks are parts of letters in many scripts: Devanagari vowel signs, for one.
    return (
        character == "-" or (character.isascii() and character.isalnum()) or unicodedata.category(character)[0] in "LMN"
    )


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def _date_parts(text: str) -> tuple[int, int | None, int | None] | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


@lru_cache(maxsize=2048)  # the days of some years: an archive names each of them many times
def _possible_date(text: str) -> Date | None:
    parts = _date_parts(text)
    return Date(*parts) if parts and not impossible(*parts) else None


class DateType(Scalar):
    """A day, a month or a year."""

    label = "date"
    _unpadded = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?", re.ASCII)

    def read(self, text: str, place: Place, step: Step) -> Date | None:
        date = _possible_date(text)
        if date is None:
            self._report(text, place, step)
        return date

    def _report(self, text: str, place: Place, step: Step) -> None:
        parts = _date_parts(text)
        if parts:
            message = f"'{text}' is not a date: {impossible(*parts)}"
            place.error(step, "bad-date", message, "write year, month, day: 2020-02-07")
        else:
            place.error(step, "bad-date", f"'{text}' is not a date", self._hint(text))

    def _hint(self, text: str) -> str:
        match = self._unpadded.fullmatch(text)
        if match:
            parts = [match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)]
            return f"write {'-'.join(parts)}"
        return "write 2020-02-07 for a day, 2020-02 for a month, 2020 for a year"

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}


def impossible(year: int, month: int | None, day: int | None) -> str:
    """Say why there is no such date, or return ''."""
    if year == 0:
        return "there is no year 0"
    if month is not None and not 1 <= month <= 12:
        return f"there is no month {month}"
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return f"month {month} of {year} has no day {day}"
    return ""


class Url(Scalar):
    """An address, kept as typed: http or https, and mailto where writing to somebody makes sense."""

    _scheme = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

    def __init__(self, *, mail: bool = False) -> None:
        self.label = "web or mail address" if mail else "web address"
        self._allows_mail = mail

    def read(self, text: str, place: Place, step: Step) -> str | None:
        if addresses.is_web(text) or (self._allows_mail and addresses.is_mail(text)):
            return text
        place.error(step, "bad-url", f"'{text}' is not a {self.label}", self._hint(text))
        return None

    def _hint(self, text: str) -> str:
        if addresses.leads_outside(text) and not addresses.can_be_followed(text):
            return addresses.HOST_HINT
        allowed = "http://, https:// or mailto:" if self._allows_mail else "http:// or https://"
        if self._scheme.match(text) or not re.match(r"[\w.-]+\.\w", text):
            return f"an address begins with {allowed} and has no spaces"
        return f"did you mean https://{text}?"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^(https?://|mailto:)" if self._allows_mail else "^https?://"}


class Email(Scalar):
    """A mail address."""

    label = "mail address"

    def read(self, text: str, place: Place, step: Step) -> str | None:
        if addresses.is_mailbox(text):
            return text
        place.error(step, "bad-email", f"'{text}' is not a mail address", "write it as name@example.org")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\S+@\S+$"}


class FilePath(Scalar):
    """A file of the content folder: relative to the file that names it, or with a leading / in content/assets."""

    label = "file"

    def read(self, text: str, place: Place, step: Step) -> str | None:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", text):
            hint = "save it in the content folder and write its path: readers' browsers ask no other host"
            place.error(step, "remote-file", f"'{text}' is not a file of the content folder", hint)
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^(?![A-Za-z][A-Za-z0-9+.-]+:|//)"}


class OldAddress(Scalar):
    """An address that a page had before, on this site: a folder or an .html file, so that no other file gives way."""

    label = "old address"
    _part = re.compile(r"[^\s\\/?#:%<>|*\".][^\s\\/?#:%<>|*\"]*(?<!\.)")

    def read(self, text: str, place: Place, step: Step) -> str | None:
        address = unicodedata.normalize("NFC", text.removeprefix("/"))
        parts = address.removesuffix("/").split("/")
        complaint = next(filter(None, map(self._complaint, parts)), "")
        if not complaint and not address.endswith(("/", ".html")):
            complaint = "it ends neither in a slash nor in .html"
        if complaint:
            hint = "write the path below the site's root: 2019/old-name/ or old-name.html"
            place.error(step, "bad-alias", f"'{text}' cannot be an old address of this site: {complaint}", hint)
            return None
        return address

    def _complaint(self, part: str) -> str:
        if urls.is_reserved_name(part):
            return f"Windows reserves the name '{part}'"
        return "" if self._part.fullmatch(part) else f"'{part}' cannot be a part of one"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[^:]+(/|\.html)$"}


class Language(Scalar):
    """A language tag (BCP 47): en, de, pt-BR, zh-Hant."""

    label = "language"

    def read(self, text: str, place: Place, step: Step) -> str | None:
        if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text):
            return text
        place.error(step, "bad-language", f"'{text}' is not a language", "write its tag: en, de, pt-BR, zh-Hant")
        return None

    def schema(self) -> dict[str, Any]:
        pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
        return {"type": ["string", "boolean"], "pattern": pattern}  # `no` is Norwegian, and a truth value to YAML 1.1


class Choice(Scalar):
    """One of a few words."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices
        self.label = " or ".join(choices) if len(choices) < 3 else "one of " + ", ".join(choices)

    def read(self, text: str, place: Place, step: Step) -> str | None:
        if text in self.choices:
            return text
        listed = f"write {', '.join(self.choices[:-1])} or {self.choices[-1]}"
        hint = f"{near}\n{listed}" if (near := suggestion(text, self.choices)) else listed
        place.error(step, "unknown-choice", f"'{text}' is not possible here", hint)
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


class Bool(Scalar):
    """true or false, as YAML 1.2 writes them."""

    label = "true or false"

    def read(self, text: str, place: Place, step: Step) -> bool | None:
        if text in TRUTH_VALUES:
            return TRUTH_VALUES[text]
        place.error(step, "wrong-type", f"'{text}' is neither true nor false", "write true or false")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Number(Scalar):
    """A number; a whole one, from `least` on, where `whole` is set."""

    def __init__(self, *, whole: bool = False, least: int | None = None) -> None:
        self.label = "whole number" if whole else "number"
        self._whole = whole
        self._least = least

    def read(self, text: str, place: Place, step: Step) -> float | int | None:
        number = core_number(text)
        if number is None or (self._whole and not isinstance(number, int)):
            place.error(step, "wrong-type", f"'{text}' is not a {self.label}", "write it in digits")
            return None
        if self._least is not None and number < self._least:
            place.error(step, "wrong-type", f"{text} is too small", f"the least is {self._least}")
            return None
        return number if self._whole else float(number)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer" if self._whole else "number"} | (
            {} if self._least is None else {"minimum": self._least}
        )


class Free(Type):
    """Whatever the site's own templates need, read by the core schema of YAML 1.2."""

    label = "free values"

    def parse(self, value: Value, place: Place, step: Step) -> Any:
        if isinstance(value, dict):
            return core_value(value)
        place.error(step, "wrong-type", f"here should stand a mapping, not {kind_of(value)}", "give each value a name")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}
