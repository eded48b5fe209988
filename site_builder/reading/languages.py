"""Language files to the words that pages show.

In go the folders of templates and the tag of a language, out comes a Language, and all that is wrong in its files. They
are laid over one another word by word: the shipped English one, which says which words there are, then the user's own,
then those of the language in the same order, then those of its region ("de", then "de-AT").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from site_builder.language import Dated, Language, Word
from site_builder.plurals import PLURALS
from site_builder.problems import FileError, Problem
from site_builder.reading.language_file import LanguageFile, read_language_file

FOLDER = "languages"
ENGLISH = "en"


class FoundLanguage(NamedTuple):
    """`is_known` tells whether there is a file for the language that was asked for, whatever its region."""

    language: Language
    is_known: bool
    problems: list[Problem]


def read_language(folders: Sequence[Path], tag: str) -> FoundLanguage:
    """Read the words of a language; `folders` are those of the templates, the user's own first.

    Raises FileError where a file cannot be read.
    """
    wanted = _from_general_on(tag)
    files = [file for each in dict.fromkeys((ENGLISH, *wanted)) for file in _files_of(each, folders)]
    name = files[-1].stem if files else ENGLISH
    language = Language(name, {}, {}, (), Dated("", "", ""))
    rule, problems = next(iter(PLURALS)), list[Problem]()
    for path in files:
        read = _read(path, language.words, rule)
        rule = read.rule
        language = _lay_over(language, read)
        problems += read.problems
    is_known = any(file.stem.lower() in wanted for file in files)
    return FoundLanguage(language, is_known, problems)


def _from_general_on(tag: str) -> list[str]:
    """Return a tag in lower case after the more general ones in it: zh, zh-hant, zh-hant-tw (RFC 4647, section 3.4)."""
    parts = tag.lower().split("-")
    return ["-".join(parts[: end + 1]) for end in range(len(parts))]


def _files_of(tag: str, folders: Sequence[Path]) -> list[Path]:
    """Return the files of a language, the user's own last."""
    return [
        path
        for folder in reversed(folders)
        for path in sorted((folder / FOLDER).glob("*.yaml"))
        if path.stem.lower() == tag
    ]


def _read(path: Path, known: Mapping[str, Word], rule: str) -> LanguageFile:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise FileError(f"cannot read {path}: {fault.strerror}") from fault
    return read_language_file(data, path.as_posix(), known, rule)


def _lay_over(below: Language, file: LanguageFile) -> Language:
    return Language(
        below.tag,
        _merge(below.words, file.words),
        _merge(below.own, file.own),
        file.months or below.months,
        file.dates or below.dates,
    )


def _merge(below: Mapping[str, Word], above: Mapping[str, Word]) -> dict[str, Word]:
    """Return the words of both, a group name by name."""
    merged = dict(below)
    for name, word in above.items():
        lower = below.get(name)
        merged[name] = {**lower, **word} if isinstance(lower, dict) and isinstance(word, dict) else word
    return merged
