"""Who may read a preview, and that no page is made of two builds; the rest is in test_serve.py."""

from __future__ import annotations

import re
import threading
import time
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest

from site_builder.workbench.preview.server import allowed_hosts, in_url, is_loopback
from tests.serving import served, write_archive


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_loopback_has_its_own_names_alone(host: str) -> None:
    assert is_loopback(host)
    assert allowed_hosts(host) >= {in_url(host), "localhost", "127.0.0.1", "[::1]"}
    assert "desk.example" not in allowed_hosts(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "desk.example"])
def test_what_others_reach_has_any_name(host: str) -> None:
    assert not is_loopback(host)
    assert allowed_hosts(host) == frozenset()


def test_a_page_waits_while_files_are_moved(tmp_path: Path) -> None:
    write_archive(tmp_path)
    with served(tmp_path) as preview:
        preview.built()
        stage = preview.site.with_name(".site.staged")
        stage.mkdir()
        for name in ("manifest", "journal"):
            (stage / name).write_bytes(b"{}")
        began = time.monotonic()
        threading.Timer(0.5, (stage / "journal").unlink).start()
        assert preview.get("/articles/moon/").status == 200
        assert time.monotonic() - began > 0.4


def test_browsers_keep_what_has_a_digest_in_its_name_or_is_of_this_run(tmp_path: Path) -> None:
    write_archive(tmp_path)
    with served(tmp_path) as preview:
        preview.built()
        page = preview.get("/articles/moon/").text
        named = re.findall(r'(?:src|href)="([^"]+\.(?:js|css)(?:\?[^"]*)?)"', page)
        addresses = {urljoin("/articles/moon/", unescape(address)) for address in named}
        assert {address.partition("?")[0].rpartition("/")[0] for address in addresses} == {
            "",  # livereload.js
            "/.site-builder",
            "/assets/css",
            "/assets/js",
        }
        for address in addresses:
            assert "max-age=31536000" in preview.get(address).cache, address
        for address in ("/articles/moon/", "/search/box.js", "/.site-builder/state.json"):
            assert preview.get(address).cache == "no-store", address
