"""The site's settings: content/site.yaml, with what the command line overrides.

In go the content folder and the base address that was given, out comes one Config, or none and the problems; and for
the language that it names, the words of that language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from site_builder.language import Language
from site_builder.model import Config
from site_builder.problems import FileError, Location, Problem, UsageError, error, warning
from site_builder.reading import settings
from site_builder.reading.languages import FOLDER, read_language
from site_builder.reading.settings import BASE_URL_HINT, normalise_base_url, read_settings

SETTINGS = settings.SETTINGS


def load_config(content_dir: Path, *, base_url: str | None = None) -> tuple[Config | None, list[Problem]]:
    """Read the settings; `base_url` overrides the file's.

    Returns None where there is no title to make a site of. Raises UsageError where the folder is missing or the given
    base_url cannot be one, FileError where the file cannot be read.
    """
    given = None if base_url is None else _given_base_url(base_url)
    if not content_dir.is_dir():
        raise UsageError(
            f"there is no content folder '{content_dir}'",
            "name one with --content, or begin an archive: site-builder init my-archive",
        )
    path = content_dir / SETTINGS
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        hint = "write at least: title: The name of the site"
        return None, [error("missing-settings", f"there is no {SETTINGS}", Location(SETTINGS), hint)]
    except OSError as failure:
        raise FileError(f"cannot read {path}: {failure.strerror}") from failure
    config, problems = read_settings(data)
    return (config and replace(config, base_url=config.base_url if given is None else given)), problems


def load_language(config: Config, templates: Sequence[Path]) -> tuple[Language, list[Problem]]:
    """Read the words of the site's language from the folders of templates, the user's own first.

    Where there is no file for it the words are English, and that is a problem. Raises UsageError where a language file
    is wrong, FileError where one cannot be read.
    """
    found = read_language(templates, config.language)
    if found.problems:
        hint = "docs/pages/how-to/languages.md tells how a language file is written"
        raise UsageError("\n".join(map(_told, found.problems)), hint, found.problems)
    if found.is_known:
        return found.language, []
    message = f"there are no words in '{config.language}' for menus, labels and dates: they stand in English"
    hint = f"write them into {FOLDER}/{config.language}.yaml in your folder of templates"
    return found.language, [warning("untranslated-language", message, config.language_location, hint)]


def _told(problem: Problem) -> str:
    """Return a problem of a file that is no content, in a sentence."""
    file, line, column = problem.location
    return f"{file}:{line}:{column}: {problem.message}" + (f" ({problem.hint})" if problem.hint else "")


def _given_base_url(base_url: str) -> str:
    """Return the address that the command line gives, ending in a slash; '' means none."""
    if not base_url.strip():
        return ""
    normalised = normalise_base_url(base_url.strip())
    if normalised is None:
        raise UsageError(f"'{base_url}' cannot be the base_url", BASE_URL_HINT)
    return normalised
