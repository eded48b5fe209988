"""The pages of speakers: pictures of claims with their numbers, in any colors and direction, and who belongs where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.archives_of_claims import TWELVE, build_site, settings, write_archive
from tests.browser.conftest import BuiltSite, NewPage

ADA_AND_BOB = ["ada"] * 8 + ["bob"] * 2
SMALLEST_TEXT = 12
"""CSS pixels below which words in a picture are not readable on a phone."""

SITES: Mapping[str, tuple[str, list[str], list[str]]] = {
    "twelve": (settings(TWELVE), ADA_AND_BOB * 6, [key for key, _, _ in TWELVE]),
    "none": (settings(()), ADA_AND_BOB * 3, []),
    "rtl": (
        settings(TWELVE[:5], "language: ar\ntext_direction: rtl\n"),
        ADA_AND_BOB * 6,
        [key for key, _, _ in TWELVE[:5]],
    ),
    "many": (settings(TWELVE), ADA_AND_BOB * 40, [key for key, _, _ in TWELVE]),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, BuiltSite]:
    """A site with twelve verdicts, one with none, one in a right-to-left script, and one with hundreds of claims."""
    built = {}
    for name, (site, speakers, verdicts) in SITES.items():
        folder = tmp_path_factory.mktemp(name)
        write_archive(folder / "content", site, speakers, verdicts)
        built[name] = build_site(folder / "content", folder / "site")
    return built


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Return where elements stand, in CSS pixels."""
    found: list[dict[str, float]] = page.locator(selector).evaluate_all(
        "elements => elements.map(element => { const box = element.getBoundingClientRect();"
        " return { left: box.left, right: box.right, top: box.top, bottom: box.bottom, width: box.width }; })"
    )
    return found


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("name", SITES)
def test_pictures_fit_any_screen_and_their_words_stay_readable(
    sites: Mapping[str, BuiltSite], new_page: NewPage, name: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(sites[name].file_url("speakers/ada/"))
    assert not overflows(page)
    edges = boxes(page, "main .listing")[0]
    texts = boxes(page, ".chart text")
    assert texts
    assert min(text["left"] for text in texts) >= edges["left"] - 1
    assert max(text["right"] for text in texts) <= edges["right"] + 1
    sizes = page.locator(".chart text").evaluate_all(
        "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize))"
    )
    assert min(sizes) >= SMALLEST_TEXT
    years = sorted(boxes(page, ".chart-axis"), key=lambda box: box["left"])
    assert all(one["right"] < other["left"] for one, other in pairwise(years))


def test_a_picture_says_in_words_what_it_shows(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["twelve"].file_url("speakers/ada/"))
    verdicts = page.get_by_role("img", name="How many claims of Ada Zet have which verdict")
    expect(verdicts).to_have_accessible_name(re.compile("Right: [0-9]+; Mostly right: .*Not rated: [0-9]+"))
    times = page.get_by_role("img", name="When Ada Zet made the claims noted here, by verdict")
    expect(times).to_have_accessible_name(re.compile(r"Right: 199\d \(\d\).*; Not rated: 1990"))


def test_the_tables_have_the_numbers_of_the_pictures_and_all_of_the_claims(
    sites: Mapping[str, BuiltSite], page: Page
) -> None:
    page.goto(sites["twelve"].file_url("speakers/ada/"))
    claims = page.locator(".statement").count()
    for chart in page.locator(".chart").all():
        chart.locator("summary").click()
        numbers = [int(text) for text in chart.locator("tbody td:last-child").all_inner_texts()]
        assert sum(numbers) == claims == 48
    squares = page.locator(".charts > :first-child rect").count()
    assert squares == claims


def test_a_verdict_is_told_by_its_icon_and_its_name(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["twelve"].file_url("speakers/ada/"))
    names = page.locator(".charts > :first-child .chart-name").all_text_contents()
    assert names[:2] == ["Right", "Mostly right"]
    assert names[-2].endswith("…")
    assert page.locator(".charts > :first-child .chart-icon").count() == len(names) == len(TWELVE) + 1


def test_no_page_of_a_speaker_has_a_share_or_a_score(sites: Mapping[str, BuiltSite], page: Page) -> None:
    for name in ("twelve", "none", "many"):
        page.goto(sites[name].file_url("speakers/ada/"))
        words = page.locator("main").inner_text()
        assert not re.search(r"%|percent|average|score|rank", words)
        assert page.locator("meter, progress").count() == 0
        assert "Not rated" in words
        assert "How claims are chosen. We took every tenth." in words


def test_a_site_without_verdicts_has_no_picture_of_them(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["none"].file_url("speakers/ada/"))
    assert page.locator(".chart figcaption").all_inner_texts() == ["When they were made"]
    expect(page.locator(".verdict-counts")).to_have_text(re.compile(r"Not rated\s+24"))


def test_everything_starts_at_the_right_in_a_right_to_left_site(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["rtl"].file_url("speakers/ada/"))
    for chart in (".charts > :first-child", ".charts > :last-child"):
        right = boxes(page, f"{chart} > svg")[0]["right"]
        icons, names = boxes(page, f"{chart} .chart-icon"), boxes(page, f"{chart} .chart-name")
        assert all(abs(icon["right"] - right) < 2 for icon in icons)
        assert all(name["right"] < icon["left"] for name, icon in zip(names, icons, strict=True))
    edge = boxes(page, ".charts > :first-child > svg")[0]["right"]
    assert max(mark["right"] for mark in boxes(page, "rect")) == pytest.approx(edge, abs=2)
    years = page.locator(".chart-axis").all_text_contents()
    assert years == sorted(years)
    places = [box["left"] for box in boxes(page, ".chart-axis")]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"color_scheme": "light"}, {"forced_colors": "active"}])
