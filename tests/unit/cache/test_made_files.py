from __future__ import annotations

import os
from pathlib import Path

from site_builder.cache.made_files import SPARE, MadeFiles


def test_what_was_put_is_there_by_its_name(tmp_path: Path) -> None:
    made = MadeFiles(tmp_path / "made")
    assert made.get("a") is None
    made.put("a", b"one")
    made.put("b/c?400", b"")
    assert (made.get("a"), made.get("b/c?400"), made.get("d")) == (b"one", b"", None)
    assert MadeFiles(None).get("a") is None
    MadeFiles(None).put("a", b"one")
    MadeFiles(None).sweep(0)


def test_what_was_damaged_is_not_there(tmp_path: Path) -> None:
    made = MadeFiles(tmp_path)
    made.put("a", b"one")
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert made.get("a") is None


def test_what_was_of_no_use_for_longest_goes(tmp_path: Path) -> None:
    made = MadeFiles(tmp_path)
    for number in range(SPARE + 3):
        made.put(str(number), b"")
        for path in tmp_path.iterdir():
            if path.stat().st_mtime_ns > 10**12:
                os.utime(path, ns=(number, number))
    assert made.get("0") == b""
    made.sweep(1)
    assert len(list(tmp_path.iterdir())) == SPARE + 2
    assert [made.get(name) for name in ("0", "1", "2")] == [b"", None, b""]
    made.sweep(1)
    assert len(list(tmp_path.iterdir())) == SPARE + 2
