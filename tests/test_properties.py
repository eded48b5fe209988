"""What holds for every article: generated Markdown is rendered, quoted, marked and read back as a browser would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from site_builder.anchoring.anchor import anchor_article
from site_builder.model import AnnotatedArticle, Annotation, Body, Config, Image, Note, Span, Target
from site_builder.publishing import highlight
from site_builder.publishing.highlight import Chunk
from site_builder.reading.markdown import render_markdown
from tests.archives import assemble, note_of
from tests.wording import ENGLISH

highlight_body = partial(highlight.highlight_body, wording=ENGLISH)
highlight_text = partial(highlight.highlight_text, wording=ENGLISH)

# ---------------------------------------------------------------- articles

WORDS = (
    "rose fell not prices 3.5% 35% 1,300 don’t “quoted” ‘single’ \"straight\" 'plain' — – a—b 1990–95 −5 "
    "& < > <b> &amp; "
    "caf\u00e9 cafe\u0301 q\u0307\u0323 =\u0338 \u212b dis\u00adestab\u00adlish soft\u00ad zero\u200bwidth 3\u00a0000 "
    "\u0645\u062d\u0645\u062f \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u05e6\u05d4\u05f4\u05dc "
    "\u4ef7\u683c\u4e0a\u6da8 "
    "\u304b\u3099\u3093 \ud55c\uad6d \u1112\u1161\u11ab \u0915\u093f \U0001d49c \U00010437 👩‍🚀 👍🏽 🇩🇪 ❤️"
).split(" ")
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"))
SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Write a text so that Markdown takes every character literally."""
    return SPECIAL.sub(r"\\\1", text)


word = (st.sampled_from(WORDS) | st.text(LETTERS, min_size=1, max_size=4)).map(escaped)
space = st.sampled_from([" ", " ", " ", "\n", "\\\n", "  ", "\u00a0"])


def wrapped(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return inline Markdown around inline Markdown."""
    around = st.sampled_from(["*{}*", "**{}**", "~~{}~~", "[{}](https://example.org/)", "*{}*", "{}"])
    return st.builds(str.format, around, inner)


code = st.sampled_from(["`a < b`", "`x`", "``c`d``"])
image = st.just("![alt](picture.png)")
footnote = st.just("[^1]")
inline = st.recursive(
    st.one_of(word, word, word, code, image, footnote),
    lambda inner: (
        st.lists(st.tuples(inner, space), min_size=1, max_size=4).map(
            lambda parts: "".join(part + gap for part, gap in parts).strip(" \n\\")
        )
        | wrapped(inner)
    ),
    max_leaves=12,
)
line = inline.map(lambda text: " ".join(text.replace("\\\n", " ").split("\n")))


def block(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return a block that holds other blocks."""
    return st.one_of(
        inner.map(lambda text: "\n".join(f"> {row}" for row in text.split("\n"))),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "\n".join("- " + item.replace("\n", "\n  ") for item in items)
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "\n\n".join(f"{n}. " + item.replace("\n", "\n   ") for n, item in enumerate(items, 1))
        ),
    )


leaf = st.one_of(
    inline,
    inline,
    line.map(lambda text: f"## {text}"),
    st.tuples(line, line).map(lambda cells: f"| {cells[0]} | b |\n| --- | --- |\n| c | {cells[1]} |"),
    st.just("```\na < b\n\nc  d\n```"),
    st.just("---"),
    st.just('![alt](picture.png "A caption & more")'),
)
blocks = st.recursive(leaf, block, max_leaves=4)
markdown = st.lists(blocks, min_size=1, max_size=5).map(lambda parts: "\n\n".join([*parts, "[^1]: The foot*note*."]))


class PlainLinks:
    """Addresses that are printed as they are."""

    def link(self, address: str, _line: int) -> str:
        return address

    def picture(self, address: str, _line: int) -> Image:
        return Image(address)


bodies = markdown.map(lambda text: render_markdown(text, PlainLinks()).body)


def article_of(body: Body, *annotations: Annotation) -> AnnotatedArticle:
    return AnnotatedArticle("article.md", "article", "A title", body=body, annotations=annotations)


# ---------------------------------------------------------------- quotes

INVISIBLE = "\u00ad\u200b\u2060\ufeff"


