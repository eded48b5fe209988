"""The rules of docs/architecture.md, read from the imports of the program, the lazy ones too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"

STEPS = {"reading", "anchoring", "archive", "searching", "publishing"}
LEAVES = {"model", "problems", "urls", "scripts", "__init__"}

MAY_IMPORT = {
    **dict.fromkeys(STEPS, LEAVES),
    "publishing": LEAVES | {"exchange"},
    "exchange": LEAVES,
    "config": LEAVES | {"reading"},
    "build": LEAVES | STEPS | {"config"},
    "workbench": LEAVES | STEPS | {"build", "exchange", "config"},
    "cli": LEAVES | {"build", "workbench", "exchange", "config"},
    "__main__": {"cli"},
    "model": {"problems", "urls"},
    "problems": set[str](),
    "urls": set[str](),
    "scripts": set[str](),
    "__init__": set[str](),
}
"""Which rooms a room may import besides itself. The Web Annotation that publishing writes is made in exchange."""

THIRD_PARTY = {
    "jinja2": {"publishing/render.py"},
    "markupsafe": {"publishing"},
    "markdown_it": {"reading/markdown.py"},
    "mdit_py_plugins": {"reading/markdown.py"},
    "yaml": {"reading/yaml_source.py"},
    "imagesize": {"reading/images.py"},
    "rapidfuzz": {"anchoring"},
    "lunr": {"searching"},
    "livereload": {"workbench"},
    "ruamel": {"workbench"},
    "click": {"cli.py"},
}
"""Each third-party library and the one room, or file, that may import it."""

PRINTING = {"print", "sys.stdout.write", "click.echo"}

IMPURE = {"datetime.date.today", "datetime.datetime.now", "time.time", "os.environ", "os.getenv", "locale.getlocale"}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


class Import(NamedTuple):
    file: str
    module: str


def _imports() -> Iterator[Import]:
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Import):
                yield from (Import(file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: relative import"
                assert node.module
                if node.module == "site_builder":
                    yield from (Import(file, f"site_builder.{alias.name}") for alias in node.names)
                else:
                    yield Import(file, node.module)


IMPORTS = list(_imports())


def _room(file: str) -> str:
    return file.partition("/")[0].removesuffix(".py")


def _imported_room(module: str) -> str:
    """The room of a module of ours; names of the package itself (`__version__`) are those of `__init__`."""
    name = module.partition(".")[2].partition(".")[0]
    return name if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file() else "__init__"


def test_every_room_imports_only_what_it_may() -> None:
    wrong = [
        f"{file} imports {module}"
        for file, module in IMPORTS
        if module.split(".")[0] == "site_builder"
        and _imported_room(module) not in MAY_IMPORT[_room(file)] | {_room(file)}
    ]
    assert wrong == []


def test_every_room_is_in_the_table() -> None:
    rooms = {_room(path.relative_to(PACKAGE).as_posix()) for path in PACKAGE.rglob("*.py")}
    assert rooms == set(MAY_IMPORT)


def test_each_library_is_imported_in_one_room() -> None:
    wrong = [
        f"{file} imports {module}"
        for file, module in IMPORTS
        if (room := THIRD_PARTY.get(module.split(".")[0])) and file not in room and _room(file) not in room
    ]
    assert wrong == []


def test_every_library_has_its_room() -> None:
    import sys

    known = sys.stdlib_module_names | THIRD_PARTY.keys() | {"site_builder"}
    assert {module for _, module in IMPORTS if module.split(".")[0] not in known} == set()


def test_no_import_cycles() -> None:
    graph: dict[str, set[str]] = {}
    modules = {_module(path.relative_to(PACKAGE).as_posix()) for path in PACKAGE.rglob("*.py")}
    for file, module in IMPORTS:
        if module in modules:
            graph.setdefault(_module(file), set()).add(module)
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"cycle: {' -> '.join((*trail, module))}"
        if module not in done:
            for imported in graph.get(module, ()):
                visit(imported, (*trail, module))
            done.add(module)

    for module in list(graph):
        visit(module, ())
    assert len(done) > len(STEPS)


def _module(file: str) -> str:
    return f"site_builder.{file.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc"}
    assert [path for path in PACKAGE.rglob("*") if path.stem in drawers] == []


@pytest.mark.parametrize("step", sorted(STEPS))
def test_steps_do_not_read_clock_locale_or_environment(step: str) -> None:
    wrong = [
        f"{path.name}:{node.lineno}: {ast.unparse(node)}"
        for path in sorted((PACKAGE / step).rglob("*.py"))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute) and any(name.endswith(ast.unparse(node)) for name in IMPURE)
    ]
    assert wrong == []


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in PRINTING and path.name != "cli.py"
    ]
    assert wrong == []


def test_no_global_mutable_state() -> None:
    """A name of a module in lower case that is given a list, a set or a dict would be state; so is a `global`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for statement in _tree(path).body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.List | ast.Set | ast.Dict):
                assert not any(ast.unparse(target).islower() for target in statement.targets), path
        assert not any(isinstance(node, ast.Global) for node in ast.walk(_tree(path))), path
