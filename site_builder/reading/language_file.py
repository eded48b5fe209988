"""One language file to the words that stand in it.

In go its text and the words that are known already, which give each word its form and its placeholders; out come the
words and all that is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_builder.language import Dated, Plural, Word
from site_builder.plurals import CATEGORIES, PLURALS
from site_builder.problems import Problem, error
from site_builder.reading.format import is_given, kind_of
from site_builder.reading.source_text import read_text
from site_builder.reading.yaml_source import Path, Value, YamlDocument
from site_builder.similar import suggestion

_KEYS = ("plurals", "months", "dates", "words", "own")
_MONTHS = 12
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_OF_DATES = Dated("{day}{month}{year}", "{month}{year}", "{year}")
"""What can stand in the form of a date."""


@dataclass(slots=True)
class LanguageFile:
    """What a file says; months and dates are empty where it says nothing of them."""

    rule: str
    months: tuple[str, ...] = ()
    dates: Dated | None = None
    words: dict[str, Word] = field(default_factory=dict)
    own: dict[str, Word] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_language_file(data: bytes, file: str, known: Mapping[str, Word], rule: str) -> LanguageFile:
    """Read a file.

    `known` are the words that there are, empty for the file that says which there are; `rule` is the name of the plural
    rule where the file gives none.
    """
    text, problems = read_text(data, file)
    document = YamlDocument(text, file)
    reader = _Reader(document)
    values = {} if document.failed else reader.mapping(document.value, (), _KEYS)
    read = LanguageFile(reader.rule(values.get("plurals", ""), rule))
    read.months = reader.months(values.get("months", ""))
    read.dates = reader.dates(values.get("dates", ""))
    for section, words in (("words", read.words), ("own", read.own)):
        names = tuple(known) if section == "words" else ()
        for name, value in reader.mapping(values.get(section, ""), (section,), names).items():
            word = reader.word(value, (section, name), known.get(name) if names else None, read.rule)
            if word is not None:
                words[name] = word
    read.problems = [*problems, *document.problems, *reader.problems]
    return read


def placeholders(word: Word) -> set[str]:
    """Return the names in braces of all forms of a word."""
    return {name for text in _texts(word) for name in _PLACEHOLDER.findall(text)}


def _texts(word: Word) -> Iterable[str]:
    if isinstance(word, str):
        return (word,)
    if isinstance(word, Dated):
        return word
    return (word.forms if isinstance(word, Plural) else word).values()


class _Reader:
    """Takes values for what they should be, and notes what is wrong with them."""

    def __init__(self, document: YamlDocument) -> None:
        self.problems: list[Problem] = []
        self._document = document

    def mapping(self, value: Value, path: Path, known: tuple[str, ...] = ()) -> dict[str, Value]:
        """Return the given keys of a mapping; `known` are those that there are, empty where the file chooses them."""
        if not is_given(value):
            return {}
        if not isinstance(value, dict):
            self._report("wrong-type", f"here should stand keys, not {kind_of(value)}", path, "write key: value")
            return {}
        for name in value:
            if known and name not in known:
                hint = suggestion(name, known) or _other_names(path, known)
                self._report("unknown-key", f"a language file has no '{name}' here", (*path, name), hint, of_key=True)
        return {name: each for name, each in value.items() if is_given(each) and (not known or name in known)}

    def rule(self, value: Value, default: str) -> str:
        if not is_given(value):
            return default
        if isinstance(value, str) and value in PLURALS:
            return str(value)
        near = suggestion(value, PLURALS) if isinstance(value, str) else ""
        self._report("unknown-choice", "there is no such plural rule", ("plurals",), near or _listed(PLURALS))
        return default

    def months(self, value: Value) -> tuple[str, ...]:
        if not is_given(value):
            return ()
        if isinstance(value, list) and len(value) == _MONTHS and all(isinstance(month, str) for month in value):
            return tuple(map(str, value))
        hint = "write a list that begins with January"
        self._report("wrong-type", "here should stand the names of twelve months", ("months",), hint)
        return ()

    def dates(self, value: Value) -> Dated | None:
        return self._dated(value, ("dates",), _OF_DATES) if is_given(value) else None

    def word(self, value: Value, path: Path, like: Word | None, rule: str) -> Word | None:
        """Return a word, which must have the form of another where there is one, or None where it has not."""
        if isinstance(value, str):
            if like is None or isinstance(like, (str, Dated)):
                return self._text(value, path, None if like is None else placeholders(like))
            wanted = PLURALS[rule].categories if isinstance(like, Plural) else tuple(like)
            self._report("wrong-type", "here should stand forms, not text", path, f"write a text for {_listed(wanted)}")
            return None
        if not isinstance(value, dict):
            self._report("wrong-type", "here should stand text, not a list", path, "")
            return None
        return self._forms(value, path, _form_of(value) if like is None else like, rule)

    def _forms(self, value: dict[str, Value], path: Path, like: Word, rule: str) -> Word | None:
        if isinstance(like, Plural):
            return self._plural(value, path, placeholders(like) | {"count"} if like.forms else None, rule)
        if isinstance(like, Dated) or (isinstance(like, str) and "{date}" in like):
            allowed = like if isinstance(like, str) else "".join(like)
            return self._dated(value, path, Dated(allowed, allowed, allowed))
        if isinstance(like, str):
            self._report("wrong-type", "here should stand text, not keys", path, "write it behind the colon")
            return None
        named = self.mapping(value, path, tuple(like))
        texts = {name: self._text_at(each, (*path, name), set() if like else None) for name, each in named.items()}
        return {name: text for name, text in texts.items() if text is not None}

    def _plural(self, value: dict[str, Value], path: Path, allowed: set[str] | None, rule: str) -> Plural | None:
        forms = self._all(value, path, PLURALS[rule].categories, f"the plural rule {rule}")
        texts = {name: self._text_at(text, (*path, name), allowed) for name, text in (forms or {}).items()}
        return Plural(rule, {name: text for name, text in texts.items() if text is not None}) if texts else None

    def _dated(self, value: Value, path: Path, allowed: Dated) -> Dated | None:
        forms = self._all(value, path, Dated._fields, "a date")
        if forms is None:
            return None
        texts = [
            self._text_at(forms[name], (*path, name), placeholders(getattr(allowed, name)) or None)
            for name in Dated._fields
        ]
        return Dated(*(text or "" for text in texts))

    def _all(self, value: Value, path: Path, names: tuple[str, ...], whose: str) -> dict[str, Value] | None:
        """Return the forms of a word if all of them are there."""
        forms = self.mapping(value, path, names)
        missing = [name for name in names if name not in forms]
        if missing:
            self._report("missing-key", f"{whose} needs a text for {_listed(missing)}", path, f"for {_listed(names)}")
        return None if missing else forms

    def _text_at(self, value: Value, path: Path, allowed: set[str] | None) -> str | None:
        if isinstance(value, str):
            return self._text(value, path, allowed)
        self._report("wrong-type", f"here should stand text, not {kind_of(value)}", path)
        return None

    def _text(self, text: str, path: Path, allowed: set[str] | None) -> str | None:
        """Return a text all of whose placeholders are allowed; None allows any."""
        for name in _PLACEHOLDER.findall(text):
            if allowed is not None and name not in allowed:
                hint = suggestion(name, allowed) or _placeholders_that_are(allowed)
                self._report_word("unknown-placeholder", f"nothing replaces {{{name}}} here", path, hint, f"{{{name}}}")
                return None
        rest = _PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            brace = "{" if "{" in rest else "}"
            self._report_word("unknown-placeholder", "a brace stands around a placeholder's name", path, "", brace)
            return None
        return str(text)

    def _report(self, code: str, message: str, path: Path, hint: str = "", *, of_key: bool = False) -> None:
        locate = self._document.locate_key if of_key else self._document.locate
        self.problems.append(error(code, message, locate(path), hint))

    def _report_word(self, code: str, message: str, path: Path, hint: str, word: str) -> None:
        self.problems.append(error(code, message, self._document.find(word, path), hint))


def _form_of(value: Mapping[str, Value]) -> Word:
    """Return what a word with these forms is: one that no other gives its form says so by the names of its forms."""
    if set(value) == set(Dated._fields):
        return Dated("", "", "")
    return Plural("", {}) if set(value) <= set(CATEGORIES) else {}


def _other_names(path: Path, known: Iterable[str]) -> str:
    return "words of your own templates stand below own:" if path == ("words",) else f"there are {_listed(known)}"


def _placeholders_that_are(allowed: Iterable[str]) -> str:
    names = sorted(f"{{{name}}}" for name in allowed)
    return f"there are {_listed(names)}" if names else "this text has no placeholders"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
