from __future__ import annotations

import pytest

from site_builder.model import Date
from site_builder.publishing.lists import LIST_LIMIT, cut_list, cut_names, first_letter


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


def names(count: int) -> list[str]:
    return [f"{'Äbcé'[number * 4 // count]}{number:04}" for number in range(count)]


def test_a_short_list_by_name_is_one_group() -> None:
    (page,) = cut_names(names(3), str, "speakers/")
    assert (page.address, [(group.label, group.count) for group in page.groups]) == ("speakers/", [("", 3)])


def test_a_longer_list_by_name_has_letters_without_accents() -> None:
    (page,) = cut_names(["'t Hooft", "42", *names(40)], str, "speakers/")
    assert [group.label for group in page.groups] == ["#", "A", "B", "C", "E"]


def test_a_long_list_by_name_has_pages_of_one_length_that_say_their_ends() -> None:
    listed = names(2 * LIST_LIMIT + 1)
    pages = cut_names(listed, str, "topics/")
    assert [page.address for page in pages] == ["topics/", "topics/page/2/", "topics/page/3/"]
    sizes = [sum(group.count for group in page.groups) for page in pages]
    assert max(sizes) - min(sizes) <= 1
    assert [item for page in pages for group in page.groups for item in group.items] == listed
    assert [(page.first, page.last) for page in pages] == [
        (listed[0], listed[sizes[0] - 1]),
        (listed[sizes[0]], listed[-sizes[2] - 1]),
        (listed[-sizes[2]], listed[-1]),
    ]


def test_an_empty_list_by_name_is_one_empty_page() -> None:
    assert [(page.address, page.groups) for page in cut_names(list[str](), str, "topics/")] == [("topics/", ())]


@pytest.mark.parametrize(
    ("name", "letter"), [("élan", "E"), ("ß", "SS"), ("عمر", "ع"), ("魚", "魚"), ("9", "#"), (" a", "A"), ("", "#")]
)
def test_a_name_stands_under_its_first_letter(name: str, letter: str) -> None:
    assert first_letter(name) == letter
