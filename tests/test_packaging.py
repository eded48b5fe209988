"""What is published: the wheel with its templates and browser libraries, and files that name no registry's host."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

import site_builder

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = ("LICENSE", "README.md", "hatch_build.py", "pyproject.toml", ".gitignore")
LIBRARY_FILES = ("LIBRARIES.txt", "lunr.min.js", "source-serif-4-latin-400-normal.woff2")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a wheel is made from, as git has it: without the browser libraries."""
    project = tmp_path / "project"
    project.mkdir()
    for name in SOURCES:
        shutil.copy(REPOSITORY / name, project / name)
    ignore = shutil.ignore_patterns("__pycache__", ".cache", "vendor")
    shutil.copytree(REPOSITORY / "site_builder", project / "site_builder", ignore=ignore)
    shutil.copytree(REPOSITORY / "templates", project / "templates", ignore=ignore)
    return project


def add_libraries(project: Path) -> None:
    vendor = project / "templates" / "assets" / "vendor"
    vendor.mkdir()
    for name in LIBRARY_FILES:
        (vendor / name).write_text(f"stands for {name}\n", encoding="utf-8", newline="\n")


def build_wheel(project: Path, version: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "--target", f"wheel:{version}", "--directory", "dist"]
    return subprocess.run(command, cwd=project, capture_output=True, check=False, encoding="utf-8")


def read_wheel(project: Path) -> tuple[set[str], dict[str, str]]:
    """Return the names in the wheel, and the texts of its metadata by file name."""
    (wheel_path,) = (project / "dist").glob("*.whl")
    with ZipFile(wheel_path) as wheel:
        names = set(wheel.namelist())
        metadata = {Path(name).name: wheel.read(name).decode() for name in names if ".dist-info/" in name}
    return names, metadata


def test_wheel_holds_program_templates_and_libraries(project: Path) -> None:
    add_libraries(project)
    built = build_wheel(project, "standard")
    assert built.returncode == 0, built.stderr
    names, metadata = read_wheel(project)
    expected = {
        path.relative_to(project).as_posix() for path in (project / "site_builder").rglob("*") if path.is_file()
    }
    expected |= {
        f"site_builder/{path.relative_to(project).as_posix()}"
        for path in (project / "templates").rglob("*")
        if path.is_file()
    }
    assert {"site_builder/templates/assets/vendor/lunr.min.js", "site_builder/model.py"} <= expected
    assert expected == {name for name in names if ".dist-info/" not in name}
    assert f"Version: {site_builder.__version__}\n" in metadata["METADATA"]
    assert "Name: site-builder\n" in metadata["METADATA"]
    assert "site-builder = site_builder.cli:main" in metadata["entry_points.txt"]
    assert "MIT License" in metadata["LICENSE"]


def test_wheel_without_libraries_is_refused_in_a_sentence(project: Path) -> None:
    built = build_wheel(project, "standard")
    assert built.returncode != 0
    assert "Run `make setup` first" in built.stderr
    assert "Traceback" not in built.stderr
    assert not list(project.glob("dist/*.whl"))


def test_editable_install_needs_no_libraries_and_copies_no_templates(project: Path) -> None:
    built = build_wheel(project, "editable")
    assert built.returncode == 0, built.stderr
    names, _ = read_wheel(project)
    assert not [name for name in names if "templates" in name]


def test_lock_pins_versions_and_digests_but_no_host() -> None:
    text = (REPOSITORY / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: facts for name, facts in json.loads(text)["packages"].items() if name}
    assert packages["node_modules/lunr"]["version"] == "2.3.9"
    assert all(facts["integrity"].startswith("sha512-") for facts in packages.values())
    assert not [name for name, facts in packages.items() if "resolved" in facts]


def test_dependencies_are_names_with_lower_bounds() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [line for line in requirements if not re.fullmatch(r"[A-Za-z][\w.-]*>=[\d.]+", line)] == []
