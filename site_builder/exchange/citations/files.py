"""Works as files for reference managers: BibTeX, RIS and CSL-JSON.

BibTeX as BibTeX 0.99d and biblatex read it, in UTF-8; RIS as the format's specification of 2001 and Zotero have it;
CSL-JSON as citationstyles.org's schema of CSL 1.0.2 does. What is not known is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from site_builder.exchange.citations.names import CitedName
from site_builder.exchange.citations.work import Work
from site_builder.model import Date


class Format(NamedTuple):
    """A format of files: its name, the end of a file's name, its media type, and what writes it."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Work]], str]


# ---------------------------------------------------------------- BibTeX

_BIBTEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_BIBTEX_SIGNS = str.maketrans(
    {
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",  # BibTeX counts braces, those after a backslash too
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def bibtex(works: Iterable[Work]) -> str:
    """Return works as BibTeX entries."""
    return "\n".join(map(_bibtex_entry, works))


def _bibtex_entry(work: Work) -> str:
    kind = "article" if work.container else "misc"
    fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(work))
    return f"@{kind}{{{work.key},\n{fields}}}\n"


def _bibtex_fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{_escape_bibtex(work.title)}}}}}"  # the second pair keeps its capital letters
    if work.authors:
        yield "author", f"{{{' and '.join(map(_bibtex_name, work.authors))}}}"
    if work.container:
        yield "journal", f"{{{_escape_bibtex(work.container)}}}"
    else:
        yield "howpublished", f"{{{_escape_bibtex(work.site)}}}"
    if work.date:
        yield "date", f"{{{work.date.iso}}}"
        yield "year", f"{{{work.date.year}}}"
        if work.date.month:
            yield "month", _BIBTEX_MONTHS[work.date.month - 1]
    if work.url:
        yield "url", f"{{{work.url}}}"
    if remark(work):
        yield "note", f"{{{_escape_bibtex(remark(work))}}}"
    if work.version:
        yield "version", f"{{{work.version.iso}}}"
    if work.language:
        yield "language", f"{{{work.language}}}"


def _bibtex_name(name: CitedName) -> str:
    if name.literal:
        return f"{{{_escape_bibtex(name.literal)}}}"
    parts = (_escape_bibtex(part) for part in (name.surname, name.suffix, name.given) if part)
    return ", ".join(parts)


def _escape_bibtex(text: str) -> str:
    return text.translate(_BIBTEX_SIGNS)


# ---------------------------------------------------------------- RIS


def ris(works: Iterable[Work]) -> str:
    """Return works as RIS records, whose lines end in CR LF."""
    return "".join(f"{tag}  - {value}\r\n" for work in works for tag, value in _ris_lines(work))


def _ris_lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS" if work.kind == "article" else "ELEC"
    yield "ID", work.key
    yield "TI", work.title
    for name in work.authors:
        yield "AU", name.inverted
    yield "T2", work.container or work.site
    if work.date:
        yield "PY", f"{work.date.year:04}"
        yield "DA", f"{work.date.year:04}/{_two(work.date.month)}/{_two(work.date.day)}/"
    if work.url:
        yield "UR", work.url
    if remark(work):
        yield "N1", remark(work)
    if work.version:
        yield "ET", work.version.iso
    if work.language:
        yield "LA", work.language
    yield "ER", ""


def _two(number: int | None) -> str:
    return f"{number:02}" if number else ""


# ---------------------------------------------------------------- CSL-JSON

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def csl_json(works: Iterable[Work]) -> str:
    """Return works as a list of CSL-JSON items."""
    items = ({key: value for key, value in _csl_item(work).items() if value} for work in works)
    lines = ",\n".join(map(_json, items))
    return f"[\n{lines}\n]\n"


def _csl_item(work: Work) -> dict[str, object]:
    return {
        "id": work.key,
        "type": "article-newspaper" if work.kind == "article" else "webpage",
        "title": work.title,
        "author": [_csl_name(name) for name in work.authors],
        "container-title": work.container or work.site,
        "issued": {"date-parts": [_date_parts(work.date)]} if work.date else None,
        "URL": work.url,
        "version": work.version.iso if work.version else "",
        "note": remark(work),
        "language": work.language,
    }


def _csl_name(name: CitedName) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _date_parts(date: Date) -> list[int]:
    return [part for part in date if part is not None]


# ---------------------------------------------------------------- all


def remark(work: Work) -> str:
    """Return where a work is annotated and in which version, or what a claim is rated."""
    if work.kind == "claim":
        return f"Claim, rated “{work.verdict}”" if work.verdict else "Claim"
    version = f"version of {work.version.iso}" if work.version else ""
    if work.is_own:
        return version.capitalize()
    return f"Annotated in {work.site}" + (f", {version}" if version else "")


FORMATS = (
    Format("BibTeX", "bib", "application/x-bibtex", bibtex),
    Format("RIS", "ris", "application/x-research-info-systems", ris),
    Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
)
"""What is offered, in this order."""
