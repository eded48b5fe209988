"""Markdown to pieces of HTML and plain text: the one module that knows markdown-it-py.

In goes one Markdown text, out come the pieces to print, the plain text they spell, headings, links and pictures.
The plain text is, character for character, what a browser's textContent gives for the printed pieces once elements
with data-annotation-ui are dropped; so quotes can be found without a browser. No files are read here.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from html import escape
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from site_builder.model import Body, Heading, Image
from site_builder.quotations import hanging_class
from site_builder.reading.addresses import leads_outside
from site_builder.reading.heading_ids import HeadingIds
from site_builder.reading.pieces import PieceStream
from site_builder.reading.simple_markdown import (
    are_simple,
    begins_plainly,
    is_simple,
    is_simple_content,
    is_simple_item,
    split_line,
    words_of,
)
from site_builder.reading.source_text import harmless_text

Flavour = Literal["article", "note"]

SIZES: dict[Flavour, str] = {
    "article": "(min-width: 44rem) 41rem, 100vw",
    "note": "(min-width: 70rem) 21rem, (min-width: 44rem) 41rem, 100vw",
}
"""How wide pictures are shown, for a browser that chooses one before it knows: the column, and the margin of notes."""


class Links(Protocol):
    """What addresses lead to; both methods are told the line of the Markdown text, from 0."""

    def link(self, address: str, line: int) -> str:
        """Return what to print as the address of a link, escaped."""

    def picture(self, address: str, line: int) -> Image:
        """Return the picture at an address, without texts."""


class RenderedMarkdown(NamedTuple):
    """A rendered text, the addresses that it may not link to, and the labels of footnotes that nothing refers to."""

    body: Body
    images: tuple[Image, ...]
    refused: tuple[str, ...]
    unused: tuple[str, ...]


def render_markdown(text: str, links: Links, flavour: Flavour = "article", first_line: int = 1) -> RenderedMarkdown:
    """Parse a text once; `first_line` is the line of its file in which it begins.

    A note has neither headings nor footnotes: what looks like them is text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines = text.split("\n")
    if are_simple(lines):  # as most notes are, and the parser takes several times as long
        rendering = _Rendering(links, first_line, flavour, may_have_entities=False)
        rendering.simple_paragraphs(lines)
        return RenderedMarkdown(rendering.stream.body(()), (), (), ())
    refused: list[str] = []
    environment: dict[str, Any] = {}
    parser = copy.copy(_parser(flavour))  # so that the addresses that this text is refused end in a list of its own
    parser.validateLink = partial(_accept, refused)  # type: ignore[method-assign]
    tokens = parser.parse(text, environment)
    rendering = _Rendering(links, first_line, flavour, may_have_entities="&" in text)
    rendering.blocks(tokens)
    body = rendering.stream.body(tuple(rendering.headings))
    unused = [label[1:] for label, number in environment.get("footnotes", {}).get("refs", {}).items() if number < 0]
    return RenderedMarkdown(body, tuple(rendering.images), tuple(dict.fromkeys(refused)), tuple(unused))


@cache
def _parser(flavour: Flavour) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable("normalize")  # which render_markdown does: it takes the parser longer than to find all blocks
    parser.block.ruler.before("table", "simple_paragraphs", _simple_paragraphs)
    parser.block.ruler.before("table", "simple_list", _simple_list)
    parser.block.ruler.before("table", "undoubted_paragraph", _paragraph)
    parser.core.ruler.at("inline", _parse_inline)
    if flavour == "note":
        return parser.disable(["heading", "lheading"])
    return parser.use(footnote_plugin)


def _simple_paragraphs(state: StateBlock, first: int, _end: int, silent: bool) -> bool:
    """Take all simple paragraphs from here on as one token; only outside of other blocks, where lists mark theirs."""
    if silent or state.level:
        return False
    line = after = first
    while line < state.lineMax and is_simple(state.src, state.bMarks[line], state.eMarks[line]):
        line += 1
        if line == state.lineMax or state.isEmpty(line):
            line = after = state.skipEmptyLines(line)
    if after == first:
        return False
    token = state.push("simple_paragraphs", "p", 0)
    token.content, token.map = state.src[state.bMarks[first] : state.eMarks[after - 1]], [first, after]
    state.line = after
    return True


def _simple_list(state: StateBlock, first: int, _end: int, silent: bool) -> bool:
    """Take a list of simple items, a line each, as one token; after an empty line nothing may go on with it."""
    if silent or state.level:
        return False
    source, begins, ends, line = state.src, state.bMarks, state.eMarks, first
    while line < state.lineMax and is_simple_item(source, begins[line], ends[line]):
        if source[begins[line]] != source[begins[first]]:
            return False
        line += 1
    after = state.skipEmptyLines(line)
    is_over = after == state.lineMax or (after > line and begins_plainly(source, begins[after], ends[after]))
    if line == first or not is_over:
        return False
    token = state.push("simple_list", "ul", 0)
    token.content, token.map = source[begins[first] : ends[line - 1]], [first, line]
    state.line = after
    return True


