"""Lists cut into pages: by year, and a year by pages, or by name.

Comes in: entries in their order, and how to ask their date or name. Goes out: the pages, each with its groups. Nothing
here knows what the entries are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from site_builder.model import Date

Item = TypeVar("Item")

LIST_LIMIT = 200
"""The longest list on one page, in entries; the contract of addresses says so."""

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """The entries of one year; with an `address` and no items where they stand on a page of their own."""

    label: str
    address: str
    count: int
    items: tuple[Item, ...]


class Pager(NamedTuple):
    """A page's place among those of one year; `previous` and `next` are addresses or ""."""

    number: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """One page of a list: the whole, or (`year` given) a year of it; `list_address` is where the whole begins."""

    address: str
    list_address: str
    year: str
    groups: tuple[Group[Item], ...]
    pager: Pager | None = None

    @property
    def context(self) -> dict[str, object]:
        """What a template of a list is given besides what its pages share."""
        return {"groups": self.groups, "year": self.year, "pager": self.pager, "list_address": self.list_address}


def group_by_year(items: Iterable[Item], date_of: Callable[[Item], Date | None]) -> dict[str, list[Item]]:
    """Return the items by year in the order in which they come."""
    years: dict[int | None, list[Item]] = {}
    for item in items:
        date = date_of(item)
        year = date.year if date else None
        if year in years:
            years[year].append(item)
        else:
            years[year] = [item]
    return {UNDATED if year is None else f"{year:04}": of_year for year, of_year in years.items()}


def cut_list(
    items: Sequence[Item],
    date_of: Callable[[Item], Date | None],
    address: str,
    year_address: Callable[[str], str],
    *,
    every_year: bool = False,
) -> list[ListPage[Item]]:
    """Return the pages of a list: one, or where it is too long an overview and the pages of each year.

    `every_year` gives each year its page even where the overview shows everything.
    """
    years = group_by_year(items, date_of)
    cut = len(items) > LIST_LIMIT
    own_page = cut or every_year
    groups = tuple(
        Group(year, year_address(year) if own_page else "", len(of_year), () if cut else tuple(of_year))
        for year, of_year in years.items()
    )
    pages = [ListPage(address, address, "", groups)]
    if own_page:
        for year, of_year in years.items():
            pages.extend(_cut_year(year, of_year, year_address(year), address))
    return pages


def _cut_year(year: str, items: Sequence[Item], address: str, list_address: str) -> list[ListPage[Item]]:
    total = -(-len(items) // LIST_LIMIT)
    addresses = [address] + [f"{address}{number}/" for number in range(2, total + 1)]
    pages = []
    for number, page_address in enumerate(addresses, start=1):
        shown = tuple(items[(number - 1) * LIST_LIMIT : number * LIST_LIMIT])
        previous = addresses[number - 2] if number > 1 else ""
        following = addresses[number] if number < total else ""
        pager = Pager(number, total, previous, following) if total > 1 else None
        pages.append(ListPage(page_address, list_address, year, (Group(year, "", len(items), shown),), pager))
    return pages


# ---------------------------------------------------------------- by name

FEWEST_WITH_LETTERS = 40
"""Entries of a list by name from which on its letters have headings."""


class NamePage(NamedTuple, Generic[Item]):
    """One page of a list by name, with its entries by first letter (in one group without a label where they are few).

    `first` and `last` are the names at the two ends of it.
    """

    address: str
    first: str
    last: str
    groups: tuple[Group[Item], ...]


def cut_names(items: Sequence[Item], name_of: Callable[[Item], str], address: str) -> list[NamePage[Item]]:
    """Return the pages of a list that is in the order of its names: as many as it needs, all about as long."""
    total = max(1, -(-len(items) // LIST_LIMIT))
    with_letters = len(items) >= FEWEST_WITH_LETTERS
    pages = []
    for number in range(total):
        shown = items[len(items) * number // total : len(items) * (number + 1) // total]
        letters: dict[str, list[Item]] = {}
        for item in shown:
            letters.setdefault(first_letter(name_of(item)) if with_letters else "", []).append(item)
        groups = tuple(Group(letter, "", len(found), tuple(found)) for letter, found in letters.items())
        names = (name_of(shown[0]), name_of(shown[-1])) if shown else ("", "")
        pages.append(NamePage(f"{address}page/{number + 1}/" if number else address, *names, groups))
    return pages


def first_letter(name: str) -> str:
    """Return the letter under which a name is listed, without accents; "#" where it begins with none."""
    letter = unicodedata.normalize("NFKD", name.lstrip())[:1]
    return letter.upper() if letter.isalpha() else "#"
