"""The folders that a command works on: templates are found, and a site is not built among its own sources.

Comes in: the folders that the user named. Goes out: folders, or UsageError with what to name instead.
"""

from __future__ import annotations

from pathlib import Path

from site_builder.problems import UsageError

OWN_TEMPLATES = Path("templates")
"""Where templates of the user's own are looked for, in the working directory, when no other folder is named."""


def template_folders(templates: Path | None) -> list[Path]:
    """Return the folders in which templates and assets are looked for: the user's own first, the shipped one last."""
    package = Path(__file__).parent
    shipped = next(folder for folder in (package / "templates", package.parent / "templates") if folder.is_dir())
    if templates is None or templates.resolve() == shipped.resolve():
        return [shipped]
    return [templates, shipped]


def find_templates(named: Path | None) -> Path | None:
    """Return the user's template folder: the named one, else templates/ in the working directory where there is one.

    Raises UsageError where the named folder does not exist, or templates/ is a file.
    """
    folder = named or OWN_TEMPLATES
    if folder.is_dir():
        return folder
    if named is None and not folder.exists():
        return None
    raise UsageError(f"there is no template folder {folder}", "name an existing folder, or leave --templates out")


def refuse_output_among_sources(output_folder: Path, content: Path, templates: Path | None) -> None:
    """Raise UsageError where built pages would be read as content or templates by the next build."""
    output = output_folder.resolve()
    for source in (content, *template_folders(templates)):
        there = source.resolve()
        if output == there or there in output.parents:
            message = f"the output folder {output_folder} lies in {source}, which the site is made from"
            raise UsageError(message, "name a folder of its own with --output")
        if output in there.parents and source in (content, templates):
            message = f"the output folder {output_folder} contains {source}, which the site is made from"
            raise UsageError(message, "name a folder of its own with --output")
    if output_folder.exists() and not output_folder.is_dir():
        raise UsageError(f"{output_folder} is a file, not a folder", "name a folder with --output")
