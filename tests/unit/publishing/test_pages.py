"""The plan of pages and what their templates are given, on whole small archives."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build
from site_builder.model import (
    AnnotatedArticle,
    Annotation,
    Archive,
    Change,
    Config,
    Date,
    Image,
    OutputSettings,
    Page,
    Span,
    Speaker,
    Target,
    Verdict,
)
from site_builder.publishing.page_plan import PagePlan
from site_builder.publishing.pages import SERIES_SHOWN, plan_pages
from tests.archives import assemble
from tests.wording import ENGLISH

CONFIG = Config("Test", verdicts={"false": Verdict("false", "False", tone="negative")})


def claim(annotation_id: str, **fields: object) -> Annotation:
    plain = Annotation(annotation_id, (Target("Words"),), "claim", speaker="ada", spans=(Span("title", 0, 5),))
    return replace(plain, **fields)  # type: ignore[arg-type]  # the test names the fields


def article(slug: str, *annotations: Annotation, **fields: object) -> AnnotatedArticle:
    plain = AnnotatedArticle(f"articles/{slug}.md", slug, "Words", date=Date(2020, 1, 1), annotations=annotations)
    return replace(plain, **fields)  # type: ignore[arg-type]  # the test names the fields


def archive_of(*articles: AnnotatedArticle, config: Config = CONFIG, pages: tuple[Page, ...] = ()) -> Archive:
    return assemble(config, *articles, speakers={"ada": Speaker("ada", "Ada")}, pages=pages)


def plans(archive: Archive) -> dict[str, PagePlan]:
    return {plan.address: plan for plan in plan_pages(archive, ENGLISH)}


def context(plan: PagePlan) -> dict[str, object]:
    """Return all that a page's template is given besides what every template sees."""
    return {**plan.given, **(plan.prepare() if plan.prepare else {})}


def test_every_address_of_the_contract() -> None:
    config = replace(CONFIG, base_url="https://example.org/")
    moon = article("moon", claim("x"), topics=("T",), outlet="O")
    planned = plans(archive_of(moon, config=config, pages=(Page("pages/about.md", "about", "About"),)))
    assert planned.keys() == {
        *("", "archive/", "archive/2020/", "articles/moon/", "claims/", "claims/moon/x/", "corrections/", "search/"),
        *("outlets/", "outlets/o/", "speakers/", "speakers/ada/", "topics/", "topics/t/", "404.html", "about/"),
    }


def test_a_long_list_of_one_year_is_cut_into_pages() -> None:
    notes = [claim(f"n{number}", said_on=Date(1999)) for number in range(450)]
    planned = plans(archive_of(article("moon", *notes)))
    assert {address for address in planned if address.startswith("speakers/ada/")} == {
        *("speakers/ada/", "speakers/ada/1999/", "speakers/ada/1999/2/", "speakers/ada/1999/3/")
    }
    year = context(planned["archive/1999/claims/3/"])
    assert year["list_address"] == "claims/"
    assert year["heading"] == "Claims, 1999 (page 3 of 3)"


def test_the_page_of_a_claim_in_many_articles_is_cut_too() -> None:
    articles = [article(f"a{number}", claim("x", same_claim_as=("a0/x",))) for number in range(201)]
    planned = plans(archive_of(*articles))
    assert "claims/a0/x/2020/2/" in planned
    assert not any(address.startswith("claims/a1/x/2020") for address in planned)
    assert planned["claims/a1/x/"].canonical == "claims/a0/x/"


def test_a_long_series_shows_the_articles_around_this_one() -> None:
    articles = [article(f"a{number:02}", series="S", date=Date(1900 + number)) for number in range(50)]
    planned = plans(archive_of(*articles))

    def shown(slug: str) -> list[str]:
        series = context(planned[f"articles/{slug}/"])["series"]
        assert isinstance(series, list)
        return [entry.article.slug for entry in series]

    assert shown("a00") == [f"a{number:02}" for number in range(1, SERIES_SHOWN + 1)]
    assert shown("a49") == [f"a{number:02}" for number in range(49 - SERIES_SHOWN, 49)]
    assert shown("a25") == [f"a{number:02}" for number in range(15, 36) if number != 25]


