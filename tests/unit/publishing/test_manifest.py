from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publishing import manifest
from site_builder.publishing.manifest import MANIFEST, NO_MANIFEST, Entry, format_manifest, read_manifest, vouch

texts = st.text(alphabet=st.characters(codec=None))  # lone surrogates too, which a file's name may have
names = st.text(alphabet=st.characters(codec=None, exclude_characters="/\\:"), min_size=1).filter(
    lambda name: name != ".."
)
memos = st.recursive(
    texts | st.integers() | st.sampled_from(["\t,NaN]\t,", "],\n", "\t,"]), lambda memo: st.lists(memo).map(tuple)
)
entries = st.builds(Entry, st.just("digest"), st.integers(min_value=0), memos)


def read(folder: Path, data: bytes) -> manifest.Manifest:
    (folder / MANIFEST).write_bytes(data)
    return read_manifest(str(folder))


@given(st.dictionaries(names, entries), memos)
def test_what_is_recorded_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, Entry], state: manifest.Memo
) -> None:
    known = read(tmp_path_factory.getbasetemp(), format_manifest(files, state))
    assert (known.entries, known.state, known.paths) == (files, state, files.keys())


@given(st.dictionaries(names, entries, min_size=1), st.randoms())
def test_the_text_is_json_sorted_with_one_file_a_line(files: dict[str, Entry], random: Random) -> None:
    shuffled = list(files.items())
    random.shuffle(shuffled)
    text = format_manifest(dict(shuffled), ())
    assert text == format_manifest(files, ())
    first, *lines, last = text.decode("utf-8", "surrogatepass").removesuffix("\n").split("\n")
    assert (first, last) == ('{"format":2,"state":[],"files":{', "}}")
    assert [json.loads(f"{{{line.removesuffix(',')}}}") for line in lines] == [
        {path: json.loads(json.dumps(files[path]))} for path in sorted(files)
    ]


def test_the_text_is_as_documented() -> None:
    files = {"b/é.html": Entry("ab", 3, ("x", (1, "y"))), "a.html": Entry("cd", 0)}
    assert format_manifest(files, ("1.0", 7)).decode() == (
        '{"format":2,"state":["1.0",7],"files":{\n"a.html":["cd",0,[]],\n"b/é.html":["ab",3,["x",[1,"y"]]]\n}}\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "\xff",
        "[]",
        "3",
        '{"format": 2}',
        '{"format": 2, "state": [], "files": 3}',
        '{"format": 2, "state": [], "files": {"a": 3}}',
        '{"format": 2, "state": [], "files": {"a": ["digest"]}}',
        '{"format": 2, "files": {"a": ["digest", 1, []]}}',
        '{"format": 3, "state": [], "files": {"a": ["digest", 1, []]}}',
        "[" * 100_000,
        *(
            f'{{"format": 2, "state": [], "files": {{"a": ["d", 1, []], "{path}": ["d", 1, []]}}}}'
            for path in ("../a", "/a", "a/../../b", "..", "C:/a", "..\\\\a")
        ),
    ],
)
def test_what_is_damaged_is_no_manifest(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text.encode("latin-1")) == NO_MANIFEST


def test_two_dots_in_a_name_lead_nowhere(tmp_path: Path) -> None:
    assert read(tmp_path, format_manifest({"a..b/..c": Entry("d", 1)}, ())).paths == {"a..b/..c"}


def test_of_the_first_format_the_paths_are_known(tmp_path: Path) -> None:
    known = read(tmp_path, b'{"format": 1, "files": {"a": "digest", "b/c": ""}}')
    assert (known.entries, known.state, known.paths, known.moment) == ({}, (), {"a", "b/c"}, 0)


def test_there_is_no_manifest_where_there_is_no_folder(tmp_path: Path) -> None:
    assert read_manifest(str(tmp_path / "none")) is NO_MANIFEST
    (tmp_path / "file").write_bytes(b"")
    assert read_manifest(str(tmp_path / "file")) is NO_MANIFEST


def test_a_manifest_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(OSError, match=r"directory|denied"):
        read_manifest(str(tmp_path))


def test_a_manifest_vouches_for_what_changed_before_it_only(tmp_path: Path) -> None:
    place = tmp_path / MANIFEST
    place.write_bytes(format_manifest({}, ()))
    for _ in range(30):  # a kernel's clock ticks once in 4 or 10 ms
        vouch(str(place))
        moment = read_manifest(str(tmp_path)).moment
        (tmp_path / "later").write_bytes(b"")
        assert moment
        assert not manifest.is_vouched_for(os.lstat(tmp_path / "later"), moment)
        if os.name != "nt":  # its bytes are new though its time is old; Windows has no time that tells
            os.utime(tmp_path / "later", ns=(moment - 1, moment - 1))
            assert not manifest.is_vouched_for(os.lstat(tmp_path / "later"), moment)


def test_a_manifest_of_another_time_vouches_for_nothing(tmp_path: Path) -> None:
    place = tmp_path / MANIFEST
    place.write_bytes(format_manifest({}, ()))
    vouch(str(place))
    moment = place.stat().st_mtime_ns
    os.utime(place, ns=(moment + 1_000, moment + 1_000))
    assert read_manifest(str(tmp_path)).moment == 0
