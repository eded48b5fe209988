"""An article whose body is a plain text, as if its file held nothing else."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from site_builder.model import AnnotatedArticle, Annotation, Body, LineStart, Piece, Target


def plain_article(text: str, *targets: Target, **fields: Any) -> AnnotatedArticle:
    """Return an article in which every line of the text is a line of article.md, with a note on each target."""
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    lines = tuple(LineStart(start, number) for number, start in enumerate(starts, 1))
    body = Body((Piece("text", text),), lines=lines, text=text)
    notes = tuple(Annotation(f"note-{number}", (target,), "context") for number, target in enumerate(targets, 1))
    return AnnotatedArticle(
        **{"file": "articles/article.md", "slug": "article", "title": "", "annotations": notes} | fields, body=body
    )
