"""The results of a comparison as Markdown tables, and as the data of a chart.

Comes in: Results. Goes out: text; what stands between the two marks in docs/pages/benchmarks.md is ours to replace.
"""

from __future__ import annotations

from benchmarks.chart import Bar, Panel, draw, seconds
from benchmarks.contenders import CONTENDERS, Contender
from benchmarks.results import SITUATIONS, Results, Series, ratios

BEGIN, END = "[//]: # (figures)", "[//]: # (end of figures)"
"""Definitions of links that nothing uses: Markdown shows nothing of them, here and elsewhere."""


def report(results: Results) -> str:
    """Return tables for every size and situation, after two lines of what was measured where."""
    runs = "One run." if results.runs == 1 else f"Medians of {results.runs} runs."
    lines = [f"Measured on {results.machine}. {runs}", f"{', '.join(results.versions)}."]
    for size in results.sizes:
        for situation, title in SITUATIONS.items():
            lines += [
                "",
                f"### {size:,} articles: {title[0].lower()}{title[1:]}",
                "",
                *_table(results, size, situation),
            ]
    return "\n".join(lines) + "\n"


def _table(results: Results, size: int, situation: str) -> list[str]:
    measured = results.of(size, situation)
    rows = ["| program | wall | CPU | memory | wall, CPU, memory: times ours |", "| --- | ---: | ---: | ---: | ---: |"]
    for contender in CONTENDERS:
        if contender.key in measured:
            rows.append(_row(contender, measured[contender.key], measured.get(contender.like)))
        elif contender.key in results.absent:
            rows.append(f"| {contender.title} | {results.absent[contender.key]} | | | |")
    return rows


def _row(contender: Contender, series: Series, ours: Series | None) -> str:
    cost = series.median
    low, high = series.wall_range
    wall = f"{seconds(cost.wall)} ({low:.2f}–{high:.2f})" if len(series.costs) > 1 else seconds(cost.wall)
    times = ", ".join(f"{each:.2f}" for each in ratios(series, ours)) if ours and ours is not series else ""
    return f"| {contender.title} | {wall} | {seconds(cost.cpu)} | {cost.memory:,.0f} MB | {times} |"


def chart_of(results: Results) -> str:
    """Return the chart of the largest size, as SVG: a panel a situation, a bar a contender."""
    size = results.sizes[-1]
    panels = []
    for situation, title in SITUATIONS.items():
        measured = results.of(size, situation)
        bars = [
            Bar(contender.title, measured[contender.key].median.wall, is_ours=contender.like == contender.key)
            for contender in CONTENDERS
            if contender.key in measured
        ]
        panels.append(Panel(title, bars))
    return draw(f"Build times of {size:,} annotated articles", panels)


def insert_figures(page: str, figures: str) -> str:
    """Return the page with the figures between its two marks; raises ValueError where it has not both."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs a line {BEGIN} and, after it, a line {END}")
    return f"{before}{BEGIN}\n\n{figures}\n{END}{after}"
