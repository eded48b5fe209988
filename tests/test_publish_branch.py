"""`make publish`, with a bare repository of this machine in the place of GitHub."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with one commit, whose origin is a bare repository beside it, and a built site in output/."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "work")
    work = tmp_path / "work"
    git(work, "config", "user.name", "An editor")
    git(work, "config", "user.email", "editor@example.org")
    (work / "content").mkdir()
    (work / "content" / "site.yaml").write_text("title: A\nsearch: {engine: none}\n", encoding="utf-8")
    git(work, "add", "content")
    git(work, "commit", "--quiet", "--message", "Begin")
    assert build(BuildOptions(work / "content", output=work / "output")).exit_status == 0
    return work


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, check=True, encoding="utf-8", env=environment
    )
    return done.stdout


def publish(work: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.publish", "output", *options]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(command, cwd=work, capture_output=True, check=False, encoding="utf-8", env=environment)


def published(work: Path, branch: str = "gh-pages") -> dict[str, str]:
    """Return the files of a branch of the origin with the digests that Git gives them."""
    lines = git(work.parent / "origin.git", "ls-tree", "-r", "-z", branch).split("\0")
    return {line.partition("\t")[2]: line.split()[2] for line in lines if line}


def test_the_branch_has_the_site_and_tells_pages_to_leave_it_alone(work: Path) -> None:
    done = publish(work)
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("published on origin/gh-pages\n")
    files = published(work)
    shown = {path.relative_to(work / "output").as_posix() for path in (work / "output").rglob("*") if path.is_file()}
    assert files.keys() == shown - {".site-builder.json"} | {".nojekyll"}
    assert files["index.html"] == git(work, "hash-object", "output/index.html").strip()
    assert git(work, "status", "--short") == "?? .cache/\n?? output/\n"


def test_a_domain_of_ones_own(work: Path) -> None:
    assert publish(work, "--cname", "archive.example.org", "--branch", "pages").returncode == 0
    assert "CNAME" in published(work, "pages")
    assert git(work.parent / "origin.git", "show", "pages:CNAME").strip() == "archive.example.org"


def test_what_is_gone_from_the_site_goes_from_the_branch(work: Path) -> None:
    publish(work)
    (work / "output" / "about").mkdir()
    (work / "output" / "about" / "index.html").write_text("<p>Us</p>", encoding="utf-8")
    publish(work)
    assert "about/index.html" in published(work)
    (work / "output" / "about" / "index.html").unlink()
    publish(work)
    assert "about/index.html" not in published(work)


def test_what_is_no_site_is_not_published(work: Path) -> None:
    (work / "output" / "link").symlink_to(work / "content")
    done = publish(work)
    assert done.returncode == 1
    assert "is a link" in done.stderr
    (work / "output" / "index.html").unlink()
    assert "is no built site" in publish(work).stderr


def test_a_repository_that_refuses_is_told(work: Path) -> None:
    git(work, "remote", "set-url", "origin", str(work.parent / "nowhere.git"))
    done = publish(work)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("the site was not published\n")


def test_make_publish_builds_and_publishes() -> None:
    command = ["make", "--dry-run", "--always-make", "publish", "BASE_URL=https://example.org/a/", "CNAME=example.org"]
    told = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, encoding="utf-8").stdout
    assert '--base-url "https://example.org/a/"' in told
    assert 'tools.publish "output" --remote "origin" --branch "gh-pages" --cname "example.org"' in told
