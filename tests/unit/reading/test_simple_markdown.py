"""Tests that what is called simple is read exactly as the parser reads it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.reading import markdown
from site_builder.reading.links import FileLinks, Size
from site_builder.reading.markdown import Flavour, RenderedMarkdown, render_markdown
from site_builder.reading.simple_markdown import are_simple, begins_plainly, is_simple, split_line, words_of
from site_builder.reading.source_text import harmless_text

SIMPLE = [
    "words, and “more”: 3.5% of them!",
    "a *word* and **two words,** set off",
    "*so* it (*begins*) and **ends**",
    "a [label](https://example.org/a/b.html#c-d), a [file](../2020/file.md) and [a place](#there)",
    "“*Quoted* words”",
    "1990–95 was so",
]


@pytest.mark.parametrize(
    "line", [*SIMPLE[:3], SIMPLE[4], SIMPLE[5], "[label](file.md) first", "a [label](https://example.org/)"]
)
def test_what_people_mostly_write_is_simple(line: str) -> None:
    assert is_simple(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "# a",
            "> a",
            "- a",
            "+ a",
            "* a",
            "***",
            "1. a",
            "23) a",
            "---",
            "===",
            "| a",
            ":--",
            "```",
            "~~~",
            "\ta",
            " a",
        ),
        *("a ", "a  ", "a\u00a0", "a\\", "a &amp; b", "a `b`", "~~a~~", "a _b_", "<https://example.org/>"),
        *("a *b", "a* b", "a *b **c***", "a*b*c", "*a *b* c*", "*a*b", "**a*", "***a***", "a *b\u0301*c"),
        *("[a]", "[a][b]", "[a]: b", "[a](b c)", "[a](b 'c')", "[a](<b>)", "[a](b(c))", "[](a)", "[a]()", "[a](b%20c)"),
        *(
            "![a](b)",
            "^[a](b)",
            "[^a](b)",
            "[*a*](b)",
            "*[a](b)*",
            "[a](javascript:b)",
            "[a](//b)",
            "[a](http://Ex.org/)",
        ),
        f"[a](https://{'b' * 64}/)",
    ],
)
def test_what_may_be_more_is_not_simple(line: str) -> None:
    assert not is_simple(line)


def test_only_an_undoubted_paragraph_begins_plainly() -> None:
    text = "> a [b]"
    assert begins_plainly(text, 2)
    assert not begins_plainly(text, 0)
    assert not begins_plainly(text, 4)


def test_empty_lines_part_simple_paragraphs() -> None:
    assert are_simple(["", "one", "two", "", "", "three"])
    assert not are_simple(["one", " ", "two"])


def test_a_line_is_split_where_words_are_set_off() -> None:
    runs = [tuple(run) for run in split_line("a *b* [c](d)")]
    assert runs == [("a ", "*", "b", "", ""), (" ", "", "", "c", "d"), ("", "", "", "", "")]
    assert words_of("a *b* [c](d)\n**e** f") == "a b c e f"


# ---------------------------------------------------------------- compared with the parser

FRAGMENTS = (
    "* * ** ** *** _ __ ~~ ~ ` `` \\ & &amp; < > <https://example.org/> [ ] ( ) ]( ](a.md) ](https://example.org/) ]: "
    "! ![ ^ ^[ [^1] [^1]: # - + = : | 1. 23) --- === ``` ~~~ |--- word word Word 3.5% . , ; ? “ ” ‘ ’ \" ' – — é "
    "e\u0301 \u0301 价格 \u0915\u093f 👍🏽 € $ ① a.md https://example.org/a-b.html //x javascript:x #there"
).split(" ")
SPACES = [
    " ",
    " ",
    " ",
    "",
    "",
    "\n",
    "\n",
    "\n\n",
    "  \n",
    " \n",
    "\n ",
    "\n    ",
    "\t",
    "\u00a0",
    "\u2003",
    "\r\n",
    "\0",
]
noise = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(SPACES)), max_size=16).map(
    lambda parts: "".join(fragment + space for fragment, space in parts)
)
simple = st.lists(st.tuples(st.sampled_from(SIMPLE), st.sampled_from([" ", "\n", "\n\n", "\n\n\n"])), max_size=4).map(
    lambda parts: "".join(line + space for line, space in parts)
)
items = st.lists(
    st.tuples(st.sampled_from(["- ", "- ", "* ", "-  ", " - ", "1. "]), st.sampled_from([*SIMPLE, "1. nested", "# a"])),
    min_size=1,
    max_size=4,
).map(lambda lines: "\n".join(marker + line for marker, line in lines))
begun = st.tuples(st.sampled_from(["- ", "> ", "## ", "1. ", "| a |\n|---|\n| ", "  "]), simple | noise).map("".join)
blocks = st.tuples(
    simple | noise | items | begun | st.text(max_size=8), st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", "\n\n  "])
).map("".join)
texts = st.lists(blocks, max_size=5).map("".join).map(harmless_text)  # as files are read


def render(text: str, flavour: Flavour) -> tuple[RenderedMarkdown, FileLinks]:
    links = FileLinks("articles", "articles/moon.md", lambda _file: Size(3, 2), lambda *place: place, own_page=True)  # type: ignore[arg-type]
    return render_markdown(text, links, flavour, 7), links


def by_parser(text: str, flavour: Flavour) -> tuple[RenderedMarkdown, FileLinks]:
    """Render a text as if nothing were simple."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("are_simple", "is_simple", "is_simple_content", "is_simple_item", "begins_plainly"):
            patch.setattr(markdown, name, lambda *_place: False)
        return render(text, flavour)


@settings(max_examples=400)
@given(texts, st.sampled_from(["article", "note"]))
@example("a *b\n\nc* d\n\n[^1]: one\n[x](y)", "article")
@example("> one\n> two\n>\n> *three*", "article")
@example("- one\n- two\n===\n*three* four\nfive", "article")
def test_simple_markdown_is_read_as_the_parser_reads_it(text: str, flavour: Flavour) -> None:
    rendered, links = render(text, flavour)
    expected, expected_links = by_parser(text, flavour)
    assert rendered == expected
    assert links.references == expected_links.references
    assert links.problems == expected_links.problems
