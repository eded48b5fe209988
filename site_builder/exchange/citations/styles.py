"""A work as plain text in three styles, as their handbooks describe them.

APA: Publication Manual, 7th edition (newspaper article; webpage with a group author; 8.17, 9.7-9.12 on names).
Chicago: The Chicago Manual of Style, 17th edition, notes and bibliography (14.76, 14.191, 14.206).
MLA: Handbook, 9th edition (5.3-5.12 on authors, 5.40-5.41 and 5.75-5.83 on dates).

Their words are English, whatever the language of the archive. What is not known is left out, or is called "n.d." where
the style asks for that. A title keeps its capital letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from site_builder.exchange.citations.names import CitedName
from site_builder.exchange.citations.work import Work
from site_builder.model import Date

_MONTHS = "January February March April May June July August September October November December".split()
_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()

_APA_MOST = 20
"""Authors that APA lists; of more it lists the first 19 and the last (9.8)."""

_CHICAGO_MOST, _CHICAGO_FIRST = 10, 7
"""Authors that Chicago lists; of more it lists the first seven (14.76)."""

_MLA_MOST = 2
"""Authors that MLA lists; of more it lists the first (5.8)."""


class Run(NamedTuple):
    """A stretch of a citation: the title is in the work's own language, a source stands in italics."""

    text: str
    kind: Literal["plain", "title", "source"] = "plain"


Runs = Sequence[Run]


def apa(work: Work) -> Runs:
    """Return a work in the style of the American Psychological Association."""
    title = [Run(work.title, "title"), *([Run(f" {_bracketed(work)}")] if work.kind == "claim" else [])]
    date = [Run(f"({_american_inverted(work.date)})" if work.date else "(n.d.)")]
    names = _apa_names(work.authors)
    head = [[Run(names)], date, title] if names else [title, date]
    return _sentences([*head, _container(work), _annotated(work, _american), [Run(work.url)]])


def chicago(work: Work) -> Runs:
    """Return a work in the style of the Chicago Manual's bibliographies."""
    date = _american(work.date) if work.date else "n.d."
    names = _chicago_names(work.authors)
    title = [*_quoted(work), *([Run(f" {_bracketed(work)}")] if work.kind == "claim" else [])]
    published = _joined(_container(work), date)
    return _sentences([[Run(names)], title, published, _annotated(work, _american), [Run(_stopped(work.url))]])


def mla(work: Work) -> Runs:
    """Return a work in the style of the Modern Language Association."""
    names = _mla_names(work.authors)
    published = _joined(_container(work), _british(work.date) if work.date else "")
    if work.is_own:
        published = _joined(_joined(published, _version(work, _british)), _stopped(work.url))
        return _sentences([[Run(names)], _quoted(work), published])
    site = _joined(_joined([Run(work.site, "source")], _version(work, _british)), _stopped(work.url))
    return _sentences([[Run(names)], _quoted(work), published, site])


STYLES: Mapping[str, Callable[[Work], Runs]] = {"APA": apa, "Chicago": chicago, "MLA": mla}
"""The styles by the names that readers know."""


def plain_text(runs: Iterable[Run]) -> str:
    """Return a citation as text without italics."""
    return "".join(run.text for run in runs)


# ---------------------------------------------------------------- sentences


def _sentences(parts: Iterable[Sequence[Run]]) -> Runs:
    """Return the parts that say something, each ended by a full stop and parted by a space."""
    runs: list[Run] = []
    for part in parts:
        said = [run for run in part if run.text]
        if not said:
            continue
        if runs:
            runs.append(Run(" "))
        runs += said
        if not _ends(plain_text(said)) and not said[-1].text.startswith("http"):
            runs.append(Run("."))
    return _merged(runs)


