"""A new archive: the files of the starter beside this module, with the archive's title in them.

In goes a folder that may have other files in it, out come the paths that were written. Nothing is overwritten.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from site_builder import __version__
from site_builder.problems import UsageError
from site_builder.workbench.content_files import write_content
from site_builder.workbench.schema_files import FOLDER, schema_line, schema_texts
from site_builder.workbench.yaml_writer import render_yaml

STARTER = Path(__file__).parent / "starter"

TITLE = "An annotated archive"

MAY_BE_THERE = frozenset({"README.md", ".gitignore", "Makefile"})
"""Files that a folder often has before: they stay as they are, and the archive works without ours."""

_SCHEMAS = {
    "content/site.yaml": "site",
    "content/speakers.yaml": "speakers",
    "content/articles/the-ferry-is-late.yaml": "sidecar",
}

_REQUIREMENTS = """\
# Which program builds the site: pip and the workflow read this file.
{requirement}
"""

_UNKNOWN_ORIGIN = """\
# It was installed from a file, so say here where others get it, for example
# site-builder @ https://example.org/site_builder-{version}-py3-none-any.whl"""


class Started(NamedTuple):
    """The files that were written, those that were there and stay, and whether requirements.txt names an origin."""

    paths: tuple[Path, ...]
    kept: tuple[Path, ...]
    has_origin: bool


def start_archive(folder: Path, title: str = TITLE) -> Started:
    """Write a working archive into a folder.

    Raises UsageError where the folder has an archive already, FileError where a file cannot be written.
    """
    if (folder / "content").exists():
        raise UsageError(f"{folder / 'content'} exists already, and nothing is overwritten", "name another folder")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", "name another folder")
    requirement = requirement_of(_direct_url())
    texts = {file: _text(file, path, title) for file, path in _starter_files().items()}
    texts |= {f"content/{FOLDER}/{file}": text for file, text in schema_texts().items()}
    texts["requirements.txt"] = _REQUIREMENTS.format(
        requirement=requirement or _UNKNOWN_ORIGIN.format(version=__version__)
    )
    kept = {folder / file for file in texts if file in MAY_BE_THERE and (folder / file).exists()}
    created = {folder / file: text for file, text in texts.items() if folder / file not in kept}
    write_content(created, {})
    return Started(tuple(created), tuple(sorted(kept)), bool(requirement))


def requirement_of(direct_url: str | None) -> str:
    """Return the requirement by which pip installs this program again, '' where that is not known.

    `direct_url` is what pip recorded (PEP 610). A name alone is never written: another project may have it.
    """
    origin = json.loads(direct_url) if direct_url else {}
    url = str(origin.get("url", ""))
    if not url.startswith("https://"):
        return ""
    if vcs := origin.get("vcs_info"):
        return f"site-builder @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"site-builder @ {url}"


def _direct_url() -> str | None:
    try:
        return metadata.distribution("site-builder").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None


def _starter_files() -> dict[str, Path]:
    """Return the files of the starter by the name that they get: 'dot-' stands for a dot, which packaging may skip."""
    paths = sorted(path for path in STARTER.rglob("*") if path.is_file())
    return {re.sub(r"(^|/)dot-", r"\1.", path.relative_to(STARTER).as_posix()): path for path in paths}


def _text(file: str, path: Path, title: str) -> str:
    text = path.read_text(encoding="utf-8")
    if file == "README.md":
        return text.replace("TITLE", title, 1)
    if file == "content/site.yaml":
        text = text.replace("title: TITLE\n", render_yaml({"title": title}), 1)
    schema = _SCHEMAS.get(file)
    return schema_line(file.removeprefix("content/"), schema) + text if schema else text
