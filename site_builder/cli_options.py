"""Options that several commands share, and how a shell completes what is typed for them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from site_builder.problems import SiteError


class _Folder(click.Path):
    """A folder, which need not be there: that it is missing is told in words of our own."""

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="dir")]


FILE = click.Path(path_type=Path, readable=False)
FOLDER = _Folder(path_type=Path, readable=False)

content_option = click.option(
    "--content", type=FOLDER, default=Path("content"), metavar="DIR", help="The archive's folder.", show_default=True
)


def complete_articles(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the articles of the content folder whose file's name begins so, without its suffix."""
    names = {path.stem for path in _content(ctx).glob("articles/**/*.md")}
    return sorted(name for name in names if name.startswith(incomplete))


def complete_speakers(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids of speakers that begin so, each with the name."""
    from site_builder.workbench.workroom import Workroom

    with suppress(SiteError):
        speakers = Workroom(_content(ctx)).records.speakers.records
        return [CompletionItem(id_, help=one.name) for id_, one in speakers.items() if id_.startswith(incomplete)]
    return []


def _content(ctx: click.Context) -> Path:
    return Path(ctx.params.get("content") or "content")
