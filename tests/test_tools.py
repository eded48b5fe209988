"""Set-up and audit: what they say when something is missing, and that the audit can fail."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools import audit, chromium, node, vendor

PAGE = "<!DOCTYPE html>\n<html lang='en'><meta charset='utf-8'><title>A</title><h1>A</h1></html>\n"


def message_record(path: Path, text: str, kind: str = "error") -> dict[str, str | int]:
    return {"type": kind, "url": path.as_uri(), "lastLine": 3, "firstColumn": 5, "message": text}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8", newline="\n")
    return folder


class Checker:
    """Stands for the Nu HTML checker: says what it is told to say, of the files that it is told to see."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, output: Path) -> None:
        self.samples = sorted(audit.judged_files(audit.BROKEN))
        self.seen = {*audit.judged_files(output), *self.samples}
        self.records = [message_record(path, "broken") for path in self.samples]
        monkeypatch.setattr(audit, "run_checker", lambda _folders: (self.messages, self.seen))

    @property
    def messages(self) -> list[audit.Message]:
        return [audit.read_message(record) for record in self.records]


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch, output: Path) -> Checker:
    return Checker(monkeypatch, output)


def test_audit_passes_a_site_without_errors(output: Path, checker: Checker, capsys: pytest.CaptureFixture[str]) -> None:
    checker.records.append(message_record(output / "index.html", "CSS: “anchor-name”: Property doesn't exist."))
    checker.records.append(message_record(output / "index.html", "Consider a lang attribute.", kind="info"))
    assert audit.main([str(output)]) == 0
    printed = capsys.readouterr().out
    assert "not counted, 1 times: CSS: “anchor-name”" in printed
    assert printed.endswith("Nu HTML checker: 1 pages, 0 SVG images, 0 errors, 1 warnings\n")


def test_audit_fails_on_an_error(output: Path, checker: Checker, capsys: pytest.CaptureFixture[str]) -> None:
    page = output / "index.html"
    checker.records.append(message_record(page, "Duplicate ID “a”."))
    assert audit.main([str(output)]) == 1
    assert f"{page.resolve()}:3:5: error: Duplicate ID “a”.\n" in capsys.readouterr().out


def test_audit_fails_on_a_page_that_could_not_be_read(output: Path, checker: Checker) -> None:
    checker.records.append(message_record(output / "index.html", "I/O error", kind="non-document-error"))
    assert audit.main([str(output)]) == 1


def test_audit_does_not_trust_a_checker_that_passes_a_broken_sample(
    output: Path, checker: Checker, capsys: pytest.CaptureFixture[str]
) -> None:
    checker.records.pop()
    assert audit.main([str(output)]) == 1
    assert f"finds nothing wrong with {checker.samples[-1]}" in capsys.readouterr().err


def test_audit_does_not_trust_a_checker_that_skips_a_page(
    output: Path, checker: Checker, capsys: pytest.CaptureFixture[str]
) -> None:
    checker.seen.remove((output / "index.html").resolve())
    assert audit.main([str(output)]) == 1
    assert "did not look at 1 files" in capsys.readouterr().err


def test_audit_of_an_empty_folder_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([str(tmp_path)]) == 1
    assert "has no pages: run `make site` first" in capsys.readouterr().err


def test_audit_without_java_names_the_package(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert audit.main([str(output)]) == 1
    assert "apt-get install default-jre-headless" in capsys.readouterr().err


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
