"""How well and how cheaply an article is found again: this project's search beside Pagefind's, on the same corpus.

    python -m benchmarks.known_items [--articles 1000] [--queries 50]

A query is what somebody remembers of one article: four words in a row, or three long words of its text. Told are the
rank of that article among the articles found (1 is best, none is a miss) and the bytes of a first query, everything
that is loaded for it and for its first ten results, compressed by gzip -6 where it is not compressed already. Pagefind
runs in Chromium, as it needs WebAssembly; this project's scripts run in Node (benchmarks/search.js).
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.browser import CHROMIUM_ARGUMENTS, served
from benchmarks.contenders import CONTENDERS, Contender
from benchmarks.corpus import Corpus, Headline
from benchmarks.processes import measure
from benchmarks.search import run_queries
from tools.chromium import find_chromium

RESULTS = 10
PAGEFIND_SEARCH = """async ({ query, count }) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  const data = await Promise.all(results.slice(0, count).map((result) => result.data()));
  return data.map(({ url }) => url);
}"""


class Query(NamedTuple):
    """What is typed, and the address of the article that is meant."""

    text: str
    slug: str


class Answer(NamedTuple):
    """The rank of the article that is meant, 0 where it is not among the first, and the bytes loaded."""

    rank: int
    size: int


def queries_of(article_path: Callable[[Headline], Path], corpus: Corpus, articles: int, count: int) -> Iterator[Query]:
    """Yield queries for articles at random: in turn four words in a row, and three long words."""
    chance = random.Random(1)
    for number in chance.sample(range(articles), count):
        headline = corpus.headline(number)
        body = article_path(headline).read_text(encoding="utf-8").split("---\n", 2)[2]
        sentences = [re.findall("[A-Za-z]+", sentence) for sentence in re.sub(r"\([^)]*\)", "", body).split(".")]
        if number % 2:
            sentence = chance.choice([words for words in sentences if len(words) > RESULTS])
            start = chance.randrange(len(sentence) - 4)
            yield Query(" ".join(sentence[start : start + 4]), headline.slug)
        else:
            long = sorted({word.lower() for words in sentences for word in words if len(word) > 6})
            yield Query(" ".join(chance.sample(long, 3)), headline.slug)


def rank_of(slug: str, addresses: Sequence[str]) -> int:
    """Return the place of an article among the articles of results, from 1, or 0."""
    found = [match[1] for address in addresses if (match := re.search("articles/([^/]+)/", address))]
    return [*dict.fromkeys(found), slug].index(slug) + 1 if slug in found else 0


def ask_pagefind(browser: Browser, url: str, query: Query) -> Answer:
    """Ask as a reader does who comes for the first time."""
    context = browser.new_context()
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response) if "/pagefind/" in response.url else None)
    page.goto(url)
    addresses = page.evaluate(PAGEFIND_SEARCH, {"query": query.text, "count": RESULTS})
    size = sum(map(_size, responses))
    context.close()
    return Answer(rank_of(query.slug, addresses), size)


def _size(response: Response) -> int:
    body = response.body()
    return min(len(body), len(gzip.compress(body, 6)))


def ask_ours(output: Path, queries: Sequence[Query]) -> list[Answer]:
    """Ask the scripts of a built site, each query as the first."""
    rows = run_queries(output, [query.text for query in queries])
    return [
        Answer(rank_of(query.slug, row["addresses"]), row["bytes"]) for query, row in zip(queries, rows, strict=True)
    ]


def report(title: str, answers: Sequence[Answer]) -> str:
    """Return a row of the table."""
    ranks, sizes = [answer.rank for answer in answers], [answer.size / 1000 for answer in answers]
    firsts, tens = sum(rank == 1 for rank in ranks), sum(0 < rank <= RESULTS for rank in ranks)
    reciprocal = statistics.mean(1 / rank if rank else 0 for rank in ranks)
    return (
        f"| {title} | {firsts} | {tens} | {reciprocal:.2f} | {statistics.median(sizes):.0f} kB | {max(sizes):.0f} kB |"
    )


def main() -> int:
    """Build both sites, ask both, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=50)
    arguments = parser.parse_args()
    by_key = {contender.key: contender for contender in CONTENDERS}
    ours, pagefind = by_key["site-builder+search"], by_key["hugo+pagefind"]
    if pagefind.missing:
        print(f"not installed: {', '.join(pagefind.missing)}; make bench installs them", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        queries, folders = _build(Path(temporary), arguments.articles, arguments.queries, [ours, pagefind])
        print(
            f"| {len(queries)} known items in {arguments.articles:,} articles | first | in the first {RESULTS} ", end=""
        )
        print("| mean reciprocal rank | first query, median | at most |\n| --- | --- | --- | --- | --- | --- |")
        print(report("site-builder", ask_ours(folders[0] / ours.output, queries)))
        with served(folders[1] / pagefind.output) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
            print(report("Pagefind", [ask_pagefind(browser, url, query) for query in queries]))
            browser.close()
    return 0


def _build(folder: Path, articles: int, count: int, contenders: Sequence[Contender]) -> tuple[list[Query], list[Path]]:
    """Write and build the site of each contender; return the queries and the folders of the sites."""
    corpus = Corpus(articles)
    folders = [folder / contender.key for contender in contenders]
    sites = [contender.site(each, corpus) for contender, each in zip(contenders, folders, strict=True)]
    for site in sites:
        site.begin()
    for article in corpus.articles():
        for site in sites:
            site.write(article)
    for contender, each in zip(contenders, folders, strict=True):
        measure(contender.commands, each)
    return list(queries_of(sites[0].article_path, corpus, articles, count)), folders


if __name__ == "__main__":
    sys.exit(main())
