"""Changes of a sidecar: what was meant is there, and every byte outside of it is what it was."""

from __future__ import annotations

import re
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from site_builder.problems import ContentError, FileError
from site_builder.reading.yaml_source import YamlDocument
from site_builder.workbench.sidecar import ConflictError, Sidecar, read_sidecar, write_sidecar
from site_builder.workbench.yaml_writer import Unquoted

FILE = "articles/moon.yaml"
SIDECAR = """\
# Notes on the moon.
defaults: {authors: [ann]}   # for all

annotations:
  # the first
  - id: rose
    quote: It rose  # as printed
    note: >-
      Up, and up, and up again, until it stood above the roofs of the town and could be seen by all who lived there, and
      by others.
    sources: [almanac, "the clock"]
    # end of the first

  - quote: 'it sank'
    id: sank
    # why:
    note: |-
      Down.

      And out.
    sources:   # two
      - title: Tides
        # not read yet
        url: https://example.org/tides
      - almanac
# the end
"""


def sidecar_of(tmp_path: Path, text: str) -> Sidecar:
    path = tmp_path / "moon.yaml"
    path.write_bytes(text.encode())
    return read_sidecar(path, FILE)


def lines_that_differ(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines between the first and the last that two texts do not share."""
    before, after = old.split("\n"), new.split("\n")
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after


def change(tmp_path: Path, note_id: str, **changes: Any) -> tuple[list[str], list[str]]:
    return lines_that_differ(SIDECAR, sidecar_of(tmp_path, SIDECAR).with_changes(note_id, changes).decode())


# ---------------------------------------------------------------- changes


def test_a_text_is_changed_where_it_stands(tmp_path: Path) -> None:
    assert change(tmp_path, "rose", quote="It rose: high") == (
        ["    quote: It rose  # as printed"],
        ["    quote: 'It rose: high'  # as printed"],
    )


def test_a_text_with_a_comment_behind_it_is_quoted_so_that_neither_is_taken_for_the_other(tmp_path: Path) -> None:
    _, after = change(tmp_path, "rose", quote="It sank")
    assert after == ["    quote: 'It sank'  # as printed"]
    text = "annotations:\n  - id: a\n    note: 'x'\n      # deeper\n    topics:\n      - 'b'  # c\n"
    changed = sidecar_of(tmp_path, text).with_changes("a", {"note": "it's", "topics": ["d"]}).decode()
    assert changed == text.replace("'x'", "'it''s'").replace("'b'", "'d'")


def test_a_folded_text_stays_folded_to_its_width(tmp_path: Path) -> None:
    _, after = change(tmp_path, "rose", note="Up, " * 40 + "and away.")
    assert after[0].startswith("      Up, Up,")
    assert len(after) == 2
    assert max(map(len, after)) <= 120


def test_a_comment_behind_a_value_moves_below_lines_that_would_swallow_it(tmp_path: Path) -> None:
    assert change(tmp_path, "rose", quote="It rose.\nIt did.") == (
        ["    quote: It rose  # as printed"],
        ["    quote: |-", "      It rose.", "      It did.", "    # as printed"],
    )


def test_a_new_key_comes_where_the_reference_has_it(tmp_path: Path) -> None:
    assert change(tmp_path, "rose", speaker="ann") == ([], ["    speaker: ann"])
    assert change(tmp_path, "sank", verdict=Unquoted("false")) == ([], ["    verdict: false"])
    text = sidecar_of(tmp_path, SIDECAR).with_changes("rose", {"speaker": "ann", "status": "draft"}).decode()
    assert "# as printed\n    speaker: ann\n    note: >-" in text
    assert '"the clock"]\n    status: draft\n    # end of the first\n\n  - quote' in text


def test_a_key_goes_and_its_comments_stay(tmp_path: Path) -> None:
    before, after = change(tmp_path, "sank", sources="")
    assert before[0] == "    sources:   # two"
    assert len(before) == 5
    assert after == ["    # two", "    # not read yet"]
    before, after = change(tmp_path, "rose", quote="")
    assert after == ["    # as printed"]


def test_a_list_is_changed_item_by_item(tmp_path: Path) -> None:
    tides = {"title": "Tides", "url": "https://example.org/tides"}
    assert change(tmp_path, "sank", sources=[tides]) == (["      - almanac"], [])
    assert change(tmp_path, "sank", sources=[tides, {"title": "Moons", "url": "u"}, "almanac"]) == (
        [],
        ["      - title: Moons", "        url: u"],
    )
    before, after = change(tmp_path, "sank", sources=[{**tides, "stance": "supports"}, "almanac"])
    assert (before, after) == ([], ["        stance: supports"])
    assert change(tmp_path, "rose", sources=["almanac"]) == (
        ['    sources: [almanac, "the clock"]'],
        ["    sources: [almanac]"],
    )


def test_a_note_is_added_at_the_end_after_an_empty_line(tmp_path: Path) -> None:
    text = sidecar_of(tmp_path, SIDECAR).with_note({"id": "new", "quote": "It: is", "note": "Yes."}).decode()
    assert lines_that_differ(SIDECAR, text) == ([], ["", "  - id: new", "    quote: 'It: is'", "    note: Yes."])
    assert text.endswith("\n# the end\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "annotations:\n  - id: new\n"),
        ("# notes\n", "# notes\nannotations:\n  - id: new\n"),
        ("defaults: {topics: a}", "defaults: {topics: a}\nannotations:\n  - id: new"),
        ("annotations:\n# none yet\n", "annotations:\n  - id: new\n# none yet\n"),
        ("annotations: []\n", "annotations:\n  - id: new\n"),
        ("annotations: # none\n", "annotations:\n  - id: new\n# none\n"),
        ("annotations:\n- id: a\n  quote: b\n", "annotations:\n- id: a\n  quote: b\n\n- id: new\n"),
        ("annotations:\n- id: a\n- id: b", "annotations:\n- id: a\n- id: b\n- id: new"),
        ("annotations:\r\n  - id: a\r\n", "annotations:\r\n  - id: a\r\n\r\n  - id: new\r\n"),
        ("\ufeffannotations:\n  - id: a\n...\n", "\ufeffannotations:\n  - id: a\n\n  - id: new\n...\n"),
    ],
)
def test_a_note_finds_its_place_in_any_file(tmp_path: Path, before: str, after: str) -> None:
    assert sidecar_of(tmp_path, before).with_note({"id": "new"}).decode() == after


def test_an_entry_in_braces_is_written_line_by_line_once_it_is_changed(tmp_path: Path) -> None:
    text = "annotations:\n  - {id: a, quote: b}  # short\n  - {id: c, quote: d}\n"
    changed = sidecar_of(tmp_path, text).with_changes("a", {"note": "why"}).decode()
    assert changed == ("annotations:\n  - id: a\n    quote: b\n    note: why\n    # short\n  - {id: c, quote: d}\n")


def test_hard_text_and_windows_line_ends_read_back(tmp_path: Path) -> None:
    sidecar = sidecar_of(tmp_path, SIDECAR.replace("\n", "\r\n"))
    data = sidecar.with_changes("rose", {"note": "# no: comment\r\n\r\n- 'a' \"b\"\x07"})
    assert data.count(b"\n") == data.count(b"\r\n")
    write_sidecar(sidecar, data)
    assert read_sidecar(sidecar.path, FILE).entry("rose")["note"] == "# no: comment\n\n- 'a' \"b\"\u2407"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("annotations: [\n", "2:1"),
        ("- a\n- b\n", "is no sidecar"),
        ("notes: []\n", "is no sidecar"),
        ("annotations: text\n", "is no sidecar"),
        ("annotations:\n  - text\n", "a note without an id"),
        ("annotations:\n  - id: a\n    id: b\n", "3:5: the key 'id' occurs twice"),
        ("annotations: \xff\n", "not UTF-8"),
    ],
)
def test_what_is_no_sidecar_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "moon.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ContentError, match=re.escape(message)) as failure:
        read_sidecar(path, FILE)
    assert failure.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "{annotations: [{id: a, quote: b}]}\n",
        "annotations: [{id: a, quote: b}]\n",
        "x: &x {id: a, quote: b}\n",
        "annotations:\n  - &x\n    id: a\n    quote: &q b\n  - id: c\n    quote: *q\n    note: *q\n",
    ],
)
def test_what_cannot_be_changed_alone_is_left(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moon.yaml"
    path.write_text(text)
    with pytest.raises(ContentError) as failure:
        read_sidecar(path, FILE).with_changes("a", {"quote": "other"})
    assert failure.value.hint
    assert path.read_text() == text


def test_an_edit_on_disk_is_a_conflict(tmp_path: Path) -> None:
    sidecar = sidecar_of(tmp_path, SIDECAR)
    data = sidecar.with_changes("rose", {"note": "Mine."})
    sidecar.path.write_text(SIDECAR.replace("Down.", "Theirs."))
    with pytest.raises(ConflictError, match="was changed meanwhile"):
        write_sidecar(sidecar, data)
    assert "Theirs." in sidecar.path.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["moon.yaml"]


def test_a_file_that_came_or_went_meanwhile_is_a_conflict(tmp_path: Path) -> None:
    none = read_sidecar(tmp_path / "moon.yaml", FILE)
    there = sidecar_of(tmp_path, SIDECAR)
    with pytest.raises(ConflictError):
        write_sidecar(none, none.with_note({"id": "a"}))
    there.path.unlink()
    with pytest.raises(ConflictError):
        write_sidecar(there, there.with_note({"id": "a"}))
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_is_left(tmp_path: Path) -> None:
    sidecar = sidecar_of(tmp_path, SIDECAR)
    sidecar.path.chmod(0o444)
    with pytest.raises(FileError, match="is read-only"):
        write_sidecar(sidecar, sidecar.with_note({"id": "a"}))
    assert sidecar.path.read_text() == SIDECAR


def test_a_new_file_is_made_and_permissions_and_links_stay(tmp_path: Path) -> None:
    new = read_sidecar(tmp_path / "new.yaml", FILE)
    write_sidecar(new, new.with_note({"id": "a", "quote": "b"}))
    assert new.path.read_text() == "annotations:\n  - id: a\n    quote: b\n"
    new.path.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("new.yaml")
    link = read_sidecar(tmp_path / "link.yaml", FILE)
    write_sidecar(link, link.with_note({"id": "c"}))
    assert (tmp_path / "link.yaml").is_symlink()
    assert stat.S_IMODE(new.path.stat().st_mode) == 0o640
    assert "id: c" in new.path.read_text()


# ---------------------------------------------------------------- any file, any change

WORDS = st.text(st.sampled_from("abé#:-' \"\\,[]{}!*&%@`|>?0تا☃\n"), max_size=30)
LONG = st.lists(st.sampled_from("up down it’s 3.5% #8 [x] rose: - and".split()), min_size=20, max_size=60).map(" ".join)
TEXTS = st.one_of(WORDS, LONG, st.sampled_from(["no", "007", "a\n\nb", "x  y", "“q”"])).filter(
    lambda text: bool(text.strip())
)
PLAIN = re.compile(r"[a-zé“][a-zé ]*")
COMMENT = st.sampled_from(["# one", "# two: 'x'", "#three"])


@st.composite
def written_texts(draw: st.DrawFn, column: int) -> str:
    """A text in any of YAML's styles, perhaps with a comment behind it, from the colon's right side on."""
    text = draw(TEXTS)
    pad = " " * (column + draw(st.sampled_from([1, 2, 4])))
    style = draw(st.sampled_from("plain single double literal folded".split()))
    behind = draw(st.sampled_from(["", "", "  " + draw(COMMENT)]))
    is_blockable = text == text.strip() and not re.search(r"(?m)^[ \t]|[ \t]$", text)
    if style == "literal" and is_blockable:
        chomping = draw(st.sampled_from(["-", "", "+"]))
        return f" |{chomping}{behind}\n" + "\n".join(f"{pad}{line}" if line else "" for line in text.split("\n"))
    if style == "folded" and is_blockable and "\n" not in text and "  " not in text:
        return f" >-{behind}\n" + "\n".join(f"{pad}{part}" for part in re.split(r"(?<=\w) (?=\w)", text))
    if style == "plain" and PLAIN.fullmatch(text) and "  " not in text and text == text.strip():
        return f" {text}{behind}"
    if style == "single" and "\n" not in text:
        return " '" + text.replace("'", "''") + f"'{behind}"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f' "{escaped}"{behind}'


@st.composite
def written_entries(draw: st.DrawFn, note_id: str, dash: int, inner: int) -> list[str]:
    """The lines of a note, with comments and empty lines where one may put them."""
    keys = draw(st.lists(st.sampled_from(["note", "claim", "basis", "speaker", "topics"]), unique=True, max_size=4))
    column = dash + inner
    lines = [f"{' ' * dash}-{' ' * (inner - 1)}id: {note_id}"]
    for key in ["quote", *keys]:
        if draw(st.booleans()) and draw(st.booleans()):
            lines.append(" " * column + draw(COMMENT))
        head = " " * column + draw(st.sampled_from([key, f'"{key}"', f"{key} "])) + ":"
        if key == "topics":
            items = draw(st.lists(st.sampled_from(["a", "b c", "d"]), min_size=1, max_size=3))
            if draw(st.booleans()):
                lines.append(f"{head} [{', '.join(items)}]")
                continue
            deeper = " " * (column + draw(st.sampled_from([0, 2])))
            lines += [head, *(f"{deeper}- {item}" for item in items)]
        else:
            lines += (head + draw(written_texts(column))).split("\n")
    return lines


@st.composite
def written_sidecars(draw: st.DrawFn) -> str:
    dash, inner = draw(st.sampled_from([0, 2, 4])), draw(st.sampled_from([2, 4]))
    lines = [draw(COMMENT), "defaults: {topics: [x]}  # d", "annotations:" + draw(st.sampled_from(["", "  # all"]))]
    for number in range(draw(st.integers(1, 4))):
        lines += draw(written_entries(f"n{number}", dash, inner))
        lines += draw(st.lists(st.sampled_from(["", "# between", " " * dash + "# deeper"]), max_size=2))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


def entry_regions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each note stands, from its id to its last sign."""
    shape = YamlDocument(text, FILE).shape
    assert shape
    for part in shape.parts[-1].parts:
        yield part.start, part.end


CHANGES = st.dictionaries(
    st.sampled_from(["quote", "note", "claim", "basis", "speaker", "status", "topics"]),
    st.one_of(TEXTS, st.just(""), st.lists(st.sampled_from(["a", "b c", "x, y"]), max_size=3)),
    min_size=1,
    max_size=4,
)


def test_a_space_at_the_end_of_a_line_survives_where_a_folded_text_was() -> None:
    text = "annotations:\n  - id: a\n    quote: >-\n      One\n    note: Two\n"
    document = YamlDocument(text, FILE)
    sidecar = Sidecar(Path("x"), text.encode(), document, tuple(document.value["annotations"]), {})  # type: ignore[index,call-overload,arg-type]
    changed = sidecar.with_changes("a", {"quote": "One \nmore"}).decode()
    assert changed == text.replace(">-\n      One\n", "|-\n      One \n      more\n")


@given(written_sidecars(), st.data())
def test_any_change_reads_as_meant_and_leaves_the_rest(text: str, data: st.DataObject) -> None:
    document = YamlDocument(text, FILE)
    assume(not document.problems)
    assert isinstance(document.value, dict)
    entries = document.value["annotations"]
    assert isinstance(entries, list)
    sidecar = Sidecar(Path("x"), text.encode(), document, tuple(entries), {})  # type: ignore[arg-type]
    number = data.draw(st.integers(0, len(entries) - 1))
    changes: Any = data.draw(CHANGES)
    new = sidecar.with_changes(f"n{number}", changes).decode()
    start, end = list(entry_regions(text))[number]
    line_end = (text + "\n").index("\n", end)
    assert new.startswith(text[:start])
    assert new.endswith(text[line_end:])
    assert not Counter(comments(text)) - Counter(comments(new))
    changed = {key: item for key, item in {**entries[number], **changes}.items() if item}  # type: ignore[dict-item]
    assert loaded(new)[number] == settled(changed)


@given(written_sidecars(), TEXTS)
def test_any_note_can_be_added_and_all_others_stay(text: str, quote: str) -> None:
    document = YamlDocument(text, FILE)
    assume(not document.problems)
    entries: Any = document.value["annotations"]  # type: ignore[index,call-overload]
    sidecar = Sidecar(Path("x"), text.encode(), document, tuple(entries), {})
    new = sidecar.with_note({"id": "new", "quote": quote, "topics": ["a", quote]}).decode()
    removed, _ = lines_that_differ(text, new)
    assert removed in ([], [""])
    assert not Counter(comments(text)) - Counter(comments(new))
    assert loaded(new) == [*settled(entries), settled({"id": "new", "quote": quote, "topics": ["a", quote]})]


def settled(value: Any) -> Any:
    """Return a value without line ends at the ends of its texts, as one after | comes and goes with the file's last."""
    if isinstance(value, str):
        return value.rstrip("\n")
    return {key: settled(item) for key, item in value.items()} if isinstance(value, dict) else [*map(settled, value)]


def loaded(text: str) -> Any:
    """Return the notes as another reader of YAML sees them, all scalars as text."""
    return settled(_value_of(YAML(typ="safe", pure=True).compose(text))["annotations"])


def _value_of(node: Any) -> Any:
    if isinstance(node.value, str):
        return node.value
    if node.value and isinstance(node.value[0], tuple):
        return {key.value: _value_of(value) for key, value in node.value}
    return [_value_of(item) for item in node.value]


def comments(text: str) -> list[str]:
    """Return all comments, as the tokens of another reader of YAML have them."""
    from ruamel.yaml.tokens import CommentToken

    found = []
    for token in YAML(typ="rt").scan(text):
        for group in token.comment or ():
            for one in group if isinstance(group, list) else [group]:
                if isinstance(one, CommentToken):
                    found += [line.strip() for line in one.value.split("\n") if line.strip()]
    return found
