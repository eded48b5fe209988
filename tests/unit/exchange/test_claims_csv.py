from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

from site_builder.exchange.claims_csv import COLUMNS, claims_csv
from site_builder.model import Archive, Date, Span, Target
from tests.unit.exchange.test_archive_json import ARTICLE, DOCUMENT, NOTE, archive_of


def rows(archive: Archive) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(claims_csv(archive).decode("utf-8-sig"), newline="")))


def test_a_claim_is_a_line() -> None:
    assert rows(archive_of(ARTICLE)) == [
        {
            "claim": "There are bats on the moon",
            "canonical": "moon/bats",
            "article": "moon",
            "id": "bats",
            "address": "https://example.org/articles/moon/#note-bats",
            "speaker": "ada",
            "speaker_name": "Ada",
            "attribution": "direct",
            "quote": "moon has bats",
            "said_on": "2020-02",
            "said_in": "a letter",
            "verdict": "false",
            "verdict_label": "False",
            "rating": "0",
            "basis": "There are none.",
            "checkable": "true",
            "checked_on": "2021-03-04",
            "sources": "https://example.net/",
            "topics": "Bats",
            "article_title": "On the moon",
            "article_date": "2020-02-07",
            "outlet": "The Sun",
        }
    ]


def test_each_appearance_is_a_line_and_names_the_earliest() -> None:
    later = replace(NOTE, id="again", said_on=Date(2021), same_claim_as=("moon/bats",))
    found = rows(archive_of(replace(ARTICLE, annotations=(NOTE, later))))
    assert [(row["id"], row["canonical"]) for row in found] == [("again", "moon/bats"), ("bats", "moon/bats")]


def test_notes_that_are_no_claims_are_left_out() -> None:
    context = replace(NOTE, kind="context", speaker="", verdict="", claim="", sources=(), checkable=True)
    assert rows(archive_of(replace(ARTICLE, annotations=(context,)))) == []


def test_signs_of_the_format_are_texts_like_others() -> None:
    text = '=1+1, "so"\nthey say'
    odd = replace(NOTE, claim=text, targets=(Target("x"),), spans=(Span("body", 0, 1),))
    assert rows(archive_of(replace(ARTICLE, annotations=(odd,))))[0]["claim"] == text


def test_every_column_is_documented() -> None:
    section = Path(DOCUMENT).read_text(encoding="utf-8").partition("## claims.csv")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == set(COLUMNS)
