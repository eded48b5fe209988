"""Publish a built site on a branch of a Git repository, as GitHub Pages serves it from there.

    python -m tools.publish output [--remote origin] [--branch gh-pages] [--cname archive.example.org]

Comes in: an output folder, and the repository in the working directory. Goes out: one commit on the branch, pushed. Of
the folder all is taken but names that begin with a dot, which nobody who reads the site needs; `.nojekyll` tells Pages
to serve the files as they are.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ghp_import import GhpError, ghp_import

LARGEST = 1_000_000_000
"""The largest site that GitHub Pages publishes, in bytes (GitHub Docs, "GitHub Pages limits": 1 GB)."""


def publish(site: Path, *, remote: str, branch: str, cname: str) -> str:
    """Publish a built site and return "", or else a sentence that says why not."""
    if not (site / "index.html").is_file():
        return f"{site} is no built site: run `make site` first"
    links = [path for path in site.rglob("*") if path.is_symlink()]
    if links:
        return f"{links[0]} is a link, which Pages does not publish"
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    if size > LARGEST:
        return f"the site has {size / LARGEST:.2f} GB, and GitHub Pages takes 1 GB"
    with tempfile.TemporaryDirectory() as temporary:
        shown = Path(temporary) / "site"
        shutil.copytree(site, shown, ignore=shutil.ignore_patterns(".*"))
        options = {"cname": cname} if cname else {}
        message = "Publish the site"
        try:
            ghp_import(
                str(shown), remote=remote, branch=branch, mesg=message, push=True, force=True, nojekyll=True, **options
            )
        except GhpError as failure:
            return f"the site was not published: {failure}"
        except subprocess.CalledProcessError:  # what Git says of it stands above
            return "the site was not published"
    return ""


def main() -> int:
    """Publish, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--remote", default="origin")
    parser.add_argument("--branch", default="gh-pages")
    parser.add_argument("--cname", default="", help="a domain of your own that the site stands at")
    arguments = parser.parse_args()
    fault = publish(arguments.site, remote=arguments.remote, branch=arguments.branch, cname=arguments.cname)
    print(fault or f"published on {arguments.remote}/{arguments.branch}", file=sys.stderr)
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
