"""The action that checks and builds an archive on GitHub, and every workflow: what the schemas of both say of them, and
what the action's own steps do.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
ACTION = REPOSITORY / "action.yml"
STARTER = REPOSITORY / "site_builder" / "workbench" / "starter" / "dot-github" / "workflows" / "site.yml"
WORKFLOWS = [*sorted((REPOSITORY / ".github" / "workflows").glob("*.yml")), STARTER]
HOW_TO = REPOSITORY / "docs" / "pages" / "how-to" / "publish.md"


def judge(schema: str, file: Path) -> str:
    """Return what a schema of those that come with check-jsonschema says of a file, '' where nothing is wrong."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_action_is_one() -> None:
    assert judge("github-actions", ACTION) == ""


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: f"{path.parents[2].name}-{path.name}")
def test_every_workflow_is_one(workflow: Path) -> None:
    assert judge("github-workflows", workflow) == ""


def test_the_example_of_a_workflow_is_one_and_uses_what_the_action_takes(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(name: .*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "site.yml").write_text(example, encoding="utf-8")
    assert judge("github-workflows", tmp_path / "site.yml") == ""
    steps = [step for job in yaml.safe_load(example)["jobs"].values() for step in job["steps"]]
    (ours,) = [step for step in steps if step.get("uses", "").startswith("OWNER/site-builder@")]
    assert ours["with"].keys() <= yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"].keys()


@pytest.mark.parametrize(
    ("schema", "file", "was", "becomes"),
    [
        ("github-actions", ACTION, "using: composite", "using: magic"),
        ("github-actions", ACTION, "      shell: bash\n", ""),
        ("github-workflows", STARTER, "runs-on: ubuntu-latest", "runs-at: ubuntu-latest"),
        ("github-workflows", STARTER, "contents: read", "contents: maybe"),
    ],
)
def test_the_schemas_see_what_is_wrong(tmp_path: Path, schema: str, file: Path, was: str, becomes: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "spoiled.yml").write_text(text.replace(was, becomes, 1), encoding="utf-8")
    assert judge(schema, tmp_path / "spoiled.yml") != ""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that looks to the action as its own does once the program is installed."""
    program = tmp_path / "action" / ".venv" / "bin" / "site-builder"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m site_builder "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path / "action"


def run_steps(installed: Path, folder: Path, **given: str) -> list[subprocess.CompletedProcess[str]]:
    """Run the action's steps after the first, which installs, as GitHub does: to the first that fails."""
    action: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    inputs = {name: facts["default"] for name, facts in action["inputs"].items()}
    assert {name.replace("_", "-") for name in given} <= inputs.keys()
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    done = []
    for step in action["runs"]["steps"][1:]:
        if "if" in step:
            assert step["if"] == "inputs.build == 'true'"
            if inputs["build"] != "true":
                continue
        variables = {name: filled(value, inputs, installed) for name, value in step["env"].items()}
        done.append(
            subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(REPOSITORY), **variables},
                capture_output=True,
                check=False,
                encoding="utf-8",
            )
        )
        if done[-1].returncode:
            break
    return done


def filled(value: str, inputs: dict[str, str], installed: Path) -> str:
    names = {"github.action_path": str(installed), **{f"inputs.{name}": text for name, text in inputs.items()}}
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: names[found[1]], value)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "an archive"
    (folder / "my content" / "articles").mkdir(parents=True)
    (folder / "my content" / "site.yaml").write_text("title: A\nsearch: {engine: none}\n", encoding="utf-8")
    (folder / "my content" / "articles" / "moon.md").write_text("---\ntitle: Moon\n---\nIt rose.\n", encoding="utf-8")
    return folder


on_posix = pytest.mark.skipif(os.name == "nt", reason="actions run these steps in bash, and here on Linux and macOS")


@on_posix
def test_the_action_checks_and_builds(installed: Path, archive: Path) -> None:
    address = "https://example.org/moon/"
    checked, built = run_steps(installed, archive, content="my content", output="a site", base_url=address)
    assert checked.returncode == built.returncode == 0, checked.stdout + built.stderr
    assert f"{address}articles/moon/" in (archive / "a site" / "sitemap.xml").read_text(encoding="utf-8")


@on_posix
def test_the_action_marks_what_is_wrong_and_builds_nothing(installed: Path, archive: Path) -> None:
    sidecar = archive / "my content" / "articles" / "moon.yaml"
    sidecar.write_text("annotations:\n  - id: sank\n    quote: It sank\n    note: Down.\n", encoding="utf-8")
    (checked,) = run_steps(installed, archive, content="my content")
    assert checked.returncode == 1
    assert re.search(r"^::error file=my content/articles/moon\.yaml,line=3,col=12.*quote-not-found", checked.stdout)
    assert not (archive / "output").exists()


@on_posix
def test_the_action_takes_warnings_for_errors_and_builds_nothing_where_it_is_told_so(
    installed: Path, archive: Path
) -> None:
    (archive / "my content" / "overlooked.yaml").write_text("a: b\n", encoding="utf-8")
    (lenient,) = run_steps(installed, archive, content="my content", build="false")
    assert lenient.returncode == 0
    (strict,) = run_steps(installed, archive, content="my content", strict="true")
    assert strict.returncode == 1


def test_every_input_is_documented_with_its_default() -> None:
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    rows = re.findall(r"^\| `([\w-]+)` \| .+ \| (?:`(.*)`)? ?\|$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {name: facts["default"] for name, facts in inputs.items()}
