from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.processes import PROC, MeasureError, measure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no accounting of a process's children")

HOLD = "held = bytearray(b'x') * 60_000_000"
BURN = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def parent_of(code: str, before: str = "") -> list[str]:
    return python(f"import subprocess, sys\n{before}\nsubprocess.run([sys.executable, '-c', {code!r}], check=True)")


def test_cpu_time_is_that_of_the_children_too(tmp_path: Path) -> None:
    cost = measure([parent_of(BURN)], tmp_path)
    assert 0.3 <= cost.cpu < 3
    assert cost.wall >= 0.3


@pytest.mark.skipif(not PROC.is_dir(), reason="only Linux shows what processes hold together")
def test_memory_is_the_sum_of_processes_that_run_together(tmp_path: Path) -> None:
    linger = f"{HOLD}; import time; time.sleep(0.5)"
    assert 120 < measure([parent_of(linger, HOLD)], tmp_path).memory < 200
    assert 60 < measure([python(linger)], tmp_path).memory < 120


def test_commands_are_run_one_after_the_other_in_the_folder(tmp_path: Path) -> None:
    measure([python("open('made', 'a').write(word)".replace("word", repr(word))) for word in ("one ", "two")], tmp_path)
    assert (tmp_path / "made").read_text(encoding="utf-8") == "one two"


def test_a_command_that_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match=r"ended with 3:\n.*no such thing"):
        measure([python("print('no such thing', flush=True); raise SystemExit(3)")], tmp_path)


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="cannot be run"):
        measure([[str(tmp_path / "absent")]], tmp_path)
