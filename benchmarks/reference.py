"""A workload that never changes, so that counts of instructions can be compared between machines and builds of Python.

    python -m benchmarks.reference REPEATS

It does what a build does most, in small: parse Markdown, cut and count words, sort, escape and join. The program itself
takes no part in it.
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter

from markdown_it import MarkdownIt

TEXT = """\
## A heading of four words

A paragraph with *emphasis*, **strong words**, a [link](https://example.org/) and `code`, which goes on for a while, as
paragraphs in newspapers do when nobody counts the lines, and says “something in quotation marks” before it ends.

- An item of a list, with a figure: 3.5 %.
- Another item, and [a second link](https://example.org/second/) in it.

> What somebody said, on two lines,
> as a quotation.

The last paragraph repeats some words, for words repeat: the link, the list, the heading, the figure and the lines.
"""
WORD = re.compile(r"\w+")


def work() -> int:
    """Do one unit of work and return the length of what it made."""
    tokens = MarkdownIt("commonmark").parse(TEXT)
    texts = [token.content for token in tokens if token.type == "inline"]
    counts = Counter(word.lower() for text in texts for word in WORD.findall(text))
    rows = [f"<li>{html.escape(word)}: {count}</li>" for word, count in sorted(counts.items())]
    places = {text.find(word) for text in texts for word in counts}
    return len("\n".join(rows)) + len(places)


if __name__ == "__main__":
    for _ in range(int(sys.argv[1])):
        work()
