"""Put the templates into the wheel, and refuse to make one without the browser libraries.

In: hatchling's call before a wheel is built. Out: the templates' place in it. An editable install uses the templates of
the working copy, and needs neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARIES = "templates/assets/vendor/LIBRARIES.txt"  # tools/vendor.py writes it last


class TemplatesHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own base of one parameter that hooks never use
    """Hatchling's hook of this project's wheels."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the templates to a standard wheel; ends the build where the browser libraries are missing."""
        if version == "editable":
            return
        if not (Path(self.root) / LIBRARIES).is_file():
            self.app.abort(
                "The browser libraries are missing from templates/assets/vendor/: a wheel without them could not build "
                "a site that searches. Run `make setup` first: it fetches them."
            )
        build_data["force_include"]["templates"] = "site_builder/templates"