def _merged(runs: Iterable[Run]) -> Runs:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].kind == run.kind == "plain":
            merged[-1] = Run(merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _ends(text: str) -> bool:
    return re.search(r"[.?!…。？！؟][”’»]*$", text) is not None


def _quoted(work: Work) -> list[Run]:
    """Return the title in quotation marks, with the full stop within them, as American typography has it."""
    stop = "" if _ends(work.title) else "."
    return [Run("“"), Run(_within_quotes(work.title), "title"), Run(f"{stop}”")]


def _within_quotes(title: str) -> str:
    """Return a title with its own double quotation marks made single ones."""
    title = re.sub(r'"([^"]*)"', r"‘\1’", title)
    return title.replace("“", "‘").replace("”", "’")


def _bracketed(work: Work) -> str:
    return f"[Claim, rated “{_within_quotes(work.verdict)}”]" if work.verdict else "[Claim]"


def _container(work: Work) -> list[Run]:
    """Return what published the work: the outlet of an article, where it has one, and the archive for a claim."""
    source = work.container or (work.site if work.kind == "claim" else "")
    return [Run(source, "source")] if source else []


def _annotated(work: Work, date_text: Callable[[Date], str]) -> list[Run]:
    """Return where an article of another outlet is annotated, and in which version."""
    if work.is_own:
        return [Run(_version(work, date_text, "Version"))]
    return _joined([Run("Annotated in "), Run(work.site, "source")], _version(work, date_text))


def _version(work: Work, date_text: Callable[[Date], str], word: str = "version") -> str:
    return f"{word} of {date_text(work.version)}" if work.version else ""


def _joined(runs: Sequence[Run], text: str) -> list[Run]:
    """Return runs and a text after a comma, or either where the other says nothing."""
    return [*runs, Run(f", {text}" if runs else text)] if text else list(runs)


def _stopped(url: str) -> str:
    return f"{url}." if url else ""


# ---------------------------------------------------------------- dates


def _american(date: Date) -> str:
    """Return February 7, 2020; February 2020; 2020."""
    if date.month is None:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"


def _american_inverted(date: Date) -> str:
    """Return 2020, February 7; 2020, February; 2020."""
    if date.month is None:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    return f"{date.year}, {month} {date.day}" if date.day else f"{date.year}, {month}"


def _british(date: Date) -> str:
    """Return 7 Feb. 2020; Feb. 2020; 2020."""
    if date.month is None:
        return str(date.year)
    month = _MLA_MONTHS[date.month - 1]
    return f"{date.day} {month} {date.year}" if date.day else f"{month} {date.year}"


# ---------------------------------------------------------------- names


def _apa_names(names: Sequence[CitedName]) -> str:
    listed = [_apa_name(name) for name in names]
    if len(listed) > _APA_MOST:
        return f"{', '.join(listed[: _APA_MOST - 1])}, … {listed[-1]}"
    if len(listed) < 2:
        return "".join(listed)
    comma = "" if len(listed) == 2 and names[0].literal else ","
    return f"{', '.join(listed[:-1])}{comma} & {listed[-1]}"


def _apa_name(name: CitedName) -> str:
    return name.literal or ", ".join(filter(None, (name.surname, name.initials, name.suffix)))


def _chicago_names(names: Sequence[CitedName]) -> str:
    listed = _first_inverted(names)
    if len(listed) > _CHICAGO_MOST:
        return f"{', '.join(listed[:_CHICAGO_FIRST])}, et al."
    return _with_and(names, listed)


def _mla_names(names: Sequence[CitedName]) -> str:
    listed = _first_inverted(names)
    return f"{listed[0]}, et al." if len(listed) > _MLA_MOST else _with_and(names, listed)


def _first_inverted(names: Sequence[CitedName]) -> list[str]:
    return [name.forward if place else name.inverted for place, name in enumerate(names)]


def _with_and(names: Sequence[CitedName], listed: Sequence[str]) -> str:
    if len(listed) < 2:
        return "".join(listed)
    comma = "" if len(listed) == 2 and names[0].literal else ","
    return f"{', '.join(listed[:-1])}{comma} and {listed[-1]}"
