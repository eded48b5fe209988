"""Draws horizontal bars as SVG: seconds by contender, a panel a situation, each with a scale of its own.

Comes in: panels. Goes out: a document that needs no script or font of its own, has a title and a description that says
every figure, and follows the reader's light or dark colours, in an `img` element too.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH = 720
LABELS = 240  # where bars begin: the widest label, "site-builder, everything on", in 14 pixels of a wide font
VALUES = 80  # room for the figure after the longest bar
BAR, GAP = 18, 6
HEAD = 40  # a panel's title and the room above it
MARGIN = 16

# Ours and theirs differ in lightness and weight, not in hue alone; text has a contrast of at least 7, bars of 3.
STYLE = """\
svg { font: 14px/1 system-ui, sans-serif }
.page { fill: #fff }
text { fill: #222 }
.title { font-size: 17px; font-weight: 600 }
.panel { font-weight: 600 }
.bar { fill: #8a8f98 }
.ours { fill: #0b5394 }
.own { font-weight: 600 }
@media (prefers-color-scheme: dark) {
.page { fill: #14171c }
text { fill: #e8e8e8 }
.bar { fill: #737a86 }
.ours { fill: #79b8ff }
}"""


class Bar(NamedTuple):
    """A label and its seconds."""

    label: str
    value: float
    is_ours: bool


class Panel(NamedTuple):
    title: str
    bars: Sequence[Bar]


def draw(title: str, panels: Sequence[Panel]) -> str:
    """Return the chart as an SVG document; what has no bars leaves its panel empty."""
    parts = []
    top = MARGIN + 24
    for panel in panels:
        parts.append(_text(MARGIN, top + HEAD - 12, panel.title, "panel"))
        top += HEAD
        longest = max((bar.value for bar in panel.bars), default=0)
        for bar in panel.bars:
            parts += _bar(bar, top, longest)
            top += BAR + GAP
    described = " ".join(f"{panel.title}: {', '.join(map(_said, panel.bars))}." for panel in panels)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + MARGIN}" '
        f'width="{WIDTH}" height="{top + MARGIN}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(described)}</desc>\n'
        f'<style>\n{STYLE}\n</style>\n<rect class="page" width="100%" height="100%"/>\n'
        f"{_text(MARGIN, MARGIN + 16, title, 'title')}\n"
    )
    return head + "\n".join(parts) + "\n</svg>\n"


def _bar(bar: Bar, top: int, longest: float) -> list[str]:
    length = max(1.0, (WIDTH - LABELS - VALUES) * bar.value / longest) if longest else 1.0
    baseline = top + BAR - 4
    fill, weight = ("ours", "own") if bar.is_ours else ("bar", "")
    return [
        _text(MARGIN, baseline, bar.label, weight),
        f'<rect class="{fill}" x="{LABELS}" y="{top}" width="{length:.1f}" height="{BAR}"/>',
        _text(LABELS + round(length) + 8, baseline, seconds(bar.value), weight),
    ]


def _text(x: int, y: int, text: str, name: str) -> str:
    attribute = f' class="{name}"' if name else ""
    return f'<text{attribute} x="{x}" y="{y}">{escape(text)}</text>'


def _said(bar: Bar) -> str:
    return f"{bar.label} {seconds(bar.value)}"


def seconds(value: float) -> str:
    """Return seconds with as many digits as mean something."""
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"
