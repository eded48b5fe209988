"""What a note and the head of an article say, of all that content can say; and how a note's address is copied."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import BuiltSite, NewPage

COMPLETE = "articles/complete/"


def text_of(page: Page, selector: str) -> str:
    return " ".join(page.locator(selector).inner_text().split())


def links_in(page: Page, selector: str) -> list[str]:
    return list(page.eval_on_selector_all(f"{selector} a[href]", "links => links.map(link => link.href)"))


def test_a_note_says_all_that_is_known_of_it(torture: BuiltSite, page: Page) -> None:
    page.goto(f"{torture.file_url(COMPLETE)}#note-judged")
    note = text_of(page, "#note-judged")
    for words in (
        "False The first claim is judged",
        "The record says otherwise.",
        "An explanation with an address in it.",
        "What exactly is judged.",
        'What "first" means.',
        "Anna Quill, Clerk of the court of appeal",
        "A long evening, 30 October 1938",
        "(paraphrased)",
        "Contradicts Office of records, The record itself, State press, 1938, p. 14. Primary source.",
        "archived copy",
        "read 7 May 2020",
        "It was not so.",
        "A book without an address.",
        "I would call it half true. Eli Dissenter",
        "We stand by it. The Daily Torture, 10 May 2020",
        "9 May 2020, correction: The date was wrong. Before (basis): The record said nothing.",
        "Written by Cem Checker. Reviewed by Dana Reviewer. Checked 8 May 2020. To be reviewed after 1 January 2030.",
        "Link to this note",
        "Report an error",
    ):
        assert words.casefold() in note.casefold(), words
    links = links_in(page, "#note-judged")
    assert "https://example.org/record?page=1" in links
    assert "https://archive.example.org/record" in links
    assert "https://example.org/reply" in links
    assert links[0].endswith("#ref-judged"), "the quoted words lead to their place"


def test_a_note_names_other_places_of_its_claim(torture: BuiltSite, page: Page) -> None:
    page.goto(f"{torture.file_url(COMPLETE)}#note-judged")
    elsewhere = page.locator("#note-judged .note-appearances")
    expect(elsewhere).to_contain_text("The same claim elsewhere")
    elsewhere.get_by_role("link").first.click()
    assert page.url.endswith("#note-repeated")
    expect(page.locator("#note-repeated")).to_be_visible()


def test_the_head_of_an_article_says_where_it_is_from(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url(COMPLETE))
    head = text_of(page, ".article-head")
    for words in (
        "Complete",
        "Everything that an article can say of itself",
        "A first line below the title A second line",
        "By Ada Writer and Ben Writer",
        "The Daily Torture",
        "31 October 1938",
        "updated 2 November 1938",
        "from example.org",
        "archived copy",
    ):
        assert words.casefold() in head.casefold(), words
    links = links_in(page, ".byline")
    assert {"https://example.org/original/page", "https://archive.example.org/original/page"} <= set(links)
    assert text_of(page, ".article-picture") == "A picture that was lost Nobody at all"
    foot = text_of(page, ".article-foot")
    for words in ("retrieved 6 May 2020", "Public domain", "All sentences were read.", "It has everything."):
        assert words in foot, words
    page.goto(torture.file_url("articles/crowd/"))
    assert "Undated" in text_of(page, ".byline")


def test_the_summary_counts_notes_and_leads_to_the_first_of_each_sort(torture: BuiltSite, page: Page) -> None:
    page.goto(torture.file_url(COMPLETE))
    assert text_of(page, ".tally ul") == "3 notes False 2 Context 1"
    for name, first in (("False 2", "judged"), ("Context 1", "context")):
        page.get_by_role("navigation", name="Notes of this article").get_by_role("link", name=name).click()
        assert page.url.endswith(f"#note-{first}")
        expect(page.locator(f"#note-{first}")).to_be_visible()


def test_the_address_of_a_note_is_copied_by_a_button(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    address = f"{site.url}articles/the-unsinkable-ship/#note-practically"
    page.goto(address)
    button = page.locator("#note-practically").get_by_role("button", name="Copy link")
    button.press("Enter")
    expect(page.locator("#note-practically").get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    expect(button).to_be_visible(timeout=4000)


def test_no_button_promises_a_copy_that_cannot_be_made(site: BuiltSite, new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })")
    page.goto(f"{site.url}articles/the-unsinkable-ship/#note-practically")
    expect(page.locator("#note-practically [data-copy-link]")).to_be_hidden()
    without = new_page(java_script_enabled=False)
    without.goto(f"{site.url}articles/the-unsinkable-ship/#note-practically")
    expect(without.locator("#note-practically [data-copy-link]")).to_be_hidden()


def test_a_former_address_opens_the_note(torture: BuiltSite, page: Page) -> None:
    page.goto(f"{torture.file_url(COMPLETE)}#note-judged-before")
    expect(page.locator("#note-judged .note-basis")).to_be_visible()
    expect(page.locator("[data-note=judged]")).to_have_attribute("open", "")
