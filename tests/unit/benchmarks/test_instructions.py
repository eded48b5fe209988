from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import instructions, valgrind
from benchmarks.instructions import Figures, differences, read_figures, write_figures
from benchmarks.valgrind import ValgrindError, count_instructions, install_valgrind

COMMITTED = Figures("3.11.7", {"jinja2": "3.1.6"}, {"start": 50.0, "article": 8.0})


def counted(**figures: float) -> Figures:
    return replace(COMMITTED, figures={**COMMITTED.figures, **figures})


def test_figures_within_15_percent_are_passed() -> None:
    assert differences(COMMITTED, counted(start=57.4, article=6.9)) == []


def test_a_build_that_takes_more_fails() -> None:
    assert differences(COMMITTED, counted(article=9.3)) == [
        "'article' takes 16% more instructions than committed: find out why."
    ]


def test_a_build_that_takes_less_fails_so_that_figures_stay_true() -> None:
    assert differences(COMMITTED, counted(start=40.0)) == [
        "'start' takes 20% fewer instructions than committed: commit the gain, so that it is held."
    ]


def test_other_packages_are_told_only_where_a_figure_is_off() -> None:
    other = replace(counted(article=9.3), packages={"jinja2": "3.2.0"})
    assert differences(COMMITTED, other)[1:] == ["What is installed differs: jinja2 3.1.6 became 3.2.0."]
    assert differences(COMMITTED, replace(other, figures=COMMITTED.figures)) == []


def test_figures_that_come_or_go_are_told() -> None:
    other = replace(COMMITTED, figures={"start": 50.0, "search": 3.0})
    assert differences(COMMITTED, other) == [
        "There is no figure of 'search' yet.",
        "The figure of 'article' is counted no more.",
    ]


@pytest.fixture
def figures_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "figures.json"
    monkeypatch.setattr(instructions, "FIGURES", path)
    monkeypatch.setattr(instructions, "count_figures", lambda: COMMITTED)
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["instructions", *arguments])
    return instructions.main()


def test_the_check_passes_and_fails_by_its_exit_status(
    figures_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_figures(figures_path, {"3.11": COMMITTED})
    assert run(monkeypatch) == 0
    write_figures(figures_path, {"3.11": counted(start=10.0)})
    assert run(monkeypatch) == 1
    printed = capsys.readouterr()
    assert "start: 50.00, committed 10.0" in printed.out
    assert "'start' takes 400% more" in printed.err
    assert "--update` writes the figures" in printed.err


def test_a_python_without_figures_fails_and_update_writes_them_beside_the_others(
    figures_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = replace(COMMITTED, python="3.14.0")
    write_figures(figures_path, {"3.14": other})
    assert run(monkeypatch) == 1
    assert "There are no figures of Python 3.11 yet." in capsys.readouterr().err
    assert run(monkeypatch, "--update") == 0
    assert read_figures(figures_path) == {"3.11": COMMITTED, "3.14": other}
    assert run(monkeypatch) == 0


def test_without_valgrind_the_check_fails_and_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(valgrind, "may_install", lambda: False)
    monkeypatch.setenv("PATH", "")
    assert run(monkeypatch, "--install") == 1
    assert "sudo apt-get install valgrind" in capsys.readouterr().err


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, for programs that stand for others."""
    if sys.platform == "win32":
        pytest.skip("valgrind and apt-get are not of Windows")
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def add_program(folder: Path, name: str, code: str) -> None:
    program = folder / name
    program.write_text(f"#!{sys.executable}\nimport sys\n{code}\n", encoding="utf-8", newline="\n")
    program.chmod(0o755)


LOG = """
log = next(word.partition("=")[2] for word in sys.argv if word.startswith("--log-file="))
open(log, "w").write("==7== I   refs:   {}\\n")
"""
INSTALL = """
import os
if sys.argv[1] == "install":
    open({path!r}, "w").close()
    os.chmod({path!r}, 0o755)
"""


def test_the_count_is_read_from_valgrinds_log(programs: Path, tmp_path: Path) -> None:
    add_program(programs, "valgrind", LOG.format("1,234,567"))
    assert count_instructions(["program"], tmp_path, os.environ) == 1_234_567


@pytest.mark.parametrize("code", [LOG.format("1,234") + "\nsys.exit('no build')", "print('no build')"])
def test_what_fails_under_valgrind_is_told(programs: Path, tmp_path: Path, code: str) -> None:
    add_program(programs, "valgrind", code)
    with pytest.raises(ValgrindError, match=r"(?s)`program --option` under valgrind ended with .*no build"):
        count_instructions(["program", "--option"], tmp_path, os.environ)


def test_root_on_debian_installs_valgrind(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valgrind, "may_install", lambda: True)
    installed = str(programs / "valgrind")
    add_program(programs, "apt-get", INSTALL.format(path=installed))
    assert install_valgrind() == installed


def test_an_installation_that_fails_is_told(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valgrind, "may_install", lambda: True)
    add_program(programs, "apt-get", "sys.exit(100)")
    with pytest.raises(ValgrindError, match="`apt-get update --quiet=2` failed with status 100"):
        install_valgrind()


def test_figures_of_the_oldest_python_are_committed() -> None:
    assert "3.11" in read_figures(instructions.FIGURES)
