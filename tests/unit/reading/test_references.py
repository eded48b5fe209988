from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build
from site_builder.model import Config, Publisher, Verdict
from site_builder.reading.references import fragments_of
from tests.unit.reading.content_folders import article, read_folder, write_content

CONFIG = Config("A", verdicts={"false": Verdict("false", "False")})

DRAFT = "  - {id: draft, quote: Moon, note: x, status: draft}\n"
SUN = """\
annotations:
  - {id: rose, former_ids: risen, quote: rose, note: x, targets: }
  - id: both
    note: x
    targets: [{quote: The}, {quote: Moon}]
  - id: title
    note: x
    targets: [{quote: The}, {quote: Sun, part: title}]
  - {id: gone, quote: Moon, status: withdrawn, withdrawn_because: x}
"""


def problems(root: Path, files: dict[str, str | bytes], config: Config = CONFIG) -> list[tuple[str, str, int, int]]:
    read = read_folder(write_content(root, {"site.yaml": "title: A\npublisher: {logo: x}\n", **files}), config)
    return [(problem.code, *problem.location) for problem in read.problems]


def link_problems(root: Path, text: str, front_matter: str = "title: A") -> list[str]:
    files: dict[str, str | bytes] = {
        "articles/moon.md": article(front_matter, text),
        "articles/sky/sun.md": article("title: Sun", "The Moon rose.\n\n# One heading"),
        "articles/sky/sun.yaml": SUN + DRAFT,
        "articles/excerpt.md": article("title: Sun\nexcerpt_only: true", "The Moon rose.\n\n# One heading"),
        "articles/excerpt.yaml": SUN + DRAFT,
        "articles/withdrawn.md": article("title: W\nstatus: withdrawn\nwithdrawn_because: x", "# One heading"),
        "articles/withdrawn.yaml": SUN + DRAFT,
        "articles/draft.md": article("title: Draft\nstatus: draft", "# Two"),
        "articles/doc.pdf": b"",
        "articles/broken.md": "---\ntitel: x\n---\n",
        "pages/about.md": article("title: About", "# Three"),
    }
    found = problems(root, files)
    return [code for code, file, *_ in found if file == "articles/moon.md"]


@pytest.mark.parametrize(
    "address",
    [
        "sky/sun.md",
        "sky/sun.md#note-rose",
        "sky/sun.md#note-risen",
        "sky/sun.md#ref-rose",
        "sky/sun.md#ref-both.2",
        "sky/sun.md#note-gone",
        "excerpt.md#note-rose",
        "excerpt.md#ref-rose",
        "excerpt.md#ref-both",
        "excerpt.md#ref-title.2",
        "withdrawn.md#note-rose",
        "withdrawn.md#note-risen",
        "sky/sun.md#one-heading",
        "../pages/about.md#three",
        "doc.pdf",
        "broken.md",
        "moon.md",
    ],
)
def test_links_that_lead_somewhere(tmp_path: Path, address: str) -> None:
    assert link_problems(tmp_path, f"[x]({address})") == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("sun.md", "broken-link"),
        ("Sky/sun.md", "broken-link"),
        ("sky/sun.md#note-rise", "broken-link"),
        ("sky/sun.md#ref-risen", "broken-link"),
        ("sky/sun.md#ref-both.3", "broken-link"),
        ("sky/sun.md#note-draft", "broken-link"),
        ("../pages/about.md#four", "broken-link"),
        ("#nowhere", "broken-link"),
        ("sky/sun.md#ref-gone", "broken-link"),
        ("excerpt.md#one-heading", "broken-link"),
        ("excerpt.md#ref-both.2", "broken-link"),
        ("excerpt.md#ref-gone", "broken-link"),
        ("withdrawn.md#one-heading", "broken-link"),
        ("withdrawn.md#ref-rose", "broken-link"),
        ("withdrawn.md#note-draft", "broken-link"),
        ("sky/sun.yaml", "broken-link"),
        ("../site.yaml", "broken-link"),
        ("sky", "missing-file"),
        ("doc2.pdf", "missing-file"),
        ("draft.md", "link-to-draft"),
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, address: str, code: str) -> None:
    assert link_problems(tmp_path, f"[x]({address})") == [code]


