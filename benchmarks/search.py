"""What the search index costs: CPU and memory to build it, CPU after one edit, bytes and time of a first query.

    python -m benchmarks.search [--articles 10000] [--words 400] [--waits 20]

Each build is a process of its own. The index's share of a cold build is told as the difference to one without search.
A query is run by Node in the scripts of the built site (benchmarks/search.js): the bytes are those of every script and
index file that it loads and of the cards of 20 results, compressed by gzip -6; half of the words are the most frequent.
Some of them are typed in Chromium, too, slowed down four times, each on a page that was opened for it: told is the time
from the last key to the results, with the pause that the page leaves for a next key.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.browser import CHROMIUM_ARGUMENTS, served
from benchmarks.content import write_content
from benchmarks.processes import Cost, measure
from tools.chromium import find_chromium
from tools.node import command

SCRIPT = Path(__file__).with_name("search.js")


def build(folder: Path, *further: str) -> Cost:
    """Build the site in a folder; raises MeasureError where that fails."""
    places = ["--content", str(folder / "content"), "--output", str(folder / "output")]
    return measure([[sys.executable, "-m", "site_builder", "build", *places, *further]], Path.cwd())


def report(name: str, cost: Cost) -> None:
    print(f"| {name} | {cost.user:.1f} s + {cost.system:.1f} s | {cost.wall:.1f} s | {cost.memory:.0f} MB |")


def words_of(folder: Path, count: int) -> list[str]:
    """Return words of some articles: half of them the most frequent ones, half any others."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("content/articles/*/*.md"))[::25]:
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        counts.update(re.findall("[a-z]+", re.sub(r"\([^)]*\)", "", body.lower())))
    frequent = [word for word, _ in counts.most_common(count // 2)]
    return frequent + random.Random(1).sample(sorted(counts.keys() - set(frequent)), count - len(frequent))


def run_queries(output: Path, queries: Sequence[str]) -> list[dict[str, Any]]:
    """Return what benchmarks/search.js tells of each query to a built site."""
    (head,) = (output / "search").glob("index.*.js")
    node = [*command("node"), str(SCRIPT), str(output), f"search/{head.name}"]
    done = subprocess.run(node, input="\n".join(queries), capture_output=True, check=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def measure_queries(folder: Path, words: Sequence[str]) -> None:
    rows = run_queries(folder / "output", words)
    sizes = sorted((row["bytes"], row["query"]) for row in rows)
    times = sorted(row["milliseconds"] for row in rows)
    print(f"\nA first query of {len(rows)} words loads {statistics.median(size for size, _ in sizes) / 1000:.0f} kB,")
    print(
        f"at most {sizes[-1][0] / 1000:.0f} kB ({sizes[-1][1]}), and takes {statistics.median(times):.0f} ms in Node,"
    )
    print(f"at most {times[-1]:.0f} ms.")


WAIT = """async (word) => {
  const input = document.querySelector("[data-search] input");
  const status = document.querySelector("[data-search-status]");
  const begin = performance.now();
  input.value = word;
  input.dispatchEvent(new Event("input"));
  const isShown = () => status.textContent !== "" && status.textContent !== status.dataset.loading;
  while (!isShown()) await new Promise(requestAnimationFrame);
  return performance.now() - begin;
}"""


def measure_waits(output: Path, words: Sequence[str]) -> None:
    """Type words in Chromium at a quarter of its speed and print how long a reader waits."""
    times = []
    with served(output) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        for word in words:
            page = browser.new_page()
            page.goto(f"{url}search/")
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
            times.append(page.evaluate(WAIT, word))
            page.close()
        browser.close()
    print(f"In Chromium, slowed down four times, {len(times)} words are answered in {statistics.median(times):.0f} ms,")
    print(f"at most {max(times):.0f} ms, a pause of 120 ms included.")


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--waits", type=int, default=20, help="words that are typed in Chromium; 20")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        without, folder = Path(temporary, "without"), Path(temporary, "with")
        write_content(without, arguments.articles, search=False, outputs=False)
        write_content(folder, arguments.articles, outputs=False)
        print("| build | CPU, program + system | wall | memory |\n| --- | --- | --- | --- |")
        for name, site in (("cold, without search", without), ("cold, with search", folder)):
            report(name, build(site, "--fresh"))
        for name, site in (
            ("one article edited, without search", without),
            ("one article edited, with search", folder),
        ):
            edited = min(site.glob("content/articles/*/*.md"))
            edited.write_text(edited.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
            report(name, build(site))
        words = words_of(folder, arguments.words)
        measure_queries(folder, words)
        if arguments.waits:
            measure_waits(folder / "output", random.Random(1).sample(words, min(arguments.waits, len(words))))


if __name__ == "__main__":
    main()
