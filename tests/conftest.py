"""What all tests share: how Hypothesis searches."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

REPOSITORY = Path(__file__).resolve().parent.parent

# No deadline: on a busy machine the time of one example says nothing about the program. CI repeats the same examples,
# so that a failure there is the change's and not the day's; elsewhere each run tries new ones and remembers failures.
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.register_profile(
    "default", deadline=None, database=DirectoryBasedExampleDatabase(REPOSITORY / ".cache" / "hypothesis")
)
settings.load_profile("ci" if os.environ.get("CI") else "default")
