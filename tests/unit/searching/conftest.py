"""The search scripts run by Node, archives to search in, and the words that both sides must agree on."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Config,
    Date,
    Html,
    Image,
    Source,
    Speaker,
    Target,
    Verdict,
)
from site_builder.searching.documents import search_documents
from site_builder.searching.index import build_index
from tests.archives import assemble, plain_body, read_archive
from tools.node import command

REPOSITORY = Path(__file__).resolve().parents[3]

RunJavascript = Callable[[str, object], Any]


@pytest.fixture(scope="session")
def run_javascript() -> RunJavascript:
    """A function that calls a JavaScript function, given as its source, in the scripts of the search page."""
    node = command("node")

    def run(function: str, value: object) -> Any:
        harness = str(Path(__file__).with_name("javascript.js"))
        done = subprocess.run(
            [*node, harness, function], input=json.dumps(value), capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def shipped_archive() -> Archive:
    """The archive of content/."""
    return read_archive(REPOSITORY / "content")


# ---------------------------------------------------------------- an index in JavaScript

OPEN = """
  const load = async (path) => {
    let received;
    siteSearch.receive = (data) => { received = data };
    (0, eval)(input.files[path]);
    return received;
  };
  const opened = await siteSearch.openIndex(lunr, { load, url: input.url });
"""
"""Opens the index of `files_of` as the page does, under the name `opened`."""

WHOLE = 10**9
PIECES = 0


def files_of(archive: Archive, budget: int = WHOLE) -> dict[str, Any]:
    """The files of the index of an archive by path, and which of them a page loads first."""
    files: dict[str, str] = {}

    def put(path: str, make: Callable[[], bytes]) -> None:
        files[path] = make().decode("utf-8", "surrogatepass")

    summary = build_index(archive, budget, put)
    return {"files": files, "url": summary.paths[0]}


def vocabulary(archive: Archive) -> list[str]:
    text = " ".join(field for document in search_documents(archive) for field in document.fields)
    return sorted(set(text.split()))


# ---------------------------------------------------------------- a small archive

CONFIG = Config("Test", verdicts={"false": Verdict("false", "Not so", tone="negative")})
SPEAKER = Speaker(
    "ada",
    "Ada Zet",
    role="Chair",
    affiliation="Board of Clocks",
    aliases=("A. Zet",),
    bio=Html("<p>Kept the <em>town</em> clock &amp; its key.</p>"),
)


def archive_of(*articles: AnnotatedArticle) -> Archive:
    """An archive of these articles, and one speaker."""
    return assemble(CONFIG, *articles, speakers={SPEAKER.id: SPEAKER})


CLAIM = Annotation(
    "late",
    (Target("never a minute late"),),
    "claim",
    speaker="ada",
    claim="The clock has never been late",
    verdict="false",
    basis="The log has nine delays.",
    note_text="They are in the tower's own book.",
    sources=(Source("Log of the tower", publisher="Board of Clocks"),),
    topics=("punctuality",),
)
CONTEXT = Annotation("where", (Target("market square"),), "context", note_text="The square was paved in 1891.")
ARTICLE = AnnotatedArticle(
    "articles/clock.md",
    "clock",
    "The clock on the tower",
    deks=("A dispute about time.",),
    authors=("Bo Ypsilon",),
    outlet="The Hourly",
    date=Date(1893, 5),
    image=Image(caption="The dial at noon"),
    topics=("clocks",),
    body=plain_body("It stands on the market square.\nIt was never a minute late, the chair said."),
    annotations=(CLAIM, CONTEXT),
)
