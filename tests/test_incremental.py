"""An incremental build equals a fresh one, byte for byte, whatever was edited, undone, renamed or removed before.

Hypothesis edits a small site and builds it again and again into one folder; at the end, and now and then before, the
same content is built from nothing into another. SITE_BUILDER_SEQUENCES sets how many sequences are tried (200 on CI).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import build as build_module
from site_builder.build import BuildOptions, Report, build, cache_file
from site_builder.publishing import render
from site_builder.publishing.wording import Wording

SEQUENCES = int(os.environ.get("SITE_BUILDER_SEQUENCES", "200" if os.environ.get("CI") else "20"))

SITE = """\
title: A small archive
verdicts:
  - {key: "false", label: False, definition: Not so., tone: negative}
  - {key: "true", label: True, tone: positive}
"""
SPEAKERS = """\
ada: {name: Ada Zet, role: Writer}
bob: {name: Bob Ypsilon}
"""
SENTENCES = ("The moon has bats.", "They build *temples* of stone.", "Nobody saw [them](b.md).", "So it was printed.")
NOTES = {
    "moon": "quote: The moon has bats\n    kind: claim\n    speaker: ada\n    verdict: 'false'\n    basis: No.\n"
    "    note: See [the other](b.md#note-stone).\n    sources: [{title: A book}]",
    "stone": "quote: of stone\n    kind: context\n    note: Stone is hard.\n    topics: [Building]",
    "seen": "quote: Nobody saw\n    kind: claim\n    speaker: bob\n    same_claim_as: [a/moon]\n    note: Nobody.",
    "old": "quote: printed\n    kind: claim\n    speaker: ada\n    note: Yes.\n    changes:\n"
    "      - {date: 2024-05-01, type: correction, text: It said no.}",
}
FRONTS = (
    "title: Bats\ndate: 2020-01-02\noutlet: The Sun\ntopics: [Moon]",
    "title: Bats on the moon\ndate: 2020-01-02\noutlet: the sun\ntopics: [Moon, Bats]\nauthors: [Jo]",
    "title: Undated\nsummary: What a summary says.\nseries: Hoaxes\nimage: {src: ../assets/dot.svg, caption: A dot}",
    "title: In German\nlanguage: de\ndate: 2021\nstatus: draft\nseries: Hoaxes",
    "title: Of bats\ndate: 2019-03-04\noutlet: THE SUN\ntopics: [MOON, building]",  # spellings that all pages take over
    "title: Gone\ndate: 2021-05\nstatus: withdrawn\nwithdrawn_because: It was wrong.",
)
FILES = ("a", "b", "c", "d/e")
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="3"/>'
SETTINGS = (
    "tagline: Of bats",
    "base_url: https://example.org/x/",
    "search: {engine: none}",
    "search: {budget_kb: 1}",  # pieces
    "outputs: {claim_pages: false}",
    "outputs: {annotations: false, speaker_feeds: false}",
    "selection_policy: We choose.",
    "navigation: [{label: All, page: archive}]",
    "language: de",
    "language: fr",  # which has words where its file is there, and else a warning
    "report: mailto:a@example.org",
)
TEMPLATES = {
    "macros/claim.html": "{% macro claim_words(note) %}«{{ note.annotation.claim_text }}»{% endmacro %}",
    "not_found.html": "{% extends 'shipped/not_found.html' %}{% block footer %}{{ topic_count }}{% endblock %}".replace(
        "{{ topic_count }}", "{{ assets['css/base.css'] }}"
    ),
    "archive.html": "{% extends 'base.html' %}{% block main %}{% for group in groups %}{% for entry in group.items %}"
    "<p>{{ entry.article.title }} {{ entry.body.text }}{% for note in entry.notes %}{{ note.annotation.basis }}"
    "{{ note.verdict.label if note.verdict }}{{ note.speaker.role if note.speaker }}{% endfor %}</p>"
    "{% endfor %}{% endfor %}{% endblock %}",
    "speakers.html": "{% extends 'base.html' %}{% block main %}{% for group in groups %}{% for entry in group.items %}"
    "{{ entry.notes|length }}{% for article in entry.articles %}{{ article.notes|length }}{% endfor %}"
    "{{ site.tagline }}{% endfor %}{% endfor %}{% endblock %}",
    "assets/css/base.css": "body { color: red }",
    "languages/en.yaml": "words: {speakers: Voices}",
    "languages/fr.yaml": "words: {speakers: Voix, number_of_notes: {one: 'une note', other: '{count} notes'}}",
}


class MemoryOfTemplates(jinja2.BytecodeCache):
    """Compiled templates by their source: the same few are used hundreds of times here."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Any) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Any) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{name} {filename}"


