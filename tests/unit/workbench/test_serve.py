"""The preview as a process: what it builds and tells, what it survives, where it listens, how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import SIDECAR, Served, free_port, served, write, write_archive

ARTICLE = "/articles/moon/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_archive(tmp_path)


@pytest.fixture
def preview(content: Path) -> Iterator[Served]:
    with served(content.parent) as running:
        running.built()
        yield running


def test_an_edit_is_built_in_a_folder_of_its_own(content: Path, preview: Served) -> None:
    page = preview.get(ARTICLE).text
    assert "Up." in page
    assert f"{preview.url}articles/moon/" in page  # its canonical address
    assert not (content.parent / "output").exists()
    before = preview.state()["version"]
    write(content / "articles" / "moon.yaml", SIDECAR.replace("Up.", "High up."))
    preview.built(2)
    assert "changed: content/articles/moon.yaml\n" in preview.text
    assert "High up." in preview.get(ARTICLE).text
    assert preview.state()["version"] != before


def test_files_hold_nothing_of_what_pages_are_given(preview: Served) -> None:
    page = preview.get(ARTICLE).text
    assert "/livereload.js" in page
    assert "/.site-builder/preview.js" in page
    assert " ws:; form-action" in page
    assert "unsafe-inline" not in page
    for file in preview.site.rglob("*"):
        if file.is_file():
            assert b"livereload" not in file.read_bytes(), file
            assert b"preview.js" not in file.read_bytes(), file
    assert "/livereload.js" in preview.get("/nowhere/").text


def test_an_error_leaves_the_last_good_page_and_is_told_in_the_same_words(content: Path, preview: Served) -> None:
    write(content / "articles" / "moon.yaml", SIDECAR.replace("It rose", "It roze"))
    preview.wait_for("not built: the preview stays as it was")
    assert "Up." in preview.get(ARTICLE).text
    state = preview.state()
    (problem,) = state["problems"]
    assert (state["isBuilt"], state["isGood"]) == (True, False)
    assert problem["place"] == "content/articles/moon.yaml:3:12"
    told = f"{problem['place']}: error[{problem['code']}]: {problem['message']}\n{problem['excerpt']}\n"
    assert f"{told}    {problem['hint']}\n1 error\n" in preview.text
    assert problem["excerpt"].splitlines()[-1] == "      |            ^"
    write(content / "articles" / "moon.yaml", SIDECAR)
    preview.built(2)
    assert preview.state()["problems"] == []


def test_a_site_that_was_never_good_has_a_page_that_waits(content: Path) -> None:
    write(content / "articles" / "moon.yaml", "annotations: [\n")
    with served(content.parent) as preview:
        preview.wait_for("not built")
        answer = preview.get("/")
        assert answer.status == 404
        assert "Nothing to show yet" in answer.text
        assert "/livereload.js" in answer.text
        assert preview.state()["problems"]
        write(content / "articles" / "moon.yaml", SIDECAR)
        preview.built()
        assert preview.get("/").status == 200


def test_a_content_folder_that_goes_is_told_and_back_again(content: Path, preview: Served) -> None:
    content.rename(content.with_name("moved"))
    preview.wait_for("error: there is no content folder")
    assert "Up." in preview.get(ARTICLE).text
    write(content.with_name("moved") / "articles" / "moon.yaml", SIDECAR.replace("Up.", "Back."))
    content.with_name("moved").rename(content)
    preview.built(2)
    assert "Back." in preview.get(ARTICLE).text


def test_an_output_folder_that_goes_is_made_again(preview: Served) -> None:
    shutil.rmtree(preview.site.parent)
    preview.built(2)
    assert preview.get(ARTICLE).status == 200


def test_a_templates_folder_that_is_made_later_is_seen_and_its_errors_told(content: Path, preview: Served) -> None:
    template = content.parent / "templates" / "base.html"
    write(template, '{% extends "shipped/base.html" %}{% block footer %}Our own foot{% endblock %}')
    preview.built(2)
    assert "Our own foot" in preview.get(ARTICLE).text
    write(template, '{% extends "shipped/base.html" %}{% block footer %}{{ 1 / 0 }}{% endblock %}')
    preview.wait_for(r"error: .*base\.html")
    assert "Our own foot" in preview.get(ARTICLE).text
    assert preview.state()["isGood"] is False
    shutil.rmtree(template.parent)
    preview.built(3)
    assert "Our own foot" not in preview.get(ARTICLE).text


def test_a_file_that_cannot_be_read_is_told(content: Path, preview: Served) -> None:
    sidecar = content / "articles" / "moon.yaml"
    sidecar.unlink()
    sidecar.symlink_to(sidecar.name)  # a circle, in which root is lost as well
    preview.wait_for("not built")
    assert "moon.yaml" in preview.text
    assert "Traceback" not in preview.text
    sidecar.unlink()
    write(sidecar, SIDECAR)
    preview.built(2)


def test_bytes_that_are_no_text_are_told(content: Path, preview: Served) -> None:
    (content / "articles" / "moon.yaml").write_bytes(b"annotations: \xff\n")
    preview.wait_for(r"error\[not-utf8\]")
    write(content / "articles" / "moon.yaml", SIDECAR)
    preview.built(2)


def test_drafts_are_shown(content: Path, preview: Served) -> None:
    write(content / "articles" / "moon.yaml", SIDECAR.replace("note: Up.", "note: Up.\n    status: draft"))
    preview.built(2)
    assert 'class="draft-badge"' in preview.get(ARTICLE).text


# ---------------------------------------------------------------- where it listens, and who may read


def test_a_port_that_is_taken_is_passed_over(content: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        with served(content.parent, port=port) as preview:
            assert preview.port != port
            assert f"port {port} is taken" in preview.text
            preview.built()
            assert preview.get("/").status == 200


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("--port", "x"), 2, "'x' is not a valid integer"),
        (("--port", "70000"), 2, "70000 is not in the range"),
        (("--host", "203.0.113.7"), 3, "error: cannot listen at 203.0.113.7, port "),  # RFC 5737: nobody's address
        (("--host", "no..host"), 3, "error: cannot listen at no..host: it is no name of a host"),
        (("--content", "nowhere"), 2, "error: there is no content folder 'nowhere'"),
        (("--templates", "nowhere"), 2, "error: there is no template folder nowhere"),
    ],
)
def test_wrong_use_ends_at_once_and_says_why(content: Path, options: tuple[str, ...], status: int, told: str) -> None:
    preview = Served(content.parent, *options)
    assert preview.wait() == status
    assert preview.process.stdout
    preview.process.stdout.close()
    assert told in preview.text
    assert "Traceback" not in preview.text


def test_only_this_machine_reads_it_by_its_own_names(preview: Served) -> None:
    assert preview.get("/", host=f"localhost:{preview.port}").status == 200
    for path in ("/", "/.site-builder/state.json"):
        assert preview.get(path, host="rebound.example").status == 403


def test_who_asks_for_every_address_is_warned_and_gets_it(content: Path) -> None:
    with served(content.parent, "--host", "0.0.0.0") as preview:
        preview.built()
        assert "warning: others in this network can read it" in preview.text
        assert preview.url.startswith("http://localhost:")
        assert preview.get("/", host="desk.example").status == 200


def test_nothing_outside_of_the_site_is_served(preview: Served) -> None:
    write(preview.site.parent / "secret.html", "<html><head></head>secret</html>")
    for path in ("/../secret.html", "/%2e%2e/secret.html", "/articles/../../secret.html"):
        answer = preview.get(path)
        assert answer.status in {403, 404}
        assert "secret" not in answer.text


# ---------------------------------------------------------------- how it ends


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(content: Path, preview: Served, kind: signal.Signals) -> None:
    began = time.monotonic()
    preview.process.send_signal(kind)
    assert preview.wait() == 130
    assert time.monotonic() - began < 5
    assert list(content.parent.glob("site-builder-*")) == []
    assert "Traceback" not in preview.text


def test_it_can_be_interrupted_before_the_first_build_has_ended(content: Path) -> None:
    for number in range(60):
        write(content / "articles" / f"a{number}.md", f"---\ntitle: A{number}\n---\n\n{'It rose. ' * 400}\n")
    with served(content.parent) as preview:
        preview.wait_for("preview at")
        assert preview.end() == 130
        assert "built:" not in preview.text


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_build_that_is_killed_takes_nothing_with_it(content: Path, preview: Served) -> None:
    children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children").read_text().split()
    (builder,) = map(int, children)
    os.kill(builder, signal.SIGKILL)
    preview.wait_for("error: the process that builds was killed")
    assert "Up." in preview.get(ARTICLE).text
    write(content / "articles" / "moon.yaml", SIDECAR.replace("Up.", "Up again."))
    preview.built(2)
    assert "Up again." in preview.get(ARTICLE).text


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_preview_that_is_killed_leaves_no_process(preview: Served) -> None:
    (builder,) = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children").read_text().split()
    preview.process.kill()
    preview.wait()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{builder}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_preview_that_is_started_again_has_the_same_port(content: Path) -> None:
    port = free_port()
    versions = []
    for _ in range(2):
        with served(content.parent, port=port) as preview:
            preview.built()
            assert preview.port == port
            versions.append(preview.state()["version"])
    assert versions[0] != versions[1]
