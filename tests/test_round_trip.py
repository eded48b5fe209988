"""What an archive exports as Web Annotations comes back as the same notes in an archive that has the text alone."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.exchange.web_annotation import annotation_page, neighbors
from site_builder.model import Annotation, Date
from site_builder.workbench.annotation_import import import_annotations
from site_builder.workbench.workroom import Workroom
from site_builder.workbench.yaml_writer import render_yaml
from tests.archives import read_archive

WORDS = "the moon has bats and trees; it's said (twice) “so” 3.5% naïve 🌙 قمر".split()
SITE = "title: A\nbase_url: https://example.org/x/\nverdicts: [{key: wrong, label: Wrong}]\n"

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(" ".join), min_size=1, max_size=4)
names = st.sampled_from(["Jo Doe", "The editors", "李小龙", "O’Brien: a “desk”"])
replies = st.fixed_dictionaries(
    {"from": names, "text": words}, optional={"date": st.just("2021-03-04"), "url": st.just("https://moon.example/")}
)


@st.composite
def notes(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """A note on some words of a text, each time they stand there."""
    tokens = text.split()
    start = draw(st.integers(0, len(tokens) - 1))
    quote = " ".join(tokens[start : start + draw(st.integers(1, 4))])
    note: dict[str, Any] = {
        "quote": quote,
        "occurrence": draw(st.integers(1, " ".join(tokens).count(quote))),
        "note": draw(words),
        "topics": draw(st.lists(st.sampled_from(["Moon", "Bats: two", "قمر"]), unique=True, max_size=2)),
        "authors": draw(st.lists(names, unique=True, max_size=2)),
        "replies": draw(st.lists(replies, max_size=2)),
    }
    return {key: value for key, value in note.items() if value}


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[str], list[dict[str, Any]]]:
    paragraphs = draw(texts)
    made = draw(st.lists(notes(" ".join(paragraphs)), min_size=1, max_size=4))
    return paragraphs, [{"id": f"n{place}", **note} for place, note in enumerate(made)]


def write(folder: Path, paragraphs: list[str], annotations: list[dict[str, Any]]) -> None:
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    body = "\n\n".join(paragraph.replace("(", "\\(") for paragraph in paragraphs)
    (folder / "articles" / "moon.md").write_text(f"---\ntitle: Moon\n---\n{body}\n", encoding="utf-8")
    if annotations:
        sidecar = render_yaml({"annotations": annotations})
        (folder / "articles" / "moon.yaml").write_text(sidecar, encoding="utf-8")


def face(annotation: Annotation) -> tuple[object, ...]:
    """Return what of a note goes through an export and an import: where it stands, what it says, and who says it."""
    answered = [(reply.sender, reply.text, reply.date, reply.url) for reply in annotation.replies]
    said = (annotation.note_text, annotation.topics, annotation.authors, answered)
    return (annotation.id, annotation.status, annotation.spans, *said)


@settings(max_examples=40)
@given(archives())
def test_notes_come_back(made: tuple[list[str], list[dict[str, Any]]]) -> None:
    paragraphs, annotations = made
    with tempfile.TemporaryDirectory() as temporary:
        first, second = Path(temporary) / "first", Path(temporary) / "second"
        write(first, paragraphs, annotations)
        write(second, paragraphs, [])
        try:
            archive = read_archive(first)
        except AssertionError:  # some of what is drawn is no archive: words that stand in each other, say
            return
        (page,) = neighbors(archive)
        exported = Path(temporary) / "annotations.jsonld"
        exported.write_bytes(annotation_page(archive, page, str))
        import_annotations(exported, second)
        there = sorted((note.annotation for note in page.entry.notes), key=lambda note: note.id)
        back = sorted(Workroom(second).open("articles/moon.md").article.annotations, key=lambda note: note.id)
        assert list(map(face, back)) == list(map(face, there))


def test_claims_of_the_shipped_archive_come_back(tmp_path: Path) -> None:
    """Verdicts, bases and sources, where the vocabulary is there: every note but what a Web Annotation cannot say."""
    import shutil

    shipped = Path(__file__).resolve().parent.parent / "content"
    archive = read_archive(shipped)
    copy = tmp_path / "content"
    shutil.copytree(shipped, copy)
    for sidecar in copy.glob("articles/**/*.yaml"):
        sidecar.unlink()
    counted = 0
    for page in neighbors(archive):
        exported = tmp_path / "annotations.jsonld"
        data = json.loads(annotation_page(archive, page, lambda html: html.replace("\0", "")))
        exported.write_text(json.dumps(data), encoding="utf-8")
        result = import_annotations(exported, copy, slug=page.entry.article.slug)
        assert result.homeless == []
        room = Workroom(copy)
        back = {note.id: note for note in room.open(page.entry.article.file).article.annotations}
        for note in page.entry.notes:
            there = note.annotation
            assert back[there.id].spans == there.spans, there.id
            assert " ".join(back[there.id].note_text.split()) == " ".join(there.note_text.split())
            assert back[there.id].basis == there.basis
            assert back[there.id].checked_on == (there.checked_on if isinstance(there.checked_on, Date) else None)
            if any(source.url for source in there.sources):
                assert back[there.id].verdict == there.verdict
            counted += 1
    assert counted > 90
