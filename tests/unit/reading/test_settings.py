from __future__ import annotations

import pytest

from site_builder.model import Config, NavigationItem, OutputSettings, Publisher, SearchSettings, Verdict
from site_builder.problems import Location
from site_builder.reading.settings import normalise_base_url, read_settings
from tests.unit.reading.content_folders import places

EVERYTHING = b"""\
format: 1
title: The Record
tagline: Read again
description: An archive.
language: no
text_direction: rtl
base_url: https://example.org/site
publisher: {name: The desk, url: https://example.org/, contact: a@example.org, logo: /logo.svg}
report: {email: a@example.org}
verdicts:
  - {key: false, label: False, definition: It is not so., tone: negative, rating: 1}
  - {key: half, label: Half}
selection_policy: All.
license: CC BY
navigation:
  - {label: About, page: about/}
  - {label: Elsewhere, url: https://example.org/}
source_required_for_verdict: false
search: {engine: none, budget_kb: 10}
outputs: {claim_pages: false, annotations: false, speaker_feeds: false, social_cards: false, citations: false,
  archive_json: false}
extra: {founded: 2026}
"""


def test_settings_with_everything() -> None:
    config, problems = read_settings(EVERYTHING)
    assert problems == []
    assert config == Config(
        title="The Record",
        tagline="Read again",
        description="An archive.",
        language="no",
        text_direction="rtl",
        base_url="https://example.org/site/",
        publisher=Publisher(
            "The desk", "https://example.org/", "a@example.org", "assets/logo.svg", "mailto:a@example.org"
        ),
        report_url="mailto:a@example.org",
        verdicts={
            "false": Verdict("false", "False", "It is not so.", "negative", 1.0),
            "half": Verdict("half", "Half"),
        },
        selection_policy="All.",
        license="CC BY",
        navigation=(
            NavigationItem("About", "about/", "", Location("site.yaml", 16, 5)),
            NavigationItem("Elsewhere", "", "https://example.org/", Location("site.yaml", 17, 5)),
        ),
        source_required_for_verdict=False,
        search=SearchSettings("none", 10),
        outputs=OutputSettings(
            claim_pages=False,
            annotations=False,
            speaker_feeds=False,
            social_cards=False,
            citations=False,
            archive_json=False,
        ),
        extra={"founded": 2026},
    )
    assert list(config.verdicts) == ["false", "half"]


@pytest.mark.parametrize(
    ("report", "url"),
    [
        ("{email: a@example.org}", "mailto:a@example.org"),
        ("{url: https://example.org/form}", "https://example.org/form"),
        ("{url: 'mailto:a@example.org'}", "mailto:a@example.org"),
        ("{}", ""),
    ],
)
def test_where_errors_are_reported_to(report: str, url: str) -> None:
    config, problems = read_settings(f"title: A\nreport: {report}\n".encode())
    assert config is not None
    assert (config.report_url, problems) == (url, [])


@pytest.mark.parametrize(
    ("contact", "url"),
    [
        ("a@example.org", "mailto:a@example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/form", "https://example.org/form"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("javascript:a@b", ""),
        ("By post: 1 Harbour Road", ""),
        ("http://[x/", ""),
        ("", ""),
    ],
)
def test_only_what_is_an_address_of_the_web_or_of_mail_becomes_a_link(contact: str, url: str) -> None:
    config, problems = read_settings(f"title: A\npublisher: {{name: B, contact: '{contact}'}}\n".encode())
    assert config is not None
    assert (config.publisher.contact, config.publisher.contact_url, problems) == (contact, url, [])


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("report: {email: a@example.org, url: https://example.org/}", [("one-of-two", 2, 9)]),
        ("report: {email: a}", [("bad-email", 2, 17)]),
        ("navigation: {label: A}", [("one-of-two", 2, 13)]),
        ("navigation: {label: A, page: a, url: https://example.org/}", [("one-of-two", 2, 13)]),
        ("navigation: {label: A, url: a}", [("bad-url", 2, 29)]),
        ("format: 2", [("unknown-format", 2, 9)]),
        ("verdicts: [{key: a, label: A}, {key: a, label: B}]", [("duplicate-id", 2, 38)]),
        ("base_url: https://example.org/?a", [("bad-url", 2, 11)]),
        ("publisher: {logo: ../logo.svg}", [("outside-content", 2, 19)]),
        ("verdicts: {key: a}", [("missing-key", 2, 11)]),
    ],
)
def test_settings_that_are_wrong(setting: str, expected: list[tuple[str, int, int]]) -> None:
    config, problems = read_settings(f"title: A\n{setting}\n".encode())
    assert config is not None
    assert places(problems) == expected


@pytest.mark.parametrize(
    ("url", "normalised"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("HTTPS://EXAMPLE.org/Ü/a%20b", "https://example.org/%C3%9C/a%20b/"),
        ("https://example.org/a/../b/", None),
        ("https://example.org/a/%2e%2E/b/", None),
        ("https://example.org/a//b/", None),
        ("https://example.org?", None),
        ("example.org", None),
        ("//example.org/", None),
        ("ftp://example.org/", None),
        ("https:///a", None),
        ("https://[", None),
        ("https://a:99999/", None),
        ("https://a b/", None),
        ("/a", None),
    ],
)
def test_base_urls(url: str, normalised: str | None) -> None:
    assert normalise_base_url(url) == normalised