class Editing:
    """An editor at work; `history` are the files of earlier moments, to which one can go back."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="site-builder-test-"))
        self.content, self.templates = self.root / "content", self.root / "templates"
        self.program = "1"
        self.history: list[dict[str, bytes]] = []
        self.bodies: dict[str, list[str]] = {}
        self.notes: dict[str, list[str]] = {}
        self.fronts: dict[str, str] = {}

    # ---------------------------------------------------------------- editing

    def begin(self) -> None:
        self.templates.mkdir()
        self.write("site.yaml", SITE)
        self.write("speakers.yaml", SPEAKERS)
        self.write("pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
        self.write("assets/dot.svg", DOT.format(4))
        for place, file in enumerate(FILES[:2]):
            self.fronts[file], self.bodies[file], self.notes[file] = FRONTS[place], list(SENTENCES), ["moon", "stone"]
            self.write_article(file)
        self.build(1)

    def change_front_matter(self, file: str, front: str) -> None:
        self.fronts[file] = front
        self.bodies.setdefault(file, list(SENTENCES))
        self.notes.setdefault(file, ["old"])
        self.write_article(file)

    def add_to_text(self, file: str, words: str) -> None:
        if file in self.bodies:
            self.bodies[file].append(words)
            self.write_article(file)

    def add_or_remove_note(self, file: str, note: str) -> None:
        if file in self.notes:
            notes = self.notes[file]
            self.notes[file] = [other for other in notes if other != note] if note in notes else [*notes, note]
            self.write_article(file)

    def change_note(self, file: str, old: str) -> None:
        path = self.content / "articles" / f"{file}.yaml"
        if path.is_file():
            new = {"kind: context": "kind: definition"}.get(old, f"{old}, really")
            self.write(f"articles/{file}.yaml", path.read_text(encoding="utf-8").replace(old, new))

    def remove_article(self, file: str) -> None:
        for suffix in (".md", ".yaml"):
            (self.content / "articles" / f"{file}{suffix}").unlink(missing_ok=True)

    def rename_article(self, old: str, new: str) -> None:
        if old in self.fronts and old != new:
            self.fronts[new], self.bodies[new] = self.fronts[old], self.bodies[old]
            self.notes[new] = self.notes[old]
            self.remove_article(old)
            self.write_article(new)

    def change_speakers(self, old: str, new: str) -> None:
        self.write("speakers.yaml", SPEAKERS.replace(old, new))

    def change_settings(self, more: list[str], label: str) -> None:
        chosen = {line.partition(":")[0]: line for line in more}
        self.write("site.yaml", SITE.replace("label: False", f"label: {label}") + "\n".join(chosen.values()) + "\n")

    def change_picture(self, width: int) -> None:
        self.write("assets/dot.svg", DOT.format(width))

    def add_or_remove_template(self, name: str) -> None:
        path = self.templates / name
        if path.is_file():
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TEMPLATES[name], encoding="utf-8")

    def go_back(self, place: int) -> None:
        """Restore all content of an earlier moment, as `git checkout` would."""
        files = self.history[place % len(self.history)]
        shutil.rmtree(self.content)
        for name, text in files.items():
            self.write(name, text.decode())

    # ---------------------------------------------------------------- accidents

    def touch_everything(self) -> None:
        for path in self.content.rglob("*"):
            os.utime(path)

    def lose_cache(self, kind: str) -> None:
        cache = cache_file(self.content)
        if cache.is_file():
            data = cache.read_bytes()
            if kind == "delete":
                cache.unlink()
            else:
                middle = len(data) // 2
                cache.write_bytes(
                    data[:middle] if kind == "truncate" else data[:middle] + b"\0" * 99 + data[middle + 99 :]
                )

    def spoil_output(self, place: int, kind: str) -> None:
        files = sorted(path for path in (self.root / "output").rglob("*") if path.is_file())
        if files:
            path = files[place % len(files)]
            if kind == "all" or path.name == ".site-builder.json":
                shutil.rmtree(self.root / "output")
            elif kind == "delete":
                path.unlink()
            else:
                path.write_bytes(b"spoiled")

    def change_version(self, program: str) -> None:
        self.program = program

    # ---------------------------------------------------------------- building

    def build(self, jobs: int) -> None:
        self.run("output", jobs=jobs)
        self.history.append({file: path.read_bytes() for file, path in _files(self.content).items()})

    def compare(self) -> None:
        """Build what is there now into the old folder and into a new one."""
        incremental = self.run("output")
        shutil.rmtree(self.root / "fresh", ignore_errors=True)
        fresh = self.run("fresh", fresh=True)
        assert incremental.problems == fresh.problems
        if not fresh.exit_status:
            assert incremental.summary == fresh.summary
            assert _bytes(self.root / "output") == _bytes(self.root / "fresh")
            again = self.run("output")
            assert again.written is None or again.written.written == 0

    def run(self, output: str, *, jobs: int = 1, fresh: bool = False) -> Report:
        options = BuildOptions(self.content, self.templates, self.root / output, jobs=jobs, fresh=fresh)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build_module, "program_version", lambda: self.program)
            if fresh:  # it must not leave in the cache what the other build is to find out
                patch.setattr(build_module, "cache_file", lambda _content: self.root / "other.sqlite3")
            return build(options)

    # ---------------------------------------------------------------- files

    def write_article(self, file: str) -> None:
        self.write(f"articles/{file}.md", f"---\n{self.fronts[file]}\n---\n\n" + "\n\n".join(self.bodies[file]) + "\n")
        notes = "\n".join(f"  - id: {note}\n    {NOTES[note]}" for note in self.notes[file])
        self.write(f"articles/{file}.yaml", f"annotations:\n{notes}\n" if notes else "annotations: []\n")

    def write(self, name: str, text: str) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in _files(folder).items()}


@pytest.fixture(autouse=True, scope="module")
def _remember_templates() -> Iterator[None]:
    """Compile each template once for all builds; scoped to the module, as Hypothesis wants it."""
    memories: dict[str, MemoryOfTemplates] = {}  # by the words that are written into the code
    make = render._Environment.__init__

    def initialise(self: Any, library: Any, wording: Wording, **options: Any) -> None:
        make(self, library, wording, **options)
        self.bytecode_cache = memories.setdefault(wording.language.digest, MemoryOfTemplates())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render._Environment, "__init__", initialise)
        yield


def edit(method: str, /, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """Return the calls of one of the editor's methods."""
    return st.tuples(st.just(method), st.fixed_dictionaries(arguments))


