"""Who may change content by a preview: pages of this preview on this machine, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from site_builder.workbench.preview.editing import EditingRights
from site_builder.workbench.preview.server import allowed_hosts
from tests.serving import PATIENCE, REPOSITORY, SIDECAR, Answer, Served, served, write_archive

SAVE = {"slug": "moon", "note": "rose", "fields": {"note": "Changed."}}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("editing")
    write_archive(folder)
    with served(folder) as running:
        running.built()
        yield running


def sidecar(preview: Served) -> str:
    return (preview.folder / "content" / "articles" / "moon.yaml").read_text(encoding="utf-8")


def token_of(preview: Served) -> str:
    return preview.get("/articles/moon/").text.partition('data-token="')[2].partition('"')[0]


def post(preview: Served, action: str, data: object, *, method: str = "POST", **headers: str) -> Answer:
    origin = f"http://127.0.0.1:{preview.port}"
    given = {
        "Origin": origin,
        "Content-Type": "application/json",
        "X-Site-Builder-Token": token_of(preview),
        "Sec-Fetch-Site": "same-origin",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    try:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        connection.request(method, f"/.site-builder/edit/{action}", body, {k: v for k, v in given.items() if v})
        response = connection.getresponse()
        return Answer(response.status, response.read().decode())
    finally:
        connection.close()


def ask(preview: Served, action: str, **data: Any) -> dict[str, Any]:
    answer = post(preview, action, data)
    assert answer.status == 200, answer
    told: dict[str, Any] = json.loads(answer.text)
    return told


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Site_Builder_Token": "0" * 32},
        {"X_Site_Builder_Token": ""},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://desk.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1"},
        {"Host": "desk.example"},
        {"Host": "desk.example", "Origin": "http://desk.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": ""},
    ],
)
def test_a_request_of_anybody_else_is_refused(preview: Served, headers: dict[str, str]) -> None:
    digest = ask(preview, "open", slug="moon")["digest"]
    for action in ("save", "open", "relink", "add-speaker"):
        assert post(preview, action, {**SAVE, "digest": digest}, **headers).status == 403
    assert sidecar(preview) == SIDECAR


@pytest.mark.parametrize("host", ["127.0.0.1:5500", "localhost:5500", "[::1]:5500", "localhost"])
def test_this_machine_is_known_by_each_of_its_names(host: str) -> None:
    rights = EditingRights(Path("content"), allowed_hosts("127.0.0.1"))
    headers = HTTPHeaders(
        {
            "Host": host,
            "Origin": f"http://{host}",
            "Content-Type": "application/json; charset=utf-8",
            "X-Site-Builder-Token": rights.token,
        }
    )
    line = RequestStartLine("POST", "/", "HTTP/1.1")
    request = HTTPServerRequest(start_line=line, headers=headers, connection=SimpleNamespace())  # type: ignore[arg-type]
    request.remote_ip = "::1"
    assert rights.complaint(request) == ""
    request.remote_ip = "192.0.2.1"
    assert rights.complaint(request) == "it did not ask for this machine"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_only_post_does_anything(preview: Served, method: str) -> None:
    assert post(preview, "save", SAVE, method=method).status in {403, 405}
    assert sidecar(preview) == SIDECAR


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("save", b""),
        ("save", b"[]"),
        ("save", b"{"),
        ("save", b"\xff"),
        ("save", b"[" * 100_000),
        ("nothing", {}),
        ("open", {"slug": 1}),
        ("locate", {"slug": "moon", "exact": "It", "part": "foot"}),
        ("save", {**SAVE, "target": {"quote": 1, "part": "body"}}),
    ],
)
def test_what_no_form_sends_is_refused(preview: Served, action: str, data: object) -> None:
    assert post(preview, action, data).status == 400
    assert sidecar(preview) == SIDECAR


def test_a_request_that_is_too_large_is_refused(preview: Served) -> None:
    assert post(preview, "preview", {"slug": "moon", "note": "x" * 1_000_001}).status == 413


def test_what_an_editor_can_put_right_is_an_answer(preview: Served) -> None:
    assert ask(preview, "open", slug="nowhere")["problem"]["message"].startswith("no article of content has")
    assert ask(preview, "open", slug="moon", note="gone")["problem"]["hint"]
    assert ask(preview, "save", **{**SAVE, "digest": "old"})["conflict"]["hint"]
    assert ask(preview, "locate", slug="moon", exact="zzz")["problems"][0]["field"] == "quote"
    assert ask(preview, "add-speaker", name=" ")["problem"]
    assert ask(preview, "relink", file="articles/moon.md", note="rose", target=0, quote="x")["conflict"]


def test_pages_cannot_be_shown_or_read_by_pages_of_other_sites(preview: Served) -> None:
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/articles/moon/")
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        response.read()
    finally:
        connection.close()
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_the_preview_of_a_note_has_no_scripts_and_links_that_lead_nowhere(preview: Served) -> None:
    text = "<script>alert(1)</script> *so* [it](moon.md#note-sank) [x](javascript:1)"
    html = ask(preview, "preview", slug="moon", note=text)["html"]
    assert "<script" not in html
    assert "<em>so</em>" in html
    assert '<a href="#">' in html
    assert "javascript:1" not in html.partition("href")[2].partition(">")[0]


def test_the_templates_that_sites_are_made_with_know_nothing_of_editing() -> None:
    files = [path for path in (REPOSITORY / "templates").rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        data = path.read_bytes()
        assert not any(sign in data for sign in (b"siteBuilder", b".site-builder/edit", b"note-form", b"data-token")), (
            path
        )


def test_every_run_has_a_token_of_its_own(preview: Served, tmp_path: Path) -> None:
    write_archive(tmp_path)
    with served(tmp_path) as other:
        other.built()
        assert len(token_of(other)) >= 32
        assert token_of(other) != token_of(preview)


def test_a_preview_that_others_reach_edits_nothing(tmp_path: Path) -> None:
    write_archive(tmp_path)
    with served(tmp_path, "--host", "0.0.0.0") as public:
        public.built()
        page = public.get("/articles/moon/").text
        assert "/.site-builder/preview.js" in page
        assert "token" not in page
        assert "annotate.js" not in page
        assert post(public, "save", SAVE).status in {403, 404, 405}
