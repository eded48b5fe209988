"""Set-up: what it does, and what it says when something is missing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools import chromium, node, vendor


def test_chromium_is_found_where_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)  # any program does
    assert chromium.find_chromium() == Path(sys.executable)


def test_chromium_that_the_variable_names_and_is_not_there_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/chromium")
    assert chromium.main(["--install"]) == 1
    assert capsys.readouterr().err == "CHROMIUM=/no/such/chromium is not a program that can be run.\n"


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_chromium_is_found_on_the_path(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", lambda asked: f"/usr/bin/{asked}" if asked == name else None)
    assert chromium.find_chromium() == Path("/usr/bin", name)


def test_missing_chromium_names_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(chromium, "app_paths", lambda: iter(()))
    assert chromium.main(["--install"]) == 1
    assert "sudo apt-get install chromium" in capsys.readouterr().err


def test_vendor_copies_files_and_lists_them(tmp_path: Path) -> None:
    modules, copied = tmp_path / "node_modules", tmp_path / "vendor"
    for library, version, licence in zip(vendor.LIBRARIES, ("2.3.9", "5.3.1"), ("MIT", "OFL-1.1"), strict=True):
        package = modules / library.package
        package.mkdir(parents=True)
        facts = {"version": version, "license": licence}
        (package / "package.json").write_text(json.dumps(facts), encoding="utf-8", newline="\n")
        for name in library.files:
            (package / name).parent.mkdir(exist_ok=True)
            (package / name).write_text(name, encoding="utf-8", newline="\n")
    copied.mkdir()
    (copied / "old.js").write_text("", encoding="utf-8", newline="\n")
    vendor.copy_libraries(modules, copied)
    face = "source-serif-4-latin-400-normal.woff2"
    texts = {path.name: path.read_text(encoding="utf-8") for path in copied.iterdir()}
    assert len(texts) == 8
    assert texts["lunr.LICENSE.txt"] == texts["source-serif-4.LICENSE.txt"] == "LICENSE"
    assert texts[face] == f"files/{face}"
    lunr, fonts = texts["LIBRARIES.txt"].splitlines()
    assert lunr == "lunr 2.3.9 (MIT): lunr.min.js, lunr.LICENSE.txt"
    assert fonts.startswith(f"@fontsource/source-serif-4 5.3.1 (OFL-1.1): {face}, ")


def test_vendor_without_packages_leaves_no_list_and_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(vendor, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(vendor, "VENDOR", tmp_path / "vendor")
    assert vendor.main() == 1
    assert "run `python tools/node.py npm ci --ignore-scripts` first" in capsys.readouterr().err
    assert not (tmp_path / "vendor" / vendor.LIST_NAME).exists()


def test_node_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert node.main(["yarn"]) == 2
    assert capsys.readouterr().err == "usage: node.py npm|node ARGUMENTS\n"
