from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.config import load_config
from site_builder.model import Config
from site_builder.problems import Problem, UsageError


def load(root: Path, text: str, base_url: str | None = None) -> tuple[Config | None, list[Problem]]:
    (root / "site.yaml").write_text(text, encoding="utf-8", newline="\n")
    return load_config(root, base_url=base_url)


def test_a_title_is_enough(tmp_path: Path) -> None:
    assert load(tmp_path, "title: 1984\n") == (Config("1984"), [])


@pytest.mark.parametrize(
    ("given", "base_url"),
    [
        (None, "https://example.org/site/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("", ""),
    ],
)
def test_the_base_url_that_is_given_comes_first(tmp_path: Path, given: str | None, base_url: str) -> None:
    config, problems = load(tmp_path, "title: A\nbase_url: https://example.org/site\n", given)
    assert config is not None
    assert (config.base_url, problems) == (base_url, [])


@pytest.mark.parametrize(
    "base_url",
    [
        "example.org",
        "ftp://example.org/",
        "https://",
        "https://a/?b",
        "https://a/#b",
        "https://a b/",
        "https://[a",
        "javascript:x",
    ],
)
def test_what_is_no_base_url(tmp_path: Path, base_url: str) -> None:
    with pytest.raises(UsageError, match="cannot be the base_url"):
        load(tmp_path, "title: A\n", base_url)


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no content folder"):
        load_config(tmp_path / "missing")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="no content folder"):
        load_config(tmp_path / "file")


def test_a_folder_without_settings_has_a_problem(tmp_path: Path) -> None:
    config, problems = load_config(tmp_path)
    assert config is None
    assert [(problem.code, problem.location.file) for problem in problems] == [("missing-settings", "site.yaml")]


def test_settings_that_are_wrong_leave_the_others(tmp_path: Path) -> None:
    config, problems = load(tmp_path, "title: A\nlanguage: English (US)\ntagline: B\nbase_url: https://a/?b\n")
    assert config == Config("A", tagline="B")
    assert [problem.code for problem in problems] == ["bad-language", "bad-url"]


def test_without_a_title_there_are_no_settings(tmp_path: Path) -> None:
    config, problems = load(tmp_path, "tagline: B\n")
    assert config is None
    assert [problem.code for problem in problems] == ["missing-key"]
