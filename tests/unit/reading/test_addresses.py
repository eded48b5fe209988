from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.reading.addresses import can_be_followed

hosts = st.text("aZ0.-@:[]%_ \t\n\u212a\uff0e/\\", max_size=8)


@given(st.sampled_from(["http://", "HTTPS://", "http:", "mailto:"]), hosts, st.text("/?#:@[]\n a", max_size=5))
@example("http://", "example.org", "")
@example("http://", "example.org", ":80a/")
@example("http://", "a\nb", "/")
def test_what_can_be_followed_is_what_urlsplit_finds_a_host_in(scheme: str, host: str, rest: str) -> None:
    address = scheme + host + rest
    try:
        parts = urlsplit(address)
        _ = parts.port  # which raises ValueError where it is none
        expected = parts.scheme == "mailto" or bool(parts.hostname)
    except ValueError:
        expected = False
    assert can_be_followed(address) == expected
