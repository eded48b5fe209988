from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from site_builder.exchange.markdown_writer import escape_paragraph, write_markdown

PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(footnote_plugin)


def read_paragraphs(markdown: str) -> list[str]:
    """Return the text of the paragraphs; anything but paragraphs of plain words fails."""
    paragraphs = []
    for token in PARSER.parse(markdown):
        assert token.type in {"paragraph_open", "inline", "paragraph_close"}, token.type
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "softbreak"}
            paragraphs.append("".join("\n" if child.type == "softbreak" else child.content for child in children))
    return paragraphs


SIGNS = st.text(st.sampled_from("ab1.)-+#>*_`~[]()<>!&;:=|\\^$@{}\"'“’ \t\xa0\u3000"), min_size=1)
LINES = st.one_of(SIGNS, st.text(st.characters(exclude_categories=["Cs", "Cc"]))).map(str.strip).filter(bool)
PARAGRAPHS = st.lists(st.lists(LINES, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3)


@given(PARAGRAPHS)
@example(["1. a list", "- a list", "+ a list", "> a quotation", "# a heading", "---", "==="])
@example(["a | b\n:-- | ---\nc | d", "a\n===", "[^1]: a footnote[^1] ^[inline]", "[a]: b", "![a](b)", "~~~", "```"])
@example(["*a* _b_ **c** `d` <http://e.f> <b>g</b> &amp; &#35; \\*", "AT&T and R&D; &c", "10) ten", "1999. A year"])
def test_every_character_is_rendered_as_it_was_read(paragraphs: list[str]) -> None:
    assert read_paragraphs(write_markdown(paragraphs)) == paragraphs


@pytest.mark.parametrize("text", ["“It’s 5,” he said — A & B (c) 10.5% #8 a-b a+b.", "AT&T: 3 > 2; a = b!"])
def test_text_without_signs_stays_readable(text: str) -> None:
    assert escape_paragraph(text) == text


def test_white_space_at_the_ends_of_lines_is_layout() -> None:
    assert write_markdown(["    indented  \n  wrapped ", "next"]) == "indented\nwrapped\n\nnext\n"