def test_marks_stand_out_from_the_page(
    sites: Mapping[str, BuiltSite], new_page: NewPage, options: dict[str, str]
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900}, **options)
    page.goto(sites["twelve"].file_url("speakers/ada/"))
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    marks = page.locator("[data-tone]:not([data-tone='none']) rect.chart-mark, circle.chart-mark:not(.has-number)")
    fills = marks.evaluate_all("marks => [...new Set(marks.map(mark => getComputedStyle(mark).fill))]")
    assert fills
    assert ground not in fills
    lines = page.locator(".chart-icon").evaluate_all(
        "all => [...new Set(all.map(icon => getComputedStyle(icon).stroke))]"
    )
    assert ground not in lines


def test_hundreds_of_claims_are_told_by_bars_and_numbers_and_have_pages_by_year(
    sites: Mapping[str, BuiltSite], page: Page
) -> None:
    page.goto(sites["many"].file_url("speakers/ada/"))
    assert page.locator("rect").count() == len(TWELVE) + 1
    assert page.locator(".statement").count() == 0
    years = page.locator(".year-pages a")
    assert years.all_inner_texts() == [str(year) for year in range(2019, 1989, -1)]
    years.first.click()
    expect(page).to_have_url(re.compile("/speakers/ada/2019/index.html"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Zet 2019")
    assert page.locator(".statement").count() > 0
    assert page.locator(".chart").count() == 0


def test_an_organisation_shows_its_people_and_they_lead_to_it(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["twelve"].file_url("speakers/guild/"))
    people = page.locator("dl.facts > div", has_text="People")
    assert people.locator("li").all_inner_texts() == ["Ada Zet, Clerk", "Bob Ypsilon"]
    people.get_by_role("link", name="Bob Ypsilon").click()
    page.get_by_role("link", name="the guild").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Guild")


def test_a_speaker_without_claims_says_so(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["twelve"].file_url("speakers/cyd/"))
    expect(page.get_by_text("Nothing of theirs was noted yet.")).to_be_visible()
    assert page.locator(".chart, [data-search-filters]").count() == 0
    assert not overflows(page)


def test_a_long_list_has_years_to_go_to(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["twelve"].file_url("speakers/ada/"))
    page.get_by_role("navigation", name="Years").get_by_role("link", name="1991").click()
    expect(page).to_have_url(re.compile("#year-1991$"))
    expect(page.locator("#year-1991")).to_be_in_viewport()


def test_the_pictures_are_printed_and_their_controls_are_not(sites: Mapping[str, BuiltSite], page: Page) -> None:
    page.goto(sites["twelve"].file_url("speakers/ada/"))
    page.emulate_media(media="print")
    expect(page.locator(".chart > svg").first).to_be_visible()
    expect(page.locator("[data-search-filters]")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Years")).to_be_hidden()


def test_a_claim_can_be_cited(sites: Mapping[str, BuiltSite], new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(sites["twelve"].file_url("claims/report-1/n12/"))
    page.get_by_role("button", name="Copy MLA").click()
    expect(page.locator("[data-copy-status]", has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r"“.*number 12 holds\.” .+\.$", copied)
    assert not overflows(page)


@pytest.mark.parametrize("script", [True, False])
def test_files_for_reference_managers_need_neither_server_nor_script(
    sites: Mapping[str, BuiltSite], new_page: NewPage, *, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(sites["twelve"].file_url("articles/report-1/"))
    page.get_by_text("Cite this").click()
    for name, beginning in (
        ("BibTeX", "@article{report-1,"),
        ("RIS", "TY  - NEWS"),
        ("CSL-JSON", '[\n{"id":"report-1",'),
    ):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename.startswith("report-1.")
        assert download.value.path().read_text(encoding="utf-8").startswith(beginning)
