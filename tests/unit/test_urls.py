from __future__ import annotations

import pytest

from site_builder import urls


@pytest.mark.parametrize(
    ("address", "path", "root"),
    [
        ("", "index.html", "./"),
        ("claims/", "claims/index.html", "../"),
        ("claims/moon/bats/", "claims/moon/bats/index.html", "../../../"),
        ("articles/moon/#note-bats", "articles/moon/index.html", "../../"),
        ("404.html", "404.html", "./"),
        ("feed.xml", "feed.xml", "./"),
    ],
)
def test_addresses_become_paths_and_ways_to_the_root(address: str, path: str, root: str) -> None:
    assert urls.output_path(address) == path
    assert urls.root_from(address) == root


def test_absolute_urls_are_percent_encoded() -> None:
    url = urls.absolute_url("https://example.org/repo/", "topics/élysée/#note-ü")
    assert url == "https://example.org/repo/topics/%C3%A9lys%C3%A9e/#note-%C3%BC"


@pytest.mark.parametrize("name", ["con", "NUL", "aux.html", "com1", "LPT9.txt", "com¹"])
def test_names_that_windows_keeps(name: str) -> None:
    assert urls.is_reserved_name(name)


@pytest.mark.parametrize("name", ["console", "nullity", "com10", "a.con", ""])
def test_names_that_windows_allows(name: str) -> None:
    assert not urls.is_reserved_name(name)
