from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publishing.filters import host


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.org/a?b#c", "example.org"),
        ("http://example.org", "example.org"),
        ("https://www.www.example.org?q", "www.example.org"),
        ("https://WWW.Example.ORG/", "example.org"),
        ("https://example.org:8080/a", "example.org"),
        ("https://user:word@example.org/a", "example.org"),
        ("https://[2001:db8::1]/a", "2001:db8::1"),
        ("https://münchen.example/a", "münchen.example"),
        ("mailto:desk@example.org", "desk@example.org"),
    ],
)
def test_the_host_of_an_address(url: str, expected: str) -> None:
    assert host(url) == expected


@given(st.text(st.sampled_from("aZ0.-:@/?#[]w_ \n"), max_size=12))
def test_a_plain_address_has_the_host_that_parsing_finds(rest: str) -> None:
    url = f"https://www.{rest}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    assert host(url) == (parts.hostname or parts.path).removeprefix("www.")