FILE, PLACE = st.sampled_from(FILES), st.integers(0, 999)
EDITS = st.one_of(
    edit("change_front_matter", file=FILE, front=st.sampled_from(FRONTS)),
    edit("add_to_text", file=FILE, words=st.sampled_from(("A word more.", "[A link](c.md)", "# A heading"))),
    edit("add_or_remove_note", file=FILE, note=st.sampled_from(sorted(NOTES))),
    edit("change_note", file=FILE, old=st.sampled_from(("No.", "hard", "kind: context", "Yes.", "A book"))),
    edit("remove_article", file=FILE),
    edit("rename_article", old=FILE, new=FILE),
    edit(
        "change_speakers",
        old=st.sampled_from(("Ada Zet", "Writer", "bob", "Ypsilon")),
        new=st.sampled_from(("Ada Zed", "Poet", "bob")),
    ),
    edit(
        "change_settings",
        more=st.lists(st.sampled_from(SETTINGS), max_size=3, unique=True),
        label=st.sampled_from(("False", "Wrong")),
    ),
    edit("change_picture", width=st.integers(1, 3)),
    edit("add_or_remove_template", name=st.sampled_from(sorted(TEMPLATES))),
    edit("go_back", place=PLACE),
)
ACCIDENTS = st.one_of(
    edit("touch_everything"),
    edit("lose_cache", kind=st.sampled_from(("delete", "truncate", "garble"))),
    edit("spoil_output", place=PLACE, kind=st.sampled_from(("delete", "change", "all"))),
    edit("change_version", program=st.sampled_from("123")),
)
STEPS = st.lists(
    st.one_of(EDITS, EDITS, EDITS, edit("build", jobs=st.sampled_from((1, 1, 1, 2))), ACCIDENTS), min_size=2, max_size=8
)


@settings(max_examples=SEQUENCES)
@given(steps=STEPS)
def test_incremental_builds_equal_fresh_ones(steps: list[tuple[str, dict[str, Any]]]) -> None:
    editing = Editing()
    try:
        editing.begin()
        for name, arguments in steps:
            getattr(editing, name)(**arguments)
        editing.compare()
    finally:
        shutil.rmtree(editing.root)
