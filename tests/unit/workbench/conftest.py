"""What the tests of this folder share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_loop_runs() -> Iterator[None]:
    """Let asyncio run, as it does in a command of its own.

    Browser tests in the same process leave a loop that counts as running: Playwright keeps its own between its calls.
    """
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
