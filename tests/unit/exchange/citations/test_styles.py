"""Citations as the handbooks have them: each case is a work and how it reads in the three styles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from site_builder.exchange.citations.names import parse_name
from site_builder.exchange.citations.styles import STYLES, Run, plain_text
from site_builder.exchange.citations.work import Work
from site_builder.model import Date

URL = "https://example.org/articles/budget/"
ARTICLE = Work(
    "article",
    "budget",
    "Mayor defends the budget",
    "The Record",
    (parse_name("Jane Q. Doe"),),
    "The Daily Example",
    Date(2020, 2, 7),
    Date(2021, 3, 4),
    URL,
    "en",
)
CLAIM = Work(
    "claim",
    "budget:fell",
    "Spending fell by 3.5%",
    "The Record",
    (parse_name("The editors"),),
    date=Date(2021, 3, 4),
    url=URL,
    verdict="False",
)


def cited(work: Work, **changed: Any) -> dict[str, str]:
    return {name: plain_text(style(replace(work, **changed))) for name, style in STYLES.items()}


def authors(count: int) -> dict[str, Any]:
    return {"authors": tuple(parse_name(f"Ada {chr(65 + number)}xx") for number in range(count))}


def test_an_article() -> None:
    assert cited(ARTICLE) == {
        "APA": "Doe, J. Q. (2020, February 7). Mayor defends the budget. The Daily Example. "
        f"Annotated in The Record, version of March 4, 2021. {URL}",
        "Chicago": "Doe, Jane Q. “Mayor defends the budget.” The Daily Example, February 7, 2020. "
        f"Annotated in The Record, version of March 4, 2021. {URL}.",
        "MLA": "Doe, Jane Q. “Mayor defends the budget.” The Daily Example, 7 Feb. 2020. "
        f"The Record, version of 4 Mar. 2021, {URL}.",
    }


def test_an_article_of_nobody_and_no_date() -> None:
    assert cited(ARTICLE, authors=(), date=None, version=None) == {
        "APA": f"Mayor defends the budget. (n.d.). The Daily Example. Annotated in The Record. {URL}",
        "Chicago": f"“Mayor defends the budget.” The Daily Example, n.d. Annotated in The Record. {URL}.",
        "MLA": f"“Mayor defends the budget.” The Daily Example. The Record, {URL}.",
    }


def test_an_article_of_no_outlet_without_an_address() -> None:
    assert cited(ARTICLE, container="", url="", version=None) == {
        "APA": "Doe, J. Q. (2020, February 7). Mayor defends the budget. Annotated in The Record.",
        "Chicago": "Doe, Jane Q. “Mayor defends the budget.” February 7, 2020. Annotated in The Record.",
        "MLA": "Doe, Jane Q. “Mayor defends the budget.” 7 Feb. 2020. The Record.",
    }


def test_an_article_that_the_archive_published_itself() -> None:
    assert cited(ARTICLE, container="The Record") == {
        "APA": f"Doe, J. Q. (2020, February 7). Mayor defends the budget. The Record. Version of March 4, 2021. {URL}",
        "Chicago": "Doe, Jane Q. “Mayor defends the budget.” The Record, February 7, 2020. "
        f"Version of March 4, 2021. {URL}.",
        "MLA": f"Doe, Jane Q. “Mayor defends the budget.” The Record, 7 Feb. 2020, version of 4 Mar. 2021, {URL}.",
    }


def test_a_claim() -> None:
    assert cited(CLAIM) == {
        "APA": f"The editors. (2021, March 4). Spending fell by 3.5% [Claim, rated “False”]. The Record. {URL}",
        "Chicago": "The editors. “Spending fell by 3.5%.” [Claim, rated “False”]. The Record, March 4, 2021. "
        + URL
        + ".",
        "MLA": f"The editors. “Spending fell by 3.5%.” The Record, 4 Mar. 2021, {URL}.",
    }


def test_a_claim_without_verdict_author_and_date() -> None:
    assert cited(CLAIM, authors=(), date=None, verdict="") == {
        "APA": f"Spending fell by 3.5% [Claim]. (n.d.). The Record. {URL}",
        "Chicago": f"“Spending fell by 3.5%.” [Claim]. The Record, n.d. {URL}.",
        "MLA": f"“Spending fell by 3.5%.” The Record, {URL}.",
    }


@pytest.mark.parametrize(
    ("names", "apa", "chicago", "mla"),
    [
        (
            ["Jane Doe", "Richard Roe"],
            "Doe, J., & Roe, R.",
            "Doe, Jane, and Richard Roe.",
            "Doe, Jane, and Richard Roe.",
        ),
        (
            ["Jane Doe", "Richard Roe", "Ann Poe"],
            "Doe, J., Roe, R., & Poe, A.",
            "Doe, Jane, Richard Roe, and Ann Poe.",
            "Doe, Jane, et al.",
        ),
        (["Reuters", "Jane Doe"], "Reuters & Doe, J.", "Reuters and Jane Doe.", "Reuters and Jane Doe."),
        (["李小龙"], "李小龙.", "李小龙.", "李小龙."),
        (["Martin Luther King, Jr."], "King, M. L., Jr.", "King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
    ],
)
def test_several_authors(names: list[str], apa: str, chicago: str, mla: str) -> None:
    made = cited(ARTICLE, authors=tuple(map(parse_name, names)))
    assert made["APA"].startswith(f"{apa} (2020")
    assert made["Chicago"].startswith(f"{chicago} “Mayor")
    assert made["MLA"].startswith(f"{mla} “Mayor")


def test_very_many_authors() -> None:
    assert cited(ARTICLE, **authors(20))["APA"].startswith("Axx, A., Bxx, A., ")
    assert ", & Txx, A. (2020" in cited(ARTICLE, **authors(20))["APA"]
    assert "Sxx, A., … Uxx, A. (2020" in cited(ARTICLE, **authors(21))["APA"]
    assert ", Ada Ixx, and Ada Jxx. “" in cited(ARTICLE, **authors(10))["Chicago"]
    assert "Ada Gxx, et al. “" in cited(ARTICLE, **authors(11))["Chicago"]


@pytest.mark.parametrize(
    ("date", "apa", "chicago", "mla"),
    [
        (Date(2020, 9, 30), "2020, September 30", "September 30, 2020", "30 Sept. 2020"),
        (Date(2020, 5), "2020, May", "May 2020", "May 2020"),
        (Date(1848), "1848", "1848", "1848"),
    ],
)
def test_dates_as_exact_as_they_are_known(date: Date, apa: str, chicago: str, mla: str) -> None:
    made = cited(ARTICLE, date=date)
    assert f"({apa})" in made["APA"]
    assert f"Example, {chicago}." in made["Chicago"]
    assert f"Example, {mla}." in made["MLA"]


@pytest.mark.parametrize(
    ("title", "apa", "quoted"),
    [
        ("Who was it?", "Who was it? The", "“Who was it?” The"),
        ("He said “no”", "He said “no”. The", "“He said ‘no’.” The"),
        ('The "moon" hoax', 'The "moon" hoax. The', "“The ‘moon’ hoax.” The"),
        ("No more.", "No more. The", "“No more.” The"),
        ("🌙", "🌙. The", "“🌙.” The"),
    ],
)
def test_a_title_keeps_its_own_signs(title: str, apa: str, quoted: str) -> None:
    made = cited(ARTICLE, title=title)
    assert f"). {apa}" in made["APA"]
    assert quoted in made["Chicago"]
    assert quoted in made["MLA"]


def test_runs_tell_the_title_and_what_stands_in_italics() -> None:
    runs = STYLES["APA"](ARTICLE)
    assert [run for run in runs if run.kind != "plain"] == [
        Run("Mayor defends the budget", "title"),
        Run("The Daily Example", "source"),
        Run("The Record", "source"),
    ]