@pytest.mark.parametrize("front_matter", ["", "excerpt_only: true", "status: withdrawn\nwithdrawn_because: x"])
def test_links_may_lead_to_the_places_that_pages_print(tmp_path: Path, front_matter: str) -> None:
    files: dict[str, str | bytes] = {
        "site.yaml": "title: A\nsearch: {engine: none}",
        "articles/sun.md": article(f"title: The Sun\n{front_matter}", "The Moon rose.\n\n# One heading"),
        "articles/sun.yaml": SUN,
    }
    content_dir = write_content(tmp_path / "content", files)
    build(BuildOptions(content_dir, output=tmp_path / "output"))
    page = (tmp_path / "output" / "articles" / "sun" / "index.html").read_text(encoding="utf-8")
    printed = set(re.findall(r'\bid="((?:note|ref)-[^"]+|one-heading)"', page))
    (sun,) = read_folder(content_dir, CONFIG).articles
    assert set(fragments_of(sun, with_drafts=False)) == printed


@pytest.mark.parametrize("address", ["draft.md", "draft.md#two", "sky/sun.md#note-draft"])
def test_a_draft_may_link_to_drafts(tmp_path: Path, address: str) -> None:
    assert link_problems(tmp_path, f"[x]({address})", "title: A\nstatus: draft") == []


def test_pictures_and_documents_must_be_there(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "articles/a.md": article("title: A\nimage: {src: a.png}", "![](b.png)"),
        "articles/a.yaml": "annotations: {id: a, quote: x, note: '![](c.png)', sources: {title: T, file: d.pdf}}",
        "speakers.yaml": "luna: {name: Luna, image: {src: e.png}, bio: '[x](f.md)'}",
        "sources.yaml": "a: {title: A, file: g.pdf}",
    }
    found = problems(tmp_path, files)
    assert [code for code, *_ in found] == ["missing-file"] * 5 + ["missing-file", "broken-link"]
    pointed_at = [
        (tmp_path / file).read_text(encoding="utf-8").split("\n")[line - 1][column - 1 :][:5]
        for _, file, line, column in found
    ]
    assert pointed_at == ["a.png", "b.png", "c.png", "d.pdf", "g.pdf", "e.png", "f.md)"]


def test_the_logo_must_be_there(tmp_path: Path) -> None:
    config = Config("A", publisher=Publisher(logo="assets/logo.svg"))
    assert problems(tmp_path, {}, config) == [("missing-file", "site.yaml", 2, 19)]
    assert problems(tmp_path, {"assets/logo.svg": b"<svg/>"}, config) == []


def test_slugs_are_taken_once_whatever_their_case(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "articles/a/moon.md": article(),
        "articles/b/moon.md": article(),
        "articles/c.md": article("title: C\nslug: moon"),
        "pages/moon.md": article(),
    }
    assert problems(tmp_path, files) == [
        ("duplicate-slug", "articles/b/moon.md", 1, 1),
        ("duplicate-slug", "articles/c.md", 3, 7),
    ]


def sidecar_problems(root: Path, keys: str, config: Config = CONFIG, defaults: str = "") -> list[tuple[str, int, int]]:
    files: dict[str, str | bytes] = {
        "articles/moon.md": article(),
        "articles/moon.yaml": f"{defaults}annotations:\n  - {{id: a, quote: Moon, {keys}}}\n",
        "speakers.yaml": "luna: {name: Luna}",
        "contributors.yaml": "the-desk: {name: The desk}",
    }
    return [(code, *place) for code, _, *place in problems(root, files, config)]  # type: ignore[misc]