def folded(text: str) -> str:
    """Fold a text by other means than the program does: one rule after the other, without offsets."""
    text = re.sub(f"[{INVISIBLE}]", "", text)
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip(" ")
    text = re.sub("[‘’‚‛‹›『』﹃﹄＇′´`ʻʼ׳]", "'", text)
    text = re.sub("[“”„‟«»⹂「」﹁﹂｢｣〝〞〟＂″״]", '"', text)
    return re.sub("[‐‑‒–—―−⸺⸻־﹘﹣－]", "-", text)


def is_edge(text: str, at: int) -> bool:
    """Tell whether a quote may end here: not between a letter and its marks, nor within a syllable of Hangul."""
    return at == len(text) or not (unicodedata.category(text[at]).startswith("M") or "\u1160" <= text[at] <= "\u11ff")


def is_outer(character: str) -> bool:
    """Tell whether a quote never begins or ends with this character."""
    return character.isspace() or character in INVISIBLE


@st.composite
def slices(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """Draw a slice of a text that a note can be about: no white space at its ends, some word within."""
    starts = [at for at in range(len(text)) if not is_outer(text[at]) and is_edge(text, at)]
    assume(starts)
    start = draw(st.sampled_from(starts))
    ends = [
        at
        for at in range(start + 1, min(len(text), start + 80) + 1)
        if not is_outer(text[at - 1]) and is_edge(text, at)
    ]
    assume(ends)
    end = draw(st.sampled_from(ends))
    assume(any(unicodedata.category(character)[0] in "LNS" for character in folded(text[start:end])))
    return start, end


@given(bodies, st.data())
def test_any_slice_is_found_at_its_place(body: Body, data: DataObject) -> None:
    start, end = data.draw(slices(body.text))
    target = Target(body.text[start:end], prefix=body.text[:start], suffix=body.text[end:])
    article, problems = anchor_article(article_of(body, Annotation("x", (target,), "context")))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert article.annotations[0].spans == (Span("body", start, end),)


@given(bodies, st.data())
def test_any_slice_is_found_by_its_number(body: Body, data: DataObject) -> None:
    start, end = data.draw(slices(body.text))
    spans: list[Span] = []
    for occurrence in range(1, len(body.text) + 1):
        target = Target(body.text[start:end], occurrence=occurrence)
        article, _ = anchor_article(article_of(body, Annotation("x", (target,), "context")))
        spans += article.annotations[0].spans
        if not article.annotations[0].spans:
            break
    assert Span("body", start, end) in spans
    assert spans == sorted(set(spans))
    assert {folded(body.text[span.start : span.end]) for span in spans} == {folded(body.text[start:end])}


@given(bodies, st.data())
def test_a_quote_without_context_is_placed_where_its_words_stand_or_told_of(body: Body, data: DataObject) -> None:
    start, end = data.draw(slices(body.text))
    change = data.draw(st.sampled_from(["", "0", " not", "-", "’", "\u0301"]))
    at = data.draw(st.integers(start, end))
    quote = body.text[start:at] + change + body.text[at:end]
    article, problems = anchor_article(article_of(body, Annotation("x", (Target(quote),), "context")))
    spans = article.annotations[0].spans
    errors = [problem.code for problem in problems if problem.severity == "error"]
    assert bool(spans) != bool(errors)
    for span in spans:
        assert folded(body.text[span.start : span.end]) == folded(quote)
    if folded(quote) not in folded(body.text):
        assert errors == ["quote-not-found"]


# ---------------------------------------------------------------- marks


@dataclass
class Page:
    """What a browser makes of an article's markup."""

    text: str = ""
    marked: dict[str, str] = field(default_factory=dict)
    marker_offsets: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_html(cls, html: str) -> Page:
        page = cls()
        root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
        page._read(root, ())
        return page

    def _read(self, element: Element, within: tuple[str, ...]) -> None:
        if "data-annotation-ui" in element.attrib:
            if element.get("class") == "marker":
                assert not {"a", "mark"} & set(within), "a marker within a link or a mark"
                self.marker_offsets[element.attrib["id"]] = len(self.text)
        else:
            if element.tag == "mark":
                assert "mark" not in within, "a mark within a mark"
            ids = element.get("data-notes", "").split()
            self._add(element.text, ids)
            for child in element:
                self._read(child, (*within, str(element.tag)))
                self._add(child.tail, ids)

    def _add(self, text: str | None, ids: Sequence[str]) -> None:
        self.text += text or ""
        for annotation_id in ids:
            self.marked[annotation_id] = self.marked.get(annotation_id, "") + (text or "")


def html_of(chunks: Sequence[Chunk]) -> str:
    return "".join(chunk.html for chunk in chunks)


def without_notes(html: str) -> str:
    """Take marks and markers out of a text again."""
    return re.sub('</?mark[^>]*>|<a class="marker".*?</a>', "", html)


def text_offsets(body: Body) -> Iterator[int]:
    """Yield the offset of each character that is not white space between blocks."""
    offset = 0
    for kind, value in body.pieces:
        if kind == "text":
            yield from range(offset, offset + len(value))
        if kind in {"text", "gap"}:
            offset += len(value)


@st.composite
def notes_on(draw: st.DrawFn, body: Body) -> list[Note]:
    """Draw notes, of one or two targets each, some of them on the same words, numbered in reading order."""
    spans = draw(st.lists(slices(body.text).map(lambda part: Span("body", *part)), min_size=1, max_size=4))
    groups = draw(st.lists(st.lists(st.sampled_from(spans), min_size=1, max_size=2), min_size=1, max_size=5))
    annotations = [
        Annotation(
            f"n{number}", tuple(Target(body.text[s.start : s.end]) for s in group), "context", spans=tuple(group)
        )
        for number, group in enumerate(groups)
    ]
    (entry,) = assemble(Config("Test"), article_of(body, *annotations)).articles
    return list(entry.notes)


@given(bodies, st.data())
def test_the_text_is_unchanged(body: Body, data: DataObject) -> None:
    notes = data.draw(notes_on(body))
    plain = html_of(highlight_body(body, []))
    marked = html_of(highlight_body(body, notes))
    assert without_notes(plain) == plain
    assert without_notes(marked) == plain
    assert Page.from_html(marked).text == Page.from_html(plain).text == body.text


@given(bodies, st.data())
def test_marks_spell_the_quote_and_markers_follow_it(body: Body, data: DataObject) -> None:
    notes = data.draw(notes_on(body))
    page = Page.from_html(html_of(highlight_body(body, notes)))
    offsets = list(text_offsets(body))
    for note in notes:
        spans = note.annotation.spans
        covered = [at for at in offsets if any(span.start <= at < span.end for span in spans)]
        assert page.marked[note.annotation.id] == "".join(body.text[at] for at in covered)
        for number, span in enumerate(spans, 1):
            marker = f"ref-{note.annotation.id}" + (f".{number}" if number > 1 else "")
            assert page.marker_offsets.pop(marker) >= span.end
    assert page.marker_offsets == {}


@given(bodies, st.data())
def test_markers_stand_right_after_their_words_or_the_link_around_them(body: Body, data: DataObject) -> None:
    notes = data.draw(notes_on(body))
    html = re.sub("</?mark[^>]*>", "", html_of(highlight_body(body, notes)))
    for before in re.split('(?:<a class="marker".*?</a>)+', html)[:-1]:
        assert before.endswith("</a>") or not before.endswith(">")


@given(bodies, st.data())
def test_every_note_stands_once_and_after_its_marker(body: Body, data: DataObject) -> None:
    notes = data.draw(notes_on(body))
    chunks = highlight_body(body, notes)
    standing = [note.number for chunk in chunks for note in chunk.notes]
    assert sorted(standing) == list(range(1, len(notes) + 1))
    written = ""
    for html, notes_here in chunks:
        assert all(f'id="ref-{note.annotation.id}"' in html for note in notes_here)
        assert [note.number for note in notes_here] == sorted(note.number for note in notes_here)
        written += html
    assert written == html_of(chunks)


@given(bodies, st.data())
def test_the_order_in_which_notes_are_given_does_not_matter(body: Body, data: DataObject) -> None:
    notes = data.draw(notes_on(body))
    shuffled = data.draw(st.permutations(notes))
    assert highlight_body(body, shuffled) == highlight_body(body, notes)


@given(st.text(st.sampled_from("ab <>&\"'\n“é\u0301𝒜")), st.data())
def test_titles_deks_and_captions_are_marked_alike(text: str, data: DataObject) -> None:
    start, end = data.draw(slices(text))
    annotation = Annotation("x", (Target(text[start:end], part="dek"),), "context", spans=(Span("dek", start, end),))
    html = highlight_text(text, "dek", [note_of(annotation)])
    page = Page.from_html(html)
    assert page.text == text
    assert page.marked["x"] == text[start:end].replace("\n", "")
    assert page.marker_offsets == {"ref-x": end}
    assert without_notes(html) == str(highlight_text(text, "dek", []))
