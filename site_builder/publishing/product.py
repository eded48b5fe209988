"""A file of the site that is made only where it is not yet what it should be."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Product(NamedTuple):
    """A file by its path in the output folder; `given` is what of the archive `make` is given, the rest it reads."""

    path: str
    given: object
    make: Callable[[], bytes]
