"""The wheel, and new virtual environments to try it in, without network.

An environment gets copies of the libraries that the wheel asks for, and of what they ask for, from the environment of
the tests: what pip would fetch. What nothing asks for is not there, nor is this repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

REPOSITORY = Path(__file__).resolve().parent.parent


def build(folder: Path, target: str) -> Path:
    """Build the 'wheel' or the 'sdist' of this repository into a folder; needs the browser libraries (`make setup`)."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=False, encoding="utf-8")
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return made


def build_wheel(folder: Path) -> Path:
    return build(folder, "wheel")


def add_dependencies(environment: Path) -> None:
    """Put what the program needs at run time into a virtual environment."""
    site_packages = site_packages_of(environment)
    for needed in _needed("site-builder", set()):
        for file in needed.files or ():
            path = Path(str(needed.locate_file(file)))
            if ".." not in file.parts and path.is_file() and "__pycache__" not in file.parts:
                target = site_packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)


def site_packages_of(environment: Path) -> Path:
    (found,) = (
        [environment / "Lib" / "site-packages"] if os.name == "nt" else environment.glob("lib/python*/site-packages")
    )
    return found


def _needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """Yield the distributions that one asks for on this system, without extras, and what these ask for."""
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        key = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if key in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError as missing:
            raise AssertionError(f"{name} asks for {requirement.name}, which is not there") from missing
        yield found
        yield from _needed(requirement.name, seen)
