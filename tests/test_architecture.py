"""The rules of docs/pages/architecture.md, read from the imports of the program, the lazy ones too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"

STEPS = {"reading", "anchoring", "archive", "searching", "publishing"}
LEAVES = {"language", "model", "plurals", "problems", "quotations", "similar", "urls", "scripts", "__init__"}

CLI = {"cli_new", "cli_options"}
"""The parts of the command line beside cli.py."""

MAY_IMPORT = {
    **dict.fromkeys(STEPS, LEAVES),
    "reading": LEAVES | {"pictures"},
    "publishing": LEAVES | {"exchange", "pictures", "workers"},
    "pictures": {"problems"},
    "cache": LEAVES,
    "exchange": LEAVES,
    "config": LEAVES | {"reading"},
    "study": LEAVES | {"reading", "anchoring", "cache", "pictures", "workers"},
    "inputs": LEAVES | {"reading", "cache"},
    "folders": {"problems"},
    "build": LEAVES | STEPS | {"cache", "config", "folders", "inputs", "study", "workers"},
    "workbench": LEAVES | STEPS | {"build", "exchange", "config", "folders", "problem_texts", "workers"},
    "cli": LEAVES
    | {"build", "workbench", "exchange", "config", "folders", "problem_texts", "progress", "terminal"}
    | CLI,
    "cli_new": LEAVES | {"workbench", "terminal"} | CLI,
    "cli_options": LEAVES | {"workbench"},
    "terminal": LEAVES | {"build", "problem_texts", "progress", "workbench"},
    "progress": LEAVES,
    "__main__": {"cli"},
    "workers": {"problems"},
    "model": {"problems", "urls"},
    "language": {"model"},
    "plurals": set[str](),
    "problems": set[str](),
    "problem_texts": {"problems"},
    "quotations": {"model"},
    "urls": set[str](),
    "scripts": set[str](),
    "similar": set[str](),
    "__init__": set[str](),
}
"""Which rooms a room may import besides itself. The Web Annotation that publishing writes is made in exchange."""

THIRD_PARTY = {
    "jinja2": {"publishing/render.py", "publishing/template_code.py", "publishing/template_words.py"},
    "markupsafe": {"publishing"},
    "markdown_it": {"reading/markdown.py"},
    "mdit_py_plugins": {"reading/markdown.py"},
    "yaml": {"reading/yaml_source.py"},
    "imagesize": {"pictures"},
    "PIL": {"pictures"},
    "rapidfuzz": {"anchoring"},
    "trafilatura": {"exchange/html_page.py"},
    "lxml": {"exchange/html_page.py", "exchange/tei_markdown.py"},
    "lunr": {"searching"},
    "livereload": {"workbench"},
    "tornado": {"workbench"},
    "ruamel": {"workbench"},
    "click": {"cli.py", "cli_new.py", "cli_options.py", "terminal.py"},
    "rich": {"progress.py"},
}
"""Each third-party library and the one room, or file, that may import it."""

STANDARD = {
    "sqlite3": {"cache/store.py"},
    "multiprocessing": {"workers.py"},
    "concurrent": set[str](),
    "threading": {"workers.py"},
    **{module: set[str]() for module in ("pickle", "marshal", "shelve", "dbm")},
}
"""Modules of Python's own that one file may import, or none: what is kept is data, and never code."""

CLOCKS = {"build.py", "inputs.py", "progress.py", "workbench/link_answers.py"}
"""What may read a clock: to tell how long something took, which files were just written, and how old an answer is."""

MAY_PRINT = {"cli.py", "terminal.py"}
PRINTING = {"print", "sys.stdout.write", "click.echo"}

