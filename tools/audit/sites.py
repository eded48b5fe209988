"""Build the sites that are judged: content/ with samples of what it lacks, in three languages, docs/, and many notes.

In: content/, samples/ and docs/. Out: the built sites, each in a folder that is named as its path on the server.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.audit import many_notes
from tools.audit.report import AuditError

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).resolve().parent / "samples"
SITES = {"repo-name": "en", "german": "de", "arabic": "ar"}
"""The language of each site."""
MANY = "many"
"""The site of many notes, whose scripts are measured."""


def write_content(folder: Path, language: str) -> None:
    """Write content/ and the samples; a sample of a file that is there stands at that file's end."""
    shutil.copytree(REPOSITORY / "content", folder)
    for sample in (path for path in SAMPLES.rglob("*") if path.is_file()):
        path = folder / sample.relative_to(SAMPLES)
        text = sample.read_text(encoding="utf-8")
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(before + text, encoding="utf-8", newline="\n")
    settings = folder / "site.yaml"
    text = re.sub(r"(?m)^text_direction:.*\n", "", settings.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^language:.*$", f"language: {language}", text)
    settings.write_text(text, encoding="utf-8", newline="\n")


def build_sites(work: Path, served: Path, address: str) -> None:
    """Build every site for the address at which `served` will be; raises AuditError where one does not build."""
    for name, language in SITES.items():
        write_content(work / name / "content", language)
        build_site(work / name / "content", served / name, "--base-url", f"{address}{name}/")
    content = Path(shutil.copytree(REPOSITORY / "docs", work / "docs" / "content"))  # its cache will stand beside it
    templates = ("--templates", str(content / "templates"))
    build_site(content, served / "docs", "--base-url", f"{address}docs/", *templates)


def build_many(work: Path, served: Path, notes: int) -> None:
    """Build the site with an article of so many notes, for use on the server and from its folder."""
    many_notes.write_archive(work / MANY / "content", notes)
    build_site(work / MANY / "content", served / MANY)


def build_site(content: Path, output: Path, *options: str) -> None:
    """Build a site as its users do; raises AuditError where it does not build."""
    command = [sys.executable, "-m", "site_builder", "build", "--content", str(content), "--output", str(output)]
    built = subprocess.run([*command, *options], cwd=REPOSITORY, capture_output=True, check=False, encoding="utf-8")
    if built.returncode:
        raise AuditError(f"The site to judge does not build:\n{built.stdout}{built.stderr}")
