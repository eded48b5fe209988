from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.reading.bodies import read_note
from site_builder.reading.links import Size
from site_builder.reading.yaml_source import YamlDocument
from site_builder.workbench.html_markdown import html_to_markdown


def rendered(markdown: str) -> tuple[str, str]:
    """Return a note as markup and as plain text."""
    note = read_note(markdown, YamlDocument("", "a.yaml"), (), "a.md", lambda _file: Size())
    return note.html, note.text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One &amp; two", "One & two"),
        ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
        ("<p>It is <em>so</em> <strong>very</strong> true</p>", "It is *so* **very** true"),
        ("<p>It is <em>so </em>true</p>", "It is *so* true"),
        ("<p>See <a href='https://a.example/x_y'>this</a></p>", "See [this](<https://a.example/x_y>)"),
        ("<p><a href='javascript:alert(1)'>this</a></p>", "this"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n\n- Two"),
        ("<ol><li><p>One</p><p>more</p></li><li>Two</li></ol>", "1. One\n\n   more\n\n2. Two"),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n\n> Two"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p><code>x = *p</code></p>", "`x = *p`"),
        ("<pre><code>a\n  b</code></pre>", "    a\n      b"),
        ("<script>alert(1)</script><style>p{}</style>Text", "Text"),
        ("<h2>Head</h2><p>2. not a list</p>", "Head\n\n2\\. not a list"),
        ("<p>*not* [a] _mark_ # &lt;b&gt;</p>", "\\*not\\* \\[a] \\_mark\\_ # \\<b>"),
        ("<em></em>", ""),
        ("<p>unclosed <b>bold", "unclosed **bold"),
    ],
)
def test_html(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == markdown


@pytest.mark.parametrize(
    "markdown",
    [
        "One *two* **three**\n\nFour [five](<https://a.example/>)",
        "- One\n- Two",
        "1. One\n2. Two *more*",
        "> Said\n>\n> again",
        "a `b*c` d",
    ],
)
def test_what_our_notes_have_comes_back(markdown: str) -> None:
    html, text = rendered(markdown)
    assert rendered(html_to_markdown(html))[1] == text


@given(st.lists(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1), min_size=1, max_size=4))
def test_plain_words_come_back(paragraphs: list[str]) -> None:
    from html import escape

    wanted = [" ".join(paragraph.split()) for paragraph in paragraphs]
    wanted = [paragraph for paragraph in wanted if paragraph]
    html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in wanted)
    assert " ".join(rendered(html_to_markdown(html))[1].split()) == " ".join(" ".join(wanted).split())
