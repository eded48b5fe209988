"""Judge built sites, and pages of every kind in Chromium: `python -m tools.audit OUTPUT_FOLDER…`.

In: the output folders, content/ and the judges of node_modules/. Out: one line a check, with the measured figure
against its limit, and exit status 1 where a check fails or a judge cannot be trusted. Nothing is left behind.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.audit import editing, lighthouse, nu, pages, script_time, weight
from tools.audit.kinds import MANY_NOTES
from tools.audit.many_notes import ARTICLE
from tools.audit.report import AuditError, Check
from tools.audit.server import serve
from tools.audit.sites import MANY, build_many, build_sites
from tools.audit.visits import make_visits
from tools.chromium import ChromiumError

DELAY = 0.15
"""Seconds that fonts and pictures come late while pages are watched for what moves; else they would come at once."""


def check_all(outputs: Sequence[Path]) -> Iterator[Check]:
    """Yield each check as it is made, Lighthouse's last and alone; raises AuditError and ChromiumError."""
    for output in outputs:
        yield nu.check_folder(output)
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        served = Path(folder, "served")
        with serve(served) as address, serve(served, delay=DELAY) as slow_address:
            build_sites(Path(folder), served, address)
            findings = make_visits(slow_address)
            yield pages.check_axe(findings)
            yield pages.check_shifts(findings)
            yield editing.check_editing()
            site = f"{address}repo-name/"
            yield from weight.check_weight("article with 20 notes", weight.load_files(site + MANY_NOTES))
            yield from check_many(Path(folder), served, address)
            yield from lighthouse.check_pages(site)


def check_many(work: Path, served: Path, address: str) -> list[Check]:
    """Return the checks of the scripts of very many notes, on the server and in the folder."""
    build_many(work, served, script_time.NOTES)
    folder = (served / MANY / ARTICLE / "index.html").as_uri()
    return script_time.check_scripts({"on a server": f"{address}{MANY}/{ARTICLE}", "in a folder": folder})


def main(arguments: Sequence[str]) -> int:
    """Print every check of the folders that are named and return the exit status."""
    if not arguments:
        print("usage: python -m tools.audit OUTPUT_FOLDER…", file=sys.stderr)
        return 2
    failed = False
    try:
        for check in check_all([Path(folder) for folder in arguments]):
            print(check, flush=True)
            failed = failed or bool(check.failures)
    except (AuditError, ChromiumError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
