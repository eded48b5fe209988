from __future__ import annotations

import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.config import load_config
from site_builder.problems import ContentError, FileError, SiteError, UsageError
from site_builder.workbench.importing import ImportResult, import_file
from tests.unit.reading.content_folders import read_folder

RAW = """\
Mayor: Bridge #8 Is Safe

By JANE DOE, Gazette Staff Writer

"It is safe: I drove over it," Mayor Ann Bee said in a letter. "[It] held."

The firm, Halden Energy, said *nothing* was wrong. Bee said nothing was wrong, either.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text("format: 1\ntitle: A site\n", encoding="utf-8", newline="\n")
    return folder


def import_text(content: Path, text: str | bytes = RAW, slug: str | None = None) -> ImportResult:
    source = content.parent / "raw.txt"
    source.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return import_file(source, content, slug=slug)


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def files_of(content: Path) -> list[str]:
    return sorted(path.relative_to(content).as_posix() for path in content.rglob("*") if path.is_file())


def test_article_sidecar_and_speakers_are_written(content: Path) -> None:
    result = import_text(content)
    assert files_of(content) == [
        "articles/mayor-bridge-8-is-safe.md",
        "articles/mayor-bridge-8-is-safe.yaml",
        "site.yaml",
        "speakers.yaml",
    ]
    assert result.article_path.read_text(encoding="utf-8") == (
        "---\ntitle: 'Mayor: Bridge #8 Is Safe'\nauthors:\n  - Jane Doe\noutlet: Gazette\n---\n\n"
        '"It is safe: I drove over it," Mayor Ann Bee said in a letter. "\\[It] held."\n\n'
        "The firm, Halden Energy, said \\*nothing\\* was wrong. Bee said nothing was wrong, either.\n"
    )
    assert read_yaml(content / "speakers.yaml") == {
        "ann-bee": {"name": "Ann Bee", "type": "person", "role": "Mayor"},
        "halden-energy": {"name": "Halden Energy", "type": "organisation"},
    }
    assert result.new_speakers == ("ann-bee", "halden-energy")
    assert result.paths == (result.article_path, result.sidecar_path, content / "speakers.yaml")


def test_statements_are_draft_claims_with_ids_that_can_be_read(content: Path) -> None:
    annotations = read_yaml(import_text(content).sidecar_path)["annotations"]
    assert [(one["id"], one["quote"], one.get("part", "body"), one["speaker"]) for one in annotations] == [
        ("bridge-8-safe", "Bridge #8 Is Safe", "title", "ann-bee"),
        ("safe-drove", "It is safe: I drove over it", "body", "ann-bee"),
        ("held", "[It] held.", "body", "ann-bee"),
        ("nothing-wrong", "*nothing* was wrong", "body", "halden-energy"),
        ("nothing-wrong-either", "nothing was wrong, either", "body", "ann-bee"),
    ]
    assert {(one["kind"], one["status"]) for one in annotations} == {("claim", "draft")}
    assert annotations[1]["said_in"] == "letter"
    assert "note" not in annotations[0]


def test_the_result_builds_without_a_problem(content: Path) -> None:
    from site_builder.anchoring.anchor import anchor_article

    result = import_text(content)
    config, _ = load_config(content)
    assert config is not None
    read = read_folder(content, config)
    assert read.problems == []
    article, problems = anchor_article(read.articles[0])
    assert problems == []
    assert all(annotation.spans for annotation in article.annotations)
    assert len(article.annotations) == result.statement_count
    for annotation in article.annotations:
        for target, span in zip(annotation.targets, annotation.spans, strict=True):
            assert article.text_of(target.part)[span.start : span.end] == target.quote


def test_words_that_stand_twice_get_a_prefix(content: Path) -> None:
    text = "Title\n\nBy Jane Doe\n\nAgain and again the plan is dead.\n\nAgain Ann Bee said the plan is dead.\n"
    annotations = read_yaml(import_text(content, text).sidecar_path)["annotations"]
    assert [(one["quote"], one["prefix"]) for one in annotations] == [("the plan is dead", "said")]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("mayor-bee:\n  name: Ann Bee\n", "mayor-bee"),
        ("annie:\n  name: Anna Bee\n  aliases: [Ann Bee]\n", "annie"),
        ("ann-bee:\n  name: Ann B.\n", "ann-bee"),
    ],
)
def test_known_speakers_are_used_again(content: Path, known: str, expected: str) -> None:
    comment = "# People first\n"
    (content / "speakers.yaml").write_text(comment + known, encoding="utf-8", newline="\n")
    result = import_text(content)
    assert result.known_speakers == (expected,)
    assert read_yaml(result.sidecar_path)["annotations"][0]["speaker"] == expected
    text = (content / "speakers.yaml").read_text(encoding="utf-8")
    assert text == comment + known + "halden-energy:\n  name: Halden Energy\n  type: organisation\n"


def test_a_known_id_of_another_name_is_pointed_out(content: Path) -> None:
    (content / "speakers.yaml").write_text("ann-bee:\n  name: Ann B.\n", encoding="utf-8", newline="\n")
    assert "'Ann Bee' was taken for the speaker ann-bee, whose name is 'Ann B.'" in import_text(content).remarks


def test_new_speakers_go_into_the_folder_that_is_used(content: Path) -> None:
    (content / "speakers").mkdir()
    (content / "speakers" / "ann-bee.yaml").write_text("name: Ann Bee\n", encoding="utf-8")
    import_text(content)
    assert read_yaml(content / "speakers" / "halden-energy.yaml") == {"name": "Halden Energy", "type": "organisation"}
    assert not (content / "speakers.yaml").exists()


def test_byte_order_mark_and_crlf_make_no_difference(content: Path) -> None:
    plain = import_text(content, slug="plain")
    marked = import_text(content, b"\xef\xbb\xbf" + RAW.replace("\n", "\r\n").encode("utf-8"), slug="marked")
    assert marked.article_path.read_bytes() == plain.article_path.read_bytes()
    assert marked.sidecar_path.read_bytes() == plain.sidecar_path.read_bytes()


def test_a_date_and_several_deks(content: Path) -> None:
    text = "Title\n\nA dek\n\nAnother dek\n\nSomebody / PHOTO: X: Y\n\nDecember 3, 2019\n\nBy Ann Bee\n\nIt rained.\n"
    front = read_yaml_front(import_text(content, text).article_path)
    assert front["dek"] == ["A dek", "Another dek"]
    assert front["date"] == "2019-12-03"
    assert front["image"] == {"caption": "Somebody", "credit": "X: Y"}


def test_an_article_without_statements(content: Path) -> None:
    result = import_text(content, "Rain\n\nBy Ann Bee\n\nIt rained.\n")
    assert read_yaml(result.sidecar_path) == {"annotations": []}
    assert "no attributed statement was found in the text" in result.remarks
    assert not (content / "speakers.yaml").exists()


def test_the_report_names_what_was_written(content: Path) -> None:
    lines = list(import_text(content, slug="x").lines())
    assert lines[:3] == [f"wrote {content / name}" for name in ("articles/x.md", "articles/x.yaml", "speakers.yaml")]
    assert lines[3] == "5 draft claims, 2 new speakers"
    assert lines[4:] == ["look at: no date was found: an undated article is fine and says so"]


def read_yaml_front(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)


# ---------------------------------------------------------------- what cannot be imported


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "{source} is empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "{source} is empty"),
        (b"Only a title\n", "{source} has a title and no paragraphs"),
        (b"Title\n\nBy Ann Bee\n", "{source} has a title and no paragraphs"),
        (b"Title\n\nText\0here\n", "{source} contains a NUL byte in line 3"),
        (b"Title\n\nCaf\xe9 text\n", "{source} is not UTF-8: byte 10 (0xE9, line 3)"),
    ],
)
def test_what_is_no_article_says_why_and_writes_nothing(content: Path, data: bytes, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        import_text(content, data)
    assert str(caught.value) == message.format(source=content.parent / "raw.txt")
    assert caught.value.hint
    assert files_of(content) == ["site.yaml"]


def test_a_missing_file_and_a_folder(content: Path) -> None:
    with pytest.raises(FileError, match=r"cannot read .*missing\.txt: "):
        import_file(content.parent / "missing.txt", content)
    with pytest.raises(FileError, match="is a folder"):
        import_file(content, content)


def test_no_content_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no content folder"):
        import_file(tmp_path / "raw.txt", tmp_path / "nowhere")


@pytest.mark.parametrize("slug", ["Upper", "a b", "con", "../up", "---"])
def test_a_slug_that_is_none(content: Path, slug: str) -> None:
    with pytest.raises(UsageError, match="cannot be a slug"):
        import_text(content, slug=slug)
    assert files_of(content) == ["site.yaml"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("articles/taken.md", "---\ntitle: T\n---\n"),
        ("articles/taken.yaml", "annotations: []\n"),
        ("articles/2020/taken.md", "---\ntitle: T\n---\n"),
        ("articles/TAKEN.md", "---\ntitle: T\n---\n"),
        ("articles/other.md", "---\ntitle: T\nslug: taken\n---\n"),
    ],
)
def test_a_slug_that_is_taken_names_the_file(content: Path, file: str, text: str) -> None:
    (content / file).parent.mkdir(parents=True)
    (content / file).write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(UsageError) as caught:
        import_text(content, slug="taken")
    assert str(caught.value) == f"the slug 'taken' is taken by {content / file}"
    assert files_of(content) == sorted([file, "site.yaml"])
    assert (content / file).read_text(encoding="utf-8") == text


def test_broken_speakers_are_named_and_left_alone(content: Path) -> None:
    (content / "speakers.yaml").write_text("ann-bee: [\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"speakers\.yaml:\d+: "):
        import_text(content)
    assert files_of(content) == ["site.yaml", "speakers.yaml"]
    assert (content / "speakers.yaml").read_text(encoding="utf-8") == "ann-bee: [\n"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("It’s So: A (Short) Title!", "its-so-a-short-title"),
        ("Word " * 40, "word-" * 11 + "word"),
        (
            "The Long Way to Nowhere in Particular That Goes On for the",
            "the-long-way-to-nowhere-in-particular-that-goes",
        ),
        ("Ünïcode Straße", "ünïcode-strasse"),
        ("Con", "con-1"),
        ("…", "article-1"),
    ],
)
def test_the_slug_of_a_title(content: Path, title: str, slug: str) -> None:
    assert import_text(content, f"{title}\n\nBy Ann Bee\n\nIt rained.\n").article_path.stem == slug


def test_the_dates_of_a_header_are_written_and_read_again(content: Path) -> None:
    result = import_text(content, "Title\n\nUpdated March 4, 2021\n\n(Ann Lee, Daily, March 3, 2021) It rained.\n")
    head = result.article_path.read_text(encoding="utf-8").split("---\n")[1]
    assert head == "title: Title\nauthors:\n  - Ann Lee\noutlet: Daily\ndate: 2021-03-03\nupdated: 2021-03-04\n"
    config, _ = load_config(content)
    assert config is not None
    assert [problem for problem in read_folder(content, config).problems if problem.severity == "error"] == []
    assert not any("date" in remark for remark in result.remarks)


REPEATED = "“The bridge is safe,” Mayor Ann Bee said. He added that it was no gift to her.\n\n"


@pytest.mark.parametrize("paragraph", [REPEATED, REPEATED.rstrip() + " "], ids=["paragraphs", "one paragraph"])
def test_the_time_grows_with_the_text(content: Path, paragraph: str) -> None:
    def seconds(size: int) -> float:
        text = "Title\n\nBy Ann Lee\n\n" + paragraph * size
        start = time.process_time()
        import_text(content, text, slug=f"article-{size}-{next(numbers)}")
        return time.process_time() - start

    numbers = count(1)
    small, large = (min(seconds(size) for _ in range(2)) for size in (100, 800))
    # Eight times the text: linear is 8, quadratic 64. The floor keeps a busy machine's noise out of the proportion.
    assert large < 25 * max(small, 0.02)