IMPURE = {
    "datetime": {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"},
    "time": {
        *("asctime", "clock_gettime", "clock_gettime_ns", "ctime", "gmtime", "localtime", "monotonic", "monotonic_ns"),
        *("perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "strftime", "time", "time_ns"),
    },
    "os": {"environ", "environb", "getenv", "getenvb"},
    "locale": {"getencoding", "getlocale", "getpreferredencoding", "localeconv", "setlocale", "strxfrm", "strcoll"},
}
"""What reads the clock, the environment or the locale, by the module that has it."""

MUTABLE = {"bytearray", "ChainMap", "Counter", "defaultdict", "deque", "dict", "list", "OrderedDict", "set"}


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
        if (room := (THIRD_PARTY | STANDARD).get(module.split(".")[0])) is not None
        and file not in room
        and _room(file) not in room
    ]
    assert wrong == []


@pytest.mark.parametrize(("library", "room"), (THIRD_PARTY | STANDARD).items())
def test_every_room_of_a_library_imports_it(library: str, room: set[str]) -> None:
    using = {name for file, module in IMPORTS if module.split(".")[0] == library for name in (file, _room(file))}
    assert room <= using


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


def _impurities(tree: ast.Module) -> list[str]:
    """Return where the clock, the environment or the locale is read, whatever name it was imported by."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    impure = {f"{module}.{name}" for module, reading in IMPURE.items() for name in reading}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            root, dot, rest = ast.unparse(node).partition(".")
            if names.get(root, root) + dot + rest in impure:
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def test_clock_locale_and_environment_are_read_where_they_may_be() -> None:
    read = {path.relative_to(PACKAGE).as_posix(): _impurities(_tree(path)) for path in PACKAGE.rglob("*.py")}
    assert {file: found for file, found in read.items() if found and file not in CLOCKS} == {}
    assert {file for file in CLOCKS if not read[file]} == set()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("import time; time.monotonic()", 1),
        ("import time as clock; clock.time()", 1),
        ("from time import perf_counter as now; now()", 1),
        ("import datetime; datetime.datetime.utcnow()", 1),
        ("from datetime import date, datetime; date.today(); datetime.now()", 2),
        ("import os.path; os.getenv('HOME')", 1),
        ("from os import environ; environ['HOME']", 1),
        ("import locale; locale.setlocale(locale.LC_ALL, '')", 1),
        ("from datetime import date; date(2020, 2, 7); date.fromisoformat('2020-02-07')", 0),
        ("import os; os.replace(a, b); time = environ = 1; time", 0),
    ],
)
def test_impurities_are_seen(text: str, count: int) -> None:
    assert len(_impurities(ast.parse(text))) == count


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in PRINTING and path.name not in MAY_PRINT
    ]
    assert wrong == []


def _states(tree: ast.Module) -> list[str]:
    """Return the names of a module in lower case that hold what can change, and the `global` statements."""
    found = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _is_mutable(statement.value):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            found += [name for name in map(ast.unparse, targets) if name.islower()]
    return found


def _is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).partition("[")[0].rpartition(".")[2] in MUTABLE
    return isinstance(value, ast.List | ast.Set | ast.Dict | ast.ListComp | ast.SetComp | ast.DictComp)


def test_no_global_mutable_state() -> None:
    states = {path.relative_to(PACKAGE).as_posix(): _states(_tree(path)) for path in PACKAGE.rglob("*.py")}
    assert {file: found for file, found in states.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("_cache = {}", 1),
        ("_cache: dict[str, int] = {}", 1),
        ("seen = set()", 1),
        ("seen = set[str]()", 1),
        ("_count = collections.Counter()", 1),
        ("_found = defaultdict(list)", 1),
        ("first = last = [line for line in ()]", 2),
        ("def count():\n    global total\n    total = 1", 1),
        ("RULES = {}; _WORDS: set[str] = set()", 0),
        ("_encode = JSONEncoder().encode; _names: tuple[str, ...] = (); _later: list[str]", 0),
    ],
)
def test_states_are_seen(text: str, count: int) -> None:
    assert len(_states(ast.parse(text))) == count
