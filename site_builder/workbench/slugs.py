"""The slug of a new article: one that no other has.

In go the content folder and the slug that is wanted, out comes the slug, or an error that says who has it.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from site_builder.problems import UsageError
from site_builder.reading.folder import ContentFolder
from site_builder.reading.front_matter import read_markdown_file
from site_builder.reading.scalars import SLUG_HINT, slug_complaint


def free_slug(folder: ContentFolder, content_dir: Path, slug: str) -> str:
    """Return the slug; raises UsageError where it is not one, or taken."""
    if complaint := slug_complaint(slug):
        raise UsageError(f"'{slug}' cannot be a slug: {complaint}", SLUG_HINT)
    for file in folder.files:
        path = PurePosixPath(file)
        if path.parts[0] == "articles" and slug.casefold() in _slugs_of(path, folder):
            raise UsageError(f"the slug '{slug}' is taken by {content_dir / file}", "name another with --slug")
    return slug


def _slugs_of(path: PurePosixPath, folder: ContentFolder) -> set[str]:
    """Return the slugs that a file takes: its stem, and for an article the one of its front matter."""
    if path.suffix not in (".md", ".yaml"):
        return set()
    slugs = {path.stem.casefold()}
    if path.suffix == ".md" and re.search(rb"^slug\s*:", data := folder.read(str(path)), re.MULTILINE):
        values = read_markdown_file(data, str(path)).document.value
        slugs |= {str(values["slug"]).casefold()} if isinstance(values, dict) and "slug" in values else set()
    return slugs
