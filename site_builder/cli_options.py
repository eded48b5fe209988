"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

content_option = click.option(
    "--content", type=Path, default=Path("content"), metavar="DIR", help="The archive's folder.", show_default=True
)
