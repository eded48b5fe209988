"""Links that lead out of the site: which of them still lead somewhere.

In goes the content folder, out come warnings at the places where the addresses stand: it is the web that changed, so a
build is never stopped by them. Links within the site are checked by every build.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from site_builder.build import cache_file
from site_builder.config import load_config
from site_builder.problems import FileError, Location, Problem, warning
from site_builder.reading.folder import ContentFolder
from site_builder.workbench.link_answers import Answer, Ask, Heard, ask_all
from site_builder.workbench.web_links import WebLinks, find_web_links

_GONE = frozenset({404, 410})
_WAYBACK = "https://web.archive.org/web/*/"


_MANY = 5
"""From how many addresses on, of which none answers, it is rather the network that is not there."""


class CheckedLinks(NamedTuple):
    """How many addresses were asked for, and what is wrong with some."""

    asked: int
    problems: tuple[Problem, ...]


def check_links(content: Path, heard: Heard, *, fresh: bool = False, ask: Ask | None = None) -> CheckedLinks:
    """Ask for every web address of the content; `fresh` forgets what was answered before, `ask` is for tests.

    Addresses of the site itself are not asked for, as what is built now may not be published yet. Raises UsageError
    where there is no content folder, FileError where it cannot be read or nothing answers.
    """
    config, _ = load_config(content)
    links = find_web_links(ContentFolder(content))
    own = config.base_url if config else ""
    urls = [url for url in links.places if not (own and url.startswith(own))]
    memory = cache_file(content).with_name(f"{content.resolve().name}.links.json")
    answers = ask_all(urls, None if fresh else memory, heard, ask)
    if len(urls) >= _MANY and not any(answer.status for answer in answers.values()):
        raise FileError(f"none of {len(urls):,} web addresses gave an answer", "is this machine online?")
    problems = [_problem(url, links.places[url], answers[url], links) for url in urls]
    return CheckedLinks(len(urls), tuple(problem for problem in problems if problem))


def _problem(url: str, place: Location, answer: Answer, links: WebLinks) -> Problem | None:
    if answer.is_good:
        if answer.moved_to and not _is_the_same(url, answer.moved_to):
            hint = f"write the new address if the page still says the same: {answer.moved_to}"
            return warning("moved-link", f"'{url}' has moved for good", place, hint)
        return None
    copy = links.copies.get(url)
    kept = f"readers find the archived copy that you name: {copy}"
    if answer.status in _GONE:
        look = f"look for a copy at {_WAYBACK}{url}, and name it as archive_url"
        return warning("dead-link", f"'{url}' is gone (status {answer.status})", place, kept if copy else look)
    why = f"status {answer.status}" if answer.status else answer.reason
    hint = "open it in a browser: it may be busy, or answer people alone"
    return warning("unsure-link", f"'{url}' gives no page ({why})", place, f"{hint}\n{kept}" if copy else hint)


def _is_the_same(url: str, other: str) -> bool:
    """Tell whether two addresses differ only by what an editor need not care about: a slash, www, https."""
    return _bare(url) == _bare(other)


def _bare(url: str) -> str:
    return url.partition("#")[0].removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