def _paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Take a paragraph that no other rule could claim or cut short, without asking all of them about its lines."""
    line = first
    while line < state.lineMax and not state.isEmpty(line):
        if not begins_plainly(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            return False
        line += 1
    return not silent and not state.is_code_block(first) and paragraph(state, first, end, silent)


def _parse_inline(state: StateCore) -> None:
    """Parse what stands in blocks; what is simple stays without children, which nothing else does."""
    for token in state.tokens:
        if token.type == "inline" and not is_simple_content(token.content):
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\|%5C", re.IGNORECASE)


def _accept(refused: list[str], address: str) -> bool:
    """Say whether an address may be a link; one that may not is noted, since the parser leaves it as text."""
    if leads_outside(address) or not _OTHER_SCHEME.match(address):
        return True
    refused.append(address)
    return False


_SIMPLE_TAGS = {
    f"{name}_{end}": f"<{'' if end == 'open' else '/'}{tag}>"
    for name, tag in (("em", "em"), ("strong", "strong"), ("s", "s"))
    for end in ("open", "close")
}


class _Rendering:
    """One walk over the tokens of a text."""

    def __init__(self, links: Links, first_line: int, flavour: Flavour, *, may_have_entities: bool) -> None:
        self.stream = PieceStream()
        self.headings: list[Heading] = []
        self.images: list[Image] = []
        self._links = links
        self._sizes = SIZES[flavour]
        self._first_line = first_line
        # The source is harmless already; only an entity can bring a control character back.
        self._shown: Callable[[str], str] = harmless_text if may_have_entities else str
        self._ids = HeadingIds()
        self._levels: list[int] = []
        self._quote_depth = 0
        self._links_open = 0
        self._line = self._end_line = 0
        self._footnote_lines: dict[int, int] = {}

    # ---------------------------------------------------------------- blocks

    def blocks(self, tokens: list[Token]) -> None:
        skip_until = -1
        for index, token in enumerate(tokens):
            if index <= skip_until:
                continue
            if token.type == "paragraph_open" and _is_figure(tokens[index + 1]):
                self._figure(tokens[index + 1])
                skip_until = index + 2
            elif token.type == "heading_open":
                self._open_heading(token, tokens[index + 1])
            elif token.type == "paragraph_open" and self._quote_depth:
                self._open_quoted(token, tokens[index + 1])
            else:
                self._renderers[token.type](self, token)

    def simple_paragraphs(self, lines: Iterable[str]) -> None:
        """Add simple paragraphs, parted by lines of at most white space; the first line is that of the walk."""
        within = False
        for number, line in enumerate((*lines, ""), start=self._line):
            has_words = bool(line.strip())
            if has_words:
                self._line = number
                if within:
                    self.stream.text("\n")
                else:
                    self.stream.open_block("<p>")
                self._simple_line(line)
            elif within:
                self._close_text("</p>")
            within = has_words

    def _simple_paragraphs(self, token: Token) -> None:
        self._line = token.map[0] if token.map else self._line
        self.simple_paragraphs(token.content.split("\n"))

    def _simple_list(self, token: Token) -> None:
        self._line = token.map[0] if token.map else self._line
        self.stream.open_block("<ul>")
        for number, item in enumerate(token.content.split("\n"), start=self._line):
            self._line = number
            self.stream.open_block("<li>")
            self._simple_line(item[2:])
            self._close_text("")
            self.stream.close_block("</li>", stop=False)
        self.stream.close_block("</ul>", stop=False)

    def _simple_line(self, line: str) -> None:
        stream = self.stream
        stream.line(self._line + self._first_line)
        if "*" not in line and "[" not in line:
            stream.text(line)
            return
        for before, stars, emphasised, label, address in split_line(line):
            stream.text(before)
            if stars:
                tag = "em" if stars == "*" else "strong"
                stream.markup(f"<{tag}>")
                stream.text(emphasised)
                stream.markup(f"</{tag}>")
            elif address:
                stream.markup(f'<a href="{self._links.link(address, self._line)}">')
                stream.text(label)
                stream.markup("</a>")

    def _open(self, token: Token) -> None:
        self.stream.open_block("" if token.hidden else f"<{token.tag}>")

    def _close(self, token: Token) -> None:
        self.stream.close_block(f"</{token.tag}>", stop=False)

    def _close_paragraph(self, token: Token) -> None:
        self._close_text("" if token.hidden else f"</{token.tag}>")

    def _close_text(self, html: str) -> None:
        """Close a block of words; within a block quotation its notes wait until the quotation ends."""
        self.stream.close_block(html, stop=self._quote_depth == 0)

    def _open_heading(self, token: Token, inline: Token) -> None:
        source_level = int(token.tag[1])
        while self._levels and self._levels[-1] >= source_level:
            self._levels.pop()
        self._levels.append(source_level)
        level = min(len(self._levels) + 1, 6)  # the page's h1 is its title, and no level is skipped
        text = self._shown(_text_of(inline.children) if inline.children else words_of(inline.content))
        heading = Heading(level, self._ids.next(text), text)
        self.headings.append(heading)
        self.stream.open_block(f'<h{level} id="{heading.id}">')

    def _close_heading(self, _token: Token) -> None:
        self._close_text(f"</h{self.headings[-1].level}>")

    def _open_quotation(self, _token: Token) -> None:
        self._quote_depth += 1
        self.stream.open_block("<blockquote>")

    def _open_quoted(self, token: Token, inline: Token) -> None:
        hanging = "" if token.hidden else hanging_class(inline.content.lstrip("*_"))
        if hanging:
            self.stream.open_block(f'<p class="{hanging}">')
        else:
            self._open(token)

    def _close_quotation(self, _token: Token) -> None:
        self._quote_depth -= 1
        self._close_text("</blockquote>")

    def _open_ordered_list(self, token: Token) -> None:
        start = token.attrs.get("start")
        self.stream.open_block("<ol>" if start is None else f'<ol start="{start}">')

    def _open_table(self, _token: Token) -> None:
        # A wide table scrolls in its own box, which the keyboard must be able to reach.
        self.stream.open_block('<div class="table-scroll" tabindex="0"><table>')

    def _close_table(self, _token: Token) -> None:
        self._close_text("</table></div>")

    def _open_cell(self, token: Token) -> None:
        # The parser gives a style attribute, which a strict Content-Security-Policy ignores.
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        self.stream.open_block(f'<{token.tag} class="align-{align}">' if align else f"<{token.tag}>")

    def _code_block(self, token: Token) -> None:
        first = token.map[0] if token.map else self._line
        language = self._shown(token.info.split(maxsplit=1)[0]) if token.info.strip() else ""
        code = f'<code class="language-{escape(language)}">' if language else "<code>"
        self.stream.open_block(f'<pre tabindex="0">{code}')
        lines = self._shown(token.content).splitlines(keepends=True)
        for number, line in enumerate(lines, start=first + (token.type == "fence")):
            self.stream.line(number + self._first_line)
            self.stream.text(line)
        self._close_text("</code></pre>")

    def _rule(self, _token: Token) -> None:
        self.stream.open_block("<hr>")
        self.stream.close_block("", stop=False)

    def _figure(self, token: Token) -> None:
        self._line = token.map[0] if token.map else self._line
        picture = (token.children or [])[0]
        self.stream.open_block("<figure>")
        image = self._image(picture, title=False)
        if image.caption:
            self.stream.markup("<figcaption>")
            self.stream.line(self._line + self._first_line)
            self.stream.text(image.caption)
            self.stream.markup("</figcaption>")
        self._close_text("</figure>")

    # ---------------------------------------------------------------- footnotes

    def _open_footnotes(self, _token: Token) -> None:
        self.stream.open_block('<div class="footnotes" role="doc-endnotes"><ol>')

    def _close_footnotes(self, _token: Token) -> None:
        self.stream.close_block("</ol></div>", stop=False)

    def _open_footnote(self, token: Token) -> None:
        number = token.meta["id"]
        self._line = self._footnote_lines.get(number, self._line)
        self.stream.open_block(f'<li id="fn{number + 1}">')

    def _close_footnote(self, _token: Token) -> None:
        self.stream.close_block("</li>", stop=False)

    def _back_link(self, token: Token) -> None:
        # Without the variation selector some systems draw the arrow as an emoji.
        href = f"#{_footnote_reference_id(token)}"
        self.stream.markup(f'<a data-annotation-ui href="{href}" role="doc-backlink"> \u21a9\ufe0e</a>')

    # ---------------------------------------------------------------- words

    def _inline(self, token: Token) -> None:
        # A footnote written within the text has no lines of its own: it counts as part of the line that refers to it.
        self._line, self._end_line = token.map or (self._line, self._line + 1)
        if not token.children:
            self._simple_content(token.content)
            return
        stream, shown = self.stream, self._shown
        stream.line(self._line + self._first_line)
        for child in token.children or ():
            kind = child.type
            if kind == "text":
                if child.content:
                    stream.text(shown(child.content))
            elif kind == "softbreak":
                stream.text("\n")
                self._next_line()
            elif kind in _SIMPLE_TAGS:
                stream.markup(_SIMPLE_TAGS[kind])
            else:
                self._renderers[kind](self, child)

    def _simple_content(self, content: str) -> None:
        for number, line in enumerate(content.split("\n")):
            if number:
                self.stream.text("\n")
                self._line = min(self._line + 1, self._end_line - 1)
            self._simple_line(line)

    def _next_line(self) -> None:
        self._line = min(self._line + 1, self._end_line - 1)
        self.stream.line(self._line + self._first_line)

    def _hard_break(self, _token: Token) -> None:
        self.stream.markup("<br>")
        self.stream.text("\n")
        self._next_line()

    def _code(self, token: Token) -> None:
        self.stream.markup("<code>")
        self.stream.text(token.content)
        self.stream.markup("</code>")

    def _open_link(self, token: Token) -> None:
        self._links_open += 1
        if self._links_open > 1:  # links do not nest, though the parser lets an <address> stand within one
            return
        href = self._links.link(str(token.attrs["href"]), self._line)
        title = self._shown(str(token.attrs.get("title", "")))
        title_attribute = f' title="{escape(title)}"' if title else ""
        self.stream.markup(f'<a href="{href}"{title_attribute}>')

    def _close_link(self, _token: Token) -> None:
        self._links_open -= 1
        if not self._links_open:
            self.stream.markup("</a>")

    def _inline_image(self, token: Token) -> None:
        self._image(token, title=True)

    def _image(self, token: Token, *, title: bool) -> Image:
        found = self._links.picture(str(token.attrs["src"]), self._line)
        alt = self._shown(_text_of(token.children or ()))
        caption = self._shown(str(token.attrs.get("title", "")))
        image = replace(found, alt=alt, caption=caption)
        self.images.append(image)
        size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
        tooltip = f' title="{escape(caption)}"' if title and caption else ""
        choices = ", ".join(f"\0{name}\0 {width}w" for name, width in image.choices)
        choice = f' srcset="{choices}" sizes="{self._sizes}"' if len(image.choices) > 1 else ""
        attributes = f'src="\0{image.shown}\0"{choice} alt="{escape(alt)}"{size} loading="lazy"{tooltip}'
        self.stream.markup(f"<img {attributes}>")
        return image

    def _footnote_reference(self, token: Token) -> None:
        number = token.meta["id"]
        self._footnote_lines.setdefault(number, self._line)
        reference_id = _footnote_reference_id(token)
        anchor = f'<a id="{reference_id}" href="#fn{number + 1}" role="doc-noteref">{number + 1}</a>'
        if self._links_open:
            anchor = f'<span id="{reference_id}">{number + 1}</span>'
        self.stream.markup(f"<sup data-annotation-ui>{anchor}</sup>")

    _renderers: ClassVar[dict[str, Callable[[_Rendering, Token], None]]] = {
        "inline": _inline,
        "hardbreak": _hard_break,
        "code_inline": _code,
        "link_open": _open_link,
        "link_close": _close_link,
        "image": _inline_image,
        "footnote_ref": _footnote_reference,
        "simple_paragraphs": _simple_paragraphs,
        "simple_list": _simple_list,
        "paragraph_open": _open,
        "paragraph_close": _close_paragraph,
        "heading_close": _close_heading,
        "blockquote_open": _open_quotation,
        "blockquote_close": _close_quotation,
        "bullet_list_open": _open,
        "bullet_list_close": _close,
        "ordered_list_open": _open_ordered_list,
        "ordered_list_close": _close,
        "list_item_open": _open,
        "list_item_close": _close,
        "table_open": _open_table,
        "table_close": _close_table,
        "thead_open": _open,
        "thead_close": _close,
        "tbody_open": _open,
        "tbody_close": _close,
        "tr_open": _open,
        "tr_close": _close,
        "th_open": _open_cell,
        "th_close": _close,
        "td_open": _open_cell,
        "td_close": _close,
        "fence": _code_block,
        "code_block": _code_block,
        "hr": _rule,
        "footnote_block_open": _open_footnotes,
        "footnote_block_close": _close_footnotes,
        "footnote_open": _open_footnote,
        "footnote_close": _close_footnote,
        "footnote_anchor": _back_link,
    }


def _footnote_reference_id(token: Token) -> str:
    again = token.meta.get("subId", 0)
    return f"fnref{token.meta['id'] + 1}" + (f"-{again + 1}" if again else "")


def _is_figure(inline: Token) -> bool:
    children = inline.children or ()
    return len(children) == 1 and children[0].type == "image"


def _text_of(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens on one line, those of pictures' descriptions included."""
    words = (
        _text_of(token.children) if token.children else " " if token.type.endswith("break") else token.content
        for token in tokens
    )
    return "".join(words)
