"""What the declarations say to people: the reference page of docs/.

In go the formats, out comes one Markdown text. Nothing here reads content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from site_builder.reading.format import ListOf, Mapping, Type
from site_builder.reading.formats import (
    ARTICLE,
    CLAIM_KEYS,
    CONTRIBUTOR,
    DEFAULTS,
    PAGE,
    SIDECAR,
    SITE,
    SOURCE,
    SPEAKER,
    SourceUse,
)
from site_builder.reading.scalars import Choice


class Section(NamedTuple):
    """One kind of file: where it stands, what there is to know beyond its keys, and its format."""

    file: str
    text: str
    format: Mapping


def reference_page() -> str:
    """Return docs/pages/format.md."""
    return "\n\n".join([_PREFACE, *(part for section in _SECTIONS for part in _section(section))]) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield "## " + section.file.replace("<", "\\<")
    yield section.text
    yield _table(section.format)
    for name, part in _parts(section.format):
        yield f"### `{name}`"
        yield _table(part)


def _table(mapping: Mapping) -> str:
    rows = ["| key | type | default | meaning |", "| --- | --- | --- | --- |"]
    for key in mapping.keys:
        default = "**required**" if key.required else key.default
        rows.append(f"| `{key.name}` | {_type(key.type)} | {default} | {_cell(key.says)} |")
    return "\n".join(rows)


def _type(type_: Type) -> str:
    if isinstance(type_, Mapping):
        return "mapping"
    if isinstance(type_, ListOf):
        return "list of mappings" if isinstance(type_.item, Mapping) else f"{_type(type_.item)}, or a list"
    return ", ".join(f"`{choice}`" for choice in type_.choices) if isinstance(type_, Choice) else _cell(type_.label)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _parts(mapping: Mapping, prefix: str = "") -> Iterator[tuple[str, Mapping]]:
    """Yield the mappings within a mapping, each after its name."""
    for key in mapping.keys:
        inner, name = key.type, f"{prefix}{key.name}"
        if isinstance(inner, ListOf):
            inner, name = inner.item, f"{name}[]"
        if isinstance(inner, SourceUse):
            inner = inner.mapping
        if isinstance(inner, Mapping) and inner is not DEFAULTS:  # its keys are those of an annotation
            yield name, inner
            yield from _parts(inner, f"{name}.")


# ---------------------------------------------------------------- prose

_PREFACE = """\
---
title: Content format
summary: Every file of an archive, and every key.
---

This page is made from the declarations in `site_builder/reading/formats.py` by `python tools/format_reference.py`.

Every file is UTF-8. YAML is read as YAML 1.2 means it (`no` and `12:30` stay text), and where text is expected a value
is taken as written (`title: 1984`). One value stands for a list of one (`topics: budget`). An empty value means absent.
Unknown and duplicate keys are errors. A text with `: ` or ` #` in it must be quoted, or written after `|-`."""

_CLAIM_KEYS = ", ".join(f"`{key.name}`" for key in DEFAULTS.keys if key.name in CLAIM_KEYS)

_SECTIONS = (
    Section("content/site.yaml", "The settings of the site.", SITE),
    Section(
        "content/speakers.yaml",
        """\
The key is the speaker's id, which is a part of their address: lower-case letters and digits of any script, and hyphens.
The keys of one speaker may also stand in a file of their own, `content/speakers/<id>.yaml`.""",
        SPEAKER,
    ),
    Section(
        "content/contributors.yaml",
        """\
Written like speakers, or as `content/contributors/<id>.yaml`. An author or reviewer that is one of these ids links to
that person.""",
        CONTRIBUTOR,
    ),
    Section("content/sources.yaml", "Sources that several notes use, by a key of your own.", SOURCE),
    Section(
        "content/articles/…/<slug>.md",
        """\
Front matter between two lines of `---`, then Markdown: CommonMark with tables, footnotes and strikethrough. Raw HTML is
shown as text. Headings begin at the second level, whatever the first one in the file is. A picture that is alone in its
paragraph becomes a figure, with its title as the caption; one without a description only decorates. A link to another
article, or to a note in it, is written to its file: `other-article.md#note-x`.""",
        ARTICLE,
    ),
    Section("content/pages/<slug>.md", "Pages of the site's own, written like articles.", PAGE),
    Section(
        "content/articles/…/<slug>.yaml",
        f"""\
The sidecar: the notes on the article of the same name beside it. A note's own Markdown has neither headings nor
footnotes.

`defaults` takes every key of an annotation but `id`, `former_ids`, `quote`, `prefix`, `suffix`, `occurrence` and
`targets`. A note that is given another kind than claim takes no default that speaks of a claim ({_CLAIM_KEYS}), and one
with `attribution: article` takes no default speaker.""",
        SIDECAR,
    ),
)