SOURCES = "basis: x, sources: {title: T}"


@pytest.mark.parametrize(
    "keys",
    [
        "note: x, speaker: luna",
        f"{SOURCES}, verdict: false",
        "note: x, authors: [the-desk, Jane Doe, somebody-else], reviewed_by: The desc",
        "note: x, kind: claim, same_claim_as: moon/a",
        "note: x, kind: claim, former_ids: b, same_claim_as: moon/b",
    ],
)
def test_names_that_are_known(tmp_path: Path, keys: str) -> None:
    assert sidecar_problems(tmp_path, keys) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("note: x, speaker: sol", ("unknown-speaker", 2, 44)),
        (f"{SOURCES}, verdict: no", ("unknown-verdict", 2, 66)),
        ("note: x, authors: [the-desc]", ("unknown-contributor", 2, 44)),
        ("note: x, reviewed_by: [the-desc]", ("unknown-contributor", 2, 48)),
        ("note: x, kind: claim, same_claim_as: moon/b", ("unknown-claim", 2, 63)),
    ],
)
def test_names_that_are_not_known(tmp_path: Path, keys: str, expected: tuple[str, int, int]) -> None:
    assert sidecar_problems(tmp_path, keys) == [expected]


def test_a_name_among_the_defaults_is_wrong_there(tmp_path: Path) -> None:
    assert sidecar_problems(tmp_path, "note: x", defaults="defaults: {speaker: sol}\n") == [("unknown-speaker", 1, 21)]


@pytest.mark.parametrize(("required", "expected"), [(True, [("verdict-without-source", 2, 45)]), (False, [])])
def test_a_site_may_do_without_sources(tmp_path: Path, required: bool, expected: list[tuple[str, int, int]]) -> None:
    config = Config("A", verdicts=CONFIG.verdicts, source_required_for_verdict=required)
    assert sidecar_problems(tmp_path, "basis: x, verdict: false", config) == expected


def test_authors_of_articles(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "articles/moon.md": article("title: A\nauthors: [Jane Doe, the-desc]"),
        "contributors.yaml": "the-desk: {name: The desk}",
    }
    assert problems(tmp_path, files) == [("unknown-contributor", "articles/moon.md", 3, 10)]


# ---------------------------------------------------------------- what was told is not told again

RATED = """\
annotations:
  - {id: a, quote: Moon, speaker: luna, verdict: false, basis: x, sources: almanac, authors: the-desk}
"""
GOOD: dict[str, str | bytes] = {
    "articles/moon.md": article(),
    "articles/moon.yaml": RATED,
    "speakers.yaml": "luna: {name: Luna}",
    "contributors.yaml": "the-desk: {name: The desk}\nthe-disk: {name: Another}",
    "sources.yaml": "almanac: {title: An almanac}",
}


def test_all_names_are_known(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("speakers.yaml", "luna: {nam: Luna}", "unknown-key"),
        ("speakers.yaml", "luna: [", "unclosed-bracket"),
        ("speakers.yaml", "luna: ", "missing-key"),
        ("contributors.yaml", "the-desk: {}\nthe-disk: {name: Another}", "missing-key"),
        ("contributors.yaml", "the-disk: {name: 'x}", "unclosed-quote"),
        ("sources.yaml", "almanac: {titel: An almanac}", "unknown-key"),
        ("sources.yaml", "almanac: {title: An: almanac}", "unquoted-colon"),
    ],
)
def test_a_record_that_is_wrong_is_told_where_it_stands_alone(tmp_path: Path, file: str, text: str, code: str) -> None:
    found = problems(tmp_path, {**GOOD, file: text})
    assert [(problem_code, problem_file) for problem_code, problem_file, *_ in found] == [(code, file)]


def test_a_source_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    files = {**GOOD, "articles/moon.yaml": RATED.replace("almanac", "tables")}
    assert [code for code, *_ in problems(tmp_path, files)] == ["unknown-source"]
