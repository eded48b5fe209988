"""The plain text of rendered Markdown is what a browser sees: property tests with html5lib as the browser."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.model import Body, Image
from site_builder.reading.markdown import Flavour, render_markdown
from site_builder.reading.pieces import html_of


class AnyLinks:
    def link(self, address: str, _line: int) -> str:
        return f"#{len(address)}"

    def picture(self, _address: str, _line: int) -> Image:
        return Image("picture.png", width=3, height=2)


def body_of(markdown: str, flavour: Flavour = "article") -> Body:
    return render_markdown(markdown, AnyLinks(), flavour).body


def browser_text(html: str) -> str:
    """The textContent of an element with this content, without what stands in data-annotation-ui."""
    document = html5lib.parse(f"<!doctype html><article>{html}</article>", namespaceHTMLElements=False)
    article = document.find("body/article")
    assert article is not None
    assert article.tail is None, "the markup closes an element that it did not open"
    return "".join(_texts(article))


def _texts(element: Element) -> list[str]:
    texts = [element.text or ""] if "data-annotation-ui" not in element.attrib else []
    for child in element:
        if "data-annotation-ui" not in element.attrib:
            texts += _texts(child)
            texts.append(child.tail or "")
    return texts


WORDS = st.text("abc é“”‘’—…&<>\"'\u00ad\u200d\u0301漢ש", min_size=1, max_size=12)
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        inner.map(lambda text: f"*{text}*"),
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"~~{text}~~"),
        inner.map(lambda text: f"[{text}](x.md)"),
        inner.map(lambda text: f"[{text}^[{text}]](x.md)"),
        inner.map(lambda text: f'![{text}](x.png "{text}")'),
        WORDS.map(lambda text: f"`{text}`"),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\\\n".join),
        inner.map(lambda text: f"{text}[^1]"),
        inner.map(lambda text: f"{text}^[{text}]"),
    ),
    max_leaves=5,
)


def indented(first: str, rest: str, text: str) -> str:
    return first + text.replace("\n", f"\n{rest}")


BLOCKS = st.recursive(
    INLINE,
    lambda inner: st.one_of(
        st.builds(
            lambda marks, text: f"{marks} {text}".replace("\n", " "), st.sampled_from(["#", "##", "####"]), INLINE
        ),
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
        inner.map(lambda text: indented("> ", "> ", text)),
        inner.map(lambda text: indented("- ", "  ", text)),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda items: "\n".join(indented("7. ", "   ", item) for item in items)
        ),
        inner.map(lambda text: indented("    ", "    ", text)),
        inner.map(lambda text: f"```py\n{text}\n```"),
        inner.map(lambda text: indented("[^1]: ", "    ", text)),
        st.lists(INLINE.map(lambda text: text.replace("\n", " ")), min_size=2, max_size=3).map(
            lambda cells: f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}\n| {' | '.join(cells)} |"
        ),
        st.just("***"),
    ),
    max_leaves=8,
)
NOISE = st.text("ab *_`~[](){}!<>&;#|^:\\\"'\n\t-+=1.\u00a0é", max_size=60)
MARKDOWN = st.one_of(BLOCKS, NOISE, st.lists(st.one_of(BLOCKS, NOISE), max_size=4).map("\n\n".join))


@given(MARKDOWN)
def test_the_plain_text_is_what_a_browser_sees(markdown: str) -> None:
    body = body_of(markdown)
    assert browser_text(html_of(body)) == body.text


@given(MARKDOWN)
def test_the_text_of_a_note_is_what_a_browser_sees(markdown: str) -> None:
    body = body_of(markdown, "note")
    assert browser_text(html_of(body)) == body.text


@given(MARKDOWN)
def test_pieces_spell_the_text_and_take_turns(markdown: str) -> None:
    body = body_of(markdown)
    assert "".join(piece.value for piece in body.pieces if piece.kind in {"text", "gap"}) == body.text
    assert all(piece.value for piece in body.pieces if piece.kind != "stop")
    for one, next_one in pairwise(body.pieces):
        assert one.kind != next_one.kind, "neighbours of one kind are one piece"


@given(MARKDOWN)
def test_gaps_are_where_blocks_part(markdown: str) -> None:
    body = body_of(markdown)
    before, offsets = 0, []
    for kind, value in body.pieces:
        if kind == "gap":
            offsets.append(before)
        before += len(value) if kind in {"text", "gap"} else 0
    assert body.gaps == tuple(offsets)


@given(MARKDOWN)
@example("1\n\n- [^1]: *[<^[<]](x.md)*")  # a footnote that no line is known of, after a paragraph without markup
def test_line_starts_ascend_and_stay_within_the_file(markdown: str) -> None:
    body = body_of(markdown)
    offsets = [start.offset for start in body.lines]
    assert offsets == sorted(offsets)
    assert all(0 <= start.offset <= len(body.text) for start in body.lines)
    assert all(1 <= start.line <= markdown.count("\n") + 1 for start in body.lines)


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_a_word_stands_in_the_line_that_is_said(words: list[str], data: st.DataObject) -> None:
    separators = [data.draw(st.sampled_from(["\n", "\n\n", "\n\n- ", "\n\n> ", "\\\n", "\n\n# "])) for _ in words]
    marked = [f"{word}{number}x" for number, word in enumerate(words)]
    markdown = "".join(f"{separator}{word}" for separator, word in zip(separators, marked, strict=True)).lstrip("\n\\")
    body = body_of(markdown)
    for word in marked:
        offset = body.text.index(word)
        (line,) = [start.line for start in body.lines if start.offset == offset]
        assert word in markdown.split("\n")[line - 1]


@given(MARKDOWN)
def test_heading_ids_are_unique_and_never_a_note_s(markdown: str) -> None:
    ids = [heading.id for heading in body_of(markdown).headings]
    assert len(ids) == len(set(ids))
    assert not any(heading_id.startswith(("note-", "ref-", "fn")) or not heading_id for heading_id in ids)


@given(MARKDOWN)
def test_heading_levels_begin_at_two_and_skip_none(markdown: str) -> None:
    levels = [1, *(heading.level for heading in body_of(markdown).headings)]
    assert all(2 <= level <= 6 for level in levels[1:])
    assert all(level <= before + 1 for before, level in pairwise(levels))