def test_what_a_withdrawn_note_said_is_in_no_description() -> None:
    gone = claim("x", basis="Secret basis", status="withdrawn", withdrawn_because="It was wrong.")
    plan = plans(archive_of(article("moon", gone)))["claims/moon/x/"]
    made = context(plan)
    assert (made["description"], plan.indexed) == ("It was wrong.", False)
    assert "Secret" not in f"{plan.description}{plan.title}{made['title']}"


def test_no_page_is_planned_from_what_is_in_an_article() -> None:
    """A plan is made at every build, so it opens nothing: only `prepare` does."""
    archive = archive_of(article("moon", claim("x", changes=(Change(Date(2020), "update", "x"),)), topics=("T",)))
    names = archive.library.begin()
    planned = plans(archive)
    assert {name for name in names if name.startswith(("note ", "text "))} == set()
    context(planned["claims/moon/x/"])
    context(planned["articles/moon/"])
    assert {name for name in names if name.startswith(("note ", "text "))} == {"note moon/x", "text moon"}


def test_a_note_marks_each_part_that_it_has_words_of() -> None:
    """Its place is that of its first target; marks and markers stand wherever a target is."""
    spans = (Span("title", 0, 5), Span("dek", 0, 3), Span("caption", 0, 3), Span("caption", 4, 7))
    targets = tuple(Target("Words", part=span.part) for span in spans)
    note = claim("x", targets=targets, spans=spans)
    image = Image(caption="One two")
    made = context(plans(archive_of(article("moon", note, deks=("One", "two"), image=image)))["articles/moon/"])
    texts = (made["title_html"], *made["dek_html"], made["caption_html"])  # type: ignore[misc]  # a list of lines
    assert [re.findall(r'id="ref-([^"]*)"|<mark[^>]*>([^<]*)', str(text)) for text in texts] == [
        [("", "Words"), ("x", "")],
        [("", "One"), ("x.2", "")],
        [],
        [("", "One"), ("x.3", ""), ("", "two"), ("x.4", "")],
    ]
    assert [len(made[part]) for part in ("head_notes", "caption_notes", "quotes")] == [1, 0, 0]  # type: ignore[arg-type]


def test_the_claims_of_a_withdrawn_article_lead_to_it() -> None:
    planned = plans(archive_of(article("moon", claim("x", former_ids=("old",)), status="withdrawn")))
    for address in ("claims/moon/x/", "claims/moon/old/"):
        assert context(planned[address]) == {"target": "articles/moon/"}
    assert planned["articles/moon/"].template == "withdrawn.html"


@pytest.mark.parametrize("claim_pages", [True, False])
def test_every_link_of_a_site_leads_to_a_page(tmp_path: Path, claim_pages: bool) -> None:
    root = Path(__file__).resolve().parents[2] / "sites" / "small" / "content"
    content = tmp_path / "content"
    for path in root.rglob("*.*"):
        target = content / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    with (content / "site.yaml").open("a", encoding="utf-8", newline="\n") as settings:
        settings.write(f"outputs: {{claim_pages: {str(claim_pages).lower()}}}\n")
    assert build(BuildOptions(content=content, output=tmp_path / "site")).exit_status == 0
    broken = []
    for page in (tmp_path / "site").rglob("*.html"):
        if page.name != "404.html":
            for href in re.findall(r'(?:href|src)="(?![a-z]+:)([^"#?]+)', page.read_text(encoding="utf-8")):
                target = page.parent / href
                if not (target / "index.html" if href.endswith("/") else target).is_file():
                    broken.append(f"{page.relative_to(tmp_path)}: {href}")
    assert broken == []


def test_outputs_that_are_off_are_not_made() -> None:
    off = replace(CONFIG, outputs=OutputSettings(claim_pages=False))
    planned = plans(archive_of(article("moon", claim("x", former_ids=("old",))), config=off))
    assert [address for address in planned if address.startswith("claims/")] == []
