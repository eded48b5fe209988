from __future__ import annotations

from site_builder.model import Date
from site_builder.publishing.lists import LIST_LIMIT, cut_list


def dates(*years: int | None) -> list[Date | None]:
    return [Date(year) if year else None for year in years]


def cut(items: list[Date | None], **options: bool) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
    pages = cut_list(items, lambda date: date, "claims/", lambda year: f"claims/{year}/", **options)
    return [
        (page.address, [(group.label, group.address, group.count, len(group.items)) for group in page.groups])
        for page in pages
    ]


def test_a_short_list_is_one_page_by_year() -> None:
    assert cut(dates(2020, 2020, 1912, None)) == [
        ("claims/", [("2020", "", 2, 2), ("1912", "", 1, 1), ("undated", "", 1, 1)])
    ]


def test_a_short_list_may_have_a_page_for_each_year_besides() -> None:
    assert cut(dates(2020, 1912), every_year=True) == [
        ("claims/", [("2020", "claims/2020/", 1, 1), ("1912", "claims/1912/", 1, 1)]),
        ("claims/2020/", [("2020", "", 1, 1)]),
        ("claims/1912/", [("1912", "", 1, 1)]),
    ]


def test_a_long_list_is_cut_by_year_and_a_long_year_by_pages() -> None:
    long = 2 * LIST_LIMIT + 1
    assert cut(dates(*[2020] * long, 1912)) == [
        ("claims/", [("2020", "claims/2020/", long, 0), ("1912", "claims/1912/", 1, 0)]),
        ("claims/2020/", [("2020", "", long, LIST_LIMIT)]),
        ("claims/2020/2/", [("2020", "", long, LIST_LIMIT)]),
        ("claims/2020/3/", [("2020", "", long, 1)]),
        ("claims/1912/", [("1912", "", 1, 1)]),
    ]


def test_the_pages_of_a_year_are_linked() -> None:
    pages = cut_list(dates(*[2020] * 401), lambda date: date, "", lambda year: f"{year}/")
    assert [(page.pager.number, page.pager.previous, page.pager.next) for page in pages if page.pager] == [
        (1, "", "2020/2/"),
        (2, "2020/", "2020/3/"),
        (3, "2020/2/", ""),
    ]
