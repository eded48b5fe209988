"""What files say of each other: speakers, verdicts, other notes, links and files that must exist.

In go all records that were read, out come the problems. Places are looked up by reading a file once more, and only
where there is something to report: so reading one article needs to know nothing of the others.
"""

from __future__ import annotations

from site_builder.model import Content
from site_builder.problems import Problem


def check_references(content: Content) -> list[Problem]:
    return []
